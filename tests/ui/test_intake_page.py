"""The page that takes a file in."""

import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.intake import reading
from mcu_desktop.intake.cells import Row
from mcu_desktop.intake.incoming import IncomingCase, ReadFile, RefusedRow
from mcu_desktop.intake.table import Table
from mcu_desktop.operations import take_in
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.take_in import CaseChange, IntakePreview, IntakeResult
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import CaseKind, SourceSystem
from mcu_desktop.ui.intake.mapping_page import MappingPage
from mcu_desktop.ui.intake.page import IntakePage
from mcu_desktop.ui.intake.preview_panel import PreviewPanel

ZONE = ZoneInfo("Asia/Yekaterinburg")
NOW = datetime(2026, 10, 12, 5, 30, tzinfo=UTC)
HOSTILE = '<img src="//host/share/a.png">Яма'
CASES = tuple(
    IncomingCase(
        row_number=number + 2,
        system=SourceSystem.FEEDBACK_PLATFORM,
        external_number=f"{1000 + number}",
        channel_code="pos",
        kind=CaseKind.MESSAGE,
        received_at=NOW,
        received_text=HOSTILE,
        clean_text=HOSTILE,
        topic="Дороги",
        settlement="Заречный",
        street="Лесная",
        recipient="МБУ «Дорожник»",
    )
    for number in range(57)
)
REFUSED = (RefusedRow(60, "Нет даты поступления", {"Номер": "=1+1", "Текст": "+7 900", "Дом": "5"}),)
FILE = ReadFile(
    "выгрузка.csv", "00", "pos", "Выгрузка ПОС", SourceSystem.FEEDBACK_PLATFORM, CASES, REFUSED, notes=("Заметка",)
)
TABLE = Table(("Рег. №", "Текст"), [Row.of(2, ("15", "Яма"))])
PREVIEW = IntakePreview(new=57, changed=3, unchanged=12, refused=1, blocks=(("Дороги", 57),))
DONE = Change(
    frozenset({Touched.CASES}),
    "Файл загружен. Новых: 57, изменилось: 3, уже было: 12, отказано: 1.",
    IntakeResult(read=73, added=57, updated=3, unchanged=12, refused=1, batch_id=4),
)


class FakeReader:
    def rows(self, _sql: str, **_parameters: object) -> list[tuple[str, ...]]:
        if "named_layouts" in _sql:
            return []
        if "kind" in _sql:
            return [("pos", "Платформа обратной связи", "message")]
        return [("pos", "Платформа обратной связи")]


class FakeDesk(QObject):
    """Answers at once, or when `let_go` is called if it is `held`."""

    progressed = Signal(object, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.held = False
        self.tasks: list[Task] = []
        self._waiting: list[Callable[[], None]] = []

    def work(self, _asker: QObject, job: Callable[..., Any], answer: Any, *, failed: Any = None) -> Task:
        return self._do(lambda task: job(FakeReader(), task), answer, failed)

    def write(self, _asker: QObject, deed: Callable[..., Any], answer: Any, *, failed: Any, about: None) -> Task:
        assert about is None
        return self._do(lambda task: deed(SimpleNamespace(info={}), task), answer, failed)

    def let_go(self) -> None:
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call()

    def _do(self, job: Callable[[Task], Any], answer: Callable[[Any], None], failed: Any) -> Task:
        self.tasks.append(Task())
        task = self.tasks[-1]

        def run() -> None:
            try:
                result = job(task)
            except UserFacingError as error:
                failed(str(error))
            else:
                answer(result)

        self._waiting.append(run)
        if not self.held:
            self.let_go()
        return task


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[ReadFile]:
    files: list[ReadFile] = []

    def take(_session: object, _task: Task, file: ReadFile, **options: object) -> Change:
        assert options == {"now": NOW, "zone": ZONE, "actor": "Оператор"}
        files.append(file)
        return DONE

    monkeypatch.setattr(reading, "read_file", lambda _path, **_options: FILE)
    monkeypatch.setattr(take_in, "compare", lambda _reader, _file: PREVIEW)
    monkeypatch.setattr(take_in, "take_in", take)
    return files


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk, taken: list[ReadFile]) -> IntakePage:
    intake = IntakePage(desk, ZONE, lambda: NOW)  # type: ignore[arg-type]  # only what the page uses
    qtbot.addWidget(intake)
    intake.resize(1000, 700)
    intake.show()
    return intake


def _panel(page: IntakePage) -> QWidget:
    return page._stack.currentWidget() or page


def _preview(page: IntakePage) -> PreviewPanel:
    panel = _panel(page)
    assert isinstance(panel, PreviewPanel)
    return panel


def _cell(table: QTableWidget, column: int) -> str:
    item = table.item(0, column)
    assert item is not None
    return item.text()


def _said(page: IntakePage) -> str:
    return "\n".join(label.text() for label in _panel(page).findChildren(QLabel) if label.isVisible())


