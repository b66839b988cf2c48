"""What the queue asks of the store besides its pages; what a question needs is loaded when it is first asked."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.store.reading import Reader

if TYPE_CHECKING:
    from mcu_desktop.queries.queue_groups import GroupedQueue


def offered_filters(reader: Reader) -> tuple[str, ...]:
    """Return what can be typed into the search besides words."""
    from mcu_desktop.queries import search_box

    return search_box.offered_filters(reader)


def read_grouped(wanted: QueueFilter, now: datetime, zone: ZoneInfo, reader: Reader) -> "GroupedQueue":
    """Return the queue in its groups."""
    from mcu_desktop.queries.queue_groups import read_grouped_queue

    return read_grouped_queue(reader, wanted, now=now, zone=zone)
