"""What the store already knows of the cases a file brings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.rules.terms import Outcome, SourceSystem
from mcu_desktop.store.reading import Reader, as_day_or_none, as_moment_or_none, in_list

_AT_ONCE = 500
FIELD_TITLES = {
    "source_status": "Шаг в источнике",
    "answered_at": "Ответ дан",
    "closed_at": "Завершено",
    "promised_on": "Обещано до",
    "outcome": "Итог",
    "satisfaction": "Оценка",
    "reopened": "Повторное рассмотрение",
    "solvable": "Решаемый",
    "received_text": "Текст",
    "answer_text": "Ответ",
    "topic_group": "Группа тем",
    "topic": "Тема",
    "recipient": "Получатель",
    "settlement": "Населённый пункт",
    "street": "Улица",
    "house": "Дом",
    "latitude": "Широта",
    "longitude": "Долгота",
}
SPOT_FIELDS = frozenset({"latitude", "longitude"})
_OF_PLACE = frozenset({"settlement", "street", "house"})
_SELECT = """
    SELECT c.id, c.source_number, c.source_status, c.answered_at, c.closed_at, c.outcome, c.satisfaction, c.reopened,
           x.received_text, x.answer_text, coalesce(t.group_title, ''), coalesce(t.title, ''), coalesce(r.title, ''),
           c.settlement, c.street, c.house, c.latitude, c.longitude,
           c.promised_on, c.own_fields, c.solvable
    FROM cases c JOIN case_texts x ON x.case_id = c.id
    LEFT JOIN topics t ON t.id = c.topic_id LEFT JOIN responsible_recipients r ON r.id = c.recipient_id
    WHERE c.source_system = :system AND c.source_number IN
"""


@dataclass(frozen=True, slots=True)
class KnownCase:
    """What the source last said of a stored case; field names are those of `IncomingCase`."""

    case_id: int
    source_status: str
    answered_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome | None
    satisfaction: int | None
    reopened: bool
    received_text: str
    answer_text: str
    topic_group: str
    topic: str
    recipient: str
    settlement: str
    street: str
    house: str
    latitude: int | None
    longitude: int | None
    promised_on: date | None
    own_fields: frozenset[str]  # set by people here: the source does not write over them
    solvable: bool | None


def read_known_cases(reader: Reader, cases: Iterable[IncomingCase]) -> dict[tuple[SourceSystem, str], KnownCase]:
    """Return those of the cases that the store has, by system and external number."""
    numbers: dict[SourceSystem, list[str]] = defaultdict(list)
    for case in cases:
        numbers[case.system].append(case.external_number)
    known = {}
    for system, all_numbers in numbers.items():
        for start in range(0, len(all_numbers), _AT_ONCE):
            wanted, parameters = in_list("n", all_numbers[start : start + _AT_ONCE])
            for row in reader.rows(_SELECT + wanted, system=str(system), **parameters):
                answered_at, closed_at = as_moment_or_none(row[3]), as_moment_or_none(row[4])
                outcome = None if row[5] is None else Outcome(row[5])
                rest = (*row[8:18], as_day_or_none(row[18]), frozenset(row[19].split()), _yes_or_no(row[20]))
                known[system, row[1]] = KnownCase(
                    row[0], row[2], answered_at, closed_at, outcome, row[6], bool(row[7]), *rest
                )
    return known


def find_changes(known: KnownCase, incoming: IncomingCase) -> list[tuple[str, object, object]]:
    """Return (field, old, new) for each field the file says something else about; silence changes nothing."""
    changes = []
    for field in FIELD_TITLES:
        if field in known.own_fields or (field in SPOT_FIELDS and known.own_fields & _OF_PLACE):
            continue
        old, new = getattr(known, field), getattr(incoming, field)
        if new not in {None, ""} and new != old:
            changes.append((field, old, new))
    return changes


def _yes_or_no(value: object) -> bool | None:
    return None if value is None else bool(value)
