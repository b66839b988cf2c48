"""What an empty program says first."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mcu_desktop.operations import demonstration
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.ui.first_start.page import FirstStartPage

NOW = datetime(2026, 10, 12, 5, 30, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Yekaterinburg")


class FakeDesk(QObject):
    """Does each deed at once."""

    progressed = Signal(object, int, str)

    def write(
        self,
        _asker: QObject,
        deed: Callable[[Any, Task], Change],
        answer: Callable[[Change], None],
        *,
        failed: Callable[[str], None],
        about: None,
    ) -> Task:
        assert about is None
        task = Task()
        try:
            answer(deed("session", task))
        except UserFacingError as error:
            failed(str(error))
        return task


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, object]]]:
    deeds: list[tuple[str, dict[str, object]]] = []

    def deed(name: str) -> Callable[..., Change]:
        def perform(session: object, task: Task, **options: object) -> Change:
            deeds.append((name, options))
            return Change(frozenset({Touched.CASES}), f"Готово: {name}")

        return perform

    monkeypatch.setattr(demonstration, "add_demonstration", deed("add"))
    monkeypatch.setattr(demonstration, "remove_demonstration", deed("remove"))
    return deeds


@pytest.fixture
def page(qtbot: QtBot) -> FirstStartPage:
    first = FirstStartPage(FakeDesk(), ZONE, lambda: NOW)  # type: ignore[arg-type]  # only what the page uses
    qtbot.addWidget(first)
    first.resize(900, 600)
    first.show()
    return first


def test_a_file_is_asked_for_by_the_first_button(qtbot: QtBot, page: FirstStartPage) -> None:
    with qtbot.waitSignal(page.file_wanted):
        QTest.mouseClick(page.file_button, Qt.MouseButton.LeftButton)


def test_the_example_is_added_on_demand(page: FirstStartPage, done: list[tuple[str, dict[str, object]]]) -> None:
    QTest.mouseClick(page.example_button, Qt.MouseButton.LeftButton)
    assert done == [("add", {"cases_count": 600, "seed": 1, "now": NOW, "zone": ZONE})]
    assert page.told.text() == "Готово: add"
    assert page.example_button.isEnabled()


def test_the_example_is_removed_only_after_a_yes(
    page: FirstStartPage, done: list[tuple[str, dict[str, object]]]
) -> None:
    page.remove_demonstration()
    assert page.confirm_bar.isVisible()
    assert not page.file_button.isVisible(), "A store that has cases is not told that it is empty"
    QTest.mouseClick(page.confirm_bar.keep_button, Qt.MouseButton.LeftButton)
    assert not page.confirm_bar.isVisible()
    assert page.file_button.isVisible()
    assert done == []
    page.remove_demonstration()
    QTest.mouseClick(page.confirm_bar.agree_button, Qt.MouseButton.LeftButton)
    assert [name for name, _options in done] == ["remove"]
    assert not page.confirm_bar.isVisible()
    assert page.file_button.isVisible()


def test_a_failure_is_said_and_the_buttons_come_back(page: FirstStartPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_options: object) -> Change:
        raise UserFacingError("Нет места на диске.")

    monkeypatch.setattr(demonstration, "add_demonstration", fail)
    QTest.mouseClick(page.example_button, Qt.MouseButton.LeftButton)
    assert page.told.text() == "Нет места на диске."
    assert page.file_button.isEnabled()
