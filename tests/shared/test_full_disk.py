"""The disk of the server is full: that is said in words, nothing is half done, and with room again work goes on."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from mcu_desktop.operations.attach import NewFile, attach
from mcu_desktop.operations.deed_answers import DeedKey
from mcu_desktop.operations.edit_case import set_field
from mcu_desktop.operations.perform import performed
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.about import About
from mcu_desktop.store.line_faults import LineLost
from tests.server import TcpServer, running_server
from tests.shared.conftest import Town, build_town
from tests.shared.test_deeds_work import NOW, SIGNED

_MEGABYTE = 1 << 20
_DISK = 64 * _MEGABYTE  # a town takes a third of it


@contextmanager
def small_disk() -> Iterator[Path]:
    """Lay a disk of its own; a reason to skip where that is not allowed."""
    folder = Path(tempfile.mkdtemp(prefix="mcu-disk-", dir="/tmp"))
    laid = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "none", str(folder)], check=False, capture_output=True
    )
    if laid.returncode != 0:
        folder.rmdir()
        pytest.skip("No disk may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


@pytest.fixture(scope="module")
def town_on_a_small_disk() -> Iterator[tuple[Town, Path]]:
    with small_disk() as disk, running_server() as server:
        town = build_town(server, "crowded")
        own = disk / "store"
        own.mkdir(mode=0o700)
        shutil.chown(own, server.folder.owner())
        _move(server, "crowded", own)
        yield town, disk


def _move(server: TcpServer, database: str, folder: Path) -> None:
    with psycopg.connect(server.address("postgres"), autocommit=True) as line:
        line.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database,))
        line.execute(f"CREATE TABLESPACE small LOCATION '{folder}'".encode())
        line.execute(f"ALTER DATABASE {database} SET TABLESPACE small".encode())


def _fill(disk: Path) -> Path:
    """Leave no room at all."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (_MEGABYTE, 4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return filler


def test_a_full_disk_of_the_server_loses_nothing(town_on_a_small_disk: tuple[Town, Path]) -> None:
    town, disk = town_on_a_small_disk
    case_id = town.ids["education/phone/open"]
    files = f"SELECT count(*) FROM attachments WHERE case_id = {case_id}"
    key, scan = str(uuid4()), NewFile("скан.pdf", b"%PDF-" + uuid4().bytes * (_MEGABYTE // 8))
    deed = partial(attach, case_id=case_id, files=[scan], **SIGNED)
    with closing(town.store("ermolenko")) as store:
        filler = _fill(disk)
        with pytest.raises(UserFacingError, match="На диске сервера нет места") as said:
            store.perform(partial(performed, deed=deed, now=NOW, key=DeedKey(key)), about=About((case_id,)))
        assert not isinstance(said.value, LineLost), "To wait for the line would help nobody"
        assert town.value(files) == 0
        assert town.value("SELECT count(*) FROM cases", "vasileva") == len(town.ids), "All can still be read"
        filler.unlink()
        edit = partial(set_field, case_id=case_id, field=CaseField.HOUSE, value="18", **SIGNED)
        store.perform(partial(performed, deed=edit, now=NOW), about=About((case_id,)))
        for is_repeat in (False, True):
            again = DeedKey(key, is_repeat=is_repeat)
            store.perform(
                partial(performed, deed=deed, now=NOW, key=again), about=None if is_repeat else About((case_id,))
            )
    assert (town.value(files), town.value(f"SELECT house FROM cases WHERE id = {case_id}")) == (1, "18")
