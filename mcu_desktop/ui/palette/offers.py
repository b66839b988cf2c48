"""What the palette offers of the window as it is now: the saved views, and the deeds of the chosen case."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: what it says, and what Enter does."""

    title: str
    note: str
    deed: Callable[[], object]


def window_offers(workplace: "Workplace") -> list[Offer]:
    """Return the views of the queue, then what can be done with the chosen case and is allowed."""
    views = [
        Offer(f"Вид: {view.title}", "", partial(workplace.show_cases, view.wanted))
        for view in workplace.views.views
        if view.wanted is not None
    ]
    if workplace.queue.chosen_case() is None:
        return views
    deeds = workplace.card.deeds

    def do(code: str) -> None:
        workplace.show_queue()
        workplace.card.run_deed(code)

    offered = [Offer(deed.title.rstrip("…"), deeds.number, partial(do, deed.code)) for deed in deeds.allowed()]
    return [*views, *offered]
