"""Charts by mouse and keys; what they hold does not grow."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPalette, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.rules.chart import Chart, ChartShape, Point, Series
from mcu_desktop.ui.common.charts import chart_view
from mcu_desktop.ui.common.charts.chart_view import ChartView
from mcu_desktop.ui.common.theme import apply_theme
from tests.chart_places import middle_of, pixels_of

Key = Qt.Key
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
_FRESH = """
import sys, threading
from PySide6 import QtWidgets
from mcu_desktop.rules.chart import ChartShape
from mcu_desktop.ui.common.charts import loading
from mcu_desktop.ui.common.charts.chart_view import ChartView
application = QtWidgets.QApplication([])
def has_all(): return set(dir(QtWidgets)) <= set(vars(QtWidgets))
load = loading._Loading._load
def tell(self):
    print(has_all(), threading.current_thread().name)
    load(self)
loading._Loading._load = tell
print(has_all())
view = ChartView(ChartShape.BARS)
view.pages.widgetAdded.connect(application.quit)
application.exec()
print(type(view.canvas).__name__)
"""
LABELS = ("Дороги", "Мусор <b>и</b> вода", "Свет")
VALUES = ((4, 0, 9), (2, 5, 7))


def chart_of(shape: ChartShape, values: tuple[tuple[float | None, ...], ...] = VALUES) -> Chart:
    series = tuple(
        Series(title, tuple(Point(value, (number, place)) for place, value in enumerate(line)))
        for number, (title, line) in enumerate(zip(("за период", "период раньше"), values, strict=False))
    )
    return Chart("Поступило", shape, LABELS, series)


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., ChartView]:
    def make_view(shape: ChartShape) -> ChartView:
        view = ChartView(shape)
        qtbot.addWidget(view)
        view.resize(700, 420)
        view.show_chart(chart_of(shape))
        view.show()
        QApplication.processEvents()
        return view

    return make_view


def opened(view: ChartView) -> list[object]:
    heard: list[object] = []
    view.chosen.connect(heard.append)
    return heard


@pytest.mark.parametrize("shape", ChartShape)
def test_a_double_click_on_each_figure_opens_its_own_cases(make: Callable[..., ChartView], shape: ChartShape) -> None:
    view = make(shape)
    heard = opened(view)
    seen = [(series, place) for series in range(2) for place in range(3) if VALUES[series][place]]
    for figure in seen:
        middle = middle_of(view, figure)
        QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseDClick(view.canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert heard == seen


@pytest.mark.parametrize(
    ("shape", "on", "across"),
    [
        (ChartShape.COLUMNS, Key.Key_Right, Key.Key_Down),
        (ChartShape.LINES, Key.Key_Right, Key.Key_Down),
        (ChartShape.BARS, Key.Key_Down, Key.Key_Right),
        (ChartShape.SHARES, Key.Key_Down, Key.Key_Right),
    ],
)
def test_keys_walk_from_figure_to_figure_and_enter_opens(
    make: Callable[..., ChartView], shape: ChartShape, on: Key, across: Key
) -> None:
    view = make(shape)
    heard = opened(view)
    view.canvas.setFocus()
    for key in (Key.Key_Return, on, Key.Key_Return, across, Key.Key_Enter, Key.Key_End, Key.Key_Return):
        QTest.keyClick(view.canvas, key)
    assert heard == [(0, 0), (0, 1), (1, 1), (1, 2)]
    QTest.keyClick(view.canvas, on)
    QTest.keyClick(view.canvas, Key.Key_Home)
    assert view.canvas.marks.chosen == (1, 0)
    assert "Дороги · период раньше: 2" in view.canvas.accessibleDescription()


def test_the_table_has_the_same_numbers_and_opens_the_same_cases(make: Callable[..., ChartView]) -> None:
    view = make(ChartShape.BARS)
    heard = opened(view)
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Key.Key_F9)
    assert view.pages.currentWidget() is view.table
    texts = [[view.table.model().index(row, column).data() for column in range(3)] for row in range(3)]
    assert texts == [["Дороги", "4", "2"], ["Мусор <b>и</b> вода", "0", "5"], ["Свет", "9", "7"]]
    view.table.setCurrentCell(2, 1)
    QTest.keyClick(view.table, Key.Key_Return)
    assert heard == [(0, 2)]
    QTest.keyClick(view.table, Key.Key_F9)
    assert view.pages.currentWidget() is view.canvas


def test_a_figure_without_cases_opens_nothing(make: Callable[..., ChartView]) -> None:
    view = make(ChartShape.LINES)
    view.show_chart(Chart("", ChartShape.LINES, ("а",), (Series("", (Point(3),)),)))
    heard = opened(view)
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Key.Key_Return)
    assert heard == []


def test_tooltips_show_peoples_words_as_they_are(make: Callable[..., ChartView]) -> None:
    view = make(ChartShape.BARS)
    middle = middle_of(view, (1, 1))
    QApplication.sendEvent(view.canvas, QHelpEvent(QEvent.Type.ToolTip, middle, view.canvas.mapToGlobal(middle)))
    assert "&lt;b&gt;" in QToolTip.text()
    QToolTip.hideText()


def test_a_wheel_is_left_to_the_page_and_never_moves_the_figures(make: Callable[..., ChartView]) -> None:
    view = make(ChartShape.COLUMNS)
    before = pixels_of(view, 0, 2)
    middle = middle_of(view, (0, 2))
    assert view.childAt(view.canvas.mapTo(view, middle)) is view.canvas
    event = QWheelEvent(
        QPointF(middle),
        QPointF(view.canvas.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.accept()
    QApplication.sendEvent(view.canvas, event)
    assert not event.isAccepted()
    assert pixels_of(view, 0, 2) == before


@pytest.mark.parametrize("shape", ChartShape)
@pytest.mark.parametrize("width", [420, 700, 1311])
def test_every_tick_of_the_values_bears_its_number(
    make: Callable[..., ChartView], shape: ChartShape, width: int
) -> None:
    view = make(shape)
    view.resize(width, 300)
    view.show_chart(chart_of(shape, ((4, 33, 1_240), (0, None, 7))))
    QApplication.processEvents()
    axis = view.canvas._values
    ground = QPixmap(10, 10)
    with QPainter(ground) as painter:
        painter.setFont(axis.style["tickFont"])
        numbers = [words for _place, _flags, words in axis.generateDrawSpecs(painter)[2]]
    assert numbers == [view.canvas.marks.tick_words(tick) for tick in view.canvas.marks.ticks]


def test_an_empty_chart_says_so_and_a_nought_is_no_fault(make: Callable[..., ChartView]) -> None:
    view = make(ChartShape.LINES)
    view.show_chart(chart_of(ChartShape.LINES, ((0, 0, 0), (0, None, 0))))
    assert view.pages.currentWidget() is view.nothing
    view.show_chart(chart_of(ChartShape.LINES, ((None, 1, None), (0, None, 0))))
    assert view.pages.currentWidget() is view.canvas
    assert not view.grab().isNull()


def test_the_ground_follows_the_look(make: Callable[..., ChartView], qapp: QApplication, look_stays: None) -> None:
    view = make(ChartShape.COLUMNS)
    for dark in (False, True):
        apply_theme(qapp, dark=dark, scale_percent=100)
        QApplication.processEvents()
        picture = view.canvas.grab().toImage()
        ground = picture.pixelColor(picture.width() - 8, 8)
        assert ground == qapp.palette().color(QPalette.ColorRole.Base)


def test_every_control_of_a_chart_has_its_name(make: Callable[..., ChartView]) -> None:
    view = make(ChartShape.BARS)
    assert view.canvas.accessibleName() == "Поступило"
    assert view.switch_button.accessibleName() == "Поступило: таблицей"
    assert view.canvas.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_until_its_plot_is_made_a_chart_says_so_and_can_be_read_as_a_table(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], None]] = []
    monkeypatch.setattr(chart_view, "when_plotting_is_loaded", lambda _owner, make: waiting.append(make))
    view = ChartView(ChartShape.BARS)
    qtbot.addWidget(view)
    view.show_chart(chart_of(ChartShape.BARS))
    view.show()
    assert view.pages.currentWidget() is view.nothing
    assert view.nothing.text() == "Готовим график…"
    view.switch_button.click()
    assert view.pages.currentWidget() is view.table
    view.switch_button.click()
    waiting[0]()
    assert view.pages.currentWidget() is view.canvas
    assert view.canvas.marks.chart == view.chart


def test_the_library_comes_beside_the_window_when_all_classes_of_qt_are_made() -> None:
    """Two threads that make one class of Qt at once end the process; a fresh one has made few of them yet."""
    said = subprocess.run(
        [sys.executable, "-c", _FRESH], check=True, capture_output=True, text=True, env={**os.environ, **_OFFSCREEN}
    )
    assert said.stdout.split() == ["False", "True", "plotting", "Canvas"], said.stderr


def test_a_thousand_refreshes_add_no_item(make: Callable[..., ChartView]) -> None:
    view = make(ChartShape.LINES)

    def things() -> tuple[int, int]:
        return len(view.canvas.plot.scene().items()), len(view.findChildren(QWidget))

    before = things()
    for number in range(1_000):
        view.show_chart(chart_of(ChartShape.LINES, ((number, 2, 3), (1, number % 7, 0))))
    assert things() == before
