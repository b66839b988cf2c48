"""`figures`: what the charts draw, on the command line."""

import json
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop import cli
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.saved_views import save_cut
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.figures import FIGURES
from mcu_desktop.queries.saved_cuts import KeptCut
from mcu_desktop.rules.cuts import Cut, CutFigure
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import month_of
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
SEPTEMBER = ("--from", "2026-09-01", "--to", "2026-09-30")


@pytest.fixture
def place(sqlite_store: Store) -> str:
    sqlite_store.perform(
        lambda session: add_demonstration(session, Task(), cases_count=150, seed=7, now=NOW, zone=MOSCOW)
    )
    return str(sqlite_store.place.file)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert cli.run(["figures", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def counted(store: Store, condition: str) -> int:
    reader = store.open_reader()
    [(count,)] = reader.rows("SELECT count(*) FROM cases WHERE " + condition)
    reader.close()
    return int(count)


IN_SEPTEMBER = "received_at >= '2026-08-31 21' AND received_at < '2026-09-30 21'"


def test_the_numbers_are_those_of_plain_sql(
    place: str, sqlite_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "numbers", *SEPTEMBER, "--store", place)
    assert (found["name"], found["from"], found["to"]) == ("numbers", "2026-09-01", "2026-09-30")
    received = found["figures"][0]
    assert received["title"] == "Поступило"
    assert received["now"]["count"] == counted(sqlite_store, IN_SEPTEMBER) > 10
    assert received["now"]["cases"]["measure"] == "received"


def test_a_chart_of_a_block_has_the_points_it_draws(
    place: str, sqlite_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "received-course", *SEPTEMBER, "--block", "utilities", "--store", place)
    points = [point["value"] for point in found["figures"]["series"][0]["points"]]
    of_block = " AND sector_block_id = (SELECT id FROM sector_blocks WHERE code = 'utilities')"
    assert sum(point or 0 for point in points) == counted(sqlite_store, IN_SEPTEMBER + of_block) > 0
    assert found["figures"]["labels"][0] == "01.09"


def test_every_figure_of_the_list_can_be_printed(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = answer(capsys, "--list")
    assert names.keys() == FIGURES.keys()
    assert {"received-by-block", "answered-late-course", "heat-block-hour-received"} <= names.keys()
    for name in names:
        assert cli.run(["figures", name, *SEPTEMBER, "--store", place]) == 0
        assert len(capsys.readouterr().out.splitlines()) > 1, name


def test_a_table_for_people(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["figures", "received-by-block", *SEPTEMBER, "--store", place]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Поступило по блокам, сентябрь 2026 года"
    assert lines[1] == "\tза период: сентябрь 2026 года\tпериод раньше: август 2026 года"
    assert lines[2].startswith("ЖКХ и дороги\t")


def test_days_the_wrong_way_round_and_unknown_names_are_refused(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in (
        (["figures", "nothing"], "Показателя «nothing» нет"),
        (["figures"], "Назовите показатель"),
        (["figures", "numbers", "--block", "moon"], "неизвестен"),
        (["figures", "heat-block-hour-received", "--block", "utilities"], "по всем блокам сразу"),
        (["figures", "numbers", "--from", "2026-09-02", "--to", "2026-09-01"], "Конец периода раньше начала"),
        (["figures", "numbers", "--from", "9999-12-31"], "с 01.01.1980 по 31.12.2059. Ничего не посчитано"),
        (["figures", "received-course", "--from", "0001-01-01", "--to", "2026-09-01"], "Ничего не посчитано"),
    ):
        assert cli.run([*arguments, "--store", place]) == 1
        assert words in capsys.readouterr().err


def test_check_finds_a_wrong_count_and_recount_mends_it(
    place: str, sqlite_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["figures", "--recount", "--store", place]) == 0
    assert "пересчитаны" in capsys.readouterr().out
    sqlite_store.perform(
        lambda session: session.connection().exec_driver_sql("UPDATE daily_counts SET answered = answered + 1")
    )
    assert cli.run(["check", "--store", place]) == 1
    assert "figures --recount" in capsys.readouterr().err
    assert cli.run(["figures", "--recount", "--store", place, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"recounted": True}
    assert cli.run(["check", "--store", place]) == 0


def test_a_free_cut_is_the_first_of_its_page_or_a_shared_one_by_its_name(
    place: str, sqlite_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    first = answer(capsys, "cut", *SEPTEMBER, "--store", place)["figures"]
    assert first["title"] == "Поступило, количество: отраслевой блок — время по месяцам"
    points = [point["value"] for series in first["series"] for point in series["points"]]
    assert sum(point or 0 for point in points) == counted(sqlite_store, IN_SEPTEMBER) > 0
    kept = KeptCut(Cut(month_of(date(2026, 5, 1)), rows=(Dimension.CHANNEL,), figure=CutFigure.SHARE_OF_ALL))
    sqlite_store.perform(
        lambda session: save_cut(session, None, title="Доли каналов", kept=kept, is_shared=True, now=NOW)
    )
    shares = answer(capsys, "cut", *SEPTEMBER, "--cut", "доли каналов", "--store", place)["figures"]
    assert shares["unit"] == "%"
    assert sum(point["value"] for point in shares["series"][0]["points"]) == pytest.approx(100)
    for arguments, words in (
        (["cut", "--cut", "Нет такого"], "Общего разреза «Нет такого» нет"),
        (["numbers", "--cut", "Доли каналов"], "не свободный разрез"),
    ):
        assert cli.run(["figures", *arguments, *SEPTEMBER, "--store", place]) == 1
        assert words in capsys.readouterr().err


def test_the_map_is_of_the_days_that_were_asked_for(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    received = answer(capsys, "numbers", *SEPTEMBER, "--store", place)["figures"][0]["now"]["count"]
    for name in ("map-settlements-week", "map-addresses-month"):
        figures = answer(capsys, name, *SEPTEMBER, "--store", place)["figures"]
        assert sum(figures["totals"]) == received > 0
        assert (figures["steps"][0]["first"], figures["steps"][-1]["last"]) == ("2026-09-01", "2026-09-30")


def test_the_workload_and_what_has_grown(place: str, sqlite_store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    load = answer(capsys, "workload-blocks", *SEPTEMBER, "--store", place)["figures"]
    assert load["total"]["counts"]["received"] == counted(sqlite_store, IN_SEPTEMBER)
    assert load["working_days"] == 22
    planted = "UPDATE cases SET topic_id = 1, settlement = 'Фирово', received_at = '2026-09-29 09:00:00.000000'"
    some = " WHERE id IN (SELECT id FROM cases ORDER BY received_at DESC LIMIT 12)"
    sqlite_store.perform(lambda session: session.connection().exec_driver_sql(planted + some))
    found = answer(capsys, "growth", *SEPTEMBER, "--store", place)["figures"]
    assert found["window"] == {"first": "2026-09-24", "last": "2026-09-30"}
    [growth] = found["growths"]
    assert growth["title"].endswith("Фирово")
    assert (growth["grown"]["came"], growth["since"]) == (12, "2026-09-29")
    assert sum(came for dimension, _value, came, _usual in growth["contributions"] if dimension == "Канал") == 12
    came = [point["value"] for point in growth["course"]["series"][0]["points"]]
    assert dict(zip(growth["course"]["labels"], came, strict=True))["29.09"] == 12
    assert {point["days"]["last"] for point in found["points"]} <= {"2026-09-30"}
