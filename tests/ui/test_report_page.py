"""The page of the weekly report."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.task import Task
from mcu_desktop.queries import counted_report
from mcu_desktop.reports import files
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.ui.reports import pages_view
from mcu_desktop.ui.reports.page import ReportPage
from mcu_desktop.ui.reports.pages_view import PagePicture
from mcu_desktop.ui.reports.period import Week, week_days

ZONE = ZoneInfo("Asia/Yekaterinburg")
NOW = datetime(2026, 10, 14, 20, 0, tzinfo=UTC)  # already Thursday the 15th in Yekaterinburg


class FakeReader:
    def rows(self, _sql: str, **_parameters: object) -> list[tuple[str, str]]:
        return [("roads", "Дороги"), ("housing", "ЖКХ")]


class FakeDesk(QObject):
    """Answers at once."""

    progressed = Signal(object, int, str)

    def read(self, _asker: QObject, question: Callable[[Any], Any], answer: Callable[[Any], None]) -> None:
        answer(question(FakeReader()))

    def work(
        self,
        _asker: QObject,
        job: Callable[[Any, Task], Any],
        answer: Callable[[Any], None],
        *,
        failed: Callable[[str], None],
    ) -> Task:
        task = Task()
        try:
            result = job(FakeReader(), task)
        except UserFacingError as error:
            failed(str(error))
        else:
            answer(result)
        return task


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[date, date, object]]:
    wishes: list[tuple[date, date, object]] = []

    def make_report(_reader: object, wish: ReportWish, **_moment: object) -> str:
        wishes.append((wish.first, wish.last, wish.block))
        return "report"

    def write_pdf(_figures: object, path: Path, *, progress: Callable[[int], None]) -> None:
        progress(50)
        writer = QPdfWriter(str(path))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        painter = QPainter(writer)
        painter.fillRect(0, 0, 4000, 4000, Qt.GlobalColor.red)
        writer.newPage()
        painter.fillRect(0, 0, 4000, 4000, Qt.GlobalColor.blue)
        painter.end()

    monkeypatch.setattr(counted_report, "make_report", make_report)
    monkeypatch.setattr(counted_report, "document_of", lambda report: report)
    monkeypatch.setattr(files, "write_document", write_pdf)
    return wishes


@pytest.fixture
def page(qtbot: QtBot, asked: list[object]) -> ReportPage:
    report = ReportPage(FakeDesk(), ZONE, lambda: NOW)  # type: ignore[arg-type]  # only what the page uses
    qtbot.addWidget(report)
    report.resize(900, 700)
    report.show()
    report.start()
    return report


def _make(page: ReportPage) -> None:
    QTest.mouseClick(page.chooser.make_button, Qt.MouseButton.LeftButton)


def test_weeks_run_from_monday_to_sunday() -> None:
    assert week_days(Week.PREVIOUS, date(2026, 10, 12)) == (date(2026, 10, 5), date(2026, 10, 11))
    assert week_days(Week.CURRENT, date(2026, 10, 18)) == (date(2026, 10, 12), date(2026, 10, 18))


def test_the_previous_week_and_all_blocks_are_proposed(
    page: ReportPage, asked: list[tuple[date, date, object]]
) -> None:
    _make(page)
    assert asked == [(date(2026, 10, 5), date(2026, 10, 11), None)]


def test_a_document_too_long_to_draw_whole_says_so(page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_view, "_MAX_PAGES", 1)
    _make(page)
    assert page.told.text() == "Показаны страницы 1–1 из 2."


def test_own_days_and_a_block_can_be_chosen(page: ReportPage, asked: list[tuple[date, date, object]]) -> None:
    assert page.chooser.from_edit.isReadOnly()
    page.chooser.week_combo.setCurrentIndex(list(Week).index(Week.OWN))
    page.chooser.from_edit.setDate(QDate(2026, 9, 1))
    page.chooser.to_edit.setDate(QDate(2026, 9, 10))
    page.chooser.block_combo.setCurrentText("ЖКХ")
    _make(page)
    assert asked == [(date(2026, 9, 1), date(2026, 9, 10), "housing")]


def test_days_in_the_wrong_order_are_not_reported_on(page: ReportPage) -> None:
    page.chooser.week_combo.setCurrentIndex(list(Week).index(Week.OWN))
    page.chooser.from_edit.setDate(QDate(2026, 9, 10))
    page.chooser.to_edit.setDate(QDate(2026, 9, 1))
    assert not page.chooser.make_button.isEnabled()
    assert "позже последнего" in page.told.text()
    page.chooser.to_edit.setDate(QDate(2026, 9, 11))
    assert page.chooser.make_button.isEnabled()


def test_the_pages_are_seen_in_their_colours_and_fit_the_width(qtbot: QtBot, page: ReportPage) -> None:
    _make(page)
    pictures = page.pages.findChildren(PagePicture)
    assert [picture.accessibleName() for picture in pictures] == ["Страница 1 из 2", "Страница 2 из 2"]
    first, second = (picture.grab().toImage() for picture in pictures)
    assert first.pixelColor(150, 150).red() > 200 > first.pixelColor(150, 150).blue()
    assert second.pixelColor(150, 150).blue() > 200
    page.resize(600, 700)
    qtbot.waitUntil(lambda: pictures[0].width() < 600)
    assert abs(pictures[0].height() / pictures[0].width() - 1.414) < 0.02
    assert pictures[1].pos().y() >= QPoint(0, pictures[0].height()).y()


def test_the_report_is_saved_where_the_operator_says(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.save_button.isEnabled()
    _make(page)
    target = tmp_path / "отчёт.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert target.read_bytes().startswith(b"%PDF")
    assert "Отчёт сохранён" in page.told.text()


def test_a_place_that_refuses_the_report_is_named(
    page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make(page)
    target = tmp_path / "нет такой папки" / "отчёт.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    assert "Не удалось записать файл «отчёт.pdf»" in page.told.text()


def test_a_failure_is_said_and_can_be_left(page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_options: object) -> None:
        raise UserFacingError("За эту неделю нет данных.")

    monkeypatch.setattr(counted_report, "make_report", fail)
    _make(page)
    assert page._failure.isVisible()
    QTest.keyClick(page._failure.button, Qt.Key.Key_Return)
    assert not page._failure.isVisible()
    assert page.chooser.isEnabled()


def test_esc_leads_back_to_the_queue(qtbot: QtBot, page: ReportPage) -> None:
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(page.chooser.make_button, Qt.Key.Key_Escape)
