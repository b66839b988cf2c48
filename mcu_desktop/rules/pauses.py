"""Time in which a term stands still: «отложено»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.rules.working_calendar import END_OF_DAY


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which a term that can stand still does so, aware; the end is None while it lasts."""

    started_at: datetime
    ended_at: datetime | None


class HeldTime:
    """The pauses of a term, local."""

    def __init__(self, pauses: Sequence[Pause], zone: ZoneInfo) -> None:
        self._zone = zone
        self._ended = [
            (pause.started_at.astimezone(self._zone), pause.ended_at.astimezone(self._zone))
            for pause in pauses
            if pause.ended_at is not None
        ]
        self._lasting = [pause.started_at.astimezone(self._zone) for pause in pauses if pause.ended_at is None]

    def __bool__(self) -> bool:
        return bool(self._ended)

    def holds(self, day: date) -> bool:
        """Return whether the term stands still at the end of the day."""
        end = datetime.combine(day, END_OF_DAY, self._zone)
        return any(since <= end < until for since, until in self._ended)

    def running(self, opens: datetime, closes: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Return the parts of a span in which the term runs."""
        for since, until in self._ended:
            if until <= opens or closes <= since:
                continue
            if opens < since:
                yield opens, since
            opens = min(until, closes)
        if opens < closes:
            yield opens, closes

    def pass_over(self, start: datetime, length: timedelta) -> datetime:
        """Return when so much time by the clock has run from the start."""
        end = start.astimezone(UTC) + length
        for since, until in self._ended:
            if since < end and until > start:
                end += until.astimezone(UTC) - max(since, start).astimezone(UTC)
        return end.astimezone(self._zone)

    def lasts_since(self, legal: datetime) -> datetime | None:
        """Return since when the term stands still now; a pause that began after its end changes nothing."""
        return next((since for since in self._lasting if since < legal), None)

    def in_words(self, start: datetime, legal: datetime) -> list[str]:
        """Return a line for each pause that the term has met."""
        return [
            f"Не идёт с {since:%d.%m.%Y %H:%M} по {until:%d.%m.%Y %H:%M}: было отложено."
            for since, until in self._ended
            if until > start and since < legal
        ]
