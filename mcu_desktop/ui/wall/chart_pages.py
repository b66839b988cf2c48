"""Pages that show a longer time: thirty days, the rating, topics by week, the map."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from mcu_desktop.rules.heat_matrix import HeatMatrix
from mcu_desktop.rules.map_view import MapView
from mcu_desktop.rules.outline import Outline
from mcu_desktop.rules.russian import format_decimal, format_number, format_share
from mcu_desktop.rules.terms import Standing
from mcu_desktop.rules.wall_figures import DynamicsFigures, GrowthFigures, RatedLine, RatingFigures
from mcu_desktop.ui.common.fonts import FAMILY
from mcu_desktop.ui.common.heat_scale import heat_colours, heat_share
from mcu_desktop.ui.map.drawing import circles_of, paint_circles, paint_land, paint_names
from mcu_desktop.ui.map.ground import fitted
from mcu_desktop.ui.wall.sheet import MIDDLE, RIGHT, Sheet

_ROW = 8.0  # units
_HEAT_ROWS = 10
_MAP_LETTER = 2.8  # units


def paint_dynamics(sheet: Sheet, found: object) -> None:
    """Paint two lines over thirty days, each with its name, its sum and its shape: whole and dashed."""
    if not isinstance(found, DynamicsFigures):
        return
    look, unit = sheet.look, sheet.unit
    answered, in_time = sum(found.answered), sum(found.in_time)
    words = (
        (f"Поступило {format_number(sum(found.received))}", look.accent, found.received, False),
        (f"Дан ответ {format_number(answered)}", look.of(Standing.IN_TIME), found.answered, True),
    )
    for at, (said, colour, _counts, _dashed) in enumerate(words):
        where = sheet.part(at * 0.36, 0, at * 0.36 + 0.34, 0.1)
        sheet.fill(QRectF(where.left(), where.center().y() - unit / 2, 4 * unit, unit), colour)
        sheet.text(where.adjusted(5.5 * unit, 0, 0, 0), said, 4.0, colour=colour, bold=True)
    if answered:
        share = f"В срок {format_share(in_time / answered)}"
        sheet.text(sheet.part(0.72, 0, 1, 0.1), share, 4.0, align=RIGHT, bold=True)
    area = sheet.part(0, 0.14, 1, 1).adjusted(9 * unit, 3 * unit, -3 * unit, -6 * unit)
    peak = _round_up(max(*found.received, *found.answered, 1))
    for part in (0, 0.5, 1):
        height = area.bottom() - area.height() * part
        sheet.line(QPointF(area.left(), height), QPointF(area.right(), height), look.line)
        where = QRectF(sheet.area.left(), height - 2 * unit, 8 * unit, 4 * unit)
        sheet.text(where, format_number(round(peak * part)), 3.0, align=RIGHT, colour=look.dim)
    step = area.width() / max(len(found.days) - 1, 1)
    for at, day in enumerate(found.days):
        if (len(found.days) - 1 - at) % 7 == 0:
            _day_label(sheet, QPointF(area.left() + at * step, area.bottom()), day)
    for _said, colour, counts, dashed in words:
        points = [
            QPointF(area.left() + at * step, area.bottom() - area.height() * count / peak)
            for at, count in enumerate(counts)
        ]
        sheet.path(points, colour, dashed=dashed)


def _day_label(sheet: Sheet, foot: QPointF, day: date) -> None:
    sheet.line(foot, foot + QPointF(0, sheet.unit), sheet.look.line)
    where = QRectF(foot.x() - 6 * sheet.unit, foot.y() + sheet.unit, 12 * sheet.unit, 4 * sheet.unit)
    sheet.text(where, f"{day:%d.%m}", 3.0, align=MIDDLE, colour=sheet.look.dim)


def _round_up(peak: int) -> int:
    """Return an even number of at least the peak that people read at a glance."""
    step = 2 * int("1" + "0" * (len(str(peak)) - 1))
    return -(-peak // step) * step


def paint_rating(sheet: Sheet, found: object) -> None:
    """Paint the blocks by their places, with their score, and how they have moved."""
    if not isinstance(found, RatingFigures):
        return
    issued = f"рейтинг {found.issued}" if found.issued else "предварительный расчёт"
    words = f"{found.period.capitalize()}, {issued}; оценка с поправкой на число сообщений"
    sheet.text(sheet.part(0, 0, 1, 0.08), words, 3.2, colour=sheet.look.dim)
    for row, line in zip(sheet.rows(sheet.part(0, 0.1, 1, 1), len(found.lines), _ROW), found.lines, strict=True):
        _rated_line(sheet, row, line)


def _rated_line(sheet: Sheet, row: QRectF, line: RatedLine) -> None:
    look, unit = sheet.look, sheet.unit
    sheet.line(row.topLeft(), row.topRight(), look.line)
    place = QRectF(row.left(), row.top(), 7 * unit, row.height())
    sheet.text(place, "—" if line.place is None else str(line.place), 4.4, align=MIDDLE, bold=True)
    title = QRectF(place.right() + unit, row.top(), row.width() * 0.34, row.height())
    sheet.text(title, line.title, 4.0, colour=look.ink if line.place is not None else look.dim)
    bar = QRectF(title.right(), row.top(), row.width() * 0.36, row.height())
    if line.score is None:
        sheet.text(bar, "мало данных", 3.2, colour=look.dim)
        return
    height = row.height() * 0.44
    track = QRectF(bar.left(), bar.center().y() - height / 2, bar.width(), height)
    sheet.fill(track, look.line)
    sheet.fill(QRectF(track.left(), track.top(), track.width() * line.score / 100, height), look.accent)
    score = QRectF(bar.right() + unit, row.top(), 12 * unit, row.height())
    sheet.text(score, format_decimal(line.score), 4.4, align=RIGHT, bold=True)
    if line.change:
        colour = look.of(Standing.IN_TIME if line.change > 0 else Standing.OVERDUE)
        sheet.arrow(QPointF(score.right() + 4 * unit, row.center().y()), 3, colour, up=line.change > 0)
        moved = QRectF(score.right() + 6.5 * unit, row.top(), 6 * unit, row.height())
        sheet.text(moved, str(abs(line.change)), 3.8, colour=colour)


def paint_growth(sheet: Sheet, found: object) -> None:
    """Paint what has grown, how many came and how many are usual."""
    if not isinstance(found, GrowthFigures):
        return
    look, unit = sheet.look, sheet.unit
    if not found.lines:
        sheet.text(sheet.area, "Роста выше обычного нет", 4.5, align=MIDDLE, colour=look.dim)
        return
    head, *rows = sheet.rows(sheet.area, min(len(found.lines), _HEAT_ROWS) + 1, _ROW)
    for title, at in (("пришло", 0.8), ("обычно", 1.0)):
        where = QRectF(head.left(), head.top(), head.width() * at, head.height())
        sheet.text(where, title, 3.0, align=RIGHT, colour=look.dim)
    for row, line in zip(rows, found.lines, strict=False):
        sheet.line(row.topLeft(), row.topRight(), look.line)
        sheet.arrow(QPointF(row.left() + 2 * unit, row.center().y()), 3, look.of(Standing.OVERDUE), up=True)
        sheet.text(QRectF(row.left() + 5 * unit, row.top(), row.width() * 0.6, row.height()), line.title, 3.8)
        came = QRectF(row.left(), row.top(), row.width() * 0.8, row.height())
        sheet.text(came, format_number(line.came), 4.4, align=RIGHT, colour=look.of(Standing.OVERDUE), bold=True)
        sheet.text(row, format_decimal(line.usual), 3.8, align=RIGHT)


def paint_heat_map(sheet: Sheet, found: object) -> None:
    """Paint the ten fullest groups of topics over the weeks."""
    if not isinstance(found, HeatMatrix):
        return
    look, unit = sheet.look, sheet.unit
    rows = range(min(len(found.rows), _HEAT_ROWS))
    lines = sheet.rows(sheet.area, len(rows) + 1, _ROW)
    titles = sheet.area.width() * 0.36
    width = (sheet.area.width() - titles) / max(len(found.columns), 1)
    for column, line in enumerate(found.columns):
        where = QRectF(sheet.area.left() + titles + column * width, lines[0].top(), width, lines[0].height())
        sheet.text(where, line.title, 3.0, align=MIDDLE, colour=look.dim)
    for row, place in zip(rows, lines[1:], strict=True):
        title = QRectF(place.left(), place.top(), titles - unit, place.height())
        sheet.text(title, found.rows[row].title, 3.6)
        for column in range(len(found.columns)):
            count = found.count(row, column)
            cell = QRectF(place.left() + titles + column * width, place.top(), width, place.height())
            ground, ink = look.ground, look.dim
            if count:
                ground, ink = heat_colours(heat_share(count, found.peak), dark=look.night)
            sheet.fill(cell.adjusted(1, 1, -1, -1), ground)
            sheet.text(cell, format_number(count), 3.6, align=MIDDLE, colour=ink)


def paint_map(sheet: Sheet, found: object) -> None:
    """Paint the outline, and the settlements with what they had this month."""
    if not (isinstance(found, tuple) and isinstance(found[0], Outline) and isinstance(found[1], MapView)):
        return
    outline, view = found
    step = len(view.steps) - 1
    area = sheet.part(0, 0.08, 1, 0.94)
    sheet.text(sheet.part(0, 0, 1, 0.07), f"Поступило: {view.steps[step].words()}", 3.4, colour=sheet.look.dim)
    painter = sheet.painter
    painter.save()
    painter.translate(area.topLeft())
    font = QFont(FAMILY)
    font.setPixelSize(round(_MAP_LETTER * sheet.unit))
    painter.setFont(font)
    ground = fitted(outline, (), QPointF(area.width(), area.height()))
    paint_land(painter, outline, ground, sheet.look.palette)
    circles = circles_of(view, step, ground, _MAP_LETTER * sheet.unit * 1.2)
    paint_circles(painter, view, step, circles, None, sheet.look.palette)
    written = paint_names(painter, view, circles, None, sheet.look.palette)
    painter.restore()
    for name in written:
        sheet.note(name, area, _MAP_LETTER)
    credit = ", ".join(part for part in (outline.source, outline.licence) if part)
    sheet.text(sheet.part(0.4, 0.94, 1, 1), credit, 2.6, align=RIGHT, colour=sheet.look.dim)
    without = view.without_spot(step)
    if without:
        words = f"Без координат: {format_number(without)}"
        sheet.text(sheet.part(0, 0.94, 0.4, 1), words, 3.0, colour=sheet.look.dim)
