"""The same deeds without a window: for the timer, the test and the administrator."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from mcu_desktop import __version__
from mcu_desktop.cli_deeds import (
    add_demonstration_cases,
    check_store,
    explain_deadline,
    list_queue,
    list_roster,
    make_report,
    show_without_screen,
    take_in_files,
)
from mcu_desktop.rules.errors import UserFacingError

Deed = Callable[[argparse.Namespace], tuple[Any, str]]


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused with a reason, 2 wrong arguments."""
    wanted = _parser().parse_args(arguments)
    deed: Deed = wanted.deed
    try:
        answer, words = deed(wanted)
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if wanted.json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=_as_json) + "\n")
    else:
        sys.stdout.write(words.rstrip("\n") + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("mcu-desktop", description="АРМ МЦУ: без команды открывается окно.")
    parser.add_argument("--version", action="version", version=f"АРМ МЦУ {__version__}")
    commands = parser.add_subparsers(required=True, metavar="КОМАНДА")

    demo = _command(commands, "demo", "заполнить пустое хранилище примерами", add_demonstration_cases)
    demo.add_argument("--cases", type=int, default=600)
    demo.add_argument("--seed", type=int, default=1)

    intake = _command(commands, "intake", "загрузить выгрузку", take_in_files)
    intake.add_argument("files", nargs="+", type=Path, metavar="ФАЙЛ")
    intake.add_argument("--layout", default="auto")
    intake.add_argument("--encoding", default=None)
    intake.add_argument("--dry-run", action="store_true", help="только показать, что изменится")

    queue = _command(commands, "queue", "показать очередь", list_queue)
    queue.add_argument("--block", default="all")
    queue.add_argument("--standing", choices=["overdue", "due_soon", "in_time", "closed"])
    queue.add_argument("--search", default="")
    queue.add_argument("--limit", type=int, default=50)

    deadline = _command(commands, "deadline", "посчитать и объяснить срок", explain_deadline)
    deadline.add_argument("--channel", required=True)
    deadline.add_argument("--kind", choices=["message", "appeal"], default="message")
    deadline.add_argument("--fast-track", action="store_true")
    deadline.add_argument("--important", action="store_true")
    deadline.add_argument("--received", required=True, type=datetime.fromisoformat, metavar="«2026-11-03 15:30»")

    report = _command(commands, "report", "составить отчёт", make_report)
    report.add_argument("name", nargs="?", choices=["weekly"])
    report.add_argument("--list", action="store_true", help="перечислить отчёты")
    report.add_argument("--from", dest="period_from", type=date.fromisoformat)
    report.add_argument("--to", dest="period_to", type=date.fromisoformat)
    report.add_argument("--block")
    report.add_argument("--out", type=Path)

    roster = _command(commands, "roster", "состав МЦУ (Приложение 2)", list_roster)
    roster.add_argument("--on", type=date.fromisoformat)

    _command(commands, "check", "проверить хранилище", check_store)
    show = _command(commands, "show", "показать главное без экрана", show_without_screen)
    show.add_argument("--out", type=Path, default=Path("out"))
    return parser


def _command(commands: Any, name: str, help_text: str, deed: Deed) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text)
    command.add_argument("--store", metavar="ПУТЬ или АДРЕС", help="иначе MCU_STORE, иначе папка пользователя")
    command.add_argument("--json", action="store_true", help="один объект JSON на стандартный вывод")
    command.set_defaults(deed=deed)
    return command


def _as_json(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, StrEnum | Path):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return list(value) if isinstance(value, tuple | frozenset) else str(value)
