"""Alerts: told once, survive, seen, put off, settled by the deed itself; on both stores."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.models.alerts import Absence, AlertStepRecord
from mcu_desktop.models.terms import TimeLimitRecord
from mcu_desktop.operations.alert_marks import put_off_alerts, see_alerts, tell_alerts
from mcu_desktop.operations.case_clock import extend_term, put_off
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.alerts import (
    AlertCount,
    AlertLine,
    Digest,
    count_alerts,
    read_alerts,
    read_digest,
    read_scope,
)
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import Addressee, AlertMoment, CaseKind, LimitUnit, Outcome, SourceSystem
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

ZONE = ZoneInfo("Europe/Moscow")
RECEIVED = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
APPEAL = {"system": SourceSystem.DOCUMENT_FLOW, "channel_code": "post", "kind": CaseKind.APPEAL}


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=ZONE)


# The control date of an appeal of 05.10.2026 is Tuesday 03.11, its legal deadline Wednesday 04.11 (a holiday).
THREE_DAYS_BEFORE, ON_THE_DAY = at("29.10.2026 09:00"), at("03.11.2026 09:00")
OVERDUE, THREE_DAYS_OVERDUE = at("05.11.2026 09:00"), at("09.11.2026 09:00")


class Town:
    """The store with the people of the roster by the family names of Приложение 2."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self.store, self.reader = store, reader
        self.people = {name: key for key, name in reader.rows("SELECT id, family_name FROM people")}

    def do(self, deed: Callable[..., Any], *rest: Any, **fields: Any) -> Any:
        return self.store.perform(lambda session: deed(session, *rest, **fields))

    def tell(self, name: str, now: datetime) -> int:
        """Return how many new alerts the person is told of."""
        count = self.do(tell_alerts, self.people[name], now=now).details
        assert isinstance(count, AlertCount)
        return count.untold

    def alerts(self, name: str, now: datetime, **fields: Any) -> tuple[AlertLine, ...]:
        scope = read_scope(self.reader, self.people[name], now=now)
        found = read_alerts(self.reader, scope, **fields)
        if not fields:
            assert count_alerts(self.reader, scope).alive == len(found)
        return found


