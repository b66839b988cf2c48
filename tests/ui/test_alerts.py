"""Alerts in the window: the look once a minute, the count, the list; on a real store."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.alerts import AlertCount, Digest
from mcu_desktop.rules.terms import CaseKind, SourceSystem
from mcu_desktop.store.about import About
from mcu_desktop.ui.alerts.bell import Bell
from mcu_desktop.ui.alerts.habits import Habits
from mcu_desktop.ui.alerts.page import AlertsPage
from mcu_desktop.ui.alerts.watch import AlertWatch, digest_words
from mcu_desktop.ui.common.me import NOBODY, Me
from tests.ui.table_cells import double_click

MOSCOW = ZoneInfo("Europe/Moscow")
LEFT = Qt.MouseButton.LeftButton
APPEAL = {"system": SourceSystem.DOCUMENT_FLOW, "channel_code": "post", "kind": CaseKind.APPEAL}


class Clock:
    now = datetime(2026, 11, 5, 6, 0, tzinfo=UTC)  # 09:00 in Moscow; the appeals were due on the 4th

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def ticking() -> Clock:
    return Clock()


@pytest.fixture
def town(live_desk: Any, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Any:
    """Three overdue appeals of the block that Богданов and Андреев have."""
    received = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
    cases = [incoming(external_number=str(number), **APPEAL) for number in range(3)]
    live_desk.store.perform(
        lambda session: take_in(session, Task(), file_of(*cases), now=received, zone=MOSCOW, actor="О")
    )
    return live_desk


def person(desk: Any, family_name: str) -> int:
    [(found,)] = desk.reader.rows("SELECT id FROM people WHERE family_name = :name", name=family_name)
    return int(found)


@pytest.fixture
def me(town: Any, settings: QSettings) -> Me:
    made = Me(settings)
    made.choose(person(town, "Васильева"), "Васильева Ю. А.")
    return made


class Heard:
    def __init__(self, watch: AlertWatch) -> None:
        self.counts: list[AlertCount] = []
        self.told: list[int] = []
        self.days: list[str] = []
        self.clock: list[str] = []
        watch.counted.connect(self.counts.append)
        watch.told.connect(self.told.append)
        watch.day_begun.connect(self.days.append)
        watch.clock_is_off.connect(self.clock.append)


@pytest.fixture
def watch(qapp: QApplication, town: Any, me: Me, settings: QSettings, ticking: Clock) -> AlertWatch:
    return AlertWatch(town, me, Habits(settings), MOSCOW, ticking)


def test_a_look_counts_and_tells_what_is_new_once(watch: AlertWatch, ticking: Clock) -> None:
    heard = Heard(watch)
    for _ in range(3):
        watch.look()
        ticking.now += timedelta(minutes=1)
    assert heard.counts[-1] == AlertCount(3, 0, 3)
    assert heard.told == [3]


def test_after_a_month_asleep_and_a_clock_set_back_nothing_is_told_twice(watch: AlertWatch, ticking: Clock) -> None:
    heard = Heard(watch)
    for step in (timedelta(hours=8), timedelta(days=31), -timedelta(days=1), timedelta(days=1)):
        watch.look()
        ticking.now += step
    assert heard.told == [3]


def test_the_first_look_of_a_day_says_what_it_brings(watch: AlertWatch, ticking: Clock) -> None:
    heard = Heard(watch)
    watch.look()
    watch.look()
    assert heard.days == ["Сегодня: 3 просрочено."]
    ticking.now += timedelta(days=1)
    watch.look()
    assert len(heard.days) == 2


def test_the_timer_is_far_from_the_longest_that_qt_keeps(watch: AlertWatch) -> None:
    watch.begin()
    assert watch._timer.isActive()
    assert watch._timer.interval() == 60_000


def test_another_person_is_counted_for_at_once(watch: AlertWatch, me: Me, town: Any) -> None:
    heard = Heard(watch)
    me.choose(person(town, "Галкина"), "Галкина")
    assert heard.counts == [AlertCount(0, 0, 0)]
    me.choose(NOBODY, "")
    assert heard.counts[-1].alive == 3, "Nobody in particular: all of the centre"
    assert heard.told == [], "and nothing is kept as told"


def test_a_clock_before_the_last_record_is_said(watch: AlertWatch, ticking: Clock) -> None:
    heard = Heard(watch)
    ticking.now = datetime(2026, 10, 4, 7, 0, tzinfo=UTC)
    watch.begin()
    assert "расходятся на 1 день" in heard.clock[0]
    assert "05.10.2026 10:30" in heard.clock[0]


def test_a_right_clock_is_not_spoken_of(watch: AlertWatch) -> None:
    heard = Heard(watch)
    watch.begin()
    assert heard.clock == []


@pytest.mark.parametrize(
    ("digest", "words"),
    [
        (Digest(4, 2, 1), "Сегодня: 4 срока, 2 просрочено, 1 обещание."),
        (Digest(0, 21, 0), "Сегодня: 21 просрочено."),
        (Digest(1, 0, 5), "Сегодня: 1 срок, 5 обещаний."),
        (Digest(0, 0, 0), ""),
    ],
)
def test_the_digest_in_words(digest: Digest, words: str) -> None:
    assert digest_words(digest) == words


def test_the_bell_shows_the_count_and_sounds_outside_the_quiet_hours(
    qtbot: QtBot, settings: QSettings, ticking: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    habits = Habits(settings)
    bell = Bell(habits, MOSCOW, ticking)
    qtbot.addWidget(bell)
    bell.show_count(AlertCount(1_204, 0, 3))
    assert bell.text() == "Уведомления: 1\N{NO-BREAK SPACE}204, просрочено 3"
    bell.tell(3)
    qtbot.waitUntil(lambda: len(beeps) == 1)
    habits.beeps = 0
    bell.tell(3)
    habits.beeps, habits.quiet_hours = 3, (time(8), time(10))
    bell.tell(3)
    QApplication.processEvents()
    assert len(beeps) == 1, "Silenced, and in the quiet hours"
    ticking.now += timedelta(hours=2)
    bell.tell(3)
    qtbot.waitUntil(lambda: len(beeps) == 4)


def test_habits_are_kept_over_starts(settings: QSettings) -> None:
    habits = Habits(settings)
    assert (habits.beeps, habits.quiet_hours) == (1, (time(18), time(8, 30)))
    habits.beeps, habits.quiet_hours = 3, (time(20), time(7))
    again = Habits(settings)
    assert (again.beeps, again.quiet_hours) == (3, (time(20), time(7)))
    settings.setValue("alerts/quiet_from", "в обед")
    assert again.quiet_hours[0] == time(18), "A spoiled setting is the usual one"


@pytest.fixture
def page(qtbot: QtBot, town: Any, me: Me, settings: QSettings, ticking: Clock) -> AlertsPage:
    made = AlertsPage(town, me, Habits(settings), MOSCOW, ticking)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.start()
    QApplication.processEvents()
    return made


def rows(table: QTableWidget) -> list[str]:
    found = [table.item(row, 0) for row in range(table.rowCount())]
    return [item.text() for item in found if item is not None]


def test_the_list_says_which_term_and_how_late(page: AlertsPage) -> None:
    assert rows(page.table) == ["ответ: просрочено 9 часов"] * 3
    assert page.told.text() == "3 уведомления."
    assert page.person.currentText() == "Васильева Юлия Александровна"


def test_a_blank_means_seen_for_all_that_are_chosen(page: AlertsPage) -> None:
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert rows(page.table) == []
    assert page.told.text() == "Уведомлений нет: ни один срок этого не требует."
    QTest.keyClick(page.with_seen, Qt.Key.Key_Space)
    assert len(rows(page.table)) == 3
    mark = page.table.item(0, 5)
    assert mark is not None
    assert mark.text() == "видел(а) 05.11.2026 09:00"


def test_put_off_until_monday_morning(page: AlertsPage, ticking: Clock) -> None:
    [monday] = [act for act in page.later_menu().actions() if act.text() == "В понедельник утром"]
    monday.trigger()
    ticking.now = datetime(2026, 11, 9, 5, 59, 59, tzinfo=UTC)
    page.reread()
    assert len(rows(page.table)) == 2
    ticking.now = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)  # Monday, 09:00
    page.reread()
    assert len(rows(page.table)) == 3


def test_enter_opens_the_case(qtbot: QtBot, page: AlertsPage) -> None:
    page.table.selectRow(1)
    with qtbot.waitSignal(page.case_wanted) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == ["МЦУ-2026-000002"]
    with qtbot.waitSignal(page.case_wanted) as opened:
        double_click(page.table, 0)
    assert opened.args == [page.lines[0].number]


def test_without_a_person_alerts_are_seen_but_not_marked(page: AlertsPage, me: Me) -> None:
    page.person.setCurrentIndex(0)
    page.person.activated.emit(0)
    assert me.person_id == NOBODY
    assert len(rows(page.table)) == 3
    assert not page.see_button.isEnabled()
    assert "выберите" in page.see_button.toolTip()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert len(rows(page.table)) == 3


def test_who_works_here_is_kept(page: AlertsPage, me: Me, settings: QSettings) -> None:
    page.person.setCurrentIndex(1)
    page.person.activated.emit(1)
    assert me.name.startswith("Шарапова")
    again = Me(settings)
    assert (again.person_id, again.actor) == (me.person_id, me.name)


def test_the_sound_and_the_quiet_hours_are_set_on_the_page(page: AlertsPage, settings: QSettings) -> None:
    page.sound.setCurrentIndex(2)
    page.sound.activated.emit(2)
    page.quiet_from.setTime(page.quiet_from.time().addSecs(3_600))
    assert Habits(settings).beeps == 3
    assert Habits(settings).quiet_hours[0] == time(19)


def test_what_others_do_never_moves_a_mark_to_another_alert(page: AlertsPage, town: Any, ticking: Clock) -> None:
    page.table.selectRow(1)
    page.person.setFocus()
    close_first(page, town, ticking)
    assert [line.case_id for line in page.lines] == [2, 3]
    assert page.person.hasFocus(), "Who is typing elsewhere goes on typing"
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert [line.case_id for line in page.lines] == [3], "The second was chosen, wherever it stands now"


def test_an_alert_that_another_has_settled_leaves_nothing_chosen(page: AlertsPage, town: Any, ticking: Clock) -> None:
    page.table.selectRow(0)
    close_first(page, town, ticking)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert [line.case_id for line in page.lines] == [2, 3]


def test_after_a_mark_the_next_one_waits(page: AlertsPage) -> None:
    for left in (2, 1, 0):
        QTest.keyClick(page.table, Qt.Key.Key_Space)
        assert len(page.lines) == left


def test_the_list_follows_what_others_do(page: AlertsPage, town: Any, ticking: Clock) -> None:
    close_first(page, town, ticking)
    assert len(rows(page.table)) == 2


def close_first(page: AlertsPage, town: Any, ticking: Clock) -> None:
    """Let another person close the first case."""
    from mcu_desktop.operations.close_case import close_case
    from mcu_desktop.rules.terms import Outcome

    def close(session: Any, _task: Task) -> Any:
        fields: dict[str, Any] = {"outcome": Outcome.RESOLVED, "outcome_title": "решено", "breach_reason": "поздно"}
        return close_case(session, 1, **fields, now=ticking.now, actor="О")

    town.write(page, close, about=About((1,)))
