"""The search words of one case, written again after its words were changed."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mcu_desktop.models.case_work import Attachment, CaseAnswer, CaseComment, CaseTag
from mcu_desktop.models.cases import Case, CaseSearch, CaseText, OtherNumber
from mcu_desktop.models.catalogues import ResponsibleRecipient, Topic
from mcu_desktop.text.search_words import search_words


def write_search_row(session: Session, case: Case) -> None:
    """Let a case be found by all it has now: numbers, texts, answers, comments, tags, names of files."""
    session.flush()
    texts = session.get_one(CaseText, case.id)
    topic = None if case.topic_id is None else session.get_one(Topic, case.topic_id).title
    recipient = None if case.recipient_id is None else session.get_one(ResponsibleRecipient, case.recipient_id).title
    parts = [case.number, case.source_number, case.gist, texts.clean_text, texts.answer_text, topic, recipient]
    parts += [case.settlement, case.street, case.house]
    for column, of_case in (
        (OtherNumber.number, OtherNumber.case_id),
        (CaseTag.title, CaseTag.case_id),
        (CaseAnswer.text, CaseAnswer.case_id),
        (CaseComment.text, CaseComment.case_id),
        (Attachment.name, Attachment.case_id),
    ):
        parts += session.scalars(select(column).where(of_case == case.id))
    words = search_words(" ".join(part for part in parts if part))
    session.execute(update(CaseSearch).where(CaseSearch.case_id == case.id).values(words=words))
