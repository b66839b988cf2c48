"""The card of one case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.queries.case_card import CaseCard, CaseEvent, Comment, Draft, LinkedCase
from mcu_desktop.queries.case_terms import CaseClock, TermLine
from mcu_desktop.rules.permissions import CasePlace
from mcu_desktop.rules.terms import AnswerState, EventKind, Standing, TermStage, WorkState
from mcu_desktop.ui.case_card.card import CaseCardView
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.long_text import PIECE, LongText
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.theme import apply_theme

ZONE = ZoneInfo("Asia/Yekaterinburg")
MOMENT = datetime(2026, 10, 12, 5, 30, tzinfo=UTC)
ANSWER_TERM = TermLine(
    term_id=1,
    stage=TermStage.FINAL_ANSWER,
    title="ПОС: обычное сообщение",
    started_at=MOMENT,
    legal_deadline=datetime(2026, 10, 20, 12, 0, tzinfo=UTC),
    control_date=datetime(2026, 10, 19, 12, 0, tzinfo=UTC),
    settled_at=None,
    standing=Standing.OVERDUE,
    trace=("Поступило 12.10.2026 10:30", "8 рабочих дней со следующего дня"),
    warnings=("Календарь 2027 года не заполнен",),
    max_extension=0,
)
CHANGES = (("Тема", "Иное", "Уличное освещение"), ("Получатель", "МКУ «Дороги»", ""))
CARD = CaseCard(
    case_place=CasePlace("education", "feedback_platform"),
    case_id=7,
    number="ПОС-1001",
    source_number="1001",
    other_numbers=("ИМ-5",),
    channel="ПОС",
    kind="сообщение",
    standing=Standing.OVERDUE,
    source_status="В работе",
    outcome="",
    received_at=MOMENT,
    registered_at=MOMENT,
    answered_at=None,
    closed_at=None,
    gist="Не горит фонарь у школы",
    text="Добрый день! У школы третью неделю не горит фонарь, дети идут в темноте.",
    received_text="Добрый день! У школы третью неделю не горит фонарь, дети идут в темноте.",
    answer_text="",
    topic_group="Благоустройство",
    topic="Уличное освещение",
    block="Благоустройство и ЖКХ",
    route_reason="тема «Уличное освещение»",
    recipient="МКУ «Горсвет»",
    body="Администрация",
    place="Заречный, Лесная, 5",
    important=True,
    fast_track=False,
    satisfaction=4,
    legal_deadline=datetime(2026, 10, 20, 12, 0, tzinfo=UTC),
    control_date=datetime(2026, 10, 19, 12, 0, tzinfo=UTC),
    promised_on=None,
    interim_answered_at=None,
    clock=CaseClock((ANSWER_TERM,), (), None, ""),
    state=WorkState.IN_WORK,
    version=3,
    topic_id=1,
    settlement="Заречный",
    street="Лесная",
    house="5",
    conflict=True,
    formal_answer=False,
    reopened=False,
    satisfaction_reason="быстро",
    tags=("свет",),
    draft=Draft("Заменим лампу", AnswerState.RETURNED, "назовите срок"),
    comments=(Comment(MOMENT, "Лескова А. И.", "Звонил мастер"),),
    links=(LinkedCase("ПОС-900", "повтор"),),
    files=(),
    source_fields=(("Приоритет", "обычный"),),
    events=(CaseEvent(MOMENT, "Оператор", "Загружено", CHANGES, EventKind.SOURCE),),
)


def with_terms(*terms: TermLine) -> CaseCard:
    return replace(CARD, clock=replace(CARD.clock, terms=terms))


class FakeDesk(QObject):
    """Keeps the answers until they are let go, as a busy store does."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[Any], None]] = []

    def read(self, _asker: QObject, _question: object, answer: Callable[[Any], None]) -> None:
        self.waiting.append(answer)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def view(qtbot: QtBot, desk: FakeDesk, settings: QSettings, drafts: Drafts) -> CaseCardView:
    card_view = CaseCardView(desk, Me(settings), ZONE, lambda: MOMENT, drafts)  # type: ignore[arg-type]
    qtbot.addWidget(card_view)
    card_view.resize(420, 900)
    card_view.show()
    return card_view


def _shown(view: CaseCardView) -> str:
    labels = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    texts = [field.edit.toPlainText() for field in view.findChildren(LongText) if field.isVisible()]
    return "\n".join((*labels, *texts))


