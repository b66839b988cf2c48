"""Where a store lies, and where it must not lie."""

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path, user_data_path

from mcu_desktop.rules.errors import UserFacingError

if TYPE_CHECKING:
    from mcu_desktop.store.shared_address import Secret, SharedAddress

_SHARES = ("cifs", "smb", "nfs", "9p", "fuse.sshfs", "ncpfs", "afs", "davfs")
FILE_NAME = "mcu.sqlite3"
_SHARED = ("postgresql://", "postgresql+psycopg://", "postgres://")


@dataclass(frozen=True, slots=True)
class Place:
    """A file for an embedded store, or an address for a shared one; the password is apart, and never in the address."""

    file: Path | None
    address: str
    shared: "SharedAddress | None" = None
    password: "Secret | None" = field(default=None, compare=False)

    @property
    def embedded(self) -> bool:
        """Whether it is one SQLite file."""
        return self.file is not None

    def with_password(self, password: "Secret | None") -> "Place":
        """Return the same place to be entered with a password."""
        return replace(self, password=password)


def shared_place(address: "SharedAddress", password: "Secret | None") -> Place:
    """Return the place of a shared store."""
    return Place(None, address.text, address, password)


def find_place(wanted: str | None) -> Place:
    """Return the place named by the argument, else by MCU_STORE, else chosen before, else in the user's data folder."""
    text = wanted or os.environ.get("MCU_STORE", "") or chosen_store()
    if text.startswith(_SHARED):
        # Loaded for a shared store alone: an embedded one starts without it.
        from mcu_desktop.store.shared_address import parse_address

        return shared_place(*parse_address(text))
    if text.startswith("sqlite:///"):
        text = text.removeprefix("sqlite:///")
    elif "://" in text:
        raise UserFacingError(
            f"Адрес хранилища «{text.split('://', 1)[0]}://…» не понят. Укажите путь к файлу или адрес postgresql://…"
        )
    return _place_of(Path(text)) if text else own_place()


def own_place() -> Place:
    """Return the place of the store in the user's data folder."""
    return _place_of(user_data_path("mcu-desktop", appauthor=False) / FILE_NAME)


def _place_of(file: Path) -> Place:
    return Place(file.absolute(), f"sqlite:///{file.absolute()}")


def refuse_open_password(wanted: str | None) -> None:
    """Refuse a password in an address that a person has given: all programs of the computer may see it there."""
    text = wanted or os.environ.get("MCU_STORE", "")
    if not text.startswith(_SHARED):
        return
    from mcu_desktop.store.shared_address import parse_address

    if parse_address(text)[1] is not None:
        raise UserFacingError(
            "Пароль в адресе хранилища не принимается: адрес видят другие программы. Ничего не открыто. "
            "Уберите пароль из адреса: программа возьмёт его из хранилища паролей системы или спросит."
        )


def chosen_store() -> str:
    """Return the store that was chosen in the program at this workstation, empty where none."""
    try:
        return _choice_file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def choose_store(place: Place | None) -> None:
    """Open this store from the next start on; None for the file in the user's data folder."""
    file = _choice_file()
    if place is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(str(place.file) if place.file else place.address, encoding="utf-8")
    unfinished.replace(file)


def _choice_file() -> Path:
    return user_config_path("mcu-desktop", appauthor=False) / "chosen-store"


def with_login(place: Place, login: str, password: str) -> Place:
    """Return a shared place as another login with its password goes to it."""
    if place.shared is None:
        raise TypeError(place)
    from mcu_desktop.store.shared_address import Secret

    return shared_place(replace(place.shared, login=login), Secret(password))


def refuse_share(file: Path) -> None:
    """Refuse a network folder: write-ahead logging over a share corrupts the file."""
    text = str(file)
    if text.startswith(("\\\\", "//")) or _file_system(file).startswith(_SHARES):
        raise UserFacingError(
            f"Папка «{file.parent}» находится на сетевом диске. Файл хранилища там портится, поэтому он не открыт. "
            "Выберите папку на этом компьютере, а для общей работы — хранилище PostgreSQL."
        )


def reading_address(file: Path) -> str:
    """Return how SQLite is asked to open a file for reading only.

    Even a reader keeps notes beside a store in WAL mode. Where this user may not write, and nobody has the store open,
    it is read as it lies: an archive, a disc, somebody else's folder.
    """
    as_it_lies = not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists()
    return f"{file.as_uri()}?mode=ro" + ("&immutable=1" if as_it_lies else "")


def _file_system(file: Path) -> str:
    """Return the type of the file system a path is on, as Linux names it; empty where unknown."""
    mounts = Path("/proc/mounts")
    if sys.platform != "linux" or not mounts.exists():
        return ""
    # Not `Path.exists`: that one raises where a folder on the way may not be entered.
    folder = next((parent for parent in (file, *file.parents) if os.path.exists(parent)), file)  # noqa: PTH110
    real = folder.resolve()
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        point = fields[1].encode().decode("unicode_escape")
        if (real == Path(point) or Path(point) in real.parents) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
