"""The list of what a good answer has, to be ticked by who checks it."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mcu_desktop.rules.case_way import QUALITY


class QualityList(QWidget):
    """One box for each mark of quality."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes = [QCheckBox(mark) for mark in QUALITY]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for box in self.boxes:
            layout.addWidget(box)

    def met(self) -> tuple[str, ...]:
        """Return the marks that are ticked."""
        return tuple(mark for mark, box in zip(QUALITY, self.boxes, strict=True) if box.isChecked())

    def clear(self) -> None:
        """Take all ticks away."""
        for box in self.boxes:
            box.setChecked(False)
