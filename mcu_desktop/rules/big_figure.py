"""A number that stands large, with its change against the period before and a year ago."""

from dataclasses import dataclass
from enum import StrEnum

from mcu_desktop.rules.measures import CaseSlice
from mcu_desktop.rules.russian import format_number, format_points, format_share, format_signed

_LITTLE = 20  # below so many cases a percentage says nothing: the difference is told


class Better(StrEnum):
    """Which change is good."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of cases, the cases, and of how many it is a share (None: it is no share)."""

    count: int
    cases: CaseSlice
    whole: int | None = None

    @property
    def share(self) -> float | None:
        """Which part of the whole it is, None where there is no whole."""
        return self.count / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class BigFigure:
    """A number of a period; the other two are None where it belongs to no period."""

    title: str
    now: Counted
    before: Counted | None
    year_ago: Counted | None
    better: Better

    @property
    def is_share(self) -> bool:
        """Whether the share is what is compared."""
        return self.now.whole is not None

    def number(self) -> str:
        """Return «1 204», or of a share «1 134 (94,2 %)»: the first number is that of the cases."""
        said = format_number(self.now.count)
        share = self.now.share
        return said if share is None else f"{said} ({format_share(share)})"

    def change(self, other: Counted | None) -> str:
        """Return «+12,0 %», «+3» of few, «+1,5 п. п.» of shares; empty where there is nothing to compare."""
        if other is None or not (other.count or other.whole):
            return ""
        if self.is_share:
            if self.now.share is None or other.share is None:
                return ""
            return format_points(self.now.share - other.share)
        difference = self.now.count - other.count
        if other.count < _LITTLE:
            return _signed(difference)
        return f"{_signed(round(difference / other.count * 100, 1))} %"

    def is_good(self, other: Counted | None) -> bool | None:
        """Return whether the change is good; None where it is neither, or there is none."""
        if other is None or self.better is Better.NEITHER or not self.change(other):
            return None
        now, then = (self.now.share, other.share) if self.is_share else (self.now.count, other.count)
        if now is None or then is None or now == then:
            return None
        return (now > then) is (self.better is Better.MORE)


def _signed(number: float) -> str:
    return format_signed(number, 0 if number == int(number) else 1)
