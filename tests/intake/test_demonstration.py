"""Invented cases look like the town's life and are always the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from benchmarks.sample_files import write_incident_export
from mcu_desktop.intake.demonstration import demonstration_cases, read_phrases
from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.intake.reading import read_file
from mcu_desktop.queries.catalogues import read_calendar, read_router, read_time_limits
from mcu_desktop.resources import resource
from mcu_desktop.rules.deadlines import reckon_deadline
from mcu_desktop.rules.terms import CaseKind, Classifier, Outcome, TermStage
from mcu_desktop.rules.time_limits import CaseTraits, choose_time_limit
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SAMPLE = resource("demonstration", "im_sample.xlsx")
SHARED_EXPORT = Path(__file__).parents[3] / "shared" / "data" / "im_export_omsk_39rows_deidentified.xlsx"


@pytest.fixture(scope="module")
def cases() -> list[IncomingCase]:
    return demonstration_cases(600, seed=1, until=NOW, zone=MOSCOW)


@pytest.fixture(scope="module")
def many() -> list[IncomingCase]:
    return demonstration_cases(5_000, seed=1, until=NOW, zone=MOSCOW)


@pytest.fixture(scope="module")
def sample() -> ReadFile:
    return read_file(SAMPLE, zone=MOSCOW, now=NOW)


@pytest.fixture
def catalogues(sqlite_store: Store) -> Iterator[Reader]:
    """The seeded catalogues; what they say does not depend on the kind of the store."""
    with closing(sqlite_store.open_reader()) as opened:
        yield opened


def test_the_same_wish_gives_the_same_cases(cases: list[IncomingCase]) -> None:
    assert demonstration_cases(600, seed=1, until=NOW, zone=MOSCOW) == cases
    assert demonstration_cases(600, seed=2, until=NOW, zone=MOSCOW) != cases


@pytest.mark.parametrize("count", [0, 1, 7, 600])
def test_as_many_as_wanted_each_with_its_number(count: int) -> None:
    made = demonstration_cases(count, seed=1, until=NOW, zone=MOSCOW)
    assert [case.external_number for case in made] == [f"Д-{number}" for number in range(1, count + 1)]


def test_they_are_of_the_last_months_and_nothing_is_of_the_future(many: list[IncomingCase]) -> None:
    for case in many:
        assert NOW - timedelta(days=152) < case.received_at < NOW
        assert case.closed_at is None or case.received_at < case.closed_at < NOW
        assert (case.answered_at is None) == (case.answer_text == "") == (case.outcome is None)
        assert case.answered_at is not None or case.satisfaction is None
    assert many[0].received_at < NOW - timedelta(days=140), "The first ones are five months old"


def test_more_come_on_working_days_and_by_day(many: list[IncomingCase]) -> None:
    weekdays = Counter(case.received_at.astimezone(MOSCOW).weekday() for case in many)
    assert max(weekdays[5], weekdays[6]) < min(weekdays[day] for day in range(5))
    by_day = sum(9 <= case.received_at.astimezone(MOSCOW).hour < 18 for case in many)
    assert len(many) / 2 < by_day < len(many)


def test_every_slot_of_the_texts_is_filled_and_the_card_names_the_place_of_the_text(many: list[IncomingCase]) -> None:
    for case in many:
        assert not set("{}") & set(case.clean_text + case.answer_text)
        assert case.settlement == "Вышний Волочёк" or case.settlement in case.clean_text
        assert case.house in case.clean_text
    assert all(any(getattr(case, field) for case in many) for field in ("street", "house"))


def test_texts_are_of_many_kinds(cases: list[IncomingCase], catalogues: Reader) -> None:
    assert len({case.clean_text for case in cases}) > 540
    router = read_router(catalogues)
    texts: defaultdict[str | None, set[str]] = defaultdict(set)
    for topic in read_phrases()["topics"]:
        route = router.route(classifier=None, group=topic["group"], topic=topic["topic"], code="")
        texts[route.block_code].update(message["text"] for message in topic["messages"])
    assert texts.keys() == _blocks(catalogues)
    assert min(len(of_block) for of_block in texts.values()) >= 8


def test_snow_and_heating_trouble_people_in_the_cold_months_only() -> None:
    until = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
    of_summer = demonstration_cases(2_000, seed=1, until=until, zone=MOSCOW)
    cold = {"Уборка снега и наледи", "Отсутствие отопления"}
    assert {case.received_at.month for case in of_summer if case.topic in cold} <= {4}
    of_winter = demonstration_cases(2_000, seed=1, until=until + timedelta(days=180), zone=MOSCOW)
    assert cold < {case.topic for case in of_winter}


def test_every_topic_goes_to_one_block_whatever_the_source(catalogues: Reader) -> None:
    router = read_router(catalogues)
    for topic in read_phrases()["topics"]:
        found = {
            router.route(classifier=source, group=topic["group"], topic=topic["topic"], code="").block_code
            for source in (None, Classifier.INCIDENT_MANAGEMENT)
        }
        assert len(found) == 1, topic["topic"]
        assert found <= _blocks(catalogues), topic["topic"]


def test_every_block_has_its_cases_and_a_few_have_none(cases: list[IncomingCase], catalogues: Reader) -> None:
    router = read_router(catalogues)
    found = Counter(
        router.route(classifier=None, group=case.topic_group, topic=case.topic, code="").block_code for case in cases
    )
    assert found.keys() == _blocks(catalogues) | {None}
    assert 0 < found[None] < 60
    assert found.most_common(1)[0][0] == "utilities", "Roads and houses trouble people most"


def test_every_channel_in_use_brings_them_with_its_own_kind_and_number(
    cases: list[IncomingCase], catalogues: Reader
) -> None:
    in_use = {
        code: (CaseKind(kind), {system} - {None, "registry"})
        for code, kind, system in catalogues.rows("SELECT code, kind, system FROM channels WHERE NOT archived")
    }
    assert {case.channel_code for case in cases} == in_use.keys()
    for case in cases:
        assert (case.kind, {str(system) for system, _ in case.other_numbers}) == in_use[case.channel_code]
    numbers = [number for case in cases for number in case.other_numbers]
    assert len(set(numbers)) == len(numbers)


def test_a_few_open_ones_are_overdue_and_some_are_due_soon(many: list[IncomingCase], catalogues: Reader) -> None:
    terms = zip(many, _terms(many, catalogues), strict=True)
    open_terms = [term for case, term in terms if case.answered_at is None]
    overdue = sum(ends_at < NOW for ends_at, _ in open_terms)
    due_soon = sum(due_soon_at <= NOW <= ends_at for ends_at, due_soon_at in open_terms)
    assert 0.04 < len(open_terms) / len(many) < 0.1
    assert 0.02 < overdue / len(open_terms) < 0.07
    assert due_soon > 0.02 * len(open_terms)


def test_most_are_answered_in_time_and_some_late_in_every_month(many: list[IncomingCase], catalogues: Reader) -> None:
    late = Counter(
        (NOW - case.received_at).days // 30
        for case, (ends_at, _) in zip(many, _terms(many, catalogues), strict=True)
        if case.answered_at is not None and case.answered_at > ends_at
    )
    assert late.keys() == set(range(5))
    assert 0.01 < late.total() / len(many) < 0.05


def test_cases_end_in_every_way_and_the_happy_are_more(many: list[IncomingCase]) -> None:
    assert {case.outcome for case in many} == set(Outcome) - {Outcome.OTHER} | {None}
    scores = Counter(case.satisfaction for case in many)
    assert scores.keys() == {None, 1, 2, 3, 4, 5}
    assert scores[4] + scores[5] > scores[1] + scores[2]
    assert all(case.satisfaction in {1, 2} for case in many if case.reopened)
    for mark in ("important", "fast_track", "reopened"):
        assert 0 < sum(getattr(case, mark) for case in many) < len(many) / 8, mark


def test_the_sample_export_is_understood_whole(sample: ReadFile) -> None:
    assert (sample.layout, len(sample.cases), sample.refused, sample.notes) == ("incident_management", 60, (), ())
    assert {case.closed_at is None for case in sample.cases} == {True, False}
    assert {case.answer_text == "" for case in sample.cases} == {True, False}


def test_the_sample_export_goes_to_the_blocks(sample: ReadFile, catalogues: Reader) -> None:
    router = read_router(catalogues)
    found = Counter(
        router.route(
            classifier=Classifier.INCIDENT_MANAGEMENT, group=case.topic_group, topic=case.topic, code=""
        ).block_code
        for case in sample.cases
    )
    assert found.keys() <= _blocks(catalogues), "No row is left without a block"
    assert len(found) >= 7


def test_the_sample_export_can_be_made_again(tmp_path: Path, sample: ReadFile) -> None:
    write_incident_export(tmp_path / "again.xlsx", 60, seed=1)
    again = read_file(tmp_path / "again.xlsx", zone=MOSCOW, now=NOW)
    assert again.cases == sample.cases


def test_the_sample_export_names_neither_its_maker_nor_the_moment_it_was_made() -> None:
    with ZipFile(SAMPLE) as package:
        properties = package.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in properties
    assert properties.count("2026-11-03T08:30:00Z") == 2


@pytest.mark.skipif(not SHARED_EXPORT.is_file(), reason="the real export is not beside the project")
def test_the_sample_export_fills_the_columns_a_real_one_fills() -> None:
    real, ours = (
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() for path in (SHARED_EXPORT, SAMPLE)
    )
    assert ours[0] == real[0]
    filled_by_hand = {"Объект", "Вовлеченность", "Примечание"}
    assert _filled(real) - _filled(ours) <= filled_by_hand
    assert _filled(ours) <= _filled(real)


def _blocks(reader: Reader) -> set[str]:
    return {row[0] for row in reader.rows("SELECT code FROM sector_blocks")}


def _terms(cases: list[IncomingCase], reader: Reader) -> list[tuple[datetime, datetime]]:
    """Return of each case the end of its term and the moment from which it is due soon."""
    limits, calendar = read_time_limits(reader), read_calendar(reader)
    found = []
    for case in cases:
        limit = choose_time_limit(
            limits,
            CaseTraits(
                channel_code=case.channel_code,
                kind=case.kind,
                fast_track=case.fast_track,
                important=case.important,
            ),
            stage=TermStage.FINAL_ANSWER,
            on=case.received_at.astimezone(MOSCOW).date(),
        )
        assert limit is not None
        deadline = reckon_deadline(limit, case.received_at, calendar)
        assert deadline.legal_deadline is not None
        assert deadline.due_soon_at is not None
        found.append((deadline.legal_deadline, deadline.due_soon_at))
    return found


def _filled(rows: Sequence[Sequence[object]]) -> set[object]:
    """Return the headers of the columns that say something in some row."""
    return {header for at, header in enumerate(rows[0]) if any(row[at] != "" for row in rows[1:])}
