"""A view of the queue as a list to be taken away; personal data only where they are asked for."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.queries.citizens import look_at_citizens
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.reports.case_list import CaseList, Cell
from mcu_desktop.rules.russian import MESSAGES, format_moment, plural
from mcu_desktop.rules.terms import Outcome, WorkState
from mcu_desktop.rules.titles import OUTCOMES, STATES
from mcu_desktop.store.reading import Reader, Row, as_moment, in_list

_HEAD = (
    "Номер",
    "Номер в источнике",
    "Канал",
    "Поступило",
    "Предельный срок",
    "Контрольная дата",
    "Состояние",
    "Итог",
    "Отраслевой блок",
    "Получатель",
    "Тема",
    "Суть",
    "Населённый пункт",
    "Улица",
)
_OF_CITIZEN = ("Дом", "Заявитель", "Телефон", "Почта", "Адрес")
# The words of the citizen are not in the list: they may name people. The house would name a dwelling.
_SELECT = """
    SELECT c.id, c.number, coalesce(c.source_number, ''), ch.title, c.received_at, c.legal_deadline, c.control_date,
           c.state, c.outcome, coalesce(b.title, ''), coalesce(r.title, ''), coalesce(t.title, ''), c.gist,
           c.settlement, c.street, c.house
    FROM cases c JOIN channels ch ON ch.id = c.channel_id
    LEFT JOIN sector_blocks b ON b.id = c.sector_block_id LEFT JOIN responsible_recipients r ON r.id = c.recipient_id
    LEFT JOIN topics t ON t.id = c.topic_id
    WHERE c.id IN
"""
_MOMENTS, _STATE, _OUTCOME, _PERSONAL = (3, 4, 5), 6, 7, 14
_AT_ONCE = 500


def read_case_list(
    reader: Reader,
    wanted: QueueFilter,
    *,
    now: datetime,
    zone: ZoneInfo,
    with_citizens: bool,
    step: Callable[[int, int], object],
) -> tuple[CaseList, int]:
    """Return the list of a view in the queue's order, read while it is written, and how many cases it has.

    `step` is told how many are read, of how many.
    """
    ids = read_case_ids(reader, wanted, now=now, zone=zone)
    count = plural(len(ids), *MESSAGES)
    title = f"{count}, данные на {format_moment(now, zone)}"

    def rows() -> Iterator[tuple[Cell, ...]]:
        for start in range(0, len(ids), _AT_ONCE):
            step(start, len(ids))
            page = ids[start : start + _AT_ONCE]
            listed, parameters = in_list("id", page)
            found = {row[0]: row[1:] for row in reader.rows(_SELECT + listed, **parameters)}
            citizens = look_at_citizens(reader, page) if with_citizens else {}
            for case_id in page:
                if case_id in found:  # another program may have taken it away meanwhile
                    yield _cells(found[case_id], zone, citizens.get(case_id, Citizen()) if with_citizens else None)

    return CaseList(title, _HEAD + _OF_CITIZEN if with_citizens else _HEAD, rows()), len(ids)


def _cells(row: Row, zone: ZoneInfo, citizen: Citizen | None) -> tuple[Cell, ...]:
    cells: list[Cell] = list(row[:_PERSONAL])
    if citizen is not None:
        cells += [*row[_PERSONAL:], citizen.name, citizen.phone, citizen.email, citizen.address]
    for place in _MOMENTS:
        cells[place] = None if row[place] is None else as_moment(row[place]).astimezone(zone).replace(tzinfo=None)
    cells[_STATE] = STATES[WorkState(row[_STATE])]
    cells[_OUTCOME] = "" if row[_OUTCOME] is None else OUTCOMES[Outcome(row[_OUTCOME])]
    return tuple(cells)
