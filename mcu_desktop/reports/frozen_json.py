"""Figures as JSON and back, equal to the last bit: what a report was made of is kept with it."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Frozen = TypeVar("Frozen")


def to_json(value: object) -> str:
    """Return a frozen dataclass, or a tuple of them, as JSON; equal ones give equal texts."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_json(kind: type[Frozen], text: str) -> Frozen:
    """Return the dataclass that `to_json` has written; fields that are newer than the text take their defaults."""
    return from_plain(kind, json.loads(text))


def from_plain(kind: type[Frozen], value: object) -> Frozen:
    """Return the dataclass of what JSON can hold."""
    made: Frozen = _made(kind, value)
    return made


def to_plain(value: Any) -> Any:
    """Return a frozen dataclass as what JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # a datetime, too
        return value.isoformat()
    if isinstance(value, timedelta):
        return [value.days, value.seconds, value.microseconds]
    if isinstance(value, Mapping):
        return {str(name): to_plain(part) for name, part in value.items()}
    return [to_plain(part) for part in value] if isinstance(value, tuple) else value


_MAKE: dict[Any, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    timedelta: lambda parts: timedelta(*parts),
    float: float,
}


def _made(kind: Any, value: Any) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        others = [part for part in parts if part is not types.NoneType]
        # Plain values alone: a union of dataclasses would not say which.
        return value if value is None or len(others) != 1 else _made(others[0], value)
    if origin is Mapping:
        return {name: _made(parts[1], part) for name, part in value.items()}
    if origin is tuple:
        kinds = [parts[0]] * len(value) if parts[-1] is Ellipsis else parts
        return tuple(_made(part, one) for part, one in zip(kinds, value, strict=True))
    if kind in _MAKE:
        return _MAKE[kind](value)
    return _instance(kind, value) if isinstance(kind, type) else value


def _instance(kind: type, value: Any) -> Any:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _made(hints[name], part) for name, part in value.items() if name in hints})
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):  # a NamedTuple
        return kind(*(_made(hint, part) for hint, part in zip(get_type_hints(kind).values(), value, strict=True)))
    return kind(value) if issubclass(kind, Enum) else value
