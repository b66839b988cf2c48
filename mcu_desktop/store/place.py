"""Where a store lies, and where it must not lie."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from mcu_desktop.rules.errors import UserFacingError

_SHARES = ("cifs", "smb", "nfs", "9p", "fuse.sshfs", "ncpfs", "afs", "davfs")
FILE_NAME = "mcu.sqlite3"


@dataclass(frozen=True, slots=True)
class Place:
    """A file for an embedded store, or an SQLAlchemy address for a shared one."""

    file: Path | None
    address: str

    @property
    def embedded(self) -> bool:
        """Whether it is one SQLite file."""
        return self.file is not None


def find_place(wanted: str | None) -> Place:
    """Return the place named by the argument, else by MCU_STORE, else in the user's data folder."""
    text = wanted or os.environ.get("MCU_STORE", "")
    if text.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        return Place(None, "postgresql+psycopg://" + text.split("://", 1)[1])
    if text.startswith("sqlite:///"):
        text = text.removeprefix("sqlite:///")
    elif "://" in text:
        raise UserFacingError(
            f"Адрес хранилища «{text.split('://', 1)[0]}://…» не понят. Укажите путь к файлу или адрес postgresql://…"
        )
    file = Path(text) if text else user_data_path("mcu-desktop", appauthor=False) / FILE_NAME
    return Place(file.absolute(), f"sqlite:///{file.absolute()}")


def refuse_share(file: Path) -> None:
    """Refuse a network folder: write-ahead logging over a share corrupts the file."""
    text = str(file)
    if text.startswith(("\\\\", "//")) or _file_system(file).startswith(_SHARES):
        raise UserFacingError(
            f"Папка «{file.parent}» находится на сетевом диске. Файл хранилища там портится, поэтому он не открыт. "
            "Выберите папку на этом компьютере, а для общей работы — хранилище PostgreSQL."
        )


def _file_system(file: Path) -> str:
    """Return the type of the file system a path is on, as Linux names it; empty where unknown."""
    mounts = Path("/proc/mounts")
    if sys.platform != "linux" or not mounts.exists():
        return ""
    folder = next((parent for parent in (file, *file.parents) if parent.exists()), file)
    real = folder.resolve()
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        point = fields[1].encode().decode("unicode_escape")
        if (real == Path(point) or Path(point) in real.parents) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
