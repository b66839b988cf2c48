"""Commands on terms: what a deadline would be, and who is to be told of what."""

import argparse
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.cli_said import Said, refuse_unknown
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.queries.alerts import AlertLine, count_alerts, read_alerts, read_scope
from mcu_desktop.queries.catalogues import read_calendar, read_time_limits
from mcu_desktop.queries.people import read_people
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.case_terms import CaseFacts, CaseTerm, TermReckoner
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import format_moment, plural
from mcu_desktop.rules.terms import CaseKind, TermStage
from mcu_desktop.rules.time_limits import CaseTraits
from mcu_desktop.rules.titles import STAGES
from mcu_desktop.store.reading import Reader

_EVERYBODY = 0


def explain_deadline(wanted: argparse.Namespace) -> Said:
    """Reckon the terms of a case and say how they came about; the answer's stand first in the JSON."""
    store = open_store(wanted.store)
    with closing(store.open_reader()) as reader:
        refuse_unknown(reader, "channels", wanted.channel, "Канал")
        calendar, limits = read_calendar(reader), read_time_limits(reader)
    received = wanted.received.replace(tzinfo=wanted.received.tzinfo or calendar.zone)
    facts = CaseFacts(
        traits=CaseTraits(
            channel_code=wanted.channel,
            kind=CaseKind(wanted.kind),
            fast_track=wanted.fast_track,
            important=wanted.important,
        ),
        received_at=received,
        registered_at=received,
    )
    terms = TermReckoner(limits, calendar).terms(facts)
    answer = next((term for term in terms if term.stage is TermStage.FINAL_ANSWER), None)
    if answer is None:
        raise UserFacingError(f"Для канала «{wanted.channel}» на {received:%d.%m.%Y} нет действующего норматива.")
    lines = [line for term in terms for line in (*term.deadline.trace, *term.deadline.warnings)]
    all_terms = {term.stage: _dates(term, calendar.zone) for term in terms}
    return {**_dates(answer, calendar.zone), "terms": all_terms}, "\n".join(lines)


def _dates(term: CaseTerm, zone: ZoneInfo) -> dict[str, object]:
    found = term.deadline
    return {
        "legal_deadline": found.legal_deadline and found.legal_deadline.astimezone(zone),
        "control_date": found.control_date and found.control_date.astimezone(zone),
        "trace": found.trace,
        "warnings": found.warnings,
    }


def list_alerts(wanted: argparse.Namespace) -> Said:
    """List the alerts of a person now, of the whole centre where nobody is named; nothing is noted as told."""
    store = open_store(wanted.store)
    now = datetime.now(UTC)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
        person_id = _person(reader, wanted.person, now.astimezone(zone)) if wanted.person else _EVERYBODY
        scope = read_scope(reader, person_id, now=now)
        lines, count = read_alerts(reader, scope), count_alerts(reader, scope)
    words = [_alert_words(line, now, zone) for line in lines]
    if len(lines) < count.alive:
        words.append(f"… и ещё {count.alive - len(lines)}")
    answer = {"alerts": count.alive, "overdue": count.overdue, "lines": lines}
    heading = f"{plural(count.alive, 'уведомление', 'уведомления', 'уведомлений')}, просрочено: {count.overdue}."
    return answer, "\n".join((heading, *words))


def _person(reader: Reader, wanted: str, now: datetime) -> int:
    """Return the one person of today's roster whose name begins so."""
    people = read_people(reader, now.date())
    found = [person for person in people if person.full_name.casefold().startswith(wanted.casefold())]
    if len(found) == 1:
        return found[0].person_id
    names = ", ".join(person.full_name for person in found or people)
    what = "подходят несколько" if found else "в составе МЦУ такого нет"
    raise UserFacingError(f"«{wanted}»: {what}. Назовите точнее: {names}.")


def _alert_words(line: AlertLine, now: datetime, zone: ZoneInfo) -> str:
    title = line.title if line.stage is TermStage.TASK else STAGES[line.stage]
    state = "просрочено" if line.legal_deadline < now else "до"
    until = format_moment(line.legal_deadline if line.legal_deadline < now else line.control_date, zone)
    return "\t".join((line.number, f"{title} {state} {until}", line.block or "не сопоставлено", line.text[:100]))
