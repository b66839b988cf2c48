"""Who works at this workstation."""

from PySide6.QtCore import QObject, QSettings, Signal

from mcu_desktop.rules.permissions import OWNER, Rights

_ID, _NAME, _ASKED = "person/id", "person/name", "person/asked"
NOBODY, _UNKNOWN = 0, -1
_UNNAMED = "Оператор"


class Me(QObject):
    """The person of the roster who was chosen here, kept over starts.

    Signals:
        changed: another person was chosen.
        rights_changed: the person may do other things than before.
    """

    changed = Signal()
    rights_changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.person_id = int(str(settings.value(_ID, NOBODY)))
        self.name = str(settings.value(_NAME, ""))
        self.rights = OWNER
        self.is_fixed = False  # the login of a shared store says who works, nobody chooses

    @property
    def actor(self) -> str:
        """Return who is named in the history."""
        return self.name or _UNNAMED

    @property
    def is_to_be_asked(self) -> bool:
        """Return whether nobody has said yet who works here, or that it is not to be said."""
        return not self.is_fixed and self.person_id == NOBODY and self._settings.value(_ASKED, "") != "yes"

    def fix(self, person_id: int, name: str) -> None:
        """Be the person of the login: without rights until they are read; 0 for a login that has no person."""
        self.is_fixed, self.person_id, self.name, self.rights = True, person_id or _UNKNOWN, name, Rights()

    def stay_nobody(self) -> None:
        """Note that the person does not want to be named, and is not asked again."""
        self._settings.setValue(_ASKED, "yes")
        self.choose(NOBODY, "")

    def take_rights(self, rights: Rights) -> None:
        """Take what the person may do as it was read."""
        if rights != self.rights:
            self.rights = rights
            self.rights_changed.emit()

    def choose(self, person_id: int, name: str) -> None:
        """Take another person; NOBODY with an empty name for none."""
        if self.is_fixed or person_id == self.person_id:
            return
        self.person_id, self.name = person_id, name
        self._settings.setValue(_ID, person_id)
        self._settings.setValue(_NAME, name)
        self.changed.emit()
