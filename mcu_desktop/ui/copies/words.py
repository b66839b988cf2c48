"""What is said of copies."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.copies import CopyList
from mcu_desktop.rules.attachments import size_words
from mcu_desktop.rules.russian import HOURS, MESSAGES, duration_words, format_moment, format_number, plural
from mcu_desktop.store.copies import KeptCopy
from mcu_desktop.ui.common.table_model import Column


def copy_columns(zone: ZoneInfo) -> tuple[Column[KeptCopy], ...]:
    """Return the columns of the list."""
    return (
        Column("Сделана", lambda copy: format_moment(copy.made_at, zone), 150),
        Column("Размер", lambda copy: size_words(copy.size), 100),
        Column("Сообщений", lambda copy: "—" if copy.note is None else format_number(copy.note.cases), 110),
        Column("Проверка", lambda copy: state_words(copy, zone), 340),
        Column("Файл", lambda copy: copy.file.name, 0, lambda copy: str(copy.file)),
    )


def state_words(copy: KeptCopy, zone: ZoneInfo) -> str:
    """Say what is known of a copy."""
    if copy.note is None:
        return "ещё не проверялась"
    if copy.note.damage:
        return f"повреждена: {copy.note.damage}"
    return f"исправна, проверена {format_moment(datetime.fromisoformat(copy.note.checked_at), zone)}"


def list_words(found: CopyList, zone: ZoneInfo, now: datetime) -> str:
    """Say when the last good copy was made, where copies lie and by which habits."""
    good = next((copy for copy in found.copies if copy.note is not None and not copy.note.damage), None)
    if good is None:
        last = "Исправных копий пока нет."
    else:
        since = now - good.made_at
        ago = "только что" if since < timedelta(minutes=1) else f"{duration_words(since)} назад"
        last = f"Последняя исправная копия: {format_moment(good.made_at, zone)}, {ago}."
    habits = found.habits
    hours = plural(habits.every_hours, *HOURS)
    return (
        f"{last} Копии делаются сами: раз в {hours}, если что-то изменилось. Хранятся все за двое суток, дальше "
        f"по одной за день (до {habits.days}), неделю (до {habits.weeks}) и месяц (до {habits.months}). "
        f"Папка: {found.folder}."
    )


def restore_question(copy: KeptCopy, cases_now: int, zone: ZoneInfo) -> str:
    """Ask whether a copy is to take the place of the store, with what that means."""
    then = "" if copy.note is None else f", в ней {plural(copy.note.cases, *MESSAGES)}"
    return (
        f"Вернуть хранилище к копии от {format_moment(copy.made_at, zone)}{then}? Сейчас в хранилище "
        f"{plural(cases_now, *MESSAGES)}. Сделанного после копии в нём не будет; нынешнее хранилище будет отложено "
        "рядом, а не стёрто. Окно на это время закроется и откроется снова."
    )
