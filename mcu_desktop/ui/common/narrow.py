"""Saying that figures are not of all cases: a shared store shows the people of a block their own block alone."""

from mcu_desktop.rules.permissions import Rights
from mcu_desktop.store.reading import Reader

_NARROW = "Посчитано по сообщениям вашего блока: остальные вам на общем хранилище не видны. "


def narrow_words(rights: Rights, reader: Reader) -> str:
    """Return what is to be said before the figures; nothing where they are of all cases."""
    return _NARROW if reader.dialect == "postgresql" and not rights.sees_all_cases else ""
