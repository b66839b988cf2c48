"""Who works here, and what is grey for whom, in the window as it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import OWNER, Deed, Rights
from mcu_desktop.rules.terms import Role
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.rights_guard import RightsGuard
from mcu_desktop.ui.who.page import WhoPage
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 6, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
HEAD, ADMINISTRATOR = Rights((RoleGrant(Role.HEAD),)), Rights((RoleGrant(Role.ADMINISTRATOR),))


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    return make_window(incoming(), now=NOW)


def choose(window: Workplace, name: str) -> WhoPage:
    window.show_screen("who")
    page = window.screens.who
    [place] = [at for at in range(page.person.count()) if page.person.itemText(at).startswith(name)]
    page.person.setFocus()
    QTest.keyClick(page.person, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(page.person, Qt.Key.Key_Down)
    page.person.activated.emit(place)
    return page


def action(window: Workplace, title: str) -> QAction:
    [found] = [action for action in window.frame.findChildren(QAction) if action.text().startswith(title)]
    return found


def test_a_button_is_grey_for_whom_it_is_not_and_says_why(qtbot: Any, settings: QSettings) -> None:
    me, button = Me(settings), QPushButton("Сохранить")
    qtbot.addWidget(button)
    button.setToolTip("Ctrl+S")
    RightsGuard(me, button).watch(button, Deed.EDIT_ROSTER)
    assert button.isEnabled()
    me.take_rights(HEAD)
    assert not button.isEnabled()
    assert "может: Администратор МЦУ. Ваша роль: Руководитель МЦУ." in button.toolTip()
    button.setEnabled(True)
    assert not button.isEnabled(), "The page wants it, the rights do not"
    me.take_rights(ADMINISTRATOR)
    assert button.isEnabled()
    assert button.toolTip() == "Ctrl+S"


def test_a_button_its_page_holds_back_stays_so_for_all(qtbot: Any, settings: QSettings) -> None:
    me, button = Me(settings), QPushButton("Убрать")
    qtbot.addWidget(button)
    button.setEnabled(False)
    RightsGuard(me, button).watch(button, Deed.EDIT_ROSTER)
    for rights in (HEAD, ADMINISTRATOR, OWNER):
        me.take_rights(rights)
        assert not button.isEnabled()


def test_a_person_is_chosen_and_takes_effect_at_once(window: Workplace, live_desk: Any) -> None:
    assert window.me.rights == OWNER
    page = choose(window, "Васильева")
    assert page.told.text() == "Ваши роли сегодня: Руководитель МЦУ."
    assert action(window, "Загрузить").isEnabled()
    assert not action(window, "Убрать демонстрационные").isEnabled()
    assert "Администратор МЦУ" in action(window, "Убрать демонстрационные").toolTip()
    window.show_screen("roster")
    assert not window.screens.roster.save_button.isEnabled()
    choose(window, "Шувалов")
    assert window.screens.roster.save_button.isEnabled(), "In the open window"
    assert live_desk.signed["actor"] == "Шувалов Леонид Борисович"
    assert window.frame.windowTitle() == "Шувалов Леонид Борисович — АРМ МЦУ"
    window.me.stay_nobody()
    assert window.frame.windowTitle() == "АРМ МЦУ"


def test_the_deeds_of_a_case_are_those_of_the_person(window: Workplace) -> None:
    choose(window, "Галкина")
    window.show_queue()
    window.queue.table.selectRow(0)
    offered = window.card.deeds.deeds_menu().actions()
    assert offered
    assert not any(one.isEnabled() for one in offered)
    assert "(свой блок)" in offered[-1].toolTip()


def test_the_table_shows_all_roles_and_deeds(window: Workplace) -> None:
    window.show_screen("who")
    table = window.screens.who.table
    assert (table.rowCount(), table.columnCount()) == (len(Deed), 1 + len(Role))
    model = table.model()
    found = {model.index(row, 0).data(): model.index(row, 3).data() for row in range(table.rowCount())}
    assert found["Менять состав МЦУ и сведения о людях"] == "да"
    assert found["Снимать с контроля"] == "—"


def test_a_person_of_another_store_is_nobody_here(window: Workplace) -> None:
    window.me.choose(2, "Ким Ян Ильич")
    assert (window.me.person_id, window.me.rights) == (0, OWNER)
    assert "выберите, кто работает" in window.strip.text
    choose(window, "Васильева")
    assert window.me.rights == HEAD


def test_who_works_is_asked_until_it_is_said_or_refused(
    make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase], settings: QSettings
) -> None:
    window = make_window(incoming(), now=NOW)
    assert "Кто работает за этим местом?" in window.strip.text
    window.strip.action_button.click()
    assert window.strip.text == "Сегодня: 1 просрочено.", "The digest has waited, it has not pushed the question away"
    assert window.pages.currentWidget() is window.screens.who
    window.screens.who.person.activated.emit(0)
    assert not Me(settings).is_to_be_asked
    assert "Кто работает" not in make_window(now=NOW).strip.text
