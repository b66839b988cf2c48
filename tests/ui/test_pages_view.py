"""Pages of a PDF of any length: only what is looked at is drawn, and little of it is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.ui.common.heat_scale import contrast
from mcu_desktop.ui.common.pages_view import PagesView
from mcu_desktop.ui.common.theme import apply_theme

PAGES = 1_200
A4 = (595.0, 842.0)


class LateDesk:
    """Draws a page when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[Any], Any], Callable[[Any], None]]] = []
        self.drawn = 0

    def read(self, _asker: object, question: Callable[[Any], Any], answer: Callable[[Any], None]) -> None:
        self.waiting.append((question, answer))

    def draw(self) -> None:
        """Answer all that is asked, also what the answers ask."""
        while self.waiting:
            _question, answer = self.waiting.pop(0)
            self.drawn += 1
            answer(QImage(95, 134, QImage.Format.Format_RGB888))


@pytest.fixture
def desk() -> LateDesk:
    return LateDesk()


@pytest.fixture
def view(qtbot: QtBot, desk: LateDesk) -> PagesView:
    made = PagesView(desk, "Страницы", "Ничего нет.")  # type: ignore[arg-type]  # it only reads
    qtbot.addWidget(made)
    made.resize(700, 900)
    made.show()
    made.show_pages(b"%PDF", (A4,) * PAGES)
    return made


def kept(view: PagesView) -> list[int]:
    return [number for number in range(PAGES) if view.picture(number) is not None]


@pytest.mark.usefixtures("look_stays")
@pytest.mark.parametrize("dark", [True, False])
def test_what_is_said_on_the_ground_between_pages_is_read(
    qtbot: QtBot, qapp: QApplication, desk: LateDesk, dark: bool
) -> None:
    apply_theme(qapp, dark=dark, scale_percent=100)
    tabs, empty = QTabWidget(), PagesView(desk, "Страницы", "Ничего нет.")  # type: ignore[arg-type]  # it only reads
    qtbot.addWidget(tabs)
    tabs.addTab(empty, "Страницы")
    tabs.resize(400, 300)
    tabs.show()
    ground = empty.viewport().grab().toImage().pixelColor(5, 5)
    assert contrast(ground, empty.palette().windowText().color()) > 4.5


def test_only_what_is_in_sight_is_drawn(view: PagesView, desk: LateDesk) -> None:
    assert len(desk.waiting) == 1, "one page at a time"
    desk.draw()
    assert kept(view) == list(view.pages_in_sight())
    assert len(view.pages_in_sight()) <= 2
    QTest.keyClick(view, Qt.Key.Key_End)
    desk.draw()
    assert view.pages_in_sight()[-1] == PAGES - 1
    assert view.accessibleDescription() in {f"Страница {PAGES} из {PAGES}", f"Страница {PAGES - 1} из {PAGES}"}
    assert desk.drawn <= 5


def test_who_scrolls_far_does_not_wait_for_what_is_between_and_few_pictures_are_kept(
    view: PagesView, desk: LateDesk
) -> None:
    bar = view.verticalScrollBar()
    for place in range(0, bar.maximum(), bar.maximum() // 50):
        bar.setValue(place)
    assert len(desk.waiting) == 1, "the pages passed by are not asked for"
    for place in range(0, bar.maximum(), bar.maximum() // 50):
        bar.setValue(place)
        desk.draw()
        assert set(view.pages_in_sight()) <= set(kept(view))
        assert len(kept(view)) <= 8


def test_a_page_that_comes_late_is_not_shown_in_another_document(view: PagesView, desk: LateDesk) -> None:
    [(_question, late)] = desk.waiting
    desk.waiting.clear()
    view.show_pages(b"%PDF-other", (A4,))
    late(QImage(10, 10, QImage.Format.Format_RGB888))
    assert view.picture(0) is None
    desk.draw()
    assert view.picture(0) is not None
    view.show_pages(b"", ())
    assert view.nothing.isVisible()
    assert view.accessibleDescription() == "Ничего нет."


def test_a_page_fits_the_width_and_the_place_is_kept_at_another(view: PagesView, desk: LateDesk) -> None:
    desk.draw()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = view.pages_in_sight()[0]
    view.resize(400, 900)
    assert abs(view.pages_in_sight()[0] - before) <= 1
    desk.draw()
    assert set(view.pages_in_sight()) <= set(kept(view))
    ink = view.viewport().grab().toImage()
    assert ink.width() == view.viewport().width()


def test_a_sheet_as_large_as_a_house_is_drawn_small(qtbot: QtBot) -> None:
    asked: list[Callable[[Any], QImage]] = []

    class OneDesk(LateDesk):
        def read(self, _asker: object, question: Callable[[Any], Any], _answer: Callable[[Any], None]) -> None:
            asked.append(question)

    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("", pagesize=(14_400, 7_200))
    canvas.drawString(20, 50, "Act")
    canvas.showPage()
    view = PagesView(OneDesk(), "Страницы", "")  # type: ignore[arg-type]  # it only reads
    qtbot.addWidget(view)
    view.show_pages(canvas.getpdfdata(), ((14_400.0, 7_200.0),))
    [question] = asked
    image = question(None)
    assert (image.width(), image.height()) == (3_000, 1_500)
