"""Starting: the window, or a command without one."""

import argparse
import multiprocessing
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcu_desktop.cli_wall import WallWish


def main() -> int:
    """Open the window, or run the command that the arguments name."""
    multiprocessing.freeze_support()
    wanted, command = _understand(sys.argv[1:])
    if command:
        from mcu_desktop.cli import run

        return run(command, show_wall=_show_wall)
    if not _has_screen():
        return _refuse("Экрана здесь нет, окно открыть негде. Команды работают и без него: mcu-desktop --help.")
    if wanted.pictures is not None and not os.access(wanted.pictures, os.W_OK | os.X_OK):
        return _refuse(f"Папки «{wanted.pictures}» нет, или она не записывается. Снимки не сделаны.")
    from mcu_desktop.app import run_window

    if wanted.pictures is None:
        return run_window(wanted.store)
    from mcu_desktop.ui.pictures import save_pictures

    return run_window(wanted.store, after_open=partial(save_pictures, wanted.pictures))


def _has_screen() -> bool:
    """Return whether something can be shown here: where not, Qt would end the process without a word in Russian."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in screens)


def _refuse(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 1


def _understand(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return what the window is to do, and the command where one is named; its store may stand before it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--store")
    parser.add_argument("--pictures", type=Path)
    if arguments and not arguments[0].startswith("-"):
        return argparse.Namespace(), arguments
    try:
        wanted, command = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return argparse.Namespace(), arguments  # the commands say in Russian what is amiss
    return wanted, [*command, "--store", wanted.store] if command and wanted.store else command


def _show_wall(wish: "WallWish") -> int:
    """Show the wall: only now is what paints it loaded."""
    if not _has_screen():
        return _refuse("Экрана здесь нет, показывать негде. Запустите команду на компьютере с экраном.")
    from mcu_desktop.app import run_wall

    return run_wall(wish)


if __name__ == "__main__":
    sys.exit(main())
