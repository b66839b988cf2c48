"""The map, on a real store, by clicks and keys."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import read_case_ids
from mcu_desktop.rules.map_view import MapLevel, MapView, Spot
from mcu_desktop.rules.measures import Measure
from mcu_desktop.rules.outline import Outline, Shape
from mcu_desktop.rules.periods import Period
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.map.drawing import Circle, paint_names
from mcu_desktop.ui.map.ground import fitted
from mcu_desktop.ui.map.page import MapPage

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
SQUARE = [[34.0, 57.0], [35.0, 57.0], [35.0, 58.0], [34.0, 58.0], [34.0, 57.0]]


@pytest.fixture
def page(qtbot: QtBot, live_desk: Any, settings: QSettings) -> MapPage:
    live_desk.store.perform(
        lambda session: add_demonstration(session, Task(), cases_count=120, seed=5, now=NOW, zone=MOSCOW)
    )
    made = MapPage(live_desk, Me(settings), MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.start()
    made.slider.setValue(made.slider.maximum() - 1)
    QApplication.processEvents()
    return made


def listed(page: MapPage, wanted: Any) -> int:
    desk: Any = page._desk
    return len(read_case_ids(desk.reader, wanted, now=NOW, zone=MOSCOW))


def test_arrows_choose_a_spot_and_enter_opens_as_many_cases(qtbot: QtBot, page: MapPage) -> None:
    QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    assert page.view is not None
    assert page.canvas.chosen == 0
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    count = page.view.spots[0].counts[page.canvas.step]
    assert listed(page, opened.args[0]) == count > 0
    assert f"Вышний Волочёк, {page.view.steps[page.canvas.step].words()}: {count}" in page.told.text()
    assert page.canvas.accessibleDescription() == page.canvas.words()


def test_a_double_click_on_a_circle_opens_it(qtbot: QtBot, page: MapPage) -> None:
    circle = page.canvas.circles()[0]
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.mouseDClick(page.canvas, Qt.MouseButton.LeftButton, pos=circle.middle.toPoint())
    assert page.view is not None
    assert listed(page, opened.args[0]) == page.view.spots[circle.spot].counts[page.canvas.step]


def test_streets_and_houses_are_spots_of_their_own(qtbot: QtBot, page: MapPage) -> None:
    page.level.setCurrentIndex(page.level.findData(MapLevel.ADDRESSES))
    page.level.activated.emit(1)
    assert page.view is not None
    assert len(page.canvas.circles()) > 1
    QTest.keyClick(page.canvas, Qt.Key.Key_Left)
    first = page.canvas.chosen
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(page.canvas, key)
    assert page.canvas.chosen is not None
    page.canvas.chosen = first
    with qtbot.waitSignal(page.cases_wanted) as opened:
        page.open_button.click()
    assert listed(page, opened.args[0]) >= 1


def test_a_far_off_spot_does_not_make_a_dot_of_the_municipality(qtbot: QtBot, page: MapPage, live_desk: Any) -> None:
    page.level.setCurrentIndex(page.level.findData(MapLevel.ADDRESSES))
    page.level.activated.emit(page.level.currentIndex())
    QApplication.processEvents()
    whole = page.canvas._shown_ground().scale
    assert "За краем карты" not in page.told.text()
    assert page.view is not None
    days = page.view.steps[page.canvas.step]
    far = (
        "UPDATE cases SET latitude = 43115500, longitude = 131885500 WHERE id = (SELECT id FROM cases"
        f" WHERE received_at > '{days.first}' AND received_at < '{days.last}' LIMIT 1)"
    )
    live_desk.store.perform(lambda session: session.connection().exec_driver_sql(far))
    page.canvas._view = None
    page.reread()
    QApplication.processEvents()
    assert page.canvas._shown_ground().scale > whole / 2
    assert "За краем карты 1 сообщение: туда ведут стрелки." in page.told.text()
    spots = page.view.spots
    east = max(range(len(spots)), key=lambda at: spots[at].longitude)
    page.canvas.setFocus()
    for _step in range(60):
        QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    assert page.canvas.chosen == east
    circle = next(one for one in page.canvas.circles() if one.spot == east)
    assert page.canvas.rect().contains(circle.middle.toPoint()), "It has come into sight"
    with qtbot.waitSignal(page.cases_wanted) as opened:
        QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    assert listed(page, opened.args[0]) == 1


def test_time_goes_by_keys_and_by_itself(page: MapPage) -> None:
    last = page.slider.maximum()
    QTest.keyClick(page.canvas, Qt.Key.Key_PageUp)
    assert page.slider.value() == page.canvas.step == last - 2
    page.slider.setValue(last)
    QTest.keyClick(page.canvas, Qt.Key.Key_Space)
    assert (page.slider.value(), page.play_button.text()) == (0, "Остановить")
    for _ in range(last):
        page._timer.timeout.emit()
    assert (page.slider.value(), page.play_button.text(), page._timer.isActive()) == (
        last, "Показать по времени", False,
    )  # fmt: skip
    assert page.view is not None
    assert page.step_words.text() == page.view.steps[last].words()


def test_plus_minus_and_home(page: MapPage) -> None:
    middle = QPointF(page.canvas.width(), page.canvas.height()) / 2
    before = page.canvas.circles()[0].middle
    QTest.keyClick(page.canvas, Qt.Key.Key_Plus)
    nearer = page.canvas.circles()[0].middle
    assert (nearer - middle).manhattanLength() == pytest.approx(1.35 * (before - middle).manhattanLength())
    for _ in range(60):
        QTest.keyClick(page.canvas, Qt.Key.Key_Plus)
        QTest.keyClick(page.canvas, Qt.Key.Key_Minus)
        QTest.keyClick(page.canvas, Qt.Key.Key_Minus)
    QTest.keyClick(page.canvas, Qt.Key.Key_Home)
    assert page.canvas.circles()[0].middle == before


def test_the_whole_outline_is_on_the_screen() -> None:
    outline = Outline((Shape("", (tuple((x, y) for x, y in SQUARE),)),), "", "")
    for width, height in ((400, 900), (1900, 500)):
        ground = fitted(outline, (), QPointF(width, height))
        points = [ground.screen(y, x) for x, y in SQUARE]
        assert all(0 < point.x() < width and 0 < point.y() < height for point in points)
        assert points[0].y() > points[2].y(), "North is above"
        across, down = points[1].x() - points[0].x(), points[0].y() - points[2].y()
        assert across / down == pytest.approx(0.537, abs=0.01), "A degree of longitude is shorter here"


def test_the_map_says_whose_it_is_and_what_it_cannot_show(page: MapPage) -> None:
    page.canvas.grab()
    assert page.canvas.credit() == "© участники OpenStreetMap, ODbL"
    assert "Вышний Волочёк" in page.canvas.names
    assert "Не показано без координат:" in page.told.text()


def test_names_are_written_where_they_hit_nothing(qapp: QApplication) -> None:
    spots = tuple(Spot(f"Посёлок {at}", 57.5, 34.5, (1,), ()) for at in range(9))
    view = MapView(MapLevel.SETTLEMENTS, Measure.RECEIVED, (Period(NOW.date(), NOW.date()),), spots, (9,))
    beside = [Circle(at, QPointF(300, 200), 10, "1", 1.0) for at in range(9)]
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    written = paint_names(painter, view, beside, 7, qapp.palette())
    painter.end()
    assert len(written) == 4, "On the right, on the left, below and above one spot; the others are left out"
    assert written[0] == "Посёлок 7", "The chosen one comes first"


def test_another_outline_is_taken_and_given_back(page: MapPage, tmp_path: Path) -> None:
    page.data_button.click()
    file = tmp_path / "контур.geojson"
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [SQUARE]}), encoding="utf-8")
    page.data_form.take_outline(file)
    assert "откуда взят контур" in page.data_form.told.text()
    page.data_form.source.setText("Росреестр")
    page.data_form.take_outline(file)
    assert page.data_form.told.text().startswith("Контур карты заменён: 5 точек")
    assert page.canvas.credit() == "Росреестр"
    file.write_text("{", encoding="utf-8")
    page.data_form.take_outline(file)
    assert "Контур не изменён." in page.data_form.told.text()
    assert page.canvas.credit() == "Росреестр"
    page.data_form.own_button.click()
    assert page.canvas.credit() == "© участники OpenStreetMap, ODbL"
    page.data_form.close_button.click()
    assert not page.data_form.isVisible()


def test_coordinates_out_of_a_file_bring_their_settlements_onto_the_map(page: MapPage, tmp_path: Path) -> None:
    assert page.view is not None
    before, desk = {spot.name for spot in page.view.spots}, page._desk
    rows = desk.reader.rows("SELECT DISTINCT settlement FROM cases ORDER BY 1")  # type: ignore[attr-defined]
    unknown = next(row[0] for row in rows if row[0] not in before)
    file = tmp_path / "места.csv"
    file.write_text(f"Название;Широта;Долгота\n{unknown};57,4;34,2\nДятлово;0;0\n", encoding="utf-8")
    page.data_form.open()
    page.data_form.take_places(file)
    assert page.data_form.told.text().endswith("Не взято строк: 1. Строка 3: это место не в России: 0; 0.")
    assert {spot.name for spot in page.view.spots} == before | {unknown}