def test_the_file_is_shown_before_anything_is_stored(page: IntakePage, taken: list[ReadFile]) -> None:
    page.start(Path("выгрузка.csv"))
    said = _said(page)
    for words in (
        "Файл распознан: Выгрузка ПОС",
        "выгрузка.csv: 58 строк",
        "57 новых, 3 изменились, 12 уже есть, 1 строка отказана",
        "Заметка",
        "Новые по блокам: Дороги — 57",
    ):
        assert words in said
    assert taken == []


def test_the_first_rows_stand_as_they_will_look(page: IntakePage) -> None:
    page.start(Path("выгрузка.csv"))
    table = _preview(page).cases_table
    assert table.rowCount() == 20
    assert [_cell(table, at) for at in range(table.columnCount())] == [
        "1000",
        "12.10.2026 10:30",
        "Платформа обратной связи",
        "Дороги",
        HOSTILE,
        "Заречный, Лесная",
        "МБУ «Дорожник»",
    ]
    assert [_cell(_preview(page).refused_table, at) for at in range(2)] == ["60", "Нет даты поступления"]


def test_enter_loads_the_file_and_the_result_leads_to_what_is_new(
    qtbot: QtBot, page: IntakePage, taken: list[ReadFile]
) -> None:
    page.start(Path("выгрузка.csv"))
    QTest.keyClick(_preview(page).cases_table, Qt.Key.Key_Return)
    assert taken == [FILE]
    assert "Новых: 57, изменилось: 3" in _said(page)
    assert page._message.button.text() == "Показать новые"
    with qtbot.waitSignal(page.new_wanted) as wanted:
        QTest.mouseClick(page._message.button, Qt.MouseButton.LeftButton)
    assert wanted.args == [4]


def test_the_result_leads_to_the_rows_that_were_refused(qtbot: QtBot, page: IntakePage, taken: list[ReadFile]) -> None:
    page.start(Path("выгрузка.csv"))
    QTest.mouseClick(_preview(page).load_button, Qt.MouseButton.LeftButton)
    assert page._message.other_button.text() == "Исправить отказанные строки"
    with qtbot.waitSignal(page.refused_wanted):
        QTest.mouseClick(page._message.other_button, Qt.MouseButton.LeftButton)
    assert taken == [FILE]


class _Watched(str):
    """A word whose end is seen."""

    __slots__ = ("__weakref__",)


