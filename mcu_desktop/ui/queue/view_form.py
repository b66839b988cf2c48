"""The form that keeps what is shown as a view."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton

from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.saved_views import SavedView
from mcu_desktop.ui.common.panels import KeyedPanel, text_label
from mcu_desktop.ui.common.plain import PlainLabel


class ViewForm(KeyedPanel):
    """Asks for a name; Enter keeps the view, Esc leaves everything as it was."""

    def __init__(self, view: SavedView | None, wanted: QueueFilter, *, has_person: bool) -> None:
        self.done_button, self.cancel_button = QPushButton("Сохранить вид"), QPushButton("Отмена")
        super().__init__(self.done_button, self.cancel_button)
        self.view, self.wanted = view, wanted
        self.title = QLineEdit("" if view is None else view.title)
        self.title.setAccessibleName("Название вида")
        self.title.setPlaceholderText("Название вида")
        self.shared = QCheckBox("для всех")
        self.shared.setChecked(view.is_shared if view else not has_person)
        self.shared.setVisible(has_person)
        self.told = text_label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PlainLabel("Нынешние фильтры и поиск:"))
        layout.addWidget(self.title, 1)
        for part in (self.shared, self.done_button, self.cancel_button):
            layout.addWidget(part)
        layout.addWidget(self.told, 1)
