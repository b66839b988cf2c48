"""A cable between the tests and a computer of their own: a network namespace. Only root may lay it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# Runs of the tests beside each other lay cables of their own.
_NET = f"10.{200 + os.getpid() // 250 % 50}.{os.getpid() % 250}"


@dataclass(frozen=True)
class Cable:
    """The far end is a computer's whole network; pulled out, the cable says nothing to anybody: packets vanish."""

    name: str

    @property
    def near(self) -> str:
        """The address of this end."""
        return f"{_NET}.1"

    @property
    def far(self) -> str:
        """The address of the far end."""
        return f"{_NET}.2"

    @property
    def enter(self) -> tuple[str, ...]:
        """What stands before a command that runs at the far end."""
        return ("ip", "netns", "exec", self.name)

    def pull_out(self) -> None:
        """Take the cable out at the far end."""
        _ip("-n", self.name, "link", "set", "far", "down")

    def put_in(self) -> None:
        """Put it in again."""
        _ip("-n", self.name, "link", "set", "far", "up")


@contextmanager
def laid_cable() -> Iterator[Cable]:
    """Lay a cable; `CalledProcessError` or `FileNotFoundError` where that is not allowed."""
    cable = Cable(f"mcu-{os.getpid()}")
    near = f"mcu{os.getpid()}"
    _ip("netns", "add", cable.name)
    try:
        _ip("link", "add", near, "type", "veth", "peer", "name", "far", "netns", cable.name)
        _ip("address", "add", f"{cable.near}/24", "dev", near)
        _ip("link", "set", near, "up")
        _ip("-n", cable.name, "address", "add", f"{cable.far}/24", "dev", "far")
        _ip("-n", cable.name, "link", "set", "lo", "up")
        cable.put_in()
        yield cable
    finally:
        _ip("netns", "delete", cable.name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
