"""What was typed and not saved yet, kept on this workstation over a crash or a power cut."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reserve import Reserve
from mcu_desktop.ui.common.saving import save_atomically

_KEEP_MILLISECONDS = 1_000  # not later than two seconds after the last key, whatever else is going on


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed under a key, into which fields, when; `title` names it for people."""

    key: str
    title: str
    at: datetime
    typed: Mapping[str, str]


class Drafts:
    """The drafts of one store: a small file for each, which only this user may read."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder, self._clock = folder, clock
        self._reserve = Reserve(folder / "reserve")

    def hold_reserve(self) -> None:
        """Take room on the disk for the day on which it is full; not in the GUI thread."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._reserve.hold()

    def keep(self, key: str, title: str, typed: Mapping[str, str]) -> None:
        """Keep what is typed now in place of what was kept under the key before."""
        kept = {"key": key, "title": title, "at": self._clock().isoformat(), "typed": dict(typed)}
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._file(key)
        content = json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace")
        try:
            save_atomically(content, file)
        except UserFacingError:
            if not self._reserve.give_up():
                raise
            save_atomically(content, file)
        file.chmod(0o600)

    def find(self, key: str) -> Draft | None:
        """Return what is kept under a key; a file that a power cut has damaged is none."""
        return _read(self._file(key))

    def drop(self, key: str) -> None:
        """Forget what was kept: it was saved, or given up."""
        self._file(key).unlink(missing_ok=True)

    def waiting(self) -> tuple[Draft, ...]:
        """Return all that is kept, the latest first."""
        found = [draft for file in sorted(self._folder.glob("*.json")) if (draft := _read(file)) is not None]
        return tuple(sorted(found, key=lambda draft: draft.at, reverse=True))

    def _file(self, key: str) -> Path:
        return self._folder / f"{sha256(key.encode()).hexdigest()[:32]}.json"


class DraftKeeper(QObject):
    """Keeps one form as long as it is being typed into."""

    def __init__(
        self, drafts: Drafts, key: str, title: str, typed: Callable[[], Mapping[str, str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._drafts, self._key, self._title, self._typed = drafts, key, title, typed
        self._is_touched = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_MILLISECONDS)
        self._timer.timeout.connect(self.keep_now)

    def touch(self) -> None:
        """Note that something was typed: it is kept within the second, also if typing goes on."""
        self._is_touched = True
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep what is typed at this moment, if anything was; where the disk refuses, the typing itself goes on."""
        if not self._is_touched:
            return
        try:
            self._drafts.keep(self._key, self._title, self._typed())
        except (UserFacingError, OSError):
            self._timer.stop()  # the next key tries again

    def drop(self) -> None:
        """Forget the draft."""
        self._timer.stop()
        self._drafts.drop(self._key)


def _read(file: Path) -> Draft | None:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        typed = {str(name): str(words) for name, words in kept["typed"].items()}
        return Draft(str(kept["key"]), str(kept["title"]), datetime.fromisoformat(kept["at"]), typed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
