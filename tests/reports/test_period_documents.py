"""The reports of a period on paper: what they say, how they look, and that nothing in a text stops them."""

import gc
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from pypdf import PdfReader

from mcu_desktop.operations.task import Cancelled, Task
from mcu_desktop.queries.counted_report import document_of, with_texts
from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.reports import pdf_writer
from mcu_desktop.reports.causes_document import CausesFigures, PointLine, causes_sections
from mcu_desktop.reports.cells import cell_text
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.fonts import BODY, BOX
from mcu_desktop.reports.heat_document import HeatFigures
from mcu_desktop.reports.paragraphs import para, printable, style
from mcu_desktop.reports.period_figures import PeriodFigures
from mcu_desktop.reports.report import Report
from mcu_desktop.reports.sections import Grid, Words
from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.errors import UserFacingError
from tests.reports.conftest import MONDAY, overdue

NONE = Compared("Ничего", 0, 0)


def pages(report: Report, folder: Path) -> list[str]:
    with PdfReader(write_document(document_of(report), folder / "отчёт.pdf")) as reader:
        return [" ".join(page.extract_text().replace("\xa0", " ").split()) for page in reader.pages]


def of(report: Report, **changed: Any) -> Report:
    return replace(report, figures=replace(report.figures, **changed))


def test_the_weekly_report_says_all_figures(report: Report, tmp_path: Path) -> None:
    text = " ".join(pages(report, tmp_path))
    for said in (
        "АДМИНИСТРАЦИЯ ВЫМЫШЛЕНСКА",
        "с 16 по 22 ноября 2026 года",
        "23.11.2026 09:15",
        "Поступило 1 204 1 000 +204 (+20,4 %)",
        "87,1 % 90,6 % −3,5 п. п.",
        "Дороги 30 42 −12 (−28,6 %)",
        "Образование 5 0 +5",
        "Платформа обратной связи 50 50 0",
        "Ямы во дворах 9 4",
        "Поздно передано исполнителю 3 1",
        "На контроле на момент подсчёта 21",
        "В-0001",
        "22 дня 3 часа",
        "Руководитель МЦУ",
        "А.Б. Придуманный",
        "Проект. Еженедельный отчёт",
    ):
        assert said in text


def test_the_drafted_words_are_printed_as_they_were_left(
    report: Report, figures: PeriodFigures, tmp_path: Path
) -> None:
    drafted = replace(report, texts=find_kind("weekly").drawing().texts(figures))
    text = "".join(pages(drafted, tmp_path)).replace(" ", "").replace("-", "")
    assert "Количествосообщенийувеличилосьна20,4%(с1000до1204)." in text
    own = with_texts(drafted, {"conclusions": "Всё спокойно.\n\nВторое."})
    text = " ".join(pages(own, tmp_path))
    assert "Всё спокойно. Второе." in text
    assert "увеличилось" not in text
    assert "Выводы" not in " ".join(pages(with_texts(drafted, {"conclusions": " "}), tmp_path))


def test_every_face_is_embedded_and_the_file_names_itself(report: Report, tmp_path: Path) -> None:
    with PdfReader(write_document(document_of(report), tmp_path / "a.pdf")) as reader:
        used: dict[str, Any] = {}

        def note(text: str, _matrix: Any, _place: Any, font: Any, _size: float) -> None:
            if text.strip():
                used[str(font["/BaseFont"]).partition("+")[2]] = font

        for page in reader.pages:
            page.extract_text(visitor_text=note)
        assert set(used) == {"PTSerif-Regular", "PTSerif-Bold"}
        assert all("/FontFile2" in font["/FontDescriptor"] for font in used.values())
        assert reader.metadata is not None
        assert reader.metadata.title == "Еженедельный отчёт о работе с сообщениями граждан"
        assert reader.metadata.author == "Центр управления"
        assert str(reader.root_object["/Lang"]) == "ru-RU"
        titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
        assert "Просроченные сообщения" in titles


