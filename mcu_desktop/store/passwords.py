"""Passwords of shared stores in the system's own keyring; a keyring that is missing or hangs is lived without."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.shared_address import Secret, SharedAddress

Answer = TypeVar("Answer")
SERVICE = "mcu-desktop"
_SECONDS = 5.0  # a service that does not answer would be waited for for ever
_IN_FILES = ("keyrings.alt", "keyring.backends.null")
_log = logging.getLogger(__name__)


class NoKeyring(UserFacingError):  # noqa: N818
    """The system keeps no passwords here; the program asks each time."""


def remembered_password(address: SharedAddress) -> Secret | None:
    """Return what the keyring knows; `NoKeyring` after five seconds at most."""
    word = _in_time(lambda: _keyring().get_password(SERVICE, _name(address)))
    return Secret(word) if word else None


def remember_password(address: SharedAddress, password: Secret) -> None:
    """Put a password into the keyring; `NoKeyring` where that cannot be."""
    _in_time(lambda: _keyring().set_password(SERVICE, _name(address), password.reveal()))


def forget_password(address: SharedAddress) -> None:
    """Take a password out of the keyring, if it is there."""

    def forget() -> None:
        if _keyring().get_password(SERVICE, _name(address)) is not None:
            _keyring().delete_password(SERVICE, _name(address))

    _in_time(forget)


def _name(address: SharedAddress) -> str:
    return f"{address.login}@{','.join(address.hosts)}/{address.database}"


def _keyring() -> Any:
    import keyring

    found = keyring.get_keyring()
    backends = getattr(found, "backends", (found,))
    if all(type(backend).__module__.startswith(_IN_FILES) for backend in backends):
        raise NoKeyring(f"{_NOT_HERE} Имеющееся хранило бы пароль в открытом файле.")
    return found


_NOT_HERE = "Хранилища паролей у системы здесь нет: пароль не сохранён, программа будет спрашивать его при запуске."


def _in_time(job: Callable[[], Answer]) -> Answer:
    """Do it in a thread that may be left behind."""
    answers: queue.SimpleQueue[Callable[[], Answer]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer = job()
            answers.put(lambda: answer)
        except UserFacingError as error:
            answers.put(_raising(error))
        except Exception as error:  # noqa: BLE001 -- every desktop's service fails with errors of its own
            _log.info("The keyring has failed: %s", type(error).__name__)
            answers.put(_raising(NoKeyring(_NOT_HERE)))

    threading.Thread(target=run, daemon=True, name="keyring").start()
    try:
        return answers.get(timeout=_SECONDS)()
    except queue.Empty:
        raise NoKeyring(
            "Хранилище паролей системы не отвечает: пароль не сохранён, программа будет спрашивать его при запуске."
        ) from None


def _raising(error: UserFacingError) -> Callable[[], Any]:
    def throw() -> Any:
        raise error

    return throw
