"""Invented cases look like the town's life and are always the same."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchmarks.sample_files import write_incident_export
from mcu_desktop.intake.demonstration import demonstration_cases
from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.intake.reading import read_file
from mcu_desktop.queries.catalogues import read_router
from mcu_desktop.resources import resource
from mcu_desktop.store.reading import Reader

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def cases() -> list[IncomingCase]:
    return demonstration_cases(600, seed=1, until=NOW, zone=MOSCOW)


def test_the_same_wish_gives_the_same_cases(cases: list[IncomingCase]) -> None:
    assert demonstration_cases(600, seed=1, until=NOW, zone=MOSCOW) == cases
    assert demonstration_cases(600, seed=2, until=NOW, zone=MOSCOW) != cases


def test_as_many_as_wanted_each_with_its_number(cases: list[IncomingCase]) -> None:
    assert len({case.external_number for case in cases}) == len(cases) == 600
    assert demonstration_cases(0, seed=1, until=NOW, zone=MOSCOW) == []


def test_they_are_of_the_last_months_and_nothing_is_of_the_future(cases: list[IncomingCase]) -> None:
    for case in cases:
        assert NOW - timedelta(days=152) < case.received_at < NOW
        assert case.closed_at is None or case.received_at < case.closed_at < NOW
        assert (case.answered_at is None) == (case.answer_text == "")
        assert "{" not in case.clean_text


def test_texts_are_of_many_kinds(cases: list[IncomingCase]) -> None:
    assert max(Counter(case.clean_text for case in cases).values()) <= 6


def test_every_block_has_its_cases_and_a_few_have_none(cases: list[IncomingCase], reader: Reader) -> None:
    router = read_router(reader)
    found = Counter(
        router.route(classifier=None, group=case.topic_group, topic=case.topic, code="").block_code for case in cases
    )
    blocks = {row[0] for row in reader.rows("SELECT code FROM sector_blocks")}
    assert found.keys() == blocks | {None}
    assert 0 < found[None] < 60
    assert found.most_common(1)[0][0] == "utilities", "Roads and houses trouble people most"


def test_only_channels_in_use_bring_them(cases: list[IncomingCase], reader: Reader) -> None:
    in_use = {row[0] for row in reader.rows("SELECT code FROM channels WHERE NOT archived")}
    assert {case.channel_code for case in cases} <= in_use


def test_the_sample_export_is_understood_whole() -> None:
    file = read_file(resource("demonstration", "im_sample.xlsx"), zone=MOSCOW, now=NOW)
    assert (file.layout, len(file.cases), file.refused) == ("incident_management", 60, ())


def test_the_sample_export_can_be_made_again(tmp_path: Path) -> None:
    write_incident_export(tmp_path / "again.xlsx", 60, seed=1)
    again = read_file(tmp_path / "again.xlsx", zone=MOSCOW, now=NOW)
    kept = read_file(resource("demonstration", "im_sample.xlsx"), zone=MOSCOW, now=NOW)
    assert again.cases == kept.cases
