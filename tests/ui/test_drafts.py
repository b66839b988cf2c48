"""What was typed and not saved survives: a closed form, a crash, a power cut."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.store import reserve
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
Type = Callable[[QWidget, str], None]
Make = Callable[..., Workplace]
_TYPING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from mcu_desktop.store import reserve
from mcu_desktop.ui.common.drafts import Drafts
drafts = Drafts(Path(sys.argv[1]), lambda: datetime.now(UTC))
for number in range(10**9):
    drafts.keep("key", "title", {"text": "слово " * 2000 + str(number)})
    print(number, flush=True)
"""


def edit(window: Workplace, name: str) -> Any:
    assert window.card.deeds.form is not None
    return window.card.deeds.form.fields.edits[name]


def type_into_card(window: Workplace, type_words: Type) -> None:
    window.queue.table.selectRow(0)
    window.card.run_deed("edit")
    type_words(edit(window, "gist"), "Провал")
    house = edit(window, "house").lineEdit()
    house.selectAll()
    type_words(house, "9")


def test_a_form_of_a_card_comes_back_after_a_crash(
    qtbot: QtBot, make_window: Make, incoming: Callable[..., IncomingCase], drafts: Drafts, type_words: Type
) -> None:
    window = make_window(incoming(), now=NOW)
    type_into_card(window, type_words)
    qtbot.waitUntil(lambda: bool(drafts.waiting()), timeout=2_000)
    [draft] = drafts.waiting()
    assert (draft.title, draft.typed["gist"], draft.typed["house"]) == (
        "МЦУ-2026-000001: Править карточку", "Провал", "9",
    )  # fmt: skip
    after_crash = make_window(now=NOW)
    assert "МЦУ-2026-000001: Править карточку" in after_crash.strip.text
    after_crash.strip.action_button.click()
    QApplication.processEvents()
    assert edit(after_crash, "gist").toPlainText() == "Провал"
    assert edit(after_crash, "house").currentText() == "9"
    form = after_crash.card.deeds.form
    assert form is not None
    assert "Восстановлено несохранённое от 12.10.2026 08:30" in form.told.text()
    QTest.mouseClick(form.done_button, Qt.MouseButton.LeftButton)
    assert drafts.waiting() == (), "Saved, so no draft any more"


def test_going_on_to_another_case_keeps_and_cancelling_forgets(
    make_window: Make, incoming: Callable[..., IncomingCase], drafts: Drafts, type_words: Type
) -> None:
    window = make_window(incoming(), incoming(external_number="102"), now=NOW)
    type_into_card(window, type_words)
    window.queue.step(1)
    assert window.card.deeds.form is None
    window.queue.step(-1)
    window.card.run_deed("edit")
    assert edit(window, "gist").toPlainText() == "Провал"
    QTest.keyClick(edit(window, "house").lineEdit(), Qt.Key.Key_Escape)
    assert drafts.waiting() == ()
    window.card.run_deed("edit")
    assert edit(window, "gist").toPlainText() == ""


def test_every_form_of_a_card_keeps_what_is_typed(
    make_window: Make, incoming: Callable[..., IncomingCase], drafts: Drafts, type_words: Type
) -> None:
    window = make_window(incoming(), incoming(external_number="102"), now=NOW)
    window.queue.table.selectRow(0)
    typed = 0
    for deed in window.card.deeds.offered():
        if deed.at_once or deed.code == "resume":
            continue
        window.card.run_deed(deed.code)
        form = window.card.deeds.form
        assert form is not None
        lines = [each for each in form.fields.edits.values() if isinstance(each, QLineEdit | QPlainTextEdit)]
        if lines:
            type_words(lines[0], "слово")
            typed += 1
    window.queue.step(1)
    assert typed > 5
    assert len(drafts.waiting()) == typed


def test_an_answer_and_a_new_case_come_back(
    qtbot: QtBot, make_window: Make, incoming: Callable[..., IncomingCase], drafts: Drafts, type_words: Type
) -> None:
    window = make_window(incoming(), now=NOW)
    window.queue.table.selectRow(0)
    window.card.want_answer()
    type_words(window.screens.answer.text, "Засыплем")
    window.show_screen("new_case")
    type_words(window.screens.new_case.edit("text"), "Нет света")
    qtbot.waitUntil(lambda: len(drafts.waiting()) == 2, timeout=2_000)
    after = make_window(now=NOW)
    assert "и ещё 1" in after.strip.text
    after.ways.open_draft("case МЦУ-2026-000001 answer")
    assert after.screens.answer.text.toPlainText() == "Засыплем"
    after.ways.open_draft("new case")
    assert after.screens.new_case.edit("text").toPlainText() == "Нет света"


