"""Editing the fields of a case; two people's edits of different fields both stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from mcu_desktop.models.case_work import CaseTag
from mcu_desktop.models.cases import Case
from mcu_desktop.models.catalogues import ResponsibleRecipient, SectorBlock, Topic
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.held_case import FieldChange, finish, open_case
from mcu_desktop.operations.search_row import write_search_row
from mcu_desktop.queries.catalogues import read_router
from mcu_desktop.rules.case_fields import FIELDS, CaseField, Clash, ClashError, FieldEdit, changed_fields
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import WorkState
from mcu_desktop.store.reading import reader_of

_OF_SOURCE = {CaseField.TOPIC: "topic topic_group"}  # what exports call the field
_OF_PLACE = {CaseField.SETTLEMENT, CaseField.STREET, CaseField.HOUSE}
_SIMPLE = (
    CaseField.GIST,
    CaseField.SETTLEMENT,
    CaseField.STREET,
    CaseField.HOUSE,
    CaseField.IMPORTANT,
    CaseField.FAST_TRACK,
    CaseField.CONFLICT,
    CaseField.FORMAL_ANSWER,
)


def edit_case(session: Session, case_id: int, edits: Sequence[FieldEdit], *, now: datetime, actor: str) -> Change:
    """Write the edited fields; raises `ClashError` where somebody has changed the same ones meanwhile."""
    case = open_case(session, case_id, Deed.EDIT_CASE, now)
    stored = _stored(session, case)
    wanted, clashing = changed_fields(edits, stored)
    words = {field: (_in_words(session, field, stored[field]), _in_words(session, field, new))
             for field, new in wanted.items()}  # fmt: skip
    if clashing:
        raise ClashError(case.number, [Clash(field, *words[field]) for field in clashing])
    if not wanted:
        raise UserFacingError("В карточке ничего не изменено: сохранять нечего.")
    changes: list[FieldChange] = [(FIELDS[field], *words[field]) for field in wanted]
    _write(session, case, wanted, changes)
    own = set(case.own_fields.split()) | {_OF_SOURCE.get(field, str(field)) for field in wanted}
    case.own_fields = " ".join(sorted(set(" ".join(own).split())))
    if case.recipient_id is not None and case.state is WorkState.REGISTERED:
        case.state = WorkState.ASSIGNED
    write_search_row(session, case)
    return finish(session, case, _summary(wanted, words), changes, now=now, actor=actor)


def assign(session: Session, case_id: int, *, block: str | None, recipient: str, now: datetime, actor: str) -> Change:
    """Give a case to a block and a recipient, whatever they were."""
    case = open_case(session, case_id, Deed.EDIT_CASE, now)
    stored = _stored(session, case)
    wanted = {CaseField.BLOCK: block, CaseField.RECIPIENT: recipient}
    edits = [FieldEdit(field, stored[field], new) for field, new in wanted.items()]
    return edit_case(session, case_id, edits, now=now, actor=actor)


def set_field(session: Session, case_id: int, field: CaseField, value: object, *, now: datetime, actor: str) -> Change:
    """Set one field of a case, whatever it was; of tags the given ones are added."""
    case = open_case(session, case_id, Deed.EDIT_CASE, now)
    seen = _stored(session, case)[field]
    if field is CaseField.TAGS and isinstance(value, tuple) and isinstance(seen, tuple):
        value = (*seen, *value)
    return edit_case(session, case_id, [FieldEdit(field, seen, value)], now=now, actor=actor)


def _stored(session: Session, case: Case) -> dict[CaseField, object]:
    tags = session.scalars(select(CaseTag.title).where(CaseTag.case_id == case.id).order_by(CaseTag.title))
    block = None if case.sector_block_id is None else session.get_one(SectorBlock, case.sector_block_id).code
    recipient = "" if case.recipient_id is None else session.get_one(ResponsibleRecipient, case.recipient_id).title
    return {
        CaseField.TOPIC: case.topic_id,
        CaseField.BLOCK: block,
        CaseField.RECIPIENT: recipient,
        CaseField.TAGS: tuple(sorted(tags)),
        **{field: getattr(case, field) for field in _SIMPLE},
    }


def _write(session: Session, case: Case, wanted: Mapping[CaseField, object], changes: list[FieldChange]) -> None:
    for field in _SIMPLE:
        if field in wanted:
            setattr(case, field, wanted[field])
    if wanted.keys() & _OF_PLACE:
        case.latitude = case.longitude = None  # the spot was of the place before
    if CaseField.TOPIC in wanted:
        topic_id = wanted[CaseField.TOPIC]
        case.topic_id = topic_id if isinstance(topic_id, int) else None
        if CaseField.BLOCK not in wanted and "block" not in case.own_fields.split():
            _route(session, case, changes)
    if CaseField.BLOCK in wanted:
        block_id = _block_id(session, wanted[CaseField.BLOCK])
        _give(session, case, block_id, "назначено вручную" if block_id else "")
    if CaseField.RECIPIENT in wanted:
        case.recipient_id = _recipient_id(session, str(wanted[CaseField.RECIPIENT]))
    tags = wanted.get(CaseField.TAGS)
    if isinstance(tags, tuple):
        session.execute(delete(CaseTag).where(CaseTag.case_id == case.id))
        if tags:
            session.execute(insert(CaseTag), [{"case_id": case.id, "title": title} for title in tags])
    session.flush()


def _route(session: Session, case: Case, changes: list[FieldChange]) -> None:
    """Let a new topic lead to its block, as intake does, where no person has chosen one."""
    topic = None if case.topic_id is None else session.get(Topic, case.topic_id)
    if topic is None:
        return
    route = read_router(reader_of(session)).route(
        classifier=topic.classifier, group=topic.group_title, topic=topic.title, code=topic.code
    )
    block_id = _block_id(session, route.block_code)
    if block_id is None or block_id == case.sector_block_id:
        return
    before = None if case.sector_block_id is None else session.get_one(SectorBlock, case.sector_block_id).code
    _give(session, case, block_id, route.reason)
    field = CaseField.BLOCK
    changes.append((FIELDS[field], _in_words(session, field, before), _in_words(session, field, route.block_code)))


def _give(session: Session, case: Case, block_id: int | None, reason: str) -> None:
    """Give a case to a block. On a shared store a block's people see it no more: the store has a door for that."""
    if session.get_bind().dialect.name == "sqlite":
        case.sector_block_id, case.route_reason = block_id, reason
        return
    session.flush()
    session.execute(select(func.mcu.hand_over(case.id, block_id, reason)))
    session.refresh(case, ["sector_block_id", "route_reason"])


