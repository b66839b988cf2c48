"""The screens of the menu «Показатели»."""

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcu_desktop.ui.screen_maker import ScreenMaker

if TYPE_CHECKING:
    from mcu_desktop.ui.cuts.page import CutsPage
    from mcu_desktop.ui.dashboard.page import DashboardPage
    from mcu_desktop.ui.growth.page import GrowthPageView
    from mcu_desktop.ui.heat_map.page import HeatMapPage
    from mcu_desktop.ui.map.page import MapPage
    from mcu_desktop.ui.rating.page import RatingPage
    from mcu_desktop.ui.residents.page import ResidentsPage
    from mcu_desktop.ui.wall.show import WallShow
    from mcu_desktop.ui.wall_settings.page import WallSettingsPage
    from mcu_desktop.ui.workload.page import WorkloadPage

FigureScreenName: TypeAlias = Literal[
    "cuts", "dashboard", "growth", "heat_map", "map", "rating", "residents", "wall_settings", "workload"
]


class FigureScreens(ScreenMaker):
    """Charts, cuts, rating, maps: what is counted, each figure leading to its cases."""

    wall: "WallShow | None" = None  # while it is shown from this window

    @cached_property
    def cuts(self) -> "CutsPage":
        """The builder of free cuts."""
        from mcu_desktop.ui.cuts.page import CutsPage

        desk, zone, clock = self._of_screen
        return self._added_figures(CutsPage(desk, self._workplace.me, zone, clock))

    @cached_property
    def dashboard(self) -> "DashboardPage":
        """The page of the dashboard."""
        from mcu_desktop.ui.dashboard.page import DashboardPage

        return self._added_figures(DashboardPage(*self._of_screen))

    @cached_property
    def heat_map(self) -> "HeatMapPage":
        """The page of the heat map."""
        from mcu_desktop.ui.heat_map.page import HeatMapPage

        return self._added_figures(HeatMapPage(*self._of_screen))

    @cached_property
    def map(self) -> "MapPage":
        """The page of the map."""
        from mcu_desktop.ui.map.page import MapPage

        desk, zone, clock = self._of_screen
        return self._added_figures(MapPage(desk, self._workplace.me, zone, clock))

    @cached_property
    def residents(self) -> "ResidentsPage":
        """The page of how many people live where."""
        from mcu_desktop.ui.residents.page import ResidentsPage

        return self._added(ResidentsPage(*self._of_screen))

    @cached_property
    def rating(self) -> "RatingPage":
        """The page of the rating."""
        from mcu_desktop.ui.rating.page import RatingPage

        desk, zone, clock = self._of_screen
        page = self._added_figures(RatingPage(desk, self._workplace.me, zone, clock))
        for part in page.parts:
            self._guard(part)
        return page

    @cached_property
    def workload(self) -> "WorkloadPage":
        """The page of the workload."""
        from mcu_desktop.ui.workload.page import WorkloadPage

        desk, zone, clock = self._of_screen
        return self._added_figures(WorkloadPage(desk, self._workplace.me, zone, clock))

    @cached_property
    def growth(self) -> "GrowthPageView":
        """The page of growth and problem points."""
        from mcu_desktop.ui.growth.page import GrowthPageView

        desk, zone, clock = self._of_screen
        return self._added_figures(GrowthPageView(desk, self._workplace.me, zone, clock))

    @cached_property
    def wall_settings(self) -> "WallSettingsPage":
        """The page where the wall is planned."""
        from mcu_desktop.ui.wall_settings.page import WallSettingsPage

        desk, zone, clock = self._of_screen
        page = self._added(WallSettingsPage(desk, self._workplace.me, zone, clock))
        page.wall_wanted.connect(self.open_wall)
        return page

    def open_wall(self) -> None:
        """Show the wall on all monitors until a person leaves it; it reads at this window's desk."""
        from mcu_desktop.ui.wall.desk_line import DeskLine
        from mcu_desktop.ui.wall.show import WallShow

        if self.wall is None:
            desk, _zone, clock = self._of_screen
            self.wall = WallShow(DeskLine(desk), clock, parent=self._workplace)
            self.wall.left.connect(self._forget_wall)
            self.wall.start()

    def _forget_wall(self) -> None:
        if self.wall is not None:
            self.wall.deleteLater()
            self.wall = None
            self._workplace.frame.activateWindow()
