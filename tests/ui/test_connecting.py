"""Connecting to a shared store with the keyboard, and what the window shows of the line as long as it is open."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.background import line_watch
from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.people import read_people
from mcu_desktop.store import pulse
from mcu_desktop.store.place import Place, choose_store, chosen_store, find_place, own_place
from mcu_desktop.store.reading import reader_of
from mcu_desktop.store.store import Store
from mcu_desktop.ui.connecting.line_state import FOUND, LOST, LineState
from mcu_desktop.ui.connecting.page import ConnectingPage
from mcu_desktop.ui.connecting.reaching import reached_place
from mcu_desktop.ui.opening import open_workplace
from mcu_desktop.ui.queue.model import OTHERS_ROLE
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace
from tests.proxy import Proxy, proxy_to
from tests.server import PASSWORD, TcpServer
from tests.store.test_passwords import Kept

WAIT = 30_000
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)


@pytest.fixture
def kept() -> Iterator[Kept]:
    before, kept = keyring.get_keyring(), Kept()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


@pytest.fixture
def place(tcp_server: TcpServer, tcp_database: str) -> Place:
    return find_place(tcp_server.address(tcp_database)).with_password(None)


@pytest.fixture
def page(qtbot: QtBot, place: Place, kept: Kept) -> Iterator[ConnectingPage]:
    made = ConnectingPage(place)
    qtbot.addWidget(made)
    made.show()
    made.start()
    yield made
    made.close_line()


def press(widget: QWidget | None, key: Qt.Key) -> None:
    assert widget is not None
    QTest.keyClick(widget, key)


def say_and_wait(qtbot: QtBot, page: ConnectingPage, words: str) -> None:
    qtbot.waitUntil(lambda: words in page.told.text(), timeout=WAIT)


def type_password(qtbot: QtBot, page: ConnectingPage, word: str) -> None:
    page.form.password.setFocus()
    page.form.password.clear()
    page.form.password.insert(word)


def test_the_line_is_tried_and_told_in_words(qtbot: QtBot, page: ConnectingPage, place: Place) -> None:
    assert place.shared is not None
    QTest.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
    say_and_wait(qtbot, page, "Сервер спрашивает пароль")
    assert page.form.password.hasFocus()
    type_password(qtbot, page, PASSWORD)
    QTest.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
    say_and_wait(qtbot, page, "без шифрования. Хранилище готово к работе")
    page.form.database.setText("нет_такой")
    QTest.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
    say_and_wait(qtbot, page, "базы на сервере нет")
    page.form.hosts.setText("127.0.0.1:1")
    QTest.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
    say_and_wait(qtbot, page, "не принимает связь")
    page.form.hosts.setText(", ".join(place.shared.hosts))
    page.form.plain.setChecked(False)
    QTest.mouseClick(page.try_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.try_button.isEnabled, timeout=WAIT)
    assert "сертификат" in page.told.text() or "шифрует" in page.told.text()
    assert chosen_store() == "", "To try is not to choose"


def test_what_is_missing_is_said_before_anything_is_tried(qtbot: QtBot, page: ConnectingPage) -> None:
    page.form.login.clear()
    press(page.form.login, Qt.Key.Key_Return)
    assert "Имя входа не набрано" in page.told.text()
    page.form.hosts.clear()
    press(page.form.hosts, Qt.Key.Key_Return)
    assert "Сервер не назван" in page.told.text()
    page.form.hosts.setText("db")
    page.form.login.setText("ivanov")
    page.form.plain.setChecked(False)
    page.form.ca_file.setText("/no/such/file.crt")
    QTest.mouseClick(page.enter_button, Qt.MouseButton.LeftButton)
    assert "файла сертификата" in page.told.text()


def test_the_entered_store_is_chosen_and_its_password_kept_by_the_system_alone(
    qtbot: QtBot, page: ConnectingPage, place: Place, kept: Kept, tmp_path: Path
) -> None:
    type_password(qtbot, page, PASSWORD)
    page.form.remembering.setChecked(True)
    with qtbot.waitSignal(page.entered, timeout=WAIT) as entered:
        press(page.form.password, Qt.Key.Key_Return)
    assert entered.args == [place, ""]
    assert chosen_store() == place.address
    assert list(kept.words.values()) == [PASSWORD]
    assert page.form.password.text() == ""
    for file in (tmp_path / "home").rglob("*"):
        assert file.is_dir() or PASSWORD.encode() not in file.read_bytes()
    page.form.remembering.setChecked(False)
    type_password(qtbot, page, PASSWORD)
    with qtbot.waitSignal(page.entered, timeout=WAIT):
        press(page.form.password, Qt.Key.Key_Return)
    assert kept.words == {}, "Who does not want it remembered does not find it remembered"


def test_a_system_without_a_keyring_is_no_hindrance(qtbot: QtBot, page: ConnectingPage) -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    type_password(qtbot, page, PASSWORD)
    page.form.remembering.setChecked(True)
    with qtbot.waitSignal(page.entered, timeout=WAIT) as entered:
        page.enter_button.click()
    assert entered.args is not None
    assert "будет спрашивать" in str(entered.args[1])


def test_the_own_file_is_one_click_away(qtbot: QtBot, page: ConnectingPage, place: Place) -> None:
    choose_store(place)
    with qtbot.waitSignal(page.entered) as entered:
        page.own_button.click()
    assert entered.args == [own_place(), ""]
    assert chosen_store() == ""


@pytest.mark.parametrize("is_remembered", [True, False])
def test_at_the_start_the_password_is_known_or_asked(
    qtbot: QtBot, place: Place, kept: Kept, is_remembered: bool
) -> None:
    assert place.shared is not None
    if is_remembered:
        kept.set_password("mcu-desktop", f"postgres@{place.shared.hosts[0]}/{place.shared.database}", PASSWORD)
    frame = WindowFrame()
    qtbot.addWidget(frame)
    frame.show()
    asked: list[str] = []

    def answer() -> None:
        page = frame.centralWidget()
        if isinstance(page, ConnectingPage) and "спрашивает пароль" in page.told.text():
            asked.append(page.told.text())
            type_password(qtbot, page, PASSWORD)
            press(page.form.password, Qt.Key.Key_Return)
            timer.stop()

    timer = QTimer(frame)
    timer.timeout.connect(answer)
    timer.start(20)
    reached = reached_place(frame, place)
    assert reached is not None
    assert Store(reached[0]).is_ready()
    assert len(asked) == (0 if is_remembered else 1)


def test_a_window_that_is_closed_instead_opens_nothing(qtbot: QtBot, place: Place, kept: Kept) -> None:
    frame = WindowFrame()
    qtbot.addWidget(frame)
    frame.show()
    QTimer.singleShot(50, lambda: press(frame.centralWidget(), Qt.Key.Key_Escape))
    assert reached_place(frame, place) is None


# --- the open window


@pytest.fixture
def proxy(tcp_server: TcpServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    monkeypatch.setattr(pulse, "PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr(line_watch, "_BEAT_SECONDS", 0.3)
    monkeypatch.setattr(line_watch, "_AGAIN_SECONDS", 0.1)
    with proxy_to(tcp_server.port) as made:
        yield made


@pytest.fixture
def make_workplace(
    qtbot: QtBot,
    tcp_server: TcpServer,
    tcp_database: str,
    proxy: Proxy,
    incoming: Callable[..., IncomingCase],
    file_of: Callable[..., ReadFile],
) -> Iterator[Callable[[], Workplace]]:
    store = Store(find_place(tcp_server.address(tcp_database)))
    file, moscow = file_of(incoming(), incoming(external_number="102")), ZoneInfo("Europe/Moscow")
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=moscow, actor="О"))
    store.close()
    made: list[Workplace] = []

    def make() -> Workplace:
        frame = WindowFrame()
        qtbot.addWidget(frame)
        frame.show()
        workplace = open_workplace(frame, find_place(tcp_server.address(tcp_database, port=proxy.port)))
        assert workplace is not None
        made.append(workplace)
        with qtbot.waitSignal(workplace.begun, timeout=WAIT):
            workplace.start_reading()
        qtbot.waitUntil(lambda: workplace.queue.model.rowCount() == 2, timeout=WAIT)
        return workplace

    yield make
    for workplace in made:
        workplace.desk.close()


def state_of(workplace: Workplace) -> LineState:
    [state] = workplace.findChildren(LineState)
    return state


def test_the_status_line_says_where_and_warns_in_red(qtbot: QtBot, make_workplace: Callable[[], Workplace]) -> None:
    workplace = make_workplace()
    state = state_of(workplace)
    assert "postgres на 127.0.0.1" in state.where.text()
    assert PASSWORD not in state.where.text()
    assert state.unguarded.isVisible()
    assert state.unguarded.text() == "БЕЗ ШИФРОВАНИЯ"
    assert state.unguarded.palette().window().color().red() > 150
    assert not state.lost.isVisible()


def test_a_lost_line_is_said_and_what_is_typed_stays(
    qtbot: QtBot, make_workplace: Callable[[], Workplace], proxy: Proxy
) -> None:
    workplace = make_workplace()
    state = state_of(workplace)
    workplace.queue.table.selectRow(0)
    qtbot.waitUntil(lambda: workplace.card._shown_id is not None, timeout=WAIT)
    workplace.card.run_deed("comment")
    qtbot.waitUntil(lambda: workplace.card.deeds.form is not None, timeout=WAIT)
    form = workplace.card.deeds.form
    assert form is not None
    field = form.fields.edits["text"]
    field.setPlainText("Звонили, перезвонят")  # type: ignore[attr-defined]
    proxy.refusing.set()
    proxy.cut()
    qtbot.waitUntil(lambda: workplace.strip.text == LOST, timeout=WAIT)
    assert state.lost.isVisible()
    form.done_button.click()
    QApplication.processEvents()
    assert form.isVisible()
    assert form.fields.typed()["text"] == "Звонили, перезвонят"
    proxy.refusing.clear()
    qtbot.waitUntil(lambda: workplace.card.deeds.form is None, timeout=WAIT)
    qtbot.waitUntil(lambda: not state.lost.isVisible(), timeout=WAIT)
    qtbot.waitUntil(lambda: "Звонили" in workplace.card.body.comments.edit.toPlainText(), timeout=WAIT)
    assert workplace.strip.text != LOST


def test_when_nothing_was_to_be_done_the_strip_says_that_the_line_is_back(
    qtbot: QtBot, make_workplace: Callable[[], Workplace], proxy: Proxy
) -> None:
    workplace = make_workplace()
    proxy.refusing.set()
    proxy.cut()
    qtbot.waitUntil(lambda: workplace.strip.text == LOST, timeout=WAIT)
    proxy.refusing.clear()
    qtbot.waitUntil(lambda: workplace.strip.text == FOUND, timeout=WAIT)


def test_a_refusal_is_said_until_the_line_is_back(qtbot: QtBot, make_workplace: Callable[[], Workplace]) -> None:
    workplace = make_workplace()
    workplace.desk.line.refused.emit("Это имя входа закрыто.")
    assert workplace.strip.text == "Это имя входа закрыто. Набранное сохранено здесь."
    workplace.desk.line.found.emit()
    assert workplace.strip.text == FOUND


def test_another_window_shows_who_has_the_card_open_and_what_was_done_without_losing_its_place(
    qtbot: QtBot, make_workplace: Callable[[], Workplace]
) -> None:
    here, there = make_workplace(), make_workplace()
    [someone, *_rest] = here.desk._store.perform(lambda session: read_people(reader_of(session), NOW.date()))
    here.me.choose(someone.person_id, someone.full_name)
    there.queue.table.selectRow(1)
    chosen = there.queue.chosen_case()
    here.queue.table.selectRow(1)
    index = there.queue.model.index(1, 1)
    qtbot.waitUntil(lambda: bool(index.data(OTHERS_ROLE)), timeout=WAIT)
    assert f"Карточка открыта: {someone.full_name} (с " in str(index.data(OTHERS_ROLE))
    assert someone.full_name in str(index.data(Qt.ItemDataRole.ToolTipRole))
    qtbot.waitUntil(lambda: someone.full_name in there.card.body._others.text(), timeout=WAIT)
    assert there.card.body._others.isVisible()
    here.show_screen("keys")
    qtbot.waitUntil(lambda: not there.card.body._others.isVisible(), timeout=WAIT)
    here.show_queue()
    here.card.run_deed("comment")
    qtbot.waitUntil(lambda: here.card.deeds.form is not None, timeout=WAIT)
    form = here.card.deeds.form
    assert form is not None
    form.fields.edits["text"].setPlainText("Из другого окна")  # type: ignore[attr-defined]
    form.done_button.click()
    qtbot.waitUntil(lambda: "Из другого окна" in there.card.body.comments.edit.toPlainText(), timeout=WAIT)
    assert there.queue.chosen_case() == chosen
    assert there.queue.table.currentIndex().row() == 1
