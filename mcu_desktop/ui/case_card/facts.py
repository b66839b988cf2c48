"""What the card says about a case, as lines of Russian text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.queries.case_card import CaseCard, CaseEvent, Comment
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.rules.terms import AnswerState, Standing
from mcu_desktop.rules.titles import ANSWER_STATES, STATES

_STANDING_TITLES = {
    Standing.OVERDUE: "Просрочено",
    Standing.DUE_SOON: "Срок подходит",
    Standing.IN_TIME: "В срок",
    Standing.CLOSED: "Закрыто",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the form: its title and how to say it; an empty text hides the line."""

    title: str
    text: Callable[[CaseCard, ZoneInfo], str]


def moment_text(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment as people of this zone write it, or nothing."""
    return format_moment(moment, zone) if moment else ""


def standing_title(card: CaseCard) -> str:
    """Return how the case stands; an answered one that is not closed may have no term running."""
    is_answered = card.answered_at is not None and card.closed_at is None
    if is_answered and card.legal_deadline is None:
        return "Ответ дан"
    return "Отложено" if card.clock.is_put_off and card.closed_at is None else _STANDING_TITLES[card.standing]


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)


def _block(card: CaseCard, _zone: ZoneInfo) -> str:
    if not card.block:
        return f"не определён ({card.route_reason})" if card.route_reason else "не определён"
    return f"{card.block} ({card.route_reason})" if card.route_reason else card.block


def _marks(card: CaseCard, _zone: ZoneInfo) -> str:
    marks = (
        ("важное", card.important),
        ("ускоренное", card.fast_track),
        ("конфликтное", card.conflict),
        ("формальный ответ", card.formal_answer),
        ("повторное рассмотрение", card.reopened),
    )
    return ", ".join(title for title, is_set in marks if is_set)


def _satisfaction(card: CaseCard, _zone: ZoneInfo) -> str:
    if not card.satisfaction:
        return ""
    return f"{card.satisfaction} из 5" + (f": {card.satisfaction_reason}" if card.satisfaction_reason else "")


FACTS = (
    Fact("Канал", lambda card, _zone: card.channel),
    Fact("Вид", lambda card, _zone: card.kind),
    Fact("Состояние", lambda card, _zone: STATES[card.state]),
    Fact("Отметки", _marks),
    Fact("Метки", lambda card, _zone: ", ".join(f"#{tag}" for tag in card.tags)),
    Fact("Связано", lambda card, _zone: "\n".join(f"{link.number}: {link.why}" for link in card.links)),
    Fact("Тема", lambda card, _zone: _joined(" / ", card.topic_group, card.topic)),
    Fact("Отраслевой блок", _block),
    Fact("Получатель", lambda card, _zone: card.recipient),
    Fact("Орган", lambda card, _zone: card.body),
    Fact("Место", lambda card, _zone: card.place),
    Fact("Поступило", lambda card, zone: moment_text(card.received_at, zone)),
    Fact("Зарегистрировано", lambda card, zone: moment_text(card.registered_at, zone)),
    Fact("Промежуточный ответ", lambda card, zone: moment_text(card.interim_answered_at, zone)),
    Fact("Отвечено", lambda card, zone: moment_text(card.answered_at, zone)),
    Fact("Обещано до", lambda card, _zone: f"{card.promised_on:%d.%m.%Y}" if card.promised_on else ""),
    Fact("Закрыто", lambda card, zone: moment_text(card.closed_at, zone)),
    Fact("Итог", lambda card, _zone: card.outcome),
    Fact("Оценка заявителя", _satisfaction),
    Fact("Состояние в источнике", lambda card, _zone: card.source_status),
    Fact("Номер в источнике", lambda card, _zone: card.source_number),
    Fact("Другие номера", lambda card, _zone: ", ".join(card.other_numbers)),
)


def event_text(event: CaseEvent, zone: ZoneInfo) -> str:
    """Return one line of the history and under it what was changed."""
    lines = [f"{moment_text(event.at, zone)} · {event.actor} · {event.summary}"]
    lines += [f"    {title}: было {_quoted(before)}, стало {_quoted(after)}" for title, before, after in event.changes]
    return "\n".join(lines)


def _quoted(words: str) -> str:
    return f"«{words}»" if words else "пусто"


def draft_text(card: CaseCard) -> str:
    """Return the prepared answer with its state; of one that was sent nothing, it stands as the answer."""
    draft = card.draft
    if draft is None or draft.state is AnswerState.SENT:
        return ""
    remark = f": {draft.remark}" if draft.remark else ""
    return f"[{ANSWER_STATES[draft.state]}{remark}]\n{draft.text}"


def comment_text(comment: Comment, zone: ZoneInfo) -> str:
    """Return one note with its author."""
    return f"{moment_text(comment.at, zone)} · {comment.actor}\n{comment.text}"


def citizen_text(citizen: Citizen | None) -> str:
    """Return the citizen's data, a line each."""
    if citizen is None:
        return "Данных заявителя источник не передал."
    parts = (
        ("Заявитель", citizen.name),
        ("Телефон", citizen.phone),
        ("Почта", citizen.email),
        ("Адрес", citizen.address),
        ("Страница", citizen.author_link),
    )
    return "\n".join(f"{title}: {value}" for title, value in parts if value)
