"""Names of files that came from anywhere, and what files are."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mcu_desktop.rules.attachments import FileKind, file_kind, safe_name, size_words


@pytest.mark.parametrize(
    ("given_name", "label"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.txt", "x.txt"),
        ("CON.txt", "_CON.txt"),
        ("фото\u202egnp.exe", "фотоgnp.exe"),
        ("-rf", "rf"),
        (".скрытый", "скрытый"),
        ("\0", "файл"),
        ("", "файл"),
        ("a:b?.png", "a_b_.png"),
        ("я" * 300 + ".pdf", "я" * 115 + "….pdf"),
        (" акт  осмотра .docx", "акт осмотра .docx"),
    ],
)
def test_a_name_is_only_a_label(given_name: str, label: str) -> None:
    assert safe_name(given_name) == label


@given(some.text())
def test_any_name_becomes_a_short_one_without_paths_and_hidden_signs(name: str) -> None:
    label = safe_name(name)
    assert 0 < len(label) <= 120
    assert not set(label) & set('/\\:*?"<>|\0\u202e\n')
    assert not label.startswith((".", "-", " "))


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n...", FileKind.PICTURE),
        ("a.jpg", b"MZ\x90\0", FileKind.PROGRAM),
        ("a.jpg.exe", b"\xff\xd8\xff", FileKind.PROGRAM),
        ("a.pdf", b"%PDF-1.7", FileKind.PDF),
        ("a.pdf", b"<html>", FileKind.OTHER),
        ("a.txt", "Яма".encode(), FileKind.TEXT),
        ("a.txt", b"\0\0", FileKind.OTHER),
        ("a.sh", b"echo", FileKind.PROGRAM),
        ("a", b"#!/bin/sh", FileKind.PROGRAM),
        ("a.docx", b"PK\x03\x04", FileKind.OTHER),
        ("a.exe", b"\x89PNG\r\n\x1a\n", FileKind.PROGRAM),
    ],
)
def test_the_first_bytes_and_the_ending_say_what_it_is(name: str, head: bytes, kind: FileKind) -> None:
    assert file_kind(name, head) is kind


def test_sizes_are_said_as_people_say_them() -> None:
    assert [size_words(size) for size in (0, 1, 317_440, 2_516_582)] == ["1 КБ", "1 КБ", "310 КБ", "2,4 МБ"]
