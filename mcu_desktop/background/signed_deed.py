"""A deed of the window, in the name of who works there and under the key of its click."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from mcu_desktop.operations.deed_answers import DeedKey


def perform_signed(
    deed: Callable[["Session", Task], Change],
    task: Task,
    signed: dict[str, object],
    key: "DeedKey",
    now: datetime,
    session: "Session",
) -> Change:
    """Do a deed once, however often it is tried under its key; `signed` names the person to the transaction."""
    from mcu_desktop.operations.perform import performed

    session.info.update(signed)
    return performed(session, lambda of_deed: deed(of_deed, task), now=now, key=key)
