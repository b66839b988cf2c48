"""All that can be done from the menus."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.common.menu import Command
from mcu_desktop.ui.screens import ScreenName

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace


def main_menus(workplace: "Workplace") -> tuple[tuple[str, tuple[Command, ...]], ...]:
    """Return the menus with what can be done in the workplace, and by which keys."""

    def show(name: ScreenName) -> Callable[[], None]:
        return partial(workplace.show_screen, name)

    data = (
        Command("Загрузить выгрузку…", "Ctrl+O", workplace.ask_file, on_tool_bar=True, right=Deed.TAKE_IN),
        Command("Недельный отчёт", "Ctrl+R", show("report"), on_tool_bar=True),
        Command("Отказанные строки…", "", show("refused_rows")),
        Command("Убрать демонстрационные данные", "", workplace.remove_demonstration, right=Deed.DEMONSTRATE),
        Command("Выход", "Ctrl+Q", workplace.frame.close),
    )
    view = (
        Command("Очередь", "Esc", workplace.show_queue, on_tool_bar=True),
        Command("Поиск", "Ctrl+F", workplace.search),
        Command("Перечитать", "F5", workplace.reread, on_tool_bar=True),
        Command("Светлая или тёмная тема", "Ctrl+D", workplace.look.switch_dark),
        Command("Крупнее", "Ctrl+=", workplace.look.enlarge),
        Command("Мельче", "Ctrl+-", workplace.look.reduce),
    )
    terms = (
        Command("Действия со сроком…", "Ctrl+T", workplace.card.offer_deeds),
        Command("Горит сегодня", "Ctrl+G", show("burning"), on_tool_bar=True),
        Command("Уведомления", "Ctrl+U", show("alerts")),
        Command("Нарушения сроков", "Ctrl+B", show("breaches")),
        Command("Лестница уведомлений", "", show("ladder")),
        Command("Нормативы сроков", "Ctrl+N", show("time_limits")),
        Command("Производственный календарь", "Ctrl+L", show("calendar")),
    )
    people = (
        Command("Кто работает и что может…", "Ctrl+I", show("who")),
        Command("Состав МЦУ (Приложение 2)", "Ctrl+M", show("roster")),
        Command("Люди: органы, контакты, инструкции", "", show("people")),
        Command("Отсутствия и замещения", "", show("absences")),
    )
    return (
        ("Данные", data),
        ("Сроки", terms),
        ("Люди", people),
        ("Вид", view),
        ("Справка", (Command("Клавиши", "F1", show("keys")),)),
    )
