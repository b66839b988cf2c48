"""What the page of an answer shows: the citizen's words, the last version, templates, the limit of the channel."""

from dataclasses import dataclass
from datetime import date

from mcu_desktop.queries.person_cards import read_forms
from mcu_desktop.queries.roster import IN_FORCE
from mcu_desktop.rules.permissions import CasePlace
from mcu_desktop.rules.terms import AnswerState, WorkState
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.declension import Forms


@dataclass(frozen=True, slots=True)
class Template:
    """A text to begin an answer with."""

    template_id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """What has been written so far, in which state, and why it was returned."""

    text: str
    state: AnswerState
    remark: str
    actor: str


@dataclass(frozen=True, slots=True)
class AnswerDesk:
    """All that is on the desk of who answers. `officer` is the one of the block today; limit 0 is none.

    `forms` are the names and posts that people have declined themselves.
    """

    case_id: int
    number: str
    state: WorkState
    case_place: CasePlace
    citizen_text: str
    version: AnswerVersion | None
    limit: int
    officer: str
    templates: tuple[Template, ...]
    earlier: tuple[tuple[str, str], ...]  # number and text of answers already sent on the same topic
    forms: Forms


_CASE = """
    SELECT c.number, c.state, b.code, ch.code, x.clean_text, coalesce(s.value, '0'), c.topic_id, c.sector_block_id
    FROM cases c JOIN channels ch ON ch.id = c.channel_id JOIN case_texts x ON x.case_id = c.id
    LEFT JOIN sector_blocks b ON b.id = c.sector_block_id
    LEFT JOIN settings s ON s.code = 'answer_limit:' || ch.code
    WHERE c.id = :case_id
"""
_OFFICER = (
    "SELECT e.full_name FROM roster_entries e JOIN roster_grants g ON g.entry_id = e.id"
    " WHERE " + IN_FORCE + " AND g.sector_block_id = :block"
    " AND g.role IN ('block_officer', 'block_head') ORDER BY g.role DESC, e.position LIMIT 1"
)
_EARLIER = """
    SELECT c.number, x.answer_text FROM cases c JOIN case_texts x ON x.case_id = c.id
    WHERE c.topic_id = :topic AND c.id <> :case_id AND x.answer_text <> '' AND c.id IN
        (SELECT id FROM cases WHERE answered_at IS NOT NULL ORDER BY answered_at DESC LIMIT 2000)
    ORDER BY c.answered_at DESC LIMIT 5
"""


def read_templates(reader: Reader) -> tuple[Template, ...]:
    """Return the templates by their titles."""
    rows = reader.rows("SELECT id, title, text FROM answer_templates ORDER BY title")
    return tuple(Template(*row) for row in rows)


def read_answer_limits(reader: Reader) -> tuple[tuple[str, str, int], ...]:
    """Return (code, title, limit) of each channel that is in use."""
    rows = reader.rows(
        "SELECT ch.code, ch.title, coalesce(s.value, '0') FROM channels ch"
        " LEFT JOIN settings s ON s.code = 'answer_limit:' || ch.code WHERE NOT ch.archived ORDER BY ch.position"
    )
    return tuple((code, title, int(limit)) for code, title, limit in rows)


def read_answer_desk(reader: Reader, case_id: int, *, today: date) -> AnswerDesk | None:
    """Return what is needed to answer a case, None where it is no more."""
    found = reader.rows(_CASE, case_id=case_id)
    if not found:
        return None
    number, state, block, channel, text, limit, topic_id, block_id = found[0]
    versions = reader.rows(
        "SELECT text, state, remark, actor FROM case_answers WHERE case_id = :case_id ORDER BY id DESC LIMIT 1",
        case_id=case_id,
    )
    version = None
    if versions:
        words, answer_state, remark, actor = versions[0]
        version = AnswerVersion(words, AnswerState(answer_state), remark, actor)
    officers = reader.rows(_OFFICER, block=block_id, day=today) if block_id else []
    earlier = reader.rows(_EARLIER, topic=topic_id, case_id=case_id) if topic_id else []
    return AnswerDesk(
        case_id,
        number,
        WorkState(state),
        CasePlace(block, channel),
        text,
        version,
        int(limit),
        officers[0][0] if officers else "",
        read_templates(reader),
        tuple((row[0], row[1]) for row in earlier),
        read_forms(reader),
    )
