"""The draft of an order: what it says of who comes, who goes and what is new."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from mcu_desktop.intake.roster_file import read_roster_file
from mcu_desktop.reports.amending_order import order_points, write_amending_order
from mcu_desktop.reports.roster_document import RosterDocument
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.roster import Edition, RosterRow
from mcu_desktop.rules.terms import GrammaticalCase, Role

ROWS = (
    RosterRow("Ветрова Анна Ильинична", "Первый заместитель Главы", "Куратор МЦУ"),
    RosterRow("Лесков Иван Петрович", "Эксперт отдела", "Администратор МЦУ"),
    RosterRow("Громова Яна Юрьевна", "Главный специалист отдела", "Руководитель МЦУ"),
)
OLD = Edition("7-р", date(2025, 2, 1), date(2025, 2, 1), ROWS)


RESTATED = "изложить Приложение 2 в новой редакции (прилагается)."


def later(*rows: RosterRow) -> Edition:
    return replace(OLD, order_number="", order_date=date(2026, 3, 1), valid_from=date(2026, 4, 1), rows=rows)


def test_who_goes_and_who_comes_stand_in_the_accusative() -> None:
    new = RosterRow("Орлова Вера Львовна", "Главный специалист отдела", "Куратор МЦУ")
    assert order_points(OLD, later(new, *ROWS[1:])) == (
        "вывести из состава МЦУ Ветрову Анну Ильиничну, Первого заместителя Главы;",
        "включить в состав МЦУ Орлову Веру Львовну, главного специалиста отдела, определив роль: «Куратор МЦУ»;",
        RESTATED,
    )


def test_what_changes_of_a_person_stands_with_the_genitive() -> None:
    changed = replace(ROWS[1], job_title="Руководитель отдела", role_text="Куратор МЦУ")
    assert order_points(OLD, later(ROWS[0], changed, ROWS[2])) == (
        "должность Лескова Ивана Петровича изложить в следующей редакции: «Руководитель отдела»;",
        "роль Лескова Ивана Петровича изложить в следующей редакции: «Куратор МЦУ»;",
        RESTATED,
    )


def test_a_form_that_people_have_corrected_is_used() -> None:
    forms = {("Ветрова Анна Ильинична", GrammaticalCase.ACCUSATIVE): "Ветрову А.И."}
    assert order_points(OLD, later(*ROWS[1:]), forms) == (
        "вывести из состава МЦУ Ветрову А.И., Первого заместителя Главы;",
        RESTATED,
    )


def test_another_order_of_rows_is_said() -> None:
    assert order_points(OLD, later(ROWS[1], ROWS[2], ROWS[0])) == (
        "изменить порядок строк в соответствии с приложением;",
        RESTATED,
    )


def test_a_new_family_name_of_the_same_person_is_words_for_words() -> None:
    before = replace(OLD, rows=(replace(ROWS[0], person_id=1),))
    after = later(replace(ROWS[0], person_id=1, full_name="Седова Анна Ильинична"))
    assert order_points(before, after)[0] == "слова «Ветрова Анна Ильинична» заменить словами «Седова Анна Ильинична»;"


def test_what_else_changes_of_her_stands_with_the_new_name() -> None:
    before = replace(OLD, rows=(replace(ROWS[0], person_id=1),))
    after = later(replace(ROWS[0], person_id=1, full_name="Седова Анна Ильинична", job_title="Глава отдела"))
    assert "должность Седовой Анны Ильиничны изложить" in order_points(before, after)[1]


def test_a_post_left_vacant_is_provided_for() -> None:
    points = order_points(OLD, later(ROWS[0], replace(ROWS[1], full_name=""), ROWS[2]))
    assert points[:2] == (
        "вывести из состава МЦУ Лескова Ивана Петровича, эксперта отдела;",
        "предусмотреть в составе МЦУ вакансию: «Эксперт отдела», роль: «Администратор МЦУ»;",
    )


def test_a_post_that_people_have_declined_themselves_stays_as_they_wrote_it() -> None:
    forms = {("Эксперт отдела", GrammaticalCase.ACCUSATIVE): "Эксперта Отдела"}
    assert "Лескова Ивана Петровича, Эксперта Отдела;" in order_points(OLD, later(ROWS[0], ROWS[2]), forms)[0]


def test_the_same_table_needs_no_order(tmp_path: Path) -> None:
    path = tmp_path / "проект.docx"
    with pytest.raises(UserFacingError, match="Состав не изменился"):
        write_amending_order(RosterDocument(OLD, "", ""), RosterDocument(later(*ROWS), "", ""), path)
    assert not path.exists()


def test_the_draft_names_the_order_and_brings_the_new_annex(tmp_path: Path) -> None:
    curator = replace(ROWS[0], grants=(RoleGrant(Role.CURATOR),))
    after = RosterDocument(later(curator, ROWS[1]), "Администрация Вымышленского округа", "Вымышленский округ")
    before = RosterDocument(OLD, "Администрация Старого округа", "Старый округ")
    path = write_amending_order(before, after, tmp_path / "проект.docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "О внесении изменений в распоряжение Администрации Старого округа от 01.02.2025 № 7-р" in text
    assert "1. Внести в Приложение 2 к распоряжению Администрации Старого округа от 01.02.2025 № 7-р" in text
    assert "1) вывести из состава МЦУ Громову Яну Юрьевну, главного специалиста отдела;" in text
    assert f"2) {RESTATED}" in text
    assert "АДМИНИСТРАЦИЯ ВЫМЫШЛЕНСКОГО ОКРУГА" in text
    assert "от ______________ № ________" in text, "The annex waits for the number of the new order"
    assert "2. Настоящее распоряжение вступает в силу с 01.04.2026, подлежит размещению на официальном сайте" in text
    assert "возложить на Первого заместителя Главы Ветрову А.И.\n" in text, "The curator of the new edition"
    assert read_roster_file(path).rows == ROWS[:2]
