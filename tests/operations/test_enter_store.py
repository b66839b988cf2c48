"""Entering a shared store from the command line: where the password comes from, and where it never goes."""

import io
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from mcu_desktop.cli import run
from mcu_desktop.operations.enter_store import entered_place
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.line_faults import PasswordWanted
from mcu_desktop.store.place import Place, choose_store, chosen_store, find_place
from mcu_desktop.store.store import Store
from tests.server import PASSWORD, TcpServer


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    monkeypatch.delenv("PGPASSWORD", raising=False)


@pytest.fixture
def place(tcp_server: TcpServer, tcp_database: str) -> Place:
    return find_place(tcp_server.address(tcp_database)).with_password(None)


def answering(*words: str) -> tuple[Callable[[str], str], list[str]]:
    asked: list[str] = []
    left = list(words)

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return left.pop(0)

    return ask, asked


def test_a_password_is_asked_until_it_fits(place: Place) -> None:
    ask, asked = answering("не тот", PASSWORD)
    assert Store(entered_place(place, ask)).is_ready()
    assert len(asked) == 2
    assert "postgres" in asked[0]


def test_after_three_wrong_ones_it_is_enough(place: Place) -> None:
    ask, asked = answering("а", "б", "в")
    with pytest.raises(PasswordWanted, match="не подошли"):
        entered_place(place, ask)
    assert len(asked) == 3


def test_no_password_opens_nothing(place: Place) -> None:
    with pytest.raises(UserFacingError, match="не набран"):
        entered_place(place, lambda _prompt: "")


def test_a_store_that_wants_no_password_does_not_ask(postgres_store: Store) -> None:
    def refuse(_prompt: str) -> str:
        raise AssertionError("It was asked")

    assert entered_place(postgres_store.place, refuse) == postgres_store.place


def test_the_command_line_reads_the_password_from_its_input(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert run(["queue", "--store", place.address]) == 0
    said = capsys.readouterr()
    assert "Таких сообщений нет" in said.out
    assert PASSWORD not in said.out + said.err


def test_a_password_in_the_address_is_refused(
    tcp_server: TcpServer, tcp_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = tcp_server.address(tcp_database)
    assert run(["queue", "--store", address]) == 1
    monkeypatch.setenv("MCU_STORE", address)
    assert run(["queue"]) == 1
    said = capsys.readouterr()
    assert said.err.count("Пароль в адресе") == 2
    assert PASSWORD not in said.err


def test_the_password_of_the_environment_is_taken(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert run(["queue", "--store", place.address]) == 0


def test_the_chosen_store_is_opened_from_then_on(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_store() == ""
    choose_store(place.with_password(None))
    assert find_place(None) == place
    monkeypatch.setenv("MCU_STORE", str(tmp_path / "named.sqlite3"))
    assert find_place(None).file == tmp_path / "named.sqlite3", "What is named goes before what was chosen"
    monkeypatch.delenv("MCU_STORE")
    choose_store(None)
    assert find_place(None).embedded
