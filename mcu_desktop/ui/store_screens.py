"""The screens of the menu «Хранилище»."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcu_desktop.ui.screen_maker import ScreenMaker

if TYPE_CHECKING:
    from mcu_desktop.ui.accounts.page import AccountsPage
    from mcu_desktop.ui.connecting.page import ConnectingPage
    from mcu_desktop.ui.copies.page import CopiesPage
    from mcu_desktop.ui.journal.page import JournalPage
    from mcu_desktop.ui.moving.page import MovingPage

StoreScreenName: TypeAlias = Literal["accounts", "connecting", "copies", "journal", "moving"]


class StoreScreens(ScreenMaker):
    """Connecting, accounts, journal, copies."""

    @cached_property
    def connecting(self) -> "ConnectingPage":
        """The page that leads to a shared store."""
        from mcu_desktop.ui.connecting.page import ConnectingPage

        page = self._added(ConnectingPage(self._workplace.desk.place))
        page.entered.connect(self._workplace.frame.go_on_with)
        return page

    @cached_property
    def accounts(self) -> "AccountsPage":
        """The page of the logins of the shared store."""
        from mcu_desktop.ui.accounts.page import AccountsPage

        return self._added(AccountsPage(*self._of_screen))

    @cached_property
    def journal(self) -> "JournalPage":
        """The page of the journal of changes."""
        from mcu_desktop.ui.journal.page import JournalPage

        return self._added(JournalPage(*self._of_screen))

    @cached_property
    def copies(self) -> "CopiesPage":
        """The page of the copies of the store."""
        from mcu_desktop.ui.copies.page import CopiesPage

        page = self._added(CopiesPage(*self._of_screen))
        self._guard(page.habits)
        page.interlude_wanted.connect(self._workplace.frame.close_for)
        return page

    @cached_property
    def moving(self) -> "MovingPage":
        """The page that moves the store to another place."""
        from mcu_desktop.ui.moving.page import MovingPage

        page = self._added(MovingPage(self._workplace.desk))
        page.store_wanted.connect(self._workplace.frame.go_on_with)
        return page
