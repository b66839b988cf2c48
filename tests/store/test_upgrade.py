"""A store of an older program keeps what it has and gets what is new."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, Table, insert

from mcu_desktop.models.people import RosterEdition
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.queries.roster import read_editions
from mcu_desktop.queries.summaries import Sums, read_counts
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.terms import Role
from mcu_desktop.store import migrating
from mcu_desktop.store.place import find_place
from mcu_desktop.store.reading import as_moment_or_none
from mcu_desktop.store.store import Store

ANSWERED, DEADLINE = datetime(2026, 10, 8, 9, tzinfo=UTC), datetime(2026, 11, 4, 20, 59, 59, tzinfo=UTC)

DAY = date(2026, 11, 1)


def make_first_schema(session: Any) -> None:
    """Make the schema of the first program with a setting, a limit and two cases."""
    connection = session.connection()
    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA user_version = 1")
    put(connection, "settings", code="zone", value="Europe/Moscow")
    put(
        connection, "channels", id=1, code="post", title="Почта", kind="appeal", archived=False, footnote="",
        position=1, source="",
    )  # fmt: skip
    put(
        connection, "time_limits", id=1, code="appeal_answer", title="Ответ", stage="final_answer", kind="appeal",
        amount=30, unit="calendar_day", start_event="registered", counting="next_day", day_off_rule="keep",
        control_counting="next_day", control_day_off_rule="keep", warn_amount=3, warn_unit="working_day",
        source="ст. 12", valid_from=date(2006, 11, 2), is_default=True,
    )  # fmt: skip
    for case_id, answered_at in ((1, ANSWERED), (2, None)):
        put(
            connection, "cases", id=case_id, number=f"МЦУ-2026-{case_id}", channel_id=1, kind="appeal",
            received_at=ANSWERED, registered_at=ANSWERED, gist="Яма", excerpt="", route_reason="", municipality="",
            settlement="", street="", house="", important=False, fast_track=False, source_status="", reopened=False,
            answered_at=answered_at, legal_deadline=None if answered_at else DEADLINE, queue_moment=DEADLINE, version=1,
        )  # fmt: skip
        put(
            connection, "case_deadlines", id=case_id, case_id=case_id, stage="final_answer", time_limit_id=1,
            started_at=ANSWERED, legal_deadline=DEADLINE, control_date=DEADLINE, trace="[]", warnings="[]",
        )  # fmt: skip

        put(
            connection, "case_texts", case_id=case_id, received_text="", clean_text="", answer_text="",
            source_fields='{"Тип инцидента": "Не решаемый"}' if case_id == 2 else "{}",
        )  # fmt: skip

    put(connection, "people", id=4, family_name="Ветрова", given_name="Анна", patronymic="Ильинична")
    put(connection, "people", id=7, family_name="Лесков", given_name="Иван", patronymic="")
    first, second = date(2021, 9, 28), date(2023, 6, 1)
    for entry_id, person_id, begun, ended in (
        (1, 4, first, date(2023, 5, 31)),
        (2, 7, first, None),
        (3, 4, second, None),
    ):
        put(
            connection, "roster_entries", id=entry_id, position=entry_id, person_id=person_id, job_title="Эксперт",
            role_text="Куратор МЦУ", role="curator", order_number=f"{begun.year}-р", order_date=begun, valid_from=begun,
            valid_to=ended,
        )  # fmt: skip


def put(connection: Any, table: str, **values: Any) -> None:
    connection.execute(insert(Table(table, MetaData(), autoload_with=connection)), [values])


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return Store(find_place(str(tmp_path / "old.sqlite3")))
    new_database: Callable[..., str] = request.getfixturevalue("new_database")
    return Store(find_place(new_database()))


@pytest.mark.filterwarnings("ignore:The default datetime adapter:DeprecationWarning")
def test_an_old_store_is_brought_over_whole(empty: Store) -> None:
    empty.perform(make_first_schema)
    assert empty.version() == 1
    empty.prepare(seed_store)
    assert empty.version() == migrating.SCHEMA_VERSION
    with closing(empty.open_reader()) as reader:
        assert reader.rows("SELECT id, gist, nearest_stage, solvable FROM cases ORDER BY id") == [
            (1, "Яма", None, None), (2, "Яма", "final_answer", False),
        ]  # fmt: skip
        terms = reader.rows("SELECT case_id, title, settled_at FROM case_deadlines ORDER BY case_id")
        assert [(case, title, as_moment_or_none(settled) is None) for case, title, settled in terms] == [
            (1, "", False), (2, "", True),
        ]  # fmt: skip
        assert reader.rows("SELECT max_extension, amount FROM time_limits") == [(30, 30)], "The limits are its own"
        assert reader.rows("SELECT count(*) FROM alert_steps")[0][0] > 0, "New tables come with their catalogues"
        assert reader.rows("SELECT count(*) FROM sector_blocks") == [(0,)], "Old tables are left as they were"
        october = Period(date(2026, 10, 1), date(2026, 10, 31))
        kept = read_counts(reader, (october,), zone=ZoneInfo("Europe/Moscow")).whole(0)
        assert kept == Sums(received=2, answered=1), "Its cases are counted"
        first, second = read_editions(reader)
        assert [(edition.order_number, edition.valid_from) for edition in (first, second)] == [
            ("2021-р", date(2021, 9, 28)), ("2023-р", date(2023, 6, 1)),
        ]  # fmt: skip
        assert [row.person_id for row in first.rows] == [4, 7]
        assert [row.person_id for row in second.rows] == [7, 4], "In the order in which they stood"
        assert [row.full_name for row in second.rows] == ["Лесков Иван", "Ветрова Анна Ильинична"]
        assert {row.grants for row in second.rows} == {(RoleGrant(Role.CURATOR),)}
    empty.perform(lambda session: session.add(RosterEdition(order_number="3", order_date=DAY, valid_from=DAY)))
    if empty.place.file is not None:
        [copy] = (empty.place.file.parent / "backups").iterdir()
        assert Store(find_place(str(copy))).version() == 1, "The copy from before is of the old schema"
