"""The steps of a case and the edits of its card: each deed is one declaration."""

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Transaction
from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.rules.case_fields import FIELDS, CaseField, FieldEdit
from mcu_desktop.rules.case_way import WAY, Step, open_steps
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import CallResult, LinkKind
from mcu_desktop.rules.titles import CALL_RESULTS, LINKS
from mcu_desktop.ui.case_card.deed import Asked, CaseDeed, Values, nothing_asked
from mcu_desktop.ui.case_card.place_fields import place_fields
from mcu_desktop.ui.common.form import Field

_MARKS = (CaseField.IMPORTANT, CaseField.FAST_TRACK, CaseField.CONFLICT, CaseField.FORMAL_ANSWER)
_MARKS_OF_ANSWER = tuple((str(mark), mark) for mark in range(5, 0, -1))
_NO_BLOCK = ("не определён", None)
_NO_TOPIC = ("не выбрана", None)


def way_deeds(card: CaseCard) -> tuple[CaseDeed, ...]:
    """Return the steps and edits that the state of the case allows."""
    steps = open_steps(card.state)
    deeds = [_STEPS[step] for step in steps if step in _STEPS]
    if card.closed_at is None:
        deeds = [_ASSIGN, *deeds, _EDIT]
    return (*deeds, _CALL_BACK, _COMMENT, _LINK, _CITIZEN)


def seen_values(card: CaseCard) -> dict[CaseField, object]:
    """Return the fields of a card as a person sees them."""
    return {
        CaseField.GIST: card.gist,
        CaseField.TOPIC: card.topic_id,
        CaseField.BLOCK: card.case_place.block_code,
        CaseField.RECIPIENT: card.recipient,
        CaseField.SETTLEMENT: card.settlement,
        CaseField.STREET: card.street,
        CaseField.HOUSE: card.house,
        CaseField.IMPORTANT: card.important,
        CaseField.FAST_TRACK: card.fast_track,
        CaseField.CONFLICT: card.conflict,
        CaseField.FORMAL_ANSWER: card.formal_answer,
        CaseField.TAGS: card.tags,
    }


def _words(titles: tuple[str, ...]) -> tuple[tuple[str, object], ...]:
    return tuple((title, title) for title in titles)


def _assigning_fields(asked: Asked) -> tuple[Field, ...]:
    card, choices = asked.card, asked.choices
    blocks = (_NO_BLOCK, *choices.blocks) if choices else ()
    recipients = _words(choices.recipients) if choices else ()
    return (
        Field(CaseField.BLOCK, FIELDS[CaseField.BLOCK], "choice", card.case_place.block_code, blocks),
        Field(CaseField.RECIPIENT, FIELDS[CaseField.RECIPIENT], "words", card.recipient, recipients),
    )


def _editing_fields(asked: Asked) -> tuple[Field, ...]:
    card, choices = asked.card, asked.choices
    if choices is None:
        return ()
    return (
        Field(CaseField.GIST, FIELDS[CaseField.GIST], "long", card.gist),
        Field(CaseField.TOPIC, FIELDS[CaseField.TOPIC], "search", card.topic_id, (_NO_TOPIC, *choices.topics)),
        *_assigning_fields(asked),
        *place_fields(choices, settlement=card.settlement, street=card.street, house=card.house),
        *(Field(mark, FIELDS[mark], "yes", seen_values(card)[mark]) for mark in _MARKS),
        Field(CaseField.TAGS, "Метки через запятую", "words", ", ".join(card.tags), _words(choices.tags)),
    )


