"""What the reports of a period say: weekly, monthly, of «Инцидент Менеджмент», of ПОС, of a block."""

from collections.abc import Callable, Sequence
from datetime import date

from mcu_desktop.reports.period_figures import PeriodFigures, RecipientRow, share
from mcu_desktop.reports.period_lists import overdue_list, promise_list
from mcu_desktop.reports.rating_document import rating_sections
from mcu_desktop.reports.sections import (
    Cell,
    Difference,
    Grid,
    GridColumn,
    Heading,
    Points,
    Section,
    Share,
    TextBlock,
    Texts,
    Words,
    edited_text,
)
from mcu_desktop.rules.chart import Chart, ChartShape, counted
from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.conclusions import Findings, draft_conclusions, draft_proposals
from mcu_desktop.rules.russian import MONTHS, format_number
from mcu_desktop.rules.working_calendar import SHORT_WEEKDAYS

CONCLUSIONS, PROPOSALS = "conclusions", "proposals"
_TITLES = {CONCLUSIONS: "Выводы", PROPOSALS: "Предложения"}
_BARS_OF_TOPICS = 5


def week_texts(figures: PeriodFigures) -> tuple[TextBlock, ...]:
    """Return the drafted conclusions."""
    return (TextBlock(CONCLUSIONS, _TITLES[CONCLUSIONS], draft_conclusions(_findings(figures))),)


def month_texts(figures: PeriodFigures) -> tuple[TextBlock, ...]:
    """Return the drafted conclusions and proposals."""
    proposals = TextBlock(PROPOSALS, _TITLES[PROPOSALS], draft_proposals(_findings(figures)))
    return (*week_texts(figures), proposals)


def week_sections(figures: PeriodFigures, texts: Texts) -> tuple[Section, ...]:
    """Return the weekly report."""
    return (
        *_text(texts, CONCLUSIONS),
        *_summary(figures),
        *_steps(figures),
        *_counts(figures, "Отраслевой блок", "Поступило по отраслевым блокам", figures.by_block),
        *_channels(figures),
        *_counts(figures, "Тема", "Самые частые темы", figures.top_topics),
        *_counts(figures, "Причина", "Причины нарушения сроков", figures.breach_reasons),
        *overdue_list(figures),
    )


def month_sections(figures: PeriodFigures, texts: Texts) -> tuple[Section, ...]:
    """Return the monthly report for the Глава: all channels, beside the month before and a year ago."""
    return (
        *_text(texts, CONCLUSIONS),
        *_summary(figures),
        *_steps(figures),
        *_counts(figures, "Отраслевой блок", "Поступило по отраслевым блокам", figures.by_block),
        *_channels(figures),
        *_counts(figures, "Тема", "Самые частые темы", figures.top_topics),
        *_topic_bars(figures),
        *_counts(figures, "Исход", "Чем кончилось рассмотрение", figures.outcomes),
        *_counts(figures, "Причина", "Причины нарушения сроков", figures.breach_reasons),
        *_rating(figures),
        *promise_list(figures),
        *overdue_list(figures),
        *_text(texts, PROPOSALS),
    )


def channel_sections(figures: PeriodFigures, texts: Texts) -> tuple[Section, ...]:
    """Return the report of one channel (decree 1662-р, п. 3.6 г and 3.7 г): its topics, recipients, answers."""
    return (
        *_text(texts, CONCLUSIONS),
        *_summary(figures),
        *_steps(figures),
        *_counts(figures, "Группа тем", "Группы тем", figures.topic_groups),
        *_counts(figures, "Тема", "Самые частые темы", figures.top_topics),
        *_counts(figures, "Отраслевой блок", "Поступило по отраслевым блокам", figures.by_block),
        *_recipients(figures.recipients),
        *_counts(figures, "Исход", "Чем кончилось рассмотрение", figures.outcomes),
        *_counts(figures, "Причина", "Причины нарушения сроков", figures.breach_reasons),
        *overdue_list(figures),
        *_text(texts, PROPOSALS),
    )


def block_sections(figures: PeriodFigures, texts: Texts) -> tuple[Section, ...]:
    """Return the sheet of a sector block (decree 1662-р, п. 3.5 г-ж)."""
    return (
        *_text(texts, CONCLUSIONS),
        *_summary(figures),
        *_steps(figures),
        *_channels(figures),
        *_counts(figures, "Тема", "Самые частые темы", figures.top_topics),
        *_recipients(figures.recipients),
        *_counts(figures, "Исход", "Чем кончилось рассмотрение", figures.outcomes),
        *_counts(figures, "Причина", "Причины нарушения сроков", figures.breach_reasons),
        *promise_list(figures),
        *overdue_list(figures),
        *_text(texts, PROPOSALS),
    )


def _rating(figures: PeriodFigures) -> tuple[Section, ...]:
    if figures.rating is None:
        return ()
    return Heading("Рейтинг отраслевых блоков"), *rating_sections(figures.rating, {})


def _findings(figures: PeriodFigures) -> Findings:
    return Findings(
        received=figures.received,
        answered=figures.answered,
        in_time=figures.answered_in_time,
        rated=figures.rated,
        satisfied=figures.satisfied,
        topics=figures.top_topics,
        breach_reasons=figures.breach_reasons,
        open_now=figures.open_now,
        overdue_now=figures.overdue_now,
        promises_broken=figures.promises_broken,
    )


def _text(texts: Texts, code: str) -> tuple[Section, ...]:
    return edited_text(_TITLES[code], texts.get(code, ""))


