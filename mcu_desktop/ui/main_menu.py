"""All that can be done from the menus."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import GroupBy
from mcu_desktop.ui.common.menu import Command
from mcu_desktop.ui.screens import ScreenName

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace

Show: TypeAlias = Callable[[ScreenName], Callable[[], None]]  # how a screen is gone to


def main_menus(workplace: "Workplace") -> tuple[tuple[str, tuple[Command, ...]], ...]:
    """Return the menus with what can be done in the workplace, and by which keys."""

    def show(name: ScreenName) -> Callable[[], None]:
        return partial(workplace.show_screen, name)

    return (
        ("Сообщение", _on_cases(workplace, show)),
        ("Данные", _on_data(workplace, show)),
        ("Сроки", _on_terms(show)),
        ("Показатели", _on_figures(workplace, show)),
        ("Люди", _on_people(workplace, show)),
        ("Хранилище", _on_store(show)),
        ("Вид", _on_view(workplace, show)),
        ("Справка", (Command("Клавиши", "F1", show("keys")),)),
    )


def _on_cases(workplace: "Workplace", show: Show) -> tuple[Command, ...]:
    def run(code: str) -> Callable[[], None]:
        return partial(workplace.card.run_deed, code)

    return (
        Command("Новое сообщение…", "Ctrl+N", show("new_case"), on_tool_bar=True, right=Deed.REGISTER),
        Command("Править карточку…", "F2", run("edit"), of_queue=True),
        Command("Назначить…", "F3", run("assign"), of_queue=True),
        Command("Взять в работу", "F4", run("begin"), of_queue=True),
        Command("Ответ…", "F6", workplace.card.want_answer, of_queue=True),
        Command("Заметка…", "F7", run("comment"), of_queue=True),
        Command("Снять с контроля…", "F8", run("close"), of_queue=True),
        Command("Все действия…", "Ctrl+T", workplace.card.offer_deeds, of_queue=True),
        Command("Действие с выбранными…", "Ctrl+E", workplace.ways.offer_bulk, of_queue=True),
        Command("Копировать выбранные строки", "Ctrl+Shift+C", workplace.ways.copy_rows, of_queue=True),
        Command("Отменить последнее действие", "Ctrl+Z", workplace.ways.undo_last, of_queue=True),
        Command("Следующее в очереди", "Alt+Down", partial(workplace.queue.step, 1), of_queue=True),
        Command("Предыдущее в очереди", "Alt+Up", partial(workplace.queue.step, -1), of_queue=True),
        Command("На бумагу: карточка или показатели", "Ctrl+P", workplace.ways.print_shown),
        Command("Шаблоны ответов", "", show("templates")),
    )


def _on_data(workplace: "Workplace", show: Show) -> tuple[Command, ...]:
    def export(*, with_citizens: bool) -> Callable[[], None]:
        return lambda: workplace.ways.exporting.ask_place(with_citizens=with_citizens)

    return (
        Command("Загрузить выгрузку…", "Ctrl+O", workplace.ask_file, on_tool_bar=True, right=Deed.TAKE_IN),
        Command("Отчёты", "Ctrl+R", show("report"), on_tool_bar=True),
        Command("Бланк и подписи отчётов", "", show("report_head")),
        Command("Расписание отчётов", "", show("report_schedule")),
        Command("Вид документом", "", workplace.ways.print_view, of_queue=True),
        Command("Выгрузить вид…", "", export(with_citizens=False), of_queue=True),
        Command("Выгрузить вид с данными заявителей…", "", export(with_citizens=True), right=Deed.SEE_CITIZEN),
        Command("Отказанные строки…", "", show("refused_rows")),
        Command("Убрать демонстрационные данные", "", workplace.remove_demonstration, right=Deed.DEMONSTRATE),
        Command("Выход", "Ctrl+Q", workplace.frame.close),
    )


def _on_terms(show: Show) -> tuple[Command, ...]:
    return (
        Command("Горит сегодня", "Ctrl+G", show("burning"), on_tool_bar=True),
        Command("Уведомления", "Ctrl+U", show("alerts")),
        Command("Нарушения сроков", "Ctrl+B", show("breaches")),
        Command("Лестница уведомлений", "", show("ladder")),
        Command("Нормативы сроков", "", show("time_limits")),
        Command("Производственный календарь", "Ctrl+L", show("calendar")),
    )


def _on_figures(workplace: "Workplace", show: Show) -> tuple[Command, ...]:
    return (
        Command("Показатели", "Ctrl+Shift+D", show("dashboard"), on_tool_bar=True),
        Command("Свободный разрез", "Ctrl+Shift+X", show("cuts")),
        Command("Тепловая карта", "Ctrl+H", show("heat_map")),
        Command("Рейтинг", "Ctrl+Shift+R", show("rating")),
        Command("Карта округа", "Ctrl+Shift+M", show("map")),
        Command("Число жителей", "", show("residents")),
        Command("Рост и проблемные точки", "Ctrl+Shift+G", show("growth")),
        Command("Занятость", "", show("workload")),
        Command("Экран ситуационного зала", "Ctrl+Shift+W", workplace.screens.open_wall),
        Command("Настройка экрана…", "", show("wall_settings")),
    )


def _on_people(workplace: "Workplace", show: Show) -> tuple[Command, ...]:
    return (
        Command("Кто работает и что может…", "Ctrl+I", show("who")),
        Command("Закрыть окно кодом", "Ctrl+Shift+L", workplace.ways.lock),
        Command("Состав МЦУ (Приложение 2)", "Ctrl+M", show("roster")),
        Command("Сравнить редакции…", "", show("comparing")),
        Command("Прикреплённые сотрудники (п. 4.1)", "", show("staff")),
        Command("Наименования по датам", "", show("names")),
        Command("Люди: органы, контакты, инструкции", "", show("people")),
        Command("Отсутствия и замещения", "", show("absences")),
    )


def _on_store(show: Show) -> tuple[Command, ...]:
    return (
        Command("Подключение к общему хранилищу…", "", show("connecting")),
        Command("Учётные записи", "", show("accounts")),
        Command("Журнал изменений", "", show("journal")),
        Command("Копии хранилища", "", show("copies")),
        Command("Перенос хранилища…", "", show("moving")),
    )


def _on_view(workplace: "Workplace", show: Show) -> tuple[Command, ...]:
    def group(by: GroupBy) -> Callable[[], None]:
        return partial(workplace.queue.group, by)

    return (
        Command("Очередь", "Esc", workplace.show_queue, on_tool_bar=True),
        Command("Поиск", "Ctrl+F", workplace.search),
        Command("Группы: по дню срока", "Alt+1", group(GroupBy.DEADLINE_DAY), of_queue=True),
        Command("Группы: по получателю", "Alt+2", group(GroupBy.RECIPIENT), of_queue=True),
        Command("Группы: по теме", "Alt+3", group(GroupBy.TOPIC), of_queue=True),
        Command("Сохранить вид…", "Ctrl+Shift+S", workplace.save_view, of_queue=True),
        Command("Найти и сделать…", "Ctrl+K", show("palette")),
        Command("Перечитать", "F5", workplace.reread, on_tool_bar=True),
        Command("Светлая или тёмная тема", "Ctrl+D", workplace.look.switch_dark),
        Command("Крупнее", "Ctrl+=", workplace.look.enlarge),
        Command("Мельче", "Ctrl+-", workplace.look.reduce),
    )
