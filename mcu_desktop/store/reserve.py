"""Room on the disk that is given up when the disk is full, so that what was typed can still be kept."""

import os
import shutil
from pathlib import Path

_SIZE = 20_000_000
_PIECE = bytes(1_000_000)
_LEFT_FREE = 10 * _SIZE  # a disk that is nearly full is not made fuller


class Reserve:
    """A file of zeros beside the drafts."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def hold(self) -> None:
        """Take the room, unless it is held already or the disk has little left."""
        if self._file.exists() or not self._file.parent.is_dir():
            return
        if shutil.disk_usage(self._file.parent).free < _LEFT_FREE:
            return
        unfinished = self._file.with_name(f"{self._file.name}.unfinished")
        try:
            with unfinished.open("wb") as stream:
                for _piece in range(_SIZE // len(_PIECE)):
                    stream.write(_PIECE)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(self._file)
        except OSError:
            unfinished.unlink(missing_ok=True)  # a disk that refuses has no room to keep back

    def give_up(self) -> bool:
        """Free the room; returns whether there was any."""
        try:
            self._file.unlink()
        except FileNotFoundError:
            return False
        return True
