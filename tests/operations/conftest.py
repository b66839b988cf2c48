"""Invented cases and files for the tests of deeds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.rules.terms import CaseKind, SourceSystem

RECEIVED = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)  # Monday, 10:30 in Moscow


@pytest.fixture
def incoming() -> Callable[..., IncomingCase]:
    """Make a case: a message on a road, unless told otherwise."""
    example = IncomingCase(
        row_number=2,
        system=SourceSystem.INCIDENT_MANAGEMENT,
        external_number="101",
        channel_code="incident_management",
        kind=CaseKind.MESSAGE,
        received_at=RECEIVED,
        received_text="Яма на дороге<br>у школы",
        clean_text="Яма на дороге\nу школы",
        topic_group="Дороги",
        topic="Ямы во дворах",
        settlement="Вышний Волочёк",
        street="Казанский проспект",
        house="7",
        source_status="В работе",
    )

    def make(**fields: Any) -> IncomingCase:
        return replace(example, **fields)

    return make


@pytest.fixture
def file_of() -> Callable[..., ReadFile]:
    def make(*cases: IncomingCase, **fields: Any) -> ReadFile:
        system = cases[0].system if cases else SourceSystem.INCIDENT_MANAGEMENT
        whole = ReadFile("выгрузка.xlsx", "0" * 64, "im", "Выгрузка «Инцидент Менеджмент»", system, cases, ())
        return replace(whole, **fields)

    return make
