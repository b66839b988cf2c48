"""A night's export becomes queues by block with explained deadlines, and a printed report."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.resources import resource
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.intake.mapping_page import MappingPage
from mcu_desktop.ui.intake.preview_panel import PreviewPanel
from mcu_desktop.ui.queue.model import ROW_ROLE
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace
from tests.stories.conftest import WAIT

SAMPLE = resource("demonstration", "im_sample.xlsx")
Drop = Callable[[WindowFrame, Path], None]
LEFT = Qt.MouseButton.LeftButton


def _said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel) if label.isVisible())


def _preview(qtbot: QtBot, workplace: Workplace) -> PreviewPanel:
    def seen() -> list[PreviewPanel]:
        return [panel for panel in workplace.screens.intake.findChildren(PreviewPanel) if panel.isVisible()]

    qtbot.waitUntil(lambda: bool(seen()), timeout=WAIT)
    return seen()[0]


def _take_in(qtbot: QtBot, workplace: Workplace, drop: Drop, file: Path) -> None:
    drop(workplace.frame, file)
    panel = _preview(qtbot, workplace)
    with qtbot.waitSignal(workplace.desk.changed, timeout=WAIT):
        QTest.mouseClick(panel.load_button, LEFT)


def _queue_of(qtbot: QtBot, workplace: Workplace, act: Callable[[], object]) -> int:
    with qtbot.waitSignal(workplace.queue.answered, timeout=WAIT) as answered:
        act()
    assert answered.args is not None
    count: int = answered.args[1]
    return count


def test_a_first_start_an_example_and_its_end(qtbot: QtBot, workplace: Workplace) -> None:
    qtbot.waitUntil(lambda: workplace.pages.currentWidget() is workplace.screens.first_start, timeout=WAIT)
    qtbot.waitUntil(workplace.screens.first_start.example_button.isVisible, timeout=WAIT)
    with qtbot.waitSignal(workplace.desk.changed, timeout=WAIT):
        QTest.mouseClick(workplace.screens.first_start.example_button, LEFT)
    qtbot.waitUntil(lambda: workplace.pages.currentWidget() is workplace.queue, timeout=WAIT)
    qtbot.waitUntil(lambda: workplace.queue.model.rowCount() > 20, timeout=WAIT)
    qtbot.waitUntil(lambda: workplace.blocks.count() == 11, timeout=WAIT)
    workplace.remove_demonstration()
    with qtbot.waitSignal(workplace.desk.changed, timeout=WAIT):
        QTest.mouseClick(workplace.screens.first_start.confirm_bar.agree_button, LEFT)
    qtbot.waitUntil(lambda: workplace.queue.model.rowCount() == 0, timeout=WAIT)
    qtbot.waitUntil(lambda: workplace.pages.currentWidget() is workplace.screens.first_start, timeout=WAIT)


def test_an_export_dropped_on_the_window(qtbot: QtBot, workplace: Workplace, drop: Drop) -> None:
    drop(workplace.frame, SAMPLE)
    panel = _preview(qtbot, workplace)
    assert "«Инцидент Менеджмент»" in _said(panel)
    assert "60" in panel.summary.text()
    with qtbot.waitSignal(workplace.desk.changed, timeout=WAIT):
        QTest.mouseClick(panel.load_button, LEFT)
    assert "Новых: 60" in _said(workplace.screens.intake)
    shown = _queue_of(
        qtbot, workplace, lambda: QTest.keyClick(workplace.screens.intake.focusWidget(), Qt.Key.Key_Return)
    )
    assert shown == 60, "What the export has brought, open and closed"
    assert workplace.pages.currentWidget() is workplace.queue

    open_cases = _queue_of(qtbot, workplace, lambda: QTest.mouseClick(workplace.queue.filters.narrowing, LEFT))
    assert 0 < open_cases < 60
    in_block = _queue_of(
        qtbot, workplace, lambda: QTest.keyClick(workplace, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    )
    assert 0 < in_block < open_cases
    row = workplace.queue.model.index(0, 0).data(ROW_ROLE)
    assert row.block == "ЖКХ и дороги"

    workplace.queue.table.selectRow(0)
    qtbot.waitUntil(lambda: row.number in _said(workplace.card), timeout=WAIT)
    told = {edit.accessibleName(): edit.toPlainText() for edit in workplace.card.findChildren(QPlainTextEdit)}
    assert "Предельный срок" in told["Почему этот срок"]
    assert "Загружено из файла «im_sample.xlsx»" in told["История"]
    assert " ".join(row.text.split())[:40] in " ".join(told["Текст"].split())


def test_the_same_file_again_has_nothing_to_load(qtbot: QtBot, workplace: Workplace, drop: Drop) -> None:
    _take_in(qtbot, workplace, drop, SAMPLE)
    drop(workplace.frame, SAMPLE)
    panel = _preview(qtbot, workplace)
    assert "Загружать нечего" in _said(panel)
    assert not panel.load_button.isEnabled()


def test_a_bad_file_is_said_and_the_window_lives_on(
    qtbot: QtBot, workplace: Workplace, drop: Drop, tmp_path: Path
) -> None:
    bad = tmp_path / "выгрузка.xlsx"
    bad.write_bytes(SAMPLE.read_bytes()[:5_000])
    drop(workplace.frame, bad)
    qtbot.waitUntil(lambda: "Ничего не сохранено" in _said(workplace.screens.intake), timeout=WAIT)
    _take_in(qtbot, workplace, drop, SAMPLE)
    assert "Новых: 60" in _said(workplace.screens.intake)
    assert "Новых: 60" in workplace.strip.text
    drop(workplace.frame, bad)
    assert workplace.strip.isHidden(), "What was said of the file before is over"


def test_any_other_table_is_mapped_by_a_person(qtbot: QtBot, workplace: Workplace, drop: Drop, tmp_path: Path) -> None:
    table = tmp_path / "журнал звонков.csv"
    table.write_text(
        "Рег. №;Когда позвонили;О чём;Раздел\n1;05.10.2026 10:00;Яма у дома;Дороги\n2;06.10.2026;Нет света;ЖКХ\n",
        encoding="cp1251",
    )
    drop(workplace.frame, table)
    qtbot.waitUntil(lambda: bool(workplace.screens.intake.findChildren(MappingPage)), timeout=WAIT)
    page = workplace.screens.intake.findChildren(MappingPage)[0]
    for code, header in (
        ("external_number", "Рег. №"),
        ("received_at", "Когда позвонили"),
        ("text", "О чём"),
        ("topic_group", "Раздел"),
    ):
        page.combos[code].setCurrentText(header)
    QTest.mouseClick(page.continue_button, LEFT)
    panel = _preview(qtbot, workplace)
    with qtbot.waitSignal(workplace.desk.changed, timeout=WAIT):
        QTest.mouseClick(panel.load_button, LEFT)
    assert "Новых: 2" in _said(workplace.screens.intake)


def test_the_weekly_report_is_made_looked_at_and_saved(
    qtbot: QtBot, workplace: Workplace, drop: Drop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take_in(qtbot, workplace, drop, SAMPLE)
    workplace.show_screen("report")
    report = workplace.screens.report
    qtbot.waitUntil(report.chooser.make_button.isEnabled, timeout=WAIT)
    QTest.mouseClick(report.chooser.make_button, LEFT)
    qtbot.waitUntil(report.save_button.isEnabled, timeout=WAIT)
    saved = tmp_path / "отчёт.pdf"
    report.save_to(saved)
    qtbot.waitUntil(saved.exists, timeout=WAIT)
    text = "\n".join(page.extract_text() for page in PdfReader(saved).pages)
    workplace.show_queue()
    standing = workplace.queue.filters.standing
    overdue = _queue_of(qtbot, workplace, lambda: standing.setCurrentText("Просрочено"))
    assert f"просрочено {overdue}" in " ".join(text.replace("\xa0", " ").split())
    if overdue:
        row = workplace.queue.model.index(0, 0).data(ROW_ROLE)
        assert row.standing is Standing.OVERDUE
        assert row.number in text