def test_a_draft_of_a_case_that_is_gone_is_said(make_window: Make, incoming: Callable[..., IncomingCase]) -> None:
    window = make_window(incoming(), now=NOW)
    window.ways.open_draft("case МЦУ-2020-000009 edit")
    assert "МЦУ-2020-000009 больше нет" in window.strip.text


def test_only_this_user_may_read_a_draft_and_a_damaged_one_is_none(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("a", "А", {"text": "слова \ud800"})
    [file] = (tmp_path / "drafts").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert drafts.find("a") is not None
    for damage in (b"", b"{", b"[]", b'{"key": 1}', "я".encode("utf-16")):
        file.write_bytes(damage)
        assert drafts.find("a") is None
        assert drafts.waiting() == ()
    drafts.drop("a")
    drafts.drop("a")


def test_a_program_killed_while_typing_has_kept_the_last_or_the_one_before(tmp_path: Path) -> None:
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", _TYPING, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as typing:
            assert typing.stdout is not None
            told = [int(typing.stdout.readline()) for _ in range(20)]
            typing.send_signal(signal.SIGKILL)
        draft = Drafts(tmp_path, lambda: NOW).find("key")
        assert draft is not None
        assert int(draft.typed["text"].split()[-1]) >= told[-1]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (Field("f", "Ф", "text"), "слова"),
        (Field("f", "Ф", "long"), "две\nстроки"),
        (Field("f", "Ф", "number", 3), "17"),
        (Field("f", "Ф", "day", NOW.date()), "01.02.2027"),
        (Field("f", "Ф", "optional_day", None), "01.02.2027"),
        (Field("f", "Ф", "optional_day", NOW.date()), ""),
        (Field("f", "Ф", "moment", NOW), "01.02.2027 10:30"),
        (Field("f", "Ф", "choice", 1, (("один", 1), ("два", 2))), "два"),
        (Field("f", "Ф", "words", "", (("один", 1),)), "что угодно"),
        (Field("f", "Ф", "search", 1, (("один", 1), ("два", 2))), "дв"),
        (Field("f", "Ф", "yes", initial=False), "да"),
    ],
)
def test_each_kind_of_field_is_typed_again_as_it_was(qtbot: QtBot, field: Field, typed: str) -> None:
    form = FieldsForm([field])
    qtbot.addWidget(form)
    with qtbot.waitSignal(form.changed):
        form.retype({"f": typed, "no longer there": "x"})
    assert form.typed() == {"f": typed}


def test_a_day_that_cannot_be_is_left_as_it_was(qtbot: QtBot) -> None:
    form = FieldsForm([Field("f", "Ф", "day", NOW.date())])
    qtbot.addWidget(form)
    form.retype({"f": "99.99.2027"})
    assert form.edits["f"].date() == QDate(2026, 10, 12)  # type: ignore[attr-defined]


def test_what_is_typed_is_kept_when_the_disk_has_become_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=22m", "none", str(small)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("a small disk may not be mounted here")
    try:
        monkeypatch.setattr(reserve, "_LEFT_FREE", 0)
        drafts = Drafts(small / "drafts", lambda: NOW)
        drafts.hold_reserve()
        with suppress(OSError), (small / "others").open("wb", buffering=0) as stream:
            while stream.write(bytes(4_096)) == 4_096:
                pass
        assert shutil.disk_usage(small).free == 0
        drafts.keep("key", "Ответ", {"text": "слово " * 5_000})
        kept = drafts.find("key")
        assert kept is not None
        assert kept.typed == {"text": "слово " * 5_000}
        assert not (small / "drafts" / "reserve").exists()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_disk_that_is_nearly_full_is_not_made_fuller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 9 * 10**8, 10**8))
    Drafts(tmp_path, lambda: NOW).hold_reserve()
    assert list(tmp_path.iterdir()) == []
