"""The search condition of each store; both look for the same stems."""

from mcu_desktop.text.search_words import query_words


def search_condition(text: str, *, dialect: str) -> tuple[str, dict[str, object]]:
    """Return a condition on `c.id`: every word of the text begins a stored search word."""
    words = query_words(text)
    if not words:
        return "c.number = :search_text", {"search_text": text.strip()}
    if dialect == "sqlite":
        match = " AND ".join(f'"{word}" *' for word in words)
        condition = "c.id IN (SELECT rowid FROM case_search_index WHERE case_search_index MATCH :search_text)"
        return condition, {"search_text": match}
    match = " & ".join(f"{word}:*" for word in words)
    condition = (
        "c.id IN (SELECT case_id FROM case_search"
        " WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :search_text))"
    )
    return condition, {"search_text": match}
