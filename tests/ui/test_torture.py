"""Five hundred texts made to hurt, through every place that shows people's words: nothing dropped, nothing opened."""

import ctypes
import os
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.operations.attach import NewFile, attach
from mcu_desktop.operations.edit_case import set_field
from mcu_desktop.operations.edit_templates import save_template
from mcu_desktop.operations.note_on_case import add_comment
from mcu_desktop.operations.saved_views import save_view
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.text.cleaning import clean_text, storable_text
from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.workplace import Workplace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="opened files are watched by inotify")
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
_OPENED = 0x20 | 0x1  # IN_OPEN | IN_ACCESS
_WRAPS = ("{}", "Яма. {}", "{} и ещё", "<b>{}", "a\n{}\nb", "'{}", "«{}»", "{{{}}}")
_PLAIN = (
    "\u202eот прав\u202cа", "\u200bневидимое\u200b", "ё" * 300, "и\u0306 й", "\U0001f9d1\u200d\U0001f692", "👩🏽",
    "\u0301" * 40 + "а", "😀" * 100, "=1+1", "@SUM(A1)", "+7 900", "-5", "\tтабуляция", "a\r\nb\rc", "%s %d %n",
    "{номер} {срок:кем}", "{0}{}", "${PATH}", "'; DROP TABLE cases; --", '" OR 1=1 --', "NULL", "None", "\\n\\0\\x",
    "&lt;b&gt; &amp;amp;", "<", "<!--", "]]>", "<Ленина>", "a < b > c", "&", "А&Б", "&&", "\u2028строка\u2029абзац",
    "\ufffe\uffff", "\x00нуль\x00", "\x1b[31mред", "\x07", "نص عربي", "עברית", "中文字", "สวัสดี", "İıſß",
    "\u00a0 \u2003пробелы", "слово" * 200, "a" * 3_000, "1e999", "0" * 40, "C:\\Windows\\..\\x", "../../etc/passwd",
    "file.exe\u202egpj.", "con", "🇷🇺" * 5, "%00", "<?xml version='1.0'?>",
)  # fmt: skip


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[str]:
    """Return the path of a picture nobody may open; whoever opens it fails the test."""
    folder = tmp_path / "canary"
    folder.mkdir()
    picture = folder / "canary.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(picture))
    watch = Watch(folder)
    yield str(picture)
    assert not watch.is_opened(), "A file that a text names was opened"
    watch.close()


class Watch:
    """Sees every opening of a file in a folder, by whatever means."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init1(os.O_NONBLOCK)
        assert self._handle >= 0
        assert libc.inotify_add_watch(self._handle, os.fsencode(folder), _OPENED) >= 0

    def is_opened(self) -> bool:
        try:
            return bool(os.read(self._handle, 4_096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        os.close(self._handle)


@pytest.fixture
def address() -> Iterator[str]:
    """Return an address of this machine nobody may ask."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield f"127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(BlockingIOError):
            server.accept()


def torture(canary: str, address: str) -> list[str]:
    places = (canary, f"file://{canary}", f"http://{address}/x.png", f"//{address}/share/x.png")
    active = ("<img src='{}'>", "<a href='{}'>x</a>", "<link rel=stylesheet href='{}'>", "<object data='{}'></object>",
              "<body background='{}'>", "<p style=\"background:url('{}')\">x</p>", "<iframe src='{}'>", "![x]({})",
              "<table background='{}'><tr><td>x", "{}")  # fmt: skip
    markup = [form.format(place) for form, place in product(active, places)]
    return list(dict.fromkeys(wrap.format(text) for text, wrap in product((*markup, *_PLAIN), _WRAPS)))


def said_by(root: QWidget) -> str:
    """Return all words that a screen shows, as one text with Qt's own substitutions made."""
    words = []
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel | QLineEdit):
            words.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            words.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            words += [widget.itemText(place) for place in range(widget.count())]
    return as_shown("\n".join(words))


def as_shown(text: str) -> str:
    """Return a text with what Qt makes of blanks and line ends."""
    for sign, shown in (("\r\n", "\n"), ("\r", "\n"), ("\u2028", "\n"), ("\u2029", "\n"), ("\u00a0", " ")):
        text = text.replace(sign, shown)
    return text


