"""The screens of the menu «Показатели»."""

from mcu_desktop.ui.screen_maker import ScreenMaker


class FigureScreens(ScreenMaker):
    """Charts, cuts, rating, maps: what is counted, each figure leading to its cases."""
