from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from mcu_desktop.reports import tables
from mcu_desktop.reports.fonts import BODY, BOX
from mcu_desktop.reports.paragraphs import para, printable, style
from mcu_desktop.reports.weekly_figures import CountRow, OverdueRow, WeeklyFigures
from mcu_desktop.reports.weekly_pdf import write_weekly_pdf
from mcu_desktop.rules.errors import UserFacingError

ZONE = ZoneInfo("Asia/Yekaterinburg")
MONDAY = date(2026, 11, 16)
NONE = CountRow("Ничего", 0, 0)


def overdue(count: int, gist: str = "Не вывозят мусор") -> tuple[OverdueRow, ...]:
    deadline = datetime(2026, 11, 1, 18, tzinfo=ZONE)
    length = timedelta(days=22, hours=3)
    return tuple(OverdueRow(f"В-{place:04}", "ЖКХ", "Управа", deadline, length, gist) for place in range(count))


@pytest.fixture
def figures() -> WeeklyFigures:
    return WeeklyFigures(
        period_from=MONDAY,
        period_to=MONDAY + timedelta(days=6),
        counted_at=datetime(2026, 11, 23, 4, 15, tzinfo=UTC),
        zone_name="Asia/Yekaterinburg",
        municipality="Вымышленск",
        administration="Администрация Вымышленска",
        centre="Центр управления",
        head_title="Руководитель МЦУ",
        head_name="А.Б. Придуманный",
        received=CountRow("Поступило", 1204, 1000),
        answered=CountRow("Дан ответ", 70, 64),
        answered_in_time=CountRow("Из них в срок", 61, 58),
        by_block=(CountRow("Дороги", 30, 42), CountRow("Образование", 5, 0)),
        by_channel=(CountRow("Платформа обратной связи", 50, 50),),
        top_topics=(CountRow("Ямы во дворах", 9, 4),),
        breach_reasons=(CountRow("Поздно передано исполнителю", 3, 1), CountRow("причина не указана", 2, 0)),
        by_day=tuple((MONDAY + timedelta(days=day), day * 3) for day in range(7)),
        open_now=21,
        overdue_now=2,
        overdue=overdue(2),
        block_title=None,
    )


def pages(figures: WeeklyFigures, folder: Path) -> list[str]:
    with PdfReader(write_weekly_pdf(figures, folder / "отчёт.pdf")) as reader:
        return [" ".join(page.extract_text().replace("\xa0", " ").split()) for page in reader.pages]


def test_the_report_says_all_figures(figures: WeeklyFigures, tmp_path: Path) -> None:
    text = " ".join(pages(figures, tmp_path))
    for said in (
        "АДМИНИСТРАЦИЯ ВЫМЫШЛЕНСКА",
        "с 16 по 22 ноября 2026 года",
        "23.11.2026 09:15",
        "Поступило 1 204 сообщения",
        "Дано 70 ответов, из них в срок — 87,1 %",
        "+204 (+20,4 %)",
        "87,1 % 90,6 % −3,5 п.п.",
        "Дороги 30 42 −12 (−28,6 %)",
        "Образование 5 0 +5",
        "Платформа обратной связи 50 50 0",
        "Ямы во дворах 9 4",
        "Причины нарушения сроков",
        "Поздно передано исполнителю 3 1",
        "в работе 21 сообщение, из них просрочено 2",
        "В-0001",
        "22 дня 3 часа",
        "Руководитель МЦУ",
        "А.Б. Придуманный",
    ):
        assert said in text


def test_every_face_is_embedded_and_the_file_names_itself(figures: WeeklyFigures, tmp_path: Path) -> None:
    with PdfReader(write_weekly_pdf(figures, tmp_path / "a.pdf")) as reader:
        used: dict[str, Any] = {}

        def note(text: str, _matrix: Any, _place: Any, font: Any, _size: float) -> None:
            if text.strip():
                used[str(font["/BaseFont"]).partition("+")[2]] = font

        for page in reader.pages:
            page.extract_text(visitor_text=note)
        assert set(used) == {"PTSerif-Regular", "PTSerif-Bold"}
        assert all("/FontFile2" in font["/FontDescriptor"] for font in used.values())
        assert reader.metadata is not None
        assert reader.metadata.title == "Еженедельный отчёт с 16 по 22 ноября 2026 года"
        assert reader.metadata.author == "Центр управления"
        assert str(reader.root_object["/Lang"]) == "ru-RU"
        titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
        assert "Просроченные сообщения" in titles


