"""What a kind of export is: how it is recognised, and how its rows are read."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mcu_desktop.intake.cells import RowCells
from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.terms import SourceSystem

RowReader = Callable[[RowCells], IncomingCase]
_REPEATED = re.compile(r" \(\d+\)$")
_NAMED_IN_A_NOTE = 5


def _nothing(_table: Table) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of export; headers are told by name, in any order, with others between them."""

    code: str
    title: str
    system: SourceSystem
    needed: frozenset[str]
    known: frozenset[str]  # every header this export is known to have
    start: Callable[[], RowReader]  # a new reader for each file: some count what they have seen
    other_names: Mapping[str, str] = field(default_factory=dict)  # as other regions write → as we know it
    foreign: frozenset[str] = frozenset()  # a file with one of these is of another kind
    notes: Callable[[Table], Sequence[str]] = _nothing  # Russian: what the operator should know of the rows

    def named(self, table: Table) -> Table:
        """Return the table with its headers in the words of this layout."""
        words = {plain_header(name): name for name in self.known}
        words.update({plain_header(other): name for other, name in self.other_names.items()})
        taken = {name for name in table.headers if name in self.known}
        headers = []
        for header in table.headers:
            ours = words.get(plain_header(header), header)
            headers.append(header if header in self.known or ours in taken else ours)
            taken.add(headers[-1])
        return replace(table, headers=tuple(headers))

    def recognises(self, headers: Collection[str]) -> bool:
        """Return whether a file with these headers, named in our words, is of this kind."""
        return not self.missing(headers) and self.foreign.isdisjoint(headers)

    def missing(self, headers: Collection[str]) -> list[str]:
        """Return the needed headers that are not there."""
        return sorted(self.needed.difference(headers))

    def unknown_columns(self, table: Table) -> Sequence[str]:
        """Return a note on filled columns nobody has met in this export yet; their cells are kept."""
        unknown = [
            header
            for at, header in enumerate(table.headers)
            if _REPEATED.sub("", header) not in self.known and any(any(row.texts[at : at + 1]) for row in table.rows)
        ]
        if not unknown:
            return ()
        named = ", ".join(f"«{header}»" for header in unknown[:_NAMED_IN_A_NOTE])
        more = f" и ещё {len(unknown) - _NAMED_IN_A_NOTE}" if len(unknown) > _NAMED_IN_A_NOTE else ""
        return (f"Неизвестные столбцы: {named}{more}. Их значения сохранены в сведениях источника.",)


def plain_header(header: str) -> str:
    """Return a header as two people would write it alike: small letters, ё as е, single blanks, no colon."""
    return " ".join(header.casefold().replace("ё", "е").split()).rstrip(" :*")
