"""Entering a shared store: with the password of the environment, of the keyring, or of the person who is asked."""

import os
from collections.abc import Callable

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.line_faults import PasswordWanted
from mcu_desktop.store.passwords import NoKeyring, remembered_password
from mcu_desktop.store.place import Place
from mcu_desktop.store.shared_address import Secret
from mcu_desktop.store.store import Store

_TRIES = 3


def known_place(place: Place) -> Place:
    """Return the place with the password that is known without asking, if any."""
    if place.shared is None or place.password is not None or os.environ.get("PGPASSWORD"):
        return place
    try:
        return place.with_password(remembered_password(place.shared))
    except NoKeyring:
        return place


def entered_place(place: Place, ask: Callable[[str], str]) -> Place:
    """Return the place with a password that the server has taken; `ask` shows its words and returns what is typed."""
    if place.shared is None:
        return place
    known = known_place(place)
    for _try in range(_TRIES):
        try:
            try_place(known)
        except PasswordWanted as error:
            word = ask(f"Пароль для {place.shared.words}: ")
            if not word:
                raise UserFacingError(f"{error} Пароль не набран, хранилище не открыто.") from error
            known = place.with_password(Secret(word))
        else:
            return known
    try_place(known)
    return known


def try_place(place: Place) -> int:
    """Open a line and close it; returns the version of the schema, 0 for an empty database."""
    return Store(place).version()
