"""The screens of reports: making them, their head, their schedule."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcu_desktop.ui.screen_maker import ScreenMaker

if TYPE_CHECKING:
    from mcu_desktop.ui.reports.head_page import ReportHeadPage
    from mcu_desktop.ui.reports.page import ReportPage
    from mcu_desktop.ui.reports.schedule_page import ReportSchedulePage

ReportScreenName: TypeAlias = Literal["report", "report_head", "report_schedule"]


class ReportScreens(ScreenMaker):
    """What goes to the meeting on paper."""

    @cached_property
    def report(self) -> "ReportPage":
        """The page of reports."""
        from mcu_desktop.ui.reports.page import ReportPage

        return self._added(ReportPage(*self._of_screen, self._workplace.drafts))

    @cached_property
    def report_head(self) -> "ReportHeadPage":
        """The page of the head and the signatures."""
        from mcu_desktop.ui.reports.head_page import ReportHeadPage

        return self._added(ReportHeadPage(*self._of_screen))

    @cached_property
    def report_schedule(self) -> "ReportSchedulePage":
        """The page of the reports that are made by themselves."""
        from mcu_desktop.ui.reports.schedule_page import ReportSchedulePage

        return self._added(ReportSchedulePage(*self._of_screen))
