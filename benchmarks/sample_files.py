"""Invented exports of «Инцидент Менеджмент», as large as wanted."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from mcu_desktop.intake.demonstration import InventedMessage, in_working_time, invented_answer, invented_message
from mcu_desktop.rules.terms import Outcome

_HEADERS = (
    "Кабинет",
    "ID",
    "Номер инцидента",
    "Отдел",
    "Исполнитель",
    "Общее время первого ответа",
    "Общий текст первого ответа",
    "Время с даты создания инцидента до времени первого ответа",
    "Время с даты создания инцидента до времени первого ответа, рабочее время",
    "Время назначения последнего исполнителя",
    "Время 1го ответа ПИ",
    "Первая реакция с момента назн. ПИ",
    "Уложились или нет после назн. ПИ",
    "Время с начала создания инцидента до окончания",
    "Время отправки первого ответа ПИ на согласование",
    "Время, которое первый ответ ПИ находился на согласовании",
    "Текущий шаг инцидента",
    "Дата создания",
    "Дата окончания",
    "Группа тем",
    "Тема",
    "Регион",
    "Муниципалитет",
    "Населенный пункт",
    "Улица",
    "Дом",
    "Объект старый",
    "Объект",
    "Тип инцидента",
    "Итог",
    "Есть медиафайл в ответе",
    "Есть медиафайл в сообщении",
    "Урл поста",
    "Урл блога",
    "Текст инцидента",
    "1ый ответ ПИ",
    "2ой ответ ПИ",
    "3ий ответ ПИ",
    "Причина закрытия",
    "Аудитория",
    "Вовлеченность",
    "URL автора",
    "Аккаунт публикации ответа",
    "Теги",
    "Примечание",
    "Время попадания на шаг оценка удовлетворенности",
    "Опрос отправлен",
)
# A reserved domain and a number nobody has: an invented link must not lead to a real page.
_NETWORK, _CLUB = "https://vk.example", "club999999999"
_MADE = datetime(2026, 11, 3, 8, 30)  # noqa: DTZ001 -- an export states local time without a zone
_DAY_BEGINS, _WAKING_HOURS = timedelta(hours=7), 15
_LEAST_DAYS, _ROWS_A_DAY = 5, 300
_ANSWERED_SHARE, _CLOSED_SHARE = 0.85, 0.7
_MARKUP_SHARE, _UNASSIGNED_SHARE = 0.25, 0.2
_OUTCOMES = {
    Outcome.RESOLVED: "Решено",
    Outcome.EXPLAINED: "Разъяснено",
    Outcome.FORWARDED: "Разъяснено",
    Outcome.NOT_RESOLVED: "Не решено",
    Outcome.NOT_SUPPORTED: "Не поддержано",
    Outcome.DEFERRED: "Отложено",
}


def write_incident_export(path: Path, cases_count: int, seed: int) -> None:
    """Write an export with as many rows, received in the days before; the same seed writes the same file."""
    chance = Random(seed)  # noqa: S311 -- invented words, not secrets
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties({"created": _MADE})
        sheet = workbook.add_worksheet("Лист1")
        durations = workbook.add_format({"num_format": "[hh]:mm:ss"})
        sheet.write_row(0, 0, _HEADERS)
        for number in range(1, cases_count + 1):
            row = _row(chance, number, cases_count)
            for column, header in enumerate(_HEADERS):
                value = row.get(header)
                if isinstance(value, timedelta):
                    sheet.write_number(number, column, value.total_seconds() / 86_400, durations)
                elif isinstance(value, datetime):
                    sheet.write_string(number, column, f"{value:%Y-%m-%d %H:%M:%S}")
                elif value is not None:
                    sheet.write(number, column, value)


def _row(chance: Random, number: int, cases_count: int) -> dict[str, object]:
    created = _created(chance, number, cases_count)
    message = invented_message(chance, created.month)
    row = _message_columns(chance, number, message) | {"Дата создания": created}
    started = in_working_time(created)
    answered = started + timedelta(minutes=chance.randrange(20, 400), seconds=chance.randrange(60))
    if answered < _MADE and chance.random() < _ANSWERED_SHARE:
        outcome, answer = invented_answer(chance, message)
        row |= _answer_columns(chance, created, started, answered, f"'Здравствуйте! {answer}")
        closed = answered + timedelta(hours=chance.randrange(1, 60), seconds=chance.randrange(60))
        if closed < _MADE and chance.random() < _CLOSED_SHARE:
            row |= _closing_columns(chance, created, closed, _OUTCOMES[outcome])
    return row


def _created(chance: Random, number: int, cases_count: int) -> datetime:
    """Return when the row of this number was received: between seven and ten in the evening, later for later rows."""
    days = max(_LEAST_DAYS, cases_count // _ROWS_A_DAY)
    day, part_of_day = divmod(days * (number - 1) / cases_count, 1)
    midnight = _MADE.replace(hour=0, minute=0) - timedelta(days=days - day)
    return midnight + _DAY_BEGINS + timedelta(hours=int(part_of_day * _WAKING_HOURS), seconds=chance.randrange(3_600))


def _message_columns(chance: Random, number: int, message: InventedMessage) -> dict[str, object]:
    text = message.text
    if chance.random() < _MARKUP_SHARE:
        text = f"[{_CLUB}|Новости города], {text}<br>[Фотография]"
    return {
        "Кабинет": "Тверская область",
        "ID": 50_000_000 + number,
        "Номер инцидента": 900_000 + number,
        "Отдел": "Вышневолоцкий муниципальный округ",
        "Исполнитель": None if chance.random() < _UNASSIGNED_SHARE else message.recipient,
        "Общий текст первого ответа": "'",
        "Уложились или нет после назн. ПИ": "-",
        "Текущий шаг инцидента": "В работе",
        "Группа тем": message.topic_group,
        "Тема": message.topic + (" ★" if message.fast_track else ""),
        "Регион": "Тверская область",
        "Муниципалитет": "Вышневолоцкий муниципальный округ",
        "Населенный пункт": message.settlement,
        "Улица": message.street or None,
        "Дом": message.house or None,
        "Тип инцидента": "Информационный" if message.usual_outcome is Outcome.EXPLAINED else "Решаемый",
        "Есть медиафайл в ответе": "Нет",
        "Есть медиафайл в сообщении": chance.choice(("Да", "Нет")),
        "Урл поста": f"{_NETWORK}/wall-999999999_{number}",
        "Урл блога": f"{_NETWORK}/{_CLUB}",
        "Текст инцидента": f"'{text}",
        "1ый ответ ПИ": "'",
        "2ой ответ ПИ": "'",
        "3ий ответ ПИ": "'",
        "Аудитория": chance.randrange(100, 30_000),
        "URL автора": f"{_NETWORK}/author{number}",
        "Опрос отправлен": "Нет",
    }


def _answer_columns(
    chance: Random, created: datetime, started: datetime, answered: datetime, answer: str
) -> dict[str, object]:
    """Return what an answer fills; the durations agree with the moments, as the intake checks."""
    assigned = started + (answered - started) * chance.uniform(0.1, 0.4)
    assigned = assigned.replace(microsecond=0)
    drafted = (assigned + (answered - assigned) * chance.uniform(0.3, 0.9)).replace(microsecond=0)
    return {
        "Общее время первого ответа": answered,
        "Общий текст первого ответа": answer,
        "Время с даты создания инцидента до времени первого ответа": answered - created,
        "Время с даты создания инцидента до времени первого ответа, рабочее время": answered - started,
        "Время назначения последнего исполнителя": assigned,
        "Время 1го ответа ПИ": answered,
        "Первая реакция с момента назн. ПИ": drafted - assigned,
        "Уложились или нет после назн. ПИ": "Да",
        "Время отправки первого ответа ПИ на согласование": drafted,
        "Время, которое первый ответ ПИ находился на согласовании": answered - drafted,
        "1ый ответ ПИ": answer,
        "Аккаунт публикации ответа": f"{_NETWORK}/{_CLUB}",
        "Время попадания на шаг оценка удовлетворенности": answered,
        "Текущий шаг инцидента": "Оценка удовлетворенности",
    }


def _closing_columns(chance: Random, created: datetime, closed: datetime, outcome: str) -> dict[str, object]:
    return {
        "Текущий шаг инцидента": "Готово",
        "Дата окончания": closed,
        "Время с начала создания инцидента до окончания": closed - created,
        "Итог": outcome,
        "Причина закрытия": chance.choice(("Автор доволен", "Нет ответа от автора")),
    }
