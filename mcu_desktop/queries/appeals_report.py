"""The figures of the report on appeals of citizens (59-ФЗ)."""

from datetime import date
from zoneinfo import ZoneInfo

from mcu_desktop.queries.period_counter import PeriodCounter, Scope
from mcu_desktop.reports.appeal_figures import AppealFigures
from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.measures import Measure
from mcu_desktop.rules.terms import Outcome
from mcu_desktop.rules.titles import OUTCOMES
from mcu_desktop.store.reading import Reader, as_moment

_APPEALS = "AND c.kind = 'appeal'"
_CHANNELS = "JOIN channels ch ON ch.id = c.channel_id"
_TOPICS = "LEFT JOIN topics t ON t.id = c.topic_id"
_WRITTEN, _ORAL, _RECEPTION = (
    "('post', 'document_flow', 'deputies')",
    "('reception', 'phone', 'meeting')",
    "('reception')",
)
_TOP_TOPICS = 20
# The five sections of the all-Russian classifier, by the first four digits of a topic's code.
_SECTIONS = {
    "0001": "Государство, общество, политика",
    "0002": "Социальная сфера",
    "0003": "Экономика",
    "0004": "Оборона, безопасность, законность",
    "0005": "Жилищно-коммунальная сфера",
}
_NO_SECTION = "Раздел классификатора не указан"
_SHORT, _USUAL = 15, 30  # days


def read_appeal_figures(reader: Reader, first: date, last: date, *, zone: ZoneInfo) -> AppealFigures:
    """Return the figures of a period beside those of a year ago; both days are local and inclusive."""
    counter = PeriodCounter(reader, first, last, Scope(), zone, with_year=True)
    growing = PeriodCounter(reader, date(last.year, 1, 1), last, Scope(), zone, with_year=True)

    def received(title: str, condition: str = "", *, joins: str = "") -> Compared:
        rows = counter.grouped("''", Measure.RECEIVED, joins=joins, condition=f"{_APPEALS} {condition}")
        return Compared(title, rows[0].now, rows[0].before, rows[0].year_ago) if rows else Compared(title, 0, 0, 0)

    def marked(title: str, words: str) -> Compared:
        return received(title, f"AND c.id IN (SELECT g.case_id FROM case_tags g WHERE {words})")

    since = growing.grouped("''", Measure.RECEIVED, condition=_APPEALS)
    return AppealFigures(
        total=received("Поступило обращений"),
        since_january=Compared("С начала года", since[0].now, since[0].before, since[0].year_ago)
        if since
        else Compared("С начала года", 0, 0, 0),
        written=received("Письменные", f"AND ch.code IN {_WRITTEN}", joins=_CHANNELS),
        electronic=received("Электронные", f"AND NOT (ch.code IN {_WRITTEN} OR ch.code IN {_ORAL})", joins=_CHANNELS),
        oral=received("Устные", f"AND ch.code IN {_ORAL}", joins=_CHANNELS),
        reception=received("Личный приём", f"AND ch.code IN {_RECEPTION}", joins=_CHANNELS),
        by_channel=tuple(counter.grouped("ch.title", Measure.RECEIVED, joins=_CHANNELS, condition=_APPEALS)),
        by_section=_by_section(counter),
        topics=tuple(
            counter.grouped(
                "coalesce(nullif(t.title, ''), 'тема не указана')", Measure.RECEIVED, joins=_TOPICS, condition=_APPEALS
            )[:_TOP_TOPICS]
        ),
        results=tuple(
            Compared(OUTCOMES[Outcome(row.title)], row.now, row.before, row.year_ago)
            for row in counter.grouped("c.outcome", Measure.CLOSED, condition=f"{_APPEALS} AND c.outcome IS NOT NULL")
        ),
        in_work=received("", "AND c.answered_at IS NULL AND c.closed_at IS NULL").now,
        terms=_terms(reader, counter),
        repeated=received("Повторные", "AND c.reopened"),
        collective=marked("Коллективные", "g.title LIKE '_оллективное'"),
        of_organisations=marked("От организаций", "g.title LIKE '_т организации'"),
        of_higher_bodies=marked("Из вышестоящих органов", "g.title LIKE '_з вышестоящего органа'"),
        on_corruption=received(
            "О фактах коррупции", "AND (t.title LIKE '%оррупц%' OR t.group_title LIKE '%оррупц%')", joins=_TOPICS
        ),
    )  # fmt: skip


def _by_section(counter: PeriodCounter) -> tuple[Compared, ...]:
    section = "CASE WHEN t.classifier = 'all_russian' THEN substr(t.code, 1, 4) ELSE '' END"
    rows = counter.grouped(f"coalesce({section}, '')", Measure.RECEIVED, joins=_TOPICS, condition=_APPEALS)
    counted = {row.title: row for row in rows}
    known = [
        Compared(title, counted[code].now, counted[code].before, counted[code].year_ago)
        if code in counted
        else Compared(title, 0, 0, 0)
        for code, title in _SECTIONS.items()
    ]
    others = [row for row in rows if row.title not in _SECTIONS]
    if others:
        now, before = sum(row.now for row in others), sum(row.before for row in others)
        known.append(Compared(_NO_SECTION, now, before, sum(row.year_ago or 0 for row in others)))
    return tuple(known)


def _terms(reader: Reader, counter: PeriodCounter) -> tuple[int, int, int]:
    """Return how many were answered within 15 days of their registration, within 30, and later."""
    sql = (
        "SELECT c.registered_at, c.answered_at FROM cases c"
        " WHERE c.answered_at >= :now_from AND c.answered_at < :now_until AND c.kind = 'appeal'"
    )
    days = [
        (
            as_moment(answered).astimezone(counter.zone).date() - as_moment(registered).astimezone(counter.zone).date()
        ).days
        for registered, answered in reader.rows(sql, **counter.of_period())
    ]
    short, usual = sum(day <= _SHORT for day in days), sum(_SHORT < day <= _USUAL for day in days)
    return short, usual, len(days) - short - usual
