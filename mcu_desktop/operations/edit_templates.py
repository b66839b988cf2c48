"""Answer templates, and how long an answer may be by channel."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Channel, Setting
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.workbench import AnswerTemplate
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.guarding.tables import ANSWER_LIMIT

_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_ANSWER = 200, 20_000, 100_000


def save_template(
    session: Session, template_id: int | None, *, title: str, text: str, now: datetime, actor: str
) -> Change:
    """Store a new template, or another text of one."""
    require(session, Deed.EDIT_TEMPLATES, now=now)
    name = " ".join(title.split())
    if not name or not text.strip():
        raise UserFacingError("У шаблона должны быть название и текст. Ничего не сохранено.")
    if len(name) > _LONGEST_TITLE or len(text) > _LONGEST_TEXT:
        raise UserFacingError(
            f"Название не длиннее {_LONGEST_TITLE} знаков, текст не длиннее {_LONGEST_TEXT}. Ничего не сохранено."
        )
    same = session.scalar(select(AnswerTemplate.id).where(AnswerTemplate.title == name))
    if same is not None and same != template_id:
        raise UserFacingError(f"Шаблон «{name}» уже есть. Ничего не сохранено: назовите иначе или измените тот.")
    template = session.get(AnswerTemplate, template_id) if template_id is not None else None
    if template is None:
        session.add(AnswerTemplate(title=name, text=text))
    else:
        template.title, template.text = name, text
    return _done(session, f"Шаблон «{name}» сохранён", now=now, actor=actor)


def remove_template(session: Session, template_id: int, *, now: datetime, actor: str) -> Change:
    """Take a template away; answers made from it stay."""
    require(session, Deed.EDIT_TEMPLATES, now=now)
    template = session.get(AnswerTemplate, template_id)
    if template is None:
        raise UserFacingError("Этого шаблона уже нет. Ничего не изменено.")
    title = template.title
    session.delete(template)
    return _done(session, f"Шаблон «{title}» убран", now=now, actor=actor)


def set_answer_limit(session: Session, channel_code: str, *, limit: int, now: datetime, actor: str) -> Change:
    """Set how many characters an answer by a channel may have; 0 for any."""
    require(session, Deed.EDIT_TEMPLATES, now=now)
    title = session.scalar(select(Channel.title).where(Channel.code == channel_code))
    if title is None or not 0 <= limit <= _LONGEST_ANSWER:
        raise UserFacingError(f"Предел — от 0 (без предела) до {_LONGEST_ANSWER} знаков. Ничего не изменено.")
    session.merge(Setting(code=ANSWER_LIMIT + channel_code, value=str(limit)))
    return _done(session, f"Предел длины ответа, {title}: {limit or 'нет'}", now=now, actor=actor)


def _done(session: Session, words: str, *, now: datetime, actor: str) -> Change:
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset({Touched.TEMPLATES}), f"{words}.")
