"""A field of several lines that no paste can freeze: Qt lays ten million characters out in eleven seconds."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit

from mcu_desktop.rules.russian import plural

_LARGEST = 200_000  # characters; twice as long as the longest text that the store takes


class LongEdit(QPlainTextEdit):
    """Takes as much of a paste as it holds, and says what of it does not stand here.

    Signals:
        shortened: a Russian sentence.
    """

    shortened = Signal(str)

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert pasted or dropped text, the beginning of it where it is endless."""
        text = source.text()
        cursor = self.textCursor()
        room = max(_LARGEST - self.document().characterCount() + len(cursor.selectedText()), 0)
        if len(text) <= room:
            super().insertFromMimeData(source)
            return
        cursor.insertText(text[:room])
        taken, whole = plural(room, "знак", "знака", "знаков"), plural(len(text), "знака", "знаков", "знаков")
        self.shortened.emit(f"Вставлено {taken} из {whole}: больше не помещается. Приложите длинный текст файлом.")
