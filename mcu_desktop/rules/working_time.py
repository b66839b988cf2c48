"""How much working time lies between two moments, quickly for very many of them."""

from datetime import date, datetime, timedelta

from mcu_desktop.rules.working_calendar import WorkingCalendar


class WorkingClock:
    """Counts working time by a calendar; a year that was asked for once is known from then on."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        self._years: dict[int, tuple[list[float], float]] = {}  # seconds before each day of the year; in all of it

    def between(self, since: datetime, until: datetime) -> float:
        """Return the working time in seconds between two aware moments; less than nothing the other way round."""
        zone = self._calendar.zone
        first, last = since.astimezone(zone), until.astimezone(zone)
        if first > last:
            return -self.between(until, since)
        whole = sum(self._year(year)[1] for year in range(first.year, last.year))
        return whole + self._into_year(last) - self._into_year(first)

    def _into_year(self, local: datetime) -> float:
        before, _whole = self._year(local.year)
        day = local.date()
        spent = sum(
            (min(max(local, opens), closes) - opens).total_seconds() for opens, closes in self._calendar.spans(day)
        )
        return before[day.toordinal() - date(day.year, 1, 1).toordinal()] + spent

    def _year(self, year: int) -> tuple[list[float], float]:
        if year not in self._years:
            before, total, day = list[float](), 0.0, date(year, 1, 1)
            while day.year == year:
                before.append(total)
                total += sum((closes - opens).total_seconds() for opens, closes in self._calendar.spans(day))
                day += timedelta(days=1)
            self._years[year] = before, total
        return self._years[year]
