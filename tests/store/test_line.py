"""The line to a shared store: who is let in, how it is guarded, and what is said when it fails."""

import logging
import pickle
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.line_faults import LineLost, PasswordWanted, fault_of_line
from mcu_desktop.store.place import Place, find_place, shared_place
from mcu_desktop.store.shared_address import Secret, SharedAddress, parse_address
from mcu_desktop.store.store import Store
from tests.certificates import Authority, make_authority, server_tls
from tests.proxy import proxy_to
from tests.server import ADMINISTRATOR, PASSWORD, TcpServer


def place_of(server: TcpServer, database: str, port: int | None = None, **fields: Any) -> Place:
    known: dict[str, Any] = {
        "hosts": (f"127.0.0.1:{port or server.port}",), "login": ADMINISTRATOR, "is_plain": True
    }  # fmt: skip
    return shared_place(SharedAddress(**{**known, "database": database, **fields}), Secret(PASSWORD))


def refusal(place: Place) -> str:
    with pytest.raises(UserFacingError) as refused:
        Store(place).version()
    assert PASSWORD not in str(refused.value)
    return str(refused.value)


def test_a_login_with_its_password_is_let_in(tcp_server: TcpServer, tcp_database: str) -> None:
    store = Store(place_of(tcp_server, tcp_database))
    assert store.is_ready()
    with closing(store.open_reader()) as reader:
        found = reader.rows(
            "SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout',"
            " 'idle_in_transaction_session_timeout', 'tcp_keepalives_idle', 'application_name') ORDER BY name"
        )
        assert dict(found) == {
            "application_name": "mcu-desktop", "idle_in_transaction_session_timeout": "60000",
            "lock_timeout": "10000", "statement_timeout": "120000", "tcp_keepalives_idle": "3",
        }  # fmt: skip


def test_the_first_host_that_may_be_written_is_taken(tcp_server: TcpServer, tcp_database: str) -> None:
    hosts = ("127.0.0.1:1", f"127.0.0.1:{tcp_server.port}")
    assert Store(place_of(tcp_server, tcp_database, hosts=hosts)).is_ready()


def test_a_server_that_may_only_be_read_is_not_taken(tcp_server: TcpServer, tcp_database: str) -> None:
    with psycopg.connect(tcp_server.address("postgres"), autocommit=True) as administrator:
        administrator.execute(f"ALTER DATABASE {tcp_database} SET default_transaction_read_only = on".encode())
    assert "резервный" in refusal(place_of(tcp_server, tcp_database))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"login": "никто'%"}, "не подошли"),
        ({"database": "нет_такой"}, "базы на сервере нет"),
        ({"hosts": ("127.0.0.1:1",)}, "не принимает связь"),
        ({"hosts": ("no-such-host.invalid",)}, "такого имени сервера"),
        ({"is_plain": False}, "сертификата удостоверяющего центра|не шифрует"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    tcp_server: TcpServer, tcp_database: str, wrong: dict[str, Any], words: str
) -> None:
    assert re.search(words, refusal(place_of(tcp_server, **{"database": tcp_database, **wrong})))


def test_a_wrong_password_is_asked_for_again(tcp_server: TcpServer, tcp_database: str) -> None:
    for word in (None, Secret("не тот")):
        with pytest.raises(PasswordWanted, match="пароль"):
            Store(place_of(tcp_server, tcp_database).with_password(word)).version()


def test_the_database_of_another_program_is_refused(tcp_server: TcpServer, tcp_database: str) -> None:
    address = tcp_server.address(tcp_database)
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("UPDATE alembic_version SET version_num = 'a1b2c3'")
    assert "другой программы" in refusal(place_of(tcp_server, tcp_database))
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("DROP TABLE alembic_version")
    with pytest.raises(UserFacingError, match="другой программы"):
        Store(place_of(tcp_server, tcp_database)).prepare(seed_store)


