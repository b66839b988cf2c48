"""What the map is made of: another outline, coordinates out of a file, the outline of the program again."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.rules.outline import Shape
from mcu_desktop.rules.places import PlaceOnMap, ReadPlaces
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_file
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel

_HINT = (
    "Контур — файл GeoJSON с границами (долгота и широта WGS 84). Координаты — таблица CSV, XLSX или список JSON "
    "со столбцами «Населённый пункт», «Улица», «Дом», «Широта», «Долгота»; улица и дом могут быть пустыми."
)
_NAMED = 5  # refused rows


class MapDataForm(QWidget):
    """A strip over the map with what can be changed about it.

    Signals:
        closed: the map is looked at again.
    """

    closed = Signal()

    def __init__(self, desk: Desk, me: Me, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk, self._me, self._clock = desk, me, clock
        self.outline_button, self.places_button = QPushButton("Заменить контур…"), QPushButton("Загрузить координаты…")
        self.own_button, self.close_button = QPushButton("Вернуть контур программы"), QPushButton("Готово")
        self.source, self.licence = QLineEdit(), QLineEdit()
        self.told = text_label(_HINT)
        said = QHBoxLayout()
        for label, edit, name in (
            ("Источник контура:", self.source, "Источник контура"),
            ("Лицензия:", self.licence, "Лицензия контура"),
        ):
            said.addWidget(PlainLabel(label))
            said.addWidget(edit, 1)
            edit.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(said)
        layout.addWidget(self.told)
        layout.addLayout(button_row(self.outline_button, self.places_button, self.own_button, self.close_button))
        self.outline_button.clicked.connect(self._ask_outline)
        self.places_button.clicked.connect(self._ask_places)
        self.own_button.clicked.connect(self._restore)
        self.close_button.clicked.connect(self._close)
        self.hide()

    @Slot()
    def open(self) -> None:
        """Show the strip."""
        self.told.setText(_HINT)
        self.show()
        self.source.setFocus()

    def take_outline(self, path: Path) -> None:
        """Put the outline of a file in the place of the present one."""
        self.told.setText("Читаем контур…")
        self._desk.work(self, partial(_read_outline, path), self._replace, failed=self.told.setText)

    def take_places(self, path: Path) -> None:
        """Take coordinates over from a file."""
        self.told.setText("Читаем координаты…")
        self._desk.work(self, partial(_read_places, path), partial(self._take, path.name), failed=self.told.setText)

    @Slot()
    def _ask_outline(self) -> None:
        ask_file(self, "Контур карты", "GeoJSON (*.geojson *.json)", self.take_outline)

    @Slot()
    def _ask_places(self) -> None:
        ask_file(self, "Координаты мест", "Таблицы и JSON (*.csv *.xlsx *.xls *.json)", self.take_places)

    def _replace(self, shapes: tuple[Shape, ...]) -> None:
        deed = partial(_replace, shapes, self.source.text(), self.licence.text(), self._clock(), self._me.actor)
        self._desk.write(self, deed, self._say, failed=self.told.setText)

    def _take(self, name: str, read: ReadPlaces) -> None:
        deed = partial(_take_places, read.places, name, self._clock(), self._me.actor)
        self._desk.write(self, deed, partial(self._say_taken, read.refused), failed=self.told.setText)

    @Slot()
    def _restore(self) -> None:
        self._desk.write(self, partial(_restore, self._clock(), self._me.actor), self._say, failed=self.told.setText)

    def _say(self, change: Change) -> None:
        self.told.setText(change.text)

    def _say_taken(self, refused: Sequence[tuple[int, str]], change: Change) -> None:
        said = "".join(f" Строка {number}: {why}." for number, why in refused[:_NAMED])
        more = f" И ещё {len(refused) - _NAMED}." if len(refused) > _NAMED else ""
        self.told.setText(f"{change.text}{f' Не взято строк: {len(refused)}.' if refused else ''}{said}{more}")

    @Slot()
    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _read_outline(path: Path, _reader: Reader, task: Task) -> tuple[Shape, ...]:
    from mcu_desktop.intake.outline_file import read_outline

    task.step(-1, "Читаем контур")
    return read_outline(path)


def _replace(
    shapes: Sequence[Shape], source: str, licence: str, now: datetime, actor: str, session: Transaction, _task: Task
) -> Change:
    from mcu_desktop.operations.edit_map import replace_outline

    return replace_outline(session, shapes, source=source, licence=licence, now=now, actor=actor)


def _restore(now: datetime, actor: str, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_map import restore_outline

    return restore_outline(session, now=now, actor=actor)


def _read_places(path: Path, _reader: Reader, task: Task) -> ReadPlaces:
    from mcu_desktop.intake.places_file import read_places

    task.step(-1, "Читаем координаты")
    return read_places(path)


def _take_places(
    places: Sequence[PlaceOnMap], source: str, now: datetime, actor: str, session: Transaction, _task: Task
) -> Change:
    from mcu_desktop.operations.edit_map import take_places

    return take_places(session, places, source=source, now=now, actor=actor)
