"""The weights of a method as spin boxes: what if they were others, and what an order makes of them."""

from dataclasses import fields, replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QSpinBox, QWidget

from mcu_desktop.rules.rating import COMPONENTS, LARGEST_WEIGHT, RatingMethod
from mcu_desktop.ui.common.plain import PlainLabel, bold_label

_MOST_MESSAGES = 9_999
_THRESHOLDS = (("least_rated", "Оценивать: сообщений от"), ("least_placed", "Давать место: сообщений от"))
_INDENT = 14  # pixels


class WeightsBox(QWidget):
    """Shows a method and says what it has become.

    Signals:
        changed: a person has changed something.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._method = RatingMethod()
        self.edits: dict[str, QSpinBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(3)
        for component in COMPONENTS:
            self._add(component.code, f"{component.title} ({component.letter})", LARGEST_WEIGHT, is_head=True)
            for indicator in component.indicators:
                self._add(indicator.code, indicator.title, LARGEST_WEIGHT)
        for code, title in _THRESHOLDS:
            self._add(code, title, _MOST_MESSAGES)
        self.norm_is_best = QCheckBox("В пределах норматива — максимум")
        self.norm_is_best.toggled.connect(self._follow)
        self._grid.addWidget(self.norm_is_best, self._grid.rowCount(), 0, 1, 2)
        self.show_method(self._method)

    def method(self) -> RatingMethod:
        """Return the method as it is shown."""
        return self._method

    def show_method(self, method: RatingMethod) -> None:
        """Show a method without a word to anybody."""
        self._method = method
        for code, edit in self.edits.items():
            with QSignalBlocker(edit):
                edit.setValue(getattr(method, code))
        with QSignalBlocker(self.norm_is_best):
            self.norm_is_best.setChecked(method.norm_is_best)

    def _add(self, code: str, title: str, most: int, *, is_head: bool = False) -> None:
        label = bold_label(title) if is_head else PlainLabel(title)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        label.setToolTip("")
        if not is_head:
            label.setIndent(_INDENT)
        edit = QSpinBox()
        edit.setRange(0, most)
        edit.setAccessibleName(f"Вес: {title}" if most == LARGEST_WEIGHT else title)
        edit.valueChanged.connect(self._follow)
        label.setBuddy(edit)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(edit, row, 1)
        self._grid.setColumnStretch(0, 1)
        self.edits[code] = edit

    @Slot()
    def _follow(self) -> None:
        known = {field.name for field in fields(RatingMethod)}
        values = {code: edit.value() for code, edit in self.edits.items() if code in known}
        self._method = replace(self._method, **values, norm_is_best=self.norm_is_best.isChecked())
        self.changed.emit()
