"""All time limits as their page shows them."""

from dataclasses import dataclass

from mcu_desktop.queries.catalogues import read_time_limits
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.store.reading import Reader


@dataclass(frozen=True, slots=True)
class LimitsPage:
    """The limits, what a limit can ask for, and by how many running terms each one is used now."""

    limits: tuple[TimeLimit, ...]
    channels: tuple[tuple[str, str], ...]  # code, title
    topic_groups: tuple[str, ...]
    topics: tuple[str, ...]
    used: frozenset[int]  # ids of limits by which some term was counted
    running: dict[int, int]  # running terms by the limit's id

    def channel_title(self, code: str | None) -> str:
        """Return the title of a channel."""
        return next((title for known, title in self.channels if known == code), "")


def read_limits_page(reader: Reader) -> LimitsPage:
    """Read the page; running terms are counted by their partial index."""
    limits = read_time_limits(reader)
    used = reader.rows(
        "SELECT l.id FROM time_limits l WHERE EXISTS (SELECT 1 FROM case_deadlines d WHERE d.time_limit_id = l.id)"
    )
    running = reader.rows(
        "SELECT time_limit_id, count(*) FROM case_deadlines WHERE settled_at IS NULL AND time_limit_id IS NOT NULL"
        " GROUP BY time_limit_id"
    )
    topics = reader.rows("SELECT DISTINCT group_title, title FROM topics")
    channels = reader.rows("SELECT code, title FROM channels ORDER BY position")
    return LimitsPage(
        limits=limits,
        channels=tuple((code, title) for code, title in channels),
        topic_groups=tuple(sorted({str(group) for group, _ in topics if group})),
        topics=tuple(sorted({str(title) for _, title in topics if title})),
        used=frozenset(row[0] for row in used),
        running=dict(running),
    )
