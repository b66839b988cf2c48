"""The program as a process: pictures without a screen, a second start, a command beside the window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.command import COMMAND


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "MCU_STORE": str(tmp_path / "store.sqlite3"),
        "PYTHONUTF8": "1",
    }


def test_the_main_job_is_shown_where_there_is_no_screen(environment: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run(
        [*COMMAND, "show", "--out", str(out)],
        check=False, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = [Path(line) for line in done.stdout.splitlines() if line.startswith(str(out))]
    assert {path.name for path in told} >= {"weekly.pdf", "queue-1366-light.png", "queue-1920-dark.png"}
    assert all(path.stat().st_size > 1_000 for path in told)
    picture = QImage(str(out / "queue-1366-light.png"))
    assert (picture.width(), picture.height()) == (1366, 768)
    settings = next((tmp_path / "home").rglob("mcu-desktop.conf")).read_text(encoding="utf-8")
    assert "dark=true" not in settings, "The look is the person's own"
    colours = {picture.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 768, 7)}
    assert len(colours) > 40, "A picture with nothing in it has a few colours"


def test_a_second_start_raises_the_first_window_and_ends(environment: dict[str, str]) -> None:
    staying = [sys.executable, "-c", _STAYING_WINDOW]
    with subprocess.Popen(staying, env=environment, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == "open"
        second = subprocess.run(COMMAND, check=False, capture_output=True, text=True, env=environment)
        assert second.returncode == 0, second.stderr
        assert "уже открыто" in second.stderr
        assert first.stdout.readline().strip() == "raised"
    assert first.returncode == 0


_STAYING_WINDOW = """
import sys
from mcu_desktop import app
from mcu_desktop.ui.window_frame import WindowFrame

def raised(frame):
    print("raised", flush=True)
    frame.close()

WindowFrame.bring_forward = raised
def opened(workplace):
    workplace.painted.connect(lambda: print("open", flush=True))
sys.exit(app.run_window(None, after_open=opened))
"""


def test_a_store_is_brought_back_from_a_copy_within_one_run(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _RESTORING_WINDOW], check=False, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["8 → 7", "Хранилище возвращено из копии: 0 сообщений.", "8"]
    assert (Path(environment["MCU_STORE"] + ".window")).read_bytes() == b"", "Both windows have ended well"


_RESTORING_WINDOW = """
import sys
from contextlib import closing
from sqlalchemy import text
from mcu_desktop import app
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store

store, windows = Store(find_place(None)), []

def blocks():
    with closing(store.open_reader()) as reader:
        return reader.rows("SELECT count(*) FROM sector_bodies")[0][0]

def opened(workplace):
    windows.append(workplace)
    workplace.painted.connect(end if len(windows) == 2 else begin)

def end():
    print(windows[1].strip.text.split(" Прежнее")[0])
    print(blocks(), flush=True)
    windows[1].frame.close()

def begin():
    page = windows[0].screens.copies
    windows[0].show_screen("copies")
    page.make_button.click()
    wait_for(lambda: page.told.text().startswith("Копия сделана"), lambda: go_on(page))

def wait_for(condition, then):
    from PySide6.QtCore import QTimer
    if condition():
        then()
    else:
        QTimer.singleShot(50, lambda: wait_for(condition, then))

def go_on(page):
    before = blocks()
    last = text("DELETE FROM sector_bodies WHERE id = (SELECT max(id) FROM sector_bodies)")
    store.perform(lambda session: session.execute(last))
    print(before, "→", blocks())
    wait_for(lambda: page.list is not None and len(page.list.copies) == 1, lambda: restore(page))

def restore(page):
    page.restore_button.click()
    page.confirm_bar.agree_button.click()

sys.exit(app.run_window(None, after_open=opened))
"""


def test_a_damaged_store_is_not_opened_but_its_copy_is_offered(environment: dict[str, str]) -> None:
    store = Path(environment["MCU_STORE"])
    command = list(COMMAND)
    for words in (["demo", "--cases", "20"], ["backup"]):
        subprocess.run([*command, *words], check=True, capture_output=True, env=environment)
    store.write_bytes(b"SQLite format 3\0" + b"damaged" * 9_000)
    done = subprocess.run(
        [sys.executable, "-c", _RECOVERING_WINDOW], check=False, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    offered, told = done.stdout.splitlines()
    assert "Последняя исправная копия сделана" in offered
    assert "в ней 20 сообщений" in offered
    assert told.startswith("Хранилище возвращено из копии: 20 сообщений. Прежнее хранилище отложено")
    [aside] = store.parent.glob("store-aside-*.sqlite3")
    assert b"damaged" in aside.read_bytes()


_RECOVERING_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mcu_desktop import app
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.copies.recovery_page import RecoveryPage

def look():
    pages = [page for page in QApplication.allWidgets() if isinstance(page, RecoveryPage)]
    if not pages:
        QTimer.singleShot(50, look)
        return
    print(" ".join(label.text() for label in pages[0].findChildren(PlainLabel)).replace("\\n", " "))
    pages[0].restore_button.click()

def opened(workplace):
    workplace.painted.connect(lambda: end(workplace))

def end(workplace):
    print(workplace.strip.text)
    workplace.frame.close()

start = app._work_with
def started(*given):
    QTimer.singleShot(0, look)
    return start(*given)
app._work_with = started
sys.exit(app.run_window(None, after_open=opened))
"""
