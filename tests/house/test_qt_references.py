"""PySide6 6.12.0 gives away a reference to None or True at each signal and aborts CPython 3.11."""

import sys

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QApplication

SIGNALS = 2_000
SLACK = 200

# Since Python 3.12 None and True are immortal: there is nothing to lose.
pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None и True здесь бессмертны")


class Sender(QObject):
    told = Signal(bool)
    asked = Signal()


class EmptyCells(QAbstractTableModel):
    def data(self, _index: QModelIndex | QPersistentModelIndex, _role: int = Qt.ItemDataRole.DisplayRole) -> None:
        return None


def test_two_thousand_signals_lose_no_reference_to_none_or_true(qapp: QApplication) -> None:
    sender = Sender()
    heard: list[bool] = []
    sender.told.connect(lambda value: heard.append(value is True))
    sender.asked.connect(lambda: None)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(SIGNALS):
        sender.told.emit(True)
        sender.asked.emit()
    heard.clear()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert after[0] > before[0] - SLACK
    assert after[1] > before[1] - SLACK


def test_ten_thousand_empty_cells_lose_no_reference_to_none(qapp: QApplication) -> None:
    model = EmptyCells()
    index = model.createIndex(0, 0)
    before = sys.getrefcount(None)
    for _ in range(10_000):
        assert index.data() is None
    assert sys.getrefcount(None) > before - SLACK
