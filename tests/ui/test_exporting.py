"""Rows of the queue on the clipboard and in a file, in the window as it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.rules.terms import Role
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    return make_window(
        incoming(gist="=1+1\n<b>яма</b>", citizen=Citizen("Зорина Вера")),
        incoming(external_number="102", gist="Снег"),
        now=NOW,
    )


@pytest.fixture
def clipboard(window: Workplace) -> Iterator[QClipboard]:
    """What is copied, emptied again: the clipboard of a program without a screen outlives Python, its data must not."""
    clipboard = QGuiApplication.clipboard()
    yield clipboard
    clipboard.clear()


def test_chosen_rows_are_copied_as_a_table_as_they_are_shown(window: Workplace, clipboard: QClipboard) -> None:
    table = window.queue.table
    table.setFocus()
    table.setColumnHidden(2, True)
    table.horizontalHeader().moveSection(3, 0)
    QTest.keyClick(table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    head, first, second = clipboard.text().split("\n")
    assert head.split("\t")[:3] == ["Суть", "Срок", "Номер"]
    assert first.split("\t")[0] == "'=1+1 <b>яма</b>", "Nothing that Excel would run, and one line"
    assert second.split("\t")[:1] == ["Снег"]
    html = clipboard.mimeData().html()
    assert "&lt;b&gt;яма&lt;/b&gt;" in html
    assert window.strip.text == "Скопировано: 2 строки."


def test_the_shown_view_is_written(window: Workplace, qtbot: QtBot, tmp_path: Path, live_desk: Any) -> None:
    with qtbot.waitSignal(window.queue.searched):
        window.queue.filters.search.setText("снег")
    window.ways.exporting.write(tmp_path / "вид.csv", with_citizens=False)
    assert len((tmp_path / "вид.csv").read_text("utf-8-sig").splitlines()) == 2
    assert "Выгружено 1 сообщение" in window.strip.text
    assert live_desk.reader.rows("SELECT count(*) FROM journal") == [(0,)]


def test_citizens_data_go_out_only_with_a_line_in_the_journal(
    window: Workplace, tmp_path: Path, live_desk: Any
) -> None:
    window.ways.exporting.write(tmp_path / "вид.csv", with_citizens=True)
    assert "Зорина" in (tmp_path / "вид.csv").read_text("utf-8-sig")
    [(words,)] = live_desk.reader.rows("SELECT summary FROM journal")
    assert words == "Выгрузка с данными заявителей: 2 сообщения, отбор {}"


def test_who_may_not_see_citizens_cannot_take_them_away(window: Workplace, tmp_path: Path, live_desk: Any) -> None:
    [person] = live_desk.reader.rows(
        "SELECT e.person_id, e.full_name FROM roster_entries e JOIN roster_grants g ON g.entry_id = e.id"
        " WHERE g.role = 'curator'"
    )
    window.me.choose(*person)
    assert window.me.rights == Rights((RoleGrant(Role.CURATOR),))
    window.ways.exporting.write(tmp_path / "вид.csv", with_citizens=True)
    assert not (tmp_path / "вид.csv").exists()
    assert "Открывать данные заявителя может" in window.strip.text
