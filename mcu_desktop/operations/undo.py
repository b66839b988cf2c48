"""Taking deeds on cases back, within their day, unless somebody has built on them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mcu_desktop.models.cases import Case
from mcu_desktop.models.undo import CaseBefore, DoneDeed
from mcu_desktop.operations.case_terms import rewrite_terms
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.held_case import note_event
from mcu_desktop.operations.snapshots import BEFORE, Snapshot, packed, put_back, unpacked
from mcu_desktop.operations.task import PERSON, actor_of
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import MESSAGES, plural
from mcu_desktop.store.reading import reader_of

_NAMED = 5


def keep_for_undo(session: Session, change: Change, now: datetime) -> Change:
    """Keep what the deed of this transaction has changed in cases; returns the change with its id for undo."""
    before: dict[int, Snapshot] = session.info.pop(BEFORE, {})
    if not before:
        return change
    session.flush()
    versions = session.execute(select(Case.id, Case.version).where(Case.id.in_(before))).all()
    changed = [(case_id, version) for case_id, version in versions if version != before[case_id]["case"]["version"]]
    if not changed:
        return change
    deed = DoneDeed(
        at=now, person_id=session.info.get(PERSON) or 0, actor=actor_of(session), summary=change.text, undone_at=None
    )
    session.add(deed)
    session.flush()
    rows = [
        {"deed_id": deed.id, "case_id": case_id, "version": version, "before": packed(before[case_id])}
        for case_id, version in changed
    ]
    session.execute(insert(CaseBefore), rows)
    return replace(change, undo_id=deed.id)


def undo(session: Session, deed_id: int | None, *, now: datetime) -> Change:
    """Take a deed back, or with None the last one of this person that was not taken back yet."""
    deed = _deed(session, deed_id)
    zone = read_zone(reader_of(session))
    if deed.at.astimezone(zone).date() != now.astimezone(zone).date():
        raise UserFacingError(
            f"Отменить можно только сделанное сегодня, а «{deed.summary}» сделано {deed.at.astimezone(zone):%d.%m.%Y}. "
            "Ничего не изменено."
        )
    kept = list(session.scalars(select(CaseBefore).where(CaseBefore.deed_id == deed.id)))
    wanted = [row.case_id for row in kept]
    cases = {found.id: found for found in session.scalars(select(Case).where(Case.id.in_(wanted)).with_for_update())}
    if not cases:
        raise UserFacingError(
            f"Отменить нельзя: после «{deed.summary}» сообщение в другом блоке, его ведут там. Ничего не изменено."
        )
    kept = [row for row in kept if row.case_id in cases]
    built_on = [cases[row.case_id].number for row in kept if cases[row.case_id].version != row.version]
    back = [row for row in kept if cases[row.case_id].version == row.version]
    if not back:
        raise UserFacingError(
            f"Отменить нельзя: после «{deed.summary}» в карточке уже изменили другое ({_named(built_on)}). "
            "Ничего не изменено."
        )
    for row in back:
        put_back(session, row.case_id, unpacked(row.before))
        note_event(session, cases[row.case_id], f"Отменено: {deed.summary}", now=now, actor=actor_of(session))
        cases[row.case_id].version += 1
    deed.undone_at = now
    rewrite_terms(session, [row.case_id for row in back])
    return Change(frozenset({Touched.CASES}), _words(deed.summary, len(back), built_on))


def _deed(session: Session, deed_id: int | None) -> DoneDeed:
    person_id = session.info.get(PERSON) or 0
    wanted = select(DoneDeed).where(DoneDeed.person_id == person_id, DoneDeed.undone_at.is_(None))
    if deed_id is not None:
        wanted = wanted.where(DoneDeed.id == deed_id)
    # Held, so that two windows of one person do not take the same deed back twice.
    found: Any = session.scalar(wanted.order_by(DoneDeed.id.desc()).limit(1).with_for_update())
    if found is None:
        raise UserFacingError("Отменять нечего: ваших действий, которые можно отменить, нет. Ничего не изменено.")
    deed: DoneDeed = found
    return deed


def _named(numbers: list[str]) -> str:
    rest = len(numbers) - _NAMED
    return ", ".join(numbers[:_NAMED]) + (f" и ещё {rest}" if rest > 0 else "")


def _words(summary: str, count: int, built_on: list[str]) -> str:
    words = f"Отменено: {summary}"
    if count > 1 or built_on:
        words += f" Возвращено: {plural(count, *MESSAGES)}."
    if built_on:
        words += f" Не тронуто, там уже изменили другое: {_named(built_on)}."
    return words
