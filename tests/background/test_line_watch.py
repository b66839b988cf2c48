"""Several workstations on one shared store: what others do is heard, and a lost line loses and doubles nothing."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from mcu_desktop.background import line_watch
from mcu_desktop.background.desk import Desk
from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store import pulse
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.proxy import Proxy, proxy_to
from tests.server import TcpServer
from tests.waiting import threads_that_wait

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
WAIT = 30_000


@pytest.fixture(autouse=True)
def quick_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times of a person are too long for a test; that they are short enough for a person is asked here."""
    silent = pulse.PATIENCE_SECONDS + line_watch._BEAT_SECONDS
    assert silent <= 12
    monkeypatch.setattr(pulse, "PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr(line_watch, "_BEAT_SECONDS", 0.3)
    monkeypatch.setattr(line_watch, "_AGAIN_SECONDS", 0.1)


@pytest.fixture
def proxy(tcp_server: TcpServer) -> Iterator[Proxy]:
    with proxy_to(tcp_server.port) as made:
        yield made


@pytest.fixture
def make_desk(tcp_server: TcpServer, tcp_database: str) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(port: int | None = None) -> Desk:
        desk = Desk(Store(find_place(tcp_server.address(tcp_database, port=port))))
        made.append(desk)
        desk.watch()
        return desk

    yield make
    for desk in made:
        if not desk.line.is_closing:
            desk.close()


@pytest.fixture
def ask(tcp_server: TcpServer, tcp_database: str) -> Iterator[Callable[[str], list[Any]]]:
    with psycopg.connect(tcp_server.address(tcp_database), autocommit=True) as line:
        yield lambda sql: line.execute(sql.encode()).fetchall()


def adding(line: str) -> Callable[[Any, Task], Change]:
    """A deed that writes one line into the journal."""

    def add(session: Any, _task: Task) -> Change:
        session.execute(text("INSERT INTO journal (at, actor, summary) VALUES (now(), 'О', :line)"), {"line": line})
        return Change(frozenset({Touched.ALERTS}), f"Сделано {line}")

    return add


def is_listening(desk: Desk, ask: Callable[[str], list[Any]], count: int) -> bool:
    return len(ask("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%card_presences%' AND state = 'idle'")) >= count


def test_a_watch_that_cannot_begin_leaves_no_line_open(
    monkeypatch: pytest.MonkeyPatch, tcp_server: TcpServer, tcp_database: str
) -> None:
    store = Store(find_place(tcp_server.address(tcp_database)))
    monkeypatch.setattr(pulse, "_LISTEN", "SELECT 1 / 0")
    here, there = socket.socketpair()
    with here, there, pytest.raises(UserFacingError), pulse.open_pulse(store, here, "window"):
        pass
    assert store.own_processes() == frozenset()


def test_a_deed_shows_on_another_workstation_and_says_what_it_touched(
    qtbot: QtBot, make_desk: Callable[..., Desk], ask: Callable[[str], list[Any]]
) -> None:
    here, there = make_desk(), make_desk()
    qtbot.waitUntil(lambda: is_listening(there, ask, 2), timeout=WAIT)
    assert not there._others._looking.isActive(), "It listens and does not look"
    own: list[Change] = []
    here.changed.connect(own.append)
    with qtbot.waitSignal(there.changed, timeout=WAIT) as heard:
        here.write(here, adding("1"))
    assert heard.args == [Change(frozenset({Touched.ALERTS}), "")]
    qtbot.waitUntil(lambda: len(own) == 1, timeout=WAIT)
    there.write(there, adding("2"))
    qtbot.waitUntil(lambda: len(own) == 2, timeout=WAIT)
    assert [change.text for change in own] == ["Сделано 1", ""], "One's own deed is not heard a second time"


def test_much_that_is_written_is_shown_now_and_then(
    qtbot: QtBot, make_desk: Callable[..., Desk], ask: Callable[[str], list[Any]]
) -> None:
    desk = make_desk()
    shown: list[Change] = []
    desk.changed.connect(shown.append)
    for kind in ("cases", "alerts", "views", "alerts"):
        desk.line.heard.emit(frozenset({kind}))
    desk.line.heard.emit(frozenset({"something a stranger has said"}))
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=WAIT)
    assert [change.touched for change in shown] == [
        frozenset({Touched.CASES}), frozenset({Touched.ALERTS, Touched.VIEWS}),
    ]  # fmt: skip