def _show(view: CaseCardView, desk: FakeDesk, card: CaseCard | None) -> str:
    view.show_case(card.case_id if card else 7)
    desk.waiting.pop()(card)
    return _shown(view)


@pytest.mark.parametrize(
    "words",
    [
        "№ ПОС-1001",
        "Просрочено",
        "Не горит фонарь у школы",
        "третью неделю",
        "Благоустройство / Уличное освещение",
        "Благоустройство и ЖКХ (тема «Уличное освещение»)",
        "МКУ «Горсвет»",
        "12.10.2026 10:30",
        "Ответ: до 20.10.2026 17:00, контроль 19.10.2026",
        "8 рабочих дней со следующего дня",
        "Внимание: Календарь 2027 года не заполнен",
        "4 из 5: быстро",
        "в работе",
        "#свет",
        "ПОС-900: повтор",
        "Тема: было «Иное», стало «Уличное освещение»",
        "Получатель: было «МКУ «Дороги»», стало пусто",
        "Приоритет: обычный",
    ],
)
def test_the_card_says_everything_about_the_case(view: CaseCardView, desk: FakeDesk, words: str) -> None:
    assert words in _show(view, desk, CARD)


def test_what_the_case_lacks_takes_no_line(view: CaseCardView, desk: FakeDesk) -> None:
    shown = _show(view, desk, CARD).splitlines()
    assert "Отвечено:" not in shown
    assert "Ответ" not in shown
    answered = replace(CARD, answered_at=MOMENT, answer_text="Фонарь горит.")
    shown = _show(view, desk, answered).splitlines()
    assert {"Отвечено:", "Ответ", "Фонарь горит."} <= set(shown)


def test_an_answered_case_has_no_term_running(view: CaseCardView, desk: FakeDesk) -> None:
    answered = with_terms(replace(ANSWER_TERM, settled_at=MOMENT, standing=Standing.CLOSED))
    answered = replace(answered, answered_at=MOMENT, closed_at=None, legal_deadline=None, control_date=None)
    shown = _show(view, desk, answered)
    assert "Ответ дан" in shown
    assert "Ответ: выполнено 12.10.2026 10:30, срок был 20.10.2026 17:00" in shown


def test_no_bar_hides_a_line_at_any_width(qtbot: QtBot, view: CaseCardView, desk: FakeDesk) -> None:
    trace = tuple(f"Строка {number}: счёт со следующего дня, последний день 05.11.2026." for number in range(6))
    _show(view, desk, with_terms(replace(ANSWER_TERM, trace=trace)))
    for width in (900, 362, 500, 361):
        view.resize(width, 400)
        QApplication.processEvents()
        for edit in view.findChildren(QPlainTextEdit):
            assert edit.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if edit.accessibleName() == "Почему этот срок":
                last = edit.document().lastBlock()
                bottom = edit.document().documentLayout().blockBoundingRect(last).height()
                assert edit.cursorRect(QTextCursor(last)).top() + bottom <= edit.viewport().height() + 1


def test_a_key_that_is_quicker_than_the_store_means_the_case_that_was_chosen(
    view: CaseCardView, desk: FakeDesk
) -> None:
    _show(view, desk, CARD)
    wanted: list[int] = []
    view.answer_wanted.connect(wanted.append)
    view.show_case(8)
    view.want_answer()
    assert wanted == [], "Not with the case that is still to be seen"
    desk.waiting.pop()(replace(CARD, case_id=8))
    assert wanted == [8]
    view.show_case(9)
    view.want_answer()
    view.show_case(7)
    desk.waiting.pop()(CARD)
    assert wanted == [8], "Who has gone on to another case wants nothing of the one before"


def test_found_words_are_marked_in_any_form_also_behind_an_emoji(view: CaseCardView, desk: FakeDesk) -> None:
    view.mark_found("школами фонарь ")
    _show(view, desk, replace(CARD, text="\U0001f600 У школы третью неделю не горит фонарь"))
    marks = view.body.text.edit.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["школы", "фонарь"]
    view.mark_found("")
    assert view.body.text.edit.extraSelections() == []


def test_a_stale_answer_is_not_shown(view: CaseCardView, desk: FakeDesk) -> None:
    view.show_case(7)
    view.show_case(8)
    first, second = desk.waiting
    second(replace(CARD, case_id=8, number="ПОС-1002"))
    first(CARD)
    assert "№ ПОС-1002" in _shown(view)


