"""The commands of the handbook are commands of the program, written as it wants them."""

import re
import shlex
from pathlib import Path

import pytest

from mcu_desktop import cli

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook" / "hranilische.md"
_PLACES = {"КОПИЯ": "copy.sqlite3", "КОПИЯ.dump": "copy.dump"}


def commands() -> list[str]:
    text = re.sub(r"\\\n\s+", "", HANDBOOK.read_text(encoding="utf-8"))
    lines = [line.strip().removeprefix("ExecStart=/opt/mcu-desktop/") for line in text.splitlines()]
    return [re.split(r" {3,}", line)[0] for line in lines if line.startswith("mcu-desktop ")]


def test_the_handbook_has_commands() -> None:
    assert len(commands()) > 12


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_handbook_is_understood(command: str) -> None:
    words = [_PLACES.get(word, word) for word in shlex.split(command)[1:]]
    assert cli._parser().parse_args(words).deed is not None
