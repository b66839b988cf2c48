"""Words of growth that the store keeps."""

from enum import StrEnum
from typing import Final


class PointState(StrEnum):
    """What people have decided on a problem point."""

    CANDIDATE = "candidate"
    IN_WORK = "in_work"
    REMOVED = "removed"


POINT_STATES: Final = {
    PointState.CANDIDATE: "кандидат",
    PointState.IN_WORK: "в работе",
    PointState.REMOVED: "снята",
}
