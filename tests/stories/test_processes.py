"""The program as a process: pictures without a screen, a second start, a command beside the window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage


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
        [sys.executable, "-m", "mcu_desktop", "show", "--out", str(out)],
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
        second = subprocess.run(
            [sys.executable, "-m", "mcu_desktop"], check=False, capture_output=True, text=True, env=environment
        )
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
