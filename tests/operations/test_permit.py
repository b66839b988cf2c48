"""Every operation asks whether the person of its transaction may do it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.models.people import Person
from mcu_desktop.operations import (
    case_clock,
    demonstration,
    edit_case,
    edit_map,
    edit_roster,
    edit_templates,
    mend_refused_row,
    walk_case,
)
from mcu_desktop.operations.absences import add_absence, remove_absence
from mcu_desktop.operations.accounts import lock_account
from mcu_desktop.operations.attach import NewFile, attach
from mcu_desktop.operations.attach_staff import attach_staff, end_attachment
from mcu_desktop.operations.call_back import call_back
from mcu_desktop.operations.change_calendar import change_calendar
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.edit_copy_habits import save_copy_habits
from mcu_desktop.operations.edit_ladder import edit_ladder
from mcu_desktop.operations.edit_person import edit_person
from mcu_desktop.operations.edit_rating_method import save_rating_method
from mcu_desktop.operations.edit_report_head import save_report_head, set_meeting_folder
from mcu_desktop.operations.edit_residents import remove_residents, take_residents
from mcu_desktop.operations.edit_time_limits import edit_time_limits
from mcu_desktop.operations.edit_wall import edit_wall
from mcu_desktop.operations.issue_rating import issue_rating
from mcu_desktop.operations.issue_report import issue_report
from mcu_desktop.operations.keep_figure_text import keep_figure_text
from mcu_desktop.operations.keep_problem_point import keep_problem_point
from mcu_desktop.operations.lock_name import open_name
from mcu_desktop.operations.note_breach import note_breach
from mcu_desktop.operations.note_export import note_export
from mcu_desktop.operations.note_growth import mark_growth, set_growth_threshold
from mcu_desktop.operations.note_on_case import add_comment, link_cases, see_citizen
from mcu_desktop.operations.recount_figures import recount_figures
from mcu_desktop.operations.register_case import NewCase, register_case
from mcu_desktop.operations.rename import rename, take_name_back
from mcu_desktop.operations.saved_views import save_view
from mcu_desktop.operations.schedule_reports import NewSchedule, add_schedule, remove_schedule
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import ACTOR, PERSON, Task, actor_of
from mcu_desktop.queries.counted_report import make_report
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.rights import read_rights
from mcu_desktop.queries.roster import read_edition
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.reports.report_head import HeadRules
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.rules.copies import CopyHabits
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.figure_texts import FigureTextKind
from mcu_desktop.rules.growth import GrowthThreshold
from mcu_desktop.rules.growth_terms import PointState
from mcu_desktop.rules.limit_edits import LimitEdit
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period, month_of
from mcu_desktop.rules.permissions import DEEDS, PERMISSIONS, Deed
from mcu_desktop.rules.production_calendar import CalendarEdit
from mcu_desktop.rules.rating import Entry, MethodEdition, Rating, RatingMethod, rate_one
from mcu_desktop.rules.rating_inputs import RatingCounts, RatingScope
from mcu_desktop.rules.report_schedule import Rhythm
from mcu_desktop.rules.terms import CallResult, LinkKind, Outcome, Role
from mcu_desktop.rules.wall import WallPlan
from mcu_desktop.store.reading import Reader, reader_of
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 6, 9, tzinfo=UTC)
DAY = date(2026, 10, 6)


@dataclass(frozen=True)
class Try:
    """One operation with what it is: called on the first case where it wants one."""

    deed: Deed
    run: Callable[[Session, Any, ReadFile], object]


SIGNED: dict[str, Any] = {"now": NOW, "actor": "О"}
TRIES: tuple[Try, ...] = (
    Try(Deed.TAKE_IN, lambda s, zone, file: take_in(s, Task(), file, zone=zone, **SIGNED)),
    Try(
        Deed.MEND_ROW,
        lambda s, zone, _file: mend_refused_row.mend_refused_row(s, Task(), 1, {}, zone=zone, **SIGNED),
    ),
    Try(Deed.MEND_ROW, lambda s, _zone, _file: mend_refused_row.give_up_refused_row(s, 1, **SIGNED)),
    Try(
        Deed.MOVE_TERM,
        lambda s, zone, _file: case_clock.extend_term(
            s, 1, days=1, reason="", basis="", told_on=None, zone=zone, **SIGNED
        ),
    ),
    Try(Deed.MOVE_TERM, lambda s, zone, _file: case_clock.note_citizen_told(s, 1, told_on=DAY, zone=zone, **SIGNED)),
    Try(Deed.MOVE_TERM, lambda s, zone, _file: case_clock.put_off(s, 1, until=DAY, reason="", zone=zone, **SIGNED)),
    Try(Deed.MOVE_TERM, lambda s, _zone, _file: case_clock.resume(s, 1, **SIGNED)),
    Try(Deed.MOVE_TERM, lambda s, _zone, _file: case_clock.note_interim_answer(s, 1, at=NOW, **SIGNED)),
    Try(Deed.SET_TASK, lambda s, zone, _file: case_clock.set_task(s, 1, title="", until=DAY, zone=zone, **SIGNED)),
    Try(Deed.SET_TASK, lambda s, _zone, _file: case_clock.settle_task(s, 1, 1, **SIGNED)),
    Try(
        Deed.CLOSE,
        lambda s, _zone, _file: close_case(
            s, 1, outcome=Outcome.RESOLVED, outcome_title="", breach_reason="", **SIGNED
        ),
    ),
    Try(Deed.NOTE_BREACH, lambda s, _zone, _file: note_breach(s, [1], reason="", **SIGNED)),
    Try(Deed.EDIT_LIMITS, lambda s, _zone, _file: edit_time_limits(s, Task(), LimitEdit(""), **SIGNED)),
    Try(Deed.EDIT_CALENDAR, lambda s, _zone, _file: change_calendar(s, Task(), CalendarEdit(), **SIGNED)),
    Try(Deed.EDIT_LADDER, lambda s, _zone, _file: edit_ladder(s, None, (), **SIGNED)),
    Try(
        Deed.EDIT_ABSENCES,
        lambda s, _zone, _file: add_absence(
            s, person_id=1, deputy_id=None, first_day=DAY, last_day=DAY, reason="", **SIGNED
        ),
    ),
    Try(Deed.EDIT_ABSENCES, lambda s, _zone, _file: remove_absence(s, 1, **SIGNED)),
    Try(
        Deed.EDIT_ROSTER,
        lambda s, _zone, _file: edit_person(
            s, 1, sector_body_id=None, phone="", email="", job_description_on=None, forms={}, **SIGNED
        ),
    ),
    Try(Deed.EDIT_ROSTER, lambda s, _zone, _file: edit_roster.remove_edition(s, 1, **SIGNED)),
    Try(Deed.EDIT_ROSTER, lambda s, _zone, _file: edit_roster.save_edition(s, _edition(s), **SIGNED)),
    Try(Deed.DEMONSTRATE, lambda s, _zone, _file: demonstration.remove_demonstration(s, Task(), now=NOW)),
    Try(
        Deed.DEMONSTRATE,
        lambda s, zone, _file: demonstration.add_demonstration(s, Task(), cases_count=1, seed=1, now=NOW, zone=zone),
    ),
)

CALLED: dict[str, Any] = {"result": CallResult.REACHED, "is_solved": None, "mark": 5, "reason": ""}
NEW_CASE = NewCase("phone", NOW, "Нет света")
TRIES += (
    Try(Deed.REGISTER, lambda s, zone, _file: register_case(s, NEW_CASE, zone=zone, **SIGNED)),
    Try(Deed.EDIT_CASE, lambda s, _zone, _file: edit_case.edit_case(s, 1, [], **SIGNED)),
    Try(Deed.EDIT_CASE, lambda s, _zone, _file: edit_case.assign(s, 1, block=None, recipient="", **SIGNED)),
    Try(Deed.EDIT_CASE, lambda s, _zone, _file: edit_case.set_field(s, 1, CaseField.HOUSE, "1", **SIGNED)),
    Try(
        Deed.EDIT_CASE,
        lambda s, _zone, _file: call_back(s, 1, **CALLED, **SIGNED),
    ),
    Try(Deed.EDIT_CASE, lambda s, _zone, _file: link_cases(s, 1, number="", kind=LinkKind.DUPLICATE, **SIGNED)),
    Try(Deed.COMMENT, lambda s, _zone, _file: add_comment(s, 1, text="", **SIGNED)),
    Try(Deed.COMMENT, lambda s, _zone, _file: attach(s, 1, [NewFile("а.txt", b"a")], **SIGNED)),
    Try(Deed.SEE_CITIZEN, lambda s, _zone, _file: see_citizen(s, 1, **SIGNED)),
    Try(Deed.SEE_CITIZEN, lambda s, _zone, _file: note_export(s, QueueFilter(), count=1, **SIGNED)),
    Try(Deed.ANSWER, lambda s, _zone, _file: walk_case.begin_work(s, 1, **SIGNED)),
    Try(Deed.ANSWER, lambda s, _zone, _file: walk_case.save_answer(s, 1, text="", **SIGNED)),
    Try(Deed.ANSWER, lambda s, _zone, _file: walk_case.submit_answer(s, 1, text="", **SIGNED)),
    Try(Deed.ANSWER, lambda s, _zone, _file: walk_case.send_answer(s, 1, at=NOW, **SIGNED)),
    Try(Deed.CHECK_ANSWER, lambda s, _zone, _file: walk_case.approve_answer(s, 1, met=(), **SIGNED)),
    Try(Deed.CHECK_ANSWER, lambda s, _zone, _file: walk_case.return_answer(s, 1, reason="", **SIGNED)),
    Try(
        Deed.CLOSE,
        lambda s, _zone, _file: walk_case.forward(s, 1, addressee="", letter="", citizen_told_on=None, **SIGNED),
    ),
    Try(Deed.REOPEN, lambda s, _zone, _file: walk_case.reopen(s, 1, reason="", **SIGNED)),
    Try(
        Deed.EDIT_TEMPLATES, lambda s, _zone, _file: edit_templates.save_template(s, None, title="", text="", **SIGNED)
    ),
    Try(Deed.EDIT_TEMPLATES, lambda s, _zone, _file: edit_templates.remove_template(s, 1, **SIGNED)),
    Try(Deed.EDIT_TEMPLATES, lambda s, _zone, _file: edit_templates.set_answer_limit(s, "vk", limit=1, **SIGNED)),
    Try(
        Deed.EDIT_TEMPLATES,
        lambda s, _zone, _file: save_view(s, None, title="В", wanted=QueueFilter(), is_shared=True, now=NOW),
    ),
    Try(
        Deed.EDIT_ROSTER,
        lambda s, _zone, _file: attach_staff(
            s, full_name="", sector_body_id=None, block_code="", direction="", first_day=DAY, **SIGNED
        ),
    ),
    Try(Deed.EDIT_ROSTER, lambda s, _zone, _file: end_attachment(s, 1, last_day=DAY, **SIGNED)),
    Try(Deed.EDIT_ROSTER, lambda s, _zone, _file: rename(s, "head", name="", valid_from=DAY, source="", **SIGNED)),
    Try(Deed.EDIT_ROSTER, lambda s, _zone, _file: take_name_back(s, "head", **SIGNED)),
    Try(Deed.KEEP_STORE, lambda s, _zone, _file: save_copy_habits(s, CopyHabits(), **SIGNED)),
    Try(Deed.KEEP_STORE, lambda s, _zone, _file: recount_figures(s, Task(), **SIGNED)),
    Try(Deed.EDIT_ACCOUNTS, lambda s, _zone, _file: lock_account(s, "нет", locked=True, **SIGNED)),
    Try(Deed.EDIT_ROSTER, lambda s, _zone, _file: open_name(s, 10**6, name="", **SIGNED)),
)
ONE_DAY = Period(DAY, DAY)
METHOD = MethodEdition("5-р", DAY, DAY, RatingMethod())


def rating_of(objects: Dimension) -> Rating:
    whole = rate_one(Entry(1, "Всего", RatingCounts(messages=1)), METHOD.method)
    return Rating(RatingScope.JOINT, objects, month_of(date(2026, 9, 1)), NOW, METHOD, (whole,), whole, "")


TRIES += (
    Try(Deed.EDIT_RATING, lambda s, _zone, _file: save_rating_method(s, METHOD, **SIGNED)),
    Try(
        Deed.ISSUE_RATING,
        lambda s, zone, _file: issue_rating(s, rating_of(Dimension.BLOCK), zone=zone, **SIGNED),
    ),
    Try(
        Deed.NOTE_FIGURES,
        lambda s, _zone, _file: keep_figure_text(s, FigureTextKind.STRUCTURE, ONE_DAY, "Да", **SIGNED),
    ),
    Try(Deed.NOTE_FIGURES, lambda s, _zone, _file: mark_growth(s, [], DAY, cause="", **SIGNED)),
    Try(Deed.NOTE_FIGURES, lambda s, _zone, _file: set_growth_threshold(s, GrowthThreshold(), **SIGNED)),
    Try(
        Deed.NOTE_FIGURES,
        lambda s, _zone, _file: keep_problem_point(
            s, 1, "", "", state=PointState.REMOVED, for_poll=False, text="", **SIGNED
        ),
    ),
)
TRIES += (
    Try(Deed.EDIT_MAP, lambda s, _zone, _file: edit_map.replace_outline(s, (), source="", licence="", **SIGNED)),
    Try(Deed.EDIT_MAP, lambda s, _zone, _file: edit_map.restore_outline(s, **SIGNED)),
    Try(Deed.EDIT_MAP, lambda s, _zone, _file: edit_map.take_places(s, (), source="", **SIGNED)),
    Try(Deed.EDIT_MAP, lambda s, _zone, _file: take_residents(s, (), **SIGNED)),
    Try(Deed.EDIT_MAP, lambda s, _zone, _file: remove_residents(s, "", DAY, **SIGNED)),
    Try(Deed.EDIT_WALL, lambda s, _zone, _file: edit_wall(s, WallPlan(), **SIGNED)),
)

TRIES += (
    Try(
        Deed.ISSUE_REPORT,
        lambda s, zone, _file: issue_report(
            s, make_report(reader_of(s), ReportWish("weekly", DAY, DAY), now=NOW, zone=zone), **SIGNED
        ),
    ),
    Try(Deed.EDIT_REPORTS, lambda s, _zone, _file: save_report_head(s, HeadRules(), None, valid_from=DAY, **SIGNED)),
    Try(Deed.EDIT_REPORTS, lambda s, _zone, _file: set_meeting_folder(s, "", now=NOW)),
    Try(
        Deed.EDIT_REPORTS,
        lambda s, _zone, _file: add_schedule(
            s, NewSchedule("daily", Rhythm.DAILY, time(8), True, None, ".pdf", "/папка"), **SIGNED
        ),
    ),
    Try(Deed.EDIT_REPORTS, lambda s, _zone, _file: remove_schedule(s, 1, **SIGNED)),
)


def test_every_deed_of_the_table_is_tried() -> None:
    assert {tried.deed for tried in TRIES} | {Deed.RATE_PEOPLE} == set(Deed)


def test_a_rating_of_people_is_issued_only_by_who_may_see_it(store: Store, zone: ZoneInfo) -> None:
    def issue(session: Session) -> object:
        return issue_rating(session, rating_of(Dimension.EXECUTOR), zone=zone, **SIGNED)

    with pytest.raises(UserFacingError, match="Видеть показатели исполнителей может: "):
        store.perform(partial(as_person, person_of(store, "Янцен"), issue))
    store.perform(partial(as_person, person_of(store, "Васильева"), issue))


def _edition(session: Session) -> Any:
    return read_edition(reader_of(session), DAY)


def person_of(store: Store, family_name: str) -> int:
    def find(session: Session) -> int:
        return session.execute(select(Person.id).where(Person.family_name == family_name)).scalar_one()

    return store.perform(find)


def as_person(person_id: int, run: Callable[[Session], object], session: Session) -> object:
    session.info.update({PERSON: person_id, ACTOR: "Кто-то"})
    return run(session)


@pytest.fixture
def zone() -> ZoneInfo:
    return ZoneInfo("Europe/Moscow")


@pytest.fixture
def one_case(
    store: Store, zone: ZoneInfo, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> ReadFile:
    file: ReadFile = file_of(incoming())
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=zone, actor="О"))
    return file


ROLES = {
    "Шарапова": Role.CURATOR,
    "Васильева": Role.HEAD,
    "Шувалов": Role.ADMINISTRATOR,
    "Янцен": Role.INCIDENT_COORDINATOR,
    "Боброва": Role.FEEDBACK_COORDINATOR,
    "Ермоленко": Role.BLOCK_HEAD,
    "Галкина": Role.BLOCK_OFFICER,
}


@pytest.mark.parametrize("tried", TRIES, ids=lambda tried: tried.deed)
def test_who_may_not_is_refused_by_the_operation_itself(
    store: Store, zone: Any, one_case: ReadFile, tried: Try
) -> None:
    for family_name, role in ROLES.items():
        if tried.deed in PERMISSIONS[role]:
            continue
        run = partial(as_person, person_of(store, family_name), lambda s: tried.run(s, zone, one_case))
        with pytest.raises(UserFacingError) as refused:
            store.perform(run)
        assert str(refused.value).startswith(f"{DEEDS[tried.deed]} может: "), family_name
        assert str(refused.value).endswith("Ничего не изменено.")


@pytest.mark.parametrize("tried", TRIES, ids=lambda tried: tried.deed)
def test_the_owner_of_the_store_is_never_refused_for_lack_of_a_right(
    store: Store, zone: Any, one_case: ReadFile, tried: Try
) -> None:
    try:
        store.perform(lambda session: tried.run(session, zone, one_case))
    except UserFacingError as error:
        assert "Ваша роль" not in str(error)  # noqa: PT017 -- other refusals are the operation's own business


def test_a_block_s_head_may_with_the_own_block_only(store: Store, zone: Any, one_case: ReadFile) -> None:
    def set_task(session: Session) -> object:
        return case_clock.set_task(session, 1, title="Ответить", until=DAY, zone=zone, **SIGNED)

    store.perform(lambda session: session.execute(text("UPDATE cases SET sector_block_id = NULL")))
    head = partial(as_person, person_of(store, "Ермоленко"), set_task)
    with pytest.raises(UserFacingError, match="свой блок"):
        store.perform(head)
    education = "(SELECT id FROM sector_blocks WHERE code = 'education')"
    store.perform(lambda session: session.execute(text(f"UPDATE cases SET sector_block_id = {education}")))
    store.perform(head)


def test_a_deputy_has_the_rights_of_the_absent_while_it_lasts(store: Store, reader: Reader) -> None:
    absent, deputy = person_of(store, "Шувалов"), person_of(store, "Ермоленко")
    last = date(2026, 10, 9)
    store.perform(
        lambda session: add_absence(
            session, person_id=absent, deputy_id=deputy, first_day=DAY, last_day=last, reason="", **SIGNED
        )
    )
    for day, may in ((date(2026, 10, 5), False), (DAY, True), (last, True), (date(2026, 10, 10), False)):
        assert read_rights(reader, deputy, day).allows(Deed.EDIT_ROSTER) is may, day
        assert read_rights(reader, absent, day).allows(Deed.EDIT_ROSTER), "Who is away is not locked out"


def test_history_names_who_works(store: Store) -> None:
    assert store.perform(partial(as_person, 1, actor_of)) == "Кто-то"
    assert store.perform(actor_of) == "Оператор"
