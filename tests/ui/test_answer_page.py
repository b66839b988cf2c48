"""The page of an answer, on a real store, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.edit_templates import set_answer_limit
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.operations.walk_case import save_answer
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.about import About
from mcu_desktop.ui.answer.page import AnswerPage
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.me import Me

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
Type = Callable[[QWidget, str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def me(settings: QSettings) -> Me:
    return Me(settings)


@pytest.fixture
def page(
    qtbot: QtBot,
    live_desk: Any,
    me: Me,
    incoming: Callable[..., IncomingCase],
    file_of: Callable[..., ReadFile],
    drafts: Drafts,
) -> AnswerPage:
    file = file_of(
        incoming(recipient="МКУ «Дороги»"),
        incoming(external_number="102", answer_text="Уже засыпали", answered_at=NOW),
    )
    live_desk.store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor="О"))
    made = AnswerPage(live_desk, me, MOSCOW, lambda: NOW, drafts)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_case(1)
    return made


def offered(page: AnswerPage) -> list[str]:
    return [button.text() for button in page.findChildren(QPushButton) if button.isVisibleTo(page)][:-1]


def state(live_desk: Any) -> str:
    return str(live_desk.reader.rows("SELECT state FROM cases WHERE id = 1")[0][0])


def test_from_the_draft_to_what_was_sent_by_keys(page: AnswerPage, live_desk: Any, type_words: Type) -> None:
    assert page.citizen.edit.toPlainText() == "Яма на дороге\nу школы"
    type_words(page.text, "Засыплем до 20.10.2026")
    QTest.keyClick(page.text, Qt.Key.Key_S, CTRL)
    assert live_desk.reader.rows("SELECT text, state FROM case_answers") == [("Засыплем до 20.10.2026", "draft")]
    QTest.keyClick(page.text, Qt.Key.Key_Return, CTRL)
    assert state(live_desk) == "drafted"
    assert "Ответ проверен" in offered(page)
    QTest.mouseClick(page.approve_button, Qt.MouseButton.LeftButton)
    assert "не хватает" in page.told.text()
    for box in page.quality.boxes:
        QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.keyClick(page.text, Qt.Key.Key_Return, CTRL)
    assert state(live_desk) == "checked"
    assert page.text.isReadOnly(), "What was checked is what goes out"
    QTest.keyClick(page.text, Qt.Key.Key_Return, CTRL)
    assert state(live_desk) == "sent"
    assert live_desk.reader.rows("SELECT answer_text FROM case_texts WHERE case_id = 1") == [
        ("Засыплем до 20.10.2026",)
    ]


def test_a_returned_answer_says_why(page: AnswerPage, live_desk: Any, type_words: Type) -> None:
    type_words(page.text, "Меры приняты")
    page.submit_button.click()
    page.return_button.click()
    assert "что исправить" in page.told.text()
    type_words(page.reason, "назовите срок")
    page.return_button.click()
    assert state(live_desk) == "in_work"
    assert "Возвращён: назовите срок" in page.state.text()
    assert page.text.toPlainText() == "Меры приняты", "The words to be mended are there"


def test_a_template_is_filled_and_what_is_missing_is_named(page: AnswerPage) -> None:
    titles = [page.template.itemText(place) for place in range(page.template.count())]
    place = titles.index("Принято, срок назван")
    page.template.activated.emit(place)
    words = page.text.toPlainText()
    assert "№ 101 (Вышний Волочёк, Казанский проспект, 7)" in words
    assert "поручены: МКУ «Дороги»" in words
    page.template.activated.emit(titles.index("Разъяснение"))
    assert "{суть}" in page.told.text()


def test_an_earlier_answer_on_the_topic_is_at_hand(page: AnswerPage) -> None:
    assert page.earlier.itemText(1) == "МЦУ-2026-000002: Уже засыпали"
    page.earlier.activated.emit(1)
    assert page.text.toPlainText() == "Уже засыпали"


def test_an_answer_longer_than_its_channel_takes_is_not_given_to_be_checked(
    page: AnswerPage, live_desk: Any, type_words: Type
) -> None:
    live_desk.store.perform(
        lambda session: set_answer_limit(session, "incident_management", limit=10, now=NOW, actor="О")
    )
    page.show_case(1)
    type_words(page.text, "Засыплем ямы")
    assert page.length.text() == "12 знаков из 10, лишних 2"
    page.submit_button.click()
    assert "длиннее, чем принимает канал (10 знаков)" in page.told.text()
    assert state(live_desk) == "assigned"
    page.save_button.click()
    assert live_desk.reader.rows("SELECT count(*) FROM case_answers") == [(1,)], "A draft may be of any length"


def test_going_back_keeps_what_was_typed_as_a_draft(
    qtbot: QtBot, page: AnswerPage, live_desk: Any, type_words: Type
) -> None:
    type_words(page.text, "Начато")
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(page.text, Qt.Key.Key_Escape)
    assert live_desk.reader.rows("SELECT text, state FROM case_answers") == [("Начато", "draft")]


def test_who_writes_does_not_check(page: AnswerPage, live_desk: Any, me: Me, type_words: Type) -> None:
    type_words(page.text, "Сделаем")
    page.submit_button.click()
    [block] = live_desk.reader.rows("SELECT b.code FROM cases c JOIN sector_blocks b ON b.id = c.sector_block_id")[0]
    me.take_rights(Rights((RoleGrant(Role.BLOCK_OFFICER, block_code=block),)))
    assert not page.approve_button.isEnabled()
    assert "Руководитель отраслевого блока (свой блок)" in page.approve_button.toolTip()
    assert page.save_button.isEnabled()


def test_anothers_change_does_not_take_away_what_is_being_typed(
    page: AnswerPage, live_desk: Any, type_words: Type
) -> None:
    from mcu_desktop.operations.change import Change, Touched

    type_words(page.text, "Пишу")
    live_desk.changed.emit(Change(frozenset({Touched.CASES}), ""))
    assert page.text.toPlainText() == "Пишу"


def test_what_another_has_written_meanwhile_is_told_before_it_is_written_over(
    page: AnswerPage, live_desk: Any, type_words: Type
) -> None:
    type_words(page.text, "Моё")
    theirs = partial(save_answer, case_id=1, text="Чужое", now=NOW, actor="Лесков И.")
    live_desk.write(page, lambda session, _task: theirs(session), about=About((1,)))
    page.save_button.click()
    assert "тем временем изменил Лесков И." in page.told.text()
    assert page.text.toPlainText() == "Моё"
    last = "SELECT text FROM case_answers ORDER BY id DESC LIMIT 1"
    assert live_desk.reader.rows(last) == [("Чужое",)]
    page.save_button.click()
    assert live_desk.reader.rows(last) == [("Моё",)]


def test_a_step_pressed_twice_is_taken_once_and_no_other_is_blamed(
    page: AnswerPage, live_desk: Any, type_words: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], Any]] = []
    write = live_desk.write
    monkeypatch.setattr(live_desk, "write", lambda *asked, **told: waiting.append(lambda: write(*asked, **told)))
    type_words(page.text, "Засыплем завтра.")
    for _twice in range(2):
        QTest.keyClick(page.text, Qt.Key.Key_Return, CTRL)
    assert len(waiting) == 1
    assert not page.submit_button.isEnabled()
    waiting[0]()
    assert state(live_desk) == "drafted"
    assert page.told.text().endswith("Ответ передан на проверку.")
    assert page.approve_button.isEnabled()


def test_what_comes_next_is_said_before_it_is_done(page: AnswerPage, live_desk: Any, type_words: Type) -> None:
    assert page.steps.following.text().startswith("Дальше (Ctrl+Enter) — «На проверку». Ответ уйдёт на проверку")
    assert "состояние не изменится" in page.save_button.toolTip()
    type_words(page.text, "Засыплем завтра.")
    QTest.keyClick(page.text, Qt.Key.Key_Return, CTRL)
    assert page.steps.following.text().startswith("Дальше (Ctrl+Enter) — «Ответ проверен». Ответ можно будет отправить")
    assert "срок идёт дальше" in page.return_button.toolTip()
