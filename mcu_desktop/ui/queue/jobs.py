"""What the queue asks of the store besides its pages; what a question needs is loaded when it is first asked."""

from mcu_desktop.store.reading import Reader


def offered_filters(reader: Reader) -> tuple[str, ...]:
    """Return what can be typed into the search besides words."""
    from mcu_desktop.queries import search_box

    return search_box.offered_filters(reader)
