"""What is counted of cases, and by what it is cut: the words that charts, cuts, ratings and reports share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.rating_inputs import RatingInput


class Measure(StrEnum):
    """What makes a case count. All but OPEN and OVERDUE belong to the day of one of its moments."""

    RECEIVED = "received"
    ANSWERED = "answered"
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"
    CLOSED = "closed"
    REOPENED = "reopened"  # of the answered ones
    RATED = "rated"  # of the answered ones, with a satisfaction of 1 to 5
    SATISFIED = "satisfied"  # of the rated ones, with 4 or 5
    OPEN = "open"  # now
    OVERDUE = "overdue"  # now, of the open ones


class Dimension(StrEnum):
    """By what cases are told apart; a case has one value of each, or none."""

    BLOCK = "block"
    CHANNEL = "channel"
    TOPIC_GROUP = "topic_group"
    TOPIC = "topic"
    RECIPIENT = "recipient"
    RECIPIENT_BODY = "recipient_body"
    SETTLEMENT = "settlement"
    STREET = "street"
    HOUSE = "house"
    KIND = "kind"
    OUTCOME = "outcome"
    SATISFACTION = "satisfaction"
    IMPORTANT = "important"
    FAST_TRACK = "fast_track"
    LATITUDE = "latitude"  # of the spot the source has named, in millionths of a degree
    LONGITUDE = "longitude"
    HOUR = "hour"  # local, of the receipt: 0 to 23
    WEEKDAY = "weekday"  # local, of the receipt: 1 is Monday
    EXECUTOR = "executor"  # who wrote the last answer here


MEASURES: Final = {
    Measure.RECEIVED: "Поступило",
    Measure.ANSWERED: "Дан ответ",
    Measure.ANSWERED_IN_TIME: "Ответ в срок",
    Measure.ANSWERED_LATE: "Ответ с опозданием",
    Measure.CLOSED: "Снято с контроля",
    Measure.REOPENED: "Возвращено на повторное рассмотрение",
    Measure.RATED: "Оценено заявителями",
    Measure.SATISFIED: "Заявитель удовлетворён (4–5)",
    Measure.OPEN: "На контроле",
    Measure.OVERDUE: "Просрочено",
}
DIMENSIONS: Final = {
    Dimension.BLOCK: "Отраслевой блок",
    Dimension.CHANNEL: "Канал",
    Dimension.TOPIC_GROUP: "Группа тем",
    Dimension.TOPIC: "Тема",
    Dimension.RECIPIENT: "Ответственный получатель",
    Dimension.RECIPIENT_BODY: "Орган получателя",
    Dimension.SETTLEMENT: "Населённый пункт",
    Dimension.STREET: "Улица",
    Dimension.HOUSE: "Дом",
    Dimension.KIND: "Вид",
    Dimension.OUTCOME: "Исход",
    Dimension.SATISFACTION: "Оценка заявителя",
    Dimension.IMPORTANT: "Важное",
    Dimension.FAST_TRACK: "Фаст-трек",
    Dimension.LATITUDE: "Широта",
    Dimension.LONGITUDE: "Долгота",
    Dimension.HOUR: "Час поступления",
    Dimension.WEEKDAY: "День недели поступления",
    Dimension.EXECUTOR: "Исполнитель ответа",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a dimension, None for «не указано»: a key of the store, a text, or a stored word."""

    dimension: Dimension
    value: int | str | None


@dataclass(frozen=True, slots=True)
class CaseSlice:
    """The cases behind one figure: what a click on a bar, a cell or a place opens.

    Days are local and inclusive; OPEN and OVERDUE have none. A case has all the parts, and all of at least one group
    of `any_of` where there are any: one spot of the map is a place under several spellings. The title names the
    figure for the queue.
    """

    measure: Measure | RatingInput
    title: str
    first_day: date | None = None
    last_day: date | None = None
    parts: tuple[Part, ...] = ()
    any_of: tuple[tuple[Part, ...], ...] = ()
