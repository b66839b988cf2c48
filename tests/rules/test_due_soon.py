"""When a case begins to be due soon."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.rules.deadlines import reckon_deadline
from mcu_desktop.rules.terms import LimitUnit
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import WorkingCalendar

Make = Callable[..., TimeLimit]


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize(
    ("amount", "unit", "soon"),
    [
        (1, LimitUnit.WORKING_HOUR, "05.11.2026 00:00"),  # on the day itself: from its beginning
        (3, LimitUnit.WORKING_HOUR, "03.11.2026 15:30"),  # over the holiday, to the shortened day
        (5, LimitUnit.WORKING_HOUR, "03.11.2026 12:30"),  # over lunch
        (11, LimitUnit.WORKING_HOUR, "02.11.2026 15:30"),  # over two evenings
        (12, LimitUnit.CLOCK_HOUR, "04.11.2026 22:30"),
        (2, LimitUnit.CALENDAR_DAY, "03.11.2026 00:00"),
        (2, LimitUnit.WORKING_DAY, "02.11.2026 00:00"),
        (30, LimitUnit.WORKING_DAY, "30.10.2026 15:30"),  # never before the start
    ],
)
def test_the_warning_is_counted_back_in_its_own_unit(
    amount: int, unit: LimitUnit, soon: str, make_limit: Make, calendar: WorkingCalendar
) -> None:
    limit = make_limit(amount=19, unit=LimitUnit.WORKING_HOUR, warn_amount=amount, warn_unit=unit)
    found = reckon_deadline(limit, at("30.10.2026 15:30"), calendar)
    assert found.legal_deadline == at("05.11.2026 10:30")
    assert found.due_soon_at == at(soon)
