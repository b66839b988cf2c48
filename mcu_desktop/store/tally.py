"""Counting and summing rows as they pass, so that two stores can be compared table by table."""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TypeAlias

Plain: TypeAlias = int | float | str | bytes | None
PlainRow: TypeAlias = tuple[Plain, ...]
_BYTES = 16
_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=lambda value: _digest(value).hex()
).encode


class Tally:
    """The number of rows that have passed, and one checksum of them all.

    The checksum does not depend on the order: each store sorts texts in its own way. It is the sum of the rows' hashes,
    so that a row that came twice or was lost shows as well as a changed one.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    @property
    def checksum(self) -> str:
        """Return 32 hexadecimal digits."""
        return f"{self._sum % (1 << 8 * _BYTES):0{2 * _BYTES}x}"

    def pass_on(self, rows: Iterable[PlainRow]) -> Iterator[PlainRow]:
        """Give the rows on, each counted and summed."""
        for row in rows:
            self._sum += int.from_bytes(_digest(_encode(row).encode()), "big")
            self.rows += 1
            yield row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and (self.rows, self.checksum) == (other.rows, other.checksum)

    __hash__ = None  # type: ignore[assignment]  # it changes with each row


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_BYTES).digest()
