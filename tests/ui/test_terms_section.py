"""What is done with the clock of a case on its card, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLineEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.terms import CaseKind, SourceSystem
from mcu_desktop.ui.case_card.card import CaseCardView
from mcu_desktop.ui.case_card.deeds_section import DeedsSection
from mcu_desktop.ui.case_card.timeline_bar import in_words, timeline_of
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.optional_day import OptionalDay
from mcu_desktop.ui.common.plain import PlainLabel

MOSCOW = ZoneInfo("Europe/Moscow")
Type = Callable[[QWidget, str], None]
LEFT = Qt.MouseButton.LeftButton
ENTER = Qt.Key.Key_Return


class Clock:
    now = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def moving_clock() -> Clock:
    return Clock()


@pytest.fixture
def view(
    qtbot: QtBot, live_desk: Any, moving_clock: Clock, incoming: Callable[..., IncomingCase],
    file_of: Callable[..., ReadFile], settings: QSettings, drafts: Drafts,
) -> CaseCardView:  # fmt: skip
    """The card of an appeal, opened; case 2 is a message of ПОС."""
    for number, fields in enumerate(
        (
            {"system": SourceSystem.DOCUMENT_FLOW, "channel_code": "post", "kind": CaseKind.APPEAL},
            {"system": SourceSystem.FEEDBACK_PLATFORM, "channel_code": "feedback_platform"},
        )
    ):
        file = file_of(incoming(external_number=str(number), **fields))
        live_desk.store.perform(
            lambda session, file=file: take_in(session, Task(), file, now=moving_clock.now, zone=MOSCOW, actor="О")
        )
    card = CaseCardView(live_desk, Me(settings), MOSCOW, moving_clock, drafts)
    qtbot.addWidget(card)
    card.resize(420, 900)
    card.show()
    card.show_case(1)
    return card


def said(section: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in section.findChildren(PlainLabel) if label.isVisibleTo(section))


def action(section: DeedsSection, title: str) -> QAction:
    return next(act for act in section.deeds_menu().actions() if act.text().startswith(title))


def titles(section: DeedsSection) -> list[str]:
    return [act.text() for act in section.deeds_menu().actions()]


def press_done(section: DeedsSection) -> None:
    QApplication.processEvents()  # a new form takes its place
    assert section.form is not None
    QTest.mouseClick(section.form.done_button, LEFT)


def edit(section: DeedsSection, name: str) -> Any:
    assert section.form is not None
    return section.form.fields.edits[name]


def test_all_terms_are_said_with_what_was_done(view: CaseCardView) -> None:
    words = said(view.terms)
    assert "Ответ: до 04.11.2026 23:59, контроль 03.11.2026, осталось 23 дня" in words
    assert "Регистрация: выполнено 05.10.2026 10:30, срок был 08.10.2026 23:59" in words
    assert "Переадресация: выполнено" in words


def test_extending_by_keys_moves_the_answer_and_a_second_is_not_offered(view: CaseCardView, type_words: Type) -> None:
    action(view.deeds, "Продлить").trigger()
    days, reason, basis = (edit(view.deeds, name) for name in ("days", "reason", "basis"))
    assert isinstance(days, QSpinBox)
    assert days.value() == 30
    type_words(reason, "Нужен запрос")
    QTest.keyClick(reason, ENTER)
    assert view.deeds.form is not None
    assert "основание" in view.deeds.form.told.text(), "Refused, and what was typed is still there"
    assert isinstance(reason, QLineEdit)
    assert reason.text() == "Нужен запрос"
    type_words(basis, "Решение Главы от 12.10.2026")
    QTest.keyClick(basis, ENTER)
    words = said(view.terms)
    assert "Ответ: до 04.12.2026 23:59" in words
    assert "Срок продлён на 30 дней, заявитель об этом ещё не уведомлён." in words
    assert "Продлить срок…" not in titles(view.deeds)
    action(view.deeds, "Отметить уведомление").trigger()
    press_done(view.deeds)
    assert "заявитель уведомлён 12.10.2026" in said(view.terms)


def test_the_notice_may_be_told_at_once(view: CaseCardView) -> None:
    action(view.deeds, "Продлить").trigger()
    told = edit(view.deeds, "told_on")
    assert isinstance(told, OptionalDay)
    assert told.day() is None
    QTest.keyClick(told.known, Qt.Key.Key_Space)
    told.edit.setDate(QDate(2026, 10, 11))
    assert told.day() == date(2026, 10, 11)


def test_escape_leaves_everything_as_it_was(view: CaseCardView) -> None:
    before = said(view.terms)
    action(view.deeds, "Отложить").trigger()
    QTest.keyClick(edit(view.deeds, "reason"), Qt.Key.Key_Escape)
    assert view.deeds.form is None
    assert said(view.terms) == before


def test_putting_off_and_going_on(view: CaseCardView, moving_clock: Clock, type_words: Type) -> None:
    view.show_case(2)
    assert "Продлить срок…" not in titles(view.deeds), "Only the answer to an appeal is extended"
    action(view.deeds, "Отложить").trigger()
    until = edit(view.deeds, "until")
    assert isinstance(until, QDateEdit)
    until.setDate(QDate(2026, 12, 1))
    type_words(edit(view.deeds, "reason"), "Ждём подрядчика")
    QTest.keyClick(edit(view.deeds, "reason"), ENTER)
    words = said(view.terms)
    assert "Ответ: срок не идёт" in words
    assert "Обещание: до 01.12.2026 23:59" in words
    assert "Отложено с 12.10.2026 10:00 до сих пор." in words
    moving_clock.now += timedelta(days=3)
    action(view.deeds, "Возобновить").trigger()
    press_done(view.deeds)
    words = said(view.terms)
    assert "Ответ: до 07.11.2026 23:59" in words, "Three midnights later"
    assert "Отложено с 12.10.2026 10:00 по 15.10.2026 10:00." in words


def test_a_task_is_set_and_done(view: CaseCardView, type_words: Type) -> None:
    action(view.deeds, "Поручить").trigger()
    type_words(edit(view.deeds, "title"), "Выезд комиссии")
    QTest.keyClick(edit(view.deeds, "title"), ENTER)
    assert "Поручение «Выезд комиссии»: до 13.10.2026 23:59" in said(view.terms)
    action(view.deeds, "Поручение выполнено: Выезд").trigger()
    press_done(view.deeds)
    assert "Поручение «Выезд комиссии»: выполнено 12.10.2026 10:00" in said(view.terms)


def test_closing_a_late_case_wants_the_reason_of_the_breach(view: CaseCardView, moving_clock: Clock) -> None:
    moving_clock.now += timedelta(days=60)
    view.show_case(1)
    assert "просрочено 36 дней" in said(view.terms)
    action(view.deeds, "Снять с контроля").trigger()
    reason = edit(view.deeds, "breach_reason")
    assert isinstance(reason, QComboBox)
    assert reason.count() >= 5, "Reasons are offered"
    press_done(view.deeds)
    assert view.deeds.form is not None
    assert "выберите или напишите причину" in view.deeds.form.told.text()
    reason.setEditText("Поздно передано исполнителю")
    press_done(view.deeds)
    words = said(view.terms)
    assert "Причина нарушения срока: Поздно передано исполнителю." in words
    assert "с нарушением срока 04.11.2026 23:59" in words
    assert not view.deeds.answer_button.isVisible()
    assert "Вернуть на контроль…" in titles(view.deeds)
    assert "Снять с контроля…" not in titles(view.deeds)


def test_closing_in_time_asks_only_how_it_ended(view: CaseCardView) -> None:
    action(view.deeds, "Снять с контроля").trigger()
    assert view.deeds.form is not None
    assert set(view.deeds.form.fields.edits) == {"outcome"}


def test_the_bar_says_what_it_draws(view: CaseCardView, moving_clock: Clock, live_desk: Any) -> None:
    from mcu_desktop.queries.case_card import read_case_card

    moving_clock.now += timedelta(days=40)
    card = read_case_card(live_desk.reader, 1, now=moving_clock.now)
    assert card is not None
    timeline = timeline_of(card, moving_clock.now)
    assert timeline is not None
    assert timeline.end == moving_clock.now
    words = in_words(timeline, MOSCOW)
    assert "Предельный срок: 04.11.2026 23:59." in words
    assert "Просрочено: по 21.11.2026 10:00." in words
    view.show_case(1)
    assert view.terms.bar.accessibleDescription() == words
    assert view.terms.bar.isVisible()


def test_another_case_closes_the_form(view: CaseCardView) -> None:
    action(view.deeds, "Поручить").trigger()
    view.show_case(2)
    assert view.deeds.form is None
    assert not [b for b in view.deeds.findChildren(QPushButton) if b.text() == "Выполнить" and b.isVisible()]
