"""The main job shown where nobody can see a window."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from mcu_desktop.cli_queue import add_demonstration_cases, take_in_files
from mcu_desktop.cli_reports import write_last_week
from mcu_desktop.cli_said import Said
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.resources import resource
from mcu_desktop.rules.errors import UserFacingError, system_reason


def show_without_screen(wanted: argparse.Namespace) -> Said:
    """Do the main job where nobody can see a window: cases, an intake, the report and pictures of the screens."""
    out: Path = wanted.out
    file = out / "demonstration.sqlite3"
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob("demonstration.sqlite3*"):
            old.unlink()
    except OSError as error:
        raise UserFacingError(
            f"Папка «{out}» не записывается ({system_reason(error)}). Ничего не показано. Назовите другую: --out ПАПКА."
        ) from error
    wanted.store, wanted.cases, wanted.seed = str(file), 600, 1
    wanted.layout, wanted.encoding, wanted.dry_run = "auto", None, False
    lines = [add_demonstration_cases(wanted)[1]]
    wanted.files = [resource("demonstration", "im_sample.xlsx")]
    lines.append(take_in_files(wanted)[1])
    report = out / "weekly.pdf"
    write_last_week(open_store(str(file)), report)
    command = [sys.executable, "-m", "mcu_desktop", "--pictures", str(out), "--store", str(file)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603 -- our own program, our own words
        command, check=False, env=environment, stderr=subprocess.PIPE, text=True, errors="replace"
    )
    if done.returncode != 0:
        raise UserFacingError(f"Снимки экранов не сделаны: {done.stderr.strip()[-500:]}\nОтчёт сохранён: {report}")
    paths = [file, report, *sorted(out.glob("*.png"))]
    return {"files": paths}, "\n".join((*lines, *(str(path.resolve()) for path in paths)))
