"""The page of an answer: the citizen's words on the left, the answer on the right, the checks under it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.queries.answer import AnswerDesk, Template, read_answer_desk
from mcu_desktop.queries.case_card import CaseCard, read_case_card
from mcu_desktop.rules.case_way import Step, open_steps
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.rules.terms import AnswerState, WorkState
from mcu_desktop.rules.titles import ANSWER_STATES, STATES
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.answer_template import FIELD_HELP, fill_template
from mcu_desktop.ui.answer.deeds import AnswerDeed, approve, give_back, keep, send, submit
from mcu_desktop.ui.answer.length_label import LengthLabel
from mcu_desktop.ui.answer.offered_texts import OfferedTexts
from mcu_desktop.ui.answer.quality import QualityList
from mcu_desktop.ui.answer.steps import AnswerSteps
from mcu_desktop.ui.answer.template_values import template_values
from mcu_desktop.ui.case_card.draft_keys import ANSWER_CODE, draft_key
from mcu_desktop.ui.common.drafts import DraftKeeper, Drafts
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.long_edit import LongEdit
from mcu_desktop.ui.common.long_text import LongText
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import Page, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel

_SHOWN = 60
_Found = tuple[AnswerDesk | None, CaseCard | None]


class AnswerPage(Page):
    """Writes, checks and sends the answer of one case; only the steps of its state are offered."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime], drafts: Drafts) -> None:
        super().__init__()
        self._desk, self._me, self._zone, self._clock = desk, me, zone, clock
        self._case_id: int | None = None
        self._found: tuple[AnswerDesk, CaseCard] | None = None
        self._saved = ""  # the text as the store has it
        self._is_doing = False
        self._base: str | None = None  # the one upon which what is typed was begun
        self._drafts = drafts
        self._keeper: DraftKeeper | None = None
        self._title = TitleLabel("Ответ")
        self.state = text_label()
        self.citizen = LongText("Слова заявителя", framed=True)
        self.template = OfferedTexts("Вставить шаблон…", "Шаблон ответа")
        self.template.setToolTip(f"Ctrl+J. {FIELD_HELP}")
        self.earlier = OfferedTexts("Вставить прежний ответ…", "Прежние ответы на ту же тему")
        self.text = LongEdit()
        self.text.setAccessibleName("Текст ответа")
        self.length = LengthLabel()
        self.quality = QualityList()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Что исправить")
        self.reason.setAccessibleName("Что исправить")
        self.told = text_label()
        self.steps = AnswerSteps()
        self.save_button = self.steps.save_button
        self.submit_button, self.approve_button, self.return_button, self.send_button = self.steps.buttons.values()
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Nothing to begin without a case: the window gives one by `show_case`."""
        if self._case_id is None:
            self.finished.emit()

    def show_case(self, case_id: int) -> None:
        """Read a case and its answer so far; until it is here nothing can be typed that would belong to another."""
        self._case_id, self._found = case_id, None
        self.text.setEnabled(False)
        self._read()

    def is_unsaved(self) -> bool:
        """Return whether something was typed that the store does not have."""
        return self._found is not None and self.text.toPlainText() != self._saved

    def _read(self) -> None:
        if self._case_id is not None:
            now = self._clock()
            today = now.astimezone(self._zone).date()
            self._desk.read(self, partial(_read_both, self._case_id, now, today), self._show)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        words, answer = QVBoxLayout(left), QVBoxLayout(right)
        for side in (words, answer):
            side.setContentsMargins(0, 0, 0, 0)
        words.addWidget(PlainLabel("Заявитель пишет:"))
        words.addWidget(self.citizen)
        words.addWidget(PlainLabel("Прежние ответы на ту же тему:"))
        words.addWidget(self.earlier)
        words.addStretch(1)
        answered: tuple[QWidget, ...] = (self.template, self.text, self.length, self.quality, self.reason)
        for part in answered:
            answer.addWidget(part)
        answer.setStretchFactor(self.text, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        for part in (left, right):
            splitter.addWidget(scrolled(part))
        splitter.setSizes([400, 500])
        buttons = button_flow(self.save_button, *self.steps.buttons.values(), self.back_button)
        layout = QVBoxLayout(self)
        whole: tuple[QWidget, ...] = (self._title, self.state, splitter, self.steps.following, self.told)
        for part in whole:
            layout.addWidget(part)
        layout.setStretchFactor(splitter, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._follow_typing)
        self.text.shortened.connect(self.told.setText)
        self.template.chosen.connect(self._insert_template)
        self.earlier.chosen.connect(self._insert_earlier)
        self.save_button.clicked.connect(lambda: self._do(keep(self.text.toPlainText())))
        self.submit_button.clicked.connect(lambda: self._do(submit(self.text.toPlainText())))
        self.approve_button.clicked.connect(lambda: self._do(approve(self.quality.met())))
        self.return_button.clicked.connect(lambda: self._do(give_back(self.reason.text())))
        self.send_button.clicked.connect(lambda: self._do(send()))
        self._desk.changed.connect(self._reread_if_touched)
        self._me.rights_changed.connect(self._offer)
        for keys, deed in (
            ("Ctrl+J", self.template.showPopup),
            ("Ctrl+S", self.save_button.click),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _show(self, found: _Found) -> None:
        answer, card = found
        if answer is None or card is None:
            self.told.setText("Этого сообщения в хранилище больше нет.")
            return
        is_same = self._found is not None and self._found[0].case_id == answer.case_id
        unsaved = is_same and self.is_unsaved()
        self._found = answer, card
        self._title.setText(f"Ответ на {answer.number}")
        self.citizen.set_text(answer.citizen_text)
        self.template.offer([(found.title, found) for found in answer.templates])
        self.earlier.offer([(f"{number}: {text[:_SHOWN]}", text) for number, text in answer.earlier])
        version = answer.version
        self._saved = "" if version is None or version.state is AnswerState.SENT else version.text
        if not unsaved:
            self.text.setPlainText(self._saved)
        if not unsaved or self._base is None:
            self._base = self._saved
        if not is_same:
            self._restore(answer)
        words = f"Состояние: {STATES[answer.state]}."
        if version is not None and version.remark:
            words += f" Возвращён: {version.remark}. Писал ответ: {version.actor}"
        elif version is not None:
            words += f" Текст ({ANSWER_STATES[version.state]}): {version.actor}"
        self.state.setText(words)
        if not is_same:
            self.reason.clear()
            self.quality.clear()
        self._count()
        self._offer()
        self.text.setEnabled(True)
        if not is_same:
            self.text.setFocus()

    def _restore(self, answer: AnswerDesk) -> None:
        """Put back what was typed before a crash, and keep what is typed from now on."""
        key = draft_key(answer.number, ANSWER_CODE)
        draft = self._drafts.find(key)
        self.told.clear()
        if draft is not None and draft.typed.get(ANSWER_CODE, "") != self._saved:
            self.text.setPlainText(draft.typed.get(ANSWER_CODE, ""))
            self.told.setText(f"Восстановлено несохранённое от {format_moment(draft.at, self._zone)}.")
        self._keeper = DraftKeeper(self._drafts, key, f"{answer.number}: Ответ", self._typed, self)

    def _typed(self) -> dict[str, str]:
        return {ANSWER_CODE: self.text.toPlainText()}

    @Slot()
    def _offer(self) -> None:
        if self._found is None:
            return
        answer = self._found[0]
        self.steps.offer(answer, self._me.rights, is_doing=self._is_doing)
        steps = open_steps(answer.state)
        self.quality.setVisible(Step.APPROVE in steps)
        self.reason.setVisible(Step.RETURN in steps)
        self.text.setReadOnly(answer.state is WorkState.CLOSED or answer.state is WorkState.CHECKED)

    @Slot()
    def _follow_typing(self) -> None:
        self._count()
        if self._keeper is not None and self.is_unsaved():
            self._keeper.touch()

    @Slot()
    def _count(self) -> None:
        self.length.show_length(len(self.text.toPlainText()), 0 if self._found is None else self._found[0].limit)

    @Slot(object)
    def _insert_template(self, template: Template) -> None:
        if self._found is not None:
            answer, card = self._found
            values = template_values(card, officer=answer.officer, today=self._today(), zone=self._zone)
            words, empty = fill_template(template.text, values, answer.forms)
            self.text.insertPlainText(words)
            self.told.setText(f"В карточке нет: {', '.join(empty)}. Допишите сами." if empty else "")
        self.text.setFocus()

    @Slot(object)
    def _insert_earlier(self, words: str) -> None:
        self.text.insertPlainText(words)
        self.text.setFocus()

    def press_on(self) -> None:
        """Press the step that comes next: the last of those that are offered."""
        self.steps.press_next()

    def _do(self, deed: AnswerDeed) -> None:
        if self._found is None or self._is_doing:
            return
        limit = self._found[0].limit
        if deed.is_of_text and limit and len(self.text.toPlainText()) > limit:
            self.told.setText(f"Ответ длиннее, чем принимает канал ({limit} знаков). Сократите его.")
            return
        signed = {"case_id": self._found[0].case_id, "now": self._clock(), "actor": self._me.actor, "seen": self._base}
        self._be_doing(True)
        self._desk.write(self, partial(deed.run, signed), self._finish, failed=self._refuse, about=deed.about(signed))

    def _be_doing(self, doing: bool) -> None:  # noqa: FBT001 -- a state
        """Offer nothing while a deed is under way: pressed twice it would seem that another one has written."""
        self._is_doing = doing
        self._offer()

    def _refuse(self, text: str) -> None:
        """Say why; done once more, others' words are knowingly written over."""
        self.told.setText(text)
        self._base = None
        self._be_doing(False)
        self._read()

    def _finish(self, change: Change) -> None:
        self.told.setText(change.text)
        self._be_doing(False)
        self._saved = self._base = self.text.toPlainText()
        if self._keeper is not None:
            self._keeper.drop()
        self._read()

    @Slot()
    def leave(self) -> None:
        """Go back; what was typed goes into the store as a draft first."""
        if self.is_unsaved() and self.save_button.isEnabled() and self.save_button.isVisible():
            self._do(keep(self.text.toPlainText()))
        super().leave()

    @Slot(object)
    def _reread_if_touched(self, change: Change) -> None:
        if change.touched & {Touched.CASES, Touched.TEMPLATES} and self.isVisible():
            self._read()

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def _read_both(case_id: int, now: datetime, today: date, reader: Reader) -> _Found:
    return read_answer_desk(reader, case_id, today=today), read_case_card(reader, case_id, now=now)
