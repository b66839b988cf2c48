"""The report of ПОС: 25 columns, found by name in any order; it has no text of the citizen."""

from datetime import date, datetime

from mcu_desktop.intake.cells import RowCells
from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.intake.layout import Layout, RowReader
from mcu_desktop.rules.terms import CaseKind, Outcome, SourceSystem

_CODE = "feedback_platform"
_SYSTEM = SourceSystem.FEEDBACK_PLATFORM
_NEEDED = frozenset({"Номер", "Дата поступления", "Категория", "Подкатегория"})
_DEFERRED = "Отложено"
_OUTCOMES = {"Решено": Outcome.RESOLVED, "Разъяснено": Outcome.EXPLAINED, _DEFERRED: Outcome.DEFERRED}
_SAYS_NOTHING = frozenset({"", "Иное", "Другое"})
# Answers that are words or marks («Оценка», «Повторное рассмотрение») are kept beside as they were written.
_USED = _NEEDED | {
    "Номер ЕПГУ",
    "Организация, в которую поступило сообщение",
    "Организация, в которой находится сообщение",
    "Дата фактического завершения работ",
    "Статус",
}


def _read_row(row: RowCells) -> IncomingCase:
    finished = row.moment("Дата фактического завершения работ")
    outcome, score = row.text("Тип решения"), row.text("Оценка ответа заявителем")
    promised_on = _promised_on(row, finished) if outcome == _DEFERRED else None
    portal_number = row.text("Номер ЕПГУ")
    facts = [row.text(header) for header in ("Факт", "Подкатегория", "Категория")]
    return IncomingCase(
        row_number=row.row_number,
        system=_SYSTEM,
        external_number=row.required("Номер"),
        channel_code=_CODE,
        kind=CaseKind.APPEAL if row.yes("Заявитель выбрал подачу по 59-ФЗ") else CaseKind.MESSAGE,
        received_at=row.required_moment("Дата поступления"),
        received_text="",
        clean_text="",
        gist=next((fact for fact in facts if fact not in _SAYS_NOTHING), ""),
        topic_group=row.text("Категория"),
        topic=row.text("Подкатегория"),
        fast_track=row.yes("Фаст-трек"),
        recipient=row.text("Организация, в которой находится сообщение"),
        body=row.text("Организация, в которую поступило сообщение"),
        answered_at=finished,
        closed_at=None if promised_on else finished,  # under control until the promise is kept
        promised_on=promised_on,
        outcome=_OUTCOMES.get(outcome, Outcome.OTHER) if outcome else None,
        satisfaction=int(score) if score in {"1", "2", "3", "4", "5"} else None,
        reopened=_was_reopened(row),
        source_status=row.text("Статус"),
        other_numbers=((SourceSystem.PUBLIC_SERVICES, portal_number),) if portal_number else (),
        source_fields=row.rest(_USED),
    )


def _promised_on(row: RowCells, answered_at: datetime | None) -> date | None:
    """Return the day promised to the citizen: of a deferred message the planned end lies after its answer."""
    planned = row.moment("Дата планируемого завершения работ")
    if planned is None or (
        answered_at is not None and planned.astimezone(row.zone).date() <= answered_at.astimezone(row.zone).date()
    ):
        return None
    return planned.astimezone(row.zone).date()


def _was_reopened(row: RowCells) -> bool:
    """Return whether the case came back: the column holds «Да», a date or a number of times, «Нет» or nothing."""
    return row.text("Повторное рассмотрение").casefold() not in {"", "нет", "ложь", "0"}


def _start() -> RowReader:
    return _read_row


LAYOUT = Layout(
    code=_CODE,
    title="Отчёт ПОС",
    system=_SYSTEM,
    needed=_NEEDED,
    known=_USED
    | {
        "Источник",
        "Верхнеуровневый ЛКО",
        "Факт",
        "Дата планируемого завершения работ",
        "Стадия",
        "Просрочено",
        "Фаст-трек",
        "ФЗ",
        "Заявитель выбрал подачу по 59-ФЗ",
        "Тип решения",
        "Направлено по email в ФОИВ, не подключенный к ПОС",
        "Оценка ответа заявителем",
        "Повторное рассмотрение",
        "ФИО координатора",
        "ФИО исполнителя",
        "ФИО руководителя",
    },
    start=_start,
    other_names={
        "Номер сообщения": "Номер",
        "Номер ПОС": "Номер",
        "Организация исполнителя": "Организация, в которой находится сообщение",
        "Фаст трек": "Фаст-трек",
    },
)
