"""Every table of the store: who reads it, which deed writes it, how the journal keeps it.

A table that is not named here fails a test. Rows of what is a record of a case, of a person or of history are removed
by nobody; where `remove` names a deed, the rows are working rows of which the journal keeps the whole.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.permissions import ON_CASES, Deed


class Read(StrEnum):
    """Whose reading a table is."""

    EVERYBODY = "everybody"  # people and the wall
    PEOPLE = "people"
    CASE = "case"  # the cases themselves: all, or those of the own block
    OF_CASE = "of_case"  # goes with its case
    OWN = "own"  # rows of the person, and those of nobody
    DEED = "deed"  # those whose deed it is
    ADMINISTRATOR = "administrator"
    NOBODY = "nobody"  # through functions alone


class Kept(StrEnum):
    """How much of a row's values the journal keeps."""

    VALUES = "values"
    DIGESTS = "digests"  # personal data: that they changed, never what they were, so that they can be destroyed
    KEY = "key"
    NOTHING = "nothing"  # derived from other tables


ANSWER_LIMIT: Final = "answer_limit:"  # of a setting; the channel's code follows
# Which deed a setting is, by the beginning of its code; one that is not here is changed by nobody on a shared store.
SETTINGS: Final = {
    ANSWER_LIMIT: Deed.EDIT_TEMPLATES,
    "copies": Deed.KEEP_STORE,
    "meeting_folder": Deed.EDIT_REPORTS,
    "growth_threshold": Deed.NOTE_FIGURES,
    "residents": Deed.EDIT_MAP,
    "wall": Deed.EDIT_WALL,
}
# Deeds that hold a row of the settings so that they come one after the other, and leave it as it was.
HOLDING_A_SETTING: Final = (Deed.EDIT_CALENDAR, Deed.ISSUE_RATING, Deed.ISSUE_REPORT)

