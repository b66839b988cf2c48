"""The wall on the command line: what it is told, and how it starts by itself with the computer."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from platformdirs import user_config_path

from mcu_desktop.cli_said import Said
from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.rules.wall import LONGEST, MOST_MONITORS, SHORTEST, Turn, WallPage, pages_of_words
from mcu_desktop.store.place import find_place, refuse_open_password

_NAME = "mcu-desktop-wall"
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")
_STARTUP = ("AppData", "Roaming", "Microsoft", "Windows", "Start Menu", "Programs", "Startup")


@dataclass(frozen=True, slots=True)
class WallWish:
    """What the wall was asked for: its store, its monitors (1, 2, …; all where none) and pages past the plan."""

    store: str | None
    monitors: tuple[int, ...]
    pages: tuple[Turn, ...]


def add_wall_arguments(command: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    command.add_argument("--monitor", type=_monitor, action="append", default=[], metavar="N",
                         help="на каком мониторе; можно несколько раз; без него на всех")  # fmt: skip
    command.add_argument("--pages", type=_pages, default=(), metavar="СТРАНИЦЫ",
                         help=f"вместо настроенных: {','.join(WallPage)}; время так: today:30")  # fmt: skip
    start = command.add_mutually_exclusive_group()
    start.add_argument("--install-autostart", dest="autostart", action="store_const", const="install",
                       help="показывать экран при входе в систему")  # fmt: skip
    start.add_argument("--remove-autostart", dest="autostart", action="store_const", const="remove",
                       help="больше не показывать при входе")  # fmt: skip


def wish_of(wanted: argparse.Namespace) -> WallWish | None:
    """Return what the wall is to show; None where another deed of the command was asked for."""
    if wanted.autostart is not None:
        return None
    return WallWish(wanted.store, tuple(dict.fromkeys(wanted.monitor)), tuple(wanted.pages))


def handle_autostart(wanted: argparse.Namespace) -> Said:
    """Write or remove the file that starts the wall when its user comes in."""
    file = autostart_file()
    try:
        if wanted.autostart == "remove":
            file.unlink(missing_ok=True)
            return {"file": file, "installed": False}, f"Экран больше не показывается при входе: убран {file}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_content(_command(wanted)), encoding="utf-8")
    except OSError as error:
        raise UserFacingError(
            f"Файл «{file}» не записан ({system_reason(error)}). Автозапуск не изменён. Проверьте права на папку."
        ) from error
    return {"file": file, "installed": True}, f"Экран будет показан при входе в систему: {file}"


def autostart_file() -> Path:
    """Return where the system looks for what starts with a user."""
    if sys.platform == "win32":
        return Path.home().joinpath(*_STARTUP, f"{_NAME}.cmd")
    return user_config_path("autostart", appauthor=False) / f"{_NAME}.desktop"


def _command(wanted: argparse.Namespace) -> list[str]:
    """Return the command that starts the wall as it was asked for now."""
    refuse_open_password(wanted.store)
    if getattr(sys, "frozen", False):
        program = [sys.executable]
    else:
        installed = shutil.which("mcu-desktop")
        program = [installed] if installed else [sys.executable, "-m", "mcu_desktop"]
    place = find_place(wanted.store)
    command = [*program, "wall", "--store", str(place.file) if place.file is not None else place.address]
    for number in wanted.monitor:
        command += ["--monitor", str(number)]
    if wanted.pages:
        command += ["--pages", ",".join(f"{turn.page}:{turn.seconds}" for turn in wanted.pages)]
    return command


def _content(command: Sequence[str]) -> str:
    if sys.platform == "win32":
        quoted = " ".join(f'"{word.replace("%", "%%")}"' for word in command)
        return f'@chcp 65001 >nul\r\n@start "" {quoted}\r\n'
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Экран ситуационного зала МЦУ\n"
        f"Exec={' '.join(_quoted(word) for word in command)}\n"
        "Terminal=false\n"
        "X-GNOME-Autostart-enabled=true\n"
    )


def _quoted(word: str) -> str:
    """Return a word as the Desktop Entry Specification wants it: quoted by its rules, then escaped as a value."""
    word = word.replace("%", "%%")
    if not _RESERVED.intersection(word):
        return word
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\") + '"'


def _monitor(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= MOST_MONITORS):
        raise argparse.ArgumentTypeError(f"«{text}» — не номер монитора от 1 до {MOST_MONITORS}")
    return int(text)


def _pages(text: str) -> tuple[Turn, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        _refuse(text)
    try:
        return pages_of_words(words)
    except ValueError as error:
        _refuse(str(error))


def _refuse(word: str) -> NoReturn:
    raise argparse.ArgumentTypeError(
        f"«{word}» — не страница; есть {', '.join(WallPage)}, секунды от {SHORTEST} до {LONGEST}: today:30"
    )
