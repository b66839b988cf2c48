"""Changing time limits: what stays, what is closed by date, what is added."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.time_limits import TimeLimit

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LimitEdit:
    """What is to be written: `changed` keep their ids, `added` get new ones, `removed` are ids that go away."""

    title: str  # Russian: what is done
    changed: tuple[TimeLimit, ...] = ()
    added: tuple[TimeLimit, ...] = ()
    removed: tuple[int, ...] = ()

    def applied_to(self, limits: Iterable[TimeLimit]) -> tuple[TimeLimit, ...]:
        """Return the limits as they will be."""
        changed = {limit.limit_id: limit for limit in self.changed}
        kept = (changed.get(limit.limit_id, limit) for limit in limits if limit.limit_id not in self.removed)
        return (*kept, *self.added)


def add_limit(limits: Iterable[TimeLimit], new: TimeLimit) -> LimitEdit:
    """Add a limit under a free code of its own."""
    return LimitEdit(f"Добавлен норматив «{new.title}»", added=(_with_free_code(limits, new),))


def change_limit(old: TimeLimit, new: TimeLimit) -> LimitEdit:
    """Correct a limit for all days it is in force."""
    return LimitEdit(f"Изменён норматив «{new.title}»", changed=(replace(new, limit_id=old.limit_id, code=old.code),))


def begin_edition(limits: Iterable[TimeLimit], old: TimeLimit, new: TimeLimit) -> LimitEdit:
    """Let the new edition begin on its first day; the old one ends the day before."""
    if new.valid_from <= old.valid_from:
        raise UserFacingError(
            f"Новая редакция должна начаться позже прежней ({old.valid_from:%d.%m.%Y}). Исправьте день или измените "
            "сам норматив. Ничего не сохранено."
        )
    ended = replace(old, valid_to=new.valid_from - _ONE_DAY)
    title = f"Норматив «{new.title}»: новая редакция с {new.valid_from:%d.%m.%Y}"
    return LimitEdit(title, changed=(ended,), added=(_with_free_code(limits, new),))


def remove_limit(old: TimeLimit, *, is_used: bool, today: date) -> LimitEdit:
    """Take a limit away; one that cases were counted by is kept and ends yesterday."""
    if not is_used and old.limit_id is not None:
        return LimitEdit(f"Удалён норматив «{old.title}»", removed=(old.limit_id,))
    last = max(today - _ONE_DAY, old.valid_from)
    title = f"Норматив «{old.title}» действует по {last:%d.%m.%Y}: по нему посчитаны сроки, поэтому он сохранён"
    return LimitEdit(title, changed=(replace(old, valid_to=last),))


def _with_free_code(limits: Iterable[TimeLimit], new: TimeLimit) -> TimeLimit:
    taken = {limit.code for limit in limits}
    number = next(number for number in range(1, len(taken) + 2) if f"local_{number}" not in taken)
    return replace(new, code=f"local_{number}", limit_id=None)
