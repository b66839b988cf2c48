"""Every table is classified: who reads it, which deed writes it, how the journal keeps it."""

from contextlib import closing
from typing import Any

from mcu_desktop.models import Base
from mcu_desktop.store.guarding.grants import columns_of, policies_of, rights_of
from mcu_desktop.store.guarding.names import NARROW, WALL
from mcu_desktop.store.guarding.tables import TABLES, Kept, Read
from mcu_desktop.store.store import Store

# What names people or could: none of it hangs on the wall.
PERSONAL = {"citizens", "case_texts", "case_answers", "case_comments", "case_events", "people", "attachments",
            "refused_rows", "row_changes", "journal"}  # fmt: skip


def test_every_table_is_classified() -> None:
    assert set(TABLES) - {"alembic_version"} == set(Base.metadata.tables)


def test_keys_and_columns_are_those_of_the_records() -> None:
    for name, table in TABLES.items():
        columns = set(columns_of(name))
        if not columns:
            continue
        assert {column.name for column in Base.metadata.tables[name].primary_key} == set(table.key), name
        named = {column for group, _deeds in table.change for column in group}
        assert named | set(table.hidden) <= columns, name


def test_the_wall_reads_nothing_personal() -> None:
    for name, table in TABLES.items():
        readable = [columns for right, columns, groups in rights_of(name, table) if WALL in groups]
        if name in PERSONAL:
            assert readable == [], name
    [columns] = [columns for right, columns, groups in rights_of("cases", TABLES["cases"]) if WALL in groups]
    assert {"gist", "excerpt", "street", "house"}.isdisjoint(columns)
    assert {"number", "legal_deadline", "sector_block_id"} <= set(columns)


def test_records_are_removed_by_nobody() -> None:
    for name in ("people", "case_events", "case_comments", "journal", "row_changes", "seals", "accounts"):
        assert {str(deed) for deed in TABLES[name].remove} <= {"demonstrate"}, name


def test_a_block_s_people_see_cases_by_their_block_alone() -> None:
    for name, table in TABLES.items():
        if table.read not in {Read.CASE, Read.OF_CASE}:
            continue
        [condition] = [condition for _name, groups, condition in policies_of(name, table) if NARROW[0] in groups]
        assert condition != "true", name


def test_the_journal_writes_down_each_row(store: Store) -> None:
    def deed(session: Any) -> None:
        connection = session.connection()
        connection.exec_driver_sql("INSERT INTO breach_reasons (id, title) VALUES (900, 'Первая')")
        connection.exec_driver_sql("UPDATE breach_reasons SET title = 'Вторая' WHERE id = 900")
        connection.exec_driver_sql("UPDATE breach_reasons SET title = 'Вторая' WHERE id = 900")
        connection.exec_driver_sql("DELETE FROM breach_reasons WHERE id = 900")

    store.perform(deed)
    with closing(store.open_reader()) as reader:
        rows = reader.rows(
            "SELECT operation, old, new FROM row_changes WHERE table_name = 'breach_reasons' AND row_key = '900'"
            " ORDER BY id"
        )
    assert [row[0] for row in rows] == ["I", "U", "D"]
    assert "Первая" in rows[1][1]
    assert "Вторая" in rows[1][2]
    assert "Вторая" in rows[2][1]


def test_personal_data_are_journaled_without_their_values() -> None:
    assert TABLES["citizens"].kept is Kept.DIGESTS
    assert TABLES["case_texts"].kept is Kept.DIGESTS
    assert TABLES["refused_rows"].kept is Kept.DIGESTS
