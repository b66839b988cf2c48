"""A command run as a person runs it: in a process of its own, on a store of its own."""

import os
import subprocess
import sys
from pathlib import Path

Answer = subprocess.CompletedProcess[str]
COMMAND = (sys.executable, "-m", "mcu_desktop")


def run_command(store: Path, *arguments: object) -> Answer:
    """Return what a command has answered; the store is made where there is none."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"MCU_STORE": str(store), "PYTHONUTF8": "1"},
    )
