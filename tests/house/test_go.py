import importlib.util
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pytest

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


def test_every_locked_package_has_a_hash() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    packages = [line for line in lines if "==" in line and not line.startswith("#")]
    assert len(packages) > 50
    assert all("--hash=sha256:" in line for line in packages)
