"""The code on a name: asked when it is chosen, and before a hidden window is shown again."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.rules.permissions import OWNER
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.who.page import WhoPage
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 6, 9, tzinfo=UTC)
Type = Callable[[QWidget, str], None]
Make = Callable[..., Workplace]
ENTER = Qt.Key.Key_Return
LOCK = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def choose(window: Workplace, name: str) -> WhoPage:
    window.show_screen("who")
    page = window.screens.who
    [place] = [at for at in range(page.person.count()) if page.person.itemText(at).startswith(name)]
    page.person.setCurrentIndex(place)
    page.person.activated.emit(place)
    return page


@pytest.fixture
def locked(make_window: Make, incoming: Callable[..., IncomingCase], type_words: Type) -> Workplace:
    """A window where Шувалов, the administrator, has set a code."""
    window = make_window(incoming(), now=NOW)
    page = choose(window, "Шувалов")
    type_words(page.new_code, "1234")
    page.lock_button.click()
    assert "поставлен код" in page.told.text()
    return window


def test_a_locked_name_is_chosen_only_with_its_code(locked: Workplace, type_words: Type, live_desk: Any) -> None:
    choose(locked, "Галкина")
    page = choose(locked, "Шувалов")
    assert page.form.isVisible()
    assert locked.me.name.startswith("Галкина"), "Not before the code"
    type_words(page.form.code, "9999")
    QTest.keyClick(page.form.code, ENTER)
    assert page.form.told.text() == "Код не подошёл."
    for _ in range(2):
        type_words(page.form.code, "9999")
        QTest.keyClick(page.form.code, ENTER)
    assert "Подождите 2 секунды" in page.form.told.text()
    assert not page.form.code.isEnabled()
    page.form._may_try()
    type_words(page.form.code, "1234")
    QTest.keyClick(page.form.code, ENTER)
    assert locked.me.name.startswith("Шувалов")
    assert not page.form.isVisible()
    assert "1234" not in str(live_desk.reader.rows("SELECT value FROM settings"))


def test_a_hidden_window_shows_nothing_until_the_code_is_given(locked: Workplace, type_words: Type) -> None:
    locked.show_queue()
    QTest.keyClick(locked.frame, Qt.Key.Key_L, LOCK)
    QApplication.processEvents()
    locking: Any = locked.screens.locking
    page = locked.pages.currentWidget()
    assert locking.is_locked
    assert not locked.blocks.isVisible()
    assert not locked.queue.isVisible()
    assert not locked.card.isVisible()
    QTest.keyClick(locked.frame, Qt.Key.Key_Escape)
    QTest.keyClick(locked.frame, Qt.Key.Key_F1)
    assert locked.pages.currentWidget() is page, "No key leads past it"
    assert isinstance(page, QWidget)
    type_words(page.form.code, "1234")  # type: ignore[attr-defined]
    QTest.keyClick(page.form.code, ENTER)  # type: ignore[attr-defined]
    assert not locking.is_locked
    assert locked.queue.isVisible()
    assert locked.blocks.isVisible()
    QTest.keyClick(locked.frame, Qt.Key.Key_F1)
    assert locked.pages.currentWidget() is locked.screens.keys


def test_rights_that_come_while_it_is_hidden_give_nothing_back(locked: Workplace, type_words: Type) -> None:
    rights = locked.me.rights
    locked.show_queue()
    QTest.keyClick(locked.frame, Qt.Key.Key_L, LOCK)
    page: Any = locked.pages.currentWidget()
    locked.me.take_rights(OWNER)
    actions = {action.text(): action for action in locked.frame.menu_actions()}
    assert not [text for text, action in actions.items() if action.isEnabled()]
    locked.show_screen("alerts")
    assert locked.pages.currentWidget() == page, "The count of alerts in the corner leads nowhere"
    assert not locked.card.isVisible()
    locked.me.take_rights(rights)
    type_words(page.form.code, "1234")
    QTest.keyClick(page.form.code, ENTER)
    assert locked.queue.isVisible()
    assert actions["Загрузить выгрузку…"].isEnabled()
    assert not actions["Новое сообщение…"].isEnabled(), "An administrator registers nothing"


def test_the_next_start_asks_for_the_code(locked: Workplace, make_window: Make, settings: QSettings) -> None:
    del locked
    window = make_window(now=NOW)
    locking: Any = window.screens.locking
    assert locking.is_locked
    page: Any = window.pages.currentWidget()
    assert "Шувалов" in page.title.text()
    page.leave_button.click()
    assert not locking.is_locked
    assert Me(settings).person_id == 0


def test_a_forgotten_code_is_taken_away_by_who_keeps_the_roster(
    locked: Workplace, type_words: Type, live_desk: Any
) -> None:
    page = choose(locked, "Галкина")
    type_words(page.new_code, "5678")
    page.lock_button.click()
    choose(locked, "Шувалов")
    type_words(page.form.code, "1234")
    QTest.keyClick(page.form.code, ENTER)
    page.person.setCurrentIndex(next(n for n in range(page.person.count()) if "Галкина" in page.person.itemText(n)))
    page.open_button.click()
    assert "код снят" in page.told.text()
    choose(locked, "Галкина")
    assert locked.me.name.startswith("Галкина")
    page.person.setCurrentIndex(next(n for n in range(page.person.count()) if "Шувалов" in page.person.itemText(n)))
    page.open_button.click()
    assert "Менять состав МЦУ" in page.told.text(), "Who may not is told who may"
    assert len(live_desk.reader.rows("SELECT 1 FROM settings WHERE code LIKE 'lock:%'")) == 1


def test_nobody_cannot_lock(make_window: Make, incoming: Callable[..., IncomingCase], type_words: Type) -> None:
    window = make_window(incoming(), now=NOW)
    window.show_screen("who")
    type_words(window.screens.who.new_code, "1234")
    window.screens.who.lock_button.click()
    assert "Сначала выберите себя" in window.screens.who.told.text()
    window.ways.lock()
    assert "сначала выберите себя" in window.strip.text
