"""What a fault of the store is called for people; any other error passes as it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.guarding.refusals import refusal_words


class StoreDamagedError(UserFacingError):
    """A file that cannot be read as a store any more; a copy may bring it back."""


@contextmanager
def said_in_words(what: str) -> Iterator[None]:
    """Turn a fault of the store into words for people; anything else passes."""
    try:
        yield
    except UserFacingError:
        raise
    except Exception as error:
        fault = _words_for(error, what)
        if fault is None:
            raise
        raise fault from error


_SQLITE_WORDS = (
    ("is locked", "Хранилище «{}» занято другой программой. Ничего не изменено. Повторите через минуту."),
    ("disk is full", "На диске с хранилищем «{}» нет места. Ничего не изменено. Освободите место и повторите."),
    (
        "malformed",
        "Хранилище «{}» повреждено. Больше ничего в него не записывайте и верните копию: меню «Хранилище» или restore.",
    ),
    (
        "not a database",
        "Файл «{}» — не хранилище программы или повреждён. Он не изменён. Укажите другой или верните копию: restore.",
    ),
    (
        "disk i/o",
        "Диск с хранилищем «{}» не читается или не пишется. Последнее действие не сохранено. Проверьте диск.",
    ),
    (
        "readonly",
        "В хранилище «{}» нельзя писать. Ничего не изменено. Проверьте права на файл, на папку и на файлы -wal и -shm.",
    ),
    ("unable to open", "Хранилище «{}» не открывается: нет файла или прав на папку. Проверьте путь и права."),
)


_DAMAGED = ("malformed", "not a database")


def _words_for(error: BaseException, what: str) -> UserFacingError | None:
    refused = refusal_words(error)
    if refused is not None:
        return UserFacingError(refused)
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        text = str(cause).lower()
        words = next((words.format(what) for mark, words in _SQLITE_WORDS if mark in text), None)
        if words is None:
            return None
        return StoreDamagedError(words) if any(mark in text for mark in _DAMAGED) else UserFacingError(words)
    # psycopg is not loaded for an embedded store: its errors are known by their family's name.
    if any(f"{kind.__module__}.{kind.__name__}" == "psycopg.Error" for kind in type(cause).__mro__):
        from mcu_desktop.store.line_faults import fault_of_line

        return fault_of_line(cause)
    return None
