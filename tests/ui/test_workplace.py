"""The window, its keys and its way between screens."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import ALL_BLOCKS, QueueFilter
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.case_card.card import CaseCardView
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.theme import is_dark
from mcu_desktop.ui.intake.page import IntakePage
from mcu_desktop.ui.reports.page import ReportPage
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    cases: list[int | None] = []
    monkeypatch.setattr(CaseCardView, "show_case", lambda _card, case_id: cases.append(case_id))
    return cases


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    paths: list[Path] = []
    monkeypatch.setattr(IntakePage, "start", lambda _page, path: paths.append(path))
    monkeypatch.setattr(ReportPage, "start", lambda _page: None)
    return paths


@pytest.fixture
def window(
    qtbot: QtBot,
    desk: Any,
    zone: ZoneInfo,
    clock: Callable[[], datetime],
    settings: QSettings,
    shown: list[int | None],
    taken: list[Path],
    look_stays: None,
    drafts: Drafts,
) -> Workplace:
    frame = WindowFrame()
    qtbot.addWidget(frame)
    settings.setValue("person/asked", "yes")
    made = Workplace(frame, desk, zone, clock, settings, drafts)
    frame.show()
    frame.activateWindow()
    return made


def press(window: Workplace, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(window, key, modifier)


def test_nothing_is_read_before_it_is_asked_for(qtbot: QtBot, window: Workplace, store: Any) -> None:
    assert store.wishes == []
    with qtbot.waitSignal(window.painted):
        window.start_reading()
    assert len(store.wishes) == 1
    assert window.blocks.count() == 4


def test_what_the_first_case_needs_is_there_before_it_is_chosen(qtbot: QtBot, window: Workplace) -> None:
    window.start_reading()
    assert "body" not in vars(window.card), "Not in the turn of the first page"
    with qtbot.waitSignal(window.begun, timeout=20_000):
        pass
    assert "body" in vars(window.card)
    assert {"views", "alerts"} <= vars(window).keys()


def test_the_window_fits_a_small_screen(window: Workplace) -> None:
    window.start_reading()
    assert window.frame.minimumSizeHint().width() <= 1_366
    assert window.frame.minimumSizeHint().height() <= 768
    assert (window.frame.width(), window.frame.height()) == (1_366, 768)
    assert window.blocks.width() == 210


def test_the_window_fits_a_small_screen_with_the_largest_letters(window: Workplace) -> None:
    window.start_reading()
    for _ in range(10):
        window.look.enlarge()
    window.queue.filters.by_period.click()
    QApplication.processEvents()
    assert window.frame.minimumSizeHint().width() <= 1_366
    assert window.frame.minimumSizeHint().height() <= 768
    assert window.blocks.width() > 290


def test_the_chosen_case_is_shown_in_the_card(window: Workplace, shown: list[int | None]) -> None:
    window.start_reading()
    window.queue.table.selectRow(2)
    assert shown[-1] == 1_002


def test_ctrl_and_a_digit_choose_a_block(window: Workplace, store: Any) -> None:
    window.start_reading()
    press(window, Qt.Key.Key_3)
    assert store.wishes[-1].block == "Дороги"


def test_keys_lead_to_the_screens_and_escape_leads_back(window: Workplace) -> None:
    window.start_reading()
    press(window, Qt.Key.Key_R)
    assert window.pages.currentWidget() is window.screens.report
    assert window.card.isHidden()
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    assert window.pages.currentWidget() is window.screens.keys
    press(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert window.pages.currentWidget() is window.queue
    assert not window.card.isHidden()
    press(window, Qt.Key.Key_F)
    assert window.frame.focusWidget() is window.queue.filters.search


def test_f5_reads_again(window: Workplace, store: Any) -> None:
    window.start_reading()
    press(window, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert len(store.wishes) == 2


def test_the_look_is_changed_by_keys_and_remembered(window: Workplace, settings: QSettings) -> None:
    assert not is_dark(QApplication.palette())
    press(window, Qt.Key.Key_D)
    assert is_dark(QApplication.palette())
    assert settings.value("look/dark") == "true"
    for _ in range(12):
        press(window, Qt.Key.Key_Equal)
    assert window.look.scale_percent == 200
    assert QApplication.font().pointSizeF() == pytest.approx(21.0)
    press(window, Qt.Key.Key_Minus)
    assert int(str(settings.value("look/scale"))) == 190


def test_an_empty_store_shows_the_first_page(window: Workplace, store: Any, desk: Any) -> None:
    rows, store.rows = store.rows, []
    window.start_reading()
    assert window.pages.currentWidget() is window.screens.first_start
    store.rows = rows
    desk.changed.emit(Change(frozenset({Touched.CASES}), "Готово: 1204 записи."))
    assert window.pages.currentWidget() is window.queue
    assert window.strip.text == "Готово: 1204 записи."
    assert window.strip.kind == "success"
    assert window.queue.model.rowCount() == 1_204


def test_a_kept_example_leads_back_to_the_queue(window: Workplace) -> None:
    window.start_reading()
    window.remove_demonstration()
    assert window.screens.first_start.confirm_bar.isVisible()
    QTest.mouseClick(window.screens.first_start.confirm_bar.keep_button, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.queue


def test_a_chosen_file_is_taken_in(window: Workplace, taken: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("/выгрузка.xlsx")
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(path)))
    press(window, Qt.Key.Key_O)
    assert taken == [path]
    assert window.pages.currentWidget() is window.screens.intake
    window.screens.intake.finished.emit()
    assert window.pages.currentWidget() is window.queue


def test_what_an_intake_brought_is_shown_and_the_whole_queue_again(window: Workplace, store: Any) -> None:
    window.start_reading()
    press(window, Qt.Key.Key_3)
    window.queue.filters.standing.setCurrentText("Просрочено")
    window.take_in(Path("/выгрузка.xlsx"))
    window.screens.intake.new_wanted.emit(17)
    assert window.pages.currentWidget() is window.queue
    wish = store.wishes[-1]
    assert (wish.intake_batch, wish.block, wish.standing) == (17, ALL_BLOCKS, None)
    assert window.queue.filters.standing.currentText() == "Открытые и закрытые"
    QTest.mouseClick(window.queue.filters.narrowing, Qt.MouseButton.LeftButton)
    assert store.wishes[-1].intake_batch is None
    assert window.queue.filters.narrowing.isHidden()
    assert window.queue.filters.standing.currentText() == "Все открытые"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (QueueFilter(block="Дороги", without_recipient=True), "Без получателя"),
        (QueueFilter(broken_promise=True), "Обещание нарушено"),
        (QueueFilter(due_from=date(2026, 11, 25), due_to=date(2026, 11, 25)), "Срок 25.11.2026"),
        (QueueFilter(due_to=date(2026, 11, 25), standing=Standing.DUE_SOON), "Срок по 25.11.2026"),
        (QueueFilter(due_from=date(2026, 11, 28), due_to=date(2026, 11, 30)), "Срок 28.11–30.11.2026"),
    ],
)
def test_a_figure_of_another_screen_leads_to_its_cases(
    window: Workplace, store: Any, wanted: QueueFilter, words: str
) -> None:
    window.start_reading()
    window.queue.filters.search.setText("фонарь")
    window.show_cases(wanted)
    assert store.wishes[-1] == wanted
    assert window.blocks.chosen_block() == wanted.block
    assert window.queue.filters.narrowing.text().startswith(words)
    assert not window.queue.filters.narrowing.isHidden()
    window.queue.filters.narrowing.click()
    assert store.wishes[-1] == QueueFilter(block=wanted.block, standing=wanted.standing)


def test_the_queue_says_until_when_the_calendar_is_approved(window: Workplace, desk: Any) -> None:
    window.start_reading()
    assert window.queue.calendar.text() == "Календарь утверждён до 31.12.2026, предварительно до 31.12.2027."
    window.queue.calendar.clear()
    desk.changed.emit(Change(frozenset({Touched.CATALOGUES}), ""))
    assert window.queue.calendar.text() != "", "After a change of the calendar it is read again"


def test_a_case_is_found_by_its_number_whatever_was_looked_for(window: Workplace, store: Any) -> None:
    window.start_reading()
    window.show_cases(QueueFilter(without_recipient=True, standing=Standing.OVERDUE))
    window.show_number("ПОС-00007")
    assert store.wishes[-1] == QueueFilter(search="ПОС-00007")
    assert window.queue.filters.narrowing.isHidden()


def test_the_only_case_found_is_opened_and_one_of_several_is_not(window: Workplace, shown: list[int | None]) -> None:
    window.start_reading()
    window.show_cases(QueueFilter(search="дом 120"))
    assert window.queue.chosen_case() is None
    window.show_cases(QueueFilter(search="дом 1203"))
    assert (window.queue.chosen_case(), shown[-1]) == (2203, 2203)


def test_a_dropped_file_is_taken_in_and_the_others_are_told_of(window: Workplace, taken: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/один.xlsx"), QUrl.fromLocalFile("/два.xlsx")])
    drop = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.frame.dropEvent(drop)
    assert taken == [Path("/один.xlsx")]
    assert "по одному" in window.strip.text


def test_a_failure_is_told_in_the_strip_until_it_is_hidden(window: Workplace, desk: Any) -> None:
    desk.failed.emit("Хранилище занято.")
    assert window.strip.text == "Хранилище занято."
    assert window.strip.kind == "error"
    QTest.mouseClick(window.strip.close_button, Qt.MouseButton.LeftButton)
    assert window.strip.isHidden()


def test_long_work_is_followed_from_the_queue_and_can_be_cancelled(window: Workplace, desk: Any) -> None:
    window.start_reading()
    assert window.strip.isHidden(), "Nothing is to be said yet"
    task = Task()
    desk.progressed.emit(task, -1, "Считаем")
    bar = window.strip.findChild(QProgressBar)
    assert bar is not None
    assert (bar.minimum(), bar.maximum()) == (0, 0), "How much there is to do is not known yet"
    desk.progressed.emit(task, 40, "Читаем файл")
    assert (bar.value(), bar.maximum()) == (40, 100)
    assert window.strip.text == "Читаем файл"
    QTest.mouseClick(window.strip.cancel_button, Qt.MouseButton.LeftButton)
    assert task.cancelled.is_set()
    assert window.strip.isHidden()


def test_the_progress_of_work_that_has_failed_does_not_stay(window: Workplace, desk: Any) -> None:
    window.start_reading()
    task = Task()
    desk.progressed.emit(task, 40, "Переносим")
    desk.ended.emit(Task())
    assert window.strip.isVisible(), "That was another one"
    desk.ended.emit(task)
    assert window.strip.isHidden()


def test_a_page_tells_of_its_own_work_itself(window: Workplace, desk: Any) -> None:
    window.start_reading()
    window.take_in(Path("/выгрузка.xlsx"))
    desk.progressed.emit(Task(), 40, "Читаем файл")
    assert window.strip.isHidden()


def test_a_search_in_the_wrong_layout_shows_what_was_meant_and_says_so(qtbot: QtBot, window: Workplace) -> None:
    window.start_reading()
    with qtbot.waitSignal(window.queue.shown_instead) as told:
        window.queue.filters.search.setText("zvf")
    assert told.args == ["zvf", "яма"]
    assert window.strip.text == "По запросу «zvf» ничего нет, показано для «яма»."
    assert window.queue.count.text() == "301 сообщение"
    assert window.queue.filters.search.text() == "zvf", "What was typed stays to be typed on"
    window.reread()
    assert window.queue.count.text() == "301 сообщение"
    with qtbot.waitSignal(window.queue.answered):
        window.queue.filters.search.setText("яма")
    assert window.strip.isHidden()


def test_where_nothing_was_meant_nothing_is_shown(qtbot: QtBot, window: Workplace) -> None:
    window.start_reading()
    with qtbot.waitSignal(window.queue.answered) as told:
        window.queue.filters.search.setText("бегемот")
    assert told.args == ["бегемот", 0]
    assert "«бегемот» ничего не найдено" in window.strip.text


def test_a_filter_is_completed_in_the_search_and_the_words_before_it_stay(
    qtbot: QtBot, window: Workplace, type_words: Callable[[QWidget, str], None]
) -> None:
    window.start_reading()
    search = window.queue.filters.search
    qtbot.waitUntil(lambda: search.completer() is not None)
    with qtbot.waitSignal(window.queue.answered):
        type_words(search, "яма ср")
    completer = search.completer()
    assert completer is not None
    offered = [completer.completionModel().index(row, 0) for row in range(completer.completionCount())]
    assert [index.data() for index in offered] == ["срок:просрочено", 'срок:"в срок"']
    assert completer.pathFromIndex(offered[1]) == 'яма срок:"в срок"'


def test_an_old_hint_goes_away_with_the_search_and_a_failure_stays(qtbot: QtBot, window: Workplace, desk: Any) -> None:
    window.start_reading()
    with qtbot.waitSignal(window.queue.answered):
        window.queue.filters.search.setText("бегемот")
    with qtbot.waitSignal(window.queue.filters.filter_changed):
        window.queue.filters.search.setText("яма")
    assert window.strip.isHidden()
    desk.failed.emit("Хранилище занято.")
    window.queue.filters.standing.setCurrentText("Скоро срок")
    assert window.strip.isVisible()
