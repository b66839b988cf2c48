"""A card is read in one round trip, on both stores."""

from collections.abc import Callable, Generator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_card import read_case_card
from mcu_desktop.rules.terms import Outcome
from mcu_desktop.store.reading import Reader, Row
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)


class Counted:
    """A reader that counts how often the store is asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.dialect, self.trips = reader, reader.dialect, 0

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        self.trips += 1
        return self._reader.rows(sql, **parameters)

    def ask(self, questions: Sequence[str], **parameters: object) -> list[list[Row]]:
        self.trips += 1
        return self._reader.ask(questions, **parameters)

    def portions(self, sql: str, size: int, **parameters: object) -> Generator[list[Row], None, None]:
        self.trips += 1
        return self._reader.portions(sql, size, **parameters)

    def close(self) -> None:
        self._reader.close()


def test_one_round_trip(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    zone = ZoneInfo("Europe/Moscow")
    file = file_of(incoming())
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=zone, actor="О"))
    counted = Counted(reader)
    card = read_case_card(counted, 1, now=NOW)
    assert card is not None
    assert (card.text, len(card.events)) == ("Яма на дороге\nу школы", 1)
    assert card.clock.terms
    assert counted.trips == 1
    assert read_case_card(counted, 99, now=NOW) is None


def test_each_fact_stands_in_its_own_place(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    moments = {
        "received_at": NOW - timedelta(days=9),
        "registered_at": NOW - timedelta(days=8),
        "answered_at": NOW - timedelta(days=2),
        "closed_at": NOW - timedelta(days=1),
    }
    said = {"gist": "Суть", "received_text": "Как пришло", "answer_text": "Ответ", "source_status": "Закрыто там"}
    place = {"settlement": "Есеновичи", "street": "Мира", "house": "5"}
    marks = {"important": True, "fast_track": False, "reopened": True, "satisfaction": 2}
    case = incoming(
        **moments, **said, **place, **marks,
        municipality="Округ", clean_text="Чистый текст", recipient="Отдел дорог", body="Управление ЖКХ",
        outcome=Outcome.EXPLAINED,
    )  # fmt: skip
    file = file_of(case)
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZoneInfo("Europe/Moscow"), actor="О"))
    card = read_case_card(reader, 1, now=NOW)
    assert card is not None
    assert {name: getattr(card, name) for name in (*moments, *said, *place, *marks)} == {
        **moments, **said, **place, **marks,
    }  # fmt: skip
    assert (card.text, card.place) == ("Чистый текст", "Округ, Есеновичи, Мира, 5")
    assert (card.recipient, card.body, card.outcome) == ("Отдел дорог", "Управление ЖКХ", "разъяснено")


class Watched:
    """A cursor that notes when it is read."""

    def __init__(self, cursor: Any, events: list[str]) -> None:
        self._cursor, self._events = cursor, events

    def fetchall(self) -> Any:
        self._events.append("read")
        return self._cursor.fetchall()


def test_several_questions_are_sent_before_the_first_answer_is_read(postgres_store: Store) -> None:
    reader: Any = postgres_store.open_reader()
    connection, events = reader._connection, []

    class Connection:
        pipeline = connection.pipeline
        close = connection.close

        def execute(self, sql: bytes, parameters: object) -> Watched:
            assert connection.info.pipeline_status.name == "ON", "Nothing waits for an answer"
            events.append("sent")
            return Watched(connection.execute(sql, parameters), events)

    reader._connection = Connection()
    assert reader.ask(("SELECT 1", "SELECT :case_id"), case_id=7) == [[(1,)], [(7,)]]
    assert events == ["sent", "sent", "read", "read"]
    reader.close()
