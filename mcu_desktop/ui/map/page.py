"""The map of the municipality: where cases come from, week by week or month by month."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QSlider, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.heat_map import HEAT_MEASURES
from mcu_desktop.queries.map_ground import read_outline
from mcu_desktop.queries.map_view import read_map_view
from mcu_desktop.rules.map_view import MAP_LEVELS, MAP_STEPS, MapLevel, MapStep, MapView
from mcu_desktop.rules.measures import MEASURES, Measure
from mcu_desktop.rules.outline import Outline
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.residents import PER_THOUSAND, living_words
from mcu_desktop.rules.russian import MESSAGES, format_number, plural
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.figure_panel import FigurePanel
from mcu_desktop.ui.common.flow import FlowLayout, named_field
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.map.canvas import MapCanvas
from mcu_desktop.ui.map.data_form import MapDataForm

_STEP_MILLISECONDS = 900
_HINT = "Стрелки — к соседнему месту, Enter — его сообщения, + и − — масштаб, Пробел — показать по времени."
_PLAY, _PAUSE = "Показать по времени", "Остановить"
_Wanted = tuple[MapLevel, MapStep, Measure]


class MapPage(FigurePanel):
    """Chooses what a spot is, what is counted and the step of time."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.open_button = QPushButton("Показать сообщения")
        super().__init__(desk, self.open_button)
        self._zone, self._clock = zone, clock
        self.view: MapView | None = None
        self._outline = Outline((), "", "")
        self.level, self.step_kind, self.measure = QComboBox(), QComboBox(), QComboBox()
        for combo, titles in ((self.level, MAP_LEVELS), (self.step_kind, MAP_STEPS)):
            for value, title in titles.items():
                combo.addItem(title, value)
        for measure in HEAT_MEASURES:
            self.measure.addItem(MEASURES[measure], measure)
        self.per_thousand = QCheckBox(PER_THOUSAND)
        self.canvas, self.told, self.step_words = MapCanvas(), text_label(_HINT), PlainLabel()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Время на карте")
        self.play_button, self.data_button = QPushButton(_PLAY), QPushButton("Данные карты…")
        self.guarded = ((self.data_button, Deed.EDIT_MAP),)
        self.data_form = MapDataForm(desk, me, clock)
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MILLISECONDS)
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Count what is chosen."""
        self.data_form.hide()
        self.reread()
        self.canvas.setFocus()

    @Slot()
    def reread(self) -> None:
        """Count again."""
        wanted = (
            MapLevel(self.level.currentData()),
            MapStep(self.step_kind.currentData()),
            Measure(self.measure.currentData()),
        )
        self.count(partial(_read, wanted, self._clock(), self._zone), self._show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through time: a step by PageUp and PageDown, by itself after the space bar."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.play_button.click()
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.slider.setValue(self.slider.value() + (1 if key == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        choice, time = FlowLayout(), QHBoxLayout()
        for label, edit, name in (
            ("Показать:", self.level, "Что показать"),
            ("Считать:", self.measure, "Что считать"),
            ("Время:", self.step_kind, "Шаг времени"),
        ):
            choice.addWidget(named_field(label, edit))
            edit.setAccessibleName(name)
        choice.addWidget(self.per_thousand)
        for part in (self.play_button, self.slider, self.step_words):
            time.addWidget(part, 1 if part is self.slider else 0)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Карта округа"))
        layout.addLayout(choice)
        layout.addWidget(self.data_form)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(time)
        layout.addWidget(self.told)
        layout.addLayout(button_row(self.open_button, self.data_button, self.back_button))

    def _connect(self) -> None:
        for combo in (self.level, self.step_kind, self.measure):
            combo.activated.connect(self.reread)
        self.per_thousand.clicked.connect(self._show_numbers)
        self.slider.valueChanged.connect(self._show_step)
        self.canvas.chosen_changed.connect(self._tell)
        self.canvas.spot_wanted.connect(self._open_spot)
        self.play_button.clicked.connect(self._play_or_stop)
        self._timer.timeout.connect(self._go_on)
        self.open_button.clicked.connect(self._open)
        self.data_button.clicked.connect(self.data_form.open)
        self.data_form.closed.connect(self.canvas.setFocus)
        self._desk.changed.connect(self._follow)

    def _show(self, found: tuple[Outline, MapView]) -> None:
        self._outline, self.view = found
        last = len(self.view.steps) - 1
        moved = self.slider.maximum() != last
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        if moved:
            self.slider.setValue(last)
        self.slider.blockSignals(False)
        self.per_thousand.setEnabled(self.view.level is MapLevel.SETTLEMENTS)
        self._show_numbers()

    @Slot()
    def _show_numbers(self) -> None:
        """Show the counts, or how many there are of a thousand residents."""
        if self.view is not None:
            rates = self.per_thousand.isEnabled() and self.per_thousand.isChecked()
            self.view = replace(self.view, per_thousand=rates)
            self.canvas.show_view(self._outline, self.view, self.slider.value())
            self._say_step()

    @Slot(int)
    def _show_step(self, step: int) -> None:
        if self.view is not None:
            self.canvas.show_step(step)
            self._say_step()

    def _say_step(self) -> None:
        if self.view is not None:
            self.step_words.setText(self.view.steps[self.slider.value()].words())
            self._tell()

    @Slot()
    def _tell(self) -> None:
        if self.view is None:
            return
        step = self.canvas.step
        said = self.canvas.words() or _HINT
        without, total = self.view.without_spot(step), self.view.totals[step]
        lost = f" Не показано без координат: {format_number(without)}; их берёт «Данные карты»." if without else ""
        if beyond := self.canvas.beyond():
            lost += f" За краем карты {plural(beyond, *MESSAGES)}: туда ведут стрелки."
        if self.view.per_thousand:
            lost += f" {living_words([], self.view.without_residents(step))}".rstrip()
        self.told.setText(f"Всего {plural(total, *MESSAGES)}.{lost} {said}")
        self.open_button.setEnabled(self.canvas.chosen is not None)

    @Slot()
    def _play_or_stop(self) -> None:
        if self._timer.isActive():
            self._stop()
        else:
            if self.slider.value() == self.slider.maximum():
                self.slider.setValue(0)
            self._timer.start()
            self.play_button.setText(_PAUSE)

    @Slot()
    def leave(self) -> None:
        """Go back to the queue; time stands still then."""
        self._stop()
        super().leave()

    def _stop(self) -> None:
        self._timer.stop()
        self.play_button.setText(_PLAY)

    @Slot()
    def _go_on(self) -> None:
        self.slider.setValue(self.slider.value() + 1)
        if self.slider.value() == self.slider.maximum() or not self.isVisible():
            self._stop()

    @Slot()
    def _open(self) -> None:
        if self.canvas.chosen is not None:
            self._open_spot(self.canvas.chosen)

    @Slot(int)
    def _open_spot(self, spot: int) -> None:
        if self.view is not None and self.view.spots[spot].counts[self.canvas.step]:
            self._stop()
            self.open_cases(self.view.slice_of(spot, self.canvas.step))


def _read(wanted: _Wanted, now: datetime, zone: ZoneInfo, reader: Reader, task: Task) -> tuple[Outline, MapView]:
    task.step(-1, "Считаем карту")
    level, step, measure = wanted
    return read_outline(reader), read_map_view(reader, level, step, measure, now=now, zone=zone)
