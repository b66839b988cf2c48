"""Codes of names."""

import pytest

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.lock import code_fits, code_hash, wait_seconds

SALT = bytes(16)


def test_only_the_same_code_fits() -> None:
    kept = code_hash("пароль", SALT)
    assert code_fits("пароль", kept)
    assert not code_fits("Пароль", kept)
    assert not code_fits("", kept)
    assert "пароль" not in kept
    assert code_hash("пароль", b"1" * 16) != kept


@pytest.mark.parametrize("code", ["", "123", "1" * 201])
def test_too_short_and_endless_codes_are_refused(code: str) -> None:
    with pytest.raises(UserFacingError, match="не короче 4"):
        code_hash(code, SALT)


def test_two_slips_are_free_and_then_the_wait_grows() -> None:
    assert [wait_seconds(wrong) for wrong in (1, 2, 3, 4, 5, 20)] == [0, 0, 2, 4, 8, 60]
