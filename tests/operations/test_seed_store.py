"""What a new store knows."""

from datetime import date

from mcu_desktop.models import Base
from mcu_desktop.queries.catalogues import read_calendar, read_names, read_time_limits
from mcu_desktop.queries.roster import read_edition
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.store.reading import Reader


def test_the_nine_blocks_stand_in_the_decrees_order(reader: Reader) -> None:
    codes = [row[0] for row in reader.rows("SELECT code FROM sector_blocks ORDER BY position")]
    assert codes == [
        "health",
        "utilities",
        "property",
        "education",
        "architecture",
        "culture",
        "territorial",
        "sport",
        "economy",
    ]


def test_the_fifteen_rows_of_the_decree_are_valid_from_its_day(reader: Reader) -> None:
    edition = read_edition(reader, date(2021, 9, 28))
    assert edition is not None
    assert (edition.order_number, len(edition.rows)) == ("1662-р", 15)
    assert edition.rows[0].full_name == "Шарапова Наталья Владимировна"
    assert all(row.job_title and row.role_text and len(row.grants) == 1 for row in edition.rows)
    assert read_edition(reader, date(2021, 9, 27)) is None


def test_the_calendar_is_known_from_2021_to_2027(reader: Reader) -> None:
    calendar = read_calendar(reader)
    for year in range(2021, 2028):
        assert calendar.knows(date(year, 7, 1))
    assert not calendar.knows(date(2028, 1, 1))


def test_every_time_limit_names_its_source(reader: Reader) -> None:
    limits = read_time_limits(reader)
    assert len(limits) >= 5
    assert all(limit.source for limit in limits)


def test_the_town_keeps_moscow_time(reader: Reader) -> None:
    assert read_zone(reader).key == "Europe/Moscow"


def test_the_municipality_is_called_by_the_name_of_the_day(reader: Reader) -> None:
    before, after = read_names(reader, date(2022, 1, 1)), read_names(reader, date(2026, 1, 1))
    assert before["municipality"] == "Вышневолоцкий городской округ Тверской области"
    assert after["municipality"] == "Вышневолоцкий муниципальный округ Тверской области"


def test_blocked_networks_are_kept_as_archived_channels(reader: Reader) -> None:
    archived = reader.rows("SELECT code, footnote FROM channels WHERE archived ORDER BY code")
    assert [code for code, _footnote in archived] == ["facebook", "instagram", "twitter"]
    assert all("ограничен с марта 2022" in footnote for _code, footnote in archived)


def test_every_catalogue_row_tells_where_it_comes_from(reader: Reader) -> None:
    # The outlines are the administrator's own: the one of the package is no row of the store.
    with_source = [
        table.name
        for table in Base.metadata.sorted_tables
        if "source" in table.columns and table.name != "map_outlines"
    ]
    assert {"time_limits", "topic_routes", "calendar_years"} <= set(with_source)
    for table in with_source:
        [(all_rows, without)] = reader.rows(
            f"SELECT count(*), sum(CASE WHEN source = '' THEN 1 ELSE 0 END) FROM {table}"
        )
        assert all_rows > 0, table
        assert without == 0, table
