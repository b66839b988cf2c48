"""One window for each store."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mcu_desktop.background.single_window import SingleWindow


def test_the_second_start_asks_the_first_to_come_forward(qtbot: QtBot) -> None:
    first, second, other = SingleWindow("store"), SingleWindow("store"), SingleWindow("another store")
    assert first.take()
    with qtbot.waitSignal(first.raise_wanted, timeout=5_000):
        assert not second.take()
    assert other.take(), "Another store has a window of its own"


def test_a_window_that_is_gone_holds_nothing(qtbot: QtBot) -> None:
    first = SingleWindow("store that closes")
    assert first.take()
    with qtbot.waitSignal(first.destroyed):
        first.deleteLater()
    assert SingleWindow("store that closes").take()


def test_where_the_name_cannot_be_held_the_window_opens_all_the_same(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "no such folder"))
    window = SingleWindow("sqlite:///tmp/one.sqlite3")
    assert window.take()
    assert "will not raise" in caplog.text
