"""Figures of one block alone say so."""

from types import SimpleNamespace
from typing import Any

import pytest

from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import OWNER, Rights
from mcu_desktop.rules.terms import Role
from mcu_desktop.ui.common.narrow import narrow_words

OFFICER = Rights((RoleGrant(Role.BLOCK_OFFICER, "education"),))


@pytest.mark.parametrize(
    ("rights", "dialect", "says"),
    [(OFFICER, "postgresql", True), (OFFICER, "sqlite", False), (OWNER, "postgresql", False)],
)
def test_only_a_shared_store_shows_a_block_s_people_their_own_cases(rights: Rights, dialect: str, says: bool) -> None:
    reader: Any = SimpleNamespace(dialect=dialect)
    assert narrow_words(rights, reader).startswith("Посчитано по сообщениям вашего блока") is says
