"""The time limits a new store begins with: which one governs, and when it ends."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.rules.deadlines import Deadline, reckon_deadline
from mcu_desktop.rules.terms import CaseKind, TermStage
from mcu_desktop.rules.time_limits import CaseTraits, TimeLimit, choose_time_limit
from mcu_desktop.rules.working_calendar import WorkingCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
Limits = tuple[TimeLimit, ...]
APPEAL, MESSAGE = CaseKind.APPEAL, CaseKind.MESSAGE


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=MOSCOW)


def ends(found: Deadline) -> tuple[str, str]:
    assert found.legal_deadline is not None
    assert found.control_date is not None
    legal, control = (end.astimezone(MOSCOW) for end in (found.legal_deadline, found.control_date))
    return f"{legal:%d.%m.%Y %H:%M}", f"{control:%d.%m.%Y %H:%M}"


@pytest.mark.parametrize(
    ("channel", "kind", "fast_track", "important", "stage", "code"),
    [
        ("post", APPEAL, False, False, TermStage.FINAL_ANSWER, "appeal_answer"),
        ("post", APPEAL, False, False, TermStage.REGISTRATION, "appeal_registration"),
        ("post", APPEAL, False, False, TermStage.FORWARDING, "appeal_forwarding"),
        # a citizen may choose 59-ФЗ in the form of ПОС: then it is an appeal, fast track or not
        ("feedback_platform", APPEAL, True, False, TermStage.FINAL_ANSWER, "appeal_answer"),
        ("feedback_platform", MESSAGE, False, False, TermStage.FINAL_ANSWER, "feedback_ordinary"),
        ("feedback_platform", MESSAGE, True, False, TermStage.FINAL_ANSWER, "feedback_fast"),
        ("incident_management", MESSAGE, False, False, TermStage.FINAL_ANSWER, "incident_8"),
        # four hours for the important is a variant: the municipality turns it on itself
        ("incident_management", MESSAGE, False, True, TermStage.FINAL_ANSWER, "incident_8"),
        ("phone", MESSAGE, False, False, TermStage.FINAL_ANSWER, "message_30"),
        ("phone", MESSAGE, False, False, TermStage.REGISTRATION, None),
    ],
)
def test_which_limit_governs(
    channel: str, kind: CaseKind, fast_track: bool, important: bool, stage: TermStage, code: str | None,
    seeded_limits: Limits,
) -> None:  # fmt: skip
    found = choose_time_limit(
        seeded_limits,
        CaseTraits(channel_code=channel, kind=kind, fast_track=fast_track, important=important),
        stage=stage,
        on=date(2026, 10, 5),
    )
    assert (None if found is None else found.code) == code


@pytest.mark.parametrize(
    ("code", "started", "legal", "control"),
    [
        pytest.param("appeal_answer", "05.10.2026", "04.11.2026", "03.11.2026", id="59-ФЗ: over 4 November"),
        pytest.param("appeal_answer", "02.12.2026", "01.01.2027", "30.12.2026", id="59-ФЗ: over the New Year"),
        pytest.param("appeal_answer", "03.12.2025", "02.01.2026", "30.12.2025", id="59-ФЗ: 31 December is off"),
        pytest.param("appeal_answer", "09.04.2026", "09.05.2026", "08.05.2026", id="59-ФЗ: on 9 May, a Saturday"),
        pytest.param("appeal_answer", "12.01.2026", "11.02.2026", "10.02.2026", id="«План (РК)» of СЭД «Дело»"),
        pytest.param("appeal_forwarding", "05.10.2026", "12.10.2026", "09.10.2026", id="ст. 8 ч. 3"),
        pytest.param("appeal_registration", "05.10.2026", "08.10.2026", "07.10.2026", id="ст. 8 ч. 2"),
        pytest.param("feedback_fast", "06.01.2026", "16.01.2026", "16.01.2026", id="ПОС: an export's planned day"),
        pytest.param("feedback_5", "06.10.2026", "11.10.2026", "09.10.2026", id="ПОС: 5 days, ends on a Sunday"),
        pytest.param("feedback_ordinary", "05.10.2026", "04.11.2026", "03.11.2026", id="ПОС: 30 calendar days"),
    ],
)
def test_terms_in_days(
    code: str, started: str, legal: str, control: str, seeded_limits: Limits, calendar: WorkingCalendar
) -> None:
    limit = next(limit for limit in seeded_limits if limit.code == code)
    found = reckon_deadline(limit, at(f"{started} 10:00"), calendar)
    assert ends(found) == (f"{legal} 23:59", f"{control} 23:59")
    assert f"Основание: {limit.source}." in found.trace


@pytest.mark.parametrize(
    ("code", "received", "end"),
    [
        pytest.param("incident_4", "03.11.2026 15:30", "05.11.2026 11:30", id="Севастополь: important, 4 hours"),
        pytest.param("incident_8", "03.11.2026 15:30", "05.11.2026 16:30", id="Башкортостан, Ульяновск: 8 hours"),
        pytest.param("incident_9", "30.12.2025 16:00", "12.01.2026 17:00", id="Севастополь, Крым: 9 hours"),
        pytest.param("incident_8", "20.11.2026 17:00", "23.11.2026 17:00", id="over a weekend"),
        pytest.param("incident_8", "19.02.2027 16:00", "20.02.2027 16:00", id="into a worked Saturday"),
        pytest.param("incident_24", "03.11.2026 15:30", "04.11.2026 15:30", id="Ярославль: 24 clock hours"),
    ],
)
def test_terms_in_hours(code: str, received: str, end: str, seeded_limits: Limits, calendar: WorkingCalendar) -> None:
    limit = next(limit for limit in seeded_limits if limit.code == code)
    assert ends(reckon_deadline(limit, at(received), calendar)) == (end, end)


def test_every_seeded_limit_says_its_source(seeded_limits: Limits) -> None:
    assert [limit.code for limit in seeded_limits if not limit.source.strip()] == []
