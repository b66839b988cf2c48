"""The columns of the queue, each one declaration."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import QueueRow
from mcu_desktop.rules.russian import DAYS, HOURS, duration_words, format_moment, plural
from mcu_desktop.rules.terms import Standing, TermStage
from mcu_desktop.rules.titles import STAGES
from mcu_desktop.ui.common.table_model import Column

_DAY_SECONDS, _HOUR_SECONDS = 86_400, 3_600


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the queue, at the moment and in the zone it is shown for."""

    row: QueueRow
    now: datetime
    zone: ZoneInfo
    others: str = ""  # who else has its card open


def standing_words(line: Line) -> str:
    """Say how a case stands: «просрочено 2 дня», «сегодня до 17:00», «в срок, до 12.11»."""
    row = line.row
    if row.standing is Standing.CLOSED:
        return "закрыто"
    if row.legal_deadline is None or row.control_date is None:
        return "срок не идёт"
    if row.standing is Standing.OVERDUE:
        late = line.now - row.legal_deadline
        days, hours = int(late.total_seconds() // _DAY_SECONDS), int(late.total_seconds() // _HOUR_SECONDS)
        if days:
            return "просрочено " + plural(days, *DAYS)
        return "просрочено " + (plural(hours, *HOURS) if hours else duration_words(late))
    return _until(row, row.control_date.astimezone(line.zone), line.now.astimezone(line.zone).date())


def _until(row: QueueRow, control: datetime, today: date) -> str:
    if control.date() == today:
        return f"сегодня до {control:%H:%M}"
    if control.date() < today:  # the control date lies before the legal deadline and has passed
        return f"сегодня, контроль {control:%d.%m}"
    # The year is said where it is not this one.
    day = f"{control:%d.%m}" if control.year == today.year else f"{control:%d.%m.%Y}"
    if row.stage is not None and row.stage is not TermStage.FINAL_ANSWER:
        return f"{STAGES[row.stage]} до {day}"
    return f"{'скоро' if row.standing is Standing.DUE_SOON else 'в срок'}, до {day}"


def _deadlines(line: Line) -> str:
    legal, control = _moment(line.row.legal_deadline, line.zone), _moment(line.row.control_date, line.zone)
    if not legal or not control:
        return "Срок не идёт"
    nearest = f"Ближайший срок: {STAGES[line.row.stage]}\n" if line.row.stage else ""
    return f"{nearest}Контрольная дата: {control}\nПредельный срок: {legal}"


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else format_moment(moment, zone)


def _number(line: Line) -> str:
    marks = (("важное", line.row.important), ("ускоренный порядок", line.row.fast_track))
    signs = [word for word, is_set in marks if is_set]
    source = [f"в источнике {line.row.source_number}"] if line.row.source_number else []
    return "\n".join((line.row.number, *source, *signs, *filter(None, (line.others,))))


def _channel(line: Line) -> str:
    """Return the short name of a channel where its title gives one: «ПОС»."""
    before, _, short = line.row.channel.rpartition(" (")
    return short[:-1] if before and short.endswith(")") else line.row.channel


COLUMNS: tuple[Column[Line], ...] = (
    Column("Срок", standing_words, 204, _deadlines),
    Column("Номер", lambda line: line.row.number, 158, _number),
    Column("Канал", _channel, 132, lambda line: line.row.channel),
    Column("Суть", lambda line: " ".join(line.row.text.split()), 340, lambda line: line.row.text),
    Column("Тема", lambda line: line.row.topic, 190, lambda line: line.row.topic),
    Column("Место", lambda line: line.row.place, 150, lambda line: line.row.place),
    Column("Получатель", lambda line: line.row.recipient, 190, lambda line: line.row.recipient),
    Column("Блок", lambda line: line.row.block, 120, lambda line: line.row.block),
    Column("Поступило", lambda line: _moment(line.row.received_at, line.zone), 130),
    Column("Предельный срок", lambda line: _moment(line.row.legal_deadline, line.zone), 130),
)
STANDING, NUMBER = 0, 1  # the columns that carry marks
