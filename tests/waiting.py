"""Which threads have waited for a server: one that did was still for as long as the server or the line was."""

import threading
from typing import Any

import pytest
from psycopg import waiting


def threads_that_wait(monkeypatch: pytest.MonkeyPatch) -> set[threading.Thread]:
    """Return a set that every thread comes into which waits for an answer of a server from now on."""
    waited: set[threading.Thread] = set()

    def noted(name: str) -> None:
        wait = getattr(waiting, name)

        def note_and_wait(*given: Any, **named: Any) -> Any:
            waited.add(threading.current_thread())
            return wait(*given, **named)

        monkeypatch.setattr(waiting, name, note_and_wait)

    noted("wait")
    noted("wait_conn")
    return waited
