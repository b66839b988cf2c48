"""How often a question or a deed crosses the line to a shared store: over a slow one each trip is felt."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.models.catalogues import Channel, SectorBlock
from mcu_desktop.models.terms import TimeLimitRecord
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.deed_answers import DeedKey
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.operations.walk_case import begin_work
from mcu_desktop.queries.case_card import read_case_card
from mcu_desktop.queries.queue import QueueFilter, read_case_ids, read_first_page
from mcu_desktop.store.asking import rows_together
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.proxy import Proxy, proxy_to
from tests.server import TcpServer

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")


@pytest.fixture
def proxy(tcp_server: TcpServer) -> Iterator[Proxy]:
    with proxy_to(tcp_server.port) as made:
        yield made


@pytest.fixture
def far_store(
    tcp_server: TcpServer,
    tcp_database: str,
    proxy: Proxy,
    incoming: Callable[..., IncomingCase],
    file_of: Callable[..., ReadFile],
) -> Iterator[Store]:
    store = Store(find_place(tcp_server.address(tcp_database, port=proxy.port)))
    file = file_of(incoming(), incoming(external_number="102"))
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))
    yield store
    store.close()


def trips_of(proxy: Proxy, work: Callable[[], object]) -> int:
    before = proxy.trips
    work()
    return proxy.trips - before


def test_a_question_crosses_the_line_once(far_store: Store, proxy: Proxy) -> None:
    reader = far_store.open_reader()
    assert trips_of(proxy, lambda: read_case_card(reader, 1, now=NOW)) == 1
    assert trips_of(proxy, lambda: read_first_page(reader, QueueFilter(), now=NOW, zone=ZONE)) == 1
    assert trips_of(proxy, lambda: read_case_ids(reader, QueueFilter(), now=NOW, zone=ZONE)) == 1
    reader.close()


@pytest.mark.parametrize(
    ("deed", "most"),
    [
        (lambda session: add_comment(session, 1, text="Звонили", now=NOW, actor="О"), 10),
        (lambda session: begin_work(session, 1, now=NOW, actor="О"), 15),
    ],
    ids=["a note", "a step"],
)
def test_a_deed_does_not_cross_it_for_each_of_its_statements(
    far_store: Store, proxy: Proxy, deed: Callable[[Session], Change], most: int
) -> None:
    whole = partial(performed, deed=deed, now=NOW, key=DeedKey(str(uuid4())))
    assert trips_of(proxy, lambda: far_store.perform(whole)) <= most


def test_what_is_asked_together_is_what_is_asked_alone(store: Store) -> None:

    asked = [select(record.__table__) for record in (Channel, SectorBlock, TimeLimitRecord)]

    def compare(session: Session) -> None:
        alone = [[dict(row) for row in session.execute(select_).mappings()] for select_ in asked]
        assert rows_together(session, asked) == alone
        assert all(alone)

    store.perform(compare)
