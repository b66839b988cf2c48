"""The screens of the menu «Хранилище»."""

from mcu_desktop.ui.screen_maker import ScreenMaker


class StoreScreens(ScreenMaker):
    """Connecting, accounts, journal, copies."""
