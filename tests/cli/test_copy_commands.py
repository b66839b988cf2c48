"""Copies and the move as the administrator runs them: in a process of their own."""

import json
from pathlib import Path

import pytest

from mcu_desktop import cli
from mcu_desktop.store.in_use import WindowMark
from tests.command import run_command


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "Мой магазин" / "store.sqlite3"


def test_a_store_is_copied_lost_brought_back_and_moved(store: Path, tmp_path: Path) -> None:
    assert run_command(store, "demo", "--cases", 30).returncode == 0
    copy = json.loads(run_command(store, "backup", "--json").stdout)
    assert (copy["cases"], Path(copy["file"]).parent) == (30, store.parent / "backups")
    assert "30 сообщений" in run_command(store, "backup", "--to", tmp_path / "usb").stdout
    tried = run_command(store, "restore", copy["file"], "--dry-run")
    assert "Копия годится" in tried.stdout

    window = WindowMark(store)
    window.take()
    refused = run_command(store, "restore", copy["file"])
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "открыто в окне" in refused.stderr
    window.give_back()

    store.unlink()
    back = json.loads(run_command(store, "restore", copy["file"], "--json").stdout)
    assert back == {"cases": 30, "aside": None}
    moved = json.loads(run_command(store, "move-store", "--to", tmp_path / "new.sqlite3", "--json").stdout)
    assert [table["rows"] for table in moved["tables"] if table["name"] == "cases"] == [30]
    assert "30 сообщений" in run_command(tmp_path / "new.sqlite3", "check").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("backup",), "копировать нечего"),
        (("restore", "нет.sqlite3"), "нет. Ничего не изменено"),
        (("move-store", "--to", "новое.sqlite3"), "Переносить нечего"),
    ],
)
def test_a_store_that_is_not_there_is_not_made(store: Path, arguments: tuple[str, ...], words: str) -> None:
    refused = run_command(store, *arguments)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert words in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not store.exists()


def test_a_command_that_is_broken_off_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken_off(_wanted: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "move_whole_store", broken_off)
    assert cli.run(["move-store", "--to", "x"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Прервано. Незаконченное не сохранено" in said.err


def test_what_the_system_refuses_is_said_in_words(store: Path, tmp_path: Path) -> None:
    answer = run_command(store, "backup", "--to", tmp_path / ("имя" * 100))
    assert answer.returncode == 1
    assert answer.stderr.startswith("Система отказала")
    assert "(слишком длинное имя)" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_store_is_not_brought_back_in_the_place_of_a_folder(store: Path, tmp_path: Path) -> None:
    copy, folder = tmp_path / "copy.sqlite3", tmp_path / "folder"
    assert run_command(copy, "queue").returncode == 0
    folder.mkdir()
    answer = run_command(folder, "restore", copy)
    assert answer.returncode == 1
    assert "папка, а не файл хранилища" in answer.stderr
    assert folder.is_dir()