def test_a_lost_answer_to_commit_doubles_nothing(
    qtbot: QtBot, make_desk: Callable[..., Desk], proxy: Proxy, ask: Callable[[str], list[Any]]
) -> None:
    times = 20
    desk = make_desk(proxy.port)
    answers: list[str] = []
    proxy.lose_answer_to, proxy.losses = b"COMMIT", times
    for number in range(times):
        desk.write(desk, adding(str(number)), lambda change: answers.append(change.text))
    qtbot.waitUntil(lambda: len(answers) == times, timeout=4 * WAIT)
    assert proxy.lost == times
    assert answers == [f"Сделано {number}" for number in range(times)]
    assert ask("SELECT count(*), count(DISTINCT summary) FROM journal WHERE actor = 'О'") == [(times, times)]
    assert ask("SELECT count(*) FROM performed_deeds") == [(times,)]


def test_wherever_the_line_is_cut_a_deed_is_done_once(
    qtbot: QtBot, make_desk: Callable[..., Desk], proxy: Proxy, ask: Callable[[str], list[Any]]
) -> None:
    desk = make_desk(proxy.port)
    answers: list[str] = []
    qtbot.waitUntil(lambda: is_listening(desk, ask, 1), timeout=WAIT)
    for number in range(25):
        proxy.cut_after = proxy.sent + 37 * number
        desk.write(desk, adding(str(number)), lambda change: answers.append(change.text))
        qtbot.waitUntil(lambda done=number + 1: len(answers) == done, timeout=WAIT)  # type: ignore[misc]
    assert ask("SELECT count(*), count(DISTINCT summary) FROM journal WHERE actor = 'О'") == [(25, 25)]


def test_while_the_line_is_silent_the_window_lives_and_work_goes_on_when_it_is_back(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    make_desk: Callable[..., Desk],
    proxy: Proxy,
    ask: Callable[[str], list[Any]],
) -> None:
    desk = make_desk(proxy.port)
    qtbot.waitUntil(lambda: is_listening(desk, ask, 1), timeout=WAIT)
    waited = threads_that_wait(monkeypatch)
    read: list[Any] = []
    done: list[str] = []
    with qtbot.waitSignal(desk.line.lost, timeout=WAIT) as lost:
        proxy.silent.set()
        desk.read(desk, lambda reader: reader.rows("SELECT 1"), read.append)
        desk.write(desk, adding("в тишине"), lambda change: done.append(change.text))
    assert "не отвечает" in str(lost.args)
    assert not read
    assert not done
    with qtbot.waitSignal(desk.line.found, timeout=WAIT):
        proxy.silent.clear()
    qtbot.waitUntil(lambda: bool(read and done), timeout=WAIT)
    assert waited
    assert threading.main_thread() not in waited, "The thread of the window never waits for the store"
    assert (read, done) == ([[(1,)]], ["Сделано в тишине"])
    assert ask("SELECT count(*) FROM journal WHERE actor = 'О'") == [(1,)]


def test_after_a_break_everything_is_read_again(
    qtbot: QtBot, make_desk: Callable[..., Desk], proxy: Proxy, ask: Callable[[str], list[Any]]
) -> None:
    desk = make_desk(proxy.port)
    qtbot.waitUntil(lambda: is_listening(desk, ask, 1), timeout=WAIT)
    proxy.refusing.set()
    with qtbot.waitSignal(desk.line.lost, timeout=WAIT):
        proxy.cut()
    with qtbot.waitSignal(desk.changed, timeout=WAIT) as heard:
        proxy.refusing.clear()
    assert heard.args == [Change(frozenset(Touched), "")]