def _columns(figures: PeriodFigures, title: str) -> tuple[GridColumn, ...]:
    if not figures.with_year:
        others = (("За период", 0.16), ("За предыдущий", 0.18), ("Изменение", 0.2))
        return (GridColumn(title, 0.46), *(GridColumn(name, width, is_number=True) for name, width in others))
    of_year = (
        ("За период", 0.115),
        ("За преды\u00adдущий", 0.125),
        ("Изменение", 0.15),
        ("Год назад", 0.11),
        ("Изменение за год", 0.15),
    )
    return (GridColumn(title, 0.35), *(GridColumn(name, width, is_number=True) for name, width in of_year))


def _count_cells(figures: PeriodFigures, row: Compared) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (row.title, row.now, row.before, Difference(row.now, row.before))
    if not figures.with_year:
        return cells
    year = row.year_ago
    return (*cells, year, None if year is None else Difference(row.now, year))


def _share_cells(figures: PeriodFigures, title: str, part: Compared, whole: Compared) -> tuple[Cell, ...]:
    now, before = share(part, whole), share(part, whole, "before")
    cells: tuple[Cell, ...] = (title, _as_share(now), _as_share(before), _as_points(now, before))
    if not figures.with_year:
        return cells
    year = share(part, whole, "year_ago")
    return (*cells, _as_share(year), _as_points(now, year))


def _as_share(value: float | None) -> Cell:
    return None if value is None else Share(value)


def _as_points(now: float | None, before: float | None) -> Cell:
    return None if now is None or before is None else Points(now - before)


def _summary(figures: PeriodFigures) -> tuple[Section, ...]:
    nothing = (None,) * (len(_columns(figures, "")) - 2)
    rows = [
        *(_count_cells(figures, row) for row in (figures.received, figures.answered, figures.answered_in_time)),
        _share_cells(figures, "Доля ответов в срок", figures.answered_in_time, figures.answered),
        *(_count_cells(figures, row) for row in (figures.closed, figures.reopened, figures.rated, figures.satisfied)),
        _share_cells(figures, "Доля удовлетворённых", figures.satisfied, figures.rated),
        ("На контроле на момент подсчёта", figures.open_now, *nothing),
        ("Из них просрочено", figures.overdue_now, *nothing),
        ("Не исполнено обещаний в срок", figures.promises_broken, *nothing),
    ]
    table = Grid("Показатели", _columns(figures, "Показатель"), tuple(rows))
    if figures.year_wanted and not figures.with_year:
        note = Words("Сведений за тот же период прошлого года в хранилище нет.", "small")
        return Heading("Основные показатели"), table, note
    return Heading("Основные показатели"), table


def _steps(figures: PeriodFigures) -> tuple[Section, ...]:
    if not figures.received.now:
        return ()
    words: dict[str, tuple[str, Callable[[date], str]]] = {
        "day": ("Поступило по дням", lambda day: f"{SHORT_WEEKDAYS[day.weekday()]}\n{day:%d.%m}"),
        "week": ("Поступило по неделям", lambda day: f"с {day:%d.%m}"),
        "month": ("Поступило по месяцам", lambda day: f"{MONTHS[day.month - 1]}\n{day.year}"),
    }
    title, label = words[figures.step]
    labels = tuple(label(day) for day, _ in figures.by_step)
    series = counted("Поступило", (count for _, count in figures.by_step))
    return Heading(title), Chart(title, ChartShape.COLUMNS, labels, (series,))


def _counts(figures: PeriodFigures, column: str, title: str, rows: Sequence[Compared]) -> tuple[Section, ...]:
    if not any(row.now or row.before or row.year_ago for row in rows):
        return ()
    cells = tuple(_count_cells(figures, row) for row in rows)
    return Heading(title), Grid(title, _columns(figures, column), cells)


def _channels(figures: PeriodFigures) -> tuple[Section, ...]:
    notes = tuple(Words(note, "small") for note in figures.channel_notes)
    return *_counts(figures, "Канал", "Поступило по каналам", figures.by_channel), *notes


def _topic_bars(figures: PeriodFigures) -> tuple[Section, ...]:
    topics = figures.top_topics[:_BARS_OF_TOPICS]
    if not topics:
        return ()
    series = (
        counted("за период", (row.now for row in topics)),
        counted("за предыдущий", (row.before for row in topics)),
    )
    title = "Самые частые темы в сравнении"
    return Heading(title), Chart(title, ChartShape.BARS, tuple(row.title for row in topics), series)


def _recipients(rows: Sequence[RecipientRow]) -> tuple[Section, ...]:
    if not rows:
        return ()
    widths = (("Поступило", 0.13), ("Ответов", 0.11), ("Из них в срок", 0.12), ("Среднее время ответа", 0.15),
              ("Довольны ответом", 0.13))  # fmt: skip
    columns = (GridColumn("Ответственный получатель", 0.36), *(GridColumn(*width, is_number=True) for width in widths))
    cells: list[tuple[Cell, ...]] = [
        (
            row.title,
            row.received,
            row.answered,
            _as_share(row.in_time / row.answered if row.answered else None),
            _hours(row.mean_hours),
            _as_share(row.satisfied / row.rated if row.rated else None),
        )
        for row in rows
    ]
    return Heading("Ответственные получатели"), Grid("Получатели", columns, tuple(cells))


def _hours(hours: float | None) -> Cell:
    """Return «31 ч 15 мин»: the mean over the clock, nights and days off among it."""
    if hours is None:
        return None
    minutes = round(hours * 60)
    return f"{format_number(minutes // 60)} ч {minutes % 60:02} мин"