def faults(root: QWidget) -> list[str]:
    """Return the widgets that would read words as markup."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        tip = widget.toolTip()
        if any(mark in tip for mark in ("<img", "<link", "<body", "<object", "<iframe")):
            found.append(f"tooltip of {type(widget).__name__}")
        if isinstance(widget, QTextEdit):
            found.append(f"{type(widget).__name__} reads markup")
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            found.append(f"QLabel «{widget.text()[:30]}» guesses markup")
    return found


def paint(window: Workplace) -> None:
    assert not window.frame.grab().isNull()
    QApplication.processEvents()


def test_there_are_five_hundred() -> None:
    assert len(torture("/a.png", "127.0.0.1:1")) >= 500


def test_an_opened_file_and_a_guessed_markup_would_be_seen(qtbot: QtBot, tmp_path: Path) -> None:
    picture = tmp_path / "seen.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(picture))
    watch = Watch(tmp_path)
    label = QLabel(f"<img src='{picture}'>")
    qtbot.addWidget(label)
    label.grab()
    assert watch.is_opened()
    watch.close()
    outside = QWidget()
    qtbot.addWidget(outside)
    label.setParent(outside)
    assert len(faults(outside)) == 1


def test_every_text_in_the_queue_and_the_card(
    make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase], canary: str, address: str
) -> None:
    texts = torture(canary, address)
    cases = [case_of(incoming, number, text) for number, text in enumerate(texts)]
    window = make_window(*cases, now=NOW)
    model = window.queue.model
    for start in range(0, len(texts), 100):
        ids = [case_id for case_id in map(model.case_id, range(start, min(start + 100, len(texts)))) if case_id]
        window.queue._read_rows(ids)
        for row in range(start, min(start + 100, len(texts))):
            cells = " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
            number = int(str(model.index(row, 1).data(Qt.ItemDataRole.ToolTipRole)).split("в источнике ")[1][:4])
            assert " ".join(cases[number].gist.split()) in cells
            assert "<img" not in str(model.index(row, 3).data(Qt.ItemDataRole.ToolTipRole))
        window.queue.table.scrollTo(model.index(start, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        paint(window)
    for case_id, case in zip(sorted(model._ids), cases, strict=True):
        window.card.show_case(case_id)
        said = said_by(window.card)
        for wanted in (case.received_text, case.gist, case.settlement, case.source_fields["Поле"]):
            assert as_shown(wanted) in said, case.external_number
    paint(window)
    assert faults(window.frame) == []


def case_of(incoming: Callable[..., IncomingCase], number: int, text: str) -> IncomingCase:
    """Return the case that a row with the text in each of its cells becomes."""
    words = clean_text(text)
    return incoming(
        external_number=f"{number:04}",
        received_text=storable_text(text),
        clean_text=words,
        gist=words,
        settlement=words,
        street=words,
        house=words,
        recipient=words,
        topic=words,
        source_status=words,
        citizen=Citizen(words, words, words, words, words),
        source_fields={"Поле": words, words or "Пусто": words},
    )


def test_the_worst_on_every_other_page(
    make_window: Callable[..., Workplace],
    incoming: Callable[..., IncomingCase],
    live_desk: Any,
    canary: str,
    address: str,
) -> None:
    worst = f"А&Б <img src='{canary}'><img src='http://{address}/x'> <b>\u202e"
    window = make_window(case_of(incoming, 1, worst), case_of(incoming, 2, worst + "2"), now=NOW)
    signed: dict[str, Any] = {"now": NOW, "actor": worst}
    for deed in (
        lambda session: add_comment(session, 1, text=worst, **signed),
        lambda session: set_field(session, 1, CaseField.TAGS, (worst[:60],), **signed),
        lambda session: attach(session, 1, [NewFile(f"{worst[:5]}.txt", worst.encode())], **signed),
        lambda session: save_template(session, None, title="<b>А&Б", text=worst, **signed),
        lambda session: save_view(session, None, title="<b>А&Б", wanted=QueueFilter(), is_shared=True, now=NOW),
    ):
        live_desk.store.perform(deed)
    window.views.reread()
    window.queue.table.selectRow(0)
    window.card.show_case(1)
    window.card.deeds.run("citizen")
    assert worst in said_by(window.card)
    assert "А&&Б" in window.views.tabs.tabText(window.views.tabs.count() - 1), "Qt would take the sign for a key"
    window.card.run_deed("edit")
    paint(window)
    window.card.want_answer()
    assert clean_text(worst) in said_by(window.screens.answer)
    paint(window)
    window.show_queue()
    window.queue.table.selectAll()
    window.ways.offer_bulk()
    paint(window)
    window.strip.show_notice(worst)
    assert worst in window.strip.text
    for name in ("palette", "burning", "breaches", "alerts", "templates", "new_case", "report", "heat_map", "who"):
        window.show_screen(name)
        paint(window)
    assert faults(window.frame) == []
    QToolTip.showText(window.frame.pos(), plain_tooltip(worst), window.frame)  # its markup is ours, the words escaped
    paint(window)
