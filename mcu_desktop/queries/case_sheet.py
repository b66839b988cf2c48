"""The card of one case as it is printed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_card import CaseCard, CaseEvent, read_case_card
from mcu_desktop.queries.case_terms import TermLine
from mcu_desktop.reports.case_sheet import CaseSheet, TermSheet
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.rules.titles import STAGES, STANDINGS, STATES
from mcu_desktop.store.reading import Reader


def read_case_sheet(reader: Reader, number: str, *, now: datetime, zone: ZoneInfo) -> CaseSheet:
    """Return a case by its own number; `UserFacingError` where there is none."""
    wanted = number.strip()
    found = reader.rows("SELECT id FROM cases WHERE number = :number", number=wanted)
    card = read_case_card(reader, found[0][0], now=now) if found else None
    if card is None:
        raise UserFacingError(f"Сообщения с номером «{wanted}» в хранилище нет. Карточка не составлена.")
    return CaseSheet(
        number=card.number,
        facts=tuple((name, text) for name, text in _facts(card, zone) if text),
        text=card.text,
        answer=card.answer_text or (card.draft.text if card.draft else ""),
        terms=tuple(_term(term, zone) for term in card.clock.terms),
        events=tuple((format_moment(event.at, zone), event.actor, _event_words(event)) for event in card.events),
    )


def _facts(card: CaseCard, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    marks = (("важное", card.important), ("★ фаст-трек", card.fast_track), ("конфликт", card.conflict),
             ("формальный ответ", card.formal_answer), ("возвращено повторно", card.reopened))  # fmt: skip
    return (
        ("Номер в источнике", ", ".join((card.source_number, *card.other_numbers)).strip(", ")),
        ("Канал", card.channel),
        ("Вид", card.kind),
        ("Состояние", f"{STATES[card.state]}, {STANDINGS[card.standing]}"),
        ("Поступило", format_moment(card.received_at, zone)),
        ("Зарегистрировано", format_moment(card.registered_at, zone)),
        ("Дан ответ", _moment(card.answered_at, zone)),
        ("Снято с контроля", _moment(card.closed_at, zone)),
        ("Итог", card.outcome),
        ("Суть", card.gist),
        ("Тема", ". ".join(part for part in (card.topic_group, card.topic) if part)),
        ("Отраслевой блок", card.block),
        ("Ответственный получатель", ", ".join(part for part in (card.recipient, card.body) if part)),
        ("Место", card.place),
        ("Отметки", ", ".join(words for words, is_so in marks if is_so)),
        ("Метки", ", ".join(card.tags)),
        ("Обещано до", f"{card.promised_on:%d.%m.%Y}" if card.promised_on else ""),
        ("Оценка заявителя", str(card.satisfaction or "")),
        ("Причина нарушения срока", card.clock.breach_reason),
        ("Связаны", ", ".join(f"{link.number} ({link.why})" for link in card.links)),
    )


def _term(term: TermLine, zone: ZoneInfo) -> TermSheet:
    return TermSheet(
        title=STAGES[term.stage] + (f": {term.title}" if term.title else ""),
        legal_deadline=_moment(term.legal_deadline, zone) or "—",
        control_date=_moment(term.control_date, zone) or "—",
        settled_at=_moment(term.settled_at, zone) or "—",
        trace=term.trace,
    )


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else format_moment(moment, zone)


def _event_words(event: CaseEvent) -> str:
    changes = "; ".join(f"{field}: {before or '—'} → {after or '—'}" for field, before, after in event.changes)
    return f"{event.summary}. {changes}" if changes else event.summary
