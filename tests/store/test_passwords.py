"""Passwords in the system's keyring: kept, found, and lived without where there is none or it hangs."""

import threading
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from mcu_desktop.store import passwords
from mcu_desktop.store.passwords import NoKeyring, forget_password, remember_password, remembered_password
from mcu_desktop.store.shared_address import Secret, SharedAddress

ADDRESS = SharedAddress(("db.town",), "mcu", "ivanov")


class Kept(KeyringBackend):
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.words: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.words.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.words[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.words[service, username]


class Hanging(Kept):
    """A service that never answers, until the test is over."""

    def __init__(self) -> None:
        super().__init__()
        self.over = threading.Event()

    def get_password(self, *_name: str) -> str | None:
        self.over.wait(60)
        return None


class Broken(Kept):
    def get_password(self, *_name: str) -> str | None:
        raise RuntimeError("org.freedesktop.DBus.Error: kanareika")


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_password_is_kept_for_its_login_and_store() -> None:
    kept = Kept()
    keyring.set_keyring(kept)
    assert remembered_password(ADDRESS) is None
    remember_password(ADDRESS, Secret("слово"))
    found = remembered_password(ADDRESS)
    assert found is not None
    assert found.reveal() == "слово"
    assert remembered_password(SharedAddress(("db.town",), "mcu", "petrov")) is None
    assert list(kept.words) == [("mcu-desktop", "ivanov@db.town/mcu")]
    forget_password(ADDRESS)
    forget_password(ADDRESS)
    assert kept.words == {}


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, Broken])
def test_a_missing_or_broken_keyring_is_said_at_once(
    backend: type[KeyringBackend], caplog: pytest.LogCaptureFixture
) -> None:
    keyring.set_keyring(backend())
    for deed in (remembered_password, lambda address: remember_password(address, Secret("kanareika"))):
        if backend is Broken and deed is not remembered_password:
            continue
        with pytest.raises(NoKeyring, match="будет спрашивать"):
            deed(ADDRESS)
    assert "kanareika" not in caplog.text


def test_a_hanging_keyring_is_waited_for_no_longer_than_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert passwords._SECONDS <= 5
    monkeypatch.setattr(passwords, "_SECONDS", 0.05)
    hanging = Hanging()
    keyring.set_keyring(hanging)
    with pytest.raises(NoKeyring, match="не отвечает"):
        remembered_password(ADDRESS)
    hanging.over.set()
