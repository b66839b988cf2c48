"""Heat map, causes and a free cut on paper: the numbers of the screen, whatever the file."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.keep_problem_point import keep_problem_point
from mcu_desktop.operations.saved_views import save_cut
from mcu_desktop.queries.counted_report import document_of
from mcu_desktop.queries.cuts import read_cut
from mcu_desktop.queries.heat_map import read_heat_matrix
from mcu_desktop.queries.saved_cuts import KeptCut
from mcu_desktop.reports.cells import heat_ground
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.sections import Grid, Heading, Words
from mcu_desktop.rules.cuts import Cut, CutFigure
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.growth_terms import PointState
from mcu_desktop.rules.heat_matrix import HeatKind
from mcu_desktop.rules.measures import Dimension, Measure
from mcu_desktop.store.store import Store
from tests.queries.october import MOSCOW, NOW, OCTOBER, make, take

HOSTILE = "=cmd|'/c calc'!A1 <b>Село</b>"
PLACES = ("Вышний Волочёк", "Красномайский", HOSTILE)


@pytest.fixture
def filled(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Store:
    cases = (
        incoming(
            external_number=str(number), settlement=PLACES[number % 3], street="Ленина", house="",
            received_at=datetime(2026, 10, 1 + number % 28, 7, 30, tzinfo=UTC),
        )
        for number in range(30)
    )  # fmt: skip
    file = file_of(*cases)
    take(store, file)
    return store


def grids(report: Any) -> list[Grid]:
    return [section for section in document_of(report).sections if isinstance(section, Grid)]


def words(report: Any) -> list[str]:
    return [section.text for section in document_of(report).sections if isinstance(section, Words | Heading)]


def test_the_heat_map_on_paper_has_the_numbers_of_the_screen(filled: Store) -> None:
    report = make(filled, "heat_map")
    with closing(filled.open_reader()) as reader:
        shown = read_heat_matrix(
            reader, HeatKind.GROUP_SETTLEMENT, Measure.RECEIVED, OCTOBER, now=NOW, zone=MOSCOW
        )  # fmt: skip
    first, *others = grids(report)
    assert [row[0] for row in first.rows] == ["Дороги", "Всего"]
    assert first.rows[0][1:] == (*shown.counts[0], 30)
    assert first.heat[0] == (0.0, 1.0, 1.0, 1.0, 0.0)
    assert all(grid.rows[-1][-1] == 30 for grid in others)
    assert [len(grid.columns) for grid in others] == [1 + 5 + 1, 1 + 24 + 1]  # the weeks of October, the hours


def test_another_measure_is_counted_by_its_name_and_a_wrong_name_is_refused(filled: Store) -> None:
    assert grids(make(filled, "heat_map", "дан ответ")) == []
    assert "Дан ответ: за период сообщений нет." in words(make(filled, "heat_map", "Дан ответ"))
    with pytest.raises(UserFacingError, match="Напишите одно из: Поступило, Дан ответ"):
        make(filled, "heat_map", "погода")


def test_many_columns_go_on_in_tables_of_one_size(
    store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    october = datetime(2026, 10, 7, 7, tzinfo=UTC)
    cases = (
        incoming(external_number=str(number), settlement=f"Деревня {number}", received_at=october)
        for number in range(9)
    )  # fmt: skip
    file = file_of(*cases)
    take(store, file)
    first, second, *_others = grids(make(store, "heat_map"))
    assert (len(first.columns), len(second.columns)) == (1 + 5 + 1, 1 + 4 + 1)
    assert sum(column.share for column in first.columns) == pytest.approx(1)
    assert first.rows[-1][-1] == second.rows[-1][-1] == 9


def test_files_of_all_kinds_say_the_same_and_shade_what_is_full(filled: Store, tmp_path: Path) -> None:
    document = document_of(make(filled, "heat_map"))
    paths = {ending: write_document(document, tmp_path / f"карта{ending}") for ending in (".pdf", ".docx", ".xlsx")}
    with PdfReader(paths[".pdf"]) as reader:
        text = "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")
    assert HOSTILE.replace(" ", "") in text
    full = heat_ground(1.0)
    table = Document(str(paths[".docx"])).tables[0]
    assert table.rows[0].cells[1].text in PLACES
    assert [row.cells[-1].text for row in table.rows[1:]] == ["30", "30"]
    assert f'w:fill="{full}"' in table.rows[1].cells[1]._tc.xml
    book = load_workbook(paths[".xlsx"])
    sheet = book["Группы тем и населённые пункты"]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[1][1:]] == [10, 10, 10, 30]
    assert HOSTILE in [cell.value for cell in rows[0]]
    assert rows[1][1].fill.start_color.rgb == f"FF{full.upper()}"
    assert rows[2][1].fill.start_color.rgb == "00000000"


def test_causes_and_repeats_name_the_place_the_state_and_what_was_decided(filled: Store) -> None:
    with closing(filled.open_reader()) as reader:
        [(topic,)] = reader.rows("SELECT id FROM topics WHERE title = 'Ямы во дворах'")
    filled.perform(
        lambda session: keep_problem_point(
            session, topic, PLACES[0], "Ленина", state=PointState.IN_WORK, for_poll=True, text="Просадка грунта",
            now=NOW, actor="О",
        )
    )  # fmt: skip
    report = make(filled, "causes")
    [points] = grids(report)
    assert points.rows[0] == ("Ямы во дворах", "Вышний Волочёк, Ленина", 10, "в работе, для опроса", "Просадка грунта")
    assert [row[2:] for row in points.rows[1:]] == [(10, "кандидат", None)] * 2
    assert "Ответов с нарушением срока нет." in words(report)


def test_a_kept_cut_is_put_on_paper_by_its_name(filled: Store) -> None:
    cut = Cut(OCTOBER, rows=(Dimension.SETTLEMENT,), columns=(Dimension.CHANNEL,), figure=CutFigure.SHARE_OF_ALL)
    filled.perform(
        lambda session: save_cut(session, None, title="По сёлам", kept=KeptCut(cut), is_shared=True, now=NOW)
    )
    report = make(filled, "cut", "по селам")
    with closing(filled.open_reader()) as reader:
        table = read_cut(reader, cut, now=NOW, zone=MOSCOW)
    [grid] = grids(report)
    assert [row[0] for row in grid.rows] == [*(line.title for line in table.rows), "Итого"]
    assert [round(cell.value, 4) for cell in grid.rows[0][1:]] == [0.3333, 0.3333]  # type: ignore[union-attr]
    assert grid.rows[-1][-1].value == 1  # type: ignore[union-attr]
    with pytest.raises(UserFacingError, match="Общего разреза «нет такого» нет"):
        make(filled, "cut", "нет такого")


def test_the_report_of_the_month_has_the_rating(filled: Store) -> None:
    said = words(make(filled, "monthly"))
    assert "Рейтинг отраслевых блоков" in said
    rated = next(grid for grid in grids(make(filled, "monthly")) if grid.title == "Рейтинг")
    assert rated == grids(make(filled, "rating_joint"))[0]


def test_nothing_is_no_trouble(store: Store) -> None:
    assert grids(make(store, "heat_map")) == []
    assert "Сведений за прежние недели мало: сравнивать не с чем." in words(make(store, "causes"))