def test_the_card_is_read_again_when_cases_were_touched(view: CaseCardView, desk: FakeDesk) -> None:
    _show(view, desk, CARD)
    desk.changed.emit(Change(frozenset({Touched.CATALOGUES}), ""))
    assert not desk.waiting
    desk.changed.emit(Change(frozenset({Touched.CASES}), ""))
    desk.waiting.pop()(replace(CARD, recipient="МБУ «Дворник»"))
    assert "МБУ «Дворник»" in _shown(view)


def test_a_case_that_is_gone_is_said_to_be_gone(view: CaseCardView, desk: FakeDesk) -> None:
    assert "больше нет" in _show(view, desk, None)


def test_no_case_empties_the_card(view: CaseCardView, desk: FakeDesk) -> None:
    _show(view, desk, CARD)
    view.show_case(None)
    assert "ПОС-1001" not in _shown(view)
    assert not desk.waiting


@pytest.mark.parametrize("hostile", ['<img src="//host/share/a.png">Улица <b>Ленина</b>', "\u202eабв\u202c улица"])
def test_words_of_people_are_shown_as_they_are(view: CaseCardView, desk: FakeDesk, hostile: str) -> None:
    card = replace(CARD, gist=hostile, text=hostile, recipient=hostile, number=hostile)
    assert _show(view, desk, card).count(hostile) == 4
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in view.findChildren(QLabel))


def test_half_a_character_does_not_empty_the_text(view: CaseCardView, desk: FakeDesk) -> None:
    assert "до ? после" in _show(view, desk, replace(CARD, text="до \ud83d после"))


def test_an_endless_word_does_not_push_the_card_out_of_sight(view: CaseCardView, desk: FakeDesk) -> None:
    _show(view, desk, replace(CARD, recipient="ы" * 2000, number="ы" * 300, text="ы" * 3000))
    view.resize(360, 900)
    body = view._scroll.widget()
    assert body is not None
    assert body.width() <= view._scroll.viewport().width()
    assert view.width() == 360


@pytest.mark.usefixtures("look_stays")
def test_no_fact_of_a_narrow_card_is_cut_at_200_percent(
    view: CaseCardView, desk: FakeDesk, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_theme(qapp, dark=False, scale_percent=200)
    _show(
        view, desk, replace(CARD, place="Заречный муниципальный округ, Заречный, ул. Лесная, 5", number="ПОС-2026-1001")
    )
    view.resize(380, 700)

    def cut() -> list[str]:
        labels = [label for label in view.body.facts.findChildren(PlainLabel) if label.isVisible()]
        assert labels
        return [
            label.text()
            for label in labels
            if label.heightForWidth(label.width()) > label.height()
            or max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split()) > label.width()
        ]

    qtbot.waitUntil(lambda: cut() == [])


def test_a_huge_text_comes_in_pieces_and_whole_on_demand(qtbot: QtBot, view: CaseCardView, desk: FakeDesk) -> None:
    text = "Яма на дороге\n" * 5000
    _show(view, desk, replace(CARD, text=text))
    field = next(field for field in view.findChildren(LongText) if "Яма" in field.edit.toPlainText())
    assert len(field.edit.toPlainText()) <= PIECE
    QTest.mouseClick(field.show_all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not field.show_all_button.isVisible())
    assert field.edit.toPlainText() == text


def test_a_huge_text_without_lines_loses_no_letter(qtbot: QtBot) -> None:
    field = LongText("Текст")
    qtbot.addWidget(field)
    field.show()
    field.set_text("ж" * 1_000_000)
    assert field.edit.toPlainText() == "ж" * PIECE
    QTest.mouseClick(field.show_all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not field.show_all_button.isVisible(), timeout=60_000)
    assert field.edit.toPlainText().replace("\n", "") == "ж" * 1_000_000


def test_every_text_of_the_card_is_reached_with_the_keyboard(qtbot: QtBot, view: CaseCardView, desk: FakeDesk) -> None:
    _show(view, desk, CARD)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    wanted = [field.edit for field in view.findChildren(LongText) if field.isVisible()]
    wanted[0].setFocus()
    reached = set()
    for _ in range(60):
        QTest.keyClick(view.window().focusWidget(), Qt.Key.Key_Tab)
        reached.add(view.window().focusWidget())
    assert set(wanted) <= reached
