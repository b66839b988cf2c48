"""Reports on the command line, in the program itself: listed, made in each form, issued, made by the schedule."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from mcu_desktop.cli_reports import handle_report
from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.schedule_reports import NewSchedule, add_schedule
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.report_kinds import REPORTS
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.report_schedule import Rhythm
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
NOTHING = {
    "list": False, "name": None, "out": None, "period_from": None, "period_to": None, "period": None, "block": None,
    "subject": None, "issue": False, "scheduled": False,
}  # fmt: skip
Ask = Callable[..., tuple[Any, str]]


@pytest.fixture
def ask(sqlite_store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Ask:
    now = datetime.now(UTC)
    with_reader = sqlite_store.open_reader()
    zone = read_zone(with_reader)
    with_reader.close()
    file = file_of(incoming(received_at=now - timedelta(days=2)))
    sqlite_store.perform(lambda s: take_in(s, Task(), file, now=now, zone=zone, actor="О"))

    def run(**wanted: Any) -> tuple[Any, str]:
        store = str(sqlite_store.place.file)
        return handle_report(argparse.Namespace(**(NOTHING | {"store": store} | wanted)))

    return run


def test_every_report_is_listed_with_its_forms(ask: Ask) -> None:
    answer, words = ask(list=True)
    assert set(answer) == {kind.code for kind in REPORTS}
    assert "monthly\tЕжемесячный отчёт Главе (PDF, DOCX, XLSX)" in words


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx"])
def test_a_report_of_a_period_in_words_is_written(ask: Ask, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"а{ending}"
    answer, words = ask(name="monthly", period="III квартал 2026", out=out)
    assert out.stat().st_size > 3_000
    assert answer["number"] == ""
    assert words == f"Отчёт сохранён: {out}"
    if ending == ".pdf":
        with PdfReader(out) as reader:
            assert "за III квартал 2026 года" in reader.pages[0].extract_text()


def test_an_issued_report_has_its_number(ask: Ask, tmp_path: Path) -> None:
    year = datetime.now(MOSCOW).year
    numbers = [ask(name="daily", issue=True, out=tmp_path / "а.pdf")[0]["number"] for _ in range(2)]
    assert numbers == [f"МЦУ-О-{year}-001", f"МЦУ-О-{year}-002"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"name": "nothing"}, "Известны: daily, weekly"),
        ({"name": "weekly", "period": "мартобрь"}, "не понят"),
        ({"name": "weekly", "block": "nowhere"}, "Блок «nowhere» неизвестен"),
        ({"name": "block"}, "выберите отраслевой блок"),
        ({"name": "roster", "block": "health"}, "по всем блокам сразу"),
        ({"name": "case"}, "укажите номер сообщения"),
        ({"name": "case", "subject": "МЦУ-1"}, "в хранилище нет"),
        ({"name": None}, "Укажите отчёт и файл"),
    ],
)
def test_what_cannot_be_made_is_said(ask: Ask, tmp_path: Path, wanted: dict[str, Any], said: str) -> None:
    out = tmp_path / "а.pdf"
    with pytest.raises(UserFacingError, match=said):
        ask(out=out, **wanted)
    assert not out.exists()


def test_what_is_due_is_made_and_what_fails_does_not_stop_the_rest(
    ask: Ask, sqlite_store: Store, tmp_path: Path
) -> None:
    assert ask(scheduled=True) == ({"files": []}, "По расписанию составлять нечего.")
    good, bad = tmp_path / "хорошая", tmp_path / "нет"
    good.mkdir()
    this_midnight = datetime.combine(datetime.now(MOSCOW).date(), time(0, 0), MOSCOW)
    for folder in (bad, good):
        rule = NewSchedule("daily", Rhythm.DAILY, time(0, 0), working_days_only=False, block_code=None, ending=".pdf",
                           folder=str(folder))  # fmt: skip
        sqlite_store.perform(partial(add_schedule, wanted=rule, now=this_midnight - timedelta(minutes=1), actor="О"))
    with pytest.raises(UserFacingError, match="Сводка за день — 1 отчёт") as refused:
        ask(scheduled=True)
    assert "Проверьте, есть ли папка" in str(refused.value)
    assert len(list(good.iterdir())) == 1
    bad.mkdir()
    answer, _words = ask(scheduled=True)
    assert [path.parent for path in answer["files"]] == [bad]