def test_pages_are_numbered_from_the_second_and_heads_repeat(figures: WeeklyFigures, tmp_path: Path) -> None:
    first, second, *rest = pages(replace(figures, overdue=overdue(1000), overdue_now=1000), tmp_path)
    assert len(rest) > 20
    assert not first.startswith("1 ")
    assert second.startswith("2 ")
    for number, text in enumerate(rest[:-1], start=3):
        assert text.startswith(f"{number} ")
        assert "Номер Блок, получатель Срок Просрочено Суть" in text
    whole = " ".join((first, second, *rest))
    assert all(f"В-{place:04}" in whole for place in range(1000))


def test_hostile_text_is_printed_as_text(figures: WeeklyFigures, tmp_path: Path) -> None:
    gist = '<b>не закрыто </i> x<y <img src="/etc/passwd"> <onDraw name="x"/> & 😀\ud800\x00 конец'
    bad = replace(figures, overdue=overdue(1, gist), head_name=gist, top_topics=(CountRow(gist, 1, 1),))
    text = " ".join(pages(bad, tmp_path)).replace(" ", "")
    assert text.count('<b>незакрыто</i>x<y<imgsrc="/etc/passwd"><onDrawname="x"/>&□□□конец') == 3
    with PdfReader(tmp_path / "отчёт.pdf") as reader:
        assert not any(len(page.images) for page in reader.pages)


def test_a_text_longer_than_a_page_is_broken_across_pages(figures: WeeklyFigures, tmp_path: Path) -> None:
    row = replace(overdue(1)[0], recipient="слово " * 4000 + "последнее")
    assert "последнее" in " ".join(pages(replace(figures, overdue=(row,)), tmp_path))


def test_a_character_without_a_glyph_becomes_a_box() -> None:
    assert printable("да\u202e\u200b漢\ud83d", BODY) == f"да{BOX * 4}"
    assert printable("и\u0306\r\nё\tq", BODY) == "й\nё q"
    assert [len(piece.getPlainText()) for piece in para("я" * 3100, style("cell"))] == [1500, 1500, 100]


def test_a_row_that_fails_is_named_and_the_rest_is_printed(
    figures: WeeklyFigures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths: Iterator[str] = iter(("два дня",))

    def fail_on_the_second(_length: timedelta) -> str:
        return next(lengths)

    monkeypatch.setattr(tables, "duration_words", fail_on_the_second)
    text = " ".join(pages(figures, tmp_path))
    assert "два дня" in text
    assert "[сообщение № В-0001 не удалось напечатать]" in text
    assert "Не удалось напечатать сообщения: В-0001." in text


def test_an_empty_period_says_so(figures: WeeklyFigures, tmp_path: Path) -> None:
    empty = replace(
        figures, received=NONE, answered=NONE, answered_in_time=NONE, by_block=(NONE,), by_channel=(),
        top_topics=(), breach_reasons=(), by_day=(), overdue=(), open_now=0, overdue_now=0,
    )  # fmt: skip
    (text,) = pages(empty, tmp_path)
    assert "За период сообщений не поступало и ответов не давалось." in text
    assert "открытых сообщений нет" in text
    assert "Просроченных сообщений нет." in text
    assert "Поступило по" not in text


def test_a_long_period_fits_its_chart(figures: WeeklyFigures, tmp_path: Path) -> None:
    days = tuple((MONDAY + timedelta(days=day), day) for day in range(92))
    text = pages(replace(figures, by_day=days), tmp_path)[0]
    assert "16.11" in text
    assert "17.11" not in text


def test_progress_rises_to_the_end(figures: WeeklyFigures, tmp_path: Path) -> None:
    heard: list[int] = []
    write_weekly_pdf(figures, tmp_path / "a.pdf", progress=heard.append)
    assert heard[-1] == 100
    assert len(set(heard)) > 5
    assert all(0 <= percent <= 100 for percent in heard)


def test_a_missing_folder_is_told(figures: WeeklyFigures, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="Проверьте, есть ли папка"):
        write_weekly_pdf(figures, tmp_path / "нет" / "a.pdf")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("fault")])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(
    figures: WeeklyFigures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def fail(_number: int) -> None:
        raise error

    monkeypatch.setattr("mcu_desktop.reports.writing.os.fsync", fail)
    with pytest.raises(UserFacingError if isinstance(error, OSError) else ValueError):
        write_weekly_pdf(figures, target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_list_too_long_says_what_it_leaves_out(figures: WeeklyFigures, tmp_path: Path) -> None:
    text = " ".join(pages(replace(figures, overdue=overdue(3), overdue_now=1204), tmp_path))
    assert "Показаны 3 самых давних из 1 204" in " ".join(text.split())
