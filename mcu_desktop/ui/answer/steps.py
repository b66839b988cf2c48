"""The steps of an answer as buttons; which one comes next and what it does, in words."""

from PySide6.QtWidgets import QPushButton

from mcu_desktop.queries.answer import AnswerDesk
from mcu_desktop.rules.case_way import WAY, Step, open_steps
from mcu_desktop.rules.permissions import Deed, Rights
from mcu_desktop.rules.terms import WorkState
from mcu_desktop.ui.common.panels import text_label

_ON = (Step.SEND, Step.APPROVE, Step.SUBMIT)  # which step comes next: the last that is open
_DRAFT_HINT = "Черновик останется в хранилище, состояние не изменится (Ctrl+S)"


class AnswerSteps:
    """The buttons, offered by the state of the case and the rights of the person."""

    def __init__(self) -> None:
        self.save_button = QPushButton("Сохранить черновик")
        self.buttons = {
            Step.SUBMIT: QPushButton("На проверку"),
            Step.APPROVE: QPushButton("Ответ проверен"),
            Step.RETURN: QPushButton("Вернуть на доработку"),
            Step.SEND: QPushButton("Ответ отправлен"),
        }
        self.following = text_label()

    def offer(self, answer: AnswerDesk, rights: Rights, *, is_doing: bool) -> None:
        """Offer what the state allows; nothing while a deed is under way."""
        steps = open_steps(answer.state)
        hints = [(self.save_button, Deed.ANSWER, _DRAFT_HINT)]
        hints += [(button, WAY[step].deed, WAY[step].hint) for step, button in self.buttons.items()]
        for button, right, hint in hints:
            refusal = rights.refusal(right, answer.case_place)
            button.setEnabled(not refusal and not is_doing)
            button.setToolTip(refusal or hint)
        self.save_button.setVisible(answer.state is not WorkState.CLOSED)
        for step, button in self.buttons.items():
            button.setVisible(step in steps)
        following = next((WAY[step] for step in _ON if step in steps), None)
        if following is not None:
            self.following.setText(f"Дальше (Ctrl+Enter) — «{following.title.rstrip('…')}». {following.hint}")
        self.following.setVisible(following is not None)

    def press_next(self) -> None:
        """Press the step that comes next."""
        for button in [self.buttons[step] for step in _ON if self.buttons[step].isVisible()][:1]:
            button.click()