def test_pages_are_numbered_from_the_second_and_heads_repeat(report: Report, tmp_path: Path) -> None:
    first, second, *rest = pages(of(report, overdue=overdue(1000), overdue_now=1000), tmp_path)
    assert len(rest) > 20
    assert not first.startswith("1 ")
    assert second.startswith("2 ")
    for number, text in enumerate(rest[:-1], start=3):
        assert text.startswith(f"{number} ")
        assert text.count("Номер Блок, получатель Срок Просрочено Суть") == 1
    whole = " ".join((first, second, *rest))
    assert all(f"В-{place:04}" in whole for place in range(1000))


def test_hostile_text_is_printed_as_text(report: Report, tmp_path: Path) -> None:
    gist = '<b>не закрыто </i> x<y <img src="/etc/passwd"> <onDraw name="x"/> & 😀\ud800\x00 конец'
    hostile = replace(report.letterhead, signers=((gist, "Кто"),))
    bad = replace(of(report, overdue=overdue(1, gist), top_topics=(Compared(gist, 1, 1),)), letterhead=hostile)
    text = " ".join(pages(bad, tmp_path)).replace(" ", "")
    assert text.count('<b>незакрыто</i>x<y<imgsrc="/etc/passwd"><onDrawname="x"/>&□□□конец') == 3
    with PdfReader(tmp_path / "отчёт.pdf") as reader:
        assert not any(len(page.images) for page in reader.pages)


def test_a_text_longer_than_a_page_is_broken_across_pages(report: Report, tmp_path: Path) -> None:
    row = replace(overdue(1)[0], recipient="слово " * 4000 + "последнее")
    text = " ".join(pages(of(report, overdue=(row,)), tmp_path))
    assert text.count("слово") == 4000
    assert "последнее" in text


def test_a_character_without_a_glyph_becomes_a_box() -> None:
    assert printable("да\u202e\u200b漢\ud83d", BODY) == f"да{BOX * 4}"
    assert printable("и\u0306\r\nё\tq", BODY) == "й\nё q"
    assert [len(piece.getPlainText()) for piece in para("я" * 3100, style("cell"))] == [1500, 1500, 100]
    words = "слово " * 500
    assert " ".join(piece.getPlainText() for piece in para(words, style("cell"))).split() == words.split()


