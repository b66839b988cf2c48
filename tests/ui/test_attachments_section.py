"""Files of a case in the window: dropped, pasted, looked at, saved, taken away."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.operations.attach import NewFile, attach
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import Rights
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.about import About
from mcu_desktop.ui.case_card.attachments_section import AttachmentsSection
from mcu_desktop.ui.preview.page import PreviewPage
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    made = make_window(incoming(), now=NOW)
    made.queue.table.selectRow(0)
    return made


def drop(section: AttachmentsSection, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    section.dropEvent(event)


def names(section: AttachmentsSection) -> list[str]:
    return [section.list.item(row).text() for row in range(section.list.count())]


def put(window: Workplace, live_desk: Any, name: str, content: bytes) -> PreviewPage:
    change = live_desk.store.perform(
        lambda session: attach(session, 1, [NewFile(name, content)], now=NOW, actor="Лескова А. И.")
    )
    live_desk.changed.emit(change)
    section = window.card.files
    section.list.setCurrentRow(section.list.count() - 1)
    QTest.keyClick(section.list, Qt.Key.Key_Return)
    return window.screens.preview


def picture(side: int = 8) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def test_dropped_files_are_listed_with_size_moment_and_who(window: Workplace, tmp_path: Path) -> None:
    section = window.card.files
    for name in ("акт.txt", "план.txt"):
        (tmp_path / name).write_text(name)
    drop(section, tmp_path / "акт.txt", tmp_path / "план.txt")
    assert names(section) == [
        "акт.txt  (1 КБ, 12.10.2026 10:00, Оператор)",
        "план.txt  (1 КБ, 12.10.2026 10:00, Оператор)",
    ]
    drop(section, tmp_path)
    assert "папка" in section.told.text()
    assert len(names(section)) == 2


def test_a_picture_of_the_clipboard_becomes_a_file(window: Workplace) -> None:
    QGuiApplication.clipboard().setImage(picture())
    section = window.card.files
    QTest.keyClick(section.list, Qt.Key.Key_V, CTRL)
    assert names(section) == ["Снимок 12.10.2026 10-00-00.png  (1 КБ, 12.10.2026 10:00, Оператор)"]
    section.look()
    page = window.screens.preview
    assert window.pages.currentWidget() is page
    assert page.picture.pixmap().width() == 8
    assert not page.pages.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.queue


def test_a_text_and_a_pdf_are_looked_at_inside(window: Workplace, live_desk: Any) -> None:
    from reportlab.pdfgen.canvas import Canvas

    page = put(window, live_desk, "письмо.txt", "Яма<b>!</b>".encode("cp1251"))
    assert page.text.edit.toPlainText() == "Яма<b>!</b>"
    canvas = Canvas("", pagesize=(200, 100))
    for _ in range(2):
        canvas.drawString(20, 50, "Act")
        canvas.showPage()
    page = put(window, live_desk, "акт.pdf", canvas.getpdfdata())
    assert page.pages.page_count == 2
    drawn = page.pages.picture(0)
    assert drawn is not None
    assert drawn.width() > 300
    assert not page.text.isVisible()
    assert not page.picture.isVisible()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("фото.jpg", b"MZ\x90\0", "Это программа"),
        ("фото.png", b"\x89PNG\r\n\x1a\nbroken", "повреждена"),
        ("акт.pdf", b"%PDF-1.7 broken", "повреждён"),
        ("акт.docx", b"PK\3\4", "Сохраните файл"),
    ],
)
def test_what_cannot_be_shown_is_said_and_nothing_is_opened(
    window: Workplace, live_desk: Any, name: str, content: bytes, said: str
) -> None:
    page = put(window, live_desk, name, content)
    assert said in page.told.text()
    assert page.pages.page_count == 0
    assert not page.pages.isVisible()
    assert not page.picture.isVisible()


def test_a_file_is_saved_and_taken_away_by_a_second_press(window: Workplace, live_desk: Any, tmp_path: Path) -> None:
    put(window, live_desk, "акт.txt", b"abc")
    window.show_queue()
    section = window.card.files
    section.save(section.files[0], tmp_path / "мой.txt")
    assert (tmp_path / "мой.txt").read_bytes() == b"abc"
    section.remove_button.click()
    assert "Нажмите ещё раз" in section.told.text()
    assert len(section.files) == 1
    section.remove_button.click()
    assert live_desk.about == About((1,))
    assert names(section) == []
    assert not section.list.isVisible()


def test_who_may_not_add_files_sees_them_only(window: Workplace, live_desk: Any) -> None:
    put(window, live_desk, "акт.txt", b"abc")
    window.show_queue()
    window.me.take_rights(Rights((RoleGrant(Role.ADMINISTRATOR),)))
    section = window.card.files
    assert not section.add_button.isEnabled()
    assert not section.remove_button.isEnabled()
    assert section.save_button.isEnabled()
