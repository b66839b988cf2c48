"""Ratings and the workload on paper: the same numbers as on the screen, an issued rating as it was."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.issue_rating import issue_rating
from mcu_desktop.operations.keep_figure_text import keep_figure_text
from mcu_desktop.queries.counted_report import document_of
from mcu_desktop.queries.rating import read_rating
from mcu_desktop.reports.kept_report import content_text, kept_report, texts_text
from mcu_desktop.reports.rating_document import RatingPaper
from mcu_desktop.reports.sections import Grid, Words
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.figure_texts import FigureTextKind
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.rating_inputs import RatingScope
from mcu_desktop.store.store import Store
from tests.queries.october import MOSCOW, NOW, OCTOBER, make, take

RECEIVED = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
ROADS, HEALTH = ("Дороги", "Ямы во дворах"), ("Здравоохранение", "Поликлиники")


@pytest.fixture
def filled(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Store:
    cases = []
    for number in range(28):
        group, topic = ROADS if number % 2 else HEALTH
        done = RECEIVED + timedelta(hours=2 if number % 2 else 200)
        cases.append(
            incoming(
                external_number=str(number), received_at=RECEIVED, answered_at=done, closed_at=done, topic_group=group,
                topic=topic, satisfaction=4, solvable=number % 4 != 0,
            )
        )  # fmt: skip
    file = file_of(*cases)
    take(store, file)
    return store


def grid_of(report: Any) -> Grid:
    [grid] = [section for section in document_of(report).sections if isinstance(section, Grid)]
    return grid


def test_the_rating_on_paper_has_the_numbers_of_the_screen(filled: Store) -> None:
    report = make(filled, "rating_joint")
    grid = grid_of(report)
    with closing(filled.open_reader()) as reader:
        rating = read_rating(reader, RatingScope.JOINT, Dimension.BLOCK, OCTOBER, now=NOW, zone=MOSCOW)
    assert [row[1] for row in grid.rows] == [*(row.entry.title for row in rating.rows), "Всего"]
    assert grid.rows[0][:4] == ("1", "ЖКХ и дороги", "—", f"{rating.rows[0].score:.1f}".replace(".", ","))
    assert [row[-2] for row in grid.rows[:2]] == [14, 14]
    assert sum(row[-2] for row in grid.rows[:-1] if isinstance(row[-2], int)) == grid.rows[-1][-2] == 28
    [conclusions] = report.texts
    assert conclusions.text.startswith("Первое место: ЖКХ и дороги (R = ")
    assert "Отмечено «не решаемый»: 25,0 % сообщений." in conclusions.text


def test_an_issued_rating_is_printed_as_it_was_and_kept_with_its_report(filled: Store) -> None:
    before = grid_of(make(filled, "rating_joint"))
    with closing(filled.open_reader()) as reader:
        rating = read_rating(reader, RatingScope.JOINT, Dimension.BLOCK, OCTOBER, now=NOW, zone=MOSCOW)
    filled.perform(lambda session: issue_rating(session, rating, now=NOW, zone=MOSCOW, actor="О"))
    filled.perform(lambda session: session.execute(text("UPDATE cases SET closed_at = NULL")))
    report = make(filled, "rating_joint", "Р-2026-001")
    assert grid_of(report) == before
    words = [section.text for section in document_of(report).sections if isinstance(section, Words)]
    assert not any("сообщение №" in line for line in document_of(report).subtitle)
    assert words[0].startswith("Рейтинг № Р-2026-001. Совместный (п. 2.4); методика предложена программой")
    assert grid_of(make(filled, "rating_joint")) != before
    kept = kept_report(content_text(report), texts_text(report), figures=RatingPaper, counted_at=NOW)
    assert kept.figures == report.figures
    for code, number in (("rating_feedback_platform", "Р-2026-001"), ("rating_joint", "Р-2026-009")):
        with pytest.raises(UserFacingError, match="не выпускали"):
            make(filled, code, number)


def test_the_workload_on_paper_has_the_kept_proposals_or_the_draft(filled: Store) -> None:
    report = make(filled, "workload")
    [row] = [row for row in grid_of(report).rows if row[0] == "ЖКХ и дороги"]
    assert row[1:6] == (0, 0, 14, 14, 2)
    assert report.texts[0].text.startswith("За период (октябрь 2026 года, 22 рабочих дня) поступило 28 сообщений")
    keep = partial(keep_figure_text, kind=FigureTextKind.STRUCTURE, period=OCTOBER, text="Своё", now=NOW, actor="О")
    filled.perform(keep)
    assert make(filled, "workload").texts[0].text == "Своё"


def test_nothing_is_no_trouble(store: Store) -> None:
    report = make(store, "rating_joint")
    assert report.texts[0].text == "Мест нет: сообщений слишком мало, чтобы сравнивать."
    assert len(grid_of(report).rows) == 10
    assert grid_of(make(store, "workload")).rows[-1][:4] == ("Всего", 0, 0, 0)
