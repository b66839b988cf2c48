"""The line that listens: hints of others' changes, who has which card open, and whether the store answers at all."""

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mcu_desktop.store.faults import said_in_words
from mcu_desktop.store.line import WHAT
from mcu_desktop.store.reading import as_moment, percent_style
from mcu_desktop.store.store import Store
from mcu_desktop.store.writing import CHANNEL

PRESENCE_CHANNEL = "mcu_presence"
PATIENCE_SECONDS = 5.0
_LISTEN = f"LISTEN {CHANNEL}; LISTEN {PRESENCE_CHANNEL}"
_TELL_PRESENCE = f"NOTIFY {PRESENCE_CHANNEL}"
# The wall sees no people.
_RIGHTS = "SELECT has_table_privilege('card_presences', 'SELECT'), has_table_privilege('card_presences', 'DELETE')"
_NOBODY = "SELECT 0, '', now() WHERE :window_key = ''"
_FORGET = "DELETE FROM card_presences WHERE until < now() - interval '1 hour'"
_HOLD = (
    "INSERT INTO card_presences (window_key, case_id, actor, since, until)"
    " SELECT :window_key, c.id, :actor, now(), now() + interval '90 seconds' FROM cases c WHERE c.id = :case_id"
    " ON CONFLICT (window_key) DO UPDATE SET case_id = excluded.case_id, actor = excluded.actor,"
    " until = excluded.until, since = CASE WHEN card_presences.case_id = excluded.case_id"
    " THEN card_presences.since ELSE excluded.since END"
)
_LEAVE = "UPDATE card_presences SET until = now() WHERE window_key = :window_key AND until > now()"
# Joined with the cases: whoever may not see a case does not see who looks at it.
_OTHERS = (
    "SELECT p.case_id, p.actor, p.since FROM card_presences p JOIN cases c ON c.id = p.case_id"
    " WHERE p.until > now() AND p.window_key <> :window_key ORDER BY p.since, p.window_key"
)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody else's window that has a card open."""

    case_id: int
    actor: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """What came over the line. `kinds` are kinds of touched things, with an empty word for any; a hint, not data."""

    kinds: frozenset[str]
    is_presence: bool


class Pulse:
    """One listening line; a server that is silent for longer than patience is a lost one."""

    def __init__(self, store: Store, wake: socket.socket, window_key: str) -> None:
        self._store, self._wake, self._window_key = store, wake, window_key
        self._line = store.open_line(autocommit=True)
        self._line.patience = PATIENCE_SECONDS
        self._may_see = self._may_hold = False

    def begin(self) -> None:
        """Say what is to be heard, and learn what this login may see and say of open cards."""
        with said_in_words(WHAT):
            self._line.execute(_LISTEN)
            [self._may_see, self._may_hold] = self._line.execute(_RIGHTS).fetchall()[0]
            if self._may_hold:
                self._line.execute(_FORGET)

    def wait(self, seconds: float) -> Heard:
        """Wait until something is heard, somebody wakes this thread, or the time is over."""
        with said_in_words(WHAT):
            heard = self._heard()  # together with the answer to the last beat
            if heard.kinds or heard.is_presence:
                return heard
            lines: list[Any] = [self._line.fileno(), self._wake]
            ready, _, _ = select.select(lines, [], [], max(seconds, 0.0))
            if self._wake in ready:
                self._wake.recv(1_024)
            return self._heard()

    def _heard(self) -> Heard:
        kinds: set[str] = set()
        is_presence = False
        own = self._store.own_processes()
        for notice in self._line.notifies(timeout=0):
            if notice.pid in own:
                continue
            if notice.channel == PRESENCE_CHANNEL:
                is_presence = True
            else:
                kinds.update(notice.payload.split() or ("",))
        return Heard(frozenset(kinds), is_presence)

    def hold(self, case_id: int | None, actor: str) -> None:
        """Say which card is open here from now on, for a minute and a half; None for none."""
        if not self._may_hold:
            return
        values = {"window_key": self._window_key, "case_id": case_id, "actor": actor}
        with said_in_words(WHAT), self._line.pipeline():
            self._line.execute(percent_style(_LEAVE if case_id is None else _HOLD), values)
            self._line.execute(_TELL_PRESENCE)

    def others(self) -> tuple[Presence, ...]:
        """Return who else has which card open; a store that does not answer is lost."""
        with said_in_words(WHAT):
            question = _OTHERS if self._may_see else _NOBODY
            found = self._line.execute(percent_style(question), {"window_key": self._window_key}).fetchall()
        return tuple(Presence(row[0], row[1], as_moment(row[2])) for row in found)

    def close(self) -> None:
        """Give the line back."""
        self._line.close()


@contextmanager
def open_pulse(store: Store, wake: socket.socket, window_key: str) -> Iterator[Pulse]:
    """Listen as long as the block lasts."""
    pulse = Pulse(store, wake, window_key)
    try:
        pulse.begin()
        yield pulse
    finally:
        pulse.close()
