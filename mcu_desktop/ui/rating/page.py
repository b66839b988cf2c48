"""The rating: who stands where and why, what if the weights were others, and what was issued."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.issued_ratings import IssuedLine
from mcu_desktop.queries.rating import RATED_OBJECTS, read_rating, scope_parts
from mcu_desktop.rules.measures import DIMENSIONS, Dimension, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.permissions import Deed, Rights
from mcu_desktop.rules.rating import Rating, RatingMethod, rate, total_of
from mcu_desktop.rules.rating_inputs import RATING_SCOPES, RatingScope
from mcu_desktop.rules.rating_words import edition_words, explain
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.figure_panel import FigurePanel
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.narrow import narrow_words
from mcu_desktop.ui.common.on_paper import PaperWish
from mcu_desktop.ui.common.pages import Pages
from mcu_desktop.ui.common.panels import KeyedPanel
from mcu_desktop.ui.common.period_box import PeriodBox
from mcu_desktop.ui.rating.columns import rating_columns
from mcu_desktop.ui.rating.issued_panel import IssuedPanel
from mcu_desktop.ui.rating.method_panel import MethodPanel
from mcu_desktop.ui.rating.view import RatingView

_Wanted = tuple[RatingScope, Dimension, Period]
_Read = tuple[Rating, tuple[Part, ...], str]  # with what is to be said before it


class RatingPage(FigurePanel):
    """Shows the rating of a period; the weights can be tried without a word to anybody."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.open_button = QPushButton("Показать сообщения")
        super().__init__(desk, self.open_button)
        self._me, self._zone, self._clock = me, zone, clock
        self.rating: Rating | None = None  # as it was read, or issued
        self.issued: IssuedLine | None = None
        self._narrow = ""
        self.period, self.scope, self.objects = PeriodBox(zone, clock), QComboBox(), QComboBox()
        for scope, title in RATING_SCOPES.items():
            self.scope.addItem(title, scope)
        self._offer_objects()
        self.issue_button, self.issued_button = QPushButton("Выпустить рейтинг"), QPushButton("Выпущенные…")
        self.method_button, self.what_if_button = QPushButton("Методика…"), QPushButton("Что, если…")
        self.now_button = QPushButton("К нынешнему")
        self.guarded = ((self.issue_button, Deed.ISSUE_RATING),)
        self.view = RatingView(
            (self.period, self.scope, self.objects),
            (
                self.open_button, self.what_if_button, self.issue_button, self.now_button, self.issued_button,
                self.method_button, self.back_button,
            ),
        )  # fmt: skip
        self.told = self.view.told
        self.issued_panel = IssuedPanel(desk, me, zone)
        self.method_panel = MethodPanel(desk, zone, clock)
        self.pages = Pages()
        for page in (self.view, self.issued_panel, self.method_panel):
            self.pages.addWidget(page)
        QVBoxLayout(self).addWidget(self.pages)
        self._connect()

    def start(self) -> None:
        """Count the rating of the chosen period."""
        self.period.renew()
        self._reset()
        self._go_back()

    def on_paper(self) -> PaperWish | None:
        """Return the rating of blocks that is shown, or the issued one exactly as it was."""
        if self.rating is None or self.rating.objects is not Dimension.BLOCK:
            return None
        number = "" if self.issued is None else self.issued.number
        return PaperWish(f"rating_{self.rating.scope}", self.rating.period, subject=number)

    @property
    def is_followed(self) -> bool:
        """Not while another page is in front, and never an issued rating."""
        return super().is_followed and self.issued is None and self.pages.currentWidget() is self.view

    @property
    def parts(self) -> tuple[KeyedPanel, ...]:
        """The panels with buttons of their own that not everybody may press."""
        return (self.method_panel,)

    @Slot()
    def reread(self) -> None:
        """Count again."""
        self.issued = None
        wanted = (RatingScope(self.scope.currentData()), Dimension(self.objects.currentData()), self.period.period())
        self.count(partial(_count, wanted, self._me.rights, self._clock(), self._zone), self._take)

    def _connect(self) -> None:
        self.period.changed.connect(self.reread)
        self.scope.activated.connect(self.reread)
        self.objects.activated.connect(self.reread)
        self.view.table.opened.connect(self.open_cases)
        self.view.table.row_chosen.connect(self._explain)
        self.view.weights.changed.connect(self._try)
        self.view.reset_button.clicked.connect(self._reset)
        self.view.table.lead(self.open_button)
        self.what_if_button.clicked.connect(self.view.switch_weights)
        self.issue_button.clicked.connect(self._issue)
        self.issued_button.clicked.connect(self._list_issued)
        self.now_button.clicked.connect(self.start)
        self.method_button.clicked.connect(self._show_method)
        self.issued_panel.left.connect(self._go_back)
        self.issued_panel.chosen.connect(self._show_issued)
        self.method_panel.left.connect(self._go_back)
        self._me.rights_changed.connect(self._offer_objects)

    @Slot()
    def _offer_objects(self) -> None:
        """Offer what may be rated: people only to those who may see them."""
        chosen = self.objects.currentData()
        self.objects.clear()
        for one in RATED_OBJECTS:
            if one is not Dimension.EXECUTOR or self._me.rights.allows(Deed.RATE_PEOPLE):
                self.objects.addItem(DIMENSIONS[one], one)
        self.objects.setCurrentIndex(max(self.objects.findData(chosen), 0))

    def _take(self, found: _Read) -> None:
        rating, scope, self._narrow = found
        before, weights = self.rating, self.view.weights.method()
        self._show(rating, scope)
        if before is not None and before.edition == rating.edition and weights != rating.edition.method:
            self.view.weights.show_method(weights)  # what is being tried stays when the store is read again
            self._try()

    def _show(self, rating: Rating, scope: tuple[Part, ...]) -> None:
        self.rating, self._scope = rating, scope
        self.view.weights.show_method(rating.edition.method)
        self._show_rows(rating)

    @Slot(object, object)
    def _show_issued(self, line: IssuedLine, rating: Rating) -> None:
        self._desk.read(self, partial(_read_scope, rating.scope), partial(self._take_issued, line, rating))

    def _take_issued(self, line: IssuedLine, rating: Rating, scope: tuple[Part, ...]) -> None:
        self.give_up()
        self.issued, self._narrow = line, ""
        self.pages.setCurrentWidget(self.view)
        self._show(rating, scope)
        self.view.table.setFocus()

    def _show_rows(self, rating: Rating) -> None:
        """Show a rating: as it was read, or with other weights."""
        self.view.table.show_rows((*rating.rows, rating.total), rating_columns(rating, self._scope))
        is_tried = self.rating is not None and rating.edition.method != self.rating.edition.method
        self.told.setText(self._words(rating, is_tried=is_tried))
        self.issue_button.setEnabled(self.issued is None and not is_tried)
        self.now_button.setVisible(self.issued is not None)
        for choice in (self.period, self.scope, self.objects):
            choice.setEnabled(self.issued is None)
        self._explain(self.view.table.currentIndex().row())

    def _words(self, rating: Rating, *, is_tried: bool) -> str:
        said = f"{self._narrow}{RATING_SCOPES[rating.scope]}, {rating.period.words()};"
        said += f" {edition_words(rating.edition)}."
        if rating.compared_with:
            said += f" Места сравнены: {rating.compared_with}."
        if self.issued is not None:
            when = format_moment(self.issued.issued_at, self._zone)
            said = f"Рейтинг № {self.issued.number}, выпущен {when}, {self.issued.actor}. {said}"
            said += " Числа — на день выпуска; сообщения открываются нынешние."
        else:
            said += f" Посчитано {format_moment(rating.counted_at, self._zone)}."
        return f"Проба: веса изменены, рейтинг с ними не выпускается. {said}" if is_tried else said

    @Slot(int)
    def _explain(self, row: int) -> None:
        rows = self.view.table.figures.rows
        if self.rating is not None and 0 <= row < len(rows):
            self.view.how.setPlainText("\n".join(explain(rows[row], self.view.weights.method())))

    @Slot()
    def _try(self) -> None:
        """Rate the same numbers by other weights, at once and without the store."""
        if self.rating is not None:
            self._show_rows(tried(self.rating, self.view.weights.method()))

    @Slot()
    def _reset(self) -> None:
        if self.rating is not None:
            self._show(self.rating, self._scope)

    @Slot()
    def _issue(self) -> None:
        if self.rating is not None:
            deed = partial(_issue, self.rating, self._clock(), self._zone)
            self._desk.write(self, deed, failed=self.told.setText)

    @Slot()
    def _list_issued(self) -> None:
        self.pages.setCurrentWidget(self.issued_panel)
        self.issued_panel.start()

    @Slot()
    def _show_method(self) -> None:
        self.pages.setCurrentWidget(self.method_panel)
        self.method_panel.start(self.view.weights.method())

    @Slot()
    def _go_back(self) -> None:
        self.pages.setCurrentWidget(self.view)
        self.reread()
        self.view.table.setFocus()


def tried(rating: Rating, method: RatingMethod) -> Rating:
    """Return what a rating would be by another method; places are compared with those of the last time as before."""
    before = {row.entry.value: row.place + row.change for row in rating.rows if row.place and row.change is not None}
    entries = [row.entry for row in rating.rows]
    edition = replace(rating.edition, method=method)
    return replace(rating, edition=edition, rows=rate(entries, method, before), total=total_of(entries, method))


def _count(wanted: _Wanted, rights: Rights, now: datetime, zone: ZoneInfo, reader: Reader, task: Task) -> _Read:
    task.step(-1, "Считаем рейтинг")
    rating = read_rating(reader, *wanted, now=now, zone=zone)
    return rating, scope_parts(reader, wanted[0]), narrow_words(rights, reader)


def _read_scope(scope: RatingScope, reader: Reader) -> tuple[Part, ...]:
    return scope_parts(reader, scope)


def _issue(rating: Rating, now: datetime, zone: ZoneInfo, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.issue_rating import issue_rating

    return issue_rating(session, rating, now=now, zone=zone, actor=actor_of(session))
