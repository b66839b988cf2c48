"""Saved views as tabs over the queue, in the window as it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.operations.walk_case import begin_work
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.saved_views import filter_as_text, filter_of_text
from mcu_desktop.rules.terms import GroupBy, Standing
from mcu_desktop.ui.queue.views_bar import ViewsBar
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
Type = Callable[[QWidget, str], None]
TEXTS = ("Яма у школы", "Яма у бани", "Снег не убран")
SAVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    return make_window(
        *(
            incoming(external_number=str(number), clean_text=text, received_text=text, topic="")
            for number, text in enumerate(TEXTS)
        ),
        now=NOW,
    )


def save(window: Workplace, title: str, search: str, type_words: Type, qtbot: QtBot) -> ViewsBar:
    window.show_queue()
    with qtbot.waitSignal(window.queue.searched):
        window.queue.filters.search.setText(search)
    QTest.keyClick(window.frame, Qt.Key.Key_S, SAVE)
    QApplication.processEvents()
    form = window.views.form
    assert form is not None
    type_words(form.title, title)
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    return window.views


def tabs(bar: ViewsBar) -> list[str]:
    return [bar.tabs.tabText(place) for place in range(bar.tabs.count())]


def test_what_is_shown_becomes_a_tab_with_its_counter(
    qtbot: QtBot, window: Workplace, live_desk: Any, type_words: Type
) -> None:
    assert not window.views.isVisible(), "Nothing to choose takes no place"
    bar = save(window, "Ямы", "яма", type_words, qtbot)
    save(window, "В работе", 'состояние:"в работе"', type_words, qtbot)
    assert tabs(bar) == ["Все", "Ямы · 2", "В работе · 0"]
    assert bar.tabs.currentIndex() == 2
    change = live_desk.store.perform(lambda session: begin_work(session, 1, now=NOW, actor="О"))
    live_desk.changed.emit(change)
    assert tabs(bar)[2] == "В работе · 1", "Counters follow the deeds"
    bar.tabs.setCurrentIndex(1)
    assert window.queue.model.rowCount() == 2
    assert window.queue.filters.search.text() == "яма"
    window.queue.group(GroupBy.TOPIC)
    assert bar.tabs.currentIndex() == 1, "In groups it is the same view"
    bar.tabs.setCurrentIndex(0)
    assert window.queue.model.rowCount() == 3


def test_a_view_is_changed_moved_and_removed_by_its_menu(qtbot: QtBot, window: Workplace, type_words: Type) -> None:
    bar = save(window, "Ямы", "яма", type_words, qtbot)
    save(window, "Снег", "снег", type_words, qtbot)

    def act(place: int, title: str) -> None:
        menu = bar.menu_of(place)
        assert menu is not None
        next(action for action in menu.actions() if action.text().startswith(title)).trigger()

    act(2, "Левее")
    assert tabs(bar) == ["Все", "Снег · 1", "Ямы · 2"]
    act(2, "Переименовать")
    assert bar.form is not None
    type_words(bar.form.title, " двора")
    QTest.keyClick(bar.form.title, Qt.Key.Key_Return)
    assert tabs(bar)[2] == "Ямы двора · 1", "And has taken the filters that are shown"
    act(1, "Убрать")
    assert tabs(bar) == ["Все", "Ямы двора · 1"]
    assert bar.menu_of(0) is None
    for title, search in (("Второй", "двор"), ("Третий", "яма")):
        save(window, title, search, type_words, qtbot)
    act(1, "Правее")
    assert [tab.split(" ·")[0] for tab in tabs(bar)] == ["Все", "Второй", "Ямы двора", "Третий"], "One place, not two"


def test_a_view_without_a_name_is_refused_and_escape_leaves_all_as_it_was(window: Workplace, live_desk: Any) -> None:
    window.save_view()
    form = window.views.form
    assert form is not None
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    assert "Назовите вид" in form.told.text()
    QTest.keyClick(form.title, Qt.Key.Key_Escape)
    assert window.views.form is None
    assert live_desk.reader.rows("SELECT count(*) FROM saved_views") == [(0,)]


def test_a_view_that_cannot_be_read_is_said_and_can_be_removed(
    qtbot: QtBot, window: Workplace, live_desk: Any, type_words: Type
) -> None:
    from sqlalchemy import text

    bar = save(window, "Ямы", "яма", type_words, qtbot)
    live_desk.store.perform(lambda session: session.execute(text("UPDATE saved_views SET wanted = '{\"a\": 1}'")))
    bar.reread()
    assert tabs(bar) == ["Все", "Ямы (не читается)"]
    menu = bar.menu_of(1)
    assert menu is not None
    menu.actions()[-1].trigger()
    assert tabs(bar) == []


def test_anothers_own_view_is_not_shown(qtbot: QtBot, window: Workplace, live_desk: Any, type_words: Type) -> None:
    person, other = (row[0] for row in live_desk.reader.rows("SELECT id FROM people ORDER BY id LIMIT 2"))
    name = live_desk.reader.rows("SELECT full_name FROM roster_entries WHERE person_id = :id", id=person)[0][0]
    window.me.choose(person, name)
    save(window, "Мои ямы", "яма", type_words, qtbot)
    assert tabs(window.views) == ["Все", "Мои ямы · 2"]
    name = live_desk.reader.rows("SELECT full_name FROM roster_entries WHERE person_id = :id", id=other)[0][0]
    window.me.choose(other, name)
    assert tabs(window.views) == []


_DAYS = some.none() | some.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(
    some.builds(
        QueueFilter,
        block=some.text(max_size=9),
        standing=some.none() | some.sampled_from(Standing),
        channel_code=some.none() | some.text(max_size=9),
        received_from=_DAYS,
        due_to=_DAYS,
        search=some.text(),
        without_recipient=some.booleans(),
    )
)
def test_a_filter_comes_back_as_it_was_kept(wanted: QueueFilter) -> None:
    assert filter_of_text(filter_as_text(wanted)) == wanted


@given(some.text())
def test_a_damaged_filter_is_none_and_no_crash(text: str) -> None:
    found = filter_of_text(text)
    assert found is None or isinstance(found, QueueFilter)
