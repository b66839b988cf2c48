"""What the window loads and begins once its first page is looked at: a step in a turn, so that no key waits for long.

Modules that know Qt are loaded in the GUI thread, some in each turn: PySide makes its classes when they are first
wanted, and not for two threads at once. All others are loaded in the thread of questions.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mcu_desktop.background.collecting import give_up_what_was_kept, keep_what_is_loaded
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.midnight import Midnight
from mcu_desktop.ui.common.steps import in_turns

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace


def begin_after_first_page(workplace: "Workplace", zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
    """Load and begin what the queue is shown without."""
    keep_what_is_loaded()
    workplace.frame.closed.connect(give_up_what_was_kept)
    steps = _steps(workplace, zone, clock)
    workplace.desk.read(workplace, _load_rules, lambda _none: in_turns(workplace, steps))


def _load_rules(_reader: Reader) -> None:
    """Load the modules without Qt that the steps lead to."""
    import mcu_desktop.intake.incoming
    import mcu_desktop.queries.alerts
    import mcu_desktop.queries.edit_choices
    import mcu_desktop.queries.report_schedules
    import mcu_desktop.queries.saved_views
    import mcu_desktop.rules.attachments
    import mcu_desktop.rules.case_fields
    import mcu_desktop.rules.case_way
    import mcu_desktop.text.search_query  # noqa: F401 -- loaded to be there


def _steps(workplace: "Workplace", zone: ZoneInfo, clock: Callable[[], datetime]) -> Iterator[None]:
    workplace.queue.read_filters()
    workplace.ways.begin()
    midnight = Midnight(zone, clock, workplace)
    midnight.passed.connect(workplace.begin_day)
    yield
    workplace.views.reread()
    yield
    workplace.alerts.begin()
    yield
    from mcu_desktop.ui.reports.report_clock import ReportClock

    reports = ReportClock(workplace.desk, zone, clock, workplace)
    reports.told.connect(workplace.strip.show_notice)
    reports.look()
    yield
    yield from workplace.card.make_ready()
    keep_what_is_loaded()
    workplace.begun.emit()
