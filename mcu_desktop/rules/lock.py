"""The lock of a person's name at a workstation: a code kept as a hash.

On a local store it keeps colleagues from working under another's name by mistake; whoever owns the file can take it
away.
"""

import hashlib
import hmac
from typing import Final

from mcu_desktop.rules.errors import UserFacingError

SHORTEST_CODE: Final = 4
_LONGEST_CODE = 200
_COST, _BLOCK, _PARALLEL = 2**14, 8, 1  # some 50 ms for a try


def code_hash(code: str, salt: bytes) -> str:
    """Return what is kept of a code; too short and too long ones are refused."""
    if not SHORTEST_CODE <= len(code) <= _LONGEST_CODE:
        raise UserFacingError(f"Код — не короче {SHORTEST_CODE} знаков. Ничего не изменено.")
    digest = hashlib.scrypt(code.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL)
    return f"{salt.hex()}${digest.hex()}"


def code_fits(code: str, kept: str) -> bool:
    """Return whether a code is the one that is kept."""
    salt, _, _digest = kept.partition("$")
    try:
        return hmac.compare_digest(code_hash(code, bytes.fromhex(salt)), kept)
    except UserFacingError:
        return False


def wait_seconds(wrong: int) -> int:
    """Return how long to wait after so many wrong codes in a row: nothing at first, then longer and longer."""
    return 0 if wrong < 3 else min(2 ** (wrong - 2), 60)  # noqa: PLR2004 -- two slips are free
