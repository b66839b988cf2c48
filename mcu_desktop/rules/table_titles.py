"""What the tables of the store are called for people."""

from typing import Final

TABLES: Final = {
    "absences": "Отсутствия и замещения",
    "alert_marks": "Отметки об уведомлениях",
    "alert_steps": "Лестница уведомлений",
    "answer_templates": "Шаблоны ответов",
    "attached_staff": "Прикреплённые сотрудники",
    "attachment_contents": "Содержимое файлов",
    "attachments": "Файлы сообщений",
    "breach_reasons": "Причины нарушений на выбор",
    "breaches": "Причины нарушений сроков",
    "calendar_days": "Дни производственного календаря",
    "calendar_years": "Годы производственного календаря",
    "case_answers": "Версии ответов",
    "case_comments": "Заметки",
    "case_deadlines": "Сроки сообщений",
    "case_events": "История сообщений",
    "case_extensions": "Продления",
    "case_links": "Связи сообщений",
    "case_pauses": "Приостановки сроков",
    "case_search": "Слова для поиска",
    "case_tags": "Метки",
    "case_texts": "Тексты сообщений",
    "cases": "Сообщения",
    "cases_before": "Снимки для отмены",
    "channels": "Каналы",
    "citizens": "Данные заявителей",
    "dated_names": "Наименования по датам",
    "declined_forms": "Склонение имён и должностей",
    "done_deeds": "Действия, которые можно отменить",
    "intake_batches": "Загрузки выгрузок",
    "journal": "Журнал хранилища",
    "named_layouts": "Сопоставления столбцов",
    "number_counters": "Счётчики номеров",
    "other_numbers": "Номера в других системах",
    "people": "Люди",
    "refused_rows": "Отказанные строки",
    "responsible_recipients": "Ответственные получатели",
    "roster_editions": "Редакции состава МЦУ",
    "roster_entries": "Строки состава МЦУ",
    "roster_grants": "Роли по составу",
    "saved_views": "Сохранённые виды",
    "sector_blocks": "Отраслевые блоки",
    "sector_bodies": "Органы Администрации",
    "settings": "Настройки",
    "time_limits": "Нормативы сроков",
    "topic_routes": "Тематики по блокам",
    "topics": "Тематики",
    "working_hours": "Рабочее время",
}


def table_title(name: str) -> str:
    """Return what a table is called for people; its own name where it has no other."""
    return TABLES.get(name, name)
