"""Starting: the window, or a command without one."""

import argparse
import multiprocessing
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcu_desktop.cli_wall import WallWish


def main() -> int:
    """Open the window, or run the command that the arguments name."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments and (not arguments[0].startswith("-") or arguments[0] in {"-h", "--help", "--version"}):
        from mcu_desktop.cli import run

        return run(arguments, show_wall=_show_wall)
    parser = argparse.ArgumentParser("mcu-desktop")
    parser.add_argument("--store")
    parser.add_argument("--pictures", type=Path)
    wanted = parser.parse_args(arguments)
    from mcu_desktop.app import run_window

    if wanted.pictures is None:
        return run_window(wanted.store)
    from mcu_desktop.ui.pictures import save_pictures

    return run_window(wanted.store, after_open=partial(save_pictures, wanted.pictures))


def _show_wall(wish: "WallWish") -> int:
    """Show the wall: only now is what paints it loaded."""
    from mcu_desktop.app import run_wall

    return run_wall(wish)


if __name__ == "__main__":
    sys.exit(main())
