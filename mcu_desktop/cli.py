"""The same deeds without a window: for the timer, the test and the administrator."""

import argparse
import dataclasses
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from mcu_desktop import __version__
from mcu_desktop.cli_cases import answer_case, assign_case, close_case_by_number, forward_case
from mcu_desktop.cli_copies import check_store, copy_whole_store, move_whole_store, restore_whole_store
from mcu_desktop.cli_figures import handle_figures
from mcu_desktop.cli_queue import add_demonstration_cases, list_queue, take_in_files
from mcu_desktop.cli_reports import handle_report
from mcu_desktop.cli_roster import handle_roster
from mcu_desktop.cli_said import Said
from mcu_desktop.cli_show import show_without_screen
from mcu_desktop.cli_store import add_store_commands
from mcu_desktop.cli_terms import explain_deadline, list_alerts
from mcu_desktop.cli_wall import WallWish, add_wall_arguments, handle_autostart, wish_of
from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.rules.terms import Outcome

Moment = TypeVar("Moment", date, datetime)
Deed = Callable[[argparse.Namespace], Said]


def _has_no_screen(_wish: WallWish) -> int:
    sys.stderr.write("Экран ситуационного зала здесь не показать. Запустите: mcu-desktop wall.\n")
    return 1


def run(arguments: Sequence[str], *, show_wall: Callable[[WallWish], int] = _has_no_screen) -> int:
    """Run one command; 0 done, 1 refused with a reason, 2 wrong arguments. The wall is shown by who has a screen."""
    wanted = _parser().parse_args(arguments)
    deed: Deed = wanted.deed
    wall = wish_of(wanted) if deed is handle_autostart else None
    if wall is not None:
        return show_wall(wall)
    try:
        answer, words = deed(wanted)
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        where = f" «{error.filename}»" if error.filename else ""
        sys.stderr.write(
            f"Система отказала:{where} ({system_reason(error)}). Незаконченное не сохранено, остальное цело. "
            "Проверьте путь, права и место на диске.\n"
        )
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nПрервано. Незаконченное не сохранено, остальное цело.\n")
        return 1
    if wanted.json:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=_as_json) + "\n")
    else:
        sys.stdout.write(words.rstrip("\n") + "\n")
    return 0


