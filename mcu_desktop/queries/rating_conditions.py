"""Each number of the rating as a condition on `cases c`: the one that counts it is the one that lists its cases.

`:slice_from` begins the period, `:slice_before` ends it, and is now for a period that is not over.
"""

from typing import Final

from mcu_desktop.rules.rating_inputs import RatingInput

_CLOSED = "c.closed_at >= :slice_from AND c.closed_at < :slice_before"
# Each part by an index of its own: closed cases of the period, running terms, late ones.
_RATED = (
    "c.id IN (SELECT rc.id FROM cases rc WHERE rc.closed_at >= :slice_from AND rc.closed_at < :slice_before"
    " UNION SELECT rd.case_id FROM case_deadlines rd WHERE rd.stage = 'final_answer' AND rd.settled_at IS NULL"
    " AND rd.legal_deadline < :slice_before"
    " UNION SELECT rl.case_id FROM case_deadlines rl WHERE rl.stage = 'final_answer'"
    " AND rl.settled_at > rl.legal_deadline AND rl.settled_at >= :slice_before AND rl.legal_deadline < :slice_before)"
)
_TERM = "EXISTS (SELECT 1 FROM case_deadlines rt WHERE rt.case_id = c.id AND rt.stage = 'final_answer' AND {})"
_PROMISE = "EXISTS (SELECT 1 FROM case_deadlines rp WHERE rp.case_id = c.id AND rp.stage = 'promise' AND {})"
_ANSWER = "EXISTS (SELECT 1 FROM case_answers ra WHERE ra.case_id = c.id AND ra.state {})"
_SOLVABLE = f"{_CLOSED} AND c.outcome IS NOT NULL AND c.outcome <> 'forwarded' AND coalesce(c.solvable, TRUE)"

_MORE: Final = {
    RatingInput.MESSAGES: "",
    RatingInput.OVERDUE: f"NOT coalesce({_CLOSED}, FALSE)",
    RatingInput.TIMED: _TERM.format("rt.legal_deadline IS NOT NULL"),
    RatingInput.IN_TIME: _TERM.format("rt.settled_at <= rt.legal_deadline"),
    RatingInput.SCORED: "c.satisfaction IS NOT NULL",
    RatingInput.REOPENED: "c.reopened",
    RatingInput.CHECKED: _ANSWER.format("<> 'draft'"),
    RatingInput.RETURNED: _ANSWER.format("= 'returned'"),
    RatingInput.SUBSTANTIVE: "c.answered_at < :slice_before AND NOT c.formal_answer",
    RatingInput.SOLVABLE: _SOLVABLE,
    RatingInput.RESOLVED: f"{_SOLVABLE} AND c.outcome = 'resolved'",
    RatingInput.UNSOLVABLE: "NOT coalesce(c.solvable, TRUE)",
    RatingInput.PROMISED: _PROMISE.format("(rp.settled_at < :slice_before OR rp.legal_deadline < :slice_before)"),
    RatingInput.KEPT: _PROMISE.format("rp.settled_at < :slice_before AND rp.settled_at <= rp.legal_deadline"),
}
RATING_CONDITIONS: Final = {given: (_RATED, f"({more})") if more else (_RATED,) for given, more in _MORE.items()}


def counted(given: RatingInput) -> str:
    """Return 1 for a rated message that counts, else 0, to be selected."""
    return f"CASE WHEN {_MORE[given] or '1 = 1'} THEN 1 ELSE 0 END"


RATED: Final = _RATED
