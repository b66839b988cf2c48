"""A program that has frozen in the middle of a deed holds its cases, and the seals, no longer than a minute.

Its line is alive, so that no keepalive ends it; a thread that waits stands for a process that has stopped.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.orm import Session

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.deed_answers import DeedKey
from mcu_desktop.operations.edit_case import set_field
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.seal_journal import seal_journal
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.store.about import About
from mcu_desktop.store.guarding.accounts import FROZEN_SECONDS, end_frozen
from mcu_desktop.store.line_faults import LineLost
from tests.server import TcpServer
from tests.shared.conftest import WALL, Town
from tests.shared.test_deeds_work import NOW, SIGNED
from tests.shared.test_lending import copy_of

_PATIENCE = 30
_HELD = "SELECT id FROM cases WHERE id = %s FOR UPDATE NOWAIT"


@pytest.fixture
def frozen_town(tcp_server: TcpServer, town: Town) -> Town:
    return copy_of(town, f"frozen_{uuid4().hex[:8]}")


@contextmanager
def frozen(town: Town, deed: Callable[[Session], Change], about: About, key: str) -> Iterator[list[Exception]]:
    """Begin a deed that stands still between its two trips; what has become of it is in the list afterwards."""
    standing, awake = threading.Event(), threading.Event()
    failed: list[Exception] = []

    def stand(session: Session) -> Change:
        change = deed(session)
        standing.set()
        awake.wait(_PATIENCE)
        return change

    def run() -> None:
        with closing(town.store("vasileva")) as store:
            try:
                store.perform(partial(performed, deed=stand, now=NOW, key=DeedKey(key)), about=about)
            except LineLost as error:
                failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert standing.wait(_PATIENCE)
    try:
        yield failed
    finally:
        awake.set()
        thread.join(_PATIENCE)


def test_another_program_frees_the_case_and_the_deed_is_done_once_when_its_own_wakes(frozen_town: Town) -> None:
    town, case_id, key = frozen_town, frozen_town.ids["education/phone/open"], str(uuid4())
    comment = partial(add_comment, case_id=case_id, text="Звонили", **SIGNED)
    with town.line() as owner:
        owner.execute(end_frozen(seconds=0).encode())  # nobody waits a minute here
    with frozen(town, comment, About((case_id,)), key) as failed:
        with town.line() as line, pytest.raises(psycopg.errors.LockNotAvailable):
            line.execute(_HELD, (case_id,))
        seal_journal(town.store(WALL))  # what any open program does each minute, that of the wall, too
        with closing(town.store("ermolenko")) as other:
            edit = partial(set_field, case_id=case_id, field=CaseField.HOUSE, value="17", **SIGNED)
            other.perform(partial(performed, deed=edit, now=NOW), about=About((case_id,)))
    assert [str(error) for error in failed] != [], "The one that has frozen is told so, and its deed is not done"
    notes = f"SELECT count(*) FROM case_comments WHERE case_id = {case_id}"
    assert town.value(notes) == 0
    with closing(town.store("vasileva")) as store:
        for _twice in range(2):
            store.perform(partial(performed, deed=comment, now=NOW, key=DeedKey(key, is_repeat=True)))
    assert (town.value(notes), town.value(f"SELECT house FROM cases WHERE id = {case_id}")) == (1, "17")


def test_who_thinks_for_less_than_a_minute_is_not_interrupted(frozen_town: Town) -> None:
    town, case_id = frozen_town, frozen_town.ids["education/phone/open"]
    comment = partial(add_comment, case_id=case_id, text="Звонили", **SIGNED)
    with frozen(town, comment, About((case_id,)), str(uuid4())) as failed:
        assert town.value("SELECT mcu.end_frozen()", WALL) == 0
    assert failed == []
    assert town.value(f"SELECT count(*) FROM case_comments WHERE case_id = {case_id}") == 1
    installed = town.value("SELECT prosrc FROM pg_proc WHERE proname = 'end_frozen'")
    assert f"'{FROZEN_SECONDS} seconds'" in installed


def test_a_hostile_client_that_has_switched_the_limit_off_is_ended_and_the_server_s_owner_is_not(
    frozen_town: Town,
) -> None:
    town, case_id = frozen_town, frozen_town.ids["education/phone/open"]
    with town.line() as owner, town.line("ermolenko") as hostile:
        owner.execute(end_frozen(seconds=0).encode())
        hostile.execute(b"SET idle_in_transaction_session_timeout = 0")
        hostile.execute(b"BEGIN")
        hostile.execute(_HELD, (case_id,))
        owner.execute(b"BEGIN")
        assert town.value("SELECT mcu.end_frozen()", "galkina") == 1
        owner.execute(b"ROLLBACK")
        with pytest.raises(psycopg.OperationalError):
            hostile.execute(b"COMMIT")