def test_a_server_that_is_too_old_is_refused(tcp_server: TcpServer, tcp_database: str) -> None:
    with proxy_to(tcp_server.port) as proxy:
        with psycopg.connect(tcp_server.address("postgres")) as asked:
            version = str(asked.info.parameter_status("server_version"))
        proxy.instead = (
            f"server_version\0{version}".encode(),
            f"server_version\0{'9.6.24'[: len(version)]:<{len(version)}}".encode(),
        )
        assert len(proxy.instead[0]) == len(proxy.instead[1])
        assert "слишком старый (версия 9)" in refusal(place_of(tcp_server, tcp_database, port=proxy.port))


def test_what_is_no_postgresql_is_said_in_words(tcp_server: TcpServer) -> None:
    with proxy_to(tcp_server.port) as proxy:
        proxy.refusing.set()
        with pytest.raises(LineLost, match="не отвечает"):
            Store(place_of(tcp_server, "postgres", port=proxy.port)).version()


@contextmanager
def answering(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Stand at a port and give everybody the same answer; yields the port and what was said after it."""
    heard: list[bytes] = []

    class Service(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1_000)
            self.request.sendall(answer)
            heard.append(self.request.recv(1_000))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], heard
        server.shutdown()


@pytest.mark.parametrize("is_plain", [True, False])
def test_another_service_at_the_address_is_told_from_a_silent_server(
    tcp_server: TcpServer, authority: Authority, *, is_plain: bool
) -> None:
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as (port, _heard):
        place = place_of(tcp_server, "x", port=port) if is_plain else guarded(tcp_server, "x", authority, port)
        assert "не PostgreSQL" in refusal(place)


def test_who_asks_for_the_password_itself_does_not_get_it(tcp_server: TcpServer) -> None:
    """A stranger on a plain line could: the driver by itself gives it to whoever asks."""
    with answering(b"R\0\0\0\x08\0\0\0\x03") as (port, heard):
        assert "открытым текстом" in refusal(place_of(tcp_server, "x", port=port))
    assert PASSWORD.encode() not in b"".join(heard)


# --- encryption


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "town")


def guarded(server: TcpServer, database: str, authority: Authority, port: int) -> Place:
    return place_of(server, database, hosts=(f"localhost:{port}",), is_plain=False, ca_file=str(authority.file))


def test_a_server_with_the_towns_certificate_is_trusted(
    tcp_server: TcpServer, tcp_database: str, authority: Authority, tmp_path: Path
) -> None:
    with proxy_to(tcp_server.port, tls=server_tls(tmp_path, authority, "localhost")) as proxy:
        assert Store(guarded(tcp_server, tcp_database, authority, proxy.port)).is_ready()


def test_other_certificates_are_refused(
    tcp_server: TcpServer, tcp_database: str, authority: Authority, tmp_path: Path
) -> None:
    stranger = make_authority(tmp_path, "stranger")
    for tls, words in (
        (server_tls(tmp_path, stranger, "localhost"), "неизвестным удостоверяющим центром"),
        (server_tls(tmp_path, authority, "db.other.town"), "на другое имя"),
        (server_tls(tmp_path, authority, "localhost", is_expired=True), "истёк"),
    ):
        with proxy_to(tcp_server.port, tls=tls) as proxy:
            assert words in refusal(guarded(tcp_server, tcp_database, authority, proxy.port))
    assert "не шифрует" in refusal(guarded(tcp_server, tcp_database, authority, tcp_server.port))
    with proxy_to(tcp_server.port, tls=server_tls(tmp_path, authority, "localhost")) as proxy:
        authority.file.write_text("not a certificate", encoding="utf-8")
        assert "не сертификат" in refusal(guarded(tcp_server, tcp_database, authority, proxy.port))


def test_a_password_does_not_go_over_a_plain_line_unless_it_was_chosen(
    tcp_server: TcpServer, tcp_database: str, authority: Authority
) -> None:
    with proxy_to(tcp_server.port) as proxy:
        refusal(guarded(tcp_server, tcp_database, authority, proxy.port))
        assert proxy.sent <= 16, "Nothing but the wish for encryption"
        assert place_of(tcp_server, tcp_database).shared == SharedAddress(
            (f"127.0.0.1:{tcp_server.port}",), tcp_database, ADMINISTRATOR, is_plain=True
        )
        assert Store(place_of(tcp_server, tcp_database, port=proxy.port)).is_ready()


# --- addresses


@pytest.mark.parametrize(
    "text",
    [
        "postgresql+psycopg://%D0%98%D0%B2%20%40@db1:5433,db2/mcu%20%2F1?sslrootcert=/etc/town.crt",
        "postgresql+psycopg://postgres@/mcu?host=/tmp/socket",
        "postgresql+psycopg://ivanov@[::1]:5433/mcu?sslmode=disable&options=-c%20search_path%3Dmcu",
    ],
)
def test_an_address_survives_being_written_down(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda _path: True)
    address, password = parse_address(text)
    assert password is None
    assert parse_address(address.text) == (address, None)


def test_a_password_leaves_the_address_at_once() -> None:
    place = find_place("postgresql://ivanov:kanareika%20%25@db/mcu?sslmode=disable")
    assert place.password is not None
    assert place.password.reveal() == "kanareika %"
    assert "kanareika" not in f"{place}{place!r}{place.address}{place.shared}"
    also = find_place("postgresql://ivanov@db/mcu?password=kanareika")
    assert also.password is not None
    assert "kanareika" not in repr(also)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("postgresql://a@db/mcu?sslmode=prefer", "не проверяет сервер"),
        ("postgresql://a@db:70000/mcu", "65535"),
        ("postgresql://a@db,/mcu?port=1,2,3", "портов не столько"),
        ("postgresql://a@db/mcu?colour=red", "неизвестен"),
        ("postgresql://a@d b/mcu", "с ошибкой"),
    ],
)
def test_an_address_that_is_none_is_refused(text: str, words: str) -> None:
    with pytest.raises(UserFacingError, match=words):
        find_place(text)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ('ВАЖНО:  пользователь "иванов" не прошёл проверку подлинности (по паролю)', PasswordWanted),
        ('ВАЖНО:  база данных "mcu" не существует', UserFacingError),
        ('ВАЖНО:  в pg_hba.conf нет записи для компьютера "10.0.0.5"', UserFacingError),
        ('ВАЖНО:  слишком много подключений для роли "иванов"', LineLost),
        ("ВАЖНО:  система баз данных запускается", LineLost),
        ("something nobody has heard of", LineLost),
    ],
)
def test_a_server_that_speaks_russian_is_understood(said: str, kind: type[UserFacingError]) -> None:
    assert type(fault_of_line(psycopg.OperationalError(said))) is kind


def test_no_password_is_written_anywhere(
    tcp_server: TcpServer, tcp_database: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    canary = Secret("kanareika-5150")
    with pytest.raises(UserFacingError) as refused:
        Store(place_of(tcp_server, tcp_database).with_password(canary)).version()
    with pytest.raises(TypeError):
        pickle.dumps(canary)
    chain: BaseException | None = refused.value
    while chain is not None:
        assert "kanareika" not in f"{chain!r}{chain}"
        chain = chain.__cause__ or chain.__context__
    assert "kanareika" not in caplog.text
    assert "kanareika" not in tcp_server.log.read_text(encoding="utf-8")
    assert PASSWORD not in tcp_server.log.read_text(encoding="utf-8")


def test_a_deed_that_meets_another_is_done_again(postgres_store: Store) -> None:
    tries: list[int] = []

    def deed(session: Session) -> str:
        tries.append(1)
        session.execute(text("UPDATE settings SET value = value"))
        if len(tries) < 3:
            session.execute(text("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$"))
        return "сделано"

    assert postgres_store.perform(deed) == "сделано"
    assert len(tries) == 3
