"""What people decide about figures, done for real on the shared store by each role that may."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.edit_rating_method import save_rating_method
from mcu_desktop.operations.issue_rating import issue_rating
from mcu_desktop.operations.keep_figure_text import keep_figure_text
from mcu_desktop.operations.keep_problem_point import keep_problem_point
from mcu_desktop.operations.note_growth import mark_growth, set_growth_threshold
from mcu_desktop.queries.figures import Asked, read_figure
from mcu_desktop.queries.queue import ALL_BLOCKS
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.figure_texts import FigureTextKind
from mcu_desktop.rules.growth import GrowthKey, GrowthThreshold
from mcu_desktop.rules.growth_terms import PointState
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.permissions import PERMISSIONS, Deed
from mcu_desktop.rules.rating import Entry, MethodEdition, Rating, RatingMethod, rate_one
from mcu_desktop.rules.rating_inputs import RatingCounts, RatingScope
from tests.shared.conftest import PEOPLE, ZONE, Town
from tests.shared.test_deeds_work import NOW, SIGNED, TODAY, Done, named, really

YESTERDAY = Period(TODAY - timedelta(days=1), TODAY - timedelta(days=1))
METHOD = MethodEdition("5-р", TODAY, TODAY, RatingMethod())


def _issue_two(session: Session) -> Change:
    whole = rate_one(Entry(1, "Всего", RatingCounts(messages=1)), METHOD.method)
    rating = Rating(RatingScope.JOINT, Dimension.BLOCK, YESTERDAY, NOW, METHOD, (whole,), whole, "")
    first = issue_rating(session, rating, zone=ZONE, **SIGNED)
    session.flush()
    second = issue_rating(session, rating, zone=ZONE, **SIGNED)
    assert first.details != second.details
    return second


def _save_twice(session: Session) -> Change:
    save_rating_method(session, METHOD, **SIGNED)
    session.flush()
    return save_rating_method(session, METHOD, **SIGNED)


def _decide_twice(session: Session) -> Change:
    topic = session.execute(text("SELECT min(id) FROM topics")).scalar_one()
    decided: dict[str, Any] = {"for_poll": True, "text": "Ставим фонари", **SIGNED}
    keep_problem_point(session, topic, "Фирово", "Новая", state=PointState.IN_WORK, **decided)
    session.flush()
    return keep_problem_point(session, topic, "Фирово", "Новая", state=PointState.REMOVED, **decided)


def _write_and_take_back(session: Session) -> Change:
    for words in ("Взять одного", "Взять двоих"):
        keep_figure_text(session, FigureTextKind.STRUCTURE, YESTERDAY, words, **SIGNED)
        session.flush()
    return keep_figure_text(session, FigureTextKind.STRUCTURE, YESTERDAY, "", **SIGNED)


def _set_twice(session: Session) -> Change:
    set_growth_threshold(session, GrowthThreshold(), **SIGNED)
    session.flush()
    return set_growth_threshold(session, GrowthThreshold(weeks=2), **SIGNED)


DEEDS = (
    Done(Deed.EDIT_RATING, lambda s, _c: _save_twice(s)),
    Done(Deed.ISSUE_RATING, lambda s, _c: _issue_two(s)),
    Done(Deed.NOTE_FIGURES, lambda s, _c: mark_growth(s, [GrowthKey(None, "Фирово")], TODAY, cause="Авария", **SIGNED)),
    Done(Deed.NOTE_FIGURES, lambda s, _c: _set_twice(s)),
    Done(Deed.NOTE_FIGURES, lambda s, _c: _decide_twice(s)),
    Done(Deed.NOTE_FIGURES, lambda s, _c: _write_and_take_back(s)),
)


@pytest.mark.parametrize("done", DEEDS, ids=named)
def test_a_deed_on_figures_is_done_by_each_role_that_may(town: Town, done: Done) -> None:
    may = [login for login, (_name, role) in PEOPLE.items() if done.deed in PERMISSIONS[role]]
    assert may
    for login in may:
        really(town, login, done, 0)


@pytest.mark.parametrize("login", PEOPLE)
def test_figures_of_people_are_printed_only_for_those_who_may_see_them(town: Town, login: str) -> None:
    asked = Asked(YESTERDAY, ALL_BLOCKS, NOW, ZONE)
    with closing(town.store(login).open_reader()) as reader:
        assert read_figure(reader, "rating-joint-block", asked).objects is Dimension.BLOCK
        if Deed.RATE_PEOPLE in PERMISSIONS[PEOPLE[login][1]]:
            assert read_figure(reader, "rating-joint-executor", asked).objects is Dimension.EXECUTOR
        else:
            with pytest.raises(UserFacingError, match="Видеть показатели исполнителей может"):
                read_figure(reader, "rating-joint-executor", asked)
