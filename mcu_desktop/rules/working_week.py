"""The working time of a week as a person writes it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import time

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.working_calendar import WEEKDAYS, Week, WorkingHours

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_NOT_SAVED = "Ничего не изменено."


def read_week(rows: Mapping[int, Sequence[str]]) -> Week:
    """Return the working week that a person has written: by weekday the beginning, the end and those of lunch."""
    if not rows:
        raise UserFacingError(f"В неделе нет ни одного рабочего дня. Отметьте рабочие дни. {_NOT_SAVED}")
    return {weekday: _read_hours(WEEKDAYS[weekday], written) for weekday, written in sorted(rows.items())}


def _read_hours(name: str, written: Sequence[str]) -> WorkingHours:
    def refuse(reason: str) -> UserFacingError:
        return UserFacingError(f"{name.capitalize()}: {reason}. {_NOT_SAVED}")

    starts, ends, lunch_starts, lunch_ends = (_read_clock(text.strip(), refuse) for text in written)
    if starts is None or ends is None:
        raise refuse("укажите начало и конец рабочего дня, например 09:00 и 18:00")
    if ends <= starts:
        raise refuse(f"конец рабочего дня {ends:%H:%M} не позже начала {starts:%H:%M}")
    if lunch_starts is None and lunch_ends is None:
        return WorkingHours(starts, ends)
    if lunch_starts is None or lunch_ends is None:
        raise refuse("у обеда указано только начало или только конец")
    if lunch_ends <= lunch_starts:
        raise refuse(f"конец обеда {lunch_ends:%H:%M} не позже начала {lunch_starts:%H:%M}")
    if lunch_starts <= starts or ends <= lunch_ends:
        raise refuse(f"обед {lunch_starts:%H:%M}–{lunch_ends:%H:%M} не внутри рабочего времени")
    return WorkingHours(starts, ends, lunch_starts, lunch_ends)


def _read_clock(text: str, refuse: Callable[[str], UserFacingError]) -> time | None:
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    try:
        if found is not None:
            return time(int(found[1]), int(found[2]))
    except ValueError:
        found = None
    raise refuse(f"«{text[:20]}» — не время, ожидается ЧЧ:ММ")
