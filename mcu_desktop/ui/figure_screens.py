"""The screens of the menu «Показатели»."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcu_desktop.ui.screen_maker import ScreenMaker

if TYPE_CHECKING:
    from mcu_desktop.ui.dashboard.page import DashboardPage
    from mcu_desktop.ui.growth.page import GrowthPageView
    from mcu_desktop.ui.heat_map.page import HeatMapPage
    from mcu_desktop.ui.map.page import MapPage
    from mcu_desktop.ui.rating.page import RatingPage
    from mcu_desktop.ui.workload.page import WorkloadPage

FigureScreenName: TypeAlias = Literal["dashboard", "growth", "heat_map", "map", "rating", "workload"]


class FigureScreens(ScreenMaker):
    """Charts, cuts, rating, maps: what is counted, each figure leading to its cases."""

    @cached_property
    def dashboard(self) -> "DashboardPage":
        """The page of the dashboard."""
        from mcu_desktop.ui.dashboard.page import DashboardPage

        page = self._added(DashboardPage(*self._of_screen))
        page.cases_wanted.connect(self._workplace.show_cases)
        return page

    @cached_property
    def heat_map(self) -> "HeatMapPage":
        """The page of the heat map."""
        from mcu_desktop.ui.heat_map.page import HeatMapPage

        page = self._added(HeatMapPage(*self._of_screen))
        page.cases_wanted.connect(self._workplace.show_cases)
        return page

    @cached_property
    def map(self) -> "MapPage":
        """The page of the map."""
        from mcu_desktop.ui.map.page import MapPage

        desk, zone, clock = self._of_screen
        page = self._added(MapPage(desk, self._workplace.me, zone, clock))
        page.cases_wanted.connect(self._workplace.show_cases)
        return page

    @cached_property
    def rating(self) -> "RatingPage":
        """The page of the rating."""
        from mcu_desktop.ui.rating.page import RatingPage

        desk, zone, clock = self._of_screen
        page = self._added(RatingPage(desk, self._workplace.me, zone, clock))
        for part in page.parts:
            self._guard(part)
        page.cases_wanted.connect(self._workplace.show_cases)
        return page

    @cached_property
    def workload(self) -> "WorkloadPage":
        """The page of the workload."""
        from mcu_desktop.ui.workload.page import WorkloadPage

        page = self._added(WorkloadPage(*self._of_screen))
        page.cases_wanted.connect(self._workplace.show_cases)
        return page

    @cached_property
    def growth(self) -> "GrowthPageView":
        """The page of growth and problem points."""
        from mcu_desktop.ui.growth.page import GrowthPageView

        page = self._added(GrowthPageView(*self._of_screen))
        page.cases_wanted.connect(self._workplace.show_cases)
        return page
