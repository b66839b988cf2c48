"""When a copy of the store is due, and which old copies have served their time."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

_ALL_OF = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class CopyHabits:
    """Where copies go, how often, and how many are kept beyond two days: one a day, one a week, one a month.

    An empty folder is «backups» beside the store.
    """

    folder: str = ""
    every_hours: int = 4
    days: int = 14
    weeks: int = 8
    months: int = 12


def is_due(habits: CopyHabits, last: datetime | None, *, changed: bool, now: datetime) -> bool:
    """Return whether a copy is to be made: something has changed and the last one is old enough.

    A last copy from the future (the clock was set back) is as good as none.
    """
    if not changed:
        return False
    return last is None or last > now or now - last >= timedelta(hours=habits.every_hours)


def superfluous(made: Collection[datetime], habits: CopyHabits, *, now: datetime) -> frozenset[datetime]:
    """Return the copies that may go, by their moments of making in local time.

    Kept are all of the last two days, the last of each of the newest days that have one, and so of weeks and months,
    as many as the habits say. Days without a copy count for nothing, so that a program that has not run for a month
    does not lose what it had. The newest copy always stays.
    """
    kept = {moment for moment in made if now - moment < _ALL_OF}
    kept |= _last_of_each(made, lambda moment: moment.date(), max(habits.days, 1))
    kept |= _last_of_each(made, lambda moment: moment.isocalendar()[:2], habits.weeks)
    kept |= _last_of_each(made, lambda moment: (moment.year, moment.month), habits.months)
    return frozenset(made) - kept


def _last_of_each(made: Collection[datetime], period: Callable[[datetime], Hashable], most: int) -> set[datetime]:
    """Return the last moment of each of the newest periods."""
    last = {period(moment): moment for moment in sorted(made)}
    return set(sorted(last.values(), reverse=True)[:most])
