"""The figures of the reports over a fixed store, as they were once looked through by a person."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counted_report import make_report
from mcu_desktop.reports.frozen_json import to_plain
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.terms import CaseKind, Outcome
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

GOLDEN = Path(__file__).parents[1] / "reference" / "reports.json"
MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
_TOPICS = (("Дороги", "Ямы во дворах"), ("Образование", "Ремонт школы"), ("Мусор/Свалки/ТКО", "Вывоз мусора"), ("", ""))
_CHANNELS = ("incident_management", "feedback_platform", "post", "facebook")
_ENDS = (Outcome.RESOLVED, Outcome.EXPLAINED, Outcome.NOT_SUPPORTED)


def cases(incoming: Callable[..., IncomingCase]) -> list[IncomingCase]:
    """Return 40 cases: of October, of September and of October a year ago, by a plain rule."""
    made = []
    for place in range(40):
        begins = (datetime(2026, 10, 1), datetime(2026, 9, 3), datetime(2025, 10, 10))[place % 5 % 3]  # noqa: DTZ001
        received = begins.replace(tzinfo=UTC) + timedelta(days=place % 27, hours=7 + place % 3)
        group, topic = _TOPICS[place % 4]
        fields: dict[str, Any] = {}
        if place % 3:
            fields = {"answered_at": received + timedelta(days=place % 12), "answer_text": "Да", "recipient": "Управа"}
        if place % 6 == 1:
            fields |= {"closed_at": fields["answered_at"], "outcome": _ENDS[place % 3], "satisfaction": 1 + place % 5}
        channel = _CHANNELS[place % 7 % 4]
        kind = CaseKind.APPEAL if channel == "post" else CaseKind.MESSAGE
        made.append(
            incoming(
                external_number=f"{place}",
                received_at=received,
                topic_group=group,
                topic=topic,
                channel_code=channel,
                kind=kind,
                **fields,
            )
        )
    return made


@pytest.fixture
def fixed(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> Reader:
    file = file_of(*cases(incoming))
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    return reader


@pytest.mark.parametrize("code", ["monthly", "incident_management", "block", "daily", "appeals_structure"])
def test_the_figures_are_those_that_were_looked_through(fixed: Reader, code: str) -> None:
    wish = ReportWish(code, *OCTOBER, "utilities" if code == "block" else None)
    found = make_report(fixed, wish, now=NOW, zone=MOSCOW)
    known = json.loads(GOLDEN.read_text(encoding="utf-8"))[code]
    assert json.loads(json.dumps({"figures": to_plain(found.figures), "texts": to_plain(found.texts)})) == known


def test_a_forbidden_network_bears_its_note(fixed: Reader) -> None:
    figures = make_report(fixed, ReportWish("monthly", *OCTOBER), now=NOW, zone=MOSCOW).figures
    assert [note.partition(":")[0] for note in figures.channel_notes] == ["Facebook"]
