"""Which time limit governs a case."""

from collections.abc import Callable
from datetime import date

import pytest

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import CaseKind, TermStage
from mcu_desktop.rules.time_limits import CaseTraits, TimeLimit, choose_time_limit

Make = Callable[..., TimeLimit]
TODAY = date(2026, 10, 5)


def _chosen(limits: list[TimeLimit], on: date = TODAY, **facts: object) -> str | None:
    traits = CaseTraits(**({"channel_code": "vk", "kind": CaseKind.MESSAGE} | facts))  # type: ignore[arg-type]
    limit = choose_time_limit(limits, traits, stage=TermStage.FINAL_ANSWER, on=on)
    return None if limit is None else limit.code


def test_the_limit_that_says_most_about_the_case_wins(make_limit: Make) -> None:
    limits = [
        make_limit(code="any"),
        make_limit(code="channel", channel_code="feedback_platform"),
        make_limit(code="fast", channel_code="feedback_platform", fast_track=True),
    ]
    assert _chosen(limits) == "any"
    assert _chosen(limits, channel_code="feedback_platform") == "channel"
    assert _chosen(limits, channel_code="feedback_platform", fast_track=True) == "fast"
    assert _chosen(limits[::-1], channel_code="feedback_platform", fast_track=True) == "fast"


def test_a_limit_governs_from_its_first_to_its_last_day(make_limit: Make) -> None:
    old = make_limit(code="old", valid_to=date(2026, 10, 4))
    new = make_limit(code="new", valid_from=date(2026, 10, 5))
    assert _chosen([old, new], on=date(2026, 10, 4)) == "old"
    assert _chosen([old, new], on=date(2026, 10, 5)) == "new"
    assert _chosen([old], on=date(2026, 10, 5)) is None


def test_of_two_that_say_the_same_the_newer_wins(make_limit: Make) -> None:
    limits = [make_limit(code="a", valid_from=date(2026, 1, 1)), make_limit(code="b", valid_from=date(2025, 1, 1))]
    assert _chosen(limits) == "a"


def test_variants_and_other_stages_do_not_take_part(make_limit: Make) -> None:
    limits = [make_limit(code="variant", is_default=False), make_limit(code="other", stage=TermStage.REGISTRATION)]
    assert _chosen(limits) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": 0}, "больше нуля"),
        ({"amount": -1}, "больше нуля"),
        ({"warn_amount": -1}, "меньше нуля"),
        ({"max_extension": -1}, "меньше нуля"),
        ({"title": "  "}, "назовите"),
        ({"source": ""}, "основание"),
        ({"valid_to": date(2000, 1, 1)}, "раньше первого"),
        ({"stage": TermStage.PROMISE}, "называют люди"),
    ],
)
def test_a_senseless_limit_is_refused(fields: dict[str, object], words: str, make_limit: Make) -> None:
    with pytest.raises(UserFacingError, match=words):
        make_limit(**fields)
