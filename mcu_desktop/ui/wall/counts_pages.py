"""Pages of plain counts: what burns, the day so far, promises."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from mcu_desktop.rules.measures import Measure
from mcu_desktop.rules.russian import format_number, format_share
from mcu_desktop.rules.terms import Standing
from mcu_desktop.rules.wall_figures import BurningFigures, BurningLine, DashboardFigures, PromiseFigures, TodayFigures
from mcu_desktop.rules.working_calendar import SHORT_WEEKDAYS
from mcu_desktop.ui.wall.sheet import LEFT, MIDDLE, RIGHT, Sheet

_SATURDAY = 5
_SHORT: dict[object, str] = {
    Measure.ANSWERED_IN_TIME: "В срок",
    Measure.ANSWERED_LATE: "С опозданием",
    Measure.SATISFIED: "Удовлетворены",
    Measure.REOPENED: "Возвращено",
    Measure.OPEN: "На контроле",
    Measure.OVERDUE: "Просрочено",
}
_ROW = 8.0  # units
_GAP = 1.2


def paint_burning(sheet: Sheet, found: object) -> None:
    """Paint three large numbers, and the blocks below one another."""
    if not isinstance(found, BurningFigures):
        return
    tiles = (
        ("Просрочено", found.total.overdue, Standing.OVERDUE),
        ("Сегодня", found.total.today, Standing.DUE_SOON),
        ("Завтра", found.total.tomorrow, Standing.IN_TIME),
    )
    for at, (title, count, standing) in enumerate(tiles):
        colour = sheet.look.of(standing) if count else sheet.look.dim
        _tile(sheet, sheet.part(0, at / 3, 0.27, (at + 1) / 3), title, format_number(count), colour)
    head, *rows = sheet.rows(sheet.part(0.3, 0, 1, 1), len(found.lines) + 1, _ROW)
    for at, (title, _count, _standing) in enumerate(tiles):
        sheet.text(_column(head, at), title, 3.0, align=RIGHT, colour=sheet.look.dim)
    for row, line in zip(rows, found.lines, strict=True):
        _burning_line(sheet, row, line)


def _burning_line(sheet: Sheet, row: QRectF, line: BurningLine) -> None:
    sheet.line(row.topLeft(), row.topRight(), sheet.look.line)
    sheet.text(QRectF(row.left(), row.top(), row.width() * 0.46, row.height()), line.title, 4.0)
    counts = ((line.overdue, Standing.OVERDUE), (line.today, Standing.DUE_SOON), (line.tomorrow, Standing.IN_TIME))
    for at, (count, standing) in enumerate(counts):
        colour = sheet.look.of(standing) if count else sheet.look.dim
        sheet.text(_column(row, at), format_number(count), 4.4, align=RIGHT, colour=colour, bold=bool(count))


def _column(row: QRectF, at: int) -> QRectF:
    width = row.width() * 0.18
    return QRectF(row.right() - width * (3 - at), row.top(), width - row.width() * 0.01, row.height())


def paint_today(sheet: Sheet, found: object) -> None:
    """Paint the day so far beside the same weekday a week ago, what is open, and the hours."""
    if not isinstance(found, TodayFigures):
        return
    answered = found.answered[0]
    share = format_share(found.in_time[0] / answered) if answered else "—"
    tiles = (
        ("Поступило", format_number(found.received[0]), _beside(found.received), sheet.look.accent),
        ("Дан ответ", format_number(answered), _beside(found.answered), sheet.look.of(Standing.IN_TIME)),
        ("Из них в срок", share, "", sheet.look.of(Standing.IN_TIME)),
        ("На контроле", format_number(found.open), "", sheet.look.ink),
        ("Просрочено", format_number(found.overdue), "",
         sheet.look.of(Standing.OVERDUE) if found.overdue else sheet.look.dim),
    )  # fmt: skip
    for at, (title, number, note, colour) in enumerate(tiles):
        _tile(sheet, sheet.part(at / 5, 0, (at + 1) / 5, 0.42), title, number, colour, note)
    area = sheet.part(0, 0.47, 1, 1)
    sheet.text(QRectF(area.left(), area.top(), area.width(), 4 * sheet.unit), "Поступило по часам", 3.2,
               colour=sheet.look.dim)  # fmt: skip
    _hours(sheet, area.adjusted(0, 5 * sheet.unit, 0, 0), found.by_hour)


def _beside(counts: tuple[int, int]) -> str:
    return f"неделю назад: {format_number(counts[1])}"


def _hours(sheet: Sheet, area: QRectF, counts: tuple[int, ...]) -> None:
    step = area.width() / len(counts)
    foot, top = area.bottom() - 4 * sheet.unit, area.top() + 4 * sheet.unit
    peak = max(*counts, 1)
    sheet.line(QPointF(area.left(), foot), QPointF(area.right(), foot), sheet.look.line)
    for hour, count in enumerate(counts):
        left = area.left() + hour * step
        if hour % 3 == 0:
            sheet.text(QRectF(left, foot, step * 2, 4 * sheet.unit), f"{hour:02}", 3.0, colour=sheet.look.dim)
        if count:
            height = (foot - top) * count / peak
            sheet.fill(QRectF(left + step * 0.1, foot - height, step * 0.8, height), sheet.look.accent)
            number = QRectF(left - step, foot - height - 4 * sheet.unit, step * 3, 4 * sheet.unit)
            sheet.text(number, format_number(count), 3.0, align=MIDDLE)


def paint_dashboard(sheet: Sheet, found: object) -> None:
    """Paint the large numbers of thirty days, each with its change against the thirty before."""
    if not isinstance(found, DashboardFigures):
        return
    columns = -(-len(found.numbers) // 2)
    for at, figure in enumerate(found.numbers):
        row, column = divmod(at, columns)
        area = sheet.part(column / columns, row / 2, (column + 1) / columns, (row + 1) / 2)
        share = figure.now.share
        number = format_number(figure.now.count) if share is None else format_share(share)
        change = figure.change(figure.before)
        good = figure.is_good(figure.before)
        colour = sheet.look.dim if good is None else sheet.look.of(Standing.IN_TIME if good else Standing.OVERDUE)
        title = _SHORT.get(figure.now.cases.measure, figure.title)
        note = f"{change} к прежним" if change else ""
        _tile(sheet, area, title, number, colour, note, of_change=True)


def paint_promises(sheet: Sheet, found: object) -> None:
    """Paint the broken promises with their blocks, and how many are to be kept on each of the next days."""
    if not isinstance(found, PromiseFigures):
        return
    look = sheet.look
    colour = look.of(Standing.OVERDUE) if found.broken else look.of(Standing.IN_TIME)
    _tile(sheet, sheet.part(0, 0, 0.3, 0.36), "Нарушено", format_number(found.broken), colour)
    rows = sheet.rows(sheet.part(0, 0.42, 0.3, 1), max(len(found.by_block[:7]), 1), _ROW)
    for row, (title, count) in zip(rows, found.by_block[:7], strict=False):
        sheet.line(row.topLeft(), row.topRight(), look.line)
        sheet.text(row.adjusted(0, 0, -row.width() * 0.25, 0), title, 3.6)
        sheet.text(row, format_number(count), 4.0, align=RIGHT, colour=look.of(Standing.OVERDUE), bold=True)
    area = sheet.part(0.35, 0, 1, 1)
    sheet.text(QRectF(area.left(), area.top(), area.width(), 4 * sheet.unit), "Исполнить в ближайшие дни", 3.2,
               colour=look.dim)  # fmt: skip
    _promised_days(sheet, area.adjusted(0, 5 * sheet.unit, 0, -6 * sheet.unit), found)
    if not (found.later or any(count for _day, count in found.by_day)):
        sheet.text(area, "Открытых обещаний нет", 4.0, align=MIDDLE, colour=look.dim)
    later = f"Позже: {format_number(found.later)}"
    sheet.text(QRectF(area.left(), area.bottom() - 5 * sheet.unit, area.width(), 5 * sheet.unit), later, 3.6)


def _promised_days(sheet: Sheet, area: QRectF, found: PromiseFigures) -> None:
    step = area.width() / max(len(found.by_day), 1)
    foot, top = area.bottom() - 9 * sheet.unit, area.top() + 5 * sheet.unit
    peak = max((count for _day, count in found.by_day), default=0) or 1
    sheet.line(QPointF(area.left(), foot), QPointF(area.right(), foot), sheet.look.line)
    for at, (day, count) in enumerate(found.by_day):
        left = area.left() + at * step
        colour = sheet.look.dim if day.weekday() >= _SATURDAY else sheet.look.ink
        for line, words in enumerate((f"{day:%d}", SHORT_WEEKDAYS[day.weekday()])):
            where = QRectF(left, foot + line * 4 * sheet.unit, step, 4 * sheet.unit)
            sheet.text(where, words, 3.2, align=MIDDLE, colour=colour)
        if count:
            height = (foot - top) * count / peak
            sheet.fill(QRectF(left + step * 0.12, foot - height, step * 0.76, height), sheet.look.accent)
            number = QRectF(left, foot - height - 5 * sheet.unit, step, 5 * sheet.unit)
            sheet.text(number, format_number(count), 3.8, align=MIDDLE, bold=True)


def _tile(
    sheet: Sheet, area: QRectF, title: str, number: str, colour: QColor, note: str = "", *, of_change: bool = False
) -> None:
    """Paint a panel with a title, a number as large as it can be, and a note below.

    The colour is the number's, or that of its change, which the note tells.
    """
    of_number, of_note = (sheet.look.ink, colour) if of_change else (colour, sheet.look.dim)
    gap = _GAP * sheet.unit
    panel = area.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2)
    sheet.fill(panel, sheet.look.panel, round_by=1)
    sheet.fill(QRectF(panel.left(), panel.top(), sheet.unit * 0.8, panel.height()), colour)
    inner = panel.adjusted(2.4 * sheet.unit, sheet.unit, -sheet.unit, -sheet.unit)
    sheet.text(QRectF(inner.left(), inner.top(), inner.width(), 5 * sheet.unit), title, 3.6, align=LEFT)
    foot = 5 * sheet.unit if note else 0
    middle = inner.adjusted(0, 5 * sheet.unit, 0, -foot)
    size = min(middle.height() / sheet.unit * 0.75, 16)
    sheet.text(middle, number, size, align=LEFT, colour=of_number, bold=True)
    if note:
        below = QRectF(inner.left(), inner.bottom() - foot, inner.width(), foot)
        sheet.text(below, note, 2.8, align=LEFT, colour=of_note)
