"""The map counts what its spots open, at settlements and at addresses, under every spelling."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.intake.outline_file import outline_of
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.edit_case import set_field
from mcu_desktop.operations.edit_map import replace_outline, restore_outline, take_places
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_slice import count_slice
from mcu_desktop.queries.map_ground import own_outline, read_outline, read_places, shapes_as_text, shapes_of_text
from mcu_desktop.queries.map_view import map_steps, read_map_view
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.queries.saved_views import filter_as_text, filter_of_text
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.map_view import MapLevel, MapStep, MapView, Spot
from mcu_desktop.rules.measures import CaseSlice, Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.places import PlaceOnMap, is_in_russia
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
LAST_WEEK = datetime(2026, 10, 7, 9, 0, tzinfo=UTC)
TAKEN = {"source": "файл.csv", "now": NOW, "actor": "А"}


def view_of(reader: Reader, level: MapLevel, step: MapStep = MapStep.WEEK) -> MapView:
    return read_map_view(reader, level, step, Measure.RECEIVED, now=NOW, zone=MOSCOW)


def listed(reader: Reader, view: MapView, spot: int, step: int) -> int:
    wanted = QueueFilter(figure=view.slice_of(spot, step))
    return len(read_case_ids(reader, wanted, now=NOW, zone=MOSCOW))


@pytest.fixture
def put(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Callable[..., None]:
    def run(*cases: dict[str, object]) -> None:
        file = file_of(
            *(incoming(**{"external_number": str(at), "received_at": LAST_WEEK, "street": "", "house": "", **case})
              for at, case in enumerate(cases))
        )  # fmt: skip
        store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))

    return run


def test_every_spot_s_list_has_as_many_cases_as_its_circle(store: Store) -> None:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=150, seed=4, now=NOW, zone=MOSCOW))
    with closing(store.open_reader()) as reader:
        for level in MapLevel:
            for kind in MapStep:
                view = view_of(reader, level, kind)
                assert view.spots
                for step in (len(view.steps) - 1, len(view.steps) - 2):
                    for spot in range(min(len(view.spots), 8)):
                        assert view.spots[spot].counts[step] == listed(reader, view, spot, step)
                steps = range(len(view.steps))
                assert all(0 <= view.without_spot(step) <= view.totals[step] for step in steps)
                assert 0 < sum(view.without_spot(step) for step in steps) < sum(view.totals)


@pytest.mark.parametrize("step", MapStep)
def test_the_steps_of_a_period_are_its_own_days(store: Store, step: MapStep) -> None:
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=150, seed=4, now=NOW, zone=MOSCOW))
    days = Period(date(2026, 8, 12), date(2026, 9, 20))
    with closing(store.open_reader()) as reader:
        view = read_map_view(reader, MapLevel.SETTLEMENTS, step, Measure.RECEIVED, now=NOW, zone=MOSCOW, period=days)
        received = count_slice(reader, CaseSlice(Measure.RECEIVED, "", days.first, days.last), now=NOW, zone=MOSCOW)
        assert (view.steps[0].first, view.steps[-1].last) == (days.first, days.last)
        assert sum(view.totals) == received > 0
        for spot, found in enumerate(view.spots):
            for place, count in enumerate(found.counts):
                assert listed(reader, view, spot, place) == count


def test_one_spot_gathers_all_spellings_of_a_settlement(store: Store, put: Callable[..., None]) -> None:
    put(
        {"settlement": "Вышний Волочёк"},
        {"settlement": "г. Вышний Волочек"},
        {"settlement": "ВЫШНИЙ ВОЛОЧЕК Г"},
        {"settlement": "пгт Красномайский"},
        {"settlement": "Неведомое"},
        {"settlement": ""},
    )
    with closing(store.open_reader()) as reader:
        view = view_of(reader, MapLevel.SETTLEMENTS)
        step = len(view.steps) - 2
        assert [(spot.name, spot.counts[step]) for spot in view.spots] == [("Вышний Волочёк", 3), ("Красномайский", 1)]
        assert [listed(reader, view, spot, step) for spot in (0, 1)] == [3, 1]
        assert (view.totals[step], view.without_spot(step)) == (6, 2)
        wanted = QueueFilter(figure=view.slice_of(0, step))
        assert filter_of_text(filter_as_text(wanted)) == wanted


def test_an_own_spot_goes_before_the_house_and_the_house_before_the_street(
    store: Store, put: Callable[..., None]
) -> None:
    here = {"settlement": "Есеновичи", "street": "ул. Мира"}
    put(
        {**here, "house": "5", "latitude": 57_400_000, "longitude": 34_200_000},
        {**here, "house": "5"},
        {**here, "house": "д. 5"},
        {**here, "house": "9"},
        here,
        {**here, "settlement": "Коломно"},
    )
    places = [
        PlaceOnMap("Есеновичи", "Мира", "5", 57_410_000, 34_210_000),
        PlaceOnMap("Есеновичи", "Мира", "", 57_420_000, 34_220_000),
    ]
    store.perform(lambda session: take_places(session, places, **TAKEN))  # type: ignore[arg-type]
    with closing(store.open_reader()) as reader:
        view = view_of(reader, MapLevel.ADDRESSES)
        step = len(view.steps) - 2
        found = {(spot.latitude, spot.longitude): at for at, spot in enumerate(view.spots)}
        counts = {at: view.spots[spot].counts[step] for at, spot in found.items()}
        assert counts == {(57.4, 34.2): 1, (57.41, 34.21): 2, (57.42, 34.22): 2}
        assert {at: listed(reader, view, spot, step) for at, spot in found.items()} == counts
        assert view.without_spot(step) == 1
        street = view.spots[found[57.42, 34.22]]
        assert (street.name, street.label) == ("Есеновичи, Мира", "Мира")


def test_hundreds_of_spellings_are_one_question(store: Store, put: Callable[..., None]) -> None:
    put(*({"settlement": "Есеновичи", "street": "Мира", "house": str(number)} for number in range(1_200)))
    street = PlaceOnMap("Есеновичи", "Мира", "", 57_420_000, 34_220_000)
    store.perform(lambda session: take_places(session, [street], **TAKEN))  # type: ignore[arg-type]
    with closing(store.open_reader()) as reader:
        view = view_of(reader, MapLevel.ADDRESSES)
        assert listed(reader, view, 0, len(view.steps) - 2) == 1_200


def test_a_place_that_is_taken_again_moves(store: Store) -> None:
    def take(latitude: int) -> str:
        place = PlaceOnMap("с. Есеновичи", "", "", latitude, 34_200_000)
        return store.perform(lambda session: take_places(session, [place], **TAKEN)).text  # type: ignore[arg-type]

    assert take(57_400_000).endswith("1 место, из них новых 1.")
    assert take(57_500_000).endswith("1 место, из них новых 0.")
    with closing(store.open_reader()) as reader:
        assert read_places(reader)["есеновичи", "", ""].latitude == 57_500_000
        assert [row[0] for row in reader.rows("SELECT summary FROM journal ORDER BY id")][-1].startswith("Координаты")


def test_an_edited_address_loses_the_spot_of_the_one_before(store: Store, put: Callable[..., None]) -> None:
    put({"street": "Мира", "house": "5", "latitude": 57_400_000, "longitude": 34_200_000})
    signed = {"now": NOW, "actor": "О"}
    store.perform(lambda session: set_field(session, 1, CaseField.HOUSE, "7", **signed))  # type: ignore[arg-type]
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT house, latitude, longitude FROM cases") == [("7", None, None)]
    put({"street": "Мира", "house": "5", "latitude": 57_400_001, "longitude": 34_200_000})
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT house, latitude FROM cases") == [("7", None)], "The source does not bring it back"


def test_the_outline_is_replaced_with_its_source_and_given_back(store: Store) -> None:
    shapes = outline_of(b'{"type": "Polygon", "coordinates": [[[34, 57], [35, 57], [35, 58], [34, 57]]]}', "а.geojson")
    signed = {"now": NOW, "actor": "А"}
    with pytest.raises(UserFacingError, match=r"откуда взят контур.*Контур не изменён\."):
        store.perform(lambda s: replace_outline(s, shapes, source=" ", licence="", **signed))  # type: ignore[arg-type]
    for _ in range(2):
        store.perform(
            lambda s: replace_outline(s, shapes, source="Росреестр", licence="открытые данные", **signed)  # type: ignore[arg-type]
        )
    with closing(store.open_reader()) as reader:
        found = read_outline(reader)
        assert (found.shapes, found.source, found.licence) == (shapes, "Росреестр", "открытые данные")
        assert reader.rows("SELECT count(*) FROM map_outlines") == [(1,)]
        store.perform(lambda session: restore_outline(session, **signed))  # type: ignore[arg-type]
        assert read_outline(reader) == own_outline()


def test_the_program_s_own_outline_is_small_whole_and_credited() -> None:
    outline = own_outline()
    assert 300 < outline.points < 1_500
    assert outline.source == "© участники OpenStreetMap"
    assert outline.licence == "ODbL"
    assert [shape.name for shape in outline.shapes] == ["Вышневолоцкий район", "город Вышний Волочёк"]
    for shape in outline.shapes:
        for ring in shape.rings:
            assert ring[0] == ring[-1]
            assert all(is_in_russia(up, along) for along, up in ring)
    assert shapes_of_text(shapes_as_text(outline.shapes)) == outline.shapes


def test_steps_end_with_the_one_under_way() -> None:
    weeks, months = (map_steps(step, date(2026, 10, 12)) for step in MapStep)
    assert (len(weeks), weeks[-1]) == (26, Period(date(2026, 10, 12), date(2026, 10, 18)))
    assert (len(months), months[0], months[-1].first) == (
        12, Period(date(2025, 11, 1), date(2025, 11, 30)), date(2026, 10, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "marked"), [((2, 6), True), ((4, 6), False), ((10, 14), False), ((0, 3), True), ((9, 3), False)]
)
def test_growth_is_marked_only_where_it_is_news(counts: tuple[int, ...], marked: bool) -> None:
    spot = Spot("Место", 57.0, 34.0, counts, ())
    assert spot.grows(1) is marked
    assert spot.growth(1) == counts[1] - counts[0]
    assert not spot.grows(0)
