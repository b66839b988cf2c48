"""Invented exports of «Инцидент Менеджмент», as large as wanted."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from mcu_desktop.intake.demonstration import invented_place, invented_text, read_phrases

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
_MADE = datetime(2026, 11, 2, 7, 0)  # noqa: DTZ001 -- an export states local time without a zone
_ANSWERED_SHARE, _CLOSED_SHARE, _MARKUP_SHARE = 0.6, 0.5, 0.25


def write_incident_export(path: Path, cases_count: int, seed: int) -> None:
    """Write an export with as many rows, received in the days before; the same seed writes the same file."""
    chance = Random(seed)  # noqa: S311 -- invented words, not secrets
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as workbook:
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
                elif value is not None:
                    sheet.write(number, column, value)


def _row(chance: Random, number: int, cases_count: int) -> dict[str, object]:
    topic = chance.choice(read_phrases()["topics"])
    place = invented_place(chance)
    text = invented_text(chance, topic, place)
    if chance.random() < _MARKUP_SHARE:
        text = f"[club100|Новости города], {text}<br>[Фотография]"
    created = _MADE - timedelta(minutes=3 * (cases_count - number) + chance.randrange(3))
    answered = created + timedelta(minutes=chance.randrange(20, 400))
    row: dict[str, object] = {
        "Кабинет": "Тверская область",
        "ID": 50_000_000 + number,
        "Номер инцидента": 900_000 + number,
        "Отдел": "Вышневолоцкий муниципальный округ",
        "Исполнитель": topic["recipient"],
        "Общий текст первого ответа": "'",
        "Уложились или нет после назн. ПИ": "-",
        "Текущий шаг инцидента": "В работе",
        "Дата создания": f"{created:%Y-%m-%d %H:%M:%S}",
        "Группа тем": topic["group"],
        "Тема": topic["topic"] + (" ★" if topic["fast_track"] else ""),
        "Регион": "Тверская область",
        "Муниципалитет": "Вышневолоцкий муниципальный округ",
        "Населенный пункт": "Вышний Волочек",
        "Улица": place["street"],
        "Дом": place["house"],
        "Тип инцидента": "Решаемый",
        "Есть медиафайл в ответе": "Нет",
        "Есть медиафайл в сообщении": chance.choice(("Да", "Нет")),
        "Урл поста": f"https://vk.com/wall-100_{number}",
        "Урл блога": "https://vk.com/club100",
        "Текст инцидента": f"'{text}",
        "1ый ответ ПИ": "'",
        "2ой ответ ПИ": "'",
        "3ий ответ ПИ": "'",
        "Аудитория": chance.randrange(100, 30_000),
        "URL автора": f"https://vk.com/id{number}",
        "Опрос отправлен": "Нет",
    }
    if chance.random() < _ANSWERED_SHARE:
        answer = f"'Здравствуйте! {chance.choice(topic['answers'])}"
        row |= {
            "Общее время первого ответа": f"{answered:%Y-%m-%d %H:%M:%S}",
            "Общий текст первого ответа": answer,
            "Время с даты создания инцидента до времени первого ответа": answered - created,
            "1ый ответ ПИ": answer,
        }
        if chance.random() < _CLOSED_SHARE:
            closed = answered + timedelta(hours=chance.randrange(1, 90))
            row |= {
                "Текущий шаг инцидента": "Готово",
                "Дата окончания": f"{closed:%Y-%m-%d %H:%M:%S}",
                "Время с начала создания инцидента до окончания": closed - created,
                "Итог": chance.choice(("Решено", "Решено", "Разъяснено", "Не решено")),
                "Причина закрытия": "Нет ответа от автора",
            }
    return row
