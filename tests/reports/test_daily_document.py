"""The daily summary is one page, however full the morning."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from mcu_desktop.queries.counted_report import document_of
from mcu_desktop.reports.daily_figures import BlockDay, BurningRow, DailyFigures
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.report import Report
from mcu_desktop.rules.comparisons import Compared
from tests.reports.conftest import MONDAY

BLOCKS = ("Здравоохранение", "ЖКХ и дороги", "Земля и жильё", "Образование", "Архитектура", "Культура и туризм",
          "Терполитика", "Спорт", "Экономика", "Не сопоставлено с блоком")  # fmt: skip


def full_morning() -> DailyFigures:
    moment = datetime(2026, 11, 16, 18, tzinfo=ZoneInfo("Europe/Moscow"))
    gist = "Во дворе третий день не вывозят мусор, контейнеры переполнены, просим прислать машину"
    return DailyFigures(
        first=MONDAY,
        last=MONDAY,
        block_title=None,
        received=Compared("Поступило", 1_204, 900),
        answered=Compared("Дан ответ", 700, 600),
        answered_in_time=Compared("Из них в срок", 650, 590),
        open_now=5_000,
        overdue=404,
        due_today=303,
        due_tomorrow=202,
        important=101,
        unmapped=7,
        without_recipient=8,
        by_block=tuple(BlockDay(title, 120, 500, 40, 30, 20, 10) for title in BLOCKS),
        burning=tuple(BurningRow(f"МЦУ-2026-{place:06}", "Здравоохранение", moment, gist) for place in range(5)),
        burning_count=707,
    )


def test_a_full_morning_fits_one_page(report: Report, tmp_path: Path) -> None:
    wish = replace(report.wish, code="daily", first=MONDAY, last=MONDAY)
    daily = replace(report, wish=wish, figures=full_morning(), number="МЦУ-О-2026-001", seal="0" * 16)
    with PdfReader(write_document(document_of(daily), tmp_path / "а.pdf")) as reader:
        [page] = reader.pages
        text = " ".join(page.extract_text().replace("\xa0", " ").split())
    assert "Поступило 1 204 На контроле 5 000" in text
    assert "Всего 1 200 5 000 400 300 200 100" in text
    assert "МЦУ-2026-000004" in text
    assert "Горит: 5 самых давних из 707" in text
    assert "за 16 ноября 2026 года" in text
