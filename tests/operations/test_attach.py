"""Files put to cases and taken away, on both stores."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mcu_desktop.operations.attach import NewFile, attach, read_new_file, remove_attachment
from mcu_desktop.operations.change import Change
from mcu_desktop.queries.attachments import ATTACHMENTS, AttachedFile, attached_files, read_attachment_content
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.rules.attachments import LARGEST_FILE
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader
from tests.operations.conftest import _NOW, _ZONE

Do = Callable[..., Change]
ACT, PHOTO = NewFile("../Акт осмотра.txt", b"\xff\x00\x01"), NewFile("яма.png", b"\x89PNG")


def read_attachments(reader: Reader, case_id: int) -> tuple[AttachedFile, ...]:
    return attached_files(reader.rows(ATTACHMENTS, case_id=case_id))


@pytest.fixture(autouse=True)
def two_cases(take: Callable[..., Change]) -> None:
    take({}, {"external_number": "102"})


def test_files_are_kept_whole_and_found_by_name(reader: Reader, do: Do) -> None:
    change = do(attach, 1, [ACT, PHOTO])
    assert change.text == "МЦУ-2026-000001. Приложено: Акт осмотра.txt, яма.png."
    first, second = read_attachments(reader, 1)
    assert (first.name, first.size, first.actor) == ("Акт осмотра.txt", 3, "Лескова А. И.")
    assert read_attachment_content(reader, first.attachment_id) == b"\xff\x00\x01"
    assert read_attachment_content(reader, second.attachment_id) == b"\x89PNG"
    assert list(read_case_ids(reader, QueueFilter(search="осмотр"), now=_NOW, zone=_ZONE)) == [1]


def test_the_same_bytes_are_kept_once_and_the_same_name_twice(reader: Reader, do: Do) -> None:
    do(attach, 1, [PHOTO, NewFile("яма.png", b"other")])
    assert [file.name for file in read_attachments(reader, 1)] == ["яма.png", "яма (2).png"]
    again = do(attach, 1, [NewFile("копия.png", PHOTO.content)])
    assert again.text == "МЦУ-2026-000001. Ничего не приложено, уже было: яма.png."
    do(attach, 2, [PHOTO])
    assert reader.rows("SELECT count(*) FROM attachment_contents") == [(2,)]


def test_bytes_go_with_the_last_case_that_has_them(reader: Reader, do: Do) -> None:
    do(attach, 1, [PHOTO])
    do(attach, 2, [PHOTO])
    do(remove_attachment, read_attachments(reader, 1)[0].attachment_id)
    [left] = read_attachments(reader, 2)
    assert read_attachment_content(reader, left.attachment_id) == PHOTO.content
    do(remove_attachment, left.attachment_id)
    assert reader.rows("SELECT count(*) FROM attachment_contents") == [(0,)]
    assert read_attachment_content(reader, left.attachment_id) is None
    with pytest.raises(UserFacingError, match="уже нет"):
        do(remove_attachment, left.attachment_id)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([NewFile("пусто.txt", b"")], "пуст"),
        ([NewFile("много.bin", bytes(LARGEST_FILE + 1))], "больше 25,0 МБ"),
        ([NewFile(f"{number}.txt", bytes([number])) for number in range(51)], "не больше 50 файлов"),
        ([PHOTO, NewFile("пусто.txt", b"")], "Ничего не приложено"),
    ],
)
def test_all_or_nothing(reader: Reader, do: Do, files: list[NewFile], said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        do(attach, 1, files)
    assert reader.rows("SELECT count(*) FROM attachments") == [(0,)]
    assert reader.rows("SELECT count(*) FROM attachment_contents") == [(0,)]


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "фильм.bin"
    with huge.open("wb") as stream:
        os.truncate(stream.fileno(), 2 * 1024**3)
    with pytest.raises(UserFacingError, match=r"2\s048,0 МБ\) больше"):
        read_new_file(huge)


@pytest.mark.parametrize("place", ["нет.txt", "."])
def test_what_cannot_be_read_is_said(tmp_path: Path, place: str) -> None:
    with pytest.raises(UserFacingError, match="Ничего не приложено"):
        read_new_file(tmp_path / place)
