"""The search of each store; both look for the same stems. A word finds all its forms, see `text/search_words.py`."""

import re

from mcu_desktop.queries.sight import sees_all
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.search_query import SearchQuery, Term, parse_query, typo_variants
from mcu_desktop.text.search_words import query_words

_OWN_NUMBER = re.compile(r"МЦУ-\d{4}-\d{6,}", re.IGNORECASE)
_SHORTEST_TYPO = 4
COMMON = 2_000  # cases
_WORDS_OF_POSTGRES = "to_tsvector('simple', words) @@ to_tsquery('simple', {})"
# As an array: of what a function gives the server knows nothing, and would look for each case once for each channel.
_THROUGH_THE_DOOR = "c.id = ANY (ARRAY(SELECT mcu.found_cases(:search_text, :of_closed, :most)))"


def search_condition(query: SearchQuery, *, dialect: str, of_all: bool = True) -> tuple[list[str], dict[str, object]]:
    """Return conditions on `c.id`: the case has for each word one of its forms, and each phrase word by word.

    `of_all` is what `sees_all` says of whoever searches. Under the policy of a block no index of words is used: every
    case of the store would be looked at. A block's people search through the door `mcu.found_cases` instead; its
    parameter `of_closed` says whether of the open cases (False), of the closed ones (True) or of both (None, as here),
    and `most` how many of the first of them (None: all).
    """
    if not query.words:
        return [], {}
    if dialect == "sqlite":
        match = " AND ".join(_any_of_sqlite(word) for word in query.words)
        clauses = ["c.id IN (SELECT rowid FROM case_search_index WHERE case_search_index MATCH :search_text)"]
        phrase = "has_phrase(:phrase{}, (SELECT p.clean_text || ' ' || c.gist || ' ' || p.answer_text"
        phrase += " FROM case_texts p WHERE p.case_id = c.id))"
    else:
        match = " & ".join(_any_of_postgres(word) for word in query.words)
        # Two ways, and not both in one question: only so the server may walk along the queue for a common word.
        of_words = _WORDS_OF_POSTGRES.format(":search_text")
        clauses = [f"c.id IN (SELECT case_id FROM case_search WHERE {of_words})" if of_all else _THROUGH_THE_DOOR]
        phrase = "(SELECT to_tsvector('russian', p.clean_text || ' ' || c.gist || ' ' || p.answer_text)"
        phrase += " @@ phraseto_tsquery('russian', :phrase{}) FROM case_texts p WHERE p.case_id = c.id)"
    parameters: dict[str, object] = {"search_text": match}
    if not of_all:
        parameters |= {"of_closed": None, "most": None}
    for place, words in enumerate(query.phrases):
        clauses.append(phrase.replace("{}", str(place)))
        parameters[f"phrase{place}"] = " ".join(words)
    return clauses, parameters


def is_common(reader: Reader, parameters: dict[str, object]) -> bool:
    """Return whether the words of a condition are in more cases of an embedded store than are quickly looked up."""
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM case_search_index WHERE case_search_index MATCH :search_text"
        " LIMIT :limit) found"
    )
    rows = reader.rows(sql, search_text=parameters["search_text"], limit=COMMON)
    return int(rows[0][0]) >= COMMON


def own_number(text: str) -> str | None:
    """Return the own number where nothing else was typed."""
    return text.strip().upper() if _OWN_NUMBER.fullmatch(text.strip()) else None


def find_instead(reader: Reader, text: str) -> str:
    """Return a text for which there is something where there is nothing for `text`; empty where there is none.

    Each word that no case has is replaced by one of a letter more, less, other, or two swapped; of several
    the one that most cases have.
    """
    replaced = text
    for word in parse_query(text).typed:
        if len(word) < _SHORTEST_TYPO or not word.isalpha():
            continue
        if _count(reader, tuple(term for terms in parse_query(f"{word} ").words for term in terms)):
            continue
        best = _best_variant(reader, word)
        if not best:
            return ""
        replaced = re.sub(re.escape(word), best, replaced.replace("ё", "е").replace("Ё", "Е"), flags=re.IGNORECASE)
    return "" if replaced == text else replaced


def _best_variant(reader: Reader, word: str) -> str:
    by_stem: dict[str, str] = {}
    for variant in typo_variants(word):
        for stem in query_words(variant)[:1]:
            by_stem.setdefault(stem, variant)
    there = _stems_that_exist(reader, tuple(by_stem))
    counted = [(_count(reader, (Term(stem),)), by_stem[stem]) for stem in there]
    return max(counted, default=(0, ""), key=lambda found: found[0])[1]


def _stems_that_exist(reader: Reader, stems: tuple[str, ...]) -> tuple[str, ...]:
    if reader.dialect == "sqlite":  # four hundred looks into the index take some milliseconds
        sql = "SELECT 1 FROM case_search_index WHERE case_search_index MATCH :stem LIMIT 1"
        return tuple(stem for stem in stems if reader.rows(sql, stem=f'"{stem}"'))
    of_words = _WORDS_OF_POSTGRES.format("quote_literal(s)")
    found = (
        f"SELECT 1 FROM case_search WHERE {of_words}"
        if sees_all(reader)
        else "SELECT mcu.found_cases(quote_literal(s), NULL, 1)"
    )
    sql = f"SELECT s FROM unnest(CAST(:stems AS text[])) s WHERE EXISTS ({found})"
    return tuple(row[0] for row in reader.rows(sql, stems=list(stems)))


def _count(reader: Reader, terms: tuple[Term, ...]) -> int:
    """Return how many cases have one of the terms, up to a thousand."""
    clauses, parameters = search_condition(SearchQuery(words=(terms,)), dialect=reader.dialect, of_all=sees_all(reader))
    sql = "SELECT count(*) FROM (SELECT 1 FROM cases c WHERE " + clauses[0] + " LIMIT 1000) found"
    return int(reader.rows(sql, **parameters)[0][0])


def _any_of_sqlite(terms: tuple[Term, ...]) -> str:
    return "(" + " OR ".join(f'"{term.stem}"' + (" *" if term.is_prefix else "") for term in terms) + ")"


def _any_of_postgres(terms: tuple[Term, ...]) -> str:
    return "(" + " | ".join(f"'{term.stem}'" + (":*" if term.is_prefix else "") for term in terms) + ")"
