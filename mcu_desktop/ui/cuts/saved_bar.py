"""Kept cuts: chosen, kept under a name, renamed, taken away."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.saved_cuts import KeptCut, SavedCut, read_cuts
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.plain import PlainLabel

_NONE = "не выбран"


class SavedBar(QWidget):
    """A list of kept cuts with what can be done with them.

    Signals:
        chosen: the `KeptCut` that is wanted.
        told: a Russian sentence.
    """

    chosen = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, me: Me, clock: Callable[[], datetime], kept: Callable[[], KeptCut]) -> None:
        super().__init__()
        self._desk, self._me, self._clock, self._kept = desk, me, clock, kept
        self.saved: tuple[SavedCut, ...] = ()
        self._just_kept: tuple[str, bool] | None = None  # name and whether shared: chosen when the list comes back
        self.list, self.title, self.shared = QComboBox(), QLineEdit(), QCheckBox("для всех")
        self.list.setAccessibleName("Сохранённый разрез")
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(20)
        self.title.setAccessibleName("Название разреза")
        self.title.setPlaceholderText("Название")
        self.save_button, self.remove_button = QPushButton("Сохранить"), QPushButton("Убрать")
        self.rename_button = QPushButton("Переименовать")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PlainLabel("Разрез:"))
        for part in (self.list, self.remove_button, self.title, self.shared, self.save_button, self.rename_button):
            layout.addWidget(part)
        self.list.activated.connect(self._choose)
        self.title.returnPressed.connect(self._save)
        self.title.textChanged.connect(self._offer)
        self.save_button.clicked.connect(self._save)
        self.rename_button.clicked.connect(self._rename)
        self.remove_button.clicked.connect(self._remove)
        desk.changed.connect(self._follow)

    @Slot()
    def reread(self) -> None:
        """Read the shared cuts and one's own again."""
        self.shared.setVisible(bool(self._me.person_id))
        self._desk.read(self, partial(read_cuts, person_id=self._me.person_id), self._show)

    def _show(self, saved: tuple[SavedCut, ...]) -> None:
        known = self._current()
        self.saved = saved
        self.list.clear()
        self.list.addItem(_NONE)
        self.list.addItems([f"{one.title} (общий)" if one.is_shared else one.title for one in saved])
        place = next((at for at, one in enumerate(saved, 1) if known and one.view_id == known.view_id), 0)
        place = next((at for at, one in enumerate(saved, 1) if (one.title, one.is_shared) == self._just_kept), place)
        self._just_kept = None
        self.list.setCurrentIndex(place)
        if known is not None and place and self.title.text() == known.title:
            self.title.setText(saved[place - 1].title)  # somebody has renamed it meanwhile
        self._offer()

    def _current(self) -> SavedCut | None:
        place = self.list.currentIndex()
        return self.saved[place - 1] if 0 < place <= len(self.saved) else None

    @Slot()
    def _choose(self) -> None:
        one = self._current()
        self._offer()
        if one is None:
            return
        self.title.setText(one.title)
        self.shared.setChecked(one.is_shared)
        if one.kept is None:
            self.told.emit(f"Разрез «{one.title}» сохранён другой версией программы: здесь его не прочесть.")
        else:
            self.chosen.emit(one.kept)

    @Slot()
    def _offer(self) -> None:
        """Let the chosen cut be removed, and renamed where another name is typed."""
        one = self._current()
        self.remove_button.setEnabled(one is not None)
        name = self._name()
        self.rename_button.setEnabled(one is not None and one.kept is not None and name not in {"", one.title})

    def _name(self) -> str:
        return " ".join(self.title.text().split())

    @Slot()
    def _save(self) -> None:
        """Keep what is laid out: in the chosen cut or another of that name, else as a new one."""
        is_shared = self.shared.isChecked() or not self._me.person_id
        chosen = self._current()
        known = (one for one in (chosen, *self.saved) if one is not None and one.title == self._name())
        same = next((one for one in known if one is chosen or one.is_shared is is_shared), None)
        self._keep(None if same is None else same.view_id, self._kept(), is_shared=is_shared)

    @Slot()
    def _rename(self) -> None:
        one = self._current()
        if one is not None and one.kept is not None:
            self._keep(one.view_id, one.kept, is_shared=one.is_shared)

    def _keep(self, view_id: int | None, kept: KeptCut, *, is_shared: bool) -> None:
        self._just_kept = (self._name(), is_shared)
        deed = partial(_save, view_id, self._name(), kept, is_shared, self._clock())
        self._desk.write(self, deed, failed=self._refuse)

    @Slot(str)
    def _refuse(self, words: str) -> None:
        self._just_kept = None
        self.told.emit(words)

    @Slot()
    def _remove(self) -> None:
        one = self._current()
        if one is not None:
            self._desk.write(self, partial(_remove, one.view_id, self._clock()), failed=self.told.emit)

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if self.isVisible() and Touched.VIEWS in change.touched:
            self.reread()


def _save(
    view_id: int | None,
    title: str,
    kept: KeptCut,
    is_shared: bool,  # noqa: FBT001 -- the rest is filled in by the desk
    now: datetime,
    session: Transaction,
    _task: Task,
) -> Change:
    from mcu_desktop.operations.saved_views import save_cut

    return save_cut(session, view_id, title=title, kept=kept, is_shared=is_shared, now=now)


def _remove(view_id: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.saved_views import remove_view

    return remove_view(session, view_id, now=now)
