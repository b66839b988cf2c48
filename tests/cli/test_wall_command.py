"""The wall on the command line: its arguments, and the file that starts it with the computer."""

import json
import re
import sys
from pathlib import Path

import pytest

from mcu_desktop.cli import run
from mcu_desktop.cli_wall import WallWish, _content, _quoted, autostart_file
from mcu_desktop.rules.wall import Turn, WallPage


def shown(*arguments: str) -> tuple[int, list[WallWish]]:
    wishes: list[WallWish] = []

    def show(wish: WallWish) -> int:
        wishes.append(wish)
        return 0

    return run(["wall", *arguments], show_wall=show), wishes


def test_the_wall_is_shown_as_it_was_asked_for() -> None:
    assert shown() == (0, [WallWish(None, (), ())])
    code, [wish] = shown("--store", "х.sqlite3", "--monitor", "2", "--monitor", "1", "--monitor", "2",
                         "--pages", "burning, today:45")  # fmt: skip
    assert code == 0
    assert wish == WallWish("х.sqlite3", (2, 1), (Turn(WallPage.BURNING, 20), Turn(WallPage.TODAY, 45)))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--monitor", "0"), "не номер монитора"), (("--pages", "moon"), "«moon» — не страница"), (("--pages", ","), "не"),
     (("--pages", "today:3"), "от 5 до 600"), (("--install-autostart", "--remove-autostart"), "not allowed")],
)  # fmt: skip
def test_wrong_arguments(arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        shown(*arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="здесь файл другого вида")
def test_the_wall_starts_with_its_user_and_stops_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "моё $хранилище `100%`.sqlite3"
    assert run(["wall", "--store", str(store), "--monitor", "2", "--install-autostart", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    file = autostart_file()
    assert said == {"file": str(file), "installed": True}
    assert file.parent.name == "autostart"
    lines = dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines() if "=" in line)
    assert lines["Type"] == "Application"
    # Undone in the order of the specification: first the escapes of a value, then the quotes, then the field codes.
    words = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', lines["Exec"].replace("\\\\", "\\"))
    command = [re.sub(r'\\(["`$\\])', r"\1", quoted or plain).replace("%%", "%") for quoted, plain in words]
    assert command[command.index("wall") :] == ["wall", "--store", str(store), "--monitor", "2"]
    assert run(["wall", "--remove-autostart"]) == 0
    assert not file.exists()
    assert run(["wall", "--remove-autostart"]) == 0, "Twice is no fault"


def test_words_that_need_no_quotes_stay_plain() -> None:
    assert _quoted("/usr/bin/mcu-desktop") == "/usr/bin/mcu-desktop"
    assert _quoted('a"b\\c') == '"a\\\\"b\\\\\\\\c"'


def test_a_password_never_gets_into_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["wall", "--store", "postgresql://wall:secret@db/mcu", "--install-autostart"]) == 1
    assert "Пароль в адресе" in capsys.readouterr().err
    assert not autostart_file().exists()


def test_windows_gets_a_command_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert autostart_file().name == "mcu-desktop-wall.cmd"
    content = _content(["C:\\Program Files\\mcu.exe", "wall", "--store", "D:\\100%.sqlite3"])
    assert content.splitlines()[1] == '@start "" "C:\\Program Files\\mcu.exe" "wall" "--store" "D:\\100%%.sqlite3"'


def test_without_a_screen_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["wall"]) == 1
    assert "mcu-desktop wall" in capsys.readouterr().err
