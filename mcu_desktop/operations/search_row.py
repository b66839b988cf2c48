"""The search words of one case, written again after its words were changed."""

from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from mcu_desktop.models.case_work import Attachment, CaseAnswer, CaseComment, CaseTag
from mcu_desktop.models.cases import Case, CaseSearch, CaseText, OtherNumber
from mcu_desktop.models.catalogues import ResponsibleRecipient, Topic
from mcu_desktop.store.asking import rows_together
from mcu_desktop.text.search_words import search_words


def write_search_row(session: Session, case: Case) -> None:
    """Let a case be found by all it has now: numbers, texts, answers, comments, tags, names of files."""
    session.flush()
    parts = [case.number, case.source_number, case.gist, case.settlement, case.street, case.house]
    asked: list[Select[*tuple[Any, ...]]] = [
        select(CaseText.clean_text, CaseText.answer_text).where(CaseText.case_id == case.id),
        select(Topic.title).where(Topic.id == case.topic_id),
        select(ResponsibleRecipient.title).where(ResponsibleRecipient.id == case.recipient_id),
        select(OtherNumber.number).where(OtherNumber.case_id == case.id),
        select(CaseTag.title).where(CaseTag.case_id == case.id),
        select(CaseAnswer.text).where(CaseAnswer.case_id == case.id),
        select(CaseComment.text).where(CaseComment.case_id == case.id),
        select(Attachment.name).where(Attachment.case_id == case.id),
    ]
    for rows in rows_together(session, asked):
        parts += (word for row in rows for word in row.values())
    words = search_words(" ".join(part for part in parts if part))
    session.execute(update(CaseSearch).where(CaseSearch.case_id == case.id).values(words=words))
