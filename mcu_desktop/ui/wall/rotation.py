"""Which page is shown: each its time by the clock on the wall, until a person holds it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from mcu_desktop.rules.wall import Turn


class Rotation:
    """The turns of one monitor. Time is told from outside: a sleep of the machine or a moved clock is one turn."""

    def __init__(self, turns: Sequence[Turn], now: datetime) -> None:
        self.turns = tuple(turns)
        self.place = 0
        self.paused = False
        self._since = now

    @property
    def turn(self) -> Turn:
        """The turn that is shown."""
        return self.turns[self.place]

    def tick(self, now: datetime) -> bool:
        """Go on where the time of the page is over; returns whether another one is shown."""
        shown = now - self._since
        if shown < timedelta():  # the clock was set back: the page begins anew
            self._since = now
            return False
        if self.paused or len(self.turns) == 1 or shown < timedelta(seconds=self.turn.seconds):
            return False
        self.step(1, now)
        return True

    def step(self, by: int, now: datetime) -> None:
        """Go to the next page (1) or the one before (-1)."""
        self.place = (self.place + by) % len(self.turns)
        self._since = now

    def hold(self, now: datetime) -> None:
        """Stay on the page, or go on from it."""
        self.paused = not self.paused
        self._since = now

    def take(self, turns: Sequence[Turn], now: datetime) -> None:
        """Take other turns; the page that is shown stays where they have it, too."""
        if tuple(turns) == self.turns:
            return
        page = self.turn.page
        self.turns = tuple(turns)
        self.place = next((at for at, turn in enumerate(self.turns) if turn.page is page), 0)
        self._since = now
