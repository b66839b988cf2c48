"""Reports of ПОС, print-outs of «Дело», labelled texts."""

from collections.abc import Callable

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile

POS = {
    "Номер": "31",
    "Номер ЕПГУ": "66",
    "Дата поступления": "06.01.2026",
    "Дата фактического завершения работ": "-",
    "Категория": "Дороги",
    "Подкатегория": "Ямы",
    "Факт": "-",
}
DELO = {"№ РК": "1-ОГ", "Дата рег.": "12.01.2026", "Содержание": "Вода"}
TEXTS = ("Исполнитель", "Группа тем", "Текст инцидента", "Тема")
Read = Callable[..., ReadFile]
ReadRow = Callable[[dict[str, str]], IncomingCase]


def test_a_report_of_the_feedback_platform_gives_a_case_without_a_text(read_row: ReadRow) -> None:
    case = read_row({**POS, "Фаст-трек": "Да", "Тип решения": "Решено", "Оценка ответа заявителем": "5"})
    assert (case.system, case.kind, case.fast_track) == ("feedback_platform", "message", True)
    assert (case.outcome, case.satisfaction, case.clean_text) == ("resolved", 5, "")
    assert (case.gist, case.other_numbers) == ("Ямы", (("public_services", "66"),))
    assert case.closed_at is None


def test_a_feedback_platform_row_by_the_appeals_law_is_an_appeal(read_row: ReadRow) -> None:
    assert read_row({**POS, "Заявитель выбрал подачу по 59-ФЗ": "Да"}).kind == "appeal"
    assert read_row({**POS, "Заявитель выбрал подачу по 59-ФЗ": "Нет"}).kind == "message"


@pytest.mark.parametrize(
    ("cell", "reopened"),
    [("Нет", False), ("нет", False), ("-", False), ("", False), ("0", False), ("Да", True), ("12.01.2026", True)],
)
def test_a_case_was_reopened_unless_the_column_says_no(read_row: ReadRow, cell: str, reopened: bool) -> None:
    assert read_row({**POS, "Повторное рассмотрение": cell}).reopened is reopened


def test_a_score_that_is_no_number_is_kept_in_its_own_words(read_row: ReadRow) -> None:
    case = read_row({**POS, "Оценка ответа заявителем": "хорошо"})
    assert (case.satisfaction, case.source_fields["Оценка ответа заявителем"]) == (None, "хорошо")


def test_document_flow_gives_appeals_with_their_code(read_row: ReadRow) -> None:
    case = read_row({**DELO, "Рубрика": "(0005.0014.0143.0416) ЖКХ", "Сообщение ПОС №": "31", "Вид": "Гр"})
    assert (case.kind, case.topic_code, case.topic) == ("appeal", "0005.0014.0143.0416", "ЖКХ")
    assert (case.channel_code, case.other_numbers) == ("document_flow", (("feedback_platform", "31"),))


@pytest.mark.parametrize(
    ("delivery", "channel", "kind"),
    [
        ("E-mail", "email", "message"),
        ("Электронная почта", "email", "message"),
        ("Почта", "post", "appeal"),
        ("Лично", "reception", "appeal"),
        ("Личный приём", "reception", "appeal"),
        ("Интернет-приёмная", "internet_reception", "appeal"),
        ("Курьер", "document_flow", "appeal"),
        ("СЭВ", "document_flow", "appeal"),
        ("", "document_flow", "appeal"),
    ],
)
@pytest.mark.parametrize("header", ["Вид доставки РК", "Вид доставки"])
def test_the_way_of_delivery_is_the_channel(
    read_row: ReadRow, header: str, delivery: str, channel: str, kind: str
) -> None:
    case = read_row({**DELO, header: delivery})
    assert (case.channel_code, case.kind) == (channel, kind)
    assert case.source_fields.get("Вид доставки РК", "") == delivery


@pytest.mark.parametrize(("day", "kind"), [("29.03.2025", "appeal"), ("30.03.2025", "message")])
def test_a_letter_by_email_was_an_appeal_until_the_law_changed(read_row: ReadRow, day: str, kind: str) -> None:
    assert read_row({**DELO, "Дата рег.": day, "Вид доставки РК": "E-mail"}).kind == kind


def test_labelled_texts_are_recognised_without_numbers_and_dates(read_csv: Read) -> None:
    file = read_csv(TEXTS, ("Отдел ЖКХ", "ЖКХ", "'Нет <b>воды</b>", "★ Вода"))
    [case] = file.cases
    assert (file.layout, case.system) == ("labelled_texts", "incident_management")
    assert (case.clean_text, case.received_text, case.topic) == ("Нет воды", "'Нет <b>воды</b>", "Вода")
    assert (case.recipient, case.topic_group, case.fast_track) == ("Отдел ЖКХ", "ЖКХ", True)
    assert any("нет номеров и дат" in note for note in file.notes)


def test_a_labelled_text_keeps_its_number_wherever_it_stands(read_csv: Read) -> None:
    water, light = ("Отдел", "ЖКХ", "Нет воды", "Вода"), ("Отдел", "ЖКХ", "Нет света", "Свет")
    first = read_csv(TEXTS, water, light, water)
    numbers = [case.external_number for case in first.cases]
    assert numbers[2] == f"{numbers[0]}-2", "The same text once more is another case"
    assert numbers[1] not in numbers[::2]
    again = read_csv(TEXTS, light, ("Отдел", "ЖКХ", "Нет тепла", "Тепло"), water, water)
    assert {case.external_number for case in first.cases} < {case.external_number for case in again.cases}


def test_a_labelled_text_without_a_text_is_refused(read_csv: Read) -> None:
    file = read_csv(TEXTS, ("Отдел", "ЖКХ", "'", "Вода"))
    assert [row.reason for row in file.refused] == ["пуст столбец «Текст инцидента»: впишите значение"]


def test_a_dated_table_is_not_taken_for_labelled_texts(read_csv: Read) -> None:
    with pytest.raises(Exception, match="не похожи ни на одну"):
        read_csv((*TEXTS, "Дата создания"), ("Отдел", "ЖКХ", "Нет воды", "Вода", "2026-02-03"))
