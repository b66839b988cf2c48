"""The figures of the weekly report, counted from the same cases the queue shows."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import IN_TIME
from mcu_desktop.queries.catalogues import read_names
from mcu_desktop.queries.roster import IN_FORCE
from mcu_desktop.reports.weekly_figures import CountRow, OverdueRow, WeeklyFigures
from mcu_desktop.store.reading import Reader, as_moment

_TOP_TOPICS = 10
_MOST_OVERDUE = 500  # some fifty pages; who has more of them needs another paper than a weekly report
_OF_BLOCK = " AND c.sector_block_id = (SELECT id FROM sector_blocks WHERE code = :block)"

_BREACHES = {
    "what": "coalesce(br.reason, 'причина не указана')",
    "moment": "c.answered_at",
    "joins": "JOIN case_deadlines d ON d.case_id = c.id AND d.stage = 'final_answer'"
    " LEFT JOIN breaches br ON br.case_id = c.id",
    "condition": "AND c.answered_at > d.legal_deadline",
}


class _Counter:
    """Counts cases in two equal periods, the wanted one and the one before it."""

    def __init__(self, reader: Reader, period_from: date, period_to: date, block: str | None, zone: ZoneInfo) -> None:
        self._reader = reader
        days = (period_to - period_from).days + 1
        starts = datetime.combine(period_from, time.min, zone)
        ends = datetime.combine(period_to + timedelta(days=1), time.min, zone)
        before = datetime.combine(period_from - timedelta(days=days), time.min, zone)
        self.parameters: dict[str, object] = {"starts": starts, "ends": ends, "before": before}
        self.of_block = ""
        if block is not None:
            self.of_block = _OF_BLOCK
            self.parameters["block"] = block

    def total(self, title: str, moment: str, condition: str = "") -> CountRow:
        """Count cases by one of their moments."""
        rows = self.grouped("''", moment, condition=condition)
        return CountRow(title, *(rows[0][1:] if rows else (0, 0)))

    def grouped(self, what: str, moment: str, *, joins: str = "", condition: str = "") -> list[tuple[str, int, int]]:
        """Return (title, in the period, before it) for each title, the fullest first."""
        sql = (
            f"SELECT {what} AS title, sum(CASE WHEN {moment} >= :starts THEN 1 ELSE 0 END) AS now_count,"
            f" sum(CASE WHEN {moment} < :starts THEN 1 ELSE 0 END) AS before_count FROM cases c {joins}"
            f" WHERE {moment} >= :before AND {moment} < :ends {condition}{self.of_block}"
            " GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1"
        )
        return [(str(title), int(now), int(before)) for title, now, before in self._reader.rows(sql, **self.parameters)]


def read_weekly_figures(
    reader: Reader, period_from: date, period_to: date, *, block: str | None = None, now: datetime, zone: ZoneInfo
) -> WeeklyFigures:
    """Return all figures of the period and of the equal one before it; block is a code or None for all."""
    counter = _Counter(reader, period_from, period_to, block, zone)
    names = read_names(reader, period_to)
    title = reader.rows("SELECT title FROM sector_blocks WHERE code = :block", block=block) if block else []
    return WeeklyFigures(
        period_from=period_from,
        period_to=period_to,
        counted_at=now,
        zone_name=zone.key,
        municipality=names.get("municipality", ""),
        administration=names.get("administration", ""),
        centre=names.get("centre", ""),
        head_title="Руководитель МЦУ",
        head_name=_head_name(reader, period_to),
        received=counter.total("Поступило", "c.received_at"),
        answered=counter.total("Дан ответ", "c.answered_at"),
        answered_in_time=counter.total("Из них в срок", "c.answered_at", f" AND {IN_TIME}"),
        by_block=_by_block(reader, counter),
        by_channel=tuple(
            CountRow(*row)
            for row in counter.grouped("ch.title", "c.received_at", joins="JOIN channels ch ON ch.id = c.channel_id")
        ),
        top_topics=tuple(
            CountRow(*row)
            for row in counter.grouped("t.title", "c.received_at", joins="JOIN topics t ON t.id = c.topic_id")[
                :_TOP_TOPICS
            ]
            if row[1]
        ),
        breach_reasons=tuple(CountRow(*row) for row in counter.grouped(**_BREACHES)),
        by_day=_by_day(reader, counter, period_from, period_to, zone),
        open_now=_open_now(reader, counter),
        overdue_now=_overdue_now(reader, counter, now),
        overdue=_overdue(reader, counter, now=now, zone=zone),
        block_title=str(title[0][0]) if title else None,
    )


def _by_block(reader: Reader, counter: _Counter) -> tuple[CountRow, ...]:
    """Return every block in the decree's order, also those without a case, and what is not mapped."""
    joins = "LEFT JOIN sector_blocks b ON b.id = c.sector_block_id"
    counted = {
        title: (now, before)
        for title, now, before in counter.grouped("coalesce(b.title, '')", "c.received_at", joins=joins)
    }
    titles = [str(row[0]) for row in reader.rows("SELECT title FROM sector_blocks ORDER BY position")]
    if counter.of_block:
        titles = [title for title in titles if title in counted]
    rows = [CountRow(title, *counted.get(title, (0, 0))) for title in titles]
    if "" in counted:
        rows.append(CountRow("Не сопоставлено с блоком", *counted[""]))
    return tuple(rows)


