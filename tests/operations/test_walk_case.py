"""The way of a case from registration to its end and back, on both stores."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.operations import walk_case
from mcu_desktop.operations.call_back import call_back
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.note_on_case import add_comment, link_cases, see_citizen
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.rules.case_way import QUALITY, WAY, Step, open_steps
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import CallResult, LinkKind, Outcome, WorkState
from mcu_desktop.store.reading import Reader
from tests.operations.conftest import _NOW, _ZONE

Do = Callable[..., Change]
CALLED: dict[str, Any] = {"result": CallResult.REACHED, "is_solved": None, "mark": None, "reason": ""}


@pytest.fixture(autouse=True)
def one_case(take: Callable[..., Change]) -> None:
    take({"citizen": Citizen(name="Зорина Вера")}, {"external_number": "102"})


def state(reader: Reader) -> str:
    return str(reader.rows("SELECT state FROM cases WHERE id = 1")[0][0])


def answers(reader: Reader) -> list[tuple[Any, ...]]:
    return reader.rows("SELECT text, state, remark FROM case_answers ORDER BY id")


def history(reader: Reader) -> list[str]:
    return [row[0] for row in reader.rows("SELECT summary FROM case_events WHERE case_id = 1 ORDER BY id")]


def test_an_answer_with_a_field_of_its_template_is_not_given_to_be_checked(do: Do, reader: Reader) -> None:
    before = state(reader)
    with pytest.raises(UserFacingError, match=r"незаполненные поля шаблона: \{срок\}"):
        do(walk_case.submit_answer, 1, text="Уберём до {срок}.")
    assert (state(reader), answers(reader)) == (before, [])
    do(walk_case.save_answer, 1, text="Уберём до {срок}.")
    do(walk_case.submit_answer, 1, text="Уберём до {завтра}.")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (walk_case.save_answer, {"text": "Моё"}),
        (walk_case.approve_answer, {"met": QUALITY}),
        (walk_case.return_answer, {"reason": "сухо"}),
    ],
)
def test_an_answer_that_was_not_seen_is_not_touched(
    do: Do, reader: Reader, step: Callable[..., Change], said: dict[str, Any]
) -> None:
    do(walk_case.begin_work, 1)
    do(walk_case.submit_answer, 1, text="Чужое", seen="")
    before = answers(reader)
    with pytest.raises(UserFacingError, match="тем временем изменил"):
        do(step, 1, **said, seen="Прежнее")
    assert answers(reader) == before
    do(step, 1, **said, seen="Чужое")
    assert answers(reader) != before


def test_the_whole_way_with_a_return(reader: Reader, do: Do) -> None:
    do(walk_case.begin_work, 1)
    assert state(reader) == "in_work"
    do(walk_case.save_answer, 1, text="Отписка")
    assert state(reader) == "in_work", "A draft is nobody's business yet"
    do(walk_case.submit_answer, 1, text="Отписка по форме")
    assert state(reader) == "drafted"
    do(walk_case.return_answer, 1, reason="назовите  срок")
    assert (state(reader), answers(reader)) == ("in_work", [("Отписка по форме", "returned", "назовите срок")])
    do(walk_case.submit_answer, 1, text="Яму засыплют до 20.10.2026, тел. 6-11-11")
    do(walk_case.approve_answer, 1, met=QUALITY)
    assert state(reader) == "checked"
    do(walk_case.send_answer, 1, at=_NOW - timedelta(hours=1))
    assert state(reader) == "sent"
    assert [row[1] for row in answers(reader)] == ["returned", "sent"], "Both versions stay"
    assert reader.rows("SELECT answer_text FROM case_texts WHERE case_id = 1") == [
        ("Яму засыплют до 20.10.2026, тел. 6-11-11",)
    ]
    assert reader.rows(
        "SELECT settled_at IS NOT NULL FROM case_deadlines WHERE case_id = 1 AND stage = 'final_answer'"
    )[0][0], "The term of the answer stands"
    assert len(read_case_ids(reader, QueueFilter(search="засыплют"), now=_NOW, zone=_ZONE)) == 1
    do(close_case, 1, outcome=Outcome.RESOLVED, outcome_title="решено", breach_reason="ждали щебень")
    do(call_back, 1, result=CallResult.REACHED, is_solved=False, mark=2, reason="засыпали не всё")
    do(walk_case.reopen, 1, reason="яма осталась")
    assert state(reader) == "in_work"
    names = "closed_at, answered_at, outcome, satisfaction, satisfaction_reason, reopened"
    row = reader.rows("SELECT " + names + " FROM cases WHERE id = 1")[0]
    assert row[:5] == (None, None, None, 2, "засыпали не всё")
    assert row[5]
    assert history(reader)[1:] == [
        "Взято в работу",
        "Сохранён черновик ответа",
        "Ответ передан на проверку",
        "Ответ возвращён на доработку: назовите срок",
        "Ответ передан на проверку",
        "Ответ проверен",
        "Ответ отправлен заявителю",
        "Снято с контроля: решено. Причина нарушения срока: ждали щебень",
        "Обзвон: дозвонились, проблема не решена, оценка 2 из 5 (засыпали не всё)",
        "Возвращено на контроль: яма осталась",
    ]


def _deed_of(step: Step, do: Do) -> Callable[[], Change]:
    fields: dict[Step, tuple[Callable[..., Change], dict[str, Any]]] = {
        Step.BEGIN: (walk_case.begin_work, {}),
        Step.SUBMIT: (walk_case.submit_answer, {"text": "Ответ"}),
        Step.APPROVE: (walk_case.approve_answer, {"met": QUALITY}),
        Step.RETURN: (walk_case.return_answer, {"reason": "сухо"}),
        Step.SEND: (walk_case.send_answer, {"at": _NOW}),
        Step.FORWARD: (walk_case.forward, {"addressee": "Минтранс", "letter": "", "citizen_told_on": None}),
        Step.REOPEN: (walk_case.reopen, {"reason": "ошибка"}),
    }
    deed, given = fields[step]
    return lambda: do(deed, 1, **given)


_TO_STATE = {
    WorkState.REGISTERED: (),
    WorkState.IN_WORK: (Step.BEGIN,),
    WorkState.DRAFTED: (Step.SUBMIT,),
    WorkState.CHECKED: (Step.SUBMIT, Step.APPROVE),
    WorkState.SENT: (Step.SUBMIT, Step.APPROVE, Step.SEND),
    WorkState.CLOSED: (Step.FORWARD,),
}


@pytest.mark.parametrize("origin", _TO_STATE)
@pytest.mark.parametrize("step", Step)
def test_only_the_steps_of_a_state_can_be_taken(reader: Reader, do: Do, origin: WorkState, step: Step) -> None:
    for taken in _TO_STATE[origin]:
        _deed_of(taken, do)()
    assert state(reader) == origin
    if step in open_steps(origin):
        _deed_of(step, do)()
        assert state(reader) == WAY[step].target
    else:
        before = reader.rows("SELECT version FROM cases WHERE id = 1")
        with pytest.raises(UserFacingError, match=r"сейчас невозможно|уже снято с контроля"):
            _deed_of(step, do)()
        assert (state(reader), reader.rows("SELECT version FROM cases WHERE id = 1")) == (origin, before)


def test_an_answer_is_not_checked_while_a_mark_of_quality_is_missing(reader: Reader, do: Do) -> None:
    do(walk_case.submit_answer, 1, text="Ответ")
    with pytest.raises(UserFacingError, match="не хватает: есть контакт"):
        do(walk_case.approve_answer, 1, met=QUALITY[:3])
    assert state(reader) == "drafted"


def test_a_call_back_says_only_what_the_citizen_said(reader: Reader, do: Do) -> None:
    do(call_back, 1, **CALLED | {"result": CallResult.NOT_REACHED, "reason": "занято"})
    assert history(reader)[-1] == "Обзвон: не дозвонились (занято)"
    assert reader.rows("SELECT satisfaction, satisfaction_reason FROM cases WHERE id = 1") == [(None, "")]
    do(call_back, 1, **CALLED | {"is_solved": True, "mark": 4, "reason": "долго ждали"})
    assert history(reader)[-1] == "Обзвон: дозвонились, проблема решена, оценка 4 из 5 (долго ждали)"
    assert reader.rows("SELECT satisfaction, satisfaction_reason FROM cases WHERE id = 1") == [(4, "долго ждали")]


def test_of_a_closed_case_whose_problem_stays_the_way_back_is_told(do: Do) -> None:
    assert "вернуть на контроль" not in do(call_back, 1, **CALLED | {"is_solved": False}).text
    do(close_case, 1, outcome=Outcome.RESOLVED, outcome_title="решено", breach_reason="ждали щебень")
    assert "можно вернуть на контроль" in do(call_back, 1, **CALLED | {"is_solved": False}).text


@pytest.mark.parametrize(
    ("deed", "fields", "said"),
    [
        (walk_case.submit_answer, {"text": " \n"}, "Ответ пуст"),
        (walk_case.save_answer, {"text": "я" * 100_001}, "длиннее 100000 знаков"),
        (walk_case.forward, {"addressee": " ", "letter": "", "citizen_told_on": None}, "кому передано"),
        (call_back, CALLED | {"mark": 6}, "от 1 до 5"),
        (call_back, CALLED | {"result": CallResult.NOT_REACHED, "is_solved": True}, "Не дозвонились"),
        (call_back, CALLED | {"result": CallResult.DECLINED, "mark": 5}, "Не дозвонились"),
        (add_comment, {"text": "\0 "}, "Заметка пуста"),
        (link_cases, {"number": "МЦУ-2026-000001", "kind": LinkKind.DUPLICATE}, "Нет другого сообщения"),
    ],
)
def test_what_says_nothing_is_refused(
    reader: Reader, do: Do, deed: Callable[..., Change], fields: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserFacingError, match=said):
        do(deed, 1, **fields)
    assert reader.rows("SELECT version, state FROM cases WHERE id = 1") == [(1, "registered")]


def test_forwarding_says_to_whom_by_which_letter_and_whether_the_citizen_knows(reader: Reader, do: Do) -> None:
    do(walk_case.forward, 1, addressee="Минтранс области", letter="№ 15-исх", citizen_told_on=date(2026, 10, 12))
    told = "Передано по компетенции: Минтранс области, письмо № 15-исх; заявитель уведомлён 12.10.2026"
    assert history(reader)[-1] == told
    assert reader.rows("SELECT outcome, state FROM cases WHERE id = 1") == [("forwarded", "closed")]


def test_links_stand_in_the_history_of_both(reader: Reader, do: Do) -> None:
    do(link_cases, 1, number=" мцу-2026-000002 ", kind=LinkKind.SAME_PROBLEM)
    assert reader.rows("SELECT case_id, other_id, kind FROM case_links") == [(2, 1, "same_problem")]
    assert reader.rows("SELECT summary FROM case_events WHERE case_id = 2 ORDER BY id DESC LIMIT 1") == [
        ("Связано с МЦУ-2026-000001: та же проблема",)
    ]
    with pytest.raises(UserFacingError, match="уже связано"):
        do(link_cases, 1, number="МЦУ-2026-000002", kind=LinkKind.SAME_PROBLEM)
    do(link_cases, 1, number="МЦУ-2026-000002", kind=LinkKind.DUPLICATE)
    assert reader.rows("SELECT kind FROM case_links") == [("duplicate",)]


def test_each_look_at_the_citizen_is_in_the_history(reader: Reader, do: Do) -> None:
    change = do(see_citizen, 1)
    assert change.details == Citizen(name="Зорина Вера")
    assert "Зорина" not in change.text
    assert history(reader)[-1] == "Открыты данные заявителя"
    assert do(see_citizen, 2).details is None


def test_a_comment_is_kept_and_found(reader: Reader, do: Do) -> None:
    do(add_comment, 1, text="Звонил прораб, щебень завезут в среду")
    assert reader.rows("SELECT actor, text FROM case_comments") == [
        ("Лескова А. И.", "Звонил прораб, щебень завезут в среду")
    ]
    assert list(read_case_ids(reader, QueueFilter(search="прораба"), now=_NOW, zone=_ZONE)) == [1]
