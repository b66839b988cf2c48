"""How alerts are told at this workstation: the sound and the quiet hours."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSettings

SOUNDS = (("без звука", 0), ("один сигнал", 1), ("три сигнала", 3))
_SOUND, _BEGINS, _ENDS, _DAY = "alerts/sound", "alerts/quiet_from", "alerts/quiet_to", "alerts/digest_day"
_USUAL_BEGIN, _USUAL_END = time(18), time(8, 30)


class Habits:
    """Reads and keeps the habits of a person."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def beeps(self) -> int:
        """How many times a new alert sounds."""
        return int(str(self._settings.value(_SOUND, 1)))

    @beeps.setter
    def beeps(self, count: int) -> None:
        self._settings.setValue(_SOUND, count)

    @property
    def quiet_hours(self) -> tuple[time, time]:
        """From when to when nothing sounds and no bubble comes up; the count in the window stays."""
        begins, ends = self._settings.value(_BEGINS, ""), self._settings.value(_ENDS, "")
        return _time(begins, _USUAL_BEGIN), _time(ends, _USUAL_END)

    @quiet_hours.setter
    def quiet_hours(self, hours: tuple[time, time]) -> None:
        for name, moment in zip((_BEGINS, _ENDS), hours, strict=True):
            self._settings.setValue(name, f"{moment:%H:%M}")

    def is_quiet(self, now: datetime, zone: ZoneInfo) -> bool:
        """Return whether nothing is to sound now."""
        from mcu_desktop.rules.alerts import is_quiet

        return is_quiet(now.astimezone(zone).time(), *self.quiet_hours)

    def begin_day(self, day: date) -> bool:
        """Return whether the day is a new one, and keep that it has begun."""
        if str(self._settings.value(_DAY, "")) == day.isoformat():
            return False
        self._settings.setValue(_DAY, day.isoformat())
        return True


def _time(kept: object, usual: time) -> time:
    try:
        return time.fromisoformat(str(kept))
    except ValueError:
        return usual