def _block_id(session: Session, code: object) -> int | None:
    if code is None:
        return None
    found = session.scalar(select(SectorBlock.id).where(SectorBlock.code == code))
    if found is None:
        raise UserFacingError(f"Блок «{code}» неизвестен. Ничего не сохранено.")
    return found


def _recipient_id(session: Session, title: str) -> int | None:
    if not title:
        return None
    known = session.scalar(
        select(ResponsibleRecipient.id).where(ResponsibleRecipient.title == title).order_by(ResponsibleRecipient.id)
    )
    if known is not None:
        return known
    added = ResponsibleRecipient(title=title, body_title="")
    session.add(added)
    session.flush()
    return added.id


def _in_words(session: Session, field: CaseField, value: object) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if field is CaseField.TOPIC and isinstance(value, int):
        topic = session.get(Topic, value)
        if topic is None:
            raise UserFacingError("Такой темы больше нет. Ничего не сохранено, выберите другую.")
        return topic.title or topic.group_title
    if field is CaseField.BLOCK and value is not None:
        return session.execute(select(SectorBlock.title).where(SectorBlock.code == value)).scalar() or str(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def _summary(wanted: Mapping[CaseField, object], words: Mapping[CaseField, tuple[str, str]]) -> str:
    if wanted.keys() <= {CaseField.BLOCK, CaseField.RECIPIENT}:
        given = [words[field][1] for field in wanted if words[field][1]]
        if not given:
            return "Назначение снято"
        lost = (f"; {FIELDS[field].lower()} снят" for field in wanted if words[field][0] and not words[field][1])
        return f"Назначено: {', '.join(given)}{''.join(lost)}"
    return "Изменено: " + ", ".join(FIELDS[field].lower() for field in wanted)
