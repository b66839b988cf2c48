"""What the card says of the terms of a case, in lines of Russian text."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.queries.case_terms import TermLine
from mcu_desktop.rules.russian import DAYS, duration_words, format_moment, plural
from mcu_desktop.rules.terms import TermStage
from mcu_desktop.rules.titles import STAGES


def term_title(term: TermLine) -> str:
    """Return «Ответ» or «Поручение «Выезд комиссии»»."""
    title = STAGES[term.stage].capitalize()
    return f"{title} «{term.title}»" if term.stage is TermStage.TASK else title


def term_text(term: TermLine, now: datetime, zone: ZoneInfo) -> str:
    """Say until when a term runs and how much is left, or when its duty was done."""
    until = "" if term.legal_deadline is None else format_moment(term.legal_deadline, zone)
    if term.settled_at is not None:
        done = f"выполнено {format_moment(term.settled_at, zone)}"
        if not until:
            return done
        return f"{done}, с нарушением срока {until}" if term.was_broken else f"{done}, срок был {until}"
    if term.legal_deadline is None:
        return "срок не идёт" if not term.warnings else "срок не посчитан"
    if term.legal_deadline < now:
        return f"до {until}, просрочено {duration_words(now - term.legal_deadline)}"
    control = ""
    if term.control_date is not None and term.control_date != term.legal_deadline:
        control = f", контроль {term.control_date.astimezone(zone):%d.%m.%Y}"
    return f"до {until}{control}, осталось {duration_words(term.legal_deadline - now)}"


def clock_notes(card: CaseCard, zone: ZoneInfo) -> str:
    """Say what has moved the terms: extension, pauses, the reason of a breach."""
    clock = card.clock
    lines = []
    if clock.extension is not None:
        told = clock.extension.citizen_told_on
        notice = f"заявитель уведомлён {told:%d.%m.%Y}" if told else "заявитель об этом ещё не уведомлён"
        lines.append(f"Срок продлён на {plural(clock.extension.days, *DAYS)}, {notice}.")
    for pause in clock.pauses:
        until = "до сих пор" if pause.ended_at is None else f"по {format_moment(pause.ended_at, zone)}"
        lines.append(f"Отложено с {format_moment(pause.started_at, zone)} {until}.")
    if clock.breach_reason:
        lines.append(f"Причина нарушения срока: {clock.breach_reason}.")
    return "\n".join(lines)


def traces(card: CaseCard) -> str:
    """Explain every running term; of a case without one, the term of its answer."""
    running = [term for term in card.clock.terms if term.settled_at is None]
    shown = running or [term for term in card.clock.terms if term.stage is TermStage.FINAL_ANSWER]
    if len(shown) == 1:
        return "\n".join(shown[0].trace)
    return "\n\n".join("\n".join((f"{term_title(term)}.", *term.trace)) for term in shown)
