"""The process a file is read in: it is stopped, and none is left."""

import multiprocessing
import threading
from pathlib import Path

import pytest

from mcu_desktop.intake.child import ReadingCancelledError, read_table
from mcu_desktop.rules.errors import UserFacingError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text("А;Б\n1;2\n", encoding="utf-8")
    return path


def test_a_table_comes_back_and_no_process_stays(path: Path) -> None:
    table = read_table(path)
    assert (table.headers, [(number, list(cells)) for number, cells in table.rows]) == (("А", "Б"), [(2, ["1", "2"])])
    assert multiprocessing.active_children() == []


def test_a_cancelled_reading_stops_and_no_process_stays(path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(ReadingCancelledError, match="прервано"):
        read_table(path, cancel=cancel)
    assert multiprocessing.active_children() == []


def test_a_reading_that_takes_too_long_is_left_and_no_process_stays(path: Path) -> None:
    with pytest.raises(UserFacingError, match="слишком долго"):
        read_table(path, timeout=-1)
    assert multiprocessing.active_children() == []
