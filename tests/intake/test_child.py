"""The process a file is read in: it is stopped, and none is left."""

import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcu_desktop.intake.child import ReadingCancelledError, read_in_pieces, read_table
from mcu_desktop.rules.errors import UserFacingError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text("А;Б\n1;2\n", encoding="utf-8")
    return path


def test_a_table_comes_back_and_no_process_stays(path: Path) -> None:
    head, body = read_table(path)
    assert (head.headers, head.rows) == (("А", "Б"), [])
    assert (body.headers, [(row.number, list(row.cells)) for row in body.rows]) == (("А", "Б"), [(2, ["1", "2"])])
    assert multiprocessing.active_children() == []


def _numbers(_path: Path) -> Iterator[int]:
    yield from range(1_000_000)


def test_pieces_come_while_the_rest_is_read_and_a_reader_left_alone_ends(path: Path) -> None:
    pieces = read_in_pieces(path, _numbers)
    assert [next(pieces), next(pieces)] == [0, 1]
    [child] = multiprocessing.active_children()
    assert child.is_alive()
    pieces.close()
    assert multiprocessing.active_children() == []


def test_a_cancel_between_pieces_stops_the_reading(path: Path) -> None:
    cancel = threading.Event()
    pieces = read_in_pieces(path, _numbers, cancel=cancel)
    next(pieces)
    cancel.set()
    with pytest.raises(ReadingCancelledError, match="прервано"):
        next(pieces)
    assert multiprocessing.active_children() == []


def test_a_cancelled_reading_stops_and_no_process_stays(path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(ReadingCancelledError, match="прервано"):
        list(read_table(path, cancel=cancel))
    assert multiprocessing.active_children() == []


def test_a_reading_that_takes_too_long_is_left_and_no_process_stays(path: Path) -> None:
    with pytest.raises(UserFacingError, match="слишком долго"):
        list(read_in_pieces(path, _numbers, timeout=-1))
    assert multiprocessing.active_children() == []
