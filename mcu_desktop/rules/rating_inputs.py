"""The numbers a rating is made of: each is a count of cases, or a sum over them.

Rated are the messages of a period: those closed in it, and those not answered at its end though their term is over.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final


class RatingInput(StrEnum):
    """A number of the rating that has cases behind it; the value is also its field in `RatingCounts`."""

    MESSAGES = "messages"
    OVERDUE = "overdue"  # of the messages, those still without an answer
    TIMED = "timed"  # of the messages, those with a known deadline
    IN_TIME = "in_time"
    SCORED = "scored"  # by their citizens
    REOPENED = "reopened"
    CHECKED = "checked"  # an answer was given to be checked
    RETURNED = "returned"  # and given back to be reworked, at least once
    SUBSTANTIVE = "substantive"  # answered, and the answer is not marked as a formal one
    SOLVABLE = "solvable"  # closed with a known outcome by the one rated, not marked «не решаемый»
    RESOLVED = "resolved"
    UNSOLVABLE = "unsolvable"  # marked «не решаемый»: a mark that is known to be given too easily
    PROMISED = "promised"  # put off until a promised day that has come, or kept before it
    KEPT = "kept"


class RatingScope(StrEnum):
    """Whose messages are rated: п. 3.6 б, 3.7 б and 2.4 of the decree; a channel's code, but for the joint one."""

    JOINT = "joint"
    INCIDENT_MANAGEMENT = "incident_management"
    FEEDBACK_PLATFORM = "feedback_platform"


RATING_INPUTS: Final = {
    RatingInput.MESSAGES: "Учтено в рейтинге",
    RatingInput.OVERDUE: "Без ответа после срока",
    RatingInput.TIMED: "Срок известен",
    RatingInput.IN_TIME: "Исполнено в срок",
    RatingInput.SCORED: "Оценено заявителями",
    RatingInput.REOPENED: "Повторное рассмотрение",
    RatingInput.CHECKED: "Ответ проверялся",
    RatingInput.RETURNED: "Ответ возвращён на доработку",
    RatingInput.SUBSTANTIVE: "Ответ по существу",
    RatingInput.SOLVABLE: "Решаемые, итог известен",
    RatingInput.RESOLVED: "Решено",
    RatingInput.UNSOLVABLE: "Отмечено «не решаемый»",
    RatingInput.PROMISED: "Обещано до дня, день настал",
    RatingInput.KEPT: "Обещание выполнено",
}
RATING_SCOPES: Final = {
    RatingScope.JOINT: "Совместный (п. 2.4)",
    RatingScope.INCIDENT_MANAGEMENT: "«Инцидент Менеджмент» (п. 3.6 б)",
    RatingScope.FEEDBACK_PLATFORM: "ПОС (п. 3.7 б)",
}


@dataclass(frozen=True, slots=True)
class RatingCounts:
    """The numbers of one rated, by the names of `RatingInput`, with sums over the same messages.

    `pace_sum` adds up, over the timed ones, 1 − t/(2·norm) between 0 and 1; `pace_in_norm_sum` the same with 1 for
    whatever is within the norm. `score_sum` adds up scores of 1 to 5. What was received is shown and not rated.
    """

    messages: int = 0
    overdue: int = 0
    timed: int = 0
    in_time: int = 0
    scored: int = 0
    reopened: int = 0
    checked: int = 0
    returned: int = 0
    substantive: int = 0
    solvable: int = 0
    resolved: int = 0
    unsolvable: int = 0
    promised: int = 0
    kept: int = 0
    pace_sum: float = 0.0
    pace_in_norm_sum: float = 0.0
    score_sum: int = 0
    received: int = 0
    received_before: int = 0
    received_year_ago: int = 0

    def __add__(self, other: "RatingCounts") -> "RatingCounts":
        """Return the numbers of both together."""
        return RatingCounts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def pace(spent: float, norm: float) -> float:
    """Return 1 − t/(2·norm) between 0 and 1: both in the clock of the limit (calendar or working time), any unit.

    A norm of nothing is kept only by an answer at once; an answer before its message counts as one at once.
    """
    if norm <= 0:
        return 1.0 if spent <= 0 else 0.0
    return min(max(1 - spent / (2 * norm), 0.0), 1.0)