@pytest.fixture
def town(store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Town:
    """Case 1 is an appeal on roads: Богданов is the officer of the block, Андреев its head."""
    made = Town(store, reader)
    made.do(take_in, Task(), file_of(incoming(**APPEAL)), now=RECEIVED, zone=ZONE, actor="О")
    return made


def test_the_ladder_goes_up_person_by_person_and_each_is_told_once(town: Town) -> None:
    told = {
        name: [town.tell(name, now) for now in (RECEIVED, THREE_DAYS_BEFORE, ON_THE_DAY, OVERDUE, THREE_DAYS_OVERDUE)]
        for name in ("Богданов", "Андреев", "Васильева", "Шарапова", "Галкина")
    }
    assert told == {
        "Богданов": [0, 1, 0, 0, 0],
        "Андреев": [0, 0, 1, 0, 0],
        "Васильева": [0, 0, 0, 1, 0],
        "Шарапова": [0, 0, 0, 0, 1],
        "Галкина": [0, 0, 0, 0, 0],  # another block
    }
    assert town.tell("Богданов", THREE_DAYS_OVERDUE) == 0, "Also after any number of looks"
    [line] = town.alerts("Васильева", THREE_DAYS_OVERDUE)
    assert (line.number, line.block) == ("МЦУ-2026-000001", "ЖКХ и дороги")


def test_what_was_told_survives_a_restart(town: Town) -> None:
    assert town.tell("Богданов", THREE_DAYS_BEFORE) == 1
    again = Store(town.store.place)
    change = again.perform(lambda session: tell_alerts(session, town.people["Богданов"], now=THREE_DAYS_BEFORE))
    assert change.details == AlertCount(1, 0, 0)
    with closing(again.open_reader()) as reader:
        scope = read_scope(reader, town.people["Богданов"], now=THREE_DAYS_BEFORE)
        assert count_alerts(reader, scope) == AlertCount(1, 0, 0), "Told, and still to be seen"


def test_a_seen_alert_goes_away_until_a_higher_step(town: Town, store: Store) -> None:
    def add_step(session: Any) -> None:
        session.execute(
            insert(AlertStepRecord),
            [
                {
                    "time_limit_id": None, "moment": AlertMoment.OVERDUE, "amount": 2, "unit": LimitUnit.CALENDAR_DAY,
                    "addressee": Addressee.EXECUTOR,
                }
            ],
        )  # fmt: skip

    store.perform(add_step)
    [line] = town.alerts("Богданов", THREE_DAYS_BEFORE)
    change = town.do(see_alerts, town.people["Богданов"], [line.term_id], now=THREE_DAYS_BEFORE)
    assert change.text == "Отмечено «вижу»: 1 уведомление."
    assert town.alerts("Богданов", ON_THE_DAY) == ()
    [seen] = town.alerts("Богданов", ON_THE_DAY, with_seen=True)
    assert seen.seen_at == THREE_DAYS_BEFORE
    later = at("06.11.2026 09:00")
    assert town.tell("Богданов", later) == 1, "Two days overdue is a higher step"
    assert len(town.alerts("Богданов", later)) == 1


def test_an_alert_put_off_comes_back_once(town: Town) -> None:
    [line] = town.alerts("Богданов", THREE_DAYS_BEFORE)
    me, until = town.people["Богданов"], THREE_DAYS_BEFORE + timedelta(hours=3)
    town.do(put_off_alerts, me, [line.term_id], until=until, now=THREE_DAYS_BEFORE)
    assert town.alerts("Богданов", until - timedelta(minutes=1)) == ()
    assert town.tell("Богданов", until - timedelta(minutes=1)) == 0
    assert len(town.alerts("Богданов", until)) == 1
    assert [town.tell("Богданов", until), town.tell("Богданов", until)] == [1, 0]
    with pytest.raises(UserFacingError, match="позже этой минуты"):
        town.do(put_off_alerts, me, [line.term_id], until=until, now=until)


def test_a_deed_settles_its_alerts(town: Town) -> None:
    assert len(town.alerts("Васильева", OVERDUE)) == 1
    fields = {"outcome": Outcome.RESOLVED, "outcome_title": "решено", "breach_reason": "поздно"}
    town.do(close_case, 1, **fields, now=OVERDUE, actor="О")
    for name in ("Богданов", "Андреев", "Васильева", "Шарапова"):
        assert town.alerts(name, THREE_DAYS_OVERDUE) == ()


def test_after_an_extension_the_ladder_begins_anew(town: Town) -> None:
    assert town.tell("Богданов", THREE_DAYS_BEFORE) == 1
    town.do(
        extend_term, 1, days=30, reason="р", basis="о", told_on=None, now=THREE_DAYS_BEFORE, zone=ZONE, actor="О"
    )  # fmt: skip
    assert town.alerts("Богданов", ON_THE_DAY) == ()
    assert town.tell("Богданов", at("01.12.2026 09:00")) == 1, "The new control date is 03.12"


def test_a_promise_has_the_same_ladder(town: Town) -> None:
    town.do(put_off, 1, until=date(2026, 12, 1), reason="р", now=RECEIVED, zone=ZONE, actor="О")
    stages = {line.stage.value for line in town.alerts("Васильева", at("02.12.2026 09:00"))}
    assert stages == {"final_answer", "promise"}


def test_a_limit_may_have_a_ladder_of_its_own(town: Town, store: Store) -> None:
    def own_ladder(session: Any) -> None:
        limit = session.scalar(select(TimeLimitRecord.id).where(TimeLimitRecord.code == "appeal_answer"))
        session.execute(
            insert(AlertStepRecord),
            [
                {
                    "time_limit_id": limit, "moment": AlertMoment.BEFORE, "amount": 10, "unit": LimitUnit.CALENDAR_DAY,
                    "addressee": Addressee.CURATOR,
                }
            ],
        )  # fmt: skip

    store.perform(own_ladder)
    assert town.tell("Шарапова", at("24.10.2026 09:00")) == 1
    assert town.alerts("Васильева", OVERDUE) == (), "The common ladder is not for this limit"


def test_while_a_person_is_away_the_deputy_is_told(town: Town, store: Store) -> None:
    def go_away(session: Any) -> None:
        session.execute(
            insert(Absence),
            [
                {
                    "person_id": town.people["Богданов"], "deputy_id": town.people["Галкина"], "reason": "отпуск",
                    "first_day": date(2026, 10, 26), "last_day": date(2026, 10, 31),
                }
            ],
        )  # fmt: skip

    store.perform(go_away)
    assert town.tell("Богданов", THREE_DAYS_BEFORE) == 0
    assert town.tell("Галкина", THREE_DAYS_BEFORE) == 1
    back = at("02.11.2026 09:00")
    assert town.alerts("Галкина", back) == (), "The absence ends by itself"
    assert town.tell("Богданов", back) == 1


def test_nobody_in_particular_sees_the_alerts_of_all(town: Town) -> None:
    scope = read_scope(town.reader, 0, now=THREE_DAYS_OVERDUE)
    assert count_alerts(town.reader, scope) == AlertCount(1, 1, 1)
    assert len(read_alerts(town.reader, scope)) == 1


def test_the_digest_says_what_the_day_brings(town: Town) -> None:
    def digest(name: str, now: datetime) -> Digest:
        return read_digest(town.reader, read_scope(town.reader, town.people[name], now=now))

    assert digest("Богданов", RECEIVED) == Digest(0, 0, 0)
    assert digest("Богданов", ON_THE_DAY) == Digest(1, 0, 0)
    assert digest("Богданов", OVERDUE) == Digest(0, 1, 0)
    assert digest("Галкина", OVERDUE) == Digest(0, 0, 0)
    town.do(put_off, 1, until=date(2026, 11, 3), reason="р", now=RECEIVED, zone=ZONE, actor="О")
    assert digest("Васильева", ON_THE_DAY) == Digest(2, 0, 1)


def test_a_ladder_without_steps_tells_nobody(town: Town, store: Store) -> None:
    store.perform(lambda session: session.execute(delete(AlertStepRecord)))
    assert town.tell("Богданов", OVERDUE) == 0
    assert town.alerts("Богданов", OVERDUE) == ()


@pytest.mark.parametrize("seed", range(3))
def test_no_alert_twice_and_none_missed_however_the_clock_goes(
    seed: int, town: Town, store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    """The clock is set back and forth, the machine sleeps eight hours or a month; at the end all are told."""
    chance = Random(seed)  # noqa: S311 -- a kept seed
    cases = [
        incoming(external_number=str(number), **APPEAL, received_at=RECEIVED + timedelta(hours=chance.randrange(400)))
        for number in range(200, 212)
    ]
    store.perform(lambda session: take_in(session, Task(), file_of(*cases), now=RECEIVED, zone=ZONE, actor="О"))
    me, clock, told = town.people["Васильева"], RECEIVED, 0
    day = timedelta(days=1)
    jumps = (timedelta(minutes=1), timedelta(hours=8), day, -day, 3 * day, 31 * day)
    while clock < at("31.12.2026 00:00"):
        clock += chance.choice(jumps[:5]) if clock < at("20.11.2026 00:00") else jumps[5]
        scope = read_scope(town.reader, me, now=clock)
        untold = count_alerts(town.reader, scope).untold
        assert town.tell("Васильева", clock) == untold
        told += untold
        assert count_alerts(town.reader, scope).untold == 0
    assert told == 13, "The head is told of each overdue answer once"


def test_closed_cases_do_not_make_the_question_dearer(town: Town) -> None:
    """The running terms have an index of their own, and the question goes by it."""
    if town.reader.dialect != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the tables, these are tiny")
    from mcu_desktop.queries.alerts import MARKS, reached_sql

    sql, parameters = reached_sql(read_scope(town.reader, 0, now=OVERDUE))
    plan = town.reader.rows(f"EXPLAIN QUERY PLAN {sql} SELECT count(*){MARKS}", **parameters, person=0)
    said = "\n".join(str(row[3]) for row in plan)
    assert "ix_case_deadlines_running" in said
    assert "SCAN c\n" not in f"{said}\n"
