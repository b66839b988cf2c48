"""Pages of which one is seen: only that one says how small the window may be; and pages that scroll in a small one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class Pages(QStackedWidget):
    """A stack whose hidden pages take no room."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return what the seen page would like; Qt would reckon how high each hidden one is, dozens of times."""
        page = self.currentWidget()
        return super().sizeHint() if page is None else page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size of the page that is seen."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()


def scrolled(inside: QWidget | None = None) -> QScrollArea:
    """Return a place for a widget that has its least size whatever room there is: in a small window it scrolls."""
    area = QScrollArea()
    if inside is not None:
        area.setWidget(inside)
        # What scrolls on a page of tabs has to let its ground through: its own would be of another colour.
        inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
