"""Every operation, done for real on the shared store by each role that may, and taken back where it can be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import RefusedRow
from mcu_desktop.operations import (
    accounts,
    alert_marks,
    case_clock,
    edit_case,
    edit_map,
    edit_templates,
    saved_views,
    walk_case,
)
from mcu_desktop.operations.absences import add_absence, remove_absence
from mcu_desktop.operations.attach import NewFile, attach, remove_attachment
from mcu_desktop.operations.attach_staff import attach_staff
from mcu_desktop.operations.bulk import on_each
from mcu_desktop.operations.call_back import call_back
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.change_calendar import change_calendar
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.edit_copy_habits import save_copy_habits
from mcu_desktop.operations.edit_ladder import edit_ladder
from mcu_desktop.operations.edit_person import edit_person
from mcu_desktop.operations.edit_report_head import save_report_head, set_meeting_folder
from mcu_desktop.operations.edit_residents import take_residents
from mcu_desktop.operations.edit_roster import remove_edition, save_edition
from mcu_desktop.operations.edit_time_limits import edit_time_limits
from mcu_desktop.operations.edit_wall import edit_wall
from mcu_desktop.operations.issue_report import issue_report
from mcu_desktop.operations.keep_figure_text import keep_figure_text
from mcu_desktop.operations.keep_problem_point import keep_problem_point
from mcu_desktop.operations.mend_refused_row import give_up_refused_row
from mcu_desktop.operations.note_breach import note_breach
from mcu_desktop.operations.note_export import note_export
from mcu_desktop.operations.note_growth import set_growth_threshold
from mcu_desktop.operations.note_on_case import add_comment, link_cases, see_citizen
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.register_case import NewCase, register_case
from mcu_desktop.operations.rename import rename
from mcu_desktop.operations.schedule_reports import NewSchedule, add_schedule
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.operations.undo import undo
from mcu_desktop.queries.catalogues import read_time_limits
from mcu_desktop.queries.counted_report import make_report
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.residents import own_residents
from mcu_desktop.queries.roster import read_edition
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.reports.report_head import HeadRules
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.rules.case_way import QUALITY
from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.figure_texts import FigureTextKind
from mcu_desktop.rules.growth import GrowthThreshold
from mcu_desktop.rules.growth_terms import PointState
from mcu_desktop.rules.limit_edits import LimitEdit
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.permissions import PERMISSIONS, Deed, Reach
from mcu_desktop.rules.production_calendar import CalendarEdit
from mcu_desktop.rules.report_schedule import Rhythm
from mcu_desktop.rules.terms import CallResult, DayKind, LinkKind, Outcome, Role
from mcu_desktop.rules.wall import WallPlan
from mcu_desktop.rules.working_calendar import CalendarDay
from mcu_desktop.store.reading import reader_of
from tests.shared.conftest import PEOPLE, ZONE, Town, _file

NOW = datetime.now(UTC)
TODAY = NOW.astimezone(ZONE).date()
SIGNED: dict[str, Any] = {"now": NOW, "actor": "Кто-то"}


@dataclass(frozen=True)
class Done:
    """One operation as it is really done; `case` names the case that is in the right state for it."""

    deed: Deed
    run: Callable[[Session, int], Change]
    case: str = "open"
    comes_back: bool = False


def _edition(session: Session) -> Any:
    edition = read_edition(reader_of(session), TODAY)
    assert edition is not None
    return edition


def _limit_edit(session: Session) -> LimitEdit:
    limit = read_time_limits(reader_of(session))[0]
    return LimitEdit("Норматив изменён", changed=(replace(limit, title="Ответ"),))


def _calendar_edit() -> CalendarEdit:
    day = TODAY + timedelta(days=9)
    return CalendarEdit(days={day: CalendarDay(day, DayKind.SHORT, source="проба")})


def _attach_and_remove(session: Session, case_id: int) -> Change:
    attach(session, case_id, [NewFile("план.txt", b"plan")], **SIGNED)
    session.flush()
    newest = session.execute(text("SELECT max(id) FROM attachments WHERE case_id = :id"), {"id": case_id}).scalar_one()
    return remove_attachment(session, newest, **SIGNED)


LINKING = Done(
    Deed.EDIT_CASE, lambda s, c: link_cases(s, c, number=next_number(s, c), kind=LinkKind.DUPLICATE, **SIGNED)
)
ON_CASE: tuple[Done, ...] = (
    Done(Deed.EDIT_CASE, lambda s, c: edit_case.set_field(s, c, CaseField.HOUSE, "17", **SIGNED), comes_back=True),
    Done(Deed.EDIT_CASE, lambda s, c: edit_case.set_field(s, c, CaseField.TAGS, ("метка",), **SIGNED), comes_back=True),
    Done(Deed.EDIT_CASE, lambda s, c: edit_case.assign(s, c, block="economy", recipient="МКУ", **SIGNED)),
    Done(Deed.EDIT_CASE, lambda s, c: call_back(
        s, c, result=CallResult.REACHED, is_solved=True, mark=4, reason="", **SIGNED), comes_back=True),
    LINKING,
    Done(Deed.COMMENT, lambda s, c: add_comment(s, c, text="Заметка", **SIGNED)),
    Done(Deed.COMMENT, _attach_and_remove),
    Done(Deed.SEE_CITIZEN, lambda s, c: see_citizen(s, c, **SIGNED)),
    Done(Deed.ANSWER, lambda s, c: walk_case.begin_work(s, c, **SIGNED), comes_back=True),
    Done(Deed.ANSWER, lambda s, c: walk_case.save_answer(s, c, text="Ответ", **SIGNED), comes_back=True),
    Done(Deed.ANSWER, lambda s, c: walk_case.submit_answer(s, c, text="Ответ", **SIGNED), comes_back=True),
    Done(Deed.ANSWER, lambda s, c: walk_case.send_answer(s, c, at=NOW, **SIGNED), "checked", comes_back=True),
    Done(Deed.CHECK_ANSWER, lambda s, c: walk_case.approve_answer(s, c, met=QUALITY, **SIGNED), "drafted",
         comes_back=True),
    Done(Deed.CHECK_ANSWER, lambda s, c: walk_case.return_answer(s, c, reason="Коротко", **SIGNED), "drafted",
         comes_back=True),
    Done(Deed.REOPEN, lambda s, c: walk_case.reopen(s, c, reason="Жалоба", **SIGNED), "closed", comes_back=True),
    Done(Deed.MOVE_TERM, lambda s, c: case_clock.extend_term(
        s, c, days=10, reason="Запрос", basis="Запрос", told_on=TODAY, zone=ZONE, **SIGNED), "appeal", comes_back=True),
    Done(Deed.MOVE_TERM, lambda s, c: case_clock.put_off(
        s, c, until=TODAY + timedelta(days=20), reason="Ждём", zone=ZONE, **SIGNED), comes_back=True),
    Done(Deed.MOVE_TERM, lambda s, c: case_clock.resume(s, c, **SIGNED), "waiting", comes_back=True),
    Done(Deed.MOVE_TERM, lambda s, c: case_clock.note_interim_answer(s, c, at=NOW, **SIGNED), comes_back=True),
    Done(Deed.SET_TASK, lambda s, c: case_clock.set_task(
        s, c, title="Выехать", until=TODAY + timedelta(days=3), zone=ZONE, **SIGNED), comes_back=True),
    Done(Deed.CLOSE, lambda s, c: close_case(
        s, c, outcome=Outcome.RESOLVED, outcome_title="решено", breach_reason="", **SIGNED), comes_back=True),
    Done(Deed.CLOSE, lambda s, c: close_case(
        s, c, outcome=Outcome.RESOLVED, outcome_title="решено", breach_reason="", **SIGNED), "checked",
        comes_back=True),
    Done(Deed.CLOSE, lambda s, c: walk_case.forward(
        s, c, addressee="ГИБДД", letter="", citizen_told_on=None, **SIGNED), comes_back=True),
    Done(Deed.NOTE_BREACH, lambda s, c: note_breach(s, [c], reason="Отпуск", **SIGNED), comes_back=True),
    Done(Deed.NOTE_BREACH, lambda s, c: on_each(
        s, Task(), "Причина", [c], lambda of, case_id: note_breach(of, [case_id], reason="Отпуск", **SIGNED))),
)  # fmt: skip
ELSEWHERE: tuple[Done, ...] = (
    Done(Deed.TAKE_IN, lambda s, _c: take_in(s, Task(), _next_file(), zone=ZONE, **SIGNED)),
    Done(Deed.MEND_ROW, lambda s, _c: _give_a_row_up(s)),
    Done(Deed.REGISTER, lambda s, _c: register_case(s, NewCase("vk", NOW, "Нет света"), zone=ZONE, **SIGNED)),
    Done(Deed.EDIT_TEMPLATES, lambda s, _c: edit_templates.save_template(s, None, title="Ш", text="Т", **SIGNED)),
    Done(Deed.EDIT_TEMPLATES, lambda s, _c: edit_templates.remove_template(s, 1, **SIGNED)),
    Done(Deed.EDIT_TEMPLATES, lambda s, _c: edit_templates.set_answer_limit(s, "vk", limit=900, **SIGNED)),
    Done(Deed.EDIT_TEMPLATES, lambda s, _c: saved_views.save_view(
        s, None, title="В", wanted=QueueFilter(), is_shared=True, now=NOW)),
    Done(Deed.EDIT_LIMITS, lambda s, _c: edit_time_limits(s, Task(), _limit_edit(s), **SIGNED)),
    Done(Deed.EDIT_CALENDAR, lambda s, _c: change_calendar(s, Task(), _calendar_edit(), **SIGNED)),
    Done(Deed.EDIT_LADDER, lambda s, _c: edit_ladder(s, None, (), **SIGNED)),
    Done(Deed.EDIT_ABSENCES, lambda s, _c: _away_and_back(s)),
    Done(Deed.EDIT_ROSTER, lambda s, _c: save_edition(s, _edition(s), **SIGNED)),
    Done(Deed.EDIT_ROSTER, lambda s, _c: _edition_and_back(s)),
    Done(Deed.EDIT_ROSTER, lambda s, _c: edit_person(
        s, 1, sector_body_id=None, phone="1", email="", job_description_on=None, forms={}, **SIGNED)),
    Done(Deed.EDIT_ROSTER, lambda s, _c: attach_staff(
        s, full_name="Новиков Нов Новович", sector_body_id=None, block_code="education", direction="школы",
        first_day=TODAY, **SIGNED)),
    Done(Deed.EDIT_ROSTER, lambda s, _c: rename(
        s, "head", name="Иной", valid_from=TODAY + timedelta(days=1), source="Решение", **SIGNED)),
    Done(Deed.ISSUE_REPORT, lambda s, _c: issue_report(s, _weekly(s), **SIGNED)),
    Done(Deed.EDIT_REPORTS, lambda s, _c: save_report_head(
        s, HeadRules(), None, valid_from=TODAY, **SIGNED)),
    Done(Deed.EDIT_REPORTS, lambda s, _c: set_meeting_folder(s, "/совещание", now=NOW)),
    Done(Deed.EDIT_REPORTS, lambda s, _c: add_schedule(
        s, NewSchedule("daily", Rhythm.DAILY, time(8), True, None, ".pdf", "/папка"), **SIGNED)),
    Done(Deed.NOTE_FIGURES, lambda s, _c: keep_figure_text(
        s, FigureTextKind.STRUCTURE, Period(TODAY, TODAY), "Да", **SIGNED)),
    Done(Deed.NOTE_FIGURES, lambda s, _c: set_growth_threshold(s, GrowthThreshold(), **SIGNED)),
    Done(Deed.NOTE_FIGURES, lambda s, _c: keep_problem_point(
        s, 1, "", "", state=PointState.REMOVED, for_poll=False, text="Да", **SIGNED)),
    Done(Deed.EDIT_MAP, lambda s, _c: edit_map.restore_outline(s, **SIGNED)),
    Done(Deed.EDIT_MAP, lambda s, _c: take_residents(s, own_residents(), **SIGNED)),
    Done(Deed.EDIT_MAP, lambda s, _c: edit_map.replace_outline(s, (), source="Свой", licence="", **SIGNED)),
    Done(Deed.EDIT_WALL, lambda s, _c: edit_wall(s, WallPlan(), **SIGNED)),
    Done(Deed.KEEP_STORE, lambda s, _c: save_copy_habits(s, CopyHabits(), **SIGNED)),
    Done(Deed.EDIT_ACCOUNTS, lambda s, _c: accounts.lock_account(s, "galkina", locked=True, **SIGNED)),
)  # fmt: skip


def _weekly(session: Session) -> Report:
    return make_report(reader_of(session), ReportWish("weekly", TODAY, TODAY), now=NOW, zone=ZONE)


def next_number(session: Session, case_id: int) -> str:
    """Return the number of another case of the same block and channel."""
    sql = text(
        "SELECT o.number FROM cases c JOIN cases o ON o.sector_block_id IS NOT DISTINCT FROM c.sector_block_id"
        " AND o.channel_id = c.channel_id AND o.id <> c.id WHERE c.id = :id ORDER BY o.id LIMIT 1"
    )
    return str(session.execute(sql, {"id": case_id}).scalar())


def _next_file() -> Any:
    """A file that brings a new case and changes a known one."""
    known, other, *_rest = _file(NOW).cases
    cases = (replace(known, source_status="Решено", received_text="Иначе", clean_text="Иначе", recipient="МБУ"),
             replace(other, external_number="новое", topic="Ямы на мосту"))  # fmt: skip
    return replace(_file(NOW), cases=cases, refused=(RefusedRow(9, "Нет даты", {"Дата": ""}),))


def _give_a_row_up(session: Session) -> Change:
    take_in(session, Task(), _next_file(), zone=ZONE, **SIGNED)
    row = session.execute(text("SELECT max(id) FROM refused_rows")).scalar_one()
    return give_up_refused_row(session, row, **SIGNED)


def _edition_and_back(session: Session) -> Change:
    new = replace(_edition(session), edition_id=None, order_number="77-р", order_date=TODAY, valid_from=TODAY)
    save_edition(session, new, **SIGNED)
    session.flush()
    last = session.execute(text("SELECT max(id) FROM roster_editions")).scalar_one()
    return remove_edition(session, last, **SIGNED)


def _away_and_back(session: Session) -> Change:
    add_absence(session, person_id=1, deputy_id=2, first_day=TODAY, last_day=TODAY, reason="", **SIGNED)
    session.flush()
    absence = session.execute(text("SELECT max(id) FROM absences")).scalar_one()
    return remove_absence(session, absence, **SIGNED)


class Enough(Exception):  # noqa: N818 -- no error: the town stays as it was
    """Ends a deed without keeping it."""


def place_of(login: str, reach: Reach) -> str:
    """Return the block and the channel of a case that is the person's own, so far as the role has own ones."""
    if reach is Reach.OWN_CHANNEL:
        return "utilities/incident_management" if login == "yancen" else "utilities/feedback_platform"
    return "education/incident_management"


