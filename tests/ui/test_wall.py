"""The wall: legible from afar, silent about people, alive whatever becomes of store, clock and monitors."""

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import Citizen, IncomingCase, ReadFile
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.edit_wall import edit_wall
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.wall import read_wall
from mcu_desktop.rules.wall import PAGE_KINDS, Freshness, Turn, WallPage, WallPlan
from mcu_desktop.rules.wall_figures import GrownLine, GrowthFigures, WallNews
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.fonts import load_fonts
from mcu_desktop.ui.wall import show
from mcu_desktop.ui.wall.rotation import Rotation
from mcu_desktop.ui.wall.show import WallShow
from mcu_desktop.ui.wall.window import PAINTERS, Shown, WallWindow
from mcu_desktop.ui.workplace import Workplace

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 35, tzinfo=UTC)
SIZES = ((1366, 768), (1920, 1080), (3840, 2160), (1080, 1920))
GROWN = GrowthFigures(tuple(GrownLine(f"Уборка снега и наледи — Место {at}", 40 - at, 3.25) for at in range(12)))
TWO = (Turn(WallPage.BURNING, 20), Turn(WallPage.TODAY, 30))


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Line:
    """Answers at once from a store; may be down, or silent."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.is_down = self.is_silent = False
        self.asked = 0

    def ask(
        self, job: Callable[[Reader], WallNews], answer: Callable[[WallNews], None], failed: Callable[[str], None]
    ) -> None:
        self.asked += 1
        if self.is_silent:
            return
        if self.is_down:
            failed("Общее хранилище не отвечает.")
        else:
            answer(job(self.reader))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def filled(sqlite_store: Store) -> Store:
    sqlite_store.perform(
        lambda session: add_demonstration(session, Task(), cases_count=120, seed=3, now=NOW, zone=MOSCOW)
    )
    return sqlite_store


@pytest.fixture
def line(filled: Store) -> Iterator[Line]:
    with closing(filled.open_reader()) as reader:
        yield Line(reader)


@pytest.fixture
def make_show(qtbot: QtBot, line: Line, clock: Clock) -> Iterator[Callable[..., WallShow]]:
    made: list[WallShow] = []

    def make(**wishes: Any) -> WallShow:
        wall = WallShow(line, clock, **wishes)
        made.append(wall)
        wall.start()
        return wall

    yield make
    for wall in made:
        wall.leave()
        wall.deleteLater()


def shown_of(window: WallWindow) -> Shown:
    assert window.shown is not None
    return window.shown


def state(page: WallPage, figures: object, **others: Any) -> Shown:
    local = NOW.astimezone(MOSCOW)
    usual = Shown(page, figures, local, Freshness.FRESH, local, night=False, paused=False, place=0, count=7, hint=True)
    return replace(usual, **others)


@pytest.fixture
def window(qtbot: QtBot) -> WallWindow:
    load_fonts()
    made = WallWindow(1)
    qtbot.addWidget(made)
    return made


def painted(window: WallWindow, shown: Shown, size: tuple[int, int] = (1920, 1080)) -> list[str]:
    window.resize(*size)
    window.show_state(shown)
    window.grab()
    return [said.words for said in window.said]


def test_every_page_is_legible_and_whole_in_every_size(window: WallWindow, line: Line) -> None:
    figures = {**read_wall(line.reader, WallPage, now=NOW).figures, WallPage.GROWTH: GROWN}
    for page in WallPage:
        for size in SIZES:
            words = painted(window, state(page, figures[page]), size)
            assert words[0] == PAGE_KINDS[page].title
            assert words[2] == "12:35"
            assert "Данные на 12:35" in words
            least = min(size[1], size[0] * 9 / 16) / 40
            assert min(said.pixels for said in window.said) >= least, (page, size)
            screen = window.rect()
            for said in window.said:
                assert screen.contains(said.where.toAlignedRect().adjusted(1, 1, -1, -1)), (page, size, said.words)
            if size[0] > size[1]:
                assert not [word for word in words if word.endswith("…")], (page, size)


def test_every_page_has_its_painter_and_paints_something(window: WallWindow, line: Line) -> None:
    assert set(PAINTERS) == set(WallPage)
    figures = {**read_wall(line.reader, WallPage, now=NOW).figures, WallPage.GROWTH: GROWN}
    for page in WallPage:
        bare = len(painted(window, state(page, figures=None)))
        assert len(painted(window, state(page, figures[page]))) > bare, page


def test_night_is_dark_and_day_is_light(window: WallWindow) -> None:
    for night, is_dark in ((False, False), (True, True)):
        painted(window, state(WallPage.TODAY, None, night=night))
        assert (window.grab().toImage().pixelColor(5, 200).lightness() < 60) is is_dark


def test_old_figures_and_a_line_that_is_down_are_red_and_stay(window: WallWindow, line: Line) -> None:
    figures = read_wall(line.reader, [WallPage.BURNING], now=NOW).figures[WallPage.BURNING]
    for freshness, said in (
        (Freshness.OLD, "Данные устарели. Данные на 12:35"),
        (Freshness.DOWN, "Нет связи с хранилищем. Данные на 12:35"),
    ):
        words = painted(window, state(WallPage.BURNING, figures, freshness=freshness))
        assert said in words
        assert "Просрочено" in words, "The last known figures stay"
        corner = window.grab().toImage().pixelColor(960, 1075)
        assert (corner.red(), corner.green(), corner.blue()) == (0xB3, 0x26, 0x1E)
    yesterday = NOW.astimezone(MOSCOW) - timedelta(days=1)
    assert "Данные устарели. Данные на 11.10.2026 12:35" in painted(
        window, state(WallPage.BURNING, figures, freshness=Freshness.OLD, counted_at=yesterday)
    )
    words = painted(window, state(WallPage.BURNING, None, freshness=Freshness.DOWN, counted_at=None))
    assert "Нет связи с хранилищем" in words
    assert "Экран включится сам, когда хранилище ответит" in words


def test_a_page_closed_to_the_login_of_the_wall_says_so(
    make_show: Callable[..., WallShow], line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_reader: Reader, pages: list[WallPage], *, now: datetime) -> WallNews:
        return WallNews(WallPlan(), MOSCOW, now, {}, frozenset(pages))

    monkeypatch.setattr(show, "read_wall", closed)
    wall = make_show(pages=(Turn(WallPage.RATING, 60),))
    [window] = wall.windows.values()
    window.grab()
    assert "Эта страница закрыта учётной записи экрана" in [said.words for said in window.said]
    assert shown_of(window).freshness is Freshness.FRESH
    asked = line.asked
    wall.tick()
    assert line.asked == asked, "It is not asked for again and again"


def test_no_growth_is_said_in_words(window: WallWindow) -> None:
    words = painted(window, state(WallPage.GROWTH, GrowthFigures(())))
    assert "Роста выше обычного нет" in words


def test_no_word_of_a_citizen_is_painted(
    window: WallWindow, sqlite_store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    canary = "Канарейкин"
    base = incoming(
        received_text=canary, clean_text=canary, gist=canary, recipient=canary, body=canary, answer_text=canary,
        street=canary, house=canary, citizen=Citizen(canary, canary, canary, canary, canary),
    )  # fmt: skip
    cases = [
        replace(base, external_number=f"{canary}{at}", received_at=NOW - timedelta(hours=7 * at)) for at in range(60)
    ]
    sqlite_store.perform(lambda session: take_in(session, Task(), file_of(*cases), now=NOW, zone=MOSCOW, actor=canary))
    with closing(sqlite_store.open_reader()) as reader:
        figures = read_wall(reader, WallPage, now=NOW).figures
    for page in WallPage:
        words = painted(window, state(page, figures[page]))
        assert not [word for word in words if "анарейк" in word], page
        assert "анарейк" not in window.accessibleDescription()


def test_pages_turn_by_the_clock_and_by_keys(make_show: Callable[..., WallShow], clock: Clock) -> None:
    wall = make_show(pages=TWO)
    [window] = wall.windows.values()
    assert (shown_of(window).page, shown_of(window).count) == (WallPage.BURNING, 2)
    clock.go(19)
    wall.tick()
    assert shown_of(window).page is WallPage.BURNING
    clock.go(1)
    wall.tick()
    assert shown_of(window).page is WallPage.TODAY
    QTest.keyClick(window, Qt.Key.Key_Space)
    clock.go(500)
    wall.tick()
    assert shown_of(window).paused
    assert shown_of(window).page is WallPage.TODAY
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert shown_of(window).page is WallPage.BURNING
    QTest.keyClick(window, Qt.Key.Key_Left)
    assert shown_of(window).page is WallPage.TODAY
    QTest.keyClick(window, Qt.Key.Key_Space)
    clock.go(30)
    wall.tick()
    assert shown_of(window).page is WallPage.BURNING


def test_esc_leaves_and_n_makes_night(qtbot: QtBot, make_show: Callable[..., WallShow], clock: Clock) -> None:
    wall = make_show()
    [window] = wall.windows.values()
    assert not shown_of(window).night
    QTest.keyClick(window, Qt.Key.Key_N)
    assert shown_of(window).night
    QTest.keyClick(window, Qt.Key.Key_N)
    assert not shown_of(window).night
    with qtbot.waitSignal(wall.left):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert wall.windows == {}


def test_a_monitor_that_comes_after_the_wall_was_left_opens_nothing(
    make_show: Callable[..., WallShow], qapp: QApplication
) -> None:
    wall = make_show()
    [window] = wall.windows.values()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qapp.screenAdded.emit(qapp.primaryScreen())
    qapp.primaryScreen().geometryChanged.emit(qapp.primaryScreen().geometry())
    wall.lay_out()  # as asked for when a monitor went just before
    assert wall.windows == {}


def test_night_comes_by_the_clock(make_show: Callable[..., WallShow], clock: Clock) -> None:
    wall = make_show()
    [window] = wall.windows.values()
    clock.now = datetime(2026, 10, 12, 17, 59, 59, tzinfo=UTC)  # 20:59 in Moscow
    wall.tick()
    assert not shown_of(window).night
    clock.go(1)
    wall.tick()
    assert shown_of(window).night


def test_a_line_that_goes_down_and_comes_back(make_show: Callable[..., WallShow], line: Line, clock: Clock) -> None:
    wall = make_show(pages=(Turn(WallPage.BURNING, 600),))
    [window] = wall.windows.values()
    figures, asked = shown_of(window).figures, line.asked
    assert figures is not None
    line.is_down = True
    clock.go(31)
    wall.tick()
    assert (shown_of(window).freshness, shown_of(window).figures, line.asked) == (Freshness.DOWN, figures, asked + 1)
    clock.go(5)
    wall.tick()
    assert line.asked == asked + 1, "A store that is down is not asked twice a second"
    line.is_down = False
    clock.go(6)
    wall.tick()
    assert shown_of(window).freshness is Freshness.FRESH
    assert shown_of(window).counted_at == clock.now


def test_a_line_that_hangs_is_told_as_old_and_asked_once(
    make_show: Callable[..., WallShow], line: Line, clock: Clock
) -> None:
    wall = make_show(pages=(Turn(WallPage.BURNING, 600),))
    [window] = wall.windows.values()
    line.is_silent = True
    asked = line.asked
    for _ in range(50):
        clock.go(10)
        wall.tick()
    assert shown_of(window).freshness is Freshness.OLD
    assert line.asked == asked + 1


def test_a_store_that_is_not_there_is_waited_for(make_show: Callable[..., WallShow], line: Line, clock: Clock) -> None:
    line.is_down = True
    wall = make_show(pages=TWO)
    [window] = wall.windows.values()
    assert (shown_of(window).freshness, shown_of(window).figures) == (Freshness.DOWN, None)
    line.is_down = False
    clock.go(10)
    wall.tick()
    assert shown_of(window).freshness is Freshness.FRESH
    assert shown_of(window).figures is not None


def test_a_clock_that_goes_back_stops_nothing(make_show: Callable[..., WallShow], line: Line, clock: Clock) -> None:
    wall = make_show(pages=TWO)
    [window] = wall.windows.values()
    asked = line.asked
    clock.go(-7200)
    wall.tick()
    assert line.asked == asked + 1
    assert shown_of(window).freshness is Freshness.FRESH
    clock.go(20)
    wall.tick()
    assert shown_of(window).page is WallPage.TODAY


def test_monitors_come_and_go(
    make_show: Callable[..., WallShow], monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    screens = [qapp.primaryScreen()] * 2
    monkeypatch.setattr(show, "_screens", lambda: list(screens))
    wall = make_show()
    assert set(wall.windows) == {1, 2}
    screens.pop()
    wall.lay_out()
    assert set(wall.windows) == {1}
    screens.pop()
    wall.lay_out()
    assert wall.windows == {}, "All are unplugged"
    wall.tick()
    screens.append(qapp.primaryScreen())
    wall.lay_out()
    [window] = wall.windows.values()
    assert window.geometry() == qapp.primaryScreen().geometry()
    only = make_show(monitors=(2,))
    assert set(only.windows) == {1}, "The named monitor is not there: the first one shows it"
    screens.append(qapp.primaryScreen())
    only.lay_out()
    assert set(only.windows) == {2}


def test_the_system_s_own_signals_bring_the_windows_to_their_monitors(
    qtbot: QtBot, make_show: Callable[..., WallShow], monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    screen = qapp.primaryScreen()
    screens = [screen]
    monkeypatch.setattr(show, "_screens", lambda: list(screens))
    wall = make_show()
    wall.windows[1].setGeometry(5, 5, 100, 100)
    screen.geometryChanged.emit(screen.geometry())  # another resolution
    assert wall.windows[1].geometry() == screen.geometry()
    screens.append(screen)
    qapp.screenAdded.emit(screen)
    assert set(wall.windows) == {1, 2}
    screens.pop()
    qapp.screenRemoved.emit(screen)
    qtbot.waitUntil(lambda: set(wall.windows) == {1})


def test_monitors_have_turns_of_their_own_and_follow_the_administrator(
    make_show: Callable[..., WallShow], filled: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
) -> None:  # fmt: skip
    monkeypatch.setattr(show, "_screens", lambda: [qapp.primaryScreen()] * 2)
    wall = make_show()
    plan = WallPlan((Turn(WallPage.PROMISES, 60),), {2: (Turn(WallPage.MAP, 60),)})
    filled.perform(lambda session: edit_wall(session, plan, now=NOW, actor="А"))
    clock.go(31)
    wall.tick()
    clock.go(1)
    wall.tick()
    assert [shown_of(window).page for window in wall.windows.values()] == [WallPage.PROMISES, WallPage.MAP]
    assert all(shown_of(window).figures is not None for window in wall.windows.values())


def test_figures_that_change_slowly_are_read_seldom(
    make_show: Callable[..., WallShow], line: Line, clock: Clock
) -> None:
    make_show(pages=(Turn(WallPage.RATING, 600),)).tick()
    wall = make_show(pages=(Turn(WallPage.RATING, 600),))
    asked = line.asked
    for _ in range(9):
        clock.go(31)
        wall.tick()
    assert line.asked == asked
    clock.go(31)
    wall.tick()
    assert line.asked == asked + 1


def test_a_page_that_is_planned_away_gives_place_to_the_first_one() -> None:
    rotation = Rotation(TWO, NOW)
    rotation.step(1, NOW)
    pages = []
    for planned in (WallPage.TODAY, WallPage.BURNING):
        rotation.take((Turn(WallPage.MAP), Turn(planned)), NOW)
        pages.append(rotation.turn.page)
    assert pages == [WallPage.TODAY, WallPage.MAP]


def test_the_menu_opens_it_and_esc_gives_the_window_back(
    make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase], qapp: QApplication
) -> None:
    window = make_window(incoming(), now=NOW)
    window.screens.open_wall()
    window.screens.open_wall()
    wall = window.screens.wall
    assert wall is not None
    [shown] = wall.windows.values()
    assert shown.isFullScreen()
    assert shown_of(shown).figures is not None
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert window.screens.wall is None
    assert window.frame.isVisible()


def objects() -> Counter[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return Counter(type(found).__name__ for found in gc.get_objects())


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None здесь бессмертен")
def test_hundreds_of_refreshes_leave_nothing_behind(
    make_show: Callable[..., WallShow], clock: Clock, qapp: QApplication
) -> None:
    wall = make_show()
    [window] = wall.windows.values()
    window.resize(640, 360)

    def go_on(refreshes: int) -> None:
        for _ in range(refreshes):
            clock.go(31)
            wall.tick()
            window.grab()

    go_on(40)
    before, nones, widgets = objects(), [sys.getrefcount(None)], len(qapp.allWidgets())
    go_on(60)
    first = objects()
    nones.append(sys.getrefcount(None))
    go_on(160)
    after = objects()
    nones.append(sys.getrefcount(None))
    assert len(qapp.allWidgets()) == widgets
    # What a test before has left may go meanwhile, but once; a refresh that takes or gives one too many does it always.
    assert min(abs(later - sooner) for sooner, later in pairwise(nones)) < 30
    # sqlite3 clears the weak references to its cursors away when there are two hundred of them.
    grown = {name: count - first[name] for name, count in after.items() if name != "ReferenceType"}
    assert {name: more for name, more in grown.items() if more > 20} == {}
    assert after["ReferenceType"] - first["ReferenceType"] < 250
    assert sum(after.values()) - sum(before.values()) < 500
