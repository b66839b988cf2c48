"""Deeds on cases cross the line to a shared store twice, and leave what they would leave if they crossed it for each
question; done by each kind of role on what is lent to it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.models import Base
from mcu_desktop.operations import case_clock
from mcu_desktop.operations.attach import NewFile, attach, remove_attachment
from mcu_desktop.operations.bulk import on_each, rehearse
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.deed_answers import DeedKey
from mcu_desktop.operations.edit_case import assign, set_field
from mcu_desktop.operations.note_on_case import add_comment, link_cases, see_citizen
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.register_case import NewCase, register_case
from mcu_desktop.operations.task import Task
from mcu_desktop.operations.undo import undo
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import PERMISSIONS, Deed
from mcu_desktop.rules.terms import LinkKind
from mcu_desktop.store.about import About, Undone
from mcu_desktop.store.line_faults import LineLost
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from mcu_desktop.store.table_rows import plain_columns
from tests.proxy import Proxy, proxy_to
from tests.server import TcpServer
from tests.shared.conftest import PEOPLE, WORD, ZONE, Town
from tests.shared.test_deeds_work import LINKING, NOW, ON_CASE, SIGNED, Done, named, next_number, place_of

RECIPIENT = "МКУ"
# One who sees all cases, one who sees those of the own channel's, one who sees those of the own block alone.
KINDS = ("vasileva", "yancen", "ermolenko")


@dataclass
class FarTown:
    """A town behind a proxy that counts, with the stores of those who have opened it."""

    town: Town
    proxy: Proxy
    stores: dict[str, Store]

    def case(self, login: str, done: Done) -> int:
        """Return a case on which the person may do the deed."""
        reach = PERMISSIONS[PEOPLE[login][1]][done.deed]
        return self.town.ids[f"{place_of(login, reach)}/{done.case}"]

    def do(self, login: str, deed: Callable[[Session], Change], about: About | None) -> tuple[Change, int]:
        """Do a deed as the window does it; returns its change and how often it has crossed the line."""
        whole = partial(performed, deed=deed, now=NOW, key=DeedKey(str(uuid4())))
        before = self.proxy.trips
        change = self.stores[login].perform(whole, about=about)
        return change, self.proxy.trips - before

    def rows(self, sql: str) -> list[Any]:
        with self.town.line() as line:
            return line.execute(sql.encode()).fetchall()


def far_town(server: TcpServer, proxy: Proxy, town: Town) -> FarTown:
    stores = {}
    for login in KINDS:
        address = server.address(town.database, login=login, password=WORD, port=proxy.port)
        stores[login] = Store(find_place(address))
    return FarTown(town, proxy, stores)


def copy_of(town: Town, database: str) -> Town:
    """Return a town of its own that began as this one; nobody may be in this one meanwhile."""
    with psycopg.connect(town.server.address("postgres"), autocommit=True) as line:
        line.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (town.database,))
        line.execute(f"CREATE DATABASE {database} TEMPLATE {town.database}".encode())
    copied = Town(town.server, database, town.ids)
    with copied.line() as line:
        line.execute("INSERT INTO responsible_recipients (title, body_title) VALUES (%s, '')", (RECIPIENT,))
    return copied


@pytest.fixture(scope="module")
def far(tcp_server: TcpServer, town: Town) -> Iterator[FarTown]:
    copied = copy_of(town, "lent_town")
    with proxy_to(tcp_server.port) as proxy:
        proxy.delay = 0.01  # as on a line: what is sent together arrives together
        made = far_town(tcp_server, proxy, copied)
        for login in KINDS:  # opens the line, and learns the catalogues
            case_id = made.case(login, Done(Deed.COMMENT, lambda _s, _c: Change(frozenset(), "")))
            made.do(login, partial(_comment, case_id), About((case_id,)))
        yield made
        for store in made.stores.values():
            store.close()


def _comment(case_id: int, session: Session) -> Change:
    return add_comment(session, case_id, text="Звонили", **SIGNED)


def _deed(town: Town, done: Done, case_id: int) -> tuple[Callable[[Session], Change], About]:
    """Return a deed of the list with what it is about."""
    if done is not LINKING:
        return lambda session: done.run(session, case_id), About((case_id,), citizens=done.deed is Deed.SEE_CITIZEN)
    with closing(town.owner) as owner:
        number = owner.perform(lambda session: next_number(session, case_id))
    link = partial(link_cases, case_id=case_id, number=number, kind=LinkKind.DUPLICATE, **SIGNED)
    return link, About((case_id,), (number,))


@pytest.mark.parametrize("done", ON_CASE, ids=named)
def test_a_deed_crosses_the_line_twice_whoever_does_it_and_so_does_its_undo(far: FarTown, done: Done) -> None:
    for login in KINDS:
        if done.deed not in PERMISSIONS[PEOPLE[login][1]]:
            continue
        case_id = far.case(login, done)
        block = far.town.value(f"SELECT sector_block_id FROM cases WHERE id = {case_id}")
        deed, about = _deed(far.town, done, case_id)
        change, trips = far.do(login, deed, about)
        assert trips == 2, f"{login}: {change.text}"
        if done.comes_back:
            taken_back = partial(undo, deed_id=change.undo_id, now=NOW)
            change, trips = far.do(login, taken_back, About(undone=Undone(change.undo_id, 0)))
            assert trips == 2, f"{login}: {change.text}"
        with far.town.line() as line:  # as the next one wants to find it
            line.execute("UPDATE cases SET sector_block_id = %s WHERE id = %s", (block, case_id))
            line.execute("DELETE FROM case_links")


def test_the_last_deed_is_found_and_taken_back_in_two_trips(far: FarTown) -> None:
    case_id = far.town.ids["education/phone/open"]
    done, _trips = far.do(
        "vasileva", lambda session: set_field(session, case_id, CaseField.HOUSE, "71", **SIGNED), None
    )
    change, trips = far.do("vasileva", partial(undo, deed_id=None, now=NOW), About(undone=Undone(None, 0)))
    assert (change.text, trips) == (f"Отменено: {done.text}", 2)
    assert far.town.value(f"SELECT house FROM cases WHERE id = {case_id}") != "71"


def test_a_thousand_at_once_cross_it_twice_too(far: FarTown) -> None:
    ids = [case_id for name, case_id in far.town.ids.items() if name.startswith("utilities/")]

    def give_all(session: Session) -> Change:
        return on_each(session, Task(), "Метка", ids, lambda of, case_id: set_field(
            of, case_id, CaseField.TAGS, ("вместе",), **SIGNED))  # fmt: skip

    change, trips = far.do("vasileva", give_all, About(tuple(ids)))
    details: Any = change.details
    done = {row.case_id for row in details if row.is_done}
    assert trips == 2
    assert len(done) == len(ids) - 3, "All but the closed ones, one of each channel"
    assert {row[0] for row in far.rows("SELECT case_id FROM case_tags WHERE title = 'вместе'")} == done


def test_a_rehearsal_leaves_everything_as_it_was(far: FarTown) -> None:
    case_id = far.town.ids["utilities/phone/open"]
    rows = f"SELECT version, house FROM cases WHERE id = {case_id}"
    before = far.rows(rows)
    far.do("vasileva", lambda session: rehearse(session, Task(), "Дом", [case_id], lambda of, one: set_field(
        of, one, CaseField.HOUSE, "72", **SIGNED)), About((case_id,)))  # fmt: skip
    assert far.rows(rows) == before


def test_what_the_deed_refuses_is_not_done_and_the_case_is_free_again(far: FarTown) -> None:
    case_id = far.town.ids["utilities/phone/open"]
    with pytest.raises(UserFacingError, match="Заметка пуста"):
        far.do("vasileva", lambda session: add_comment(session, case_id, text=" ", **SIGNED), About((case_id,)))
    with far.town.line() as line:
        line.execute("SELECT id FROM cases WHERE id = %s FOR UPDATE NOWAIT", (case_id,))


def test_a_case_that_is_not_for_the_person_is_not_lent(far: FarTown) -> None:
    others = far.town.ids["utilities/phone/open"]
    with pytest.raises(UserFacingError, match="в хранилище больше нет"):
        far.do("ermolenko", partial(_comment, others), About((others,)))


def test_the_server_refuses_what_a_forged_deed_brings_back(far: FarTown) -> None:
    case_id = far.town.ids["education/phone/open"]

    def forge(session: Session) -> Change:
        session.execute(text("UPDATE cases SET number = 'МЦУ-0' WHERE id = :id"), {"id": case_id})
        return Change(frozenset(), "Подделано")

    with pytest.raises(UserFacingError, match="не разрешило"):
        far.do("ermolenko", forge, About((case_id,)))
    assert far.rows("SELECT count(*) FROM cases WHERE number = 'МЦУ-0'") == [(0,)]


@pytest.mark.parametrize("table", ["citizens", "case_events", "done_deeds"])
def test_what_was_not_lent_cannot_be_read_as_if_it_were_empty(far: FarTown, table: str) -> None:
    case_id = far.town.ids["education/phone/open"]

    def look(session: Session) -> Change:
        session.execute(select(Base.metadata.tables[table])).all()
        return Change(frozenset(), "")

    with pytest.raises(DatabaseError, match="prohibited"):
        far.do("vasileva", look, About((case_id,)))


def test_a_look_at_the_citizen_is_noted_by_the_server(far: FarTown) -> None:
    case_id = far.town.ids["education/phone/open"]
    looks = "SELECT count(*) FROM row_changes WHERE operation = 'S' AND login = 'ermolenko'"
    before = far.town.value(looks)
    deed = partial(see_citizen, case_id=case_id, **SIGNED)
    change, trips = far.do("ermolenko", deed, About((case_id,), citizens=True))
    details: Any = change.details
    assert (details.name, trips) == ("Канарейкин Кенар Кенарович", 2)
    assert far.town.value(looks) == before + 1


def test_a_row_that_has_gone_meanwhile_takes_the_deed_back_and_it_is_done_anew(far: FarTown) -> None:
    case_id = far.town.ids["utilities/phone/waiting"]
    tries = []

    def resume(session: Session) -> Change:
        tries.append(1)
        with far.town.line() as line:
            line.execute("DELETE FROM case_pauses WHERE case_id = %s", (case_id,))
        return case_clock.resume(session, case_id, **SIGNED)

    with pytest.raises(UserFacingError, match="Работа не была отложена"):
        far.do("vasileva", resume, About((case_id,)))
    assert len(tries) == 2
    events = f"SELECT count(*) FROM case_events WHERE case_id = {case_id} AND summary = 'Работа возобновлена'"
    assert far.town.value(events) == 0


def test_a_catalogue_that_others_change_is_read_anew(far: FarTown) -> None:
    case_id = far.town.ids["utilities/phone/open"]
    with far.town.line() as line:
        line.execute("UPDATE sector_blocks SET title = title || ' (новое)' WHERE code = 'economy'")
    deed = partial(assign, case_id=case_id, block="economy", recipient=RECIPIENT, **SIGNED)
    change, trips = far.do("vasileva", deed, About((case_id,)))
    assert ("(новое)" in change.text, trips) == (True, 3)


def test_a_file_two_cases_have_goes_with_the_last_of_them(far: FarTown) -> None:
    one, other = (far.town.ids[f"{block}/phone/open"] for block in ("education", "utilities"))
    for case_id in (one, other):
        _change, trips = far.do("vasileva", lambda session, of=case_id: attach(  # type: ignore[misc]
            session, of, [NewFile("план.txt", b"plan of both")], **SIGNED), About((case_id,)))  # fmt: skip
        assert trips == 2
    for case_id, left in ((one, 1), (other, 0)):
        [(file, content_hash)] = far.rows(f"SELECT id, content_hash FROM attachments WHERE case_id = {case_id}")
        remove = partial(remove_attachment, attachment_id=file, **SIGNED)
        _change, trips = far.do("vasileva", remove, About((case_id,)))
        kept = far.town.value(f"SELECT count(*) FROM attachment_contents WHERE content_hash = '{content_hash}'")
        assert (trips, kept) == (2, left)


def test_a_lost_answer_doubles_nothing(far: FarTown) -> None:
    case_id, store = far.town.ids["education/phone/appeal"], far.stores["vasileva"]
    notes = f"SELECT count(*) FROM case_comments WHERE case_id = {case_id}"
    far.proxy.lose_answer_to = b"COMMIT"
    for number in range(1, 6):
        key, deed = str(uuid4()), partial(_comment, case_id)
        far.proxy.losses = 1
        with pytest.raises(LineLost):
            store.perform(partial(performed, deed=deed, now=NOW, key=DeedKey(key)), about=About((case_id,)))
        again = store.perform(partial(performed, deed=deed, now=NOW, key=DeedKey(key, is_repeat=True)))
        assert again.text.endswith("Добавлена заметка.")
        assert far.town.value(notes) == number
    far.proxy.lose_answer_to = None


def test_an_answer_is_dated_by_the_server_which_forgets_it(far: FarTown) -> None:
    case_id = far.town.ids["education/phone/appeal"]
    slow = NOW - timedelta(days=30)
    whole = partial(performed, deed=partial(_comment, case_id), now=slow, key=DeedKey(str(uuid4())))
    far.stores["ermolenko"].perform(whole, about=About((case_id,)))
    newest = "SELECT login FROM performed_deeds WHERE at > now() - interval '1 hour' ORDER BY at DESC LIMIT 1"
    assert far.town.value(newest) == "ermolenko"


# What the order of two inserts decides, and what only one of the ways needs.
_NUMBERS = {"id", "deed_id"}
_NOT_ALIKE = {"row_changes", "seals", "count_changes", "daily_counts", "performed_deeds"}


def picture(town: Town) -> dict[str, list[Any]]:
    """Return the rows of every table of the store, without the numbers they were given."""
    found = {}
    with town.line() as line:
        for name, table in Base.metadata.tables.items():
            kept = [index for index, column in enumerate(table.columns) if column.name not in _NUMBERS]
            rows = line.execute(f"SELECT {plain_columns(table)} FROM {name}".encode()).fetchall()
            found[name] = sorted(repr([row[index] for index in kept]) for row in rows)
    return {name: rows for name, rows in found.items() if name not in _NOT_ALIKE}


def test_the_store_is_the_same_row_by_row_whether_rows_were_lent_or_not(town: Town) -> None:
    """Every deed of the list and every undo, twice from one beginning."""
    pictures = []
    for is_lent in (True, False):
        alike = copy_of(town, f"alike_{is_lent}".lower())
        with closing(alike.store("vasileva")) as store:
            for done in ON_CASE:
                deed, about = _deed(alike, done, town.ids[f"utilities/phone/{done.case}"])
                change = store.perform(partial(performed, deed=deed, now=NOW), about=about if is_lent else None)
                if change.undo_id is not None:
                    taken_back = partial(undo, deed_id=change.undo_id, now=NOW)
                    of_undo = About(undone=Undone(change.undo_id, 0)) if is_lent else None
                    store.perform(partial(performed, deed=taken_back, now=NOW), about=of_undo)
        pictures.append(picture(alike))
    lent, direct = pictures
    assert len(lent["case_events"]) > len(ON_CASE)
    for name, rows in direct.items():
        assert lent[name] == rows, name


def test_a_new_case_is_registered_in_two_trips(far: FarTown) -> None:
    new = NewCase(
        "phone", NOW, "Во дворе нет света", recipient=RECIPIENT, citizen=Citizen("Зорина Вера", "", "", "", "")
    )
    numbers = []
    for _again in range(2):
        deed = partial(register_case, new=new, zone=ZONE, **SIGNED)
        change, trips = far.do("vasileva", deed, About(registers=True))
        assert trips == 2
        stored = "SELECT number, excerpt, version FROM cases JOIN citizens ON citizens.case_id = cases.id WHERE id = {}"
        [(number, excerpt, version)] = far.rows(stored.format(change.details))
        assert (change.text.startswith(f"{number}."), excerpt, version) == (True, "Во дворе нет света", 1)
        numbers.append(int(number.rpartition("-")[2]))
        found = f"SELECT count(*) FROM case_search WHERE case_id = {change.details} AND words LIKE '%двор%'"
        assert far.town.value(found) == 1
    assert numbers[1] == numbers[0] + 1
    assert far.town.value("SELECT max(last) FROM number_counters") == numbers[1]


def test_two_who_register_the_first_case_of_a_year_get_two_numbers(far: FarTown) -> None:
    january = datetime(2031, 1, 1, 9, tzinfo=UTC)
    register = partial(register_case, new=NewCase("phone", NOW, "Гололёд"), now=january, zone=ZONE, actor="")
    tries: list[int] = []

    def register_after_another(session: Session) -> Change:
        with far.town.line() as line:
            line.execute("INSERT INTO number_counters (year, last) VALUES (2031, 1) ON CONFLICT DO NOTHING")
        tries.append(1)
        return register(session)

    with far.town.line() as owner:  # the year is not here yet, and history is not written for a day to come
        owner.execute(b"ALTER TABLE case_events DISABLE TRIGGER mcu_guard")
        try:
            change, _trips = far.do("vasileva", register_after_another, About(registers=True))
        finally:
            owner.execute(b"ALTER TABLE case_events ENABLE TRIGGER mcu_guard")
    assert change.text.startswith("МЦУ-2031-000002.")
    assert len(tries) == 2
