"""What a document is made of: said once, drawn as PDF, DOCX and XLSX alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, TypeAlias

from mcu_desktop.rules.chart import Chart


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1: «45,7 %»."""

    value: float


@dataclass(frozen=True, slots=True)
class Points:
    """A change of a share, in the same unit: «+3,2 п. п.»."""

    value: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A change of a count: «+15 (+50,0 %)»."""

    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with digits after the comma: «88,6»."""

    value: float
    digits: int = 1


# What a cell of a table holds; None is «—». Moments are local: a table program knows no zone.
Cell: TypeAlias = str | int | Amount | Share | Points | Difference | datetime | date | None
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
Look: TypeAlias = Literal["body", "centre", "small", "plain"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part; it stands in the bookmarks and in the contents."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text, perhaps of several lines; people's words are never read as markup."""

    text: str
    look: Look = "body"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a table: its head and its share of the line."""

    title: str
    share: float
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `title` names its sheet in a workbook; `keys` name the cases of its rows where they are cases.

    `heat` is how dark the ground of each cell is, from 0 to 1, row by row; empty where the table is plain.
    """

    title: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...] = ()
    has_total: bool = False  # the last row
    heat: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on: (post, name)."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page, in a workbook nothing."""


Section: TypeAlias = Heading | Words | Grid | Chart | Signatures | NewPage


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text that the program drafts and a person edits; it is kept with the report."""

    code: str
    title: str
    text: str


Texts: TypeAlias = Mapping[str, str]  # those of a report by their codes


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose report it is and who signs: names and people of the day."""

    administration: str = ""
    centre: str = ""
    municipality: str = ""
    approver: str = ""  # the post of the гриф «УТВЕРЖДАЮ»; empty where there is none
    approver_name: str = ""
    signers: tuple[tuple[str, str], ...] = ()
    emblem: str = ""  # the hash of a kept picture

    @property
    def name(self) -> str:
        """Whose the document is, in short."""
        return self.centre or self.administration


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `subtitle` are the lines under the title, `corner` those top right; a draft has no number."""

    title: str
    subtitle: tuple[str, ...]
    letterhead: Letterhead
    sections: tuple[Section, ...]
    footer: str
    corner: tuple[str, ...] = ()
    number: str = ""
    mark: str = ""  # what the QR code says
    has_contents: bool = False
    is_landscape: bool = False
    emblem: bytes = b""  # a picture, PNG or JPEG
    made_at: datetime = _LONG_AGO  # UTC; files bear it, the pages do not


def edited_text(title: str, said: str) -> tuple[Section, ...]:
    """Return a text that a person has edited under its heading, a paragraph a line; nothing where it is empty."""
    lines = [line for line in said.splitlines() if line.strip()]
    return (Heading(title), *map(Words, lines)) if lines else ()