# What argparse says in English, and what we say.
_ENGLISH = (
    (r"the following arguments are required: (.+)", r"не указано: \1"),
    (r"unrecognized arguments: (.+)", r"лишнее: \1"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1: «\2» не подходит, можно: \3"),
    (r"argument (.+?): expected .*", r"\1: нет значения"),
    (r"argument (.+?): (.+)", r"\1: \2"),
)


class _RussianParser(argparse.ArgumentParser):
    """Speaks Russian where argparse speaks English."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **(options | {"add_help": False}))
        self._positionals.title, self._optionals.title = "что", "параметры"
        self.add_argument("-h", "--help", action="help", help="показать эту подсказку")

    def format_usage(self) -> str:
        """Return how the command is written."""
        return super().format_usage().replace("usage:", "Пишется так:")

    def format_help(self) -> str:
        """Return the help."""
        return super().format_help().replace("usage:", "Пишется так:")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is written; exit code 2."""
        for english, russian in _ENGLISH:
            if re.fullmatch(english, message):
                message = re.sub(english, russian, message)
                break
        self.exit(2, f"Команда не понята: {message}.\n{self.format_usage()}")


def _day(text: str) -> date:
    return _dated(date.fromisoformat, text, "день пишется так: 2026-11-03")


def _moment(text: str) -> datetime:
    return _dated(datetime.fromisoformat, text, "время пишется так: «2026-11-03 15:30»")


def _dated(parse: Callable[[str], Moment], text: str, form: str) -> Moment:
    try:
        return parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{text}» не понято, {form}") from error


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» — не число больше нуля")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = _RussianParser("mcu-desktop", description="АРМ МЦУ: без команды открывается окно.")
    parser.add_argument("--version", action="version", version=f"АРМ МЦУ {__version__}", help="показать версию")
    commands = parser.add_subparsers(required=True, metavar="КОМАНДА")

    for add in (_add_intake, _add_queue, _add_case_commands, _add_terms, _add_report, _add_roster, _add_copies):
        add(commands)
    add_store_commands(commands, _command)
    _add_figures(commands)
    add_wall_arguments(_command(commands, "wall", "показывать экран ситуационного зала", handle_autostart))
    show = _command(commands, "show", "показать главное без экрана", show_without_screen)
    show.add_argument("--out", type=Path, default=Path("out"))
    return parser


def _add_intake(commands: Any) -> None:
    demo = _command(commands, "demo", "заполнить пустое хранилище примерами", add_demonstration_cases)
    demo.add_argument("--cases", type=_count, default=600)
    demo.add_argument("--seed", type=int, default=1)

    intake = _command(commands, "intake", "загрузить выгрузку", take_in_files)
    intake.add_argument("files", nargs="+", type=Path, metavar="ФАЙЛ")
    intake.add_argument("--layout", default="auto")
    intake.add_argument("--encoding", default=None)
    intake.add_argument("--dry-run", action="store_true", help="только показать, что изменится")


def _add_queue(commands: Any) -> None:
    queue = _command(commands, "queue", "показать очередь", list_queue)
    queue.add_argument("--block", default="all", metavar="КОД")
    queue.add_argument("--standing", choices=["overdue", "due_soon", "in_time", "closed"])
    queue.add_argument("--search", default="", metavar="СЛОВА")
    queue.add_argument("--limit", type=_count, default=50)
    queue.add_argument(
        "--out", type=Path, metavar="ФАЙЛ", help="весь отбор файлом .xlsx или .csv, без данных заявителей"
    )


def _add_terms(commands: Any) -> None:
    deadline = _command(commands, "deadline", "посчитать и объяснить срок", explain_deadline)
    deadline.add_argument("--channel", required=True, metavar="КОД")
    deadline.add_argument("--kind", choices=["message", "appeal"], default="message")
    deadline.add_argument("--fast-track", action="store_true")
    deadline.add_argument("--important", action="store_true")
    deadline.add_argument("--received", required=True, type=_moment, metavar="«2026-11-03 15:30»")

    alerts = _command(commands, "alerts", "показать уведомления о сроках", list_alerts)
    alerts.add_argument("--for", dest="person", metavar="ФАМИЛИЯ", help="чьи; без него весь центр")


def _add_roster(commands: Any) -> None:
    roster = _command(commands, "roster", "состав МЦУ (Приложение 2)", handle_roster)
    roster.add_argument("what", nargs="?", choices=["import", "check"], help="взять из файла или проверить")
    roster.add_argument("file", nargs="?", type=Path, metavar="ФАЙЛ", help="для import: DOCX, XLSX или текст")
    roster.add_argument("--on", type=_day, metavar="ДАТА", help="на какой день; для import: с какого дня действует")
    roster.add_argument("--number", metavar="НОМЕР", help="для import: номер распоряжения")
    roster.add_argument("--signed", type=_day, metavar="ДАТА", help="для import: дата распоряжения")
    roster.add_argument("--out", type=Path, metavar="ФАЙЛ", help="записать как .pdf или .docx")


def _add_figures(commands: Any) -> None:
    figures = _command(commands, "figures", "напечатать, что рисуют графики", handle_figures)
    figures.add_argument("name", nargs="?", metavar="ИМЯ")
    figures.add_argument("--list", action="store_true", help="перечислить имена")
    figures.add_argument("--from", dest="period_from", type=_day, help="с какого дня; без дней прошлый месяц")
    figures.add_argument("--to", dest="period_to", type=_day, help="по какой день")
    figures.add_argument("--block", metavar="КОД", help="один блок; без него все")
    figures.add_argument("--cut", metavar="НАЗВАНИЕ", help="для cut: общий сохранённый разрез")
    figures.add_argument("--recount", action="store_true", help="посчитать сводные числа заново")


def _add_report(commands: Any) -> None:
    report = _command(commands, "report", "составить отчёт", handle_report)
    report.add_argument("name", nargs="?", metavar="ОТЧЁТ", help="какой; все называет --list")
    report.add_argument("--list", action="store_true", help="перечислить отчёты")
    report.add_argument("--from", dest="period_from", type=_day, metavar="ДАТА")
    report.add_argument("--to", dest="period_to", type=_day, metavar="ДАТА")
    report.add_argument("--period", metavar="СЛОВА", help="период словами: «прошлая неделя», «октябрь», «III квартал»")
    report.add_argument("--block", metavar="КОД", help="один блок; без него все")
    report.add_argument("--subject", metavar="О ЧЁМ", help="номер сообщения для карточки, слова поиска для списка")
    report.add_argument("--out", type=Path, metavar="ФАЙЛ", help=".pdf, .docx или .xlsx")
    report.add_argument("--issue", action="store_true", help="выдать: с номером, с показателями в хранилище")
    report.add_argument("--scheduled", action="store_true", help="составить всё, чему подошёл срок по расписанию")


def _add_case_commands(commands: Any) -> None:
    find = _command(commands, "find", "найти открытые сообщения (с «срок:закрыто» закрытые)", list_queue)
    find.add_argument("search", metavar="СЛОВА")
    find.add_argument("--limit", type=_count, default=50)
    find.set_defaults(block="all", standing=None, out=None)

    assign = _command(commands, "assign", "назначить блок и получателя", assign_case)
    assign.add_argument("number", metavar="НОМЕР")
    assign.add_argument("--block", required=True, metavar="КОД")
    assign.add_argument("--recipient", default="", metavar="КТО")

    answer = _command(commands, "answer", "передать ответ на проверку", answer_case)
    answer.add_argument("number", metavar="НОМЕР")
    answer.add_argument("file", type=Path, metavar="ФАЙЛ", help="текст ответа в UTF-8")

    close = _command(commands, "close", "снять с контроля", close_case_by_number)
    close.add_argument("number", metavar="НОМЕР")
    close.add_argument("--outcome", required=True, choices=[str(outcome) for outcome in Outcome])
    close.add_argument("--reason", default="", metavar="ПРИЧИНА", help="почему нарушен срок, если он нарушен")

    forward = _command(commands, "forward", "передать по компетенции", forward_case)
    forward.add_argument("number", metavar="НОМЕР")
    forward.add_argument("--to", required=True, metavar="КОМУ")
    forward.add_argument("--letter", default="", metavar="ПИСЬМО", help="номер и дата письма")
    forward.add_argument("--told", type=_day, metavar="ДАТА", help="когда уведомлён заявитель")


def _add_copies(commands: Any) -> None:
    _command(commands, "check", "проверить хранилище", check_store)
    backup = _command(commands, "backup", "сделать проверенную копию хранилища", copy_whole_store)
    backup.add_argument("--to", type=Path, metavar="ПАПКА", help="иначе папка из настроек хранилища, старые убираются")
    backup.add_argument("--rotate", action="store_true", help="убрать отслужившие копии и из названной папки")
    restore = _command(commands, "restore", "вернуть хранилище из копии", restore_whole_store)
    restore.add_argument("file", type=Path, metavar="КОПИЯ")
    restore.add_argument("--dry-run", action="store_true", help="только проверить, что копия годится")
    move = _command(commands, "move-store", "перенести хранилище целиком и сверить", move_whole_store)
    move.add_argument("--to", required=True, metavar="ПУТЬ или АДРЕС", help="новый файл или пустое общее хранилище")


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