def test_a_file_that_is_left_is_let_go_beside_the_window(
    page: IntakePage, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [replace(FILE, notes=(_Watched("Заметка"),))]
    seen = weakref.ref(files[0].notes[0])
    monkeypatch.setattr(reading, "read_file", lambda _path, **_options: files.pop())
    page.start(Path("выгрузка.csv"))
    desk.held = True
    QTest.keyClick(_preview(page).cases_table, Qt.Key.Key_Escape)
    assert seen() is not None, "The window's thread has let the file go"
    desk.let_go()
    assert seen() is None


def test_another_file_ends_the_reading_of_the_one_before(page: IntakePage, desk: FakeDesk) -> None:
    desk.held = True
    page.start(Path("выгрузка.csv"))
    page.start(Path("другая.csv"))
    assert [task.cancelled.is_set() for task in desk.tasks] == [True, False]


def test_where_nothing_was_refused_the_result_leads_nowhere_else(
    page: IntakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Change(frozenset({Touched.CASES}), "Файл загружен.", IntakeResult(2, 2, 0, 0, 0, 4))
    monkeypatch.setattr(take_in, "take_in", lambda *_given, **_named: whole)
    page.start(Path("выгрузка.csv"))
    QTest.mouseClick(_preview(page).load_button, Qt.MouseButton.LeftButton)
    assert page._message.button.isVisible()
    assert not page._message.other_button.isVisible()


def test_enter_on_cancel_does_not_load(qtbot: QtBot, page: IntakePage, taken: list[ReadFile]) -> None:
    page.start(Path("выгрузка.csv"))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    _preview(page).cancel_button.setFocus()
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(_preview(page).cancel_button, Qt.Key.Key_Return)
    assert taken == []


def test_esc_leaves_without_loading(qtbot: QtBot, page: IntakePage, taken: list[ReadFile]) -> None:
    page.start(Path("выгрузка.csv"))
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(_preview(page).cases_table, Qt.Key.Key_Escape)
    assert taken == []


def test_what_a_newer_export_changes_is_shown_before_it_is_loaded(
    page: IntakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = CaseChange("102", "Шаг в источнике: В работе → Готово")
    monkeypatch.setattr(take_in, "compare", lambda *_given: IntakePreview(0, 201, 57, 0, (), (change,)))
    page.start(Path("выгрузка.csv"))
    assert _preview(page).changed_table.isVisible()
    assert "Изменится в известных записях: первые 1 из 201" in _said(page)
    assert [_cell(_preview(page).changed_table, at) for at in range(2)] == [change.external_number, change.words]
    assert _preview(page).load_button.isEnabled()


def test_a_file_with_nothing_new_is_not_loaded(page: IntakePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_in, "compare", lambda *_given: IntakePreview(0, 0, 57, 0, ()))
    page.start(Path("выгрузка.csv"))
    assert not _preview(page).load_button.isEnabled()
    assert "Загружать нечего" in _said(page)


def test_refused_rows_alone_can_be_loaded_to_wait_for_mending(
    page: IntakePage, taken: list[ReadFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_in, "compare", lambda *_given: IntakePreview(0, 0, 57, 1, ()))
    page.start(Path("выгрузка.csv"))
    assert "будут ждать исправления" in _said(page)
    QTest.mouseClick(_preview(page).load_button, Qt.MouseButton.LeftButton)
    assert taken == [FILE]


def test_a_file_is_read_again_in_the_way_the_operator_says(page: IntakePage, monkeypatch: pytest.MonkeyPatch) -> None:
    ways: list[tuple[object, object]] = []

    def read(_path: Path, **options: object) -> ReadFile:
        ways.append((options["layout"], options["encoding"]))
        return FILE

    monkeypatch.setattr(reading, "read_file", read)
    page.start(Path("выгрузка.csv"))
    page.choice.encodings.setCurrentText("cp866")
    page.choice.layouts.setCurrentText("Выгрузка «Инцидент Менеджмент»")
    assert ways == [("auto", None), ("auto", "cp866"), ("incident_management", "cp866")]
    page.start(Path("выгрузка.xlsx"))
    assert ways[-1] == ("auto", None), "Another file begins anew"
    assert page.choice.layouts.isVisible()
    assert not page.choice.encodings.isVisible(), "A workbook says its encoding itself"


def test_an_error_is_said_and_leads_back_to_the_preview(page: IntakePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_options: object) -> Change:
        raise UserFacingError("Нет места на диске. Данные не изменились.")

    page.start(Path("выгрузка.csv"))
    monkeypatch.setattr(take_in, "take_in", fail)
    QTest.mouseClick(_preview(page).load_button, Qt.MouseButton.LeftButton)
    assert "Нет места на диске" in _said(page)
    QTest.mouseClick(page._message.button, Qt.MouseButton.LeftButton)
    assert isinstance(_panel(page), PreviewPanel)


def test_a_file_that_cannot_be_read_leads_back_to_the_queue(
    qtbot: QtBot, page: IntakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_options: object) -> ReadFile:
        raise UserFacingError(f"Файл повреждён: {HOSTILE}")

    monkeypatch.setattr(reading, "read_file", fail)
    page.start(Path("выгрузка.csv"))
    assert HOSTILE in _said(page)
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(page._message.button, Qt.Key.Key_Return)


def test_progress_is_shown_and_loading_can_be_stopped(page: IntakePage, desk: FakeDesk) -> None:
    page.start(Path("выгрузка.csv"))
    desk.held = True
    QTest.mouseClick(_preview(page).load_button, Qt.MouseButton.LeftButton)
    desk.progressed.emit(desk.tasks[-1], 40, "Записываем")
    assert "Записываем" in _said(page)
    desk.progressed.emit(Task(), 90, "Чужая работа")
    assert "Чужая работа" not in _said(page)
    QTest.keyClick(page._progress.stop_button, Qt.Key.Key_Escape)
    assert desk.tasks[-1].cancelled.is_set()


def test_a_stopped_reading_is_left_at_once_and_its_answer_ignored(
    qtbot: QtBot, page: IntakePage, desk: FakeDesk
) -> None:
    desk.held = True
    page.start(Path("выгрузка.csv"))
    with qtbot.waitSignal(page.finished):
        QTest.mouseClick(page._progress.stop_button, Qt.MouseButton.LeftButton)
    assert desk.tasks[-1].cancelled.is_set()
    desk.let_go()
    assert not isinstance(_panel(page), PreviewPanel)


def test_refused_rows_are_saved_for_a_table_program(
    page: IntakePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "отказанные.csv"
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(target)))
    page.start(Path("выгрузка.csv"))
    QTest.mouseClick(_preview(page).refused_button, Qt.MouseButton.LeftButton)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "сохранены в файл «отказанные.csv»" in _said(page)


def test_an_unknown_file_is_read_after_its_columns_are_named(page: IntakePage, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = reading.UnknownLayoutError.__new__(reading.UnknownLayoutError)
    unknown.table = TABLE
    mappings: list[Any] = []

    def read(_path: Path, *, mapping: Any, **_options: object) -> ReadFile:
        if mapping is None:
            raise unknown
        mappings.append(mapping)
        return FILE

    monkeypatch.setattr(reading, "read_file", read)
    page.start(Path("таблица.csv"))
    panel = _panel(page)
    assert isinstance(panel, MappingPage)
    for combo in panel.combos.values():
        combo.setCurrentIndex(1)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert set(mappings[0].columns.values()) == {"Рег. №"}
    assert isinstance(_panel(page), PreviewPanel)
