"""The address of a shared store: who goes where, and how the line is guarded. A password is never part of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qsl, quote, unquote, urlencode

from mcu_desktop.rules.errors import UserFacingError

_OURS = "postgresql+psycopg://"
USUAL_PORT = "5432"
_GUARDED, _PLAIN = "verify-full", "disable"
_MAY_BE_GIVEN = frozenset({"options", "application_name", "hostaddr", "sslcrl", "sslcert", "sslkey", "channel_binding"})


class Secret:
    """A word that no log, address or settings may show; `reveal` gives it to the one who opens the line."""

    __slots__ = ("_word",)

    def __init__(self, word: str) -> None:
        self._word = word

    def reveal(self) -> str:
        """Return the word."""
        return self._word

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


@dataclass(frozen=True, slots=True)
class SharedAddress:
    """Hosts in the order in which they are tried, each «name», «name:port» or the folder of a local socket.

    The line is encrypted and the server's name checked by `ca_file`, unless `is_plain`: the administrator's choice.
    """

    hosts: tuple[str, ...]
    database: str
    login: str
    ca_file: str = ""
    is_plain: bool = False
    more: tuple[tuple[str, str], ...] = ()  # other parameters of libpq, as they were given

    @property
    def is_local(self) -> bool:
        """Whether the line does not leave the computer: a socket in a folder has no network to guard."""
        return all(host.startswith(("/", "@")) for host in self.hosts)

    @property
    def is_unguarded(self) -> bool:
        """Whether anybody on the network may read what goes over the line."""
        return self.is_plain and not self.is_local

    @property
    def text(self) -> str:
        """Return the address as one line, for MCU_STORE, settings and the name of a store."""
        in_place = not self.is_local
        hosts = ",".join(self.hosts) if in_place else ""
        parameters = [] if in_place else [("host", ",".join(self.hosts))]
        if self.ca_file:
            parameters.append(("sslrootcert", self.ca_file))
        if self.is_plain:
            parameters.append(("sslmode", _PLAIN))
        query = urlencode([*parameters, *self.more], quote_via=quote, safe="/:,")
        login = f"{quote(self.login, safe='')}@" if self.login else ""
        return f"{_OURS}{login}{hosts}/{quote(self.database, safe='')}" + (f"?{query}" if query else "")

    @property
    def words(self) -> str:
        """Return the address as people call it."""
        return f"{self.login or 'без имени'} на {', '.join(self.hosts)}, база {self.database}"

    def parameters(self) -> dict[str, str]:
        """Return the address as parameters of libpq."""
        names, ports = zip(*map(_host_and_port, self.hosts), strict=True)
        found = {
            "host": ",".join(names),
            "port": ",".join(ports),
            "dbname": self.database,
            "user": self.login,
            "sslmode": _PLAIN if self.is_plain or self.is_local else _GUARDED,
            "sslrootcert": self.ca_file,
            **dict(self.more),
        }
        return {name: value for name, value in found.items() if value}


def parse_address(text: str) -> tuple[SharedAddress, Secret | None]:
    """Return the address, and apart from it the password where one stood in it; `UserFacingError` for what is none."""
    rest = text.split("://", 1)[1]
    rest, _, query = rest.partition("?")
    network, _, database = rest.partition("/")
    user, _, hosts = network.rpartition("@")
    login, _, password = user.partition(":")
    given = dict(parse_qsl(query, keep_blank_values=True))
    mode = given.pop("sslmode", _GUARDED)
    if mode not in {_GUARDED, _PLAIN}:
        _refuse(
            f"sslmode={mode} не принимается: он не проверяет сервер или молча обходится без шифрования. Уберите его"
        )
    word = given.pop("password", "") or unquote(password)
    ports = given.pop("port", "")
    found = tuple(filter(None, (given.pop("host", "") or unquote(hosts)).split(",")))
    if ports:
        found = tuple(
            f"{host}:{port}" for host, port in zip(found, _as_many(ports.split(","), len(found)), strict=True)
        )
    address = SharedAddress(
        hosts=found or ("/var/run/postgresql",),
        database=given.pop("dbname", "") or unquote(database) or "mcu",
        login=given.pop("user", "") or unquote(login),
        ca_file=given.pop("sslrootcert", ""),
        is_plain=mode == _PLAIN,
        more=tuple((name, given.pop(name)) for name in sorted(_MAY_BE_GIVEN & given.keys())),
    )
    given.pop("target_session_attrs", "")  # always read-write
    if given:
        _refuse(f"параметр «{min(given)}» неизвестен")
    check_address(address)
    return address, Secret(word) if word else None


def check_address(address: SharedAddress) -> None:
    """Refuse what cannot be an address, before anything is tried."""
    for host in address.hosts:
        name, port = _host_and_port(host)
        if port and not (port.isdecimal() and 0 < int(port) < 65_536):  # noqa: PLR2004 -- ports of TCP
            _refuse(f"порт «{port}» — не число от 1 до 65535")
        if not name or any(sign.isspace() for sign in name):
            _refuse(f"сервер «{host}» написан с ошибкой")


def check_certificate(address: SharedAddress) -> None:
    """Refuse a file that is not there, as long as a person is still choosing it."""
    if address.ca_file and not address.is_plain and not Path(address.ca_file).is_file():
        _refuse(f"файла сертификата «{address.ca_file}» нет")


def _as_many(ports: list[str], count: int) -> list[str]:
    if len(ports) == 1:
        return ports * count
    if len(ports) != count:
        _refuse("портов не столько, сколько серверов")
    return ports


def _host_and_port(host: str) -> tuple[str, str]:
    """Return the name of a host and its port, the usual one where none is given."""
    if host.startswith(("/", "@")):
        folder, _, port = host.rpartition(":")
        return (folder, port) if folder and port.isdecimal() else (host, USUAL_PORT)
    if host.startswith("["):  # an address of IPv6
        name, _, rest = host[1:].partition("]")
        return name, rest.removeprefix(":") or USUAL_PORT
    name, _, port = host.partition(":")
    return name, port or USUAL_PORT


def _refuse(why: str) -> NoReturn:
    raise UserFacingError(f"Адрес общего хранилища не годится: {why}. Ничего не открыто.")
