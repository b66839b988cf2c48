"""Cases on the command line: made up, taken in, listed."""

import argparse
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mcu_desktop.cli_said import Said, refuse_unknown
from mcu_desktop.intake.reading import read_file
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.mappings import read_mappings
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED, QueueFilter, read_first_page
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import MESSAGES, format_moment, format_number, plural
from mcu_desktop.rules.terms import Standing
from mcu_desktop.rules.titles import STANDINGS
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

_TOLD = 20  # rows or cases of a file


def add_demonstration_cases(wanted: argparse.Namespace) -> Said:
    """Fill an empty store with invented cases."""
    from mcu_desktop.operations.demonstration import add_demonstration

    store = open_store(wanted.store)
    now = datetime.now(UTC)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
    change = store.perform(
        lambda session: add_demonstration(
            session, Task(), cases_count=wanted.cases, seed=wanted.seed, now=now, zone=zone
        )
    )
    return change.details, change.text


def take_in_files(wanted: argparse.Namespace) -> Said:
    """Take files in, one after the other, each whole or not at all; the first that is refused is the last."""
    store = open_store(wanted.store)
    answers: list[dict[str, int]] = []
    words: list[str] = []
    for place, path in enumerate(wanted.files, start=1):
        try:
            answer, text = _take_in_one(store, path, wanted)
        except UserFacingError as error:
            if len(wanted.files) == 1:
                raise
            left = ", ".join(f"«{other.name}»" for other in wanted.files[place:])
            after = (f"До следующих файлов не дошло: {left}.",) if left else ()
            raise UserFacingError("\n".join((*words, f"{path.name}: {error}", *after))) from error
        answers.append(answer)
        words.append(f"{path.name}: {text}")
    return answers[0] if len(answers) == 1 else answers, "\n".join(words)


def _take_in_one(store: Store, path: Path, wanted: argparse.Namespace) -> Said:
    from mcu_desktop.operations.take_in import IntakeResult, compare, take_in

    now = datetime.now(UTC)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
        file = read_file(
            path,
            zone=zone,
            now=now,
            layout=wanted.layout,
            encoding=wanted.encoding,
            known_mappings=read_mappings(reader),
        )
        if wanted.dry_run:
            found = compare(reader, file)
            answer = {
                "read": file.rows_read,
                "added": found.new,
                "updated": found.changed,
                "unchanged": found.unchanged,
                "refused": found.refused,
            }
            names = ("новых", "изменится", "без изменений", "отказано")
            counts = (found.new, found.changed, found.unchanged, found.refused)
            will_be = ", ".join(f"{name} {format_number(count)}" for name, count in zip(names, counts, strict=True))
            changes = "".join(f"\n  {change.external_number}: {change.words}" for change in found.changes[:_TOLD])
            return answer, f"{file.layout_title}. Будет: {will_be}. Ничего не сохранено.{changes}"
    change = store.perform(lambda session: take_in(session, Task(), file, now=now, zone=zone, actor="Командная строка"))
    result = change.details
    if not isinstance(result, IntakeResult):
        raise TypeError(result)
    answer = {
        "read": result.read,
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "refused": result.refused,
    }
    reasons = "".join(f"\n  строка {row.row_number}: {row.reason}" for row in file.refused[:_TOLD])
    return answer, change.text + reasons


def list_queue(wanted: argparse.Namespace) -> Said:
    """List the queue as the window shows it."""
    store = open_store(wanted.store)
    now = datetime.now(UTC)
    standing = None if wanted.standing is None else Standing(wanted.standing)
    shown = QueueFilter(block=wanted.block, standing=standing, search=wanted.search)
    with closing(store.open_reader()) as reader:
        if wanted.block not in {ALL_BLOCKS, UNMAPPED}:
            refuse_unknown(reader, "sector_blocks", wanted.block, "Блок")
        zone = read_zone(reader)
        if wanted.out is not None:
            return _write_list(reader, shown, now, zone, wanted.out)
        rows = read_first_page(reader, shown, now=now, zone=zone, limit=wanted.limit)
    lines = [
        "\t".join(
            (
                row.number,
                STANDINGS[row.standing],
                "" if row.control_date is None else format_moment(row.control_date, zone),
                row.block or "не сопоставлено",
                row.text.replace("\n", " ")[:100],
            )
        )
        for row in rows
    ]
    return [row._asdict() for row in rows], "\n".join(lines) or "Таких сообщений нет."


def _write_list(reader: Reader, shown: QueueFilter, now: datetime, zone: ZoneInfo, out: Path) -> Said:
    from mcu_desktop.queries.case_list import read_case_list
    from mcu_desktop.reports.case_list import write_case_list

    listed, count = read_case_list(
        reader, shown, now=now, zone=zone, with_citizens=False, step=lambda _done, _total: None
    )
    write_case_list(listed, out)
    return {"file": out, "cases": count}, f"Выгружено {plural(count, *MESSAGES)}: {out}"
