"""The page where refused rows are mended."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from mcu_desktop.operations import mend_refused_row as deeds
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.refused_rows import RefusedRowLine
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.ui.refused_rows.page import RefusedRowsPage

NOW = datetime(2026, 10, 12, 5, 30, tzinfo=UTC)
HOSTILE = "<img src='//host/share/a.png'>\n" + "Яма. " * 40
LINES = (
    RefusedRowLine(
        4, "выгрузка.xlsx", 7, "столбец «Дата»: «31.02.2026» — такого дня нет",
        (("Номер", "103"), ("Пусто", ""), ("Текст", HOSTILE), ("Дата", "31.02.2026")),
    ),
    RefusedRowLine(5, "выгрузка.xlsx", 9, "нет номера", (("Номер", ""), ("Текст", "Свет"))),
)  # fmt: skip
LEFT = Qt.MouseButton.LeftButton


class FakeDesk(QObject):
    """Answers at once from a list of waiting rows."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[RefusedRowLine, ...] = LINES

    def read(self, _asker: QObject, _question: object, answer: Callable[[Any], None]) -> None:
        answer(self.lines)

    def write(self, _asker: QObject, deed: Callable[..., Change], answer: Any, *, failed: Any) -> Task:
        try:
            change = deed(SimpleNamespace(info={}), Task())
        except UserFacingError as error:
            failed(str(error))
        else:
            self.lines = self.lines[1:]
            self.changed.emit(change)
            answer(change)
        return Task()


@pytest.fixture
def mended(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, dict[str, str]]]:
    rows: list[tuple[int, dict[str, str]]] = []

    def mend(_session: object, _task: Task, row_id: int, cells: dict[str, str], **_given: object) -> Change:
        rows.append((row_id, cells))
        return Change(frozenset({Touched.REFUSED_ROWS}), "Исправлена")

    def give_up(_session: object, row_id: int, **_given: object) -> Change:
        rows.append((row_id, {}))
        return Change(frozenset({Touched.REFUSED_ROWS}), "Убрана")

    monkeypatch.setattr(deeds, "mend_refused_row", mend)
    monkeypatch.setattr(deeds, "give_up_refused_row", give_up)
    return rows


@pytest.fixture
def page(qtbot: QtBot, mended: list[tuple[int, dict[str, str]]]) -> RefusedRowsPage:
    made = RefusedRowsPage(FakeDesk(), ZoneInfo("Europe/Moscow"), lambda: NOW)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.start()
    return made


def test_the_column_that_is_wrong_stands_first_and_empty_ones_last(page: RefusedRowsPage) -> None:
    assert list(page.form.edits) == ["Дата", "Номер", "Текст", "Пусто"]
    assert page.table.rowCount() == 2
    assert "2 строки ждут исправления" in page.told.text()


def test_a_mended_row_is_handed_over_whole_and_the_next_one_is_shown(
    page: RefusedRowsPage, mended: list[tuple[int, dict[str, str]]]
) -> None:
    date = page.form.edits["Дата"]
    assert isinstance(date, QLineEdit)
    date.clear()
    QTest.keyClicks(date, "28.02.2026")
    QTest.mouseClick(page.mend_button, LEFT)
    assert mended == [(4, {"Дата": "28.02.2026", "Номер": "103", "Текст": HOSTILE, "Пусто": ""})]
    assert list(page.form.edits) == ["Текст", "Номер"]
    assert page.mend_button.isEnabled()


def test_a_row_still_wrong_keeps_what_was_written(page: RefusedRowsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_options: object) -> Change:
        raise UserFacingError("Строка ещё не исправлена: нет даты.")

    monkeypatch.setattr(deeds, "mend_refused_row", refuse)
    date = page.form.edits["Дата"]
    assert isinstance(date, QLineEdit)
    date.setText("завтра")
    QTest.mouseClick(page.mend_button, LEFT)
    assert page.told.text() == "Строка ещё не исправлена: нет даты."
    assert page.form.cells()["Дата"] == "завтра"


def test_the_last_row_given_up_leaves_a_calm_page(
    qtbot: QtBot, page: RefusedRowsPage, mended: list[tuple[int, dict[str, str]]]
) -> None:
    for _ in LINES:
        QTest.mouseClick(page.give_up_button, LEFT)
    assert [row_id for row_id, _ in mended] == [4, 5]
    assert "Отказанных строк нет" in page.told.text()
    assert page.mend_button.isHidden()
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_another_row_is_chosen_by_keys(page: RefusedRowsPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.form.cells() == {"Номер": "", "Текст": "Свет"}


def test_words_of_citizens_are_plain(page: RefusedRowsPage) -> None:
    assert isinstance(page.form.edits["Текст"], QPlainTextEdit)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
