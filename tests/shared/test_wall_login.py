"""The wall's own login: it reads what hangs in the room, and nothing of a person."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, insert

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.figures import IssuedRating
from mcu_desktop.operations.edit_wall import edit_wall
from mcu_desktop.operations.enter_store import look_at_store
from mcu_desktop.queries.rating import read_rating
from mcu_desktop.queries.wall import PLAN, read_wall
from mcu_desktop.reports.frozen_json import to_json
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import month_of
from mcu_desktop.rules.rating_inputs import RatingScope
from mcu_desktop.rules.wall import Turn, WallPage, WallPlan
from mcu_desktop.rules.wall_figures import BurningFigures, RatingFigures
from tests.shared.conftest import WALL, ZONE, Town


def test_all_pages_but_a_rating_that_was_not_issued(town: Town) -> None:
    now = datetime.now(UTC)
    with closing(town.store(WALL).open_reader()) as wall, closing(town.owner.open_reader()) as owner:
        news, whole = read_wall(wall, WallPage, now=now), read_wall(owner, WallPage, now=now)
        assert news.closed == {WallPage.RATING}
        assert dict(news.figures) == {page: found for page, found in whole.figures.items() if page in news.figures}
        burning = news.figures[WallPage.BURNING]
        assert isinstance(burning, BurningFigures)


@pytest.fixture
def issued(town: Town) -> Iterator[datetime]:
    """Ratings of blocks and of recipients about the last month, taken back afterwards; gives the moment of it."""
    now = datetime.now(UTC)
    period = month_of(now.astimezone(ZONE).date()).before()
    with closing(town.owner.open_reader()) as reader:
        ratings = [
            read_rating(reader, RatingScope.JOINT, objects, period, now=now, zone=ZONE)
            for objects in (Dimension.BLOCK, Dimension.RECIPIENT)
        ]
    rows = [
        {
            "number": f"{at}/2026", "scope": rating.scope, "objects": rating.objects, "first_day": period.first,
            "last_day": period.last, "issued_at": now, "actor": "", "content": to_json(rating),
        }
        for at, rating in enumerate(ratings, 901)
    ]  # fmt: skip
    town.owner.perform(lambda session: session.execute(insert(IssuedRating), rows))
    yield now
    town.owner.perform(lambda session: session.execute(delete(IssuedRating).where(IssuedRating.issued_at == now)))


def test_an_issued_rating_of_blocks_hangs_on_the_wall_and_one_of_people_does_not(town: Town, issued: datetime) -> None:
    with closing(town.store(WALL).open_reader()) as wall:
        assert wall.rows("SELECT objects FROM issued_ratings") == [("block",)]
        found = read_wall(wall, [WallPage.RATING], now=issued).figures[WallPage.RATING]
    assert isinstance(found, RatingFigures)
    assert found.issued == "№ 901/2026"


@pytest.fixture
def unplanned(town: Town) -> Iterator[None]:
    """Take the plan back afterwards."""
    yield
    town.owner.perform(lambda session: session.execute(delete(Setting).where(Setting.code == PLAN)))


@pytest.mark.usefixtures("unplanned")
def test_the_window_does_not_open_with_the_wall_s_login(town: Town) -> None:
    """It would show empty rows: the wall has a screen of its own."""
    found = look_at_store(town.store(WALL).place)
    assert not found.can_be_opened
    assert "mcu-desktop wall" in found.words
    for store in (town.store("galkina"), town.owner):
        assert look_at_store(store.place).can_be_opened


def test_the_plan_is_the_administrator_s_and_the_head_s(town: Town) -> None:
    now, plan = datetime.now(UTC), WallPlan((Turn(WallPage.TODAY, 40),))
    for login in ("shuvalov", "vasileva"):
        town.store(login).perform(lambda session: edit_wall(session, plan, now=now, actor=""))
    with closing(town.store(WALL).open_reader()) as wall:
        assert read_wall(wall, (), now=now).plan == plan
