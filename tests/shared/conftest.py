"""A shared store as a town has it: set up, a login for each person of the roster, some cases in several blocks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from mcu_desktop.intake.incoming import Citizen, IncomingCase, ReadFile
from mcu_desktop.operations import case_clock, walk_case
from mcu_desktop.operations.accounts import make_account
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.set_up_store import add_first_administrator, set_up_store
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.case_way import QUALITY
from mcu_desktop.rules.terms import CaseKind, Outcome, Role, SourceSystem
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.server import TcpServer

ZONE = ZoneInfo("Europe/Moscow")
WORD = "крепкое слово 17"
# One person of the roster for each role; Ермоленко and Галкина belong to one block each.
PEOPLE = {
    "sharapova": ("Шарапова", Role.CURATOR),
    "vasileva": ("Васильева", Role.HEAD),
    "shuvalov": ("Шувалов", Role.ADMINISTRATOR),
    "yancen": ("Янцен", Role.INCIDENT_COORDINATOR),
    "bobrova": ("Боброва", Role.FEEDBACK_COORDINATOR),
    "ermolenko": ("Ермоленко", Role.BLOCK_HEAD),
    "galkina": ("Галкина", Role.BLOCK_OFFICER),
}
WALL = "ekran"
STATES = ("open", "drafted", "checked", "closed", "waiting", "appeal")


@dataclass
class Town:
    """The store, and the ways into it."""

    server: TcpServer
    database: str
    ids: dict[str, int] = field(default_factory=dict)  # cases by what they are

    @property
    def owner(self) -> Store:
        """The store as the owner of the server sees it."""
        return Store(find_place(self.server.address(self.database)))

    def store(self, login: str) -> Store:
        """The store as a person opens it."""
        return Store(find_place(self.server.address(self.database, login=login, password=WORD)))

    @contextmanager
    def line(self, login: str | None = None) -> Iterator["psycopg.Connection[Any]"]:
        """Open a bare connection, as a hostile client would."""
        address = (
            self.server.address(self.database)
            if login is None
            else self.server.address(self.database, login=login, password=WORD)
        )
        with psycopg.connect(address, autocommit=True) as connection:
            yield connection

    def value(self, sql: str, login: str | None = None) -> Any:
        """Return the first value of a select."""
        with self.line(login) as line:
            row = line.execute(sql.encode()).fetchone()
            return None if row is None else row[0]


def person_id(town: Town, family_name: str) -> int:
    """Return the id of a person of the roster."""
    found: int = town.value(f"SELECT id FROM people WHERE family_name = '{family_name}'")
    return found


def build_town(server: TcpServer, database: str) -> Town:
    """Set a store up with its people and some cases."""
    town = Town(server, database)
    with psycopg.connect(server.address("postgres"), autocommit=True) as line:
        line.execute(f"CREATE DATABASE {database}".encode())
    now = datetime.now(UTC)
    set_up_store(town.owner)
    add_first_administrator(town.owner, login="shuvalov", password=WORD, now=now)
    administrator = town.store("shuvalov")
    for login, (family_name, _role) in PEOPLE.items():
        if login != "shuvalov":
            make = partial(make_account, login=login, person_id=person_id(town, family_name), password=WORD, now=now,
                           actor="")  # fmt: skip
            administrator.perform(make)
    administrator.perform(partial(make_account, login=WALL, person_id=None, password=WORD, now=now, actor=""))
    head = town.store("vasileva")
    head.perform(lambda session: take_in(session, Task(), _file(now), now=now, zone=ZONE, actor=""))
    with town.line() as line:
        rows = line.execute(
            b"SELECT b.code, h.code, c.source_number, c.id FROM cases c JOIN channels h ON h.id = c.channel_id"
            b" LEFT JOIN sector_blocks b ON b.id = c.sector_block_id"
        ).fetchall()
    town.ids = {f"{block}/{channel}/{number.split()[-1]}": case_id for block, channel, number, case_id in rows}
    for name, case_id in town.ids.items():
        _bring_on(head, name.rpartition("/")[2], case_id, now)
    return town


def _bring_on(head: Store, state: str, case_id: int, now: datetime) -> None:
    """Bring a case to where its name says it is."""

    def do(deed: Callable[..., Change], **given: Any) -> None:
        run = partial(_run, deed, case_id, given | {"now": now, "actor": ""})
        head.perform(lambda session: performed(session, run, now=now))

    if state in {"drafted", "checked"}:
        do(walk_case.submit_answer, text="Ответ")
    if state == "checked":
        do(walk_case.approve_answer, met=QUALITY)
    if state == "closed":
        do(close_case, outcome=Outcome.RESOLVED, outcome_title="решено", breach_reason="")
    if state == "waiting":
        do(case_clock.put_off, until=(now + timedelta(days=9)).date(), reason="Ждём", zone=ZONE)


def _run(deed: Callable[..., Change], case_id: int, given: dict[str, Any], session: Any) -> Change:
    return deed(session, case_id, **given)


def _file(now: datetime) -> ReadFile:
    topics = {"roads": ("Дороги", "Ямы во дворах"), "school": ("Образование", "Школы"), "": ("", "")}
    channels = {
        "incident_management": SourceSystem.INCIDENT_MANAGEMENT,
        "feedback_platform": SourceSystem.INCIDENT_MANAGEMENT,
        "phone": SourceSystem.INCIDENT_MANAGEMENT,
    }
    cases: list[IncomingCase] = []
    for channel, system in channels.items():
        for topic, (group, title) in topics.items():
            cases += [
                IncomingCase(
                    row_number=len(cases) + 1,
                    system=system,
                    external_number=f"{channel} {topic} {state}",
                    channel_code=channel,
                    kind=CaseKind.APPEAL if state == "appeal" else CaseKind.MESSAGE,
                    received_at=now - timedelta(days=1),
                    received_text=f"Прошу помочь, {channel}",
                    clean_text=f"Прошу помочь, {channel}",
                    topic_group=group,
                    topic=title,
                    citizen=Citizen("Канарейкин Кенар Кенарович", "+7 900 000-00-00", "", "", ""),
                )
                for state in STATES
            ]
    return ReadFile("выгрузка.xlsx", "0" * 64, "im", "Выгрузка", SourceSystem.INCIDENT_MANAGEMENT, tuple(cases), ())


@pytest.fixture(scope="session")
def town(tcp_server: TcpServer) -> Town:
    """A town for tests that change nothing, or take back what they change."""
    return build_town(tcp_server, "town")