def _by_day(
    reader: Reader, counter: _Counter, period_from: date, period_to: date, zone: ZoneInfo
) -> tuple[tuple[date, int], ...]:
    days: list[tuple[date, int]] = []
    sql = "SELECT count(*) FROM cases c WHERE c.received_at >= :day_starts AND c.received_at < :day_ends"
    block = {name: value for name, value in counter.parameters.items() if name == "block"}
    day = period_from
    while day <= period_to:
        starts = datetime.combine(day, time.min, zone)
        ends = datetime.combine(day + timedelta(days=1), time.min, zone)
        found = reader.rows(sql + counter.of_block, day_starts=starts, day_ends=ends, **block)
        days.append((day, int(found[0][0])))
        day += timedelta(days=1)
    return tuple(days)


def _open_now(reader: Reader, counter: _Counter) -> int:
    block = {name: value for name, value in counter.parameters.items() if name == "block"}
    sql = "SELECT count(*) FROM cases c WHERE c.closed_at IS NULL"
    return int(reader.rows(sql + counter.of_block, **block)[0][0])


def _overdue_now(reader: Reader, counter: _Counter, now: datetime) -> int:
    block = {name: value for name, value in counter.parameters.items() if name == "block"}
    sql = "SELECT count(*) FROM cases c WHERE c.closed_at IS NULL AND c.legal_deadline < :now"
    return int(reader.rows(sql + counter.of_block, now=now, **block)[0][0])


def _overdue(reader: Reader, counter: _Counter, *, now: datetime, zone: ZoneInfo) -> tuple[OverdueRow, ...]:
    block = {name: value for name, value in counter.parameters.items() if name == "block"}
    sql = (
        "SELECT c.number, coalesce(b.short_title, 'не сопоставлено'), coalesce(r.title, ''), c.legal_deadline,"
        " CASE WHEN c.gist <> '' THEN c.gist ELSE c.excerpt END FROM cases c"
        " LEFT JOIN sector_blocks b ON b.id = c.sector_block_id"
        " LEFT JOIN responsible_recipients r ON r.id = c.recipient_id"
        " WHERE c.closed_at IS NULL AND c.legal_deadline < :now"
    )
    rows = reader.rows(
        sql + counter.of_block + " ORDER BY c.legal_deadline, c.id LIMIT :at_most",
        now=now,
        at_most=_MOST_OVERDUE,
        **block,
    )
    return tuple(
        OverdueRow(
            number=number,
            block=title,
            recipient=recipient,
            deadline=as_moment(deadline).astimezone(zone),
            overdue_for=now - as_moment(deadline),
            gist=gist,
        )
        for number, title, recipient, deadline, gist in rows
    )


def _head_name(reader: Reader, on: date) -> str:
    """Return the head of the centre as signatures write it: initials before the family name."""
    rows = reader.rows(
        "SELECT p.family_name, p.given_name, p.patronymic FROM roster_entries e JOIN people p ON p.id = e.person_id"
        " JOIN roster_grants g ON g.entry_id = e.id WHERE g.role = 'head' AND "
        + IN_FORCE
        + " ORDER BY e.position LIMIT 1",
        day=on,
    )
    if not rows:
        return ""
    family, given, patronymic = rows[0]
    return "".join(f"{part[0]}." for part in (given, patronymic) if part) + f" {family}"
