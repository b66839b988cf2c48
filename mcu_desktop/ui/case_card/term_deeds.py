"""What a person can do with the clock of a case: each deed is one declaration."""

from datetime import timedelta
from functools import partial

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Transaction
from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import Standing, TermStage
from mcu_desktop.rules.titles import OUTCOMES
from mcu_desktop.ui.case_card.deed import Asked, CaseDeed, Values, nothing_asked
from mcu_desktop.ui.common.form import Field

_OFFERED_DAYS = 14


def term_deeds(card: CaseCard) -> tuple[CaseDeed, ...]:
    """Return what can be done now: nothing with a closed case."""
    if card.closed_at is not None:
        return ()
    clock = card.clock
    answer = clock.term(TermStage.FINAL_ANSWER)
    deeds = []
    if answer is not None and answer.settled_at is None and answer.max_extension and clock.extension is None:
        deeds.append(_EXTEND)
    if clock.extension is not None and clock.extension.citizen_told_on is None:
        deeds.append(_TELL)
    if clock.is_put_off:
        deeds.append(_RESUME)
    deeds.append(_PUT_OFF)
    if card.interim_answered_at is None and card.answered_at is None:
        deeds.append(_INTERIM)
    deeds.append(_SET_TASK)
    deeds += [
        _settle(term.term_id, term.title)
        for term in clock.terms
        if term.stage is TermStage.TASK and term.settled_at is None
    ]
    return (*deeds, _CLOSE)


def _extension_fields(asked: Asked) -> tuple[Field, ...]:
    answer = asked.card.clock.term(TermStage.FINAL_ANSWER)
    return (
        Field("days", "На сколько дней", "number", answer.max_extension if answer else 0),
        Field("reason", "Причина", "text"),
        Field("basis", "Основание (чьё решение, дата)", "text"),
        Field("told_on", "Заявитель уведомлён", "optional_day"),
    )


def _extend(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.case_clock import extend_term

    return extend_term(session, asked.card.case_id, **values, now=asked.now, zone=asked.zone, actor=asked.actor)


def _tell(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.case_clock import note_citizen_told

    return note_citizen_told(session, asked.card.case_id, **values, now=asked.now, zone=asked.zone, actor=asked.actor)


def _put_off(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.case_clock import put_off

    return put_off(session, asked.card.case_id, **values, now=asked.now, zone=asked.zone, actor=asked.actor)


def _resume(session: Transaction, asked: Asked, _values: Values) -> Change:
    from mcu_desktop.operations.case_clock import resume

    return resume(session, asked.card.case_id, now=asked.now, actor=asked.actor)


def _note_interim(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.case_clock import note_interim_answer

    return note_interim_answer(session, asked.card.case_id, **values, now=asked.now, actor=asked.actor)


def _set_task(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.case_clock import set_task

    return set_task(session, asked.card.case_id, **values, now=asked.now, zone=asked.zone, actor=asked.actor)


def _settle_task(term_id: int, session: Transaction, asked: Asked, _values: Values) -> Change:
    from mcu_desktop.operations.case_clock import settle_task

    return settle_task(session, asked.card.case_id, term_id, now=asked.now, actor=asked.actor)


def _closing_fields(asked: Asked) -> tuple[Field, ...]:
    outcomes = tuple((title.capitalize(), outcome) for outcome, title in OUTCOMES.items())
    fields = [Field("outcome", "Итог", "choice", choices=outcomes)]
    answer = asked.card.clock.term(TermStage.FINAL_ANSWER)
    is_late = answer is not None and (answer.was_broken or answer.standing is Standing.OVERDUE)
    if is_late:
        reasons = tuple((title, title) for title in asked.card.clock.breach_reasons)
        fields.append(Field("breach_reason", "Почему нарушен срок", "words", choices=reasons))
    return tuple(fields)


def _close(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.close_case import close_case

    return close_case(
        session,
        asked.card.case_id,
        outcome=values["outcome"],
        outcome_title=OUTCOMES[values["outcome"]],
        breach_reason=values.get("breach_reason", ""),
        now=asked.now,
        actor=asked.actor,
    )


def _settle(term_id: int, title: str) -> CaseDeed:
    return CaseDeed(
        Deed.SET_TASK,
        f"Поручение выполнено: {title}",
        "Срок поручения перестанет идти.",
        nothing_asked,
        partial(_settle_task, term_id),
        code=f"settle_{term_id}",
    )


_EXTEND = CaseDeed(
    Deed.MOVE_TERM,
    "Продлить срок…",
    "Продлевается один раз, не более чем на 30 дней, с уведомлением заявителя (59-ФЗ, ст. 12 ч. 2).",
    _extension_fields,
    _extend,
    code="extend",
)
_TELL = CaseDeed(
    Deed.MOVE_TERM,
    "Отметить уведомление о продлении…",
    "День, когда заявителю сообщили о продлении.",
    lambda asked: (Field("told_on", "Заявитель уведомлён", "day", asked.today),),
    _tell,
    code="tell_extension",
)
_PUT_OFF = CaseDeed(
    Deed.MOVE_TERM,
    "Отложить…",
    "Заявителю обещан день. Срок, который умеет стоять, до возобновления не идёт; срок по 59-ФЗ идёт всегда.",
    lambda asked: (
        Field("until", "Обещано до", "day", asked.card.promised_on or asked.today + timedelta(days=_OFFERED_DAYS)),
        Field("reason", "Почему", "text"),
    ),
    _put_off,
    code="put_off",
)
_RESUME = CaseDeed(
    Deed.MOVE_TERM,
    "Возобновить работу",
    "Срок пойдёт дальше; обещание остаётся.",
    nothing_asked,
    _resume,
    code="resume",
)
_INTERIM = CaseDeed(
    Deed.MOVE_TERM,
    "Отметить промежуточный ответ…",
    "Если для канала есть норматив после промежуточного ответа, дальше идёт он.",
    lambda asked: (Field("at", "Когда дан", "moment", asked.now.astimezone(asked.zone)),),
    _note_interim,
    code="interim",
)
_SET_TASK = CaseDeed(
    Deed.SET_TASK,
    "Поручить к сроку…",
    "Внутренний срок с собственным днём; их может быть несколько.",
    lambda asked: (
        Field("title", "Что поручено и кому", "text"),
        Field("until", "До какого дня", "day", asked.today + timedelta(days=1)),
    ),
    _set_task,
    code="task",
)
_CLOSE = CaseDeed(
    Deed.CLOSE,
    "Снять с контроля…",
    "Все сроки перестанут идти. Если ответ ещё не отмечен, он считается данным сейчас.",
    _closing_fields,
    _close,
    code="close",
)
