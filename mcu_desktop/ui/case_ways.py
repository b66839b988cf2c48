"""Where the deeds of cases lead in the window: to the answer, to a file, to many at once, and back."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Slot

from mcu_desktop.store.about import About, Undone
from mcu_desktop.ui.case_card.draft_keys import ANSWER_CODE
from mcu_desktop.ui.workplace_jobs import case_number, find_case, has_lock, undo_deed

if TYPE_CHECKING:
    from mcu_desktop.queries.attachments import AttachedFile
    from mcu_desktop.ui.common.on_paper import PaperWish
    from mcu_desktop.ui.queue.exporting import Exporting
    from mcu_desktop.ui.workplace import Workplace


class CaseWays(QObject):
    """Goes to the pages that a case or several lead to, and takes deeds back."""

    def __init__(self, workplace: "Workplace", zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__(workplace)
        self._workplace, self._zone, self._clock = workplace, zone, clock

    @cached_property
    def exporting(self) -> "Exporting":
        """What takes rows out of the queue, made when it is first wanted."""
        from mcu_desktop.ui.queue.exporting import Exporting

        workplace = self._workplace
        return Exporting(workplace.desk, workplace.queue, workplace.strip, self._zone, self._clock)

    @Slot()
    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard."""
        self.exporting.copy()

    @Slot(int)
    def show_answer(self, case_id: int) -> None:
        """Go to the answer of a case."""
        self._workplace.show_page(self._workplace.screens.answer)
        self._workplace.screens.answer.show_case(case_id)

    @Slot(object, bytes)
    def show_file(self, file: "AttachedFile", content: bytes) -> None:
        """Look at a file of a case."""
        self._workplace.show_page(self._workplace.screens.preview)
        self._workplace.screens.preview.show_file(file, content)

    @Slot()
    def print_shown(self) -> None:
        """Make a document of what the window shows: of the chosen case, or of a page of figures."""
        from mcu_desktop.ui.common.on_paper import OnPaper

        page: object = self._workplace.pages.currentWidget()
        if page is self._workplace.queue:
            self.print_case()
        elif isinstance(page, OnPaper) and (wish := page.on_paper()) is not None:
            self._make_report(wish)
        else:
            self._workplace.strip.show_notice("У этой страницы нет своего документа. Все документы: Ctrl+R.")

    @Slot()
    def print_case(self) -> None:
        """Make a document of the chosen case."""
        case_id = self._workplace.queue.chosen_case()
        if case_id is not None:
            self._workplace.desk.read(self, partial(case_number, case_id), self._make_case_report)

    def _make_case_report(self, number: str) -> None:
        from mcu_desktop.ui.common.on_paper import PaperWish

        self._make_report(PaperWish("case", subject=number))

    @Slot()
    def print_view(self) -> None:
        """Make a document of the shown view."""
        from mcu_desktop.queries.saved_views import filter_as_text
        from mcu_desktop.ui.common.on_paper import PaperWish

        shown = filter_as_text(self._workplace.queue.searched_filter())
        self._make_report(PaperWish("list", subject=shown, said="вид очереди"))

    def _make_report(self, wish: "PaperWish") -> None:
        self._workplace.show_screen("report")
        self._workplace.screens.report.make_of(wish)

    @Slot()
    def offer_bulk(self) -> None:
        """Go to the deeds on all chosen cases."""
        chosen = self._workplace.queue.chosen_cases()
        if chosen:
            self._workplace.show_page(self._workplace.screens.bulk)
            self._workplace.screens.bulk.show_cases(chosen)

    @Slot()
    def undo_last(self) -> None:
        """Take the last deed of this person back."""
        self.undo(None)

    def undo(self, deed_id: int | None) -> None:
        """Take a deed back, with None the last one of this person."""
        about = About(undone=Undone(deed_id, self._workplace.me.person_id))
        self._workplace.desk.write(self, partial(undo_deed, deed_id, self._clock()), about=about)

    def undo_offer(self, deed_id: int | None) -> tuple[str, Callable[[], None]] | None:
        """Return what the strip offers after a deed; over the queue a key does it, elsewhere that key undoes typing."""
        if deed_id is None:
            return None
        is_queue = self._workplace.pages.currentWidget() is self._workplace.queue
        return "Отменить (Ctrl+Z)" if is_queue else "Отменить", partial(self.undo, deed_id)

    @Slot()
    def lock(self) -> None:
        """Hide the window until who works here gives the code."""
        if self._workplace.me.person_id:
            self._workplace.screens.locking.lock(self._workplace.frame.menu_actions())
        else:
            self._workplace.strip.show_notice("Закрывать нечем: сначала выберите себя (Ctrl+I).")

    def begin(self) -> None:
        """Ask for the code of a locked name; say what was typed and not saved; or else ask who works here."""
        me = self._workplace.me
        if me.person_id:
            self._workplace.desk.read(self, partial(has_lock, person_id=me.person_id), self._lock_if)
        waiting = self._workplace.drafts.waiting()
        if not waiting and me.is_to_be_asked:
            words = "Кто работает за этим местом? Тогда в истории будет ваше имя, а не «Оператор»."
            self._workplace.strip.show_notice(words, "info", ("Выбрать", partial(self._workplace.show_screen, "who")))
        elif waiting:
            rest = f" и ещё {len(waiting) - 1}" if len(waiting) > 1 else ""
            words = f"Осталось несохранённое: {waiting[0].title}{rest}. Оно цело."
            self._workplace.strip.show_notice(words, "info", ("Открыть", partial(self.open_draft, waiting[0].key)))

    def _lock_if(self, locked: bool) -> None:  # noqa: FBT001 -- the answer to one question
        if locked:
            self.lock()

    def open_draft(self, key: str) -> None:
        """Go to where a draft was typed."""
        kind, *rest = key.split()
        if kind == "roster":
            self._workplace.show_screen("roster")
        elif kind == "report":
            self._workplace.show_screen("report")
            self._workplace.screens.report.open_draft(key)
        elif kind == "new":
            self._workplace.show_screen("new_case")
        elif len(rest) == 2:  # noqa: PLR2004 -- the number and the deed
            number, code = rest
            find = partial(find_case, number=number)
            self._workplace.desk.read(self, find, partial(self._open_found, number, code))

    def _open_found(self, number: str, code: str, case_id: int | None) -> None:
        if case_id is None:
            self._workplace.strip.show_notice(f"Сообщения {number} больше нет.")
        elif code == ANSWER_CODE:
            self.show_answer(case_id)
        else:
            self._workplace.show_number(number)
            self._workplace.card.show_case(case_id)
            self._workplace.card.run_deed(code)
