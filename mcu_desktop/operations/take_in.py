"""Taking a read file into the store: new cases, changes of known ones, refused rows; all or nothing."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.models.intake import IntakeBatch, RefusedRowRecord
from mcu_desktop.operations.add_cases import add_cases
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.keep_mapping import keep_mapping, mapping_as_text
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.references import CLASSIFIERS
from mcu_desktop.operations.task import Task
from mcu_desktop.operations.update_cases import changes_in_words, update_cases
from mcu_desktop.queries.catalogues import read_router
from mcu_desktop.queries.known_cases import KnownCase, find_changes, read_known_cases
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.routing import Router
from mcu_desktop.rules.russian import format_number
from mcu_desktop.store.reading import Reader, reader_of
from mcu_desktop.text.cleaning import excerpt

_SHOWN_CHANGES = 200  # cases
_SHOWN_WORDS = 60  # characters


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What the file says otherwise of a known case."""

    external_number: str
    words: str  # «Шаг в источнике: В работе → Готово; …»


@dataclass(frozen=True, slots=True)
class IntakePreview:
    """What taking the file in would do."""

    new: int
    changed: int
    unchanged: int
    refused: int
    blocks: tuple[tuple[str, int], ...]  # short title of the block, how many new cases
    changes: tuple[CaseChange, ...] = ()  # of the first changed cases


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What taking the file in did."""

    read: int
    added: int
    updated: int
    unchanged: int
    refused: int
    batch_id: int


@dataclass(frozen=True, slots=True)
class _Sorted:
    new: tuple[IncomingCase, ...]
    changed: tuple[tuple[KnownCase, IncomingCase], ...]
    unchanged: int


def compare(reader: Reader, file: ReadFile) -> IntakePreview:
    """Say what taking the file in would do; nothing is stored."""
    found = _sort_out(reader, file.cases)
    router, zone = read_router(reader), read_zone(reader)
    titles: dict[str, str] = dict(reader.rows("SELECT code, short_title FROM sector_blocks"))
    counts = Counter(titles.get(_block_code(router, case), "Не сопоставлено") for case in found.new)
    return IntakePreview(
        new=len(found.new),
        changed=len(found.changed),
        unchanged=found.unchanged,
        refused=len(file.refused),
        blocks=tuple(counts.most_common()),
        changes=tuple(_change(known, case, zone) for known, case in found.changed[:_SHOWN_CHANGES]),
    )


def _change(known: KnownCase, case: IncomingCase, zone: ZoneInfo) -> CaseChange:
    changes = changes_in_words(find_changes(known, case), zone)
    told = (
        f"{title}: {excerpt(old, _SHOWN_WORDS) or '—'} → {excerpt(new, _SHOWN_WORDS)}" for title, old, new in changes
    )
    return CaseChange(case.external_number, "; ".join(told))


def take_in(
    session: Session,
    task: Task,
    file: ReadFile,
    *,
    now: datetime,
    zone: ZoneInfo,
    actor: str,
    demonstration: bool = False,
) -> Change:
    """Store the file's cases; the key is (system, external number), so that a second time adds nothing."""
    require(session, Deed.DEMONSTRATE if demonstration else Deed.TAKE_IN, now=now)
    task.step(0, "Сравниваем с хранилищем")
    found = _sort_out(reader_of(session), file.cases)
    batch = IntakeBatch(
        taken_at=now,
        actor=actor,
        file_name=file.file_name,
        file_hash=file.file_hash,
        layout=file.layout,
        mapping=mapping_as_text(file.mapping),
        system=file.system,
        read=file.rows_read,
        added=len(found.new),
        updated=len(found.changed),
        unchanged=found.unchanged,
        refused=len(file.refused),
        demonstration=demonstration,
    )
    session.add(batch)
    session.flush()
    add_cases(
        session,
        task,
        found.new,
        now=now,
        zone=zone,
        actor=actor,
        batch_id=batch.id,
        told=lambda case: f"Загружено из файла «{file.file_name}», строка {case.row_number}",
    )
    update_cases(
        session, task, found.changed, now=now, zone=zone, actor=actor, batch_id=batch.id, source=file.file_name
    )
    _keep_refused(session, file, batch.id)
    if file.mapping is not None:
        keep_mapping(session, file.mapping)
    task.step(100, "Сохраняем")
    result = IntakeResult(
        file.rows_read, len(found.new), len(found.changed), found.unchanged, len(file.refused), batch.id
    )
    return Change(frozenset({Touched.CASES, Touched.REFUSED_ROWS}), _in_words(result), result)


def _sort_out(reader: Reader, cases: Sequence[IncomingCase]) -> _Sorted:
    known = read_known_cases(reader, cases)
    new: list[IncomingCase] = []
    changed: list[tuple[KnownCase, IncomingCase]] = []
    unchanged = 0
    for case in cases:
        stored = known.get((case.system, case.external_number))
        if stored is None:
            new.append(case)
        elif find_changes(stored, case):
            changed.append((stored, case))
        else:
            unchanged += 1
    return _Sorted(tuple(new), tuple(changed), unchanged)


def _block_code(router: Router, case: IncomingCase) -> str:
    route = router.route(
        classifier=CLASSIFIERS.get(case.system), group=case.topic_group, topic=case.topic, code=case.topic_code
    )
    return route.block_code or ""


def _keep_refused(session: Session, file: ReadFile, batch_id: int) -> None:
    if not file.refused:
        return
    waiting = set(session.scalars(select(RefusedRowRecord.cells)))
    rows = [
        {
            "intake_batch_id": batch_id,
            "row_number": row.row_number,
            "reason": row.reason,
            "cells": json.dumps(dict(row.cells), ensure_ascii=False),
        }
        for row in file.refused
    ]
    new = [row for row in rows if row["cells"] not in waiting]  # the same file again brings no second copy
    if new:
        session.execute(insert(RefusedRowRecord), new)


def _in_words(result: IntakeResult) -> str:
    counts = {
        "Новых": result.added,
        "изменилось": result.updated,
        "уже было": result.unchanged,
        "отказано": result.refused,
    }
    return f"Файл загружен. {', '.join(f'{name}: {format_number(count)}' for name, count in counts.items())}."
