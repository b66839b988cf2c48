"""The screens beside the queue, each made when it is first wanted."""

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from PySide6.QtWidgets import QWidget

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.figure_screens import FigureScreenName, FigureScreens
from mcu_desktop.ui.people_screens import PeopleScreenName, PeopleScreens
from mcu_desktop.ui.report_screens import ReportScreenName, ReportScreens
from mcu_desktop.ui.store_screens import StoreScreenName, StoreScreens

if TYPE_CHECKING:
    from mcu_desktop.ui.alerts.ladder_page import LadderPage
    from mcu_desktop.ui.alerts.page import AlertsPage
    from mcu_desktop.ui.answer.page import AnswerPage
    from mcu_desktop.ui.breaches.page import BreachesPage
    from mcu_desktop.ui.bulk.page import BulkPage
    from mcu_desktop.ui.burning.page import BurningPage
    from mcu_desktop.ui.calendar.page import CalendarPage
    from mcu_desktop.ui.first_start.page import FirstStartPage
    from mcu_desktop.ui.help.keys_sheet import KeysSheet
    from mcu_desktop.ui.intake.page import IntakePage
    from mcu_desktop.ui.new_case.page import NewCasePage
    from mcu_desktop.ui.palette.page import PalettePage
    from mcu_desktop.ui.preview.page import PreviewPage
    from mcu_desktop.ui.refused_rows.page import RefusedRowsPage
    from mcu_desktop.ui.templates.page import TemplatesPage
    from mcu_desktop.ui.time_limits.page import TimeLimitsPage

# Those that the menu leads to: they need nothing but to be started.
ScreenName: TypeAlias = Literal[
    PeopleScreenName,
    FigureScreenName,
    StoreScreenName,
    ReportScreenName,
    "alerts",
    "breaches",
    "burning",
    "calendar",
    "keys",
    "ladder",
    "new_case",
    "palette",
    "refused_rows",
    "templates",
    "time_limits",
]


class Screens(PeopleScreens, FigureScreens, ReportScreens, StoreScreens):
    """Makes the screens of a workplace and keeps them."""

    def page(self, name: ScreenName) -> Any:
        """Return a screen of the menu: a widget with `start()`."""
        return getattr(self, name)

    def is_first_start(self, page: QWidget | None) -> bool:
        """Return whether the page is that of an empty store, without making it."""
        return page is not None and page is self.__dict__.get("first_start")

    @cached_property
    def intake(self) -> "IntakePage":
        """The page that takes a file in."""
        from mcu_desktop.ui.intake.page import IntakePage

        page = self._added(IntakePage(*self._of_screen))
        page.new_wanted.connect(self._workplace.show_new)
        page.refused_wanted.connect(partial(self._workplace.show_screen, "refused_rows"))
        return page

    @cached_property
    def first_start(self) -> "FirstStartPage":
        """The page of an empty store."""
        from mcu_desktop.ui.first_start.page import FirstStartPage

        page = FirstStartPage(*self._of_screen)
        page.file_wanted.connect(self._workplace.ask_file)
        page.confirm_bar.keep_button.clicked.connect(self._workplace.show_queue)
        self._workplace.guard.watch(page.file_button, Deed.TAKE_IN)
        self._workplace.guard.watch(page.example_button, Deed.DEMONSTRATE)
        self._pages.addWidget(page)
        return page

    @cached_property
    def refused_rows(self) -> "RefusedRowsPage":
        """The page of rows that were refused."""
        from mcu_desktop.ui.refused_rows.page import RefusedRowsPage

        return self._added(RefusedRowsPage(*self._of_screen))

    @cached_property
    def calendar(self) -> "CalendarPage":
        """The page of the production calendar."""
        from mcu_desktop.ui.calendar.page import CalendarPage

        page = self._added(CalendarPage(*self._of_screen))
        self._guard(page.year)
        return page

    @cached_property
    def time_limits(self) -> "TimeLimitsPage":
        """The page of the time limits."""
        from mcu_desktop.ui.time_limits.page import TimeLimitsPage

        return self._added(TimeLimitsPage(*self._of_screen))

    @cached_property
    def alerts(self) -> "AlertsPage":
        """The page of a person's alerts."""
        from mcu_desktop.ui.alerts.page import AlertsPage

        desk, zone, clock = self._of_screen
        page = self._added(AlertsPage(desk, self._workplace.me, self._workplace.habits, zone, clock))
        page.case_wanted.connect(self._workplace.show_number)
        return page

    @cached_property
    def burning(self) -> "BurningPage":
        """The page of what burns today."""
        from mcu_desktop.ui.burning.page import BurningPage

        return self._added_figures(BurningPage(*self._of_screen))

    @cached_property
    def breaches(self) -> "BreachesPage":
        """The register of breaches."""
        from mcu_desktop.ui.breaches.page import BreachesPage

        desk, zone, clock = self._of_screen
        page = self._added(BreachesPage(desk, self._workplace.me, zone, clock))
        page.cases_wanted.connect(self._workplace.show_cases)
        return page

    @cached_property
    def ladder(self) -> "LadderPage":
        """The page of the ladder of alerts."""
        from mcu_desktop.ui.alerts.ladder_page import LadderPage

        return self._added(LadderPage(*self._of_screen))

    @cached_property
    def answer(self) -> "AnswerPage":
        """The page of an answer."""
        from mcu_desktop.ui.answer.page import AnswerPage

        workplace, (desk, zone, clock) = self._workplace, self._of_screen
        return self._added(AnswerPage(desk, workplace.me, zone, clock, workplace.drafts))

    @cached_property
    def bulk(self) -> "BulkPage":
        """The page of one deed on many cases."""
        from mcu_desktop.ui.bulk.page import BulkPage

        desk, zone, clock = self._of_screen
        page = self._added(BulkPage(desk, self._workplace.me, zone, clock))
        page.undo_wanted.connect(self._workplace.ways.undo)
        return page

    @cached_property
    def new_case(self) -> "NewCasePage":
        """The page of a new case by hand."""
        from mcu_desktop.ui.new_case.page import NewCasePage

        page = self._added(NewCasePage(*self._of_screen, self._workplace.drafts))
        page.registered.connect(self._workplace.show_number)
        return page

    @cached_property
    def palette(self) -> "PalettePage":
        """The command palette."""
        from mcu_desktop.ui.palette.offers import window_offers
        from mcu_desktop.ui.palette.page import PalettePage

        workplace = self._workplace
        actions = workplace.frame.menu_actions(), workplace.queue_actions
        page = self._added(PalettePage(*self._of_screen, *actions, partial(window_offers, workplace)))
        page.cases_wanted.connect(self._workplace.show_cases)
        return page

    @cached_property
    def preview(self) -> "PreviewPage":
        """The look at a file of a case."""
        from mcu_desktop.ui.preview.page import PreviewPage

        return self._added(PreviewPage(self._workplace.desk))

    @cached_property
    def templates(self) -> "TemplatesPage":
        """The page of answer templates."""
        from mcu_desktop.ui.templates.page import TemplatesPage

        return self._added(TemplatesPage(self._workplace.desk, self._of_screen[-1]))

    @cached_property
    def keys(self) -> "KeysSheet":
        """The sheet of keys."""
        from mcu_desktop.ui.help.keys_sheet import KeysSheet

        return self._added(KeysSheet())
