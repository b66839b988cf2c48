import importlib.util
import shlex
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path
from threading import Event, Thread
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


@pytest.fixture
def go() -> ModuleType:
    spec = importlib.util.spec_from_file_location("go", ROOT / "go.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def commands(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    asked: list[list[str]] = []

    def remember(command: list[str], **_: object) -> int:
        asked.append(command)
        return 0

    monkeypatch.setattr(go.subprocess, "call", remember)
    return asked


def test_all_checks_run_in_order(go: ModuleType, commands: list[list[str]]) -> None:
    assert go.test(["-k", "one"]) == 0
    words = [shlex.join(command) for command in commands]
    for word, expected in zip(
        words, ["ruff check", "ruff format --check", "mypy", "lint-imports", "-k one"], strict=True
    ):
        assert expected in word


def test_the_first_failing_check_stops_the_rest_and_gives_its_code(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = iter([0, 0, 7, 0, 0])
    monkeypatch.setattr(go.subprocess, "call", lambda *_, **__: next(codes))
    assert go.test([]) == 7
    assert "Не прошло: типы" in capsys.readouterr().err
    assert next(codes) == 0


def test_without_a_screen_the_main_job_is_shown_without_a_window(
    go: ModuleType,
    commands: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(go, "has_screen", lambda: False)
    go.run([])
    assert commands[0][-3:-1] == ["show", "--out"]
    assert "Экрана здесь нет" in capsys.readouterr().out


def test_a_command_needs_no_screen(go: ModuleType, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(go, "has_screen", lambda: False)
    go.run(["queue", "--limit", "5"])
    assert commands[0][-3:] == ["queue", "--limit", "5"]


def test_an_ordinary_user_gets_the_line_to_copy(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(go, "may_install", lambda: False)
    assert not go.install_packages(["libegl1"])
    assert "sudo apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().err


def test_an_unknown_word_is_answered_with_the_two_known_ones(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["go.py", "dance"])
    assert go.main() == 2
    assert "go.py run" in capsys.readouterr().out


@pytest.mark.parametrize("step", ["test", "run"])
def test_a_system_without_the_libraries_stops_with_code_three(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["go.py", step])
    monkeypatch.setattr(go, "missing_libraries", lambda _: ["libegl1"])
    monkeypatch.setattr(go, "may_install", lambda: False)
    assert go.main() == 3


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "Прервано"),
        (PermissionError(13, "Permission denied", ".venv"), 3, "права на эту папку"),
        (subprocess.CalledProcessError(1, ["pip", "install"]), 3, "Проверьте связь"),
    ],
)
def test_what_breaks_the_making_of_the_environment_is_said_in_words(
    go: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: BaseException,
    code: int,
    words: str,
) -> None:
    def break_off() -> None:
        raise fault

    monkeypatch.setattr(go, "prepare_system", lambda _wanted: True)
    monkeypatch.setattr(go, "STAMP", Path(sys.executable))  # what is stamped needs no pip
    monkeypatch.setattr(go, "install_requirements", break_off)
    assert go.prepare("run") == code
    assert words in capsys.readouterr().err


def test_without_pip_it_says_what_to_install(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(go, "prepare_system", lambda _wanted: True)
    monkeypatch.setattr(go, "STAMP", tmp_path / "installed")
    monkeypatch.setattr(go.importlib.util, "find_spec", lambda _name: None)
    assert go.prepare("run") == 3
    assert "python3-pip" in capsys.readouterr().err


def test_of_two_starts_at_once_one_makes_the_environment_and_the_other_takes_it(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made, waits, goes_on = [], Event(), Event()

    def wait(_seconds: float) -> None:
        waits.set()
        assert goes_on.wait(30)

    monkeypatch.setattr(go, "TURN", tmp_path / "turn")
    monkeypatch.setattr(go, "STAMP", tmp_path / "installed")
    monkeypatch.setattr(go, "make_and_fill_environment", lambda: made.append("made"))
    monkeypatch.setattr(go.time, "sleep", wait)
    second = Thread(target=go.install_requirements)
    with go.turn_to_install():
        second.start()
        assert waits.wait(30)
        go.STAMP.write_text(_stamp(go, monkeypatch), encoding="utf-8")
    goes_on.set()
    second.join(30)
    assert made == []
    assert "другой запуск" in capsys.readouterr().out
    go.STAMP.unlink()
    go.install_requirements()
    assert made == ["made"]
    assert go.is_stamped(go.STAMP.read_text(encoding="utf-8"))


def _stamp(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the stamp that a whole environment would bear here."""
    asked: list[str] = []

    def remember(stamp: str) -> bool:
        asked.append(stamp)
        return True

    with monkeypatch.context() as patched:
        patched.setattr(go, "is_stamped", remember)
        go.install_requirements()
    return asked[0]


def test_every_locked_package_has_a_hash() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    packages = [line for line in lines if "==" in line and not line.startswith("#")]
    assert len(packages) > 50
    assert all("--hash=sha256:" in line for line in packages)


def test_what_makes_the_environment_without_the_venv_module_is_whole(go: ModuleType) -> None:
    needed, asked = set[str](), ["virtualenv"]
    while asked:
        name = canonicalize_name(asked.pop())
        if name not in needed:
            needed.add(name)
            wanted = map(Requirement, requires(name) or ())
            asked += [one.name for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    assert {f"{name}==" for name in needed} == set(go.MAKERS)
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert all(any(line.startswith(maker) for line in locked) for maker in go.MAKERS)
