"""My alerts: the list is the truth; bubbles and sounds only point to it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTime, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.alerts import MOST_SHOWN, AlertLine, count_alerts, read_alerts, read_scope
from mcu_desktop.queries.people import PersonLine, read_people
from mcu_desktop.rules.russian import duration_words, format_moment, plural
from mcu_desktop.rules.terms import TermStage
from mcu_desktop.rules.titles import STAGES
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.alerts.habits import SOUNDS, Habits
from mcu_desktop.ui.common.day_fields import TimeEdit
from mcu_desktop.ui.common.flow import FlowLayout, hold_width, named_field
from mcu_desktop.ui.common.me import NOBODY, Me
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel, plain_tooltip
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import chosen_rows, fill_table, make_table, refill_table

_ALERTS = ("уведомление", "уведомления", "уведомлений")
_MORNING = time(9)
_EVERYBODY = "Все (весь центр)"
_NAME_LETTERS = 28
_Found = tuple[tuple[AlertLine, ...], int]


class AlertsPage(Page):
    """Lists the alerts of the person who works here; several can be chosen at once.

    Signals:
        case_wanted: the number of a case to show in the queue.
    """

    case_wanted = Signal(str)

    def __init__(self, desk: Desk, me: Me, habits: Habits, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.open_button = QPushButton("Открыть")
        super().__init__(self.open_button)
        self._desk, self._me, self._habits, self._zone, self._clock = desk, me, habits, zone, clock
        self.lines: tuple[AlertLine, ...] = ()
        self._marked: list[AlertLine] = []  # those that this page is marking
        self._people: tuple[PersonLine, ...] = ()
        self.see_button, self.later_button = QPushButton("Вижу (Пробел)"), QPushButton("Напомнить позже…")
        self.person = QComboBox()
        hold_width(self.person, _NAME_LETTERS)
        self.with_seen = QCheckBox("С виденными и отложенными")
        self.sound = QComboBox()
        self.sound.addItems([title for title, _beeps in SOUNDS])
        self.quiet_from, self.quiet_to = TimeEdit(), TimeEdit()
        self.told = text_label()
        self.table = make_table("Уведомления", self._columns())
        self.table.installEventFilter(self)
        self._rows = QVBoxLayout(self)
        for button in (self.open_button, self.see_button, self.later_button):
            button.setEnabled(False)
        self._lay_out()
        self._show_habits()
        self._connect()

    def start(self) -> None:
        """Read who may work here, and the alerts of the one who does."""
        day = self._clock().astimezone(self._zone).date()
        self._desk.read(self, partial(read_people, on=day), self._show_people)
        self.reread()
        self.table.setFocus()

    @Slot()
    def reread(self) -> None:
        """Read the alerts again."""
        self._read_alerts(self._show)

    def _read_alerts(self, show: Callable[[_Found], None]) -> None:
        question = partial(_read, self._me.person_id, self._clock(), self.with_seen.isChecked())
        self._desk.read(self, question, show)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the blank in the list as «вижу»: a table would only choose its row by it."""
        is_blank = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if is_blank and watched is self.table and event.type() == QEvent.Type.KeyPress:
            if self.see_button.isEnabled():
                self._see()
            return True
        return super().eventFilter(watched, event)

    def later_menu(self) -> QMenu:
        """Return the menu of when to be reminded."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for title, until in self._later():
            menu.addAction(title).triggered.connect(partial(self._put_off, until))
        return menu

    def _lay_out(self) -> None:
        who = FlowLayout()
        who.addWidget(named_field("Кто за рабочим местом:", self.person))
        who.addWidget(self.with_seen)
        habits = QHBoxLayout()
        for label, control in (
            ("Звук:", self.sound),
            ("Тихие часы с", self.quiet_from),
            ("до", self.quiet_to),
        ):
            habits.addWidget(PlainLabel(label))
            habits.addWidget(control)
        habits.addStretch(1)
        for control, name in (
            (self.person, "Кто за рабочим местом"),
            (self.sound, "Звук уведомления"),
            (self.quiet_from, "Тихие часы с"),
            (self.quiet_to, "Тихие часы до"),
        ):
            control.setAccessibleName(name)
        self._rows.addWidget(TitleLabel("Уведомления о сроках"))
        self._rows.addLayout(who)
        self._rows.addWidget(self.told)
        self._rows.addWidget(self.table, 1)
        self._rows.addLayout(habits)
        self._rows.addLayout(button_row(self.open_button, self.see_button, self.later_button, self.back_button))

    def _show_habits(self) -> None:
        beeps = [count for _title, count in SOUNDS]
        self.sound.setCurrentIndex(beeps.index(self._habits.beeps) if self._habits.beeps in beeps else 1)
        for edit, moment in zip((self.quiet_from, self.quiet_to), self._habits.quiet_hours, strict=True):
            edit.setDisplayFormat("HH:mm")
            edit.setTime(QTime(moment.hour, moment.minute))

    def _connect(self) -> None:
        self.table.cellDoubleClicked.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.see_button.clicked.connect(self._see)
        self.later_button.clicked.connect(self._offer_later)
        self.with_seen.toggled.connect(self.reread)
        self.person.activated.connect(self._choose_person)
        self.sound.activated.connect(self._keep_habits)
        self.quiet_from.timeChanged.connect(self._keep_habits)
        self.quiet_to.timeChanged.connect(self._keep_habits)
        self._desk.changed.connect(self._follow)

    def _show_people(self, people: tuple[PersonLine, ...]) -> None:
        self._people = people
        self.person.clear()
        self.person.addItem(_EVERYBODY)
        for person in people:
            self.person.addItem(person.full_name)
            self.person.setItemData(
                self.person.count() - 1, plain_tooltip(person.role_text), Qt.ItemDataRole.ToolTipRole
            )
        ids = [NOBODY, *(person.person_id for person in people)]
        if self._me.person_id not in ids:
            self._me.choose(NOBODY, "")  # no longer in the roster
        self.person.setCurrentIndex(ids.index(self._me.person_id))

    def _show(self, found: _Found) -> None:
        fill_table(self.table, self._columns(), found[0])
        self._tell(found)

    def _show_again(self, found: _Found) -> None:
        """Show what has changed; after an own mark the next line waits in the place of those that have gone."""
        marked, self._marked = self._marked, []
        goes_on = bool(marked) and self._chosen() == marked
        refill_table(self.table, self._columns(), self.lines, found[0], lambda line: line.term_id, goes_on=goes_on)
        self._tell(found)

    def _tell(self, found: _Found) -> None:
        self.lines, alive = found
        has_me = self._me.person_id != NOBODY
        for button in (self.see_button, self.later_button):
            button.setEnabled(has_me and bool(self.lines))
            button.setToolTip("" if has_me else "Сначала выберите, кто за рабочим местом")
        self.open_button.setEnabled(bool(self.lines))
        self.told.setText(self._words(alive))

    def _words(self, alive: int) -> str:
        if not alive:
            return "Уведомлений нет: ни один срок этого не требует."
        shown = f" Показаны первые {MOST_SHOWN}." if alive > MOST_SHOWN else ""
        hint = "" if self._me.person_id != NOBODY else " Выберите себя, чтобы видеть свои и отмечать их."
        return f"{plural(alive, *_ALERTS)}.{shown}{hint}"

    def _columns(self) -> tuple[Column[AlertLine], ...]:
        return (
            Column("Срок", self._term_words, 260),
            Column("Номер", lambda line: line.number, 140),
            Column("Суть", lambda line: line.text, 0),
            Column("Блок", lambda line: line.block, 120),
            Column("Получатель", lambda line: line.recipient, 190),
            Column("Отметка", self._mark_words, 170),
        )

    def _term_words(self, line: AlertLine) -> str:
        now = self._clock()
        title = line.title if line.stage is TermStage.TASK else STAGES[line.stage]
        if line.legal_deadline < now:
            return f"{title}: просрочено {duration_words(now - line.legal_deadline)}"
        return f"{title}: до {format_moment(line.control_date, self._zone)}"

    def _mark_words(self, line: AlertLine) -> str:
        if line.put_off_until is not None:
            return f"напомнить {format_moment(line.put_off_until, self._zone)}"
        return f"видел(а) {format_moment(line.seen_at, self._zone)}" if line.seen_at is not None else ""

    def _chosen(self) -> list[AlertLine]:
        return [self.lines[row] for row in chosen_rows(self.table)]

    @Slot()
    def _open(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.case_wanted.emit(chosen[0].number)

    @Slot()
    def _see(self) -> None:
        self._mark(partial(_see, self._me.person_id, [line.term_id for line in self._chosen()], self._clock()))

    @Slot()
    def _offer_later(self) -> None:
        self.later_menu().popup(self.later_button.mapToGlobal(self.later_button.rect().bottomLeft()))

    def _put_off(self, until: datetime) -> None:
        terms = [line.term_id for line in self._chosen()]
        self._mark(partial(_put_off, self._me.person_id, terms, until, self._clock()))

    def _mark(self, deed: Callable[[Transaction, Task], Change]) -> None:
        self._marked = self._chosen()
        if self._marked and self._me.person_id != NOBODY:
            self._desk.write(self, deed, failed=self._refuse)

    def _refuse(self, text: str) -> None:
        self._marked = []
        self.told.setText(text)

    def _later(self) -> tuple[tuple[str, datetime], ...]:
        local = self._clock().astimezone(self._zone)
        tomorrow = datetime.combine(local.date() + timedelta(days=1), _MORNING, self._zone)
        monday = tomorrow + timedelta(days=-tomorrow.weekday() % 7)
        return (
            ("Через час", local + timedelta(hours=1)),
            ("Через три часа", local + timedelta(hours=3)),
            ("Завтра утром", tomorrow),
            ("В понедельник утром", monday),
        )

    @Slot(int)
    def _choose_person(self, place: int) -> None:
        if place == 0:
            self._me.choose(NOBODY, "")
        else:
            self._me.choose(self._people[place - 1].person_id, self._people[place - 1].full_name)
        self.reread()

    @Slot()
    def _keep_habits(self) -> None:
        self._habits.beeps = SOUNDS[self.sound.currentIndex()][1]
        begins, ends = self.quiet_from.time(), self.quiet_to.time()
        self._habits.quiet_hours = time(begins.hour(), begins.minute()), time(ends.hour(), ends.minute())

    @Slot(object)
    def _follow(self, change: Change) -> None:
        if self.isVisible() and change.touched & {Touched.ALERTS, Touched.CASES, Touched.CATALOGUES}:
            self._read_alerts(self._show_again)


def _read(person_id: int, now: datetime, with_seen: bool, reader: Reader) -> _Found:  # noqa: FBT001 -- a filter
    scope = read_scope(reader, person_id, now=now)
    lines = read_alerts(reader, scope, with_seen=with_seen)
    return lines, len(lines) if len(lines) < MOST_SHOWN else count_alerts(reader, scope).alive


def _see(person_id: int, terms: list[int], now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.alert_marks import see_alerts

    return see_alerts(session, person_id, terms, now=now)


def _put_off(
    person_id: int, terms: list[int], until: datetime, now: datetime, session: Transaction, _task: Task
) -> Change:
    from mcu_desktop.operations.alert_marks import put_off_alerts

    return put_off_alerts(session, person_id, terms, until=until, now=now)