def _edit(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.edit_case import edit_case

    seen = seen_values(asked.card)
    said = dict(values)
    if CaseField.TAGS in said:
        said[CaseField.TAGS] = tuple(said[CaseField.TAGS].split(","))
    edits = [FieldEdit(CaseField(name), seen[CaseField(name)], value) for name, value in said.items()]
    return edit_case(session, asked.card.case_id, edits, now=asked.now, actor=asked.actor)


def _begin(session: Transaction, asked: Asked, _values: Values) -> Change:
    from mcu_desktop.operations.walk_case import begin_work

    return begin_work(session, asked.card.case_id, now=asked.now, actor=asked.actor)


def _forward(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.walk_case import forward

    return forward(session, asked.card.case_id, **values, now=asked.now, actor=asked.actor)


def _reopen(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.walk_case import reopen

    return reopen(session, asked.card.case_id, **values, now=asked.now, actor=asked.actor)


def _call_back(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.call_back import call_back

    return call_back(session, asked.card.case_id, **values, now=asked.now, actor=asked.actor)


def _comment(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.note_on_case import add_comment

    return add_comment(session, asked.card.case_id, **values, now=asked.now, actor=asked.actor)


def _link(session: Transaction, asked: Asked, values: Values) -> Change:
    from mcu_desktop.operations.note_on_case import link_cases

    return link_cases(session, asked.card.case_id, **values, now=asked.now, actor=asked.actor)


def _see_citizen(session: Transaction, asked: Asked, _values: Values) -> Change:
    from mcu_desktop.operations.note_on_case import see_citizen

    return see_citizen(session, asked.card.case_id, now=asked.now, actor=asked.actor)


_ASSIGN = CaseDeed(
    Deed.EDIT_CASE,
    "Назначить…",
    "Кому отвечать: блок и получатель.",
    _assigning_fields,
    _edit,
    code="assign",
    wants_choices=True,
)
_EDIT = CaseDeed(
    Deed.EDIT_CASE,
    "Править карточку…",
    "Поля, которые вы измените, новая выгрузка больше не перепишет.",
    _editing_fields,
    _edit,
    code="edit",
    wants_choices=True,
)
_STEPS = {
    Step.BEGIN: CaseDeed(
        WAY[Step.BEGIN].deed,
        WAY[Step.BEGIN].title,
        WAY[Step.BEGIN].hint,
        nothing_asked,
        _begin,
        code="begin",
        at_once=True,
    ),
    Step.FORWARD: CaseDeed(
        WAY[Step.FORWARD].deed,
        WAY[Step.FORWARD].title,
        WAY[Step.FORWARD].hint,
        lambda asked: (
            Field("addressee", "Кому передано", "text"),
            Field("letter", "Письмо (номер, дата)", "text"),
            Field("citizen_told_on", "Заявитель уведомлён", "optional_day", asked.today),
        ),
        _forward,
        code="forward",
    ),
    Step.REOPEN: CaseDeed(
        WAY[Step.REOPEN].deed,
        WAY[Step.REOPEN].title,
        WAY[Step.REOPEN].hint,
        lambda _asked: (Field("reason", "Почему", "text"),),
        _reopen,
        code="reopen",
    ),
}
_CALL_BACK = CaseDeed(
    Deed.EDIT_CASE,
    "Обзвон и оценка…",
    "Спросите заявителя: решена ли проблема, доволен ли ответом и почему. Ответ записывается в историю.",
    lambda asked: (
        Field("result", "Звонок", "choice", CallResult.REACHED, tuple((t, kind) for kind, t in CALL_RESULTS.items())),
        Field("is_solved", "Проблема решена", "choice", None, (("не сказал", None), ("да", True), ("нет", False))),
        Field("mark", "Оценка", "choice", asked.card.satisfaction, (("не оценил", None), *_MARKS_OF_ANSWER)),
        Field("reason", "Почему, словами заявителя", "text", asked.card.satisfaction_reason),
    ),
    _call_back,
    code="rate",
)
_COMMENT = CaseDeed(
    Deed.COMMENT,
    "Заметка…",
    "Заметку видят коллеги; заявителю она не уходит. Записать — Ctrl+Enter.",
    lambda _asked: (Field("text", "Заметка", "long"),),
    _comment,
    code="comment",
)
_LINK = CaseDeed(
    Deed.EDIT_CASE,
    "Связать с другим…",
    "Связь видна в обеих карточках.",
    lambda _asked: (
        Field("number", "Номер другого сообщения", "text", "МЦУ-"),
        Field("kind", "Почему", "choice", LinkKind.SAME_PROBLEM, tuple((title, kind) for kind, title in LINKS.items())),
    ),
    _link,
    code="link",
    other="number",
)
_CITIZEN = CaseDeed(
    Deed.SEE_CITIZEN,
    "Данные заявителя",
    "Показ записывается в историю сообщения.",
    nothing_asked,
    _see_citizen,
    code="citizen",
    at_once=True,
)
