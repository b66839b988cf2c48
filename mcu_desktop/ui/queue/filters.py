"""What of the queue is shown: standing, channel, period, words."""

from dataclasses import replace

from PySide6.QtCore import QDate, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.rules.terms import GroupBy, Standing
from mcu_desktop.ui.common.day_fields import DayEdit
from mcu_desktop.ui.common.flow import hold_width
from mcu_desktop.ui.common.plain import PlainLabel, without_key
from mcu_desktop.ui.queue.completing import LastWordCompleter

_TYPING_MILLISECONDS = 250
_SEARCH_LETTERS, _CHANNEL_LETTERS = 24, 15
_STANDINGS = (
    ("Все открытые", None),
    ("Просрочено", Standing.OVERDUE),
    ("Скоро срок", Standing.DUE_SOON),
    ("В срок", Standing.IN_TIME),
    ("Закрытые", Standing.CLOSED),
)


class FilterBar(QWidget):
    """One line of filters over the queue.

    Signals:
        filter_changed: the wish has changed; typing waits for a pause.
        completions_closed: the list of completions goes away.
        table_wanted: Enter in the search: the operator goes on to what was found.
    """

    filter_changed = Signal()
    completions_closed = Signal()
    table_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing = QComboBox()
        self.standing.setAccessibleName("Состояние срока")
        self.standing.addItems([title for title, _standing in _STANDINGS])
        self.channel = QComboBox()
        self.channel.setAccessibleName("Канал")
        self.channel.addItem("Все каналы", None)
        hold_width(self.channel, _CHANNEL_LETTERS)
        self.by_period = QCheckBox("За период")
        self.first_day = DayEdit(QDate.currentDate().addMonths(-1))
        self.last_day = DayEdit(QDate.currentDate())
        for edit, name in ((self.first_day, "Поступило с"), (self.last_day, "Поступило по")):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("dd.MM.yyyy")
            edit.setAccessibleName(name)
            edit.dateChanged.connect(self._tell)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Номер, слова, блок:… срок:… (Ctrl+F)")
        self.search.setAccessibleName("Поиск по номеру и тексту")
        self.search.setClearButtonEnabled(True)
        self.narrowing = QPushButton()
        self.narrowing.setToolTip("Показать снова всю очередь")
        self.narrowing.clicked.connect(self._drop_narrowing)
        self.narrowing.hide()
        self._narrowed = QueueFilter()  # what no other filter of the bar can say
        self.group_by: GroupBy | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.filter_changed)
        self.search.textChanged.connect(self._wait_for_typing)
        self.search.returnPressed.connect(self._go_on)
        self.standing.currentIndexChanged.connect(self._tell)
        self.channel.currentIndexChanged.connect(self._tell)
        self.by_period.toggled.connect(self._switch_period)
        self._lay_out()

    def _lay_out(self) -> None:
        self._choices = QHBoxLayout()
        for widget in (self.narrowing, self.standing, self.channel, self.by_period):
            self._choices.addWidget(widget)
        self._line = QHBoxLayout()
        self._line.addLayout(self._choices)
        self._line.addWidget(self.search, 1)
        # The days have a line of their own: with large letters one line is too short for all.
        self.period = QWidget()
        days = QHBoxLayout(self.period)
        days.setContentsMargins(0, 0, 0, 0)
        for label, edit in (("Поступило с", self.first_day), ("по", self.last_day)):
            days.addWidget(PlainLabel(label))
            days.addWidget(edit)
        days.addStretch(1)
        self.period.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addLayout(self._line)
        layout.addWidget(self.period)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the search a line of its own where the choices leave it too little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        search = self.fontMetrics().averageCharWidth() * _SEARCH_LETTERS
        is_narrow = self._choices.sizeHint().width() + search > self.width()
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def show_channels(self, channels: list[tuple[str, str]]) -> None:
        """Offer the channels, as (code, title)."""
        self.channel.blockSignals(True)
        while self.channel.count() > 1:
            self.channel.removeItem(1)
        for code, title in channels:
            self.channel.addItem(title, code)
        self.channel.blockSignals(False)

    def offer_filters(self, offered: tuple[str, ...]) -> None:
        """Complete the last word of the search with what can stand there: «срок:просрочено», «блок:образование»."""
        completer = LastWordCompleter(offered, self.search)
        self.search.setCompleter(completer)
        popup = completer.popup()
        if popup is not None:
            self.completions_closed.connect(popup.hide)

    def wanted(self, block: str) -> QueueFilter:
        """Return the wish of a person for a block."""
        by_period = self.by_period.isChecked()
        first, last = self.first_day.date(), self.last_day.date()
        return replace(
            self._narrowed,
            block=block,
            standing=_STANDINGS[self.standing.currentIndex()][1],  # Qt would give a plain str back
            channel_code=self.channel.currentData(),
            received_from=first.toPython() if by_period else None,  # type: ignore[arg-type]
            received_to=last.toPython() if by_period else None,  # type: ignore[arg-type]
            search=self.search.text(),
            group_by=self.group_by,
        )

    def show_wanted(self, wanted: QueueFilter) -> None:
        """Show what another screen leads to, whatever was looked for before."""
        standings = [standing for _title, standing in _STANDINGS]
        self.blockSignals(True)
        self.standing.setCurrentIndex(standings.index(wanted.standing))
        self.channel.setCurrentIndex(max(self.channel.findData(wanted.channel_code), 0))
        by_period = wanted.received_from is not None and wanted.received_to is not None
        self.by_period.setChecked(by_period)
        if wanted.received_from is not None and wanted.received_to is not None:
            self.first_day.setDate(QDate(*wanted.received_from.timetuple()[:3]))
            self.last_day.setDate(QDate(*wanted.received_to.timetuple()[:3]))
        self.period.setVisible(by_period)
        self.search.setText(wanted.search)
        self.blockSignals(False)
        self._typing.stop()
        self.group_by = wanted.group_by
        self._narrow(wanted)
        self.filter_changed.emit()

    def _narrow(self, wanted: QueueFilter) -> None:
        self._narrowed = wanted
        words = _narrowing_words(wanted)
        self.narrowing.setText(f"{without_key(words)} \N{MULTIPLICATION SIGN}")
        self.narrowing.setVisible(bool(words))
        both = wanted.intake_batch is not None or wanted.figure is not None
        self.standing.setItemText(0, "Открытые и закрытые" if both else _STANDINGS[0][0])
        self._fit()

    @Slot()
    def _drop_narrowing(self) -> None:
        self._narrow(QueueFilter())
        self.filter_changed.emit()

    @Slot()
    def _go_on(self) -> None:
        """Close the list of completions, which would take the keyboard back, and go on to what was found."""
        self.completions_closed.emit()
        self.table_wanted.emit()

    @Slot()
    def _tell(self) -> None:
        self.filter_changed.emit()

    @Slot()
    def _wait_for_typing(self) -> None:
        self._typing.start()

    @Slot(bool)
    def _switch_period(self, on: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.period.setVisible(on)
        self.filter_changed.emit()


def _narrowing_words(wanted: QueueFilter) -> str:
    """Name what no other filter of the bar says; empty where there is nothing."""
    since, until = wanted.due_from, wanted.due_to
    named = (
        (wanted.figure is not None, wanted.figure.title if wanted.figure else ""),
        (wanted.intake_batch is not None, "Новые из загрузки"),
        (wanted.without_recipient, "Без получателя"),
        (wanted.broken_promise, "Обещание нарушено"),
    )
    for is_so, words in named:
        if is_so:
            return words
    if until is None:
        return ""
    if since is None:
        return f"Срок по {until:%d.%m.%Y}"
    return f"Срок {until:%d.%m.%Y}" if since == until else f"Срок {since:%d.%m}–{until:%d.%m.%Y}"
