"""The search of a queue: what was typed, understood once, and the conditions by which each store finds it quickest."""

from dataclasses import replace
from functools import lru_cache

from mcu_desktop.queries.queue import QueueFilter, is_of_closed
from mcu_desktop.queries.search import is_common, own_number, search_condition
from mcu_desktop.queries.search_box import apply_box
from mcu_desktop.queries.sight import sees_all
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.search_query import SearchQuery, parse_query


def searched(
    reader: Reader, wanted: QueueFilter, *, first: int | None, whole: str
) -> tuple[QueueFilter, list[str], dict[str, object]]:
    """Return the wish with the filters that were typed, and the conditions of what is searched for.

    Of how many of the `first` cases alone are wanted the door of a shared store is told where nothing but the words
    decides which they are; `whole` is the block, or ALL_BLOCKS, that narrows nothing down.
    """
    understood = _understood(wanted.search, reader.dialect, sees_all(reader))
    found, parameters = understood.clauses(reader), understood.parameters
    if understood.query is not None and understood.query.filters:
        wanted, clauses, more = apply_box(reader, wanted, understood.query)
        found, parameters = found + clauses, parameters | more
    if "of_closed" in parameters:
        by_words_alone = len(found) == 1 and _is_bare(wanted, whole)
        parameters = parameters | {"of_closed": is_of_closed(wanted), "most": first if by_words_alone else None}
    return wanted, found, parameters


def _is_bare(wanted: QueueFilter, whole: str) -> bool:
    bare = QueueFilter(block=whole, search=wanted.search, group_by=wanted.group_by)
    return wanted in {bare, replace(bare, standing=Standing.CLOSED)}


class _Understood:
    """A search with the conditions of its words; a page asks for the same one again and again."""

    def __init__(self, query: SearchQuery | None, found: list[str], parameters: dict[str, object]) -> None:
        self.query, self._found, self.parameters = query, found, parameters
        self._is_common: bool | None = None

    def clauses(self, reader: Reader) -> list[str]:
        """Return the conditions, so written that the store goes the quicker way.

        Of a rare word SQLite looks the few found cases up. Of a common one it had better walk along the queue
        and look each case up among the found: «+» keeps it from the first way, ten times the slower then.
        """
        if reader.dialect != "sqlite" or self.query is None or not self.query.words:
            return self._found
        if self._is_common is None:
            self._is_common = is_common(reader, self.parameters)
        return [f"+{self._found[0]}", *self._found[1:]] if self._is_common else self._found


@lru_cache(maxsize=64)
def _understood(search: str, dialect: str, of_all: bool) -> _Understood:  # noqa: FBT001 -- a key of the cache
    number = own_number(search)
    if number is not None:
        return _Understood(None, ["c.number = :search_text"], {"search_text": number})
    query = parse_query(search)
    return _Understood(query, *search_condition(query, dialect=dialect, of_all=of_all))
