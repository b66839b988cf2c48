"""What SQLite is given is what PostgreSQL has: local hours and weekdays, also over a change of the clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.store.reading import Reader

SQL = "SELECT date_part('hour', timezone(:zone, {0})), date_part('isodow', timezone(:zone, {0}))"
MOMENTS = (
    datetime(2026, 10, 11, 20, 59, 59, 999_000, tzinfo=UTC),
    datetime(2026, 10, 11, 21, 0, tzinfo=UTC),
    datetime(2011, 3, 26, 22, 59, tzinfo=UTC),  # Moscow's last change to summer, an hour later for good
    datetime(2011, 3, 26, 23, 0, tzinfo=UTC),
    datetime(2014, 10, 25, 21, 59, tzinfo=UTC),
    datetime(2014, 10, 25, 22, 0, tzinfo=UTC),
    datetime(2026, 4, 4, 15, 29, tzinfo=UTC),  # Lord Howe's half hour
    datetime(2026, 4, 4, 15, 0, tzinfo=UTC),
)


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Asia/Yekaterinburg", "Australia/Lord_Howe", "Asia/Kathmandu"])
@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_moment_s_local_hour_and_weekday(reader: Reader, zone: str, moment: datetime) -> None:
    sql = SQL.format(":moment" if reader.dialect == "sqlite" else "CAST(:moment AS timestamptz)")
    local = moment.astimezone(ZoneInfo(zone))
    assert [tuple(map(int, row)) for row in reader.rows(sql, zone=zone, moment=moment)] == [
        (local.hour, local.isoweekday())
    ]
