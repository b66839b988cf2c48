"""The print-out of «Дело» (appeals by 59-ФЗ): an old .xls with repeated headers."""

import re
from datetime import date

from mcu_desktop.intake.cells import RowCells
from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.intake.layout import Layout, RowReader
from mcu_desktop.rules.terms import CaseKind, SourceSystem
from mcu_desktop.text.cleaning import readable_text

_CODE = "document_flow"
_SYSTEM = SourceSystem.DOCUMENT_FLOW
_NEEDED = frozenset({"№ РК", "Дата рег.", "Содержание"})
_USED = _NEEDED | {"Корр./Подписал", "Факт (РК)", "Кому", "Рубрика", "Сообщение ПОС №"}
_RUBRIC = re.compile(r"\((\d{4}(?:\.\d{4}){3,4})\)\s*(.*)", re.DOTALL)
_CHANNELS = {
    "e-mail": "email",
    "email": "email",
    "электронная почта": "email",
    "почта": "post",
    "почта россии": "post",
    "лично": "reception",
    "личный прием": "reception",
    "сайт": "internet_reception",
    "интернет-приемная": "internet_reception",
}
# ФЗ от 28.12.2024 № 547-ФЗ: from this day on a letter by e-mail is no «обращение».
_EMAIL_IS_NO_APPEAL_FROM = date(2025, 3, 30)


def _read_row(row: RowCells) -> IncomingCase:
    received_text, rubric = row.received("Содержание"), row.text("Рубрика")
    coded = _RUBRIC.match(rubric)
    code, topic = coded.groups() if coded else ("", rubric)
    received_at, closed_at = row.required_moment("Дата рег."), row.moment("Факт (РК)")
    delivery = row.text("Вид доставки РК").casefold().replace("ё", "е")
    channel = _CHANNELS.get(delivery, _CODE)
    by_law = channel != "email" or received_at.date() < _EMAIL_IS_NO_APPEAL_FROM
    message_number = row.text("Сообщение ПОС №")
    return IncomingCase(
        row_number=row.row_number,
        system=_SYSTEM,
        external_number=row.required("№ РК"),
        channel_code=channel,
        kind=CaseKind.APPEAL if by_law else CaseKind.MESSAGE,
        received_at=received_at,
        received_text=received_text,
        clean_text=readable_text(received_text),
        topic=topic.strip(),
        topic_code=code,
        recipient=row.text("Кому"),
        answered_at=closed_at,
        closed_at=closed_at,
        other_numbers=((SourceSystem.FEEDBACK_PLATFORM, message_number),) if message_number else (),
        citizen=Citizen(name=row.text("Корр./Подписал")),
        source_fields=row.rest(_USED),
    )


def _start() -> RowReader:
    return _read_row


LAYOUT = Layout(
    code=_CODE,
    title="Печать из СЭД «Дело»",
    system=_SYSTEM,
    needed=_NEEDED,
    known=_USED
    | {
        "Вид",
        "Файлы",
        "План (РК)",
        "Группа документов - индекс",
        "Группа документов",
        "Сопровод. документ",
        "Вид доставки РК",
        "Номер обращения с сайта",
        "От",
    },
    start=_start,
    other_names={
        "Номер РК": "№ РК",
        "Дата регистрации": "Дата рег.",
        "Краткое содержание": "Содержание",
        "Корреспондент": "Корр./Подписал",
        "План": "План (РК)",
        "Факт": "Факт (РК)",
        "Вид доставки": "Вид доставки РК",
    },
)