def test_a_login_that_is_closed_is_told_so(
    qtbot: QtBot, tcp_server: TcpServer, tcp_database: str, ask: Callable[[str], list[Any]]
) -> None:
    """To wait for the line would not help: this one does not come back."""
    word = "слово"
    ask(f"SELECT 1; CREATE ROLE gone SUPERUSER LOGIN PASSWORD '{word}'")
    desk = Desk(Store(find_place(tcp_server.address(tcp_database, login="gone", password=word))))
    desk.watch()
    qtbot.waitUntil(lambda: is_listening(desk, ask, 1), timeout=WAIT)
    told: list[str] = []
    desk.line.refused.connect(told.append)
    with qtbot.waitSignal(desk.line.refused, timeout=WAIT):
        ask("SELECT 1; ALTER ROLE gone NOLOGIN")
        ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'gone'")
    assert "не заведено или закрыто" in told[0]
    with qtbot.waitSignal(desk.line.found, timeout=WAIT):
        ask("SELECT 1; ALTER ROLE gone LOGIN")
    desk.close()
    assert len(told) == 1, "Once for each reason"
    ask("SELECT 1; DROP ROLE gone")


def test_a_deed_that_waits_for_the_line_can_be_given_up(
    qtbot: QtBot, make_desk: Callable[..., Desk], proxy: Proxy, ask: Callable[[str], list[Any]]
) -> None:
    desk = make_desk(proxy.port)
    told: list[str] = []
    with qtbot.waitSignal(desk.line.lost, timeout=WAIT):
        proxy.refusing.set()
        proxy.cut()
        task = desk.write(desk, adding("зря"), failed=told.append)
    task.cancel()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "Прервано" in told[0]
    proxy.refusing.clear()
    assert ask("SELECT count(*) FROM journal WHERE actor = 'О'") == [(0,)]


def test_a_window_can_be_closed_while_the_line_is_lost(
    qtbot: QtBot, tcp_server: TcpServer, tcp_database: str, proxy: Proxy
) -> None:
    desk = Desk(Store(find_place(tcp_server.address(tcp_database, port=proxy.port))))
    desk.watch()
    with qtbot.waitSignal(desk.line.lost, timeout=WAIT):
        proxy.silent.set()
        desk.write(QObject(), adding("зря"))
    desk.close()
    proxy.silent.clear()


def test_who_has_a_card_open_is_seen_by_others_until_it_is_closed(
    qtbot: QtBot, make_desk: Callable[..., Desk], a_case: int
) -> None:
    here, there = make_desk(), make_desk()
    seen: list[list[tuple[int, str]]] = []
    there.line.presences.connect(lambda found: seen.append([(row.case_id, row.actor) for row in found]))
    here.line.hold_card(a_case, "Ветрова А. И.")
    qtbot.waitUntil(lambda: seen[-1:] == [[(a_case, "Ветрова А. И.")]], timeout=WAIT)
    here.line.hold_card(None, "")
    qtbot.waitUntil(lambda: seen[-1:] == [[]], timeout=WAIT)
    here.line.hold_card(a_case, "Ветрова А. И.")
    qtbot.waitUntil(lambda: len(seen) == 3, timeout=WAIT)
    here.close()
    qtbot.waitUntil(lambda: seen[-1:] == [[]], timeout=WAIT)


def test_a_card_of_a_window_that_has_died_is_free_again_by_itself(
    qtbot: QtBot, make_desk: Callable[..., Desk], a_case: int, ask: Callable[[str], list[Any]]
) -> None:
    ask(
        "INSERT INTO card_presences (window_key, case_id, actor, since, until)"
        f" VALUES ('dead', {a_case}, 'Лесков И.', now(), now() + interval '1 second') RETURNING 1"
    )
    seen: list[int] = []
    desk = make_desk()
    desk.line.presences.connect(lambda found: seen.append(len(found)))
    qtbot.waitUntil(lambda: seen == [1, 0], timeout=WAIT)


@pytest.fixture
def a_case(
    tcp_server: TcpServer, tcp_database: str, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> int:
    store = Store(find_place(tcp_server.address(tcp_database)))
    moscow = ZoneInfo("Europe/Moscow")
    store.perform(lambda session: take_in(session, Task(), file_of(incoming()), now=NOW, zone=moscow, actor="О"))
    store.close()
    return 1
