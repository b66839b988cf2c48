"""Deeds on one case by the command line, in a process of its own."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.command import Answer, run_command

Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return partial(run_command, tmp_path / "store.sqlite3")


def said(answer: Answer) -> Any:
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_a_script_assigns_answers_and_closes(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--cases", 200).returncode == 0
    rows = said(run("find", 'срок:"в срок"', "--json"))
    number = rows[0]["number"]
    assert said(run("assign", number, "--block", "culture", "--recipient", "Дом культуры", "--json"))["state"]
    assert [row["number"] for row in said(run("find", number, "--json"))] == [number]
    assert said(run("find", f"номер:{number} блок:культура", "--json"))[0]["recipient"] == "Дом культуры"
    text = tmp_path / "ответ.txt"
    text.write_text("Здравствуйте! Сделаем.", encoding="utf-8")
    assert said(run("answer", number, text, "--json"))["state"] == "drafted"
    done = said(run("close", number, "--outcome", "resolved", "--json"))
    assert (done["state"], done["done"]) == ("closed", f"{number}. Снято с контроля: решено.")
    refused = run("forward", number, "--to", "Минтранс")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "уже снято с контроля" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("assign", "МЦУ-2020-000001", "--block", "culture"), 1, "в хранилище нет"),
        (("answer", "МЦУ-2020-000001", "нет.txt"), 1, "не читается"),
        (("close", "МЦУ-2020-000001", "--outcome", "done"), 2, "не подходит"),
        (("forward", "МЦУ-2020-000001"), 2, "не указано: --to"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    answer = run(*arguments)
    assert answer.returncode == code
    assert words in answer.stderr
