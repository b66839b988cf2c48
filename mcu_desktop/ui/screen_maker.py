"""What makes a screen beside the queue and keeps it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QStackedWidget, QWidget

from mcu_desktop.ui.common.panels import KeyedPanel

if TYPE_CHECKING:
    from mcu_desktop.ui.common.figure_panel import FigurePanel
    from mcu_desktop.ui.workplace import Workplace

Screen = TypeVar("Screen", bound=QWidget)
Figures = TypeVar("Figures", bound="FigurePanel")


class ScreenMaker:
    """Puts a screen among the pages of a workplace; what screens there are is said by its heirs, a file per menu."""

    def __init__(
        self, workplace: "Workplace", pages: QStackedWidget, zone: ZoneInfo, clock: Callable[[], datetime]
    ) -> None:
        self._workplace, self._pages = workplace, pages
        self._of_screen = (workplace.desk, zone, clock)

    def _added(self, page: Screen) -> Screen:
        screen: Any = page  # each has `finished`, which no type of Qt's can say
        screen.finished.connect(self._workplace.show_queue)
        if isinstance(page, KeyedPanel):
            self._guard(page)
        self._pages.addWidget(page)
        return page

    def _added_figures(self, page: Figures) -> Figures:
        """Add a page whose numbers lead to their cases."""
        page.cases_wanted.connect(self._workplace.show_cases)
        return self._added(page)

    def _guard(self, panel: KeyedPanel) -> None:
        for button, deed in panel.guarded:
            self._workplace.guard.watch(button, deed)
