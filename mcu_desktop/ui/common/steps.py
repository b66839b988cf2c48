"""Work in the GUI thread that is done a step at a time, so that no key waits for all of it."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer


def in_turns(owner: QObject, steps: Iterator[None]) -> None:
    """Take the first step now and each other one in a turn of the event loop of its own, as long as the owner lives."""
    for _step in steps:
        QTimer.singleShot(0, owner, partial(in_turns, owner, steps))
        return
