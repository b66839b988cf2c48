"""The search condition of each store; both look for the same stems."""

import re

from mcu_desktop.text.search_words import query_words

_OWN_NUMBER = re.compile(r"МЦУ-\d{4}-\d{6,}")


def search_condition(text: str, *, dialect: str) -> tuple[str, dict[str, object]]:
    """Return a condition on `c.id`: the case has every word of the text, the last perhaps not typed to its end."""
    number = text.strip().upper()
    words = query_words(text)
    if _OWN_NUMBER.fullmatch(number) or not words:
        return "c.number = :search_text", {"search_text": number}
    if dialect == "sqlite":
        match = " AND ".join(f'"{word}"' for word in words) + " *"
        condition = "c.id IN (SELECT rowid FROM case_search_index WHERE case_search_index MATCH :search_text)"
        return condition, {"search_text": match}
    match = " & ".join(words) + ":*"
    condition = (
        "c.id IN (SELECT case_id FROM case_search"
        " WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :search_text))"
    )
    return condition, {"search_text": match}
