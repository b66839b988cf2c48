"""A person who may not: stores in folders and files that belong to somebody else, as the system itself refuses them."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.reports.writing import write_whole
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.backup import make_verified_copy
from mcu_desktop.store.place import find_place, reading_address
from mcu_desktop.store.store import Store

if sys.platform == "win32":
    pytest.skip("rights of folders are those of POSIX", allow_module_level=True)

_NOBODY = 65_534


@contextmanager
def _an_ordinary_person() -> Iterator[None]:
    """Whoever runs the tests; root, who may do everything, is somebody else meanwhile."""
    was_root = os.geteuid() == 0
    if was_root:
        os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        if was_root:
            os.setresuid(0, 0, 0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of the ordinary person, on a way that everybody may go: pytest's own folders are closed."""
    folder = Path(tempfile.mkdtemp())
    if os.geteuid() == 0:
        os.chown(folder, _NOBODY, -1)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def file(folder: Path, seeded_file: Path) -> Path:
    """A store in the folder. What reads and writes it is loaded before anybody loses a right to load."""
    file = folder / "store.sqlite3"
    shutil.copyfile(seeded_file, file)
    if os.geteuid() == 0:
        os.chown(file, _NOBODY, -1)
    store = Store(find_place(str(file)))
    _read(store)
    store.perform(_look)
    for left in folder.glob("store.sqlite3?*"):
        left.unlink()
    return file


def _look(session: object) -> str:
    return type(session).__name__


def _read(store: Store) -> int:
    with closing(store.open_reader()) as reader:
        return int(reader.rows("SELECT count(*) FROM sector_blocks")[0][0])


def test_a_store_in_a_folder_that_cannot_be_written_is_read_and_not_changed(file: Path, tmp_path: Path) -> None:
    file.parent.chmod(0o500)
    store = Store(find_place(str(file)))
    with _an_ordinary_person():
        assert store.is_ready()
        store.prepare(seed_store)
        assert _read(store) == 9
        with pytest.raises(UserFacingError, match=r"нельзя писать: файл «.*» не открывается \(нет прав\)"):
            store.perform(_look)
        with pytest.raises(UserFacingError, match="не записывается"):
            store.occupy()
    assert [path.name for path in file.parent.iterdir()] == ["store.sqlite3"]


def test_a_store_that_somebody_has_open_is_not_read_as_it_lies(file: Path) -> None:
    with closing(Store(find_place(str(file))).open_reader()) as reader:
        reader.rows("SELECT 1 FROM sector_blocks")
        assert Path(f"{file}-wal").exists()
        file.parent.chmod(0o500)
        with _an_ordinary_person():
            assert "immutable" not in reading_address(file)
    Path(f"{file}-wal").unlink(missing_ok=True)
    with _an_ordinary_person():
        assert "immutable" in reading_address(file)
    file.parent.chmod(0o700)
    assert "immutable" not in reading_address(file)


@pytest.mark.parametrize("step", [Store.is_ready, lambda store: store.prepare(seed_store)], ids=["look", "prepare"])
def test_a_store_in_a_folder_that_may_not_be_entered_is_refused_in_words(
    step: Callable[[Store], object], file: Path
) -> None:
    file.parent.chmod(0)
    with _an_ordinary_person(), pytest.raises(UserFacingError, match=r"не открывается \(нет прав\)"):
        step(Store(find_place(str(file))))


def test_a_new_store_where_nothing_can_be_written_is_refused_in_words(file: Path) -> None:
    file.unlink()
    file.parent.chmod(0o500)
    with _an_ordinary_person(), pytest.raises(UserFacingError, match=r"нельзя писать.*нет прав"):
        Store(find_place(str(file))).prepare(seed_store)


def test_a_document_or_a_copy_for_a_folder_that_may_not_be_entered_is_refused_in_words(file: Path) -> None:
    closed = file.parent / "closed"
    closed.mkdir()
    closed.chmod(0)
    with _an_ordinary_person():
        with pytest.raises(UserFacingError, match="нет прав"):
            write_whole(closed / "report.pdf", lambda stream: stream.write(b"x"), "Отчёт")
        with pytest.raises(UserFacingError, match="нет прав"):
            make_verified_copy(file, closed / "copy.sqlite3")
    assert list(closed.iterdir()) == []
