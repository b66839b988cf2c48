"""The page of reports over a real store: made, looked at, mended, issued, saved, printed, shown again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.queries.queue import QueueFilter, count_cases
from mcu_desktop.queries.report_kinds import REPORTS
from mcu_desktop.queries.saved_cuts import KeptCut, cut_as_text
from mcu_desktop.rules.cuts import Cut
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.theme import apply_theme
from mcu_desktop.ui.reports.head_page import ReportHeadPage
from mcu_desktop.ui.reports.page import ReportPage
from mcu_desktop.ui.reports.report_clock import ReportClock
from mcu_desktop.ui.reports.schedule_page import ReportSchedulePage
from mcu_desktop.ui.workplace import Workplace
from tests.ui.table_cells import double_click

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)  # a Monday
MONDAY = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton
CUT = cut_as_text(KeptCut(Cut(Period(date(2026, 10, 1), date(2026, 10, 31)))))
SUBJECTS = {"case": "МЦУ-2026-000001", "cut": CUT}


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    late = {"answered_at": datetime(2026, 10, 8, tzinfo=UTC), "answer_text": "Засыпали"}
    return make_window(
        incoming(received_at=MONDAY),
        incoming(external_number="102", received_at=MONDAY, **late),
        incoming(external_number="103", received_at=MONDAY, topic_group="Образование", topic="Школа"),
        now=NOW,
    )


@pytest.fixture
def page(window: Workplace) -> ReportPage:
    window.show_screen("report")
    return window.screens.report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "отчёты"
    made.mkdir()
    return made


def click(button: Any) -> None:
    QTest.mouseClick(button, LEFT)


def text_of(path: Path) -> str:
    with PdfReader(path) as reader:
        return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\xa0", " ").split())


def test_last_week_is_proposed_and_made(page: ReportPage) -> None:
    assert page.chooser.make_button.hasFocus()
    assert page.pages.nothing.isVisible()
    assert page.pages.nothing.text() == "Страниц пока нет: отчёт не составлен."
    assert not page.save_button.isEnabled()
    QTest.keyClick(page.chooser.make_button, Qt.Key.Key_Return)
    assert page.made is not None
    assert (page.made.report.wish.first, page.made.report.wish.last) == (date(2026, 10, 5), date(2026, 10, 11))
    assert page.told.text() == "Проект: номер даётся при выдаче."
    assert not page.pages.nothing.isVisible()
    assert page.pages.accessibleDescription() == f"Страница 1 из {page.pages.page_count}"
    ink = page.pages.viewport().grab().toImage()
    assert any(ink.pixelColor(x, y).lightness() < 100 for x in range(0, ink.width(), 2) for y in range(0, 200, 2))


def test_what_is_saved_is_issued_first_and_says_the_same_in_each_form(page: ReportPage, tmp_path: Path) -> None:
    click(page.chooser.make_button)
    for ending in (".pdf", ".docx", ".xlsx"):
        page.save_to(tmp_path / f"отчёт{ending}")
        assert page.told.text() == f"Отчёт сохранён: {tmp_path / f'отчёт{ending}'}"
    assert [line.number for line in page.issued.lines] == ["МЦУ-О-2026-001"]
    assert not page.issue_button.isEnabled()
    assert "№ МЦУ-О-2026-001" in text_of(tmp_path / "отчёт.pdf")
    tables = Document(str(tmp_path / "отчёт.docx")).tables
    in_word = {row.cells[0].text: row.cells[1].text for row in tables[0].rows}
    sheet = load_workbook(tmp_path / "отчёт.xlsx")["Показатели"]
    in_excel = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert in_word["Поступило"] == "3"
    assert in_excel["Поступило"] == 3
    assert "Поступило 3 0 +3" in text_of(tmp_path / "отчёт.pdf")
    overdue = count_cases(
        page._desk.reader,  # type: ignore[attr-defined]  # the test's own desk
        QueueFilter(standing=Standing.OVERDUE),
        now=NOW,
        zone=ZoneInfo("Europe/Moscow"),
        at_most=99,
    )
    assert overdue > 0
    assert int(in_word["Из них просрочено"]) == in_excel["Из них просрочено"] == overdue
    assert f"Из них просрочено {overdue}" in text_of(tmp_path / "отчёт.pdf")


def test_drafted_words_are_mended_before_printing_and_kept(
    page: ReportPage, tmp_path: Path, type_words: Callable[..., None]
) -> None:
    click(page.chooser.make_button)
    page.tabs.setCurrentIndex(1)
    edit = page.texts.edits["conclusions"]
    assert "Поступило 3" in edit.toPlainText()
    edit.selectAll()
    type_words(edit, "Неделя прошла спокойно.")
    page.tabs.setCurrentIndex(0)
    assert page.made is not None
    assert "Неделя прошла спокойно." in text_of(page.made.path)
    click(page.issue_button)
    assert page.made.report.number == "МЦУ-О-2026-001"
    # Other words after that make it another report.
    page.texts.edits["conclusions"].setPlainText("Иначе.")
    page.save_to(tmp_path / "а.pdf")
    assert "№ МЦУ-О-2026-002" in text_of(tmp_path / "а.pdf")
    page.tabs.setCurrentWidget(page.issued)
    double_click(page.issued.table, 1)
    said = text_of(page.made.path)
    assert page.made.report.number == "МЦУ-О-2026-001"
    assert "Неделя прошла спокойно." in said
    assert page.texts.words() == {"conclusions": "Неделя прошла спокойно."}


def test_a_period_is_named_in_words(page: ReportPage, type_words: Callable[..., None]) -> None:
    line = page.chooser.period_combo.lineEdit()
    assert line is not None
    line.selectAll()
    type_words(line, "сентябрь")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    wish = page.chooser.wish()
    assert (wish.first, wish.last) == (date(2026, 9, 1), date(2026, 9, 30))
    page.chooser.first.setDate(QDate(2026, 9, 2))
    assert page.chooser.period_combo.currentText() == "свои дни"
    line.selectAll()
    type_words(line, "мартобрь")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert page.chooser.period_combo.currentText() == "свои дни"
    assert page.chooser.wish().first == date(2026, 9, 2)


def test_days_in_the_wrong_order_are_not_reported_on(page: ReportPage) -> None:
    page.chooser.first.setDate(QDate(2026, 10, 30))
    assert not page.chooser.make_button.isEnabled()
    assert "позже последнего" in page.told.text()
    page.chooser.last.setDate(QDate(2026, 10, 30))
    assert page.chooser.make_button.isEnabled()


@pytest.mark.parametrize("kind", REPORTS, ids=lambda kind: kind.code)
def test_every_report_of_the_list_is_made_in_the_window(page: ReportPage, kind: Any) -> None:
    page.chooser.choose(PaperWish(kind.code, subject=SUBJECTS.get(kind.code, "")))
    assert page.chooser.block_combo.isVisible() == (kind.takes_block or kind.needs_block)
    assert page.chooser.subject.isVisible() == bool(kind.subject or kind.takes_subject)
    if kind.needs_block:
        click(page.chooser.make_button)
        assert page._failure.isVisible()
        QTest.keyClick(page._failure.button, Qt.Key.Key_Return)
        page.chooser.block_combo.setCurrentIndex(2)
    click(page.chooser.make_button)
    assert page.made is not None
    assert page.pages.page_count >= 1
    assert page.made.report.wish.code == kind.code


def test_a_failure_is_said_and_can_be_left(page: ReportPage) -> None:
    page.chooser.choose(PaperWish("case", subject="МЦУ-1999-000001"))
    click(page.chooser.make_button)
    assert page._failure.isVisible()
    QTest.keyClick(page._failure.button, Qt.Key.Key_Return)
    assert not page._failure.isVisible()
    assert page.chooser.isEnabled()
    assert not page.save_button.isEnabled()


def test_a_place_that_refuses_the_report_is_named(page: ReportPage, tmp_path: Path) -> None:
    click(page.chooser.make_button)
    page.save_to(tmp_path / "нет такой папки" / "отчёт.pdf")
    assert "Отчёт не сохранён" in page.told.text()
    assert "Проверьте, есть ли папка" in page.told.text()


def test_without_a_printer_the_pdf_is_offered(page: ReportPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    click(page.chooser.make_button)
    click(page.print_button)
    assert "Сохраните отчёт как PDF" in page.told.text()
    assert page.issued.lines == (), "what was not printed has no number"


@pytest.mark.parametrize(("code", "lies"), [("weekly", False), ("list", True)])
def test_the_pages_are_printed(page: ReportPage, tmp_path: Path, code: str, lies: bool) -> None:
    page.chooser.choose(PaperWish(code))
    click(page.chooser.make_button)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "на принтере.pdf"))
    printer.setFullPage(True)
    page._issued_then(lambda made: page.leaving.print_on(printer, made.path))
    assert page.told.text() == "Отчёт передан на принтер."
    assert page.made is not None
    with PdfReader(tmp_path / "на принтере.pdf") as reader:
        assert len(reader.pages) == page.pages.page_count
        assert (reader.pages[0].mediabox.width > reader.pages[0].mediabox.height) == lies


def test_a_printer_that_refuses_is_said(page: ReportPage, tmp_path: Path) -> None:
    click(page.chooser.make_button)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "нет" / "а.pdf"))
    page._issued_then(lambda made: page.leaving.print_on(printer, made.path))
    assert "Ничего не напечатано" in page.told.text()


def test_reports_go_into_the_folder_of_the_meeting(page: ReportPage, window: Workplace, folder: Path) -> None:
    click(page.chooser.make_button)
    click(page.meeting_button)
    assert "Папка совещания не выбрана" in page.told.text()
    window.show_screen("report_head")
    head: ReportHeadPage = window.screens.report_head
    edit = head.fields.edits["folder"]
    assert isinstance(edit, QLineEdit)
    edit.setText(str(folder))
    click(head.folder_button)
    assert str(folder) in head.told.text()
    window.show_screen("report")
    click(page.meeting_button)
    found = sorted(path.suffix for path in folder.iterdir())
    assert found == [".docx", ".pdf", ".xlsx"]
    assert all("МЦУ-О-2026-001" in path.name for path in folder.iterdir())


def test_the_head_is_changed_from_a_day_on(page: ReportPage, window: Workplace, tmp_path: Path) -> None:
    window.show_screen("report_head")
    head: ReportHeadPage = window.screens.report_head
    picture = QImage(900, 1200, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    picture.save(str(tmp_path / "герб.png"))
    (tmp_path / "герб.txt").write_text("не картинка", encoding="utf-8")
    head.take_emblem(tmp_path / "герб.txt")
    assert "не картинка PNG" in head.told.text()
    head.take_emblem(tmp_path / "герб.png")
    for name, words in (("approver", "Глава округа"), ("approver_name", "И.И. Вымышленный"), ("number_prefix", "О")):
        edit = head.fields.edits[name]
        assert isinstance(edit, QLineEdit)
        edit.setText(words)
    click(head.save_button)
    assert "с 12.10.2026 изменены" in head.told.text()
    assert head.emblem_label.pixmap().height() == 64
    window.show_screen("report")
    page.chooser.choose(PaperWish("weekly"))
    page.chooser.last.setDate(QDate(2026, 10, 12))
    click(page.chooser.make_button)
    click(page.issue_button)
    assert page.made is not None
    assert page.made.report.number == "О-2026-001"
    assert "УТВЕРЖДАЮ" in text_of(page.made.path)
    with PdfReader(page.made.path) as reader:
        assert len(reader.pages[0].images) == 1
    click(head.bare_button)
    assert head.emblem_label.text() == "Герба нет."


def test_a_schedule_makes_its_reports_by_itself(window: Workplace, folder: Path) -> None:
    window.show_screen("report_schedule")
    page: ReportSchedulePage = window.screens.report_schedule
    click(page.add_button)
    assert "Выберите папку" in page.told.text()
    page.take_folder(str(folder))
    click(page.add_button)
    assert "Сводка за день, каждый день в 08:00" in page.told.text()
    assert page.table.rowCount() == 1
    clock = window.findChild(ReportClock)
    assert clock is not None
    clock.look()
    assert list(folder.iterdir()) == []
    later = datetime(2026, 10, 13, 6, 0, tzinfo=UTC)
    clock._clock = lambda: later
    clock.look()
    clock.look()
    [made] = folder.iterdir()
    assert made.name == "Сводка за день МЦУ-О-2026-001 12.10.2026.pdf"
    click(page.remove_button)
    assert page.table.rowCount() == 0
    assert not page.remove_button.isEnabled()


def test_a_schedule_that_fails_says_so_once(window: Workplace, tmp_path: Path, qtbot: QtBot) -> None:
    window.show_screen("report_schedule")
    page: ReportSchedulePage = window.screens.report_schedule
    page.take_folder(str(tmp_path / "нет"))
    click(page.add_button)
    told: list[str] = []
    clock = window.findChild(ReportClock)
    assert clock is not None
    clock.told.connect(lambda text, _kind: told.append(text))
    clock._clock = lambda: datetime(2026, 10, 13, 6, 0, tzinfo=UTC)
    clock.look()
    clock.look()
    assert len(told) == 1
    assert "Проверьте, есть ли папка" in told[0]


def test_esc_leads_back_to_the_queue(qtbot: QtBot, page: ReportPage) -> None:
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(page.chooser.make_button, Qt.Key.Key_Escape)


def test_texts_are_plain(page: ReportPage) -> None:
    click(page.chooser.make_button)
    edit = page.texts.edits["conclusions"]
    assert isinstance(edit, QPlainTextEdit)
    edit.setPlainText("<b>Жирно</b> & <img src='x'>")
    page.tabs.setCurrentIndex(1)
    page.tabs.setCurrentIndex(0)
    assert page.made is not None
    assert "<b>Жирно</b> & <img src='x'>" in text_of(page.made.path).replace("- ", "")


def test_the_chosen_case_and_the_shown_view_become_documents(window: Workplace) -> None:
    window.queue.table.selectRow(0)
    QTest.keyClick(window.queue.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page = window.screens.report
    assert page.made is not None
    number = page.made.report.wish.subject
    assert f"сообщение № {number}" in text_of(page.made.path)
    window.show_queue()
    window.ways.print_view()
    assert page.made.report.wish.code == "list"
    said = text_of(page.made.path)
    assert "Отбор: все открытые. Всего 3 сообщения." in said
    assert page.chooser.subject.text() == "вид очереди"


def test_words_typed_before_a_crash_are_put_back(
    page: ReportPage, window: Workplace, drafts: Drafts, tmp_path: Path
) -> None:
    click(page.chooser.make_button)
    page.texts.edits["conclusions"].setPlainText("Набрано до сбоя.")
    assert page.texts._keeper is not None
    page.texts._keeper.keep_now()  # what its timer does within the second
    [kept] = drafts.waiting()
    assert kept.title == "тексты, Еженедельный отчёт"
    page._show_made(None)
    window.show_queue()
    window.ways.open_draft(kept.key)
    assert page.made is not None
    assert page.texts.words() == {"conclusions": "Набрано до сбоя."}
    assert "Набрано до сбоя." in text_of(page.made.path)
    page.save_to(tmp_path / "а.pdf")
    assert "Набрано до сбоя." in text_of(tmp_path / "а.pdf")
    assert drafts.waiting() == ()


@pytest.mark.parametrize(
    ("screen", "code", "subject"),
    [
        ("dashboard", "monthly", ""),
        ("rating", "rating_joint", ""),
        ("heat_map", "heat_map", "Поступило"),
        ("workload", "workload", ""),
        ("growth", "causes", ""),
        ("cuts", "cut", "Поступило, количество: отраслевой блок — время по месяцам"),
    ],
)
def test_one_key_puts_what_is_shown_on_paper(
    window: Workplace, qtbot: QtBot, screen: Any, code: str, subject: str
) -> None:
    window.show_screen(screen)
    shown: Any = window.screens.page(screen)
    qtbot.waitUntil(lambda: shown.on_paper() is not None)
    QTest.keyClick(window.frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page = window.screens.report
    assert window.pages.currentWidget() is page
    qtbot.waitUntil(lambda: page.made is not None)
    assert page.made is not None
    wish = page.made.report.wish
    assert wish.code == code
    assert page.chooser.subject.text() == subject
    assert shown.on_paper().period == Period(wish.first, wish.last)


def test_a_block_of_the_dashboard_goes_to_its_own_sheet(window: Workplace, qtbot: QtBot) -> None:
    window.show_screen("dashboard")
    shown = window.screens.dashboard
    qtbot.waitUntil(lambda: shown.block.findData("utilities") > 0 and shown.dashboard is not None)
    shown.block.setCurrentIndex(shown.block.findData("utilities"))
    shown.reread()
    QTest.keyClick(window.frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page = window.screens.report
    qtbot.waitUntil(lambda: page.made is not None)
    assert page.made is not None
    assert (page.made.report.wish.code, page.made.report.wish.block) == ("block", "utilities")


def test_a_page_without_a_document_says_so(window: Workplace) -> None:
    window.show_screen("keys")
    QTest.keyClick(window.frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.strip.text == "У этой страницы нет своего документа. Все документы: Ctrl+R."


@pytest.mark.usefixtures("look_stays")
def test_the_texts_stand_on_the_ground_of_their_tab(qapp: QApplication, page: ReportPage) -> None:
    apply_theme(qapp, dark=False, scale_percent=100)
    page.tabs.setCurrentWidget(page.texts)
    QApplication.processEvents()
    corner = page.texts.mapTo(page, QPoint(4, page.texts.height() - 4))
    assert abs(page.grab().toImage().pixelColor(corner).lightness() - page.palette().base().color().lightness()) < 25
