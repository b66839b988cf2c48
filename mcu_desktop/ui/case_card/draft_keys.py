"""Under which keys drafts of a case are kept."""

ANSWER_CODE = "answer"  # typed on the page of the answer


def draft_key(number: str, code: str) -> str:
    """Return the key of what is typed for a deed on a case."""
    return f"case {number} {code}"