def test_a_row_that_fails_is_named_and_the_rest_is_printed(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_one(cell: object) -> str:
        if cell == "В-0001":
            raise ValueError(cell)
        return said(cell)  # type: ignore[arg-type]

    said = cell_text
    monkeypatch.setattr(pdf_writer, "cell_text", fail_on_one)
    text = " ".join(pages(report, tmp_path))
    assert "В-0000" in text
    assert "[сообщение № В-0001 не удалось напечатать]" in text
    assert "Не удалось напечатать сообщения: В-0001." in text.replace("- ", "")


def test_an_empty_period_says_so(report: Report, tmp_path: Path) -> None:
    empty = of(
        report, received=NONE, answered=NONE, answered_in_time=NONE, by_block=(NONE,), by_channel=(),
        top_topics=(), breach_reasons=(), by_step=(), overdue=(), open_now=0, overdue_now=0,
    )  # fmt: skip
    empty = replace(empty, texts=find_kind("weekly").drawing().texts(empty.figures))
    text = " ".join(pages(empty, tmp_path)).replace("-\n", "")
    assert "Сообщений не поступало ни за этот, ни за" in text
    assert "Просроченных сообщений нет." in text
    assert "Поступило по" not in text


def test_a_long_period_fits_its_chart(report: Report, tmp_path: Path) -> None:
    days = tuple((MONDAY.replace(day=1 + day), day) for day in range(30))
    text = " ".join(pages(of(report, by_step=days), tmp_path))
    assert "01.11" in text
    assert "02.11" not in text


def test_progress_rises_to_the_end(report: Report, tmp_path: Path) -> None:
    heard: list[int] = []
    write_document(document_of(report), tmp_path / "a.pdf", progress=heard.append)
    assert heard[-1] == 100
    assert heard == sorted(heard)
    assert len(set(heard)) > 5


@pytest.mark.parametrize("kind", [".pdf", ".docx", ".xlsx"])
def test_work_that_is_stopped_leaves_nothing_behind(report: Report, tmp_path: Path, kind: str) -> None:
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        write_document(document_of(report), tmp_path / f"a{kind}", progress=lambda percent: task.step(percent, ""))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(report: Report, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="Проверьте, есть ли папка"):
        write_document(document_of(report), tmp_path / "нет" / "a.pdf")
    with pytest.raises(UserFacingError, match=r"назовите его .pdf, .docx или .xlsx"):
        write_document(document_of(report), tmp_path / "a.doc")


@pytest.mark.parametrize("kind", [".pdf", ".docx", ".xlsx"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("fault")])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, kind: str
) -> None:
    target = tmp_path / f"a{kind}"
    target.write_bytes(b"old")

    def fail(_number: int) -> None:
        raise error

    monkeypatch.setattr("mcu_desktop.reports.writing.os.fsync", fail)
    with pytest.raises(UserFacingError if isinstance(error, OSError) else ValueError):
        write_document(document_of(report), target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_list_too_long_says_what_it_leaves_out(report: Report, tmp_path: Path) -> None:
    text = " ".join(pages(of(report, overdue=overdue(3), overdue_now=1204), tmp_path))
    assert "Показаны 3 самых давних из 1 204" in " ".join(text.split())


def test_the_contents_lead_to_their_pages(report: Report, tmp_path: Path) -> None:
    monthly = replace(report, wish=replace(report.wish, code="monthly"))
    with PdfReader(write_document(document_of(monthly), tmp_path / "a.pdf")) as reader:
        links = [link.get_object() for link in cast("Any", reader.pages[0]["/Annots"])]
        assert all("/Dest" in link or "/A" in link for link in links)
        assert len(links) == len(reader.outline) > 5

    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    try:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
        numbers = [line.rstrip()[-1] for line in lines if line.startswith(("Основные", "Просроченные"))]
        assert numbers[0] == "1"
        text = document[int(numbers[1]) - 1].get_textpage().get_text_bounded()
        assert "В-0001" in text
    finally:
        document.close()


@pytest.mark.parametrize("kind", [".pdf", ".docx", ".xlsx"])
def test_the_same_report_gives_the_same_file(report: Report, tmp_path: Path, kind: str) -> None:
    one, other = (write_document(document_of(report), tmp_path / f"{name}{kind}") for name in "ab")
    if kind == ".pdf":
        assert one.read_bytes() == other.read_bytes()
    assert document_of(report) == document_of(replace(report))


def test_what_nobody_signs_nobody_approves(report: Report) -> None:
    approved = replace(report, letterhead=replace(report.letterhead, approver="Глава округа"))
    assert document_of(approved).corner[:2] == ("УТВЕРЖДАЮ", "Глава округа")
    heat = replace(approved, wish=replace(report.wish, code="heat_map"), figures=HeatFigures(()))
    assert document_of(heat).corner == ()


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx"])
def test_a_full_disk_is_said_and_nothing_else(
    report: Report, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The system's own word: no file may be longer than 2 KB."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    path = tmp_path / f"а{ending}"
    path.write_bytes(b"old")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_048, usual[1]))
        with pytest.raises(UserFacingError, match="Отчёт не сохранён"):
            write_document(document_of(report), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    gc.collect()  # a half-written file that is forgotten says nothing
    assert "Traceback" not in capsys.readouterr().err
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_only_so_many_repeats_are_printed_and_it_is_said() -> None:
    point = PointLine("Мусор", "ул. Лесная", 5, "кандидат", for_poll=False, text="")
    figures = CausesFigures("за неделю", has_history=True, growths=(), point_days=90, points=(point,) * 61,
                            breach_reasons=())  # fmt: skip
    [told] = [part.text for part in causes_sections(figures, {}) if isinstance(part, Words) and "90 дней" in part.text]
    assert told == "За 90 дней до конца периода. Показаны первые 50 из 61, остальные — в программе."
    [grid] = [part for part in causes_sections(figures, {}) if isinstance(part, Grid)]
    assert len(grid.rows) == 50
    few = replace(figures, points=(point,) * 50)
    assert "Показаны" not in str(causes_sections(few, {}))
