"""Numbers of residents come from tables; rows that say none are named with their reason."""

from datetime import date
from pathlib import Path

import pytest

from mcu_desktop.intake.residents_file import read_residents_file
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.residents import Residents


def test_a_table_as_a_person_makes_it(tmp_path: Path) -> None:
    file = tmp_path / "жители.csv"
    file.write_text(
        "Население;Населённый пункт;На дату;Источник\n"
        "684;Есеновичи;14.10.2010;ВПН-2010\n"
        "1 474;Зеленогорский;14.10.2010;\n"
        "много;Лужниково;14.10.2010;\n"
        "12;;14.10.2010;\n"
        "12;Коломно;давно;\n"
        "-5;Дятлово;14.10.2010;\n"
        "690;с. Есеновичи;14.10.2010;Уточнено\n",
        encoding="cp1251",
    )
    read = read_residents_file(file)
    assert read.residents == (
        Residents("с. Есеновичи", date(2010, 10, 14), 690, "Уточнено"),
        Residents("Зеленогорский", date(2010, 10, 14), 1_474, "жители.csv"),
    )
    assert read.refused == (
        (4, "жителей — не целое число"),
        (5, "не указан населённый пункт"),
        (6, "дата подсчёта не читается"),
        (7, "жителей — не целое число"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Населённый пункт;Жителей\nМира;5\n", "нет столбцов: На дату"),
        ("Населённый пункт;Жителей;На дату\nМира;пять;01.10.2021\n", "Строка 2: жителей — не целое число"),
    ],
)
def test_a_file_without_figures_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "а.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError, match=said) as refused:
        read_residents_file(file)
    assert "Ничего не изменено." in str(refused.value)
