"""Kept cuts: own and shared, beside the views of the queue; on both stores."""

from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.operations.saved_views import remove_view, save_cut, save_view
from mcu_desktop.operations.task import PERSON
from mcu_desktop.queries.cut_values import CUT_DIMENSIONS
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.saved_cuts import KeptCut, SavedCut, cut_as_text, cut_of_text, read_cuts
from mcu_desktop.queries.saved_views import read_views
from mcu_desktop.rules.cuts import Cut, CutFigure
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.measures import Dimension, Measure, Part
from mcu_desktop.rules.periods import Period, month_of
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
SEPTEMBER = month_of(date(2026, 9, 1))
KEPT = KeptCut(Cut(SEPTEMBER, filters=(Part(Dimension.STREET, "Ленина"), Part(Dimension.BLOCK, None))), 2)
AXES = st.lists(st.sampled_from((*CUT_DIMENSIONS, *Grain)), max_size=3).map(tuple)


def cuts(store: Store, person: int = 0) -> tuple[SavedCut, ...]:
    with closing(store.open_reader()) as reader:
        return read_cuts(reader, person)


def keep(
    store: Store, title: str = "Улица", *, view_id: int | None = None, person: int = 0, shared: bool = True
) -> str:
    def deed(session: object) -> str:
        session.info[PERSON] = person  # type: ignore[attr-defined]
        return save_cut(session, view_id, title=title, kept=KEPT, is_shared=shared, now=NOW).text  # type: ignore[arg-type]

    return store.perform(deed)


def test_cuts_and_views_do_not_mix(store: Store) -> None:
    store.perform(lambda session: save_view(session, None, title="Вид", wanted=QueueFilter(), is_shared=True, now=NOW))
    assert keep(store) == "Вид «Улица» сохранён."
    [kept] = cuts(store)
    assert (kept.title, kept.is_shared, kept.kept) == ("Улица", True, KEPT)
    with closing(store.open_reader()) as reader:
        assert [view.title for view in read_views(reader, 0)] == ["Вид"]
    keep(store, "Другая", view_id=kept.view_id)
    assert [one.title for one in cuts(store)] == ["Другая"]
    store.perform(lambda session: remove_view(session, kept.view_id, now=NOW))
    assert cuts(store) == ()


def test_ones_own_cut_is_seen_by_its_person_alone(store: Store) -> None:
    with closing(store.open_reader()) as reader:
        [(person,)] = reader.rows("SELECT min(id) FROM people")
    keep(store, person=person, shared=False)
    assert cuts(store) == ()
    assert [one.is_shared for one in cuts(store, person)] == [False]


@pytest.mark.parametrize("title", ["", " ", "д" * 41])
def test_a_name_is_wanted(store: Store, title: str) -> None:
    with pytest.raises(UserFacingError, match="Назовите вид"):
        keep(store, title)


@given(
    AXES, AXES, st.sampled_from(Measure), st.sampled_from(CutFigure), st.integers(1, 99), st.none() | st.integers(0, 7)
)
def test_every_cut_comes_back_from_its_text(
    rows: tuple[Dimension, ...],
    columns: tuple[Dimension, ...],
    measure: Measure,
    figure: CutFigure,
    percentile: int,
    named: int | None,
) -> None:
    kept = KeptCut(Cut(SEPTEMBER, rows, columns, measure, figure, percentile, KEPT.cut.filters), named)
    assert cut_of_text(cut_as_text(kept)) == kept


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": ["nowhere"]}', cut_as_text(KEPT).replace("block", "moon")])
def test_a_damaged_cut_is_none(text: str) -> None:
    assert cut_of_text(text) is None


@pytest.mark.parametrize(
    "cut", [Cut(SEPTEMBER, (Dimension.EXECUTOR,)), Cut(SEPTEMBER, filters=(Part(Dimension.EXECUTOR, "Ильин И. И."),))]
)
def test_people_are_not_counted_past_the_right_to_rate_them(cut: Cut) -> None:
    assert cut_of_text(cut_as_text(KeptCut(cut))) is None


def test_a_named_period_is_that_of_the_day_and_own_days_stay() -> None:
    assert KEPT.on(date(2026, 12, 5)).period == month_of(date(2026, 11, 1))
    own = KeptCut(Cut(Period(date(2026, 1, 5), date(2026, 1, 9))))
    assert own.on(date(2026, 12, 5)) == own.cut
