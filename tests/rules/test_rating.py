"""The rating of domain 3.2: V, K, F, the guards, and what is left out."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.reports.frozen_json import from_json, to_json
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import month_of
from mcu_desktop.rules.rating import (
    COMPONENTS,
    Entry,
    Known,
    MethodEdition,
    RatedRow,
    Rating,
    RatingMethod,
    check_method,
    places_of,
    rate,
    rate_one,
    total_of,
    wilson,
)
from mcu_desktop.rules.rating_inputs import RATING_INPUTS, RATING_SCOPES, RatingCounts, RatingInput, RatingScope, pace
from mcu_desktop.rules.rating_words import edition_words, explain, left_out

USUAL = RatingMethod()
WHOLE = RatingCounts(
    messages=20, overdue=2, timed=20, in_time=15, scored=10, reopened=2, checked=8, returned=2, substantive=16,
    solvable=10, resolved=7, unsolvable=4, promised=4, kept=3, pace_sum=9.0, pace_in_norm_sum=16.0, score_sum=40,
)  # fmt: skip


def row_of(counts: RatingCounts, method: RatingMethod = USUAL) -> RatedRow:
    return rate_one(Entry(1, "ЖКХ", counts), method)


@st.composite
def counts(draw: st.DrawFn) -> RatingCounts:
    messages = draw(st.integers(0, 400))

    def of(whole: int) -> int:
        return draw(st.integers(0, whole))

    timed, scored, checked, solvable, promised = (of(messages) for _ in range(5))
    in_time = of(timed)
    pace_sum = draw(st.floats(0, timed))
    return RatingCounts(
        messages=messages, overdue=of(messages), timed=timed, in_time=in_time, scored=scored, reopened=of(messages),
        checked=checked, returned=of(checked), substantive=of(messages), solvable=solvable, resolved=of(solvable),
        unsolvable=of(messages), promised=promised, kept=of(promised), pace_sum=pace_sum,
        pace_in_norm_sum=max(pace_sum, in_time), score_sum=draw(st.integers(scored, 5 * scored)),
    )  # fmt: skip


WEIGHTS = st.integers(0, 100)
METHODS = st.builds(
    RatingMethod,
    **dict.fromkeys([part.code for part in COMPONENTS], WEIGHTS),
    **dict.fromkeys([one.code for part in COMPONENTS for one in part.indicators], WEIGHTS),
    norm_is_best=st.booleans(),
)


def test_the_formula_as_the_proposal_writes_it() -> None:
    row = row_of(WHOLE)
    v = 0.6 * 15 / 20 + 0.4 * 9 / 20
    k = 0.4 * (40 / 10 - 1) / 4 + 0.3 * (1 - 2 / 20) + 0.3 * (1 - 2 / 8)
    f = 0.5 * 16 / 20 + 0.3 * 7 / 10 + 0.2 * 3 / 4
    assert row.score == pytest.approx(100 * (0.35 * v + 0.35 * k + 0.30 * f))
    assert row_of(WHOLE, replace(USUAL, norm_is_best=True)).score == pytest.approx(
        100 * (0.35 * (0.6 * 15 / 20 + 0.4 * 16 / 20) + 0.35 * k + 0.30 * f)
    )


def test_what_is_missing_is_left_out_and_said() -> None:
    unscored = replace(WHOLE, scored=0, score_sum=0, checked=0, returned=0, promised=0, kept=0)
    row = row_of(unscored)
    v = 0.6 * 15 / 20 + 0.4 * 9 / 20
    f = (0.5 * 16 / 20 + 0.3 * 7 / 10) / 0.8
    assert row.score == pytest.approx(100 * (0.35 * v + 0.35 * (1 - 2 / 20) + 0.30 * f))
    assert left_out(row, USUAL) == ("оценка заявителей", "ответ принят без доработки", "обещания выполнены")
    said = "\n".join(explain(row, USUAL))
    assert "заявители не поставили ни одной оценки — не учтено" in said
    timeless = row_of(replace(WHOLE, timed=0, in_time=0, pace_sum=0, pace_in_norm_sum=0))
    assert timeless.shares["speed"] is None
    assert "Скорость V (вес 35): не посчитать, в итог не входит" in "\n".join(explain(timeless, USUAL))


def test_the_words_can_be_checked_with_a_pocket_calculator() -> None:
    lines = explain(rate([Entry(1, "ЖКХ", WHOLE)], USUAL, {})[0], USUAL)
    assert lines[0] == ("ЖКХ: 20 сообщений — снятые с контроля за период и оставшиеся без ответа после срока (2).")
    assert "Скорость V (вес 35) = (60·0,75 + 40·0,45) / 100 = 0,63" in lines
    assert "    исполнено в срок (вес 60): 15 / 20 = 0,75, для места не ниже 0,531" in lines
    assert "    оценка заявителей (вес 40): (средняя 4 из 5 − 1) / 4, 10 оценок = 0,75" in lines
    assert lines[-2].startswith("R = 100 · (35·0,63 + 35·0,795 + 30·0,76) / 100 = 72,675; для места ")
    assert lines[-1] == "Место 1: по R для места, при равенстве выше тот, у кого сообщений больше."


@pytest.mark.parametrize(
    ("messages", "known"),
    [(0, Known.NOT_RATED), (1, Known.NOT_RATED), (2, Known.FEW), (9, Known.FEW), (10, Known.PLACED)],
)
def test_few_messages_have_no_place(messages: int, known: Known) -> None:
    counted = RatingCounts(messages=messages, substantive=messages)
    [row] = rate([Entry(1, "ЖКХ", counted)], USUAL, {})
    assert row.known is known
    assert (row.place is not None) is (known is Known.PLACED)


def test_one_lucky_message_does_not_win() -> None:
    lucky = RatingCounts(messages=10, timed=10, in_time=10, pace_sum=8, substantive=10)
    steady = RatingCounts(messages=400, timed=400, in_time=390, pace_sum=320, substantive=396)
    rows = rate([Entry(1, "Удачливый", lucky), Entry(2, "Ровный", steady)], USUAL, {1: 1, 2: 2})
    assert [(row.entry.title, row.place, row.change) for row in rows] == [("Ровный", 1, 1), ("Удачливый", 2, -1)]
    assert (rows[0].score or 0) < (rows[1].score or 0), "The plain result stays as it is"


def test_equal_results_let_more_messages_stand_first_and_nobody_s_are_nobody_s() -> None:
    method = RatingMethod(speed=0, quality=0, substantive=0, promises=0, resolved=0, completeness=1)
    check_again = replace(method, quality=1, not_reopened=0, not_returned=0)
    bad = RatingCounts(messages=12, scored=12, score_sum=12)
    more = replace(bad, messages=30, scored=30, score_sum=30)
    entries = [Entry(1, "А", bad), Entry(2, "Б", more), Entry(None, "Не указано", more)]
    assert all(row.score is None for row in rate(entries, method, {})), "No weights, no result"
    rows = rate(entries, check_again, {})
    assert [(row.entry.title, row.place) for row in rows] == [("Б", 1), ("А", 2), ("Не указано", None)]


@given(counts(), METHODS)
def test_results_stay_within_bounds_and_can_be_told(found: RatingCounts, method: RatingMethod) -> None:
    [row] = rate([Entry(1, "ЖКХ", found)], method, {})
    for share in row.shares.values():
        assert share is None or 0 <= share.lower <= share.value <= 1
    if row.score is not None and row.bound is not None:
        assert 0 <= row.bound <= row.score + 1e-9 <= 100 + 2e-9
    assert explain(row, method)
    scaled = replace(method, **{part.code: getattr(method, part.code) * 2 for part in COMPONENTS})
    assert rate([Entry(1, "ЖКХ", found)], scaled, {})[0].score == pytest.approx(row.score), "Weights are relative"


@given(st.lists(counts(), max_size=6))
def test_the_whole_is_the_sum_of_its_parts(found: list[RatingCounts]) -> None:
    entries = [Entry(number, str(number), one) for number, one in enumerate(found)]
    total = total_of(entries, USUAL)
    assert total.entry.counts.messages == sum(one.messages for one in found)
    assert total.entry.counts.pace_sum == pytest.approx(sum(one.pace_sum for one in found))
    places = [row.place for row in rate(entries, USUAL, {}) if row.place is not None]
    assert places == list(range(1, len(places) + 1))


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_the_lower_bound_nears_the_share_with_more_cases(part: int, more: int) -> None:
    whole = part + more
    few, many = wilson(part, whole), wilson(part * 50, whole * 50)
    assert few is not None
    assert many is not None
    assert 0 <= few.lower <= many.lower <= few.value
    assert wilson(part, 0) is None


@pytest.mark.parametrize(
    ("spent", "norm", "share"),
    [(0, 8, 1), (4, 8, 0.75), (8, 8, 0.5), (16, 8, 0), (99, 8, 0), (-5, 8, 1), (0, 0, 1), (1, 0, 0), (1, -3, 0)],
)
def test_the_pace_of_a_message(spent: float, norm: float, share: float) -> None:
    assert pace(spent, norm) == share


@pytest.mark.parametrize(
    "method",
    [
        RatingMethod(speed=0, quality=0, completeness=0),
        RatingMethod(in_time=0, pace=0),
        RatingMethod(speed=101),
        RatingMethod(promises=-1),
        RatingMethod(least_rated=0),
        RatingMethod(least_rated=5, least_placed=4),
    ],
)
def test_a_method_that_rates_nobody_is_refused(method: RatingMethod) -> None:
    with pytest.raises(UserFacingError, match="Методика не сохранена"):
        check_method(method)


@given(st.lists(counts(), max_size=4), METHODS)
def test_a_rating_is_kept_and_read_exactly_as_it_was(found: list[RatingCounts], method: RatingMethod) -> None:
    entries = [Entry(number or None, f"№ {number}", one) for number, one in enumerate(found)]
    rows = rate(entries, method, {1: 3})
    edition = MethodEdition("5-р", date(2026, 2, 1), date(2026, 3, 1), method, 4)
    moment = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    rating = Rating(
        RatingScope.JOINT, Dimension.BLOCK, month_of(date(2026, 10, 5)), moment, edition, rows,
        total_of(entries, method), "рейтинг № Р-2026-001",
    )  # fmt: skip
    assert from_json(Rating, to_json(rating)) == rating
    assert from_json(RatingMethod, to_json(method)) == method
    assert from_json(RatingMethod, "{}") == USUAL
    assert places_of(rows) == {row.entry.value: row.place for row in rows if row.place}


def test_every_input_has_its_name_and_its_number() -> None:
    assert set(RATING_INPUTS) == set(RatingInput)
    assert set(RATING_SCOPES) == set(RatingScope)
    assert [str(given_input) for given_input in RatingInput] == list(RatingCounts.__dataclass_fields__)[:14]


def test_an_edition_says_by_which_order_it_is() -> None:
    own = MethodEdition("", None, date(2021, 1, 1), USUAL)
    assert "не утверждена" in edition_words(own)
    adopted = MethodEdition("5-р", date(2026, 2, 1), date(2026, 3, 1), USUAL)
    assert edition_words(adopted) == "методика по распоряжению № 5-р от 01.02.2026, действует с 01.03.2026"
