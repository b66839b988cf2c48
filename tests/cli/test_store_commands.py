"""A shared store set up, checked and given logins from the command line; passwords come by standard input alone."""

import io
import json
import os
from collections.abc import Callable

import psycopg
import pytest

from mcu_desktop.cli import run
from tests.server import PASSWORD, TcpServer

WORD = "крепкое слово 17"
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(tcp_server: TcpServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command of «store» as the owner of the server, with further lines typed; returns code, words, faults."""
    name = f"command_{os.getpid()}"
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as line:
        if line.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
            line.execute(f"CREATE DATABASE {name}".encode())

    def tell(
        *arguments: str, typed: tuple[str, ...] = (), admin: str = "postgres", word: str = PASSWORD
    ) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join((word, *typed)) + "\n"))
        address = f"postgresql://127.0.0.1:{tcp_server.port}/{name}?sslmode=disable"
        code = run(["store", *arguments, "--to", address, "--admin", admin])
        said = capsys.readouterr()
        return code, said.out, said.err

    return tell


def test_a_store_is_set_up_checked_and_given_to_people(say: Said) -> None:
    assert "нет хранилища" in say("check")[2]
    code, words, _ = say("init", "--login", "c_admin", typed=(WORD,))
    assert code == 0
    assert "Шувалов Леонид Борисович: имя входа «c_admin»" in words
    assert say("init")[0] == 0, "The same again changes nothing"
    code, words, _ = say("check", "--json")
    assert (code, json.loads(words)) == (0, {"findings": []})
    given = ("account", "add", "--login", "c_head", "--person", "Ермоленко")
    assert say(*given, admin="c_admin", word=WORD, typed=(WORD,))[1].startswith("Учётная запись «c_head»: Ермоленко")
    refused = say("account", "lock", "--login", "c_admin", admin="c_head", word=WORD)
    assert refused[0] == 1
    assert "может: Администратор МЦУ" in refused[2]
    assert "ни одного администратора" in say("account", "lock", "--login", "c_admin", admin="c_admin", word=WORD)[2]
    assert say("account", "reset", "--login", "c_head", admin="c_admin", word=WORD, typed=("другое слово 2",))[0] == 0
    listed = say("account", "list", admin="c_head", word="другое слово 2")[1]
    assert "c_admin\tШувалов" in listed
    assert "c_head\tЕрмоленко" in listed
    assert say("init", admin="c_admin", word=WORD)[2].startswith("Настроить общее хранилище может только владелец")


class Terminal(io.StringIO):
    """Standard input as at a terminal, where nobody sees what is typed."""

    def isatty(self) -> bool:
        return True


def test_a_new_password_is_typed_twice_at_a_terminal(say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    say("init", "--login", "c_admin", typed=(WORD,))
    monkeypatch.setattr("io.StringIO", Terminal)
    for again, words in (("опечатка 17", "набран по-разному"), ("слово для экрана", "")):
        typed = iter((PASSWORD, "слово для экрана", again))
        monkeypatch.setattr("mcu_desktop.cli_store.getpass", lambda *_said, typed=typed, **_where: next(typed))
        code, _words, fault = say("account", "add", "--login", "c_wall")
        assert (code, words in fault) == (1 if words else 0, True)


def test_a_password_in_the_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["store", "check", "--to", "postgresql://postgres:тайна@127.0.0.1/mcu", "--admin", "postgres"]) == 1
    said = capsys.readouterr().err
    assert "Пароль в адресе" in said
    assert "тайна" not in said
