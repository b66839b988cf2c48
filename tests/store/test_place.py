"""Where a store may lie."""

from pathlib import Path

import pytest

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store import place
from mcu_desktop.store.place import find_place, refuse_share


def test_the_argument_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MCU_STORE", str(tmp_path / "environment.sqlite3"))
    assert find_place(str(tmp_path / "argument.sqlite3")).file == tmp_path / "argument.sqlite3"
    assert find_place(None).file == tmp_path / "environment.sqlite3"


def test_without_a_word_it_lies_in_the_users_folder(tmp_path: Path) -> None:
    file = find_place(None).file
    assert file is not None
    assert file.is_relative_to(tmp_path)
    assert file.name == "mcu.sqlite3"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_shared_store_is_named_by_an_address(scheme: str) -> None:
    found = find_place(f"{scheme}://host/mcu")
    assert not found.embedded
    assert found.address == "postgresql+psycopg://host/mcu"


def test_another_kind_of_database_is_refused_without_repeating_a_password() -> None:
    with pytest.raises(UserFacingError) as refused:
        find_place("mysql://user:secret@host/mcu")
    assert "mysql" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "smb3", "9p", "fuse.sshfs"])
def test_a_network_folder_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(place, "_file_system", lambda _file: kind)
    with pytest.raises(UserFacingError, match="сетевом диске"):
        refuse_share(tmp_path / "store.sqlite3")


def test_a_folder_of_this_computer_is_fine(tmp_path: Path) -> None:
    refuse_share(tmp_path / "нет ещё такой папки" / "store.sqlite3")


def test_a_windows_share_is_refused_by_its_name() -> None:
    with pytest.raises(UserFacingError, match="сетевом диске"):
        refuse_share(Path("\\\\server\\mcu\\store.sqlite3"))
