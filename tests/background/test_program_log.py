"""What went wrong is written where those who mend the program find it."""

import logging
from collections.abc import Iterator

import pytest

from mcu_desktop.background.program_log import log_file, start_log


@pytest.fixture(autouse=True)
def handlers_stay() -> Iterator[None]:
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    root.handlers = []
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = kept, level


def test_a_fault_is_written_with_its_trace() -> None:
    start_log()
    try:
        _ = 1 // 0
    except ZeroDivisionError:
        logging.getLogger("mcu_desktop").exception("A job failed")
    text = log_file().read_text(encoding="utf-8")
    assert "ERROR mcu_desktop: A job failed" in text
    assert "ZeroDivisionError" in text


def test_a_long_log_gives_way_to_a_new_one() -> None:
    log_file().parent.mkdir(parents=True)
    log_file().write_text("old " * 300_000, encoding="utf-8")
    start_log()
    logging.getLogger("mcu_desktop").warning("New")
    assert log_file().stat().st_size < 1_000
    assert log_file().with_suffix(".old.log").stat().st_size > 1_000_000


def test_a_log_that_cannot_be_written_does_not_keep_the_program_from_starting(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_file().parent.parent.mkdir(parents=True, exist_ok=True)
    log_file().parent.write_text("a file in the place of the folder", encoding="utf-8")
    start_log()
    logging.getLogger("mcu_desktop").warning("Still told")
    assert "Still told" in capsys.readouterr().err
