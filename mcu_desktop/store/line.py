"""The line to a shared store: one place says how readers, the writer and the watch connect."""

import os
import socket
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.abc import PQGen

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.faults import said_in_words
from mcu_desktop.store.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

OLDEST_SERVER = 110_000
WHAT = "Общее хранилище"
# A cable that is out says nothing: without these libpq waits as long as it is out. A server that is gone is noticed
# within ten seconds; Windows has no `tcp_user_timeout`, there the keepalives and the watch of the desk notice it.
_LINE: "Mapping[str, str]" = {
    "connect_timeout": "5",
    "keepalives": "1",
    "keepalives_idle": "3",
    "keepalives_interval": "2",
    "keepalives_count": "2",
    "tcp_user_timeout": "8000",
    "target_session_attrs": "read-write",
    "gssencmode": "disable",
    "require_auth": "!password",  # whoever asks for the word itself is no server of ours, or set up like none
    "passfile": f"{os.devnull}/none",  # no password lies in a file; of one that is there libpq would say a word
    "application_name": "mcu-desktop",
}
# What the server keeps for this line, in words that PostgreSQL 11 knows: it forgets a dead workstation and its locks.
_SESSION = (
    "-c statement_timeout=120000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
    " -c tcp_keepalives_idle=3 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2"
)


class Line(psycopg.Connection[Any]):
    """A connection to a shared store. With `patience` (seconds) a silent server is an error, not a wait."""

    patience: float | None = None

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server, no longer than patience."""
        return super().wait(gen, interval, self.patience if timeout is None else timeout)

    def cut(self) -> None:
        """End the line from another thread: whoever waits for an answer is told that there is none."""
        if self.closed:
            return
        try:
            with socket.socket(fileno=os.dup(self.fileno())) as own:
                own.shutdown(socket.SHUT_RDWR)
        except (OSError, psycopg.Error):
            return  # closed meanwhile, which was wanted


def connect(place: Place, *, autocommit: bool) -> Line:
    """Open a line to a shared store; what is wrong is said in words."""
    if place.shared is None:
        raise TypeError(place)
    with said_in_words(WHAT):
        try:
            line = Line.connect("", autocommit=autocommit, **line_parameters(place))
        except psycopg.OperationalError as error:
            if "certificate verify failed" not in str(error):
                raise
            raise psycopg.OperationalError(f"{error}: {_why_not_believed(place)}") from error
    if line.info.server_version < OLDEST_SERVER:
        version = line.info.server_version
        line.close()
        raise UserFacingError(
            f"Сервер PostgreSQL слишком старый (версия {version // 10_000}), нужна 11 или новее. Ничего не изменено. "
            "Администратор базы может обновить сервер или назвать другой."
        )
    return line


def _why_not_believed(place: Place) -> str:
    from mcu_desktop.store.server_certificate import certificate_fault

    given = line_parameters(place)
    hosts = zip(str(given["host"]).split(","), str(given["port"]).split(","), strict=True)
    return "; ".join(certificate_fault(host, int(port), str(given.get("sslrootcert", ""))) for host, port in hosts)


def line_parameters(place: Place) -> dict[str, Any]:
    """Return what libpq is given for a place, the password among it."""
    if place.shared is None:
        raise TypeError(place)
    given = place.shared.parameters()
    options = " ".join(filter(None, (_SESSION, given.pop("options", ""))))
    secret = {} if place.password is None else {"password": place.password.reveal()}
    return {**_LINE, **given, "options": options, **secret}