_NEW = (Deed.TAKE_IN, Deed.REGISTER, Deed.DEMONSTRATE)
_TERMS = (*ON_CASES, Deed.EDIT_LIMITS, Deed.EDIT_CALENDAR)
Deeds = tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `change` says for groups of columns which deeds may write them; an empty group is all columns."""

    read: Read
    add: Deeds = ()
    change: tuple[tuple[tuple[str, ...], Deeds], ...] = ()
    remove: Deeds = ()
    kept: Kept = Kept.VALUES
    key: tuple[str, ...] = ("id",)
    hidden: tuple[str, ...] = field(default=())  # what the wall does not read of what else it reads


def _whole(deeds: Deeds) -> tuple[tuple[tuple[str, ...], Deeds], ...]:
    return (((), deeds),)


def _catalogue(deed: Deed | None = None, *, key: tuple[str, ...] = ("id",), read: Read = Read.EVERYBODY) -> Table:
    deeds = () if deed is None else (deed,)
    return Table(read, add=deeds, change=_whole(deeds) if deeds else (), remove=deeds, key=key)


_CASE_COLUMNS = (
    (
        ("gist", "topic_id", "sector_block_id", "route_reason", "recipient_id", "settlement", "street", "house",
         "latitude", "longitude", "important", "fast_track", "conflict", "formal_answer", "solvable", "own_fields",
         "satisfaction", "satisfaction_reason"),
        (Deed.EDIT_CASE, Deed.TAKE_IN),
    ),
    (("state",), (Deed.EDIT_CASE, Deed.ANSWER, Deed.CHECK_ANSWER, Deed.CLOSE, Deed.REOPEN, Deed.TAKE_IN)),
    (("answered_at",), (Deed.ANSWER, Deed.CLOSE, Deed.REOPEN, Deed.TAKE_IN)),
    (("closed_at", "outcome"), (Deed.CLOSE, Deed.REOPEN, Deed.TAKE_IN)),
    (("reopened",), (Deed.REOPEN, Deed.TAKE_IN)),
    (("promised_on", "interim_answered_at"), (Deed.MOVE_TERM, Deed.TAKE_IN)),
    (("source_status", "excerpt"), (Deed.TAKE_IN,)),
    # What every deed on a case brings with it: its version and the term that is now the nearest.
    (
        ("version", "nearest_stage", "legal_deadline", "control_date", "due_soon_at", "queue_moment"),
        (*_TERMS, Deed.TAKE_IN),
    ),
)  # fmt: skip

TABLES: Final[dict[str, Table]] = {
    # Cases and what belongs to each.
    "cases": Table(
        Read.CASE, _NEW, _CASE_COLUMNS, (Deed.DEMONSTRATE,),
        hidden=("gist", "excerpt", "street", "house", "latitude", "longitude", "source_number", "satisfaction_reason",
                "own_fields"),
    ),
    "case_texts": Table(
        Read.OF_CASE, _NEW,
        ((("received_text", "clean_text"), (Deed.TAKE_IN,)), (("answer_text",), (Deed.ANSWER, Deed.TAKE_IN))),
        (Deed.DEMONSTRATE,), Kept.DIGESTS, ("case_id",),
    ),
    "case_search": Table(
        Read.OF_CASE, _NEW, ((("words",), (*ON_CASES, Deed.TAKE_IN)),), (Deed.DEMONSTRATE,), Kept.NOTHING, ("case_id",)
    ),
    "citizens": Table(Read.NOBODY, _NEW, (), (Deed.DEMONSTRATE,), Kept.DIGESTS, ("case_id",)),
    "case_events": Table(Read.OF_CASE, (*ON_CASES, *_NEW), (), (Deed.DEMONSTRATE,)),
    "other_numbers": Table(Read.OF_CASE, _NEW, (), (Deed.DEMONSTRATE,)),
    "case_deadlines": Table(
        Read.OF_CASE, (*_TERMS, *_NEW), _whole((*_TERMS, Deed.TAKE_IN)), (*_TERMS, Deed.TAKE_IN, Deed.DEMONSTRATE),
        hidden=("title", "trace", "warnings"),
    ),
    "case_extensions": Table(
        Read.OF_CASE, (Deed.MOVE_TERM,), _whole((Deed.MOVE_TERM,)), (Deed.MOVE_TERM, Deed.DEMONSTRATE),
        key=("case_id",),
    ),
    "case_pauses": Table(
        Read.OF_CASE, (Deed.MOVE_TERM,), _whole((Deed.MOVE_TERM, Deed.CLOSE)), (Deed.MOVE_TERM, Deed.DEMONSTRATE)
    ),
    "breaches": Table(
        Read.OF_CASE, (Deed.NOTE_BREACH, Deed.CLOSE), _whole((Deed.NOTE_BREACH, Deed.CLOSE)),
        (Deed.NOTE_BREACH, Deed.CLOSE, Deed.DEMONSTRATE), key=("case_id",),
    ),
    "case_answers": Table(
        Read.OF_CASE, (Deed.ANSWER,), _whole((Deed.ANSWER, Deed.CHECK_ANSWER)), (Deed.ANSWER, Deed.DEMONSTRATE)
    ),
    "case_comments": Table(Read.OF_CASE, (Deed.COMMENT,), (), (Deed.DEMONSTRATE,)),
    "case_tags": Table(
        Read.OF_CASE, (Deed.EDIT_CASE,), (), (Deed.EDIT_CASE, Deed.DEMONSTRATE), key=("case_id", "title")
    ),
    "case_links": Table(
        Read.OF_CASE, (Deed.EDIT_CASE,), _whole((Deed.EDIT_CASE,)), (Deed.EDIT_CASE, Deed.DEMONSTRATE),
        key=("case_id", "other_id"),
    ),
    "attachments": Table(Read.OF_CASE, (Deed.COMMENT,), (), (Deed.COMMENT, Deed.DEMONSTRATE)),
    "attachment_contents": Table(
        Read.OF_CASE, (Deed.COMMENT,), (), (Deed.COMMENT, Deed.DEMONSTRATE), Kept.KEY, ("content_hash",)
    ),
    "number_counters": Table(
        Read.PEOPLE, (Deed.TAKE_IN, Deed.REGISTER), _whole((Deed.TAKE_IN, Deed.REGISTER)), (), Kept.NOTHING, ("year",)
    ),
    # What was taken in.
    "intake_batches": Table(Read.PEOPLE, (Deed.TAKE_IN, Deed.DEMONSTRATE), (), (Deed.DEMONSTRATE,)),
    "refused_rows": Table(
        Read.DEED, (Deed.TAKE_IN,), ((("reason",), (Deed.MEND_ROW,)),), (Deed.MEND_ROW,), Kept.DIGESTS
    ),
    "named_layouts": Table(Read.PEOPLE, (Deed.TAKE_IN,), _whole((Deed.TAKE_IN,))),
    "topics": Table(Read.EVERYBODY, (Deed.TAKE_IN,), (), (Deed.DEMONSTRATE,)),
    "responsible_recipients": Table(
        Read.EVERYBODY, (Deed.TAKE_IN, Deed.REGISTER, Deed.EDIT_CASE), (), (Deed.DEMONSTRATE,)
    ),
    # Catalogues and rules.
    "sector_blocks": _catalogue(),
    "sector_bodies": _catalogue(),
    "channels": _catalogue(),
    "topic_routes": _catalogue(),
    "breach_reasons": _catalogue(),
    "dated_names": _catalogue(Deed.EDIT_ROSTER),
    "settings": Table(
        Read.EVERYBODY, tuple(SETTINGS.values()), ((("value",), (*SETTINGS.values(), *HOLDING_A_SETTING)),),
        key=("code",),
    ),
    "time_limits": _catalogue(Deed.EDIT_LIMITS),
    "calendar_years": _catalogue(Deed.EDIT_CALENDAR, key=("year",)),
    "calendar_days": _catalogue(Deed.EDIT_CALENDAR, key=("day",)),
    "working_hours": _catalogue(Deed.EDIT_CALENDAR),
    "alert_steps": Table(
        Read.EVERYBODY, (Deed.EDIT_LADDER,), _whole((Deed.EDIT_LADDER,)), (Deed.EDIT_LADDER, Deed.EDIT_LIMITS)
    ),
    "answer_templates": _catalogue(Deed.EDIT_TEMPLATES, read=Read.PEOPLE),
    # People.
    "people": Table(Read.PEOPLE, (Deed.EDIT_ROSTER,), _whole((Deed.EDIT_ROSTER,))),
    "declined_forms": _catalogue(Deed.EDIT_ROSTER, read=Read.PEOPLE),
    "roster_editions": _catalogue(Deed.EDIT_ROSTER, read=Read.PEOPLE),
    "roster_entries": _catalogue(Deed.EDIT_ROSTER, read=Read.PEOPLE),
    "roster_grants": _catalogue(Deed.EDIT_ROSTER, read=Read.PEOPLE),
    "attached_staff": Table(Read.PEOPLE, (Deed.EDIT_ROSTER,), _whole((Deed.EDIT_ROSTER,))),
    "absences": Table(Read.PEOPLE, (Deed.EDIT_ABSENCES,), (), (Deed.EDIT_ABSENCES,)),
    "accounts": Table(Read.PEOPLE),
    # Ratings: a method by order, and what was issued, which never changes.
    "rating_methods": Table(Read.PEOPLE, (Deed.EDIT_RATING,), _whole((Deed.EDIT_RATING,)), (Deed.EDIT_RATING,)),
    "issued_ratings": Table(Read.PEOPLE, (Deed.ISSUE_RATING,), hidden=("actor",)),
    "daily_counts": Table(
        Read.EVERYBODY, kept=Kept.NOTHING, key=("dimension", "span", "first_day", "block_id", "value_id")
    ),
    "count_changes": Table(Read.EVERYBODY, kept=Kept.NOTHING),
    "growth_marks": Table(Read.PEOPLE, (Deed.NOTE_FIGURES,), (), (Deed.DEMONSTRATE,)),
    "problem_points": Table(
        Read.PEOPLE, (Deed.NOTE_FIGURES,), _whole((Deed.NOTE_FIGURES,)), (Deed.DEMONSTRATE,)
    ),
    "figure_texts": Table(
        Read.PEOPLE, (Deed.NOTE_FIGURES,), _whole((Deed.NOTE_FIGURES,)), (Deed.NOTE_FIGURES,),
        key=("kind", "first_day", "last_day"),
    ),
    # Reports: what was issued is the centre's document and never changes.
    "issued_reports": Table(Read.PEOPLE, (Deed.ISSUE_REPORT,), kept=Kept.DIGESTS),
    "report_heads": Table(Read.PEOPLE, (Deed.EDIT_REPORTS,), _whole((Deed.EDIT_REPORTS,))),
    "report_pictures": Table(Read.PEOPLE, (Deed.EDIT_REPORTS,), kept=Kept.KEY, key=("content_hash",)),
    "report_schedules": Table(
        Read.PEOPLE, (Deed.EDIT_REPORTS,), ((("done_until",), tuple(Deed)),), (Deed.EDIT_REPORTS,)
    ),
    # The map.
    "map_outlines": _catalogue(Deed.EDIT_MAP),
    "map_places": _catalogue(Deed.EDIT_MAP),
    # A person's own.
    "saved_views": Table(Read.OWN, tuple(Deed), _whole(tuple(Deed)), tuple(Deed)),
    "alert_marks": Table(
        Read.OWN, tuple(Deed), _whole(tuple(Deed)), (), Kept.NOTHING, ("term_id", "person_id")
    ),
    "done_deeds": Table(Read.OWN, tuple(Deed), ((("undone_at",), tuple(Deed)),), (), Kept.KEY),
    "cases_before": Table(
        Read.OWN, tuple(Deed), (), (Deed.DEMONSTRATE,), Kept.KEY, ("deed_id", "case_id")
    ),
    # Working together: answers of deeds for those who have done them, and who has which card open.
    "performed_deeds": Table(Read.OWN, tuple(Deed), kept=Kept.NOTHING, key=("deed_key",)),
    "card_presences": Table(
        Read.OF_CASE, tuple(Deed), _whole(tuple(Deed)), tuple(Deed), Kept.NOTHING, ("window_key",)
    ),
    # History.
    "journal": Table(Read.PEOPLE, tuple(Deed)),
    "row_changes": Table(Read.ADMINISTRATOR, kept=Kept.NOTHING),
    "seals": Table(Read.EVERYBODY, kept=Kept.NOTHING, key=("number",)),
    "alembic_version": Table(Read.EVERYBODY, kept=Kept.NOTHING, key=("version_num",)),
}  # fmt: skip
