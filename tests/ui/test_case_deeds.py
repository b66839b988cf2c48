"""The deeds of a case in the window: by keys, with forms in the card, clashes and undo."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget

from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.operations.edit_case import set_field
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.store.about import About, Undone
from mcu_desktop.ui.case_card.deeds_section import DeedsSection
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
Type = Callable[[QWidget, str], None]
NONE, CTRL, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    made = make_window(
        incoming(citizen=Citizen("Зорина Вера Павловна", "+7 900 000-00-00")), incoming(external_number="102"), now=NOW
    )
    made.queue.table.selectRow(0)
    return made


def press(window: Workplace, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(window.frame, key, modifiers)
    QApplication.processEvents()


def edit(window: Workplace, name: str) -> Any:
    assert window.card.deeds.form is not None
    return window.card.deeds.form.fields.edits[name]


def done(window: Workplace) -> None:
    assert window.card.deeds.form is not None
    QTest.mouseClick(window.card.deeds.form.done_button, Qt.MouseButton.LeftButton)


def stored(live_desk: Any, names: str, case_id: int = 1) -> tuple[Any, ...]:
    return live_desk.reader.rows("SELECT " + names + " FROM cases WHERE id = :id", id=case_id)[0]  # type: ignore[no-any-return]


def buttons(section: DeedsSection) -> list[str]:
    QApplication.processEvents()
    shown = [button for button in section.findChildren(QAbstractButton) if button.isVisibleTo(section)]
    return [button.text() for button in sorted(shown, key=lambda button: (button.y(), button.x()))]


def test_a_card_is_edited_by_keys_alone(window: Workplace, live_desk: Any, type_words: Type) -> None:
    press(window, Qt.Key.Key_F2)
    gist = edit(window, "gist")
    assert isinstance(gist, QPlainTextEdit)
    assert gist.hasFocus()
    type_words(gist, "Провал у гимназии")
    topic = edit(window, "topic")
    topic.setFocus()
    topic.lineEdit().selectAll()
    type_words(topic.lineEdit(), "детский сад")
    house = edit(window, "house").lineEdit()
    house.selectAll()
    type_words(house, "9")
    QTest.keyClick(house, ENTER)
    if window.card.deeds.form is not None:
        assert "нет в списке" in window.card.deeds.form.told.text()
        topic.lineEdit().selectAll()
        type_words(topic.lineEdit(), "образован")
        QTest.keyClick(house, ENTER)
    assert window.card.deeds.form is None
    assert stored(live_desk, "gist, house") == ("Провал у гимназии", "9")
    title = live_desk.reader.rows("SELECT t.group_title FROM cases c JOIN topics t ON t.id = c.topic_id WHERE c.id = 1")
    assert "образован" in title[0][0].casefold()
    assert window.queue.model.index(0, 3).data() == "Провал у гимназии", "The queue follows"


def test_an_unknown_topic_is_refused_with_what_was_typed_still_there(window: Workplace, type_words: Type) -> None:
    press(window, Qt.Key.Key_F2)
    topic = edit(window, "topic")
    topic.lineEdit().selectAll()
    type_words(topic.lineEdit(), "ъъъ")
    done(window)
    assert window.card.deeds.form is not None
    assert "«ъъъ» нет в списке" in window.card.deeds.form.told.text()
    assert topic.currentText() == "ъъъ"


def test_assigning_and_beginning_move_the_state_and_the_buttons(
    window: Workplace, live_desk: Any, type_words: Type
) -> None:
    assert buttons(window.card.deeds) == ["Назначить…", "Взять в работу", "Ответ…", "Ещё…"]
    press(window, Qt.Key.Key_F3)
    recipient = edit(window, "recipient")
    recipient.lineEdit().selectAll()
    type_words(recipient.lineEdit(), "МКУ «Дороги»")
    QTest.keyClick(recipient.lineEdit(), ENTER)
    assert stored(live_desk, "state") == ("assigned",)
    press(window, Qt.Key.Key_F4)
    assert stored(live_desk, "state") == ("in_work",)
    assert "Взять в работу" not in buttons(window.card.deeds)


def test_both_texts_are_shown_where_another_has_changed_the_same(
    window: Workplace, live_desk: Any, type_words: Type
) -> None:
    press(window, Qt.Key.Key_F2)
    house = edit(window, "house").lineEdit()
    house.selectAll()
    type_words(house, "9")
    live_desk.store.perform(lambda session: set_field(session, 1, CaseField.HOUSE, "8", now=NOW, actor="Другая"))
    done(window)
    form = window.card.deeds.form
    assert form is not None
    assert "Дом: там «8», у вас «9»" in form.told.text()
    assert (house.text(), stored(live_desk, "house")) == ("9", ("8",)), "Mine is kept, theirs is not lost"
    done(window)
    assert stored(live_desk, "house") == ("9",), "Read and written over knowingly"
    assert live_desk.reader.rows("SELECT count(*) FROM case_events WHERE summary LIKE 'Изменено%'") == [(2,)]


def test_the_last_deed_is_taken_back_by_key_and_by_the_strip(window: Workplace, live_desk: Any) -> None:
    press(window, Qt.Key.Key_F4)
    assert stored(live_desk, "state") == ("in_work",)
    press(window, Qt.Key.Key_Z, CTRL)
    assert live_desk.about == About(undone=Undone(None, 0))
    assert stored(live_desk, "state") == ("registered",)
    assert window.strip.text.startswith("Отменено: ")
    press(window, Qt.Key.Key_F4)
    assert window.strip.action_button.text() == "Отменить (Ctrl+Z)"
    window.strip.action_button.click()
    assert stored(live_desk, "state") == ("registered",)
    press(window, Qt.Key.Key_Z, CTRL)
    assert "Отменять нечего" in window.strip.text


def test_the_next_case_comes_without_going_back(window: Workplace) -> None:
    first = window.queue.chosen_case()
    window.card.setFocus()
    press(window, Qt.Key.Key_Down, ALT)
    assert window.queue.chosen_case() not in {None, first}
    press(window, Qt.Key.Key_Down, ALT)
    press(window, Qt.Key.Key_Up, ALT)
    assert window.queue.chosen_case() == first


def test_the_citizen_is_shown_on_demand_logged_and_hidden_with_the_next_case(window: Workplace, live_desk: Any) -> None:
    section = window.card.deeds
    assert not section.citizen.isVisible()
    section.run("citizen")
    assert live_desk.about == About((1,), citizens=True)
    assert section.citizen.text() == "Заявитель: Зорина Вера Павловна\nТелефон: +7 900 000-00-00"
    assert section.citizen.isVisible()
    assert live_desk.reader.rows("SELECT summary FROM case_events ORDER BY id DESC LIMIT 1") == [
        ("Открыты данные заявителя",)
    ]
    window.queue.step(1)
    assert not section.citizen.isVisible()


def test_the_history_is_looked_through_by_kind_and_by_words(window: Workplace, type_words: Type) -> None:
    history = window.card.body.history
    assert not history.words.isVisible(), "A line or two need no filter"
    press(window, Qt.Key.Key_F4)
    window.card.deeds.run("citizen")
    shown = history.text.edit.toPlainText
    assert len(shown().splitlines()) == 3
    history.kind.setCurrentText("кто смотрел данные заявителя")
    assert shown().endswith("Открыты данные заявителя")
    assert len(shown().splitlines()) == 1
    history.kind.setCurrentText("что пришло из источника")
    assert "Загружено из файла" in shown()
    history.kind.setCurrentIndex(0)
    type_words(history.words, "в работе")
    assert len(shown().splitlines()) == 1
    type_words(history.words, "щука")
    assert shown() == "Таких записей в истории нет."
    window.queue.step(1)
    window.queue.step(-1)
    assert len(shown().splitlines()) == 3, "Another case has its whole history"


def test_a_call_back_is_noted_with_the_mark(window: Workplace, live_desk: Any, type_words: Type) -> None:
    window.card.run_deed("rate")
    edit(window, "mark").setCurrentText("3")
    type_words(edit(window, "reason"), "ждали месяц")
    done(window)
    assert stored(live_desk, "satisfaction, satisfaction_reason") == (3, "ждали месяц")
    window.card.run_deed("rate")
    edit(window, "result").setCurrentText("не дозвонились")
    done(window)
    assert "Не дозвонились, а ответ отмечен" in window.card.deeds.form.told.text()  # type: ignore[union-attr]
    assert edit(window, "result").currentText() == "не дозвонились", "What was typed stays"


def test_a_note_is_written_by_ctrl_enter(window: Workplace, type_words: Type) -> None:
    press(window, Qt.Key.Key_F7)
    text = edit(window, "text")
    type_words(text, "Звонил мастер")
    QTest.keyClick(text, ENTER)
    type_words(text, "завтра")
    QTest.keyClick(text, ENTER, CTRL)
    assert window.card.deeds.form is None
    assert "Звонил мастер\nзавтра" in window.card.body.comments.edit.toPlainText()


def test_keys_of_the_queue_do_nothing_on_other_pages(window: Workplace, live_desk: Any) -> None:
    window.show_screen("keys")
    press(window, Qt.Key.Key_F4)
    assert stored(live_desk, "state") == ("registered",)
    window.show_queue()
    press(window, Qt.Key.Key_F4)
    assert stored(live_desk, "state") == ("in_work",)


def test_a_closed_case_offers_the_way_back(window: Workplace, live_desk: Any, type_words: Type) -> None:
    window.card.run_deed("forward")
    type_words(edit(window, "addressee"), "Минтранс")
    done(window)
    assert stored(live_desk, "state, outcome") == ("closed", "forwarded")
    window.card.show_case(1)
    section = window.card.deeds
    assert buttons(section) == ["Вернуть на контроль…", "Ещё…"]
    section.run("reopen")
    type_words(edit(window, "reason"), "ошиблись")
    done(window)
    assert stored(live_desk, "state") == ("in_work",)