def really(town: Town, login: str, done: Done, case_id: int) -> None:
    """Do an operation whole, with all that waits for the commit, and its undo; nothing is kept."""

    def run(session: Session) -> None:
        change = performed(session, partial(_run, done.run, case_id), now=NOW)
        session.flush()
        if done.comes_back:
            assert change.undo_id is not None
            performed(session, lambda of: undo(of, change.undo_id, now=NOW), now=NOW)
        session.flush()
        session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        raise Enough

    with pytest.raises(Enough):
        town.store(login).perform(run)


def _run(run: Callable[[Session, int], Change], case_id: int, session: Session) -> Change:
    return run(session, case_id)


def named(done: Done) -> str:
    return str(done.deed)


@pytest.mark.parametrize("done", ON_CASE, ids=named)
def test_a_deed_on_a_case_is_done_and_taken_back_by_each_role_that_may(town: Town, done: Done) -> None:
    for login, (_family_name, role) in PEOPLE.items():
        reach = PERMISSIONS[role].get(done.deed)
        if reach is not None and role is not Role.BLOCK_OFFICER:  # the officer's block has no cases here
            really(town, login, done, town.ids[f"{place_of(login, reach)}/{done.case}"])


@pytest.mark.parametrize("done", ELSEWHERE, ids=named)
def test_a_deed_on_the_store_is_done_by_each_role_that_may(town: Town, done: Done) -> None:
    for login, (_family_name, role) in PEOPLE.items():
        if done.deed in PERMISSIONS[role]:
            really(town, login, done, 0)


def test_everybody_is_told_of_alerts_and_keeps_own_views(town: Town) -> None:
    for login in PEOPLE:
        person = town.value(f"SELECT person_id FROM accounts WHERE login = '{login}'")

        def run(session: Session, person: int = person) -> None:
            alert_marks.tell_alerts(session, person, now=NOW + timedelta(days=60))
            performed(session, _save_own_view, now=NOW)
            session.flush()
            raise Enough

        with pytest.raises(Enough):
            town.store(login).perform(run)


def _save_own_view(session: Session) -> Change:
    return saved_views.save_view(session, None, title="Моё", wanted=QueueFilter(), is_shared=False, now=NOW)


def test_an_export_with_citizens_is_noted_for_each_of_them(town: Town) -> None:
    def run(session: Session) -> None:
        note_export(session, QueueFilter(), count=3, **SIGNED)
        raise Enough

    with pytest.raises(Enough):
        town.store("vasileva").perform(run)


def test_the_store_itself_says_who_works(town: Town) -> None:
    with pytest.raises(UserFacingError, match="Ваша роль: Ответственный за работу отраслевого блока"):
        town.store("galkina").perform(lambda session: edit_ladder(session, None, (), **SIGNED))
