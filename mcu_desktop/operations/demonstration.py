"""Demonstration cases: put in by one deed, taken away by one deed."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from mcu_desktop.intake.demonstration import demonstration_cases
from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.models.alerts import AlertMark
from mcu_desktop.models.case_terms import Breach, CaseDeadline, CaseExtension, CasePause
from mcu_desktop.models.case_work import Attachment, AttachmentContent, CaseAnswer, CaseComment, CaseLink, CaseTag
from mcu_desktop.models.cases import Case, CaseEvent, CaseSearch, CaseText, CitizenDetails, OtherNumber
from mcu_desktop.models.catalogues import ResponsibleRecipient, Topic
from mcu_desktop.models.figures import GrowthMark, ProblemPoint
from mcu_desktop.models.intake import IntakeBatch, JournalEntry
from mcu_desktop.models.undo import CaseBefore
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import MESSAGES, plural
from mcu_desktop.rules.terms import SourceSystem

_OF_A_CASE = (
    Attachment,
    Breach,
    CaseAnswer,
    CaseBefore,
    CaseComment,
    CaseDeadline,
    CaseEvent,
    CaseExtension,
    CaseLink,
    CasePause,
    CaseSearch,
    CaseTag,
    CaseText,
    CitizenDetails,
    OtherNumber,
)


def add_demonstration(
    session: Session, task: Task, *, cases_count: int, seed: int, now: datetime, zone: ZoneInfo
) -> Change:
    """Put invented cases into an empty store; the same seed and moment give the same cases."""
    require(session, Deed.DEMONSTRATE, now=now)
    if session.scalar(select(Case.id).limit(1)) is not None:
        raise UserFacingError(
            "Примеры кладут только в пустое хранилище: в этом уже есть сообщения. Ничего не изменено. "
            "Укажите для примеров другой файл: --store ПУТЬ."
        )
    cases = tuple(demonstration_cases(cases_count, seed=seed, until=now, zone=zone))
    file = ReadFile(
        file_name="демонстрационные данные",
        file_hash=sha256(f"{cases_count} {seed}".encode()).hexdigest(),
        layout="demonstration",
        layout_title="Демонстрационные данные",
        system=SourceSystem.REGISTRY,
        cases=cases,
        refused=(),
    )
    change = take_in(session, task, file, now=now, zone=zone, actor="Программа", demonstration=True)
    return replace(change, text=f"Добавлен пример: {plural(len(cases), *MESSAGES)}.")


def remove_demonstration(session: Session, task: Task, *, now: datetime) -> Change:
    """Take all demonstration cases away; cases from real files stay."""
    require(session, Deed.DEMONSTRATE, now=now)
    task.step(-1, "Убираем демонстрационные данные")
    batches = select(IntakeBatch.id).where(IntakeBatch.demonstration)
    cases = select(Case.id).where(Case.intake_batch_id.in_(batches))
    count = len(session.scalars(cases).all())
    terms = select(CaseDeadline.id).where(CaseDeadline.case_id.in_(cases))
    session.execute(delete(AlertMark).where(AlertMark.term_id.in_(terms)))
    for record in _OF_A_CASE:
        session.execute(delete(record).where(record.case_id.in_(cases)))
    session.execute(delete(CaseLink).where(CaseLink.other_id.in_(cases)))
    session.execute(delete(Case).where(Case.intake_batch_id.in_(batches)))
    session.execute(delete(IntakeBatch).where(IntakeBatch.demonstration))
    _forget_what_nobody_names(session)
    words = f"Убраны демонстрационные данные: {plural(count, *MESSAGES)}."
    session.execute(insert(JournalEntry), [{"at": now, "actor": "Оператор", "summary": words}])
    return Change(frozenset({Touched.CASES}), words)


def _forget_what_nobody_names(session: Session) -> None:
    """Take away the files, topics and recipients that only the example had; the seeded groups have no title."""
    session.execute(
        delete(AttachmentContent).where(AttachmentContent.content_hash.not_in(select(Attachment.content_hash)))
    )
    named_topics = select(Case.topic_id).where(Case.topic_id.is_not(None))
    forgotten = select(Topic.id).where(Topic.title != "", Topic.id.not_in(named_topics))
    for record in (GrowthMark, ProblemPoint):
        session.execute(delete(record).where(record.topic_id.in_(forgotten)))
    session.execute(delete(Topic).where(Topic.title != "", Topic.id.not_in(named_topics)))
    named_recipients = select(Case.recipient_id).where(Case.recipient_id.is_not(None))
    session.execute(delete(ResponsibleRecipient).where(ResponsibleRecipient.id.not_in(named_recipients)))
