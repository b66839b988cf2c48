"""The screens of the menu «Люди»."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcu_desktop.ui.screen_maker import ScreenMaker

if TYPE_CHECKING:
    from mcu_desktop.ui.absences.page import AbsencesPage
    from mcu_desktop.ui.people.names_page import NamesPage
    from mcu_desktop.ui.people.page import PeoplePage
    from mcu_desktop.ui.people.staff_page import StaffPage
    from mcu_desktop.ui.roster.comparing import ComparingPage
    from mcu_desktop.ui.roster.page import RosterPage
    from mcu_desktop.ui.who.lock_page import Locking
    from mcu_desktop.ui.who.page import WhoPage

PeopleScreenName: TypeAlias = Literal[
    "absences",
    "comparing",
    "names",
    "people",
    "roster",
    "staff",
    "who",
]


class PeopleScreens(ScreenMaker):
    """Who works, the roster and all that belongs to people."""

    @cached_property
    def who(self) -> "WhoPage":
        """The page of who works here and what the roles may do."""
        from mcu_desktop.ui.who.page import WhoPage

        return self._added(WhoPage(self._workplace.desk, self._workplace.me, *self._of_screen[1:]))

    @cached_property
    def locking(self) -> "Locking":
        """The lock of the window."""
        from mcu_desktop.ui.who.lock_page import Locking, LockPage

        page = LockPage(self._workplace.desk, self._workplace.me)
        self._pages.addWidget(page)
        return Locking(page, self._workplace)

    @property
    def is_locked(self) -> bool:
        """Whether the window is hidden until its person has given the code."""
        locking: Locking | None = self.__dict__.get("locking")  # not made only to be asked
        return locking is not None and locking.is_locked

    @cached_property
    def roster(self) -> "RosterPage":
        """The page of Приложение 2."""
        from mcu_desktop.ui.roster.page import RosterPage

        desk, zone, clock = self._of_screen
        return self._added(RosterPage(desk, self._workplace.me, zone, clock, self._workplace.drafts))

    @cached_property
    def comparing(self) -> "ComparingPage":
        """The page of two editions side by side."""
        from mcu_desktop.ui.roster.comparing import ComparingPage

        return self._added(ComparingPage(self._workplace.desk))

    @cached_property
    def staff(self) -> "StaffPage":
        """The page of who of which body is attached to which block."""
        from mcu_desktop.ui.people.staff_page import StaffPage

        return self._added(StaffPage(*self._of_screen))

    @cached_property
    def names(self) -> "NamesPage":
        """The page of names by date."""
        from mcu_desktop.ui.people.names_page import NamesPage

        return self._added(NamesPage(*self._of_screen))

    @cached_property
    def people(self) -> "PeoplePage":
        """The page of people."""
        from mcu_desktop.ui.people.page import PeoplePage

        return self._added(PeoplePage(*self._of_screen))

    @cached_property
    def absences(self) -> "AbsencesPage":
        """The page of who is away."""
        from mcu_desktop.ui.absences.page import AbsencesPage

        return self._added(AbsencesPage(*self._of_screen))
