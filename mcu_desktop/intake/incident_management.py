"""The export of «Инцидент Менеджмент»: 42 to 50 columns by region, found by name in any order."""

from mcu_desktop.intake.cells import RowCells
from mcu_desktop.intake.incident_checks import damaged_identities
from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.intake.layout import Layout, RowReader
from mcu_desktop.rules.terms import CaseKind, Outcome, SourceSystem
from mcu_desktop.text.cleaning import readable_text

_CODE = "incident_management"
_SYSTEM = SourceSystem.INCIDENT_MANAGEMENT
# «ID» is another number than «Номер инцидента», and not the one people call an incident by.
_NEEDED = frozenset({"Номер инцидента", "Дата создания", "Текст инцидента"})
_STEP = "Текущий шаг инцидента"
# Only these steps close a case, whatever its closing date says: it may be a planned one.
_FINISHED = frozenset({"готово", "завершено", "завершен", "закрыто", "закрыт", "выполнено"})
_OUTCOMES = {
    "Решено": Outcome.RESOLVED,
    "Разъяснено": Outcome.EXPLAINED,
    "Не решено": Outcome.NOT_RESOLVED,
    "Отложено": Outcome.DEFERRED,
    "Не поддержано": Outcome.NOT_SUPPORTED,
}
_SOLVABLE = {"решаемый": True, "не решаемый": False, "нерешаемый": False}
_USED = _NEEDED | {
    "Группа тем",
    "Тема",
    "Отдел",
    "Исполнитель",
    "Муниципалитет",
    "Населенный пункт",
    "Улица",
    "Дом",
    "Общий текст первого ответа",
    "Общее время первого ответа",
    "Дата окончания",
    _STEP,
    "URL автора",
}


def _read_row(row: RowCells) -> IncomingCase:
    received_text = row.received("Текст инцидента")
    topic, outcome, step = row.text("Тема"), row.text("Итог"), row.text(_STEP)
    finished_at = row.moment("Дата окончания")
    # Older exports have no steps: there the closing date alone says it.
    is_finished = step.casefold().replace("ё", "е") in _FINISHED or _STEP not in row.cells
    return IncomingCase(
        row_number=row.row_number,
        system=_SYSTEM,
        external_number=row.required("Номер инцидента"),
        channel_code=_CODE,
        kind=CaseKind.MESSAGE,
        received_at=row.required_moment("Дата создания"),
        received_text=received_text,
        clean_text=readable_text(received_text),
        topic_group=row.text("Группа тем"),
        topic=topic.replace("★", "").strip(),
        fast_track="★" in topic,
        recipient=row.text("Исполнитель") or row.text("Отдел"),
        body=row.text("Отдел"),
        municipality=row.text("Муниципалитет"),
        settlement=row.text("Населенный пункт"),
        street=row.text("Улица"),
        house=row.text("Дом"),
        answer_text=readable_text(row.text("Общий текст первого ответа")),
        answered_at=row.moment("Общее время первого ответа"),
        closed_at=finished_at if is_finished else None,
        outcome=_OUTCOMES.get(outcome, Outcome.OTHER) if outcome else None,
        solvable=_SOLVABLE.get(" ".join(row.text("Тип инцидента").casefold().split())),
        source_status=step,
        citizen=Citizen(author_link=row.text("URL автора")),
        source_fields=row.rest(_USED if is_finished else _USED - {"Дата окончания"}),
    )


def _start() -> RowReader:
    return _read_row


LAYOUT = Layout(
    code=_CODE,
    title="Выгрузка «Инцидент Менеджмент»",
    system=_SYSTEM,
    needed=_NEEDED,
    known=_USED
    | {
        "Кабинет",
        "ID",
        "Время с даты создания инцидента до времени первого ответа",
        "Время с даты создания инцидента до времени первого ответа, рабочее время",
        "Время назначения последнего исполнителя",
        "Время 1го ответа ПИ",
        "Первая реакция с момента назн. ПИ",
        "Уложились или нет после назн. ПИ",
        "Время с начала создания инцидента до окончания",
        "Время отправки первого ответа ПИ на согласование",
        "Время, которое первый ответ ПИ находился на согласовании",
        "Регион",
        "Объект старый",
        "Объект",
        "Тип инцидента",
        "Итог",
        "Есть медиафайл в ответе",
        "Есть медиафайл в сообщении",
        "Урл поста",
        "Урл блога",
        "1ый ответ ПИ",
        "2ой ответ ПИ",
        "3ий ответ ПИ",
        "Причина закрытия",
        "Аудитория",
        "Вовлеченность",
        "Аккаунт публикации ответа",
        "Теги",
        "Примечание",
        "Время попадания на шаг оценка удовлетворенности",
        "Опрос отправлен",
    },
    start=_start,
    other_names={
        "№ инцидента": "Номер инцидента",
        "Дата создания инцидента": "Дата создания",
        "Дата и время создания": "Дата создания",
        "Дата окончания инцидента": "Дата окончания",
        "Дата закрытия": "Дата окончания",
        "Текст сообщения": "Текст инцидента",
        "Текущий шаг": _STEP,
        "Шаг инцидента": _STEP,
        "Итог инцидента": "Итог",
        "Муниципальное образование": "Муниципалитет",
        "Текст первого ответа": "Общий текст первого ответа",
        "Время первого ответа": "Общее время первого ответа",
        "Урл автора": "URL автора",
        "Ссылка на автора": "URL автора",
    },
    notes=damaged_identities,
)
