"""The command palette in the window as it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.operations.saved_views import save_view
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.ui.palette.page import PalettePage
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
Type = Callable[[QWidget, str], None]
ENTER = Qt.Key.Key_Return


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    made = make_window(*(incoming(external_number=str(number)) for number in range(7001, 7004)), now=NOW)
    QTest.keyClick(made.frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    return made


def palette(window: Workplace) -> PalettePage:
    return window.screens.palette


def test_a_command_is_done_by_a_few_letters(window: Workplace, type_words: Type) -> None:
    page = palette(window)
    assert page.typed.hasFocus()
    type_words(page.typed, "уведом")
    assert page.offers[0].title == "Уведомления"
    assert page.offers[0].note == "Ctrl+U"
    QTest.keyClick(page.typed, ENTER)
    assert window.pages.currentWidget() is window.screens.alerts


def test_the_wrong_layout_finds_it_too(window: Workplace, type_words: Type) -> None:
    type_words(palette(window).typed, "yjdjt")
    assert palette(window).offers[0].title == "Новое сообщение"


def test_a_case_is_found_by_the_end_of_its_number_and_by_the_sources(window: Workplace, type_words: Type) -> None:
    page = palette(window)
    type_words(page.typed, "000002")
    assert page.offers[0].title == "МЦУ-2026-000002"
    QTest.keyClick(page.typed, ENTER)
    assert window.pages.currentWidget() is window.queue
    assert window.queue.model.rowCount() == 1
    window.show_screen("palette")
    type_words(page.typed, "7003")
    assert page.offers[0].title == "МЦУ-2026-000003"


def test_arrows_go_in_the_list_while_letters_go_into_the_line(window: Workplace, type_words: Type) -> None:
    page = palette(window)
    type_words(page.typed, "блок")
    QTest.keyClick(page.typed, Qt.Key.Key_Down)
    assert page.list.currentRow() == 1
    wanted = page.offers[1].title.removeprefix("Блок: ")
    QTest.keyClick(page.typed, ENTER)
    assert window.pages.currentWidget() is window.queue
    assert wanted


def test_a_person_of_the_roster_is_found(window: Workplace, type_words: Type) -> None:
    page = palette(window)
    type_words(page.typed, "галк")
    assert page.offers[0].title.startswith("Галкина")


def test_a_saved_view_is_gone_to(make_window: Callable[..., Workplace], live_desk: Any, type_words: Type) -> None:
    made = make_window(now=NOW)
    wanted = QueueFilter(without_recipient=True)
    live_desk.store.perform(
        lambda session: save_view(session, None, title="Ничьи", wanted=wanted, is_shared=True, now=NOW)
    )
    made.views.reread()
    made.show_screen("palette")
    type_words(palette(made).typed, "ничьи")
    assert palette(made).offers[0].title == "Вид: Ничьи"
    QTest.keyClick(palette(made).typed, ENTER)
    assert made.queue.shown_filter().without_recipient


def test_a_deed_of_the_chosen_case_that_no_menu_has_is_done(window: Workplace, type_words: Type) -> None:
    window.show_queue()
    window.queue.table.selectRow(1)
    window.show_screen("palette")
    page = palette(window)
    type_words(page.typed, "по компетенции")
    assert (page.offers[0].title, page.offers[0].note) == ("Передать по компетенции", window.card.deeds.number)
    QTest.keyClick(page.typed, ENTER)
    assert window.pages.currentWidget() is window.queue
    assert window.card.deeds.form is not None
    assert window.card.deeds.form.deed.code == "forward"
    window.show_screen("palette")
    type_words(page.typed, "взять в работу")
    assert [offer.title for offer in page.offers].count("Взять в работу") == 1


def test_nothing_found_says_where_texts_are_searched(window: Workplace, type_words: Type) -> None:
    page = palette(window)
    type_words(page.typed, "абракадабра")
    assert page.offers == []
    assert "Ctrl+F" in page.told.text()
    QTest.keyClick(page.typed, ENTER)
    QTest.keyClick(page.typed, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.queue


def test_what_is_not_allowed_is_not_done(window: Workplace, type_words: Type) -> None:
    from mcu_desktop.rules.grants import RoleGrant
    from mcu_desktop.rules.permissions import Rights
    from mcu_desktop.rules.terms import Role

    window.me.take_rights(Rights((RoleGrant(Role.CURATOR),)))
    page = palette(window)
    type_words(page.typed, "новое сооб")
    assert "новое сообщение" not in [offer.title.casefold() for offer in page.offers]


def test_keys_are_called_in_russian_here_and_in_the_menus(window: Workplace, type_words: Type) -> None:
    page = palette(window)
    type_words(page.typed, "следующее в")
    assert (page.offers[0].title, page.offers[0].note) == ("Следующее в очереди", "Alt+вниз")
    texts = [action.text() for action in window.frame.menu_actions()]
    assert "Следующее в очереди\tAlt+вниз" in texts
    assert "Новое сообщение…" in texts
