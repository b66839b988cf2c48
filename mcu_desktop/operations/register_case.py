"""A new case by hand: a call, a reception, a meeting, a letter."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.models.cases import Case
from mcu_desktop.models.catalogues import Channel, Topic
from mcu_desktop.operations.add_cases import add_cases
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.references import CLASSIFIERS
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.case_kind import answer_address_fault, decide_kind
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.lengths import length_fault
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import SourceSystem
from mcu_desktop.rules.titles import KINDS
from mcu_desktop.text.cleaning import clean_text, storable_text

# In whose words the chosen topic speaks.
_SYSTEMS = {classifier: system for system, classifier in reversed(CLASSIFIERS.items())}


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a person has written down; the moment is aware."""

    channel_code: str
    received_at: datetime
    text: str
    gist: str = ""
    topic_id: int | None = None
    recipient: str = ""
    settlement: str = ""
    street: str = ""
    house: str = ""
    important: bool = False
    citizen: Citizen = field(default_factory=Citizen)


def register_case(session: Session, new: NewCase, *, now: datetime, zone: ZoneInfo, actor: str) -> Change:
    """Store a new case with its number, block and terms; the change's details are its id."""
    require(session, Deed.REGISTER, now=now)
    _check(new, now)
    channel = session.scalar(select(Channel).where(Channel.code == new.channel_code))
    if channel is None or channel.archived:
        raise UserFacingError("Этот канал больше не ведётся. Ничего не внесено, выберите другой.")
    kind, reason = decide_kind(channel.code, channel.kind, new.received_at.astimezone(zone).date())
    topic = None if new.topic_id is None else session.get(Topic, new.topic_id)
    case = IncomingCase(
        row_number=0,
        system=_SYSTEMS[topic.classifier] if topic else SourceSystem.REGISTRY,
        external_number="",
        channel_code=channel.code,
        kind=kind,
        received_at=new.received_at,
        registered_at=now,
        received_text=storable_text(new.text.strip()),
        clean_text=clean_text(new.text.strip()),
        gist=clean_text(" ".join(new.gist.split())),
        topic_group=topic.group_title if topic else "",
        topic=topic.title if topic else "",
        topic_code=topic.code if topic else "",
        recipient=clean_text(" ".join(new.recipient.split())),
        settlement=clean_text(" ".join(new.settlement.split())),
        street=clean_text(" ".join(new.street.split())),
        house=clean_text(" ".join(new.house.split())),
        important=new.important,
        fast_track=bool(topic and topic.fast_track),
        citizen=new.citizen,
    )
    fault = length_fault(case, case.citizen)
    if fault:
        raise UserFacingError(f"{fault[:1].upper()}{fault[1:]}. Ничего не внесено: сократите.")
    told = f"Внесено вручную, {KINDS[kind]}: {reason}"
    [case_id] = add_cases(
        session, Task(), [case], now=now, zone=zone, actor=actor, batch_id=None, told=lambda _case: told
    )
    stored = session.get_one(Case, case_id)
    return Change(frozenset({Touched.CASES}), f"{stored.number}. {told}.", case_id)


def _check(new: NewCase, now: datetime) -> None:
    if not new.text.strip():
        raise UserFacingError("Напишите, о чём сообщают: без текста вносить нечего. Ничего не внесено.")
    if new.received_at > now:
        raise UserFacingError("Поступить позже этой минуты сообщение не могло. Ничего не внесено, исправьте время.")
    fault = answer_address_fault(new.citizen.email)
    if fault:
        raise UserFacingError(f"Электронная почта заявителя: {fault}. Ничего не внесено, исправьте адрес.")
