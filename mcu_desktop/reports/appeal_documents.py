"""The report on appeals in its four customary forms; people choose the one their readers know."""

from collections.abc import Sequence

from mcu_desktop.reports.appeal_figures import AppealFigures
from mcu_desktop.reports.sections import Cell, Difference, Grid, GridColumn, Heading, Section, TextBlock, Texts, Words
from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.conclusions import change_words
from mcu_desktop.rules.russian import format_decimal, plural

_CONCLUSIONS = "conclusions"
_APPEALS = ("обращение", "обращения", "обращений")
_TOPICS_IN_WORDS = 3
# Which results the rural form calls «положительно» and so on.
_RURAL = (
    ("Решено положительно", ("решено",)),
    ("Отказано", ("не поддержано", "не решено")),
    ("Разъяснено", ("разъяснено",)),
    ("Перенаправлено", ("передано по компетенции",)),
    ("Отложено и иное", ("отложено", "иное")),
)


def appeal_texts(figures: AppealFigures) -> tuple[TextBlock, ...]:
    """Return the drafted words: how many, how it changed, on what."""
    return (TextBlock(_CONCLUSIONS, "Пояснения", "\n".join(_drafted(figures))),)


def _drafted(figures: AppealFigures) -> Sequence[str]:
    total = figures.total
    if not total.now:
        return ("За период обращений граждан не поступало.",)
    lines = [f"За период поступило {plural(total.now, *_APPEALS)} граждан."]
    if total.year_ago and total.now != total.year_ago:
        changed = change_words(total.now, total.year_ago, _APPEALS)
        lines.append(f"К тому же периоду прошлого года количество обращений {changed}.")
    named = [topic for topic in figures.topics if topic.now and topic.title != "тема не указана"][:_TOPICS_IN_WORDS]
    if named:
        lines.append("Чаще всего писали: " + ", ".join(f"«{topic.title}» ({topic.now})" for topic in named) + ".")
    return lines


def structure_sections(figures: AppealFigures, texts: Texts) -> tuple[Section, ...]:
    """Return form 1: this year, last year and the difference; kinds, classifier sections, results."""
    has_year = bool(figures.since_january.year_ago)
    kinds: list[Compared] = [figures.total, figures.since_january, figures.written, figures.electronic, figures.oral]
    return (
        *_words(texts),
        *_yearly(
            "Показатель",
            "Количество обращений",
            [*kinds, _of("из них личный приём", figures.reception)],
            has_year=has_year,
        ),
        *_yearly(
            "Раздел классификатора", "Структура по разделам классификатора", figures.by_section, has_year=has_year
        ),
        *_yearly("Результат", "Результаты рассмотрения", [*figures.results, _in_work(figures)], has_year=has_year),
    )


def channel_sections(figures: AppealFigures, texts: Texts) -> tuple[Section, ...]:
    """Return form 2: number and per cent with two decimals by channel and by topic; a line on corruption."""
    marks = (figures.collective, figures.of_organisations, figures.repeated, figures.on_corruption)
    rows = tuple((row.title, row.now, _per_cent(row.now, figures.total.now)) for row in marks)
    return (
        *_words(texts),
        *_shares("Канал", "Обращения по каналам", figures.by_channel, figures.total.now),
        Heading("В том числе"),
        Grid("В том числе", _share_columns("Признак"), rows),
        *_shares("Тема", "Обращения по темам", figures.topics, figures.total.now),
    )


def topic_sections(figures: AppealFigures, texts: Texts) -> tuple[Section, ...]:
    """Return form 3: topics now and a year ago."""
    columns = (
        GridColumn("Тема", 0.6),
        GridColumn("За период", 0.2, is_number=True),
        GridColumn("Год назад", 0.2, is_number=True),
    )
    has_year = bool(figures.since_january.year_ago)
    every = (*figures.topics, _of("Всего", figures.total))
    rows = [(row.title, row.now, row.year_ago if has_year else None) for row in every]
    return *_words(texts), Heading("Тематика обращений"), Grid("Тематика", columns, tuple(rows), has_total=True)


def rural_sections(figures: AppealFigures, texts: Texts) -> tuple[Section, ...]:
    """Return form 4: terms, results, repeated, collective, from higher bodies."""
    short, usual, long = figures.terms
    by_title = {row.title: row.now for row in figures.results}
    results = [(title, sum(by_title.get(word, 0) for word in words)) for title, words in _RURAL]
    columns = (GridColumn("Показатель", 0.75), GridColumn("Количество", 0.25, is_number=True))

    def table(title: str, rows: Sequence[tuple[Cell, ...]]) -> tuple[Section, ...]:
        return Heading(title), Grid(title, columns, tuple(rows))

    marks = (figures.repeated, figures.collective, figures.of_higher_bodies)
    return (
        *_words(texts),
        *table("Поступило", [("Всего обращений", figures.total.now), *((row.title, row.now) for row in marks)]),
        *table("Сроки рассмотрения", [("До 15 дней", short), ("До 30 дней", usual), ("Свыше 1 месяца", long)]),
        *table("Результаты рассмотрения", [*results, ("В работе", figures.in_work)]),
    )


def _words(texts: Texts) -> tuple[Section, ...]:
    return tuple(Words(line) for line in texts.get(_CONCLUSIONS, "").splitlines() if line.strip())


def _of(title: str, row: Compared) -> Compared:
    return Compared(title, row.now, row.before, row.year_ago)


def _in_work(figures: AppealFigures) -> Compared:
    return Compared("на рассмотрении", figures.in_work, 0, None)


def _yearly(column: str, title: str, rows: Sequence[Compared], *, has_year: bool) -> tuple[Section, ...]:
    columns = (
        GridColumn(column, 0.46),
        GridColumn("За период", 0.16, is_number=True),
        GridColumn("Год назад", 0.16, is_number=True),
        GridColumn("+/−", 0.22, is_number=True),
    )
    years = [row.year_ago if has_year else None for row in rows]  # noughts would say that nobody wrote then
    cells = tuple(
        (row.title, row.now, year, None if year is None else Difference(row.now, year))
        for row, year in zip(rows, years, strict=True)
    )
    return Heading(title), Grid(title, columns, cells)


def _share_columns(title: str) -> tuple[GridColumn, ...]:
    return GridColumn(title, 0.6), GridColumn("Количество", 0.2, is_number=True), GridColumn("%", 0.2, is_number=True)


def _shares(column: str, title: str, rows: Sequence[Compared], total: int) -> tuple[Section, ...]:
    cells: list[tuple[Cell, ...]] = [(row.title, row.now, _per_cent(row.now, total)) for row in rows if row.now]
    cells.append(("Всего", total, _per_cent(total, total)))
    return Heading(title), Grid(title, _share_columns(column), tuple(cells), has_total=True)


def _per_cent(part: int, whole: int) -> str:
    """Return a share as this form writes it: «12,90», two decimals; «–» where there is nothing."""
    return format_decimal(part / whole * 100, 2) if part else "–"
