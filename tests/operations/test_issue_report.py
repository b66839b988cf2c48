"""An issued report is kept as it was, and issued again to the last byte; heads, emblems and schedules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.edit_report_head import save_report_head, set_meeting_folder
from mcu_desktop.operations.issue_report import issue_report
from mcu_desktop.operations.make_scheduled import make_batch
from mcu_desktop.operations.schedule_reports import NewSchedule, add_schedule, remove_schedule
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counted_report import document_of, make_report, with_texts
from mcu_desktop.queries.issued_reports import read_issued_lines, read_issued_report
from mcu_desktop.queries.letterhead import read_letterhead, read_meeting_folder
from mcu_desktop.queries.report_kind import ReportKind
from mcu_desktop.queries.report_kinds import REPORTS
from mcu_desktop.queries.report_schedules import read_due, read_schedules
from mcu_desktop.queries.saved_cuts import KeptCut, cut_as_text
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.qr_mark import qr_png
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.reports.report_head import HeadRules, SignerRule
from mcu_desktop.rules.cuts import Cut
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.report_schedule import Rhythm
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MONDAY = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
WEEK = (date(2026, 10, 5), date(2026, 10, 11))
Do = Callable[..., Change]


def wish_of(kind: ReportKind) -> ReportWish:
    cut = cut_as_text(KeptCut(Cut(Period(*WEEK))))
    subject = {"case": "МЦУ-2026-000001", "cut": cut}.get(kind.code, "")
    return ReportWish(kind.code, *WEEK, "utilities" if kind.needs_block else None, subject)


@pytest.fixture
def cases(take: Callable[..., Change]) -> None:
    late = {"answered_at": MONDAY + timedelta(days=3), "closed_at": MONDAY + timedelta(days=3), "answer_text": "Да"}
    take(
        {"external_number": "1", "received_at": MONDAY},
        {"external_number": "2", "received_at": MONDAY, **late},
        {"external_number": "3", "received_at": MONDAY - timedelta(days=365)},
    )


@pytest.mark.parametrize("kind", REPORTS, ids=lambda kind: kind.code)
def test_every_report_is_issued_and_read_back_as_it_was(
    reader: Reader, do: Do, cases: None, tmp_path: Path, kind: ReportKind
) -> None:
    report = make_report(reader, wish_of(kind), now=NOW, zone=ZONE)
    issued: Any = do(issue_report, report).details
    assert issued.number == "МЦУ-О-2026-001"
    [line] = read_issued_lines(reader)
    assert (line.number, line.seal, line.actor) == (issued.number, issued.seal, "Лескова А. И.")
    again = read_issued_report(reader, line.issued_id)
    assert again == issued
    assert document_of(again) == document_of(issued)
    one, other = (
        write_document(document_of(found), tmp_path / f"{place}.pdf") for place, found in enumerate((issued, again))
    )
    assert one.read_bytes() == other.read_bytes()


def test_numbers_follow_each_other_within_a_year(reader: Reader, do: Do) -> None:
    report = make_report(reader, ReportWish("weekly", *WEEK), now=NOW, zone=ZONE)
    numbers = [do(issue_report, report, now=NOW).details.number for _ in range(2)]  # type: ignore[attr-defined]
    next_year: Any = do(issue_report, report, now=datetime(2026, 12, 31, 22, tzinfo=UTC)).details  # 2027 in Moscow
    assert [*numbers, next_year.number] == ["МЦУ-О-2026-001", "МЦУ-О-2026-002", "МЦУ-О-2027-001"]


def test_the_seal_changes_with_any_word_and_a_change_behind_the_program_is_noticed(
    reader: Reader, store: Store, do: Do
) -> None:
    report = make_report(reader, ReportWish("weekly", *WEEK), now=NOW, zone=ZONE)
    issued: Any = do(issue_report, report).details
    other: Any = do(issue_report, with_texts(report, {"conclusions": "Иное."})).details
    assert issued.seal != other.seal
    assert len(issued.seal) == 16
    store.perform(lambda s: s.execute(text("UPDATE issued_reports SET texts = replace(texts, 'Иное', 'Другое')")))
    lines = read_issued_lines(reader)
    assert read_issued_report(reader, lines[1].issued_id) == issued
    with pytest.raises(UserFacingError, match="контрольная сумма не сходится"):
        read_issued_report(reader, lines[0].issued_id)


def test_the_head_and_the_signers_are_those_of_the_day(reader: Reader, do: Do) -> None:
    picture = qr_png("герб")
    rules = HeadRules(
        centre="Центр управления «Исток»",
        approver="Глава округа",
        approver_name="И.И. Вымышленный",
        signers=(SignerRule("Куратор", Role.CURATOR), SignerRule("Составил", name="П.П. Придуманный")),
        number_prefix="",
    )
    do(save_report_head, rules, picture, valid_from=date(2026, 10, 8))
    before, after = (read_letterhead(reader, day) for day in (date(2026, 10, 7), date(2026, 10, 8)))
    assert before.signers[0][0] == "Руководитель МЦУ"
    assert before.centre != after.centre == "Центр управления «Исток»"
    assert [post for post, _ in after.signers] == ["Куратор", "Составил"]
    assert all(name for _, name in after.signers)
    report = make_report(reader, ReportWish("weekly", *WEEK), now=NOW, zone=ZONE)
    issued: Any = do(issue_report, report).details
    assert issued.number == "2026-001"
    assert issued.emblem == picture
    document = document_of(issued)
    assert document.corner[:3] == ("УТВЕРЖДАЮ", "Глава округа", "________________ И.И. Вымышленный")
    assert document.emblem == picture
    # Without another picture the emblem stays, and a report keeps the one it was issued with.
    do(save_report_head, replace(rules, emblem=issued.letterhead.emblem), None, valid_from=date(2026, 10, 8))
    do(save_report_head, HeadRules(), qr_png("другой"), valid_from=date(2026, 10, 8))
    assert read_issued_report(reader, read_issued_lines(reader)[0].issued_id).emblem == picture


@pytest.mark.parametrize("picture", [b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(1_000_001)])
def test_what_is_no_small_picture_is_refused(reader: Reader, do: Do, picture: bytes) -> None:
    with pytest.raises(UserFacingError, match="Ничего не сохранено"):
        do(save_report_head, HeadRules(), picture, valid_from=WEEK[0])
    with pytest.raises(UserFacingError, match="подписывает"):
        do(save_report_head, HeadRules(signers=()), None, valid_from=WEEK[0])
    assert reader.rows("SELECT count(*) FROM report_heads") == [(0,)]


def test_the_folder_of_the_meeting_is_remembered(reader: Reader, store: Store) -> None:
    assert read_meeting_folder(reader) == ""
    for folder in ("/а", "/б"):
        store.perform(partial(set_meeting_folder, folder=folder, now=NOW))
    assert read_meeting_folder(reader) == "/б"


DAILY = NewSchedule(
    "daily", Rhythm.DAILY, time(8), working_days_only=False, block_code=None, ending=".pdf", folder="/п"
)


def test_a_scheduled_report_is_made_once_and_kept(reader: Reader, store: Store, do: Do, tmp_path: Path) -> None:
    do(add_schedule, replace(DAILY, folder=str(tmp_path)))
    later = NOW + timedelta(days=2)
    [batch] = read_due(reader, now=later, zone=ZONE, running_since=later)
    assert [(wish.first, wish.last) for wish in batch.wishes] == [(date(2026, 10, 12),) * 2, (date(2026, 10, 13),) * 2]
    assert (batch.missed, batch.left_out) == (2, 0)
    changes = [
        store.perform(lambda s: make_batch(s, Task(), batch, now=later, zone=ZONE, actor="Расписание"))
        for _ in range(2)
    ]
    assert changes[0].text.startswith("По расписанию: Сводка за день — 2 отчёта, из них 2 пропущены")
    assert changes[1].text == ""
    assert len(list(tmp_path.glob("*.pdf"))) == len(read_issued_lines(reader)) == 2
    assert read_due(reader, now=later, zone=ZONE, running_since=later) == ()


def test_what_cannot_be_made_is_made_later(reader: Reader, store: Store, do: Do, tmp_path: Path) -> None:
    folder = tmp_path / "нет"
    do(add_schedule, replace(DAILY, folder=str(folder)))
    later = NOW + timedelta(days=1)
    due = read_due(reader, now=later, zone=ZONE, running_since=NOW)

    def make(session: Any) -> Change:
        return make_batch(session, Task(), due[0], now=later, zone=ZONE, actor="Расписание")

    with pytest.raises(UserFacingError, match="Проверьте, есть ли папка"):
        store.perform(make)
    assert read_issued_lines(reader) == ()
    assert read_due(reader, now=later, zone=ZONE, running_since=NOW) == due
    folder.mkdir()
    assert "1 отчёт. Папка" in store.perform(make).text


def test_of_very_many_missed_the_last_are_made(reader: Reader, do: Do) -> None:
    do(add_schedule, DAILY)
    [batch] = read_due(reader, now=NOW + timedelta(days=40), zone=ZONE, running_since=NOW)
    assert (len(batch.wishes), batch.left_out) == (7, 33)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"folder": " "}, "Выберите папку"),
        ({"folder": "отчёты"}, "Выберите папку"),
        ({"code": "block"}, "выберите отраслевой блок"),
        ({"code": "case"}, "сама собой не составляется"),
        ({"ending": ".txt"}, "не бывает файлом"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(reader: Reader, do: Do, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        do(add_schedule, replace(DAILY, **wrong))
    assert read_schedules(reader) == ()


def test_a_rule_is_removed_once(reader: Reader, do: Do) -> None:
    do(add_schedule, DAILY)
    [line] = read_schedules(reader)
    do(remove_schedule, line.schedule_id)
    assert read_schedules(reader) == ()
    with pytest.raises(UserFacingError, match="уже нет"):
        do(remove_schedule, line.schedule_id)
