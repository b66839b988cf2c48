"""What a command gives back, and how a code that is not known is refused."""

from typing import Any, TypeAlias

from mcu_desktop.queries.catalogues import Catalogue, read_codes
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader

Said: TypeAlias = tuple[Any, str]  # the answer for --json, the words for a person


def refuse_unknown(reader: Reader, catalogue: Catalogue, code: str, title: str) -> None:
    """Refuse a code that the catalogue does not have, naming those it has."""
    known = read_codes(reader, catalogue)
    if code not in known:
        raise UserFacingError(f"{title} «{code}» неизвестен. Ничего не сделано. Известны: {', '.join(known)}.")
