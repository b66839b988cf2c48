"""Message or appeal, and where an answer may go."""

from datetime import date

import pytest

from mcu_desktop.rules.case_kind import answer_address_fault, decide_kind
from mcu_desktop.rules.terms import CaseKind


@pytest.mark.parametrize(
    ("channel", "usual", "day", "kind", "reason"),
    [
        ("post", CaseKind.APPEAL, date(2026, 1, 9), CaseKind.APPEAL, "письменное обращение"),
        ("reception", CaseKind.APPEAL, date(2026, 1, 9), CaseKind.APPEAL, "личном приёме"),
        ("phone", CaseKind.MESSAGE, date(2026, 1, 9), CaseKind.MESSAGE, "звонок не является обращением"),
        ("email", CaseKind.MESSAGE, date(2025, 3, 29), CaseKind.APPEAL, "до 30.03.2025"),
        ("email", CaseKind.MESSAGE, date(2025, 3, 30), CaseKind.MESSAGE, "547-ФЗ"),
        ("vk", CaseKind.MESSAGE, date(2026, 1, 9), CaseKind.MESSAGE, "п. 1.4.4"),
        ("other", CaseKind.APPEAL, date(2026, 1, 9), CaseKind.APPEAL, "59-ФЗ"),
    ],
)
def test_the_channel_and_the_day_decide(channel: str, usual: CaseKind, day: date, kind: CaseKind, reason: str) -> None:
    decided, why = decide_kind(channel, usual, day)
    assert decided is kind
    assert reason in why


@pytest.mark.parametrize("address", ["", "a@b.ru", " Иван@почта.рф ", "x@old.su", "q@xn--80a.xn--p1ai"])
def test_an_answer_may_go_to_a_russian_zone(address: str) -> None:
    assert answer_address_fault(address) == ""


@pytest.mark.parametrize(
    ("address", "said"), [("a@gmail.com", "российской зоне"), ("a@b.ru.com", "зоне"), ("иван", "не похоже"),
                          ("a b@c.ru", "не похоже")]
)  # fmt: skip
def test_another_zone_and_no_address_are_said(address: str, said: str) -> None:
    assert said in answer_address_fault(address)
