"""The weekly report as PDF, laid out as officials print (ГОСТ Р 7.0.97-2025)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from mcu_desktop.reports.charts import day_chart
from mcu_desktop.reports.page import WIDTH, build_document
from mcu_desktop.reports.paragraphs import MM, para, style
from mcu_desktop.reports.tables import count_cells, count_table, overdue_tables, points_between
from mcu_desktop.reports.weekly_figures import WeeklyFigures
from mcu_desktop.reports.writing import write_whole
from mcu_desktop.rules.russian import format_moment, format_number, format_period, format_share, plural


def write_weekly_pdf(figures: WeeklyFigures, path: Path, *, progress: Callable[[int], None] | None = None) -> Path:
    """Write the report whole or raise UserFacingError and keep the old file; `progress` hears per cent."""
    period = format_period(figures.period_from, figures.period_to)
    moment = format_moment(figures.counted_at, ZoneInfo(figures.zone_name))

    def draw(stream: BinaryIO) -> None:
        build_document(
            stream,
            _story(figures),
            title=f"Еженедельный отчёт {period}",
            author=figures.centre or figures.administration,
            footer=f"Еженедельный отчёт {period}. Подсчитано {moment}.",
            progress=progress,
        )

    write_whole(path, draw, "Отчёт")
    if progress is not None:
        progress(100)
    return path


def _story(figures: WeeklyFigures) -> list[Any]:
    story = _heading(figures)
    story.extend(para(_summary(figures), style("body")))
    story.append(_summary_table(figures))
    if figures.received.now:
        story.extend(_section("Поступило по дням", [day_chart(figures.by_day)]))
    parts = (("Отраслевой блок", "Поступило по отраслевым блокам", figures.by_block),
             ("Канал", "Поступило по каналам", figures.by_channel),
             ("Тема", "Самые частые темы", figures.top_topics),
             ("Причина", "Причины нарушения сроков", figures.breach_reasons))  # fmt: skip
    for column, title, rows in parts:
        if any(row.now or row.before for row in rows):
            story.extend(_section(title, [count_table(column, [count_cells(row) for row in rows])]))
    return [*story, *_overdue(figures), *_signature(figures)]


def _heading(figures: WeeklyFigures) -> list[Any]:
    from reportlab.platypus import Spacer

    story: list[Any] = []
    for name in (figures.administration.upper(), figures.centre):
        if name:
            story.extend(para(name, style("top")))
    story.append(Spacer(1, 6 * MM))
    story.extend(para("Еженедельный отчёт\nо работе с сообщениями граждан", style("title")))
    story.extend(para(format_period(figures.period_from, figures.period_to), style("centre")))
    if figures.block_title is not None:
        story.extend(para(f"Отраслевой блок: {figures.block_title}", style("centre")))
    moment = format_moment(figures.counted_at, ZoneInfo(figures.zone_name))
    story.extend(para(f"по данным на {moment}", style("centre")))
    story.append(Spacer(1, 5 * MM))
    return story


def _summary(figures: WeeklyFigures) -> str:
    if figures.received.now or figures.answered.now:
        share = "" if figures.on_time_share is None else f", из них в срок — {format_share(figures.on_time_share)}"
        said = (
            f"Поступило {_messages(figures.received.now)} (за предыдущий период — "
            f"{format_number(figures.received.before)}). Дано "
            f"{plural(figures.answered.now, 'ответ', 'ответа', 'ответов')}{share}."
        )
    else:
        said = "За период сообщений не поступало и ответов не давалось."
    if not figures.open_now:
        return f"{said} На момент подсчёта открытых сообщений нет."
    overdue = f"из них просрочено {format_number(figures.overdue_now)}" if figures.overdue_now else "просроченных нет"
    return f"{said} На момент подсчёта в работе {_messages(figures.open_now)}, {overdue}."


def _messages(number: int) -> str:
    return plural(number, "сообщение", "сообщения", "сообщений")


def _summary_table(figures: WeeklyFigures) -> Any:
    rows = [count_cells(row) for row in (figures.received, figures.answered, figures.answered_in_time)]
    now, before = figures.on_time_share, figures.on_time_share_before
    rows.append(
        (
            "Доля ответов в срок",
            "—" if now is None else format_share(now),
            "—" if before is None else format_share(before),
            "—" if now is None or before is None else points_between(now, before),
        )
    )
    rows.append(("В работе на момент подсчёта", format_number(figures.open_now), "—", "—"))
    rows.append(("Из них просрочено", format_number(figures.overdue_now), "—", "—"))
    return count_table("Показатель", rows)


def _section(title: str, content: Sequence[Any]) -> list[Any]:
    return [*para(title, style("section")), *content]


def _overdue(figures: WeeklyFigures) -> list[Any]:
    if not figures.overdue:
        return _section("Просроченные сообщения", para("Просроченных сообщений нет.", style("body")))
    from reportlab.platypus import CondPageBreak

    tables, failed = overdue_tables(figures.overdue)
    if len(figures.overdue) < figures.overdue_now:
        shown, every = format_number(len(figures.overdue)), format_number(figures.overdue_now)
        tables += para(f"Показаны {shown} самых давних из {every}. Остальные видны в очереди.", style("body"))
    if failed:
        tables += para("Не удалось напечатать сообщения: " + ", ".join(failed) + ".", style("body"))
    look = style("section")
    look.keepWithNext = 0  # kept with a table longer than a page it would leave half a page blank
    return [CondPageBreak(50 * MM), *para("Просроченные сообщения", look), *tables]


def _signature(figures: WeeklyFigures) -> list[Any]:
    from reportlab.platypus import KeepTogether, Spacer, Table

    look = style("signature")
    line = Table(
        [[para(figures.head_title, look), para("____________________", look), para(figures.head_name, look)]],
        colWidths=[0.42 * WIDTH, 0.32 * WIDTH, 0.26 * WIDTH],
        style=[("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("LEFTPADDING", (0, 0), (0, 0), 0)],
    )
    return [KeepTogether([Spacer(1, 14 * MM), line])]
