"""Steps of work in the GUI thread, a turn of the event loop each."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from pytestqt.qtbot import QtBot

from mcu_desktop.ui.common.steps import in_turns


def steps(taken: list[str]) -> Iterator[None]:
    for number in range(3):
        taken.append(str(number))
        yield
    taken.append("end")


def test_between_two_steps_comes_what_else_is_to_be_done(qtbot: QtBot, qapp: QObject) -> None:
    taken: list[str] = []
    in_turns(qapp, steps(taken))
    assert taken == ["0"]
    QTimer.singleShot(0, qapp, lambda: taken.append("key"))
    qtbot.waitUntil(lambda: "end" in taken)
    assert taken == ["0", "1", "key", "2", "end"]


def test_when_the_owner_has_gone_no_step_follows(qtbot: QtBot) -> None:
    taken: list[str] = []
    owner = QObject()
    in_turns(owner, steps(taken))
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    passed: list[bool] = []
    QTimer.singleShot(0, lambda: passed.append(True))
    qtbot.waitUntil(lambda: bool(passed))
    assert taken == ["0"]
