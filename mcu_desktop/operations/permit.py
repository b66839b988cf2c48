"""Whether the person at the workstation may do a deed: asked by each operation before it changes anything."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.cases import Case
from mcu_desktop.models.catalogues import Channel, SectorBlock
from mcu_desktop.operations.task import ACTOR, PERSON
from mcu_desktop.queries.rights import read_rights
from mcu_desktop.queries.worker import Worker, read_worker, worker_of
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import OWNER, CasePlace, Deed, Rights
from mcu_desktop.store.about import LENT_TO
from mcu_desktop.store.reading import reader_of

_RIGHTS, _WORKER = "rights", "worker"  # of `Session.info`: those the transaction has begun with


def require(session: Session, deed: Deed, *, now: datetime, case_ids: Iterable[int] | None = None) -> None:
    """Refuse a deed that the person of this transaction may not do, with any of the cases where they are named."""
    rights = rights_of(session, now)
    if rights.is_owner:
        return
    places: set[CasePlace | None] = {None} if case_ids is None else set(_places(session, case_ids))
    for place in sorted(places, key=repr):
        refusal = rights.refusal(deed, place)
        if refusal:
            raise UserFacingError(f"{refusal} Ничего не изменено.")


def rights_of(session: Session, now: datetime) -> Rights:
    """Return what the person of this transaction may do now."""
    if _RIGHTS in session.info:  # a deed with hundreds of cases asks for each of them
        known: Rights = session.info[_RIGHTS]
        return known
    worker = find_worker(session)
    person_id = session.info.get(PERSON)
    if not person_id:
        session.info[_RIGHTS] = OWNER if worker is None else Rights()
    else:
        session.flush()
        reader = reader_of(session)
        session.info[_RIGHTS] = read_rights(reader, person_id, now.astimezone(read_zone(reader)).date())
    rights: Rights = session.info[_RIGHTS]
    return rights


def find_worker(session: Session) -> Worker | None:
    """Let the login of a shared store say who works, whatever the workstation says; None where there is none."""
    if _WORKER not in session.info:
        lent_to = session.info.get(LENT_TO)
        worker = read_worker(reader_of(session)) if lent_to is None else worker_of(lent_to)
        session.info[_WORKER] = worker
        if worker is not None:
            session.info.update({PERSON: worker.person_id, ACTOR: worker.name})
    found: Worker | None = session.info[_WORKER]
    return found


def _places(session: Session, case_ids: Iterable[int]) -> Iterable[CasePlace]:
    rows = session.execute(
        select(SectorBlock.code, Channel.code)
        .select_from(Case)
        .join(Channel, Channel.id == Case.channel_id)
        .outerjoin(SectorBlock, SectorBlock.id == Case.sector_block_id)
        .where(Case.id.in_(tuple(case_ids)))
        .distinct()
    )
    return (CasePlace(block, channel) for block, channel in rows)
