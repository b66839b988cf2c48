"""Names, words and passwords go through faults of a shared store and stand in no log, setting or temporary file."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mcu_desktop.background.program_log import log_file, start_log
from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.intake.reading import read_file
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.register_case import NewCase, register_case
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.about import About
from mcu_desktop.store.place import find_place
from mcu_desktop.store.shared_address import Secret
from mcu_desktop.store.store import Store
from tests.proxy import Proxy, proxy_to
from tests.server import TcpServer, running_server
from tests.shared.conftest import WORD, ZONE, Town, build_town
from tests.shared.test_deeds_work import NOW, SIGNED

CANARIES = ("Канареечкина", "79005550199", "kanarka@tverza.ru", "Кенарский", "подвалзатоплен", "пташка-5150")
NEW = NewCase(
    "phone", NOW, f"Помогите, {CANARIES[4]}", citizen=Citizen(f"{CANARIES[0]} Вера", CANARIES[1], CANARIES[2],
                                                              f"{CANARIES[3]} проезд, 1", "")
)  # fmt: skip


def _register(session: Session) -> Change:
    return register_case(session, NEW, zone=ZONE, **SIGNED)


@pytest.fixture(scope="module")
def own_server() -> Iterator[TcpServer]:
    """One that logs as a server does by itself: what fails, and the statement with it."""
    with running_server("log_statement = 'none'") as server:
        yield server


@pytest.fixture(scope="module")
def own_town(own_server: TcpServer) -> Town:
    return build_town(own_server, "birds")


@pytest.fixture
def logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Start the program's log, and let temporary files lie where they can be looked for; returns that folder."""
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    root.handlers = []
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))  # of the child that reads files
    start_log()
    yield tmp_path
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = kept, level


def fails(deed: Callable[[], object]) -> None:
    """Do what fails as a desk does it: a fault that is said in words is told, any other is logged with its trace."""
    try:
        deed()
    except UserFacingError as error:
        logging.getLogger("mcu_desktop").warning("%s", error)
    except Exception:
        logging.getLogger("mcu_desktop").exception("A job at the desk failed")
    else:
        pytest.fail("It was to fail")


@contextmanager
def _broken(kind: str, town: Town, proxy: Proxy) -> Iterator[Callable[[Session], Change]]:
    """Give a deed that fails in one way."""

    def deed(session: Session) -> Change:
        change = _register(session)
        if kind == "refused":
            session.execute(text("UPDATE case_texts SET received_text = NULL WHERE clean_text LIKE :word"),
                            {"word": f"%{CANARIES[4]}%"})  # fmt: skip
        elif kind == "no value":
            given = {"id": next(iter(town.ids.values())), "word": CANARIES[4]}
            session.execute(text("INSERT INTO case_texts VALUES (:id, :word, :word, '')"), given)
        elif kind == "too long":
            session.execute(text("UPDATE people SET family_name = :word"), {"word": CANARIES[0] * 200})
        elif kind == "by nothing":
            session.execute(text("SELECT length(:word) / 0"), {"word": CANARIES[0]})
        elif kind == "too slow":
            session.execute(text("SET LOCAL statement_timeout = 20"))
            session.execute(text("SELECT pg_sleep(5), :word"), {"word": CANARIES[0]})
        elif kind == "session ended":
            session.flush()
            with town.line() as owner:
                owner.execute(b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'vasileva'")
        elif kind == "fault of the program":
            raise KeyError(change.text)
        return change

    if kind == "answer lost":
        proxy.lose_answer_to, proxy.losses = b"COMMIT", 1
    yield deed
    proxy.lose_answer_to = None


KINDS = ("refused", "no value", "too long", "by nothing", "too slow", "session ended", "fault of the program",
         "answer lost")  # fmt: skip


def test_no_canary_is_heard(own_town: Town, logged: Path) -> None:
    server = own_town.server
    with proxy_to(server.port) as proxy:
        address = server.address(own_town.database, login="vasileva", password=WORD, port=proxy.port)
        with closing(Store(find_place(address))) as store:
            for kind in KINDS:
                with _broken(kind, own_town, proxy) as deed:
                    fails(partial(store.perform, partial(performed, deed=deed, now=NOW)))
            fails(partial(store.perform, _forged, about=About(registers=True)))
            export = logged / "given.csv"
            export.write_text(f"Номер;Текст;Заявитель\n1;{CANARIES[4]};{CANARIES[0]}\n", encoding="utf-8-sig")
            fails(partial(_take_in, store, export))
            with own_town.line() as owner, pytest.raises(psycopg.errors.NotNullViolation, match=CANARIES[4]):
                owner.execute("UPDATE case_texts SET received_text = %s, clean_text = NULL", (CANARIES[4],))
            server.restart("immediate")
        wrong = find_place(address).with_password(Secret(CANARIES[5]))
        fails(Store(wrong).version)
        export.unlink()
    logging.shutdown()
    said = server.log.read_bytes() + b"".join(file.read_bytes() for file in logged.rglob("*") if file.is_file())
    assert "A job at the desk failed" in log_file().read_text(encoding="utf-8")
    assert b"ERROR:" in said, "It is the server's log, too"
    for bird in CANARIES:
        for encoding in ("utf-8", "utf-16-le", "cp1251"):
            assert bird.encode(encoding) not in said, (bird, encoding)


def _forged(session: Session) -> Change:
    """Bring back what the server refuses."""
    change = _register(session)
    session.execute(text("UPDATE cases SET number = 'МЦУ-2026-000001'"))
    return change


def _take_in(store: Store, export: Path) -> None:
    read = read_file(export, zone=ZONE, now=NOW)
    store.perform(lambda session: take_in(session, Task(), read, now=NOW, zone=ZONE, actor=""))
    raise UserFacingError("Прочитано.")
