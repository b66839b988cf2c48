"""Copies of a shared store: PostgreSQL's own pg_dump and pg_restore, where they are installed."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psycopg

from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.store.backup import sync
from mcu_desktop.store.line import connect, line_parameters
from mcu_desktop.store.place import Place

# What no word of a command line may show, and what a tool before version 16 takes for a mistake there.
_OF_ENVIRONMENT = {"password": "PGPASSWORD", "require_auth": "PGREQUIREAUTH"}
_INSTALLED = "/usr/lib/postgresql/*/bin"  # Debian and Astra Linux keep the tools of each version here
_OWN_DATABASE = "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"


@dataclass(frozen=True, slots=True)
class Dump:
    """A copy of a shared store: its file, size in bytes, and the cases that it holds."""

    file: Path
    size: int
    cases: int


def dump_store(place: Place, copy: Path) -> Dump:
    """Write a copy of one moment, count the cases of that moment, read the copy whole, and give it its name.

    `UserFacingError` where pg_dump is missing or too old, rights are missing or the disk is full.
    """
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))  # before a word is in it
        with connect(place, autocommit=False) as connection:
            tool = _tool("pg_dump", connection.info.server_version)
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            connection.execute("SET LOCAL statement_timeout = 0")
            [(snapshot, cases)] = connection.execute("SELECT pg_export_snapshot(), (SELECT count(*) FROM cases)")
            wanted = ["--format=custom", f"--snapshot={snapshot}", f"--file={unfinished}"]
            _run([tool, *wanted, f"--dbname={_words(place)}"], place, "Копия общего хранилища не сделана")
        read_through(unfinished)
        sync(unfinished)
        unfinished.replace(copy)
    except psycopg.Error as error:
        raise UserFacingError(
            "Копия общего хранилища не сделана: сервер не пускает или у учётной записи нет прав читать всё. Прежние "
            "копии целы. Нужна отдельная учётная запись для копий: справочник администратора, раздел «Копии»."
        ) from error
    except OSError as error:
        raise UserFacingError(
            f"Копия общего хранилища не сделана: папка «{copy.parent}» не записывается ({system_reason(error)}). "
            "Прежние копии целы. Проверьте права и место на диске."
        ) from error
    finally:
        if os.access(copy.parent, os.W_OK | os.X_OK):
            unfinished.unlink(missing_ok=True)
    return Dump(copy, copy.stat().st_size, cases)


def read_through(copy: Path) -> None:
    """Read a whole copy without a server; `UserFacingError` where it is torn or no copy of a shared store."""
    tool = _tool("pg_restore", 0)
    listed = _run([tool, "--list", str(copy)], None, f"Файл «{copy}» — не копия общего хранилища или повреждён")
    if not re.search(r"TABLE DATA \S+ cases ", listed):
        raise UserFacingError(f"Файл «{copy}» — копия базы другой программы. Ничего не изменено. Выберите другой.")
    _run([tool, f"--file={os.devnull}", str(copy)], None, f"Копия «{copy}» повреждена")


def restore_dump(place: Place, copy: Path) -> int:
    """Bring a copy back into an empty database, all or nothing; returns the cases that are there now."""
    read_through(copy)
    failed = "Хранилище из копии не возвращено"
    try:
        with connect(place, autocommit=True) as connection:
            [(tables,)] = connection.execute(_OWN_DATABASE)
            if tables:
                raise UserFacingError(
                    f"{failed}: в этой базе уже есть таблицы. Она не изменена. Создайте новую пустую базу (createdb) "
                    "и назовите её в --store."
                )
            tool = _tool("pg_restore", connection.info.server_version)
            wanted = ["--exit-on-error", "--single-transaction", f"--dbname={_words(place)}"]
            _run([tool, *wanted, str(copy)], place, failed)
            [(cases,)] = connection.execute("SELECT count(*) FROM cases")
    except psycopg.Error as error:
        raise UserFacingError(f"{failed}: сервер не пускает. Ничего не изменено. Проверьте адрес и пароль.") from error
    return int(cases)


def _tool(name: str, server_version: int) -> str:
    """Return the newest tool that there is; refuse one that is older than the server, as it refuses itself."""
    found = [path for path in (shutil.which(name), *map(str, Path("/").glob(f"{_INSTALLED[1:]}/{name}"))) if path]
    versions = {path: _major(path) for path in found}
    best = max(found, key=lambda path: versions[path], default=None)
    wanted = server_version // 10_000
    if best is None or versions[best] < wanted:
        what = "не установлена" if best is None else f"версии {versions[best]}, а сервер новее"
        package = f"postgresql-client-{wanted}" if wanted else "postgresql-client"
        raise UserFacingError(f"Программа {name} {what}. Ничего не сделано. Установите клиент: apt install {package}.")
    return best


def _major(tool: str) -> int:
    return version_said(_run([tool, "--version"], None, f"Программа {tool} не запускается"))


def version_said(words: str) -> int:
    """Return the major version out of «pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)»."""
    found = re.search(r"\(PostgreSQL\) (\d+)", words) or re.search(r"(\d+)", words)
    return int(found[1]) if found else 0


def _run(command: list[str], place: Place | None, failed: str) -> str:
    entering = {} if place is None else _environment(place)
    done = subprocess.run(  # noqa: S603 -- PostgreSQL's own tools, our own words
        command,
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        env=os.environ | entering | {"LC_ALL": "C"},
    )
    if done.returncode != 0:
        raise UserFacingError(f"{failed}. {_reason(done.stderr)}")
    return done.stdout


def _reason(said: str) -> str:
    """Return in Russian what a tool of PostgreSQL has said; the rest is said in its own words."""
    lines = [line.split("error: ", 1)[-1].strip() for line in said.splitlines() if line.strip()]
    first = lines[0] if lines else ""
    role = re.search(r'role "([^"]+)" does not exist', said)
    if role:
        return (
            f"На этом сервере нет роли «{role[1]}». База осталась пустой. Сначала выполните mcu-desktop store init "
            "в другую базу этого сервера: она создаст роли."
        )
    if "permission denied" in said or "row-level security" in said:
        return (
            "У учётной записи нет прав читать всё. Нужна отдельная запись для копий: справочник администратора, раздел "
            f"«Копии». PostgreSQL отвечает: {first}"
        )
    if "No space left" in said or "could not write" in said:
        return "На диске нет места. Освободите место и повторите."
    return f"PostgreSQL отвечает: {first}"


def _words(place: Place) -> str:
    """Return a place in one word of a command line, which everybody may read: without the password."""
    from psycopg.conninfo import make_conninfo

    given = line_parameters(place)
    return make_conninfo(**{name: value for name, value in given.items() if name not in _OF_ENVIRONMENT})


def _environment(place: Place) -> dict[str, str]:
    """Return what a tool's environment has, which only its own user may read."""
    given = line_parameters(place)
    return {variable: given[name] for name, variable in _OF_ENVIRONMENT.items() if name in given}
