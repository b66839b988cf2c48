"""How well a few typed letters fit a title: words begun, in any order, in either keyboard layout."""

from mcu_desktop.rules.russian import comparable, other_layout

_NO_FIT = 0


def fit(typed: str, title: str) -> int:
    """Return 0 for no fit, more for a better one; nothing typed fits everything."""
    return max(_fit_once(typed, title), _fit_once(other_layout(typed), title))


def _fit_once(typed: str, title: str) -> int:
    wanted, found = comparable(typed), comparable(title)
    if not wanted:
        return 1
    if found.startswith(wanted):
        return 4
    words = found.replace("«", " ").replace("(", " ").split()
    parts = wanted.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 3
    return 2 if all(part in found for part in parts) else _NO_FIT
