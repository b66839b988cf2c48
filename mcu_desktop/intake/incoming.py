"""What reading a foreign file gives: cases to take in, and rows refused with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mcu_desktop.rules.terms import CaseKind, Outcome, SourceSystem


@dataclass(frozen=True, slots=True)
class Citizen:
    """Personal data of the one who wrote; kept apart from the case."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    author_link: str = ""


@dataclass(frozen=True, slots=True)
class IncomingCase:
    """One row of a foreign file, understood.

    Moments are aware. Empty text means "the file says nothing". `received_text` is the text
    as it came, `clean_text` what people are shown. `source_fields` keeps every other filled
    column under its own header, so that nothing of the file is lost.
    """

    row_number: int  # 1-based, as the file shows it in a table program
    system: SourceSystem
    external_number: str
    channel_code: str
    kind: CaseKind
    received_at: datetime
    received_text: str
    clean_text: str
    registered_at: datetime | None = None  # None: the moment of receipt
    gist: str = ""
    topic_group: str = ""
    topic: str = ""
    topic_code: str = ""  # code of the общероссийский classifier
    recipient: str = ""
    body: str = ""  # «Отдел»: the top body over the recipient
    municipality: str = ""
    settlement: str = ""
    street: str = ""
    house: str = ""
    latitude: int | None = None  # millionths of a degree
    longitude: int | None = None
    important: bool = False
    fast_track: bool = False
    answer_text: str = ""
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    promised_on: date | None = None  # «отложено» until that day
    outcome: Outcome | None = None
    satisfaction: int | None = None  # 1 to 5
    reopened: bool = False
    solvable: bool | None = None
    source_status: str = ""  # step or status in the source's own words
    other_numbers: tuple[tuple[SourceSystem, str], ...] = ()
    citizen: Citizen = field(default_factory=Citizen)
    source_fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a person has said of a table: which header is which field, and which channel it comes by.

    `columns` is by field code. The name is part of each number: two tables may both have a number 1.
    """

    name: str
    columns: Mapping[str, str]
    channel_code: str = "other"
    kind: CaseKind = CaseKind.MESSAGE


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not be understood: where it stands, why, and all of its cells."""

    row_number: int
    reason: str  # Russian: what is wrong and what would mend it
    cells: Mapping[str, str]  # header → text as read


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A whole file, read: nothing of it is stored yet."""

    file_name: str
    file_hash: str  # sha256, hex
    layout: str  # code of the layout it was recognised as
    layout_title: str  # Russian
    system: SourceSystem
    cases: tuple[IncomingCase, ...]
    refused: tuple[RefusedRow, ...]
    mapping: ColumnMapping | None = None  # of a table that a person has explained
    notes: tuple[str, ...] = ()  # Russian: what the operator should know (unknown columns, damaged identities)

    @property
    def rows_read(self) -> int:
        """Rows of data in the file, understood or not."""
        return len(self.cases) + len(self.refused)
