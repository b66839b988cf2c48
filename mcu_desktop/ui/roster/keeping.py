"""The edit of the roster that was not saved yet, kept over a crash."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.roster import Edition, RosterRow
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.rules.terms import Role
from mcu_desktop.ui.common.drafts import DraftKeeper, Drafts
from mcu_desktop.ui.roster.draft import RosterDraft, Rows

_KEY, _TITLE = "roster", "Состав МЦУ (Приложение 2)"


class RosterKeeper(QObject):
    """Keeps the rows as long as they differ from the edition they were opened from."""

    def __init__(
        self, drafts: Drafts, draft: RosterDraft, edited: Callable[[], Edition | None], zone: ZoneInfo
    ) -> None:
        super().__init__(draft)
        self._drafts, self._draft, self._edited, self._zone = drafts, draft, edited, zone
        self._has_edited = False
        self._keeper = DraftKeeper(drafts, _KEY, _TITLE, self._typed, self)

    def follow(self) -> None:
        """Keep what is edited, or forget it where nothing is edited any more."""
        if self._draft.is_changed:
            self._has_edited = True
            self._keeper.touch()
        elif self._has_edited:  # what another window has left is not for a page that was only opened to forget
            self._has_edited = False
            self._keeper.drop()

    def found(self, editions: Sequence[Edition]) -> tuple[int, Rows, str] | None:
        """Return the place of the edition, the rows of an edit that was not saved, and what to say."""
        draft = self._drafts.find(_KEY)
        if draft is None:
            return None
        try:
            edition_id = json.loads(draft.typed["edition"])
            rows = tuple(_row(kept) for kept in json.loads(draft.typed["rows"]))
        except (KeyError, ValueError, TypeError):
            return None
        places = [place for place, edition in enumerate(editions) if edition.edition_id == edition_id]
        told = f"Восстановлена правка от {format_moment(draft.at, self._zone)}."
        return (places[0], rows, told) if places else None

    def _typed(self) -> Mapping[str, str]:
        rows = [{**asdict(row), "grants": [list(grant) for grant in row.grants]} for row in self._draft.rows]
        edition = self._edited()
        return {"edition": json.dumps(edition and edition.edition_id), "rows": json.dumps(rows, ensure_ascii=False)}


def _row(kept: dict[str, object]) -> RosterRow:
    grants = kept.pop("grants")
    if not isinstance(grants, list):
        raise TypeError(grants)
    return RosterRow(**kept, grants=tuple(RoleGrant(Role(grant[0]), *grant[1:]) for grant in grants))  # type: ignore[arg-type]
