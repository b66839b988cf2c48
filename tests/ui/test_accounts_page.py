"""The page of logins: on a local store it says that there are none; on a shared one an administrator gives them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.set_up_store import add_first_administrator, set_up_store
from mcu_desktop.queries.worker import read_worker
from mcu_desktop.store.passwords import remember_password, remembered_password
from mcu_desktop.store.place import find_place
from mcu_desktop.store.shared_address import Secret
from mcu_desktop.store.store import Store
from mcu_desktop.ui.accounts.page import AccountsPage
from tests.server import TcpServer
from tests.store.test_passwords import Kept
from tests.ui.conftest import LiveDesk

MOSCOW = ZoneInfo("Europe/Moscow")
WORD = "крепкое слово 17"


def shown(qtbot: QtBot, desk: Any) -> AccountsPage:
    page = AccountsPage(desk, MOSCOW, lambda: datetime.now(UTC))
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    page.start()
    QApplication.processEvents()
    return page


def type_password(page: AccountsPage, word: str) -> None:
    page.password.setText(word)
    page.again.setText(word)


def click(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(qtbot: QtBot, tcp_server: TcpServer, tcp_database: str) -> Iterator[AccountsPage]:
    owner = Store(find_place(tcp_server.address(tcp_database)))
    set_up_store(owner)
    name = f"page_admin_{tcp_database}"  # logins are of the whole server
    add_first_administrator(owner, login=name, password=WORD, now=datetime.now(UTC))
    desk = LiveDesk(Store(find_place(tcp_server.address(tcp_database, login=name, password=WORD))))
    desk.clock = lambda: datetime.now(UTC)
    yield shown(qtbot, desk)
    desk.reader.close()


def test_a_local_store_has_no_logins(qtbot: QtBot, live_desk: Any) -> None:
    page = shown(qtbot, live_desk)
    assert "файл на одном рабочем месте" in page.about.text()
    assert not page.add_button.isEnabled()
    assert page.lines == ()


def test_an_administrator_gives_resets_and_closes_a_login(page: AccountsPage) -> None:
    [administrator] = [line.login for line in page.lines]
    assert page.person.currentData() is not None, "A person comes first, and the wall last"
    page.person.setCurrentIndex(page.person.findText("Ермоленко", Qt.MatchFlag.MatchStartsWith))
    page.login.setText("page_head")
    type_password(page, "коротко")
    click(page.add_button)
    assert "не короче 8 знаков" in page.told.text()
    type_password(page, WORD)
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert page.told.text().startswith("Учётная запись «page_head»: Ермоленко")
    assert page.password.text() == "", "A password is not left lying"
    assert [line.login for line in page.lines] == [administrator, "page_head"]
    assert page.person.findText("Ермоленко", Qt.MatchFlag.MatchStartsWith) == -1
    page.table.selectRow(1)
    click(page.lock_button)
    assert page.lines[1].state == "закрыта"
    assert page.lock_button.text() == "Открыть вход «page_head»"
    page.table.selectRow(0)
    click(page.lock_button)
    assert "ни одного администратора" in page.told.text()
    assert page.lines[0].state == "открыта"


def test_the_login_says_who_works(page: AccountsPage) -> None:
    worker = read_worker(page._desk.reader)  # type: ignore[attr-defined]
    assert worker is not None
    assert worker.name.startswith("Шувалов")
    type_password(page, "совсем другое слово")
    click(page.own_button)
    assert page.told.text() == f"Учётная запись «{worker.login}»: пароль сменён владельцем."


def test_the_window_and_the_keyring_go_on_with_the_own_new_password(page: AccountsPage) -> None:
    desk: Any = page._desk
    before = keyring.get_keyring()
    keyring.set_keyring(Kept())
    try:
        remember_password(desk.place.shared, Secret(WORD))
        type_password(page, "новое слово 19")
        click(page.own_button)
        assert "пароль сменён" in page.told.text()
        desk.store.open_reader().close()
        word = remembered_password(desk.place.shared)
        assert word is not None
        assert word.reveal() == "новое слово 19"
    finally:
        keyring.set_keyring(before)


def test_a_password_typed_in_two_ways_changes_nothing(page: AccountsPage) -> None:
    """Nobody sees what is typed; who mistypes would be locked out."""
    [before] = page.lines
    page.login.setText("page_typo")
    for button in (page.add_button, page.reset_button, page.own_button):
        page.table.selectRow(0)
        page.password.setText(WORD)
        page.again.setText(f"{WORD}!")
        click(button)
        assert page.told.text().startswith("Пароль набран по-разному")
        assert (page.password.text(), page.again.text()) == ("", "")
        page.told.setText("")
    assert page.reset_button.text() == f"Новый пароль «{before.login}»"
    page._desk.store.open_reader().close()  # type: ignore[attr-defined] # the password of before is still the one
    assert page.lines == (before,)
