"""What the strip says of a search."""

from PySide6.QtCore import QObject, Slot

from mcu_desktop.ui.common.notice_strip import NoticeStrip
from mcu_desktop.ui.queue.page import QueuePage


class SearchNotes(QObject):
    """Tells that nothing was found, or what is shown in place of what was typed."""

    def __init__(self, queue: QueuePage, strip: NoticeStrip) -> None:
        super().__init__(queue)
        self._strip = strip
        queue.answered.connect(self._tell_found)
        queue.shown_instead.connect(self._tell_instead)

    @Slot(str, int)
    def _tell_found(self, typed: str, count: int) -> None:
        if count or not typed:
            self._strip.drop_old("info")
        else:
            self._strip.show_notice(f"По запросу «{typed}» ничего не найдено. Проверьте фильтры.")

    @Slot(str, str)
    def _tell_instead(self, typed: str, shown: str) -> None:
        self._strip.show_notice(f"По запросу «{typed}» ничего нет, показано для «{shown}».")
