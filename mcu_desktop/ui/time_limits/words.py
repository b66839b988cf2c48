"""What the page says of a time limit, and what its form asks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from mcu_desktop.queries.time_limits import LimitsPage
from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.terms import CaseKind, Counting, DayOffRule, LimitUnit, StartEvent, TermStage
from mcu_desktop.rules.time_limits import TimeLimit, find_overlaps
from mcu_desktop.rules.titles import COUNTINGS, DAY_OFF_RULES, KINDS, STAGES, START_EVENTS, UNITS
from mcu_desktop.ui.common.form import Field

_ANY = "любой"
_YES_NO = (("не важно", None), ("да", True), ("нет", False))
_OF_LIMITS = [stage for stage in TermStage if stage not in {TermStage.PROMISE, TermStage.TASK}]


def amount_words(limit: TimeLimit) -> str:
    """Return «30 календарных дней от регистрации»."""
    return f"{plural(limit.amount, *UNITS[limit.unit])} от {START_EVENTS[limit.start_event]}"


def scope_words(limit: TimeLimit, page: LimitsPage) -> str:
    """Say for which cases the limit is."""
    parts = [
        page.channel_title(limit.channel_code) if limit.channel_code else "все каналы",
        KINDS[limit.kind] if limit.kind else "",
        "" if limit.fast_track is None else ("фаст-трек" if limit.fast_track else "не фаст-трек"),
        "" if limit.important is None else ("важные" if limit.important else "не важные"),
        f"группа «{limit.topic_group}»" if limit.topic_group else "",
        f"тема «{limit.topic}»" if limit.topic else "",
    ]
    return ", ".join(part for part in parts if part)


def days_words(limit: TimeLimit) -> str:
    """Return «с 02.11.2006» or the days from which to which it holds."""
    return f"с {limit.valid_from:%d.%m.%Y}" + (f" по {limit.valid_to:%d.%m.%Y}" if limit.valid_to else "")


def use_words(limit: TimeLimit, page: LimitsPage, today: date) -> str:
    """Say whether the limit is in use now, and by how many running terms."""
    if not limit.is_default:
        return "вариант, не применяется"
    if limit.valid_to is not None and limit.valid_to < today:
        return "закончился"
    if limit.valid_from > today:
        return "ещё не начался"
    running = page.running.get(limit.limit_id or 0, 0)
    return f"применяется, {plural(running, 'срок идёт', 'срока идут', 'сроков идут')}" if running else "применяется"


def overlap_words(limit: TimeLimit, page: LimitsPage) -> str:
    """Name the limits that some case shares with this one, which of them wins and why."""
    if not limit.is_default:
        return "Это вариант: он не применяется, пока его не включат."
    lines = []
    for other, wins, why in find_overlaps(limit, page.limits):
        winner = other.title if wins else limit.title
        lines.append(f"Пересекается с «{other.title}» ({days_words(other)}): применяется «{winner}», {why}.")
    return "\n".join(lines) or "Ни с каким другим нормативом этого этапа не пересекается."


def limit_fields(limit: TimeLimit, page: LimitsPage) -> tuple[Field, ...]:
    """Return the form of a limit, filled."""
    channels = ((_ANY, None), *((title, code) for code, title in page.channels))
    kinds = (("любой", None), *((title, kind) for kind, title in KINDS.items()))
    units = tuple((forms[2], unit) for unit, forms in UNITS.items())
    countings = tuple((title, counting) for counting, title in COUNTINGS.items())
    rules = tuple((title, rule) for rule, title in DAY_OFF_RULES.items())
    return (
        Field("title", "Название", "text", limit.title),
        Field("stage", "Этап", "choice", limit.stage, tuple((STAGES[stage], stage) for stage in _OF_LIMITS)),
        Field("amount", "Сколько", "number", limit.amount),
        Field("unit", "Чего", "choice", limit.unit, units),
        Field(
            "start_event", "От чего считать", "choice", limit.start_event,
            tuple((f"от {title}", event) for event, title in START_EVENTS.items()),
        ),
        Field("channel_code", "Канал", "choice", limit.channel_code, channels),
        Field("kind", "Вид", "choice", limit.kind, kinds),
        Field("fast_track", "Фаст-трек ★", "choice", limit.fast_track, _YES_NO),
        Field("important", "Важное", "choice", limit.important, _YES_NO),
        Field("topic_group", "Группа тем (пусто — любая)", "words", limit.topic_group, _titles(page.topic_groups)),
        Field("topic", "Тема (пусто — любая)", "words", limit.topic, _titles(page.topics)),
        Field("counting", "Предельный срок: счёт", "choice", limit.counting, countings),
        Field("day_off_rule", "Предельный срок: с выходного", "choice", limit.day_off_rule, rules),
        Field("control_counting", "Контрольная дата: счёт", "choice", limit.control_counting, countings),
        Field("control_day_off_rule", "Контрольная дата: с выходного", "choice", limit.control_day_off_rule, rules),
        Field("warn_amount", "Предупреждать за", "number", limit.warn_amount),
        Field("warn_unit", "Чего", "choice", limit.warn_unit, units),
        Field("max_extension", "Продление, не более дней (0 — не продлевается)", "number", limit.max_extension),
        Field("stops_on_pause", "Стоит, пока сообщение отложено", "yes", limit.stops_on_pause),
        Field("source", "Основание: акт, статья, порядок", "text", limit.source),
        Field("valid_from", "Действует с", "day", limit.valid_from),
        Field("valid_to", "Последний день", "optional_day", limit.valid_to),
        Field("is_default", "Применяется (без отметки — вариант про запас)", "yes", limit.is_default),
    )  # fmt: skip


def limit_of(values: Mapping[str, Any], before: TimeLimit) -> TimeLimit:
    """Return the limit a person has described; a senseless one is refused with words."""
    known = dict(values)
    for name in ("topic_group", "topic"):
        known[name] = " ".join(known[name].split()) or None
    for name in ("title", "source"):
        known[name] = " ".join(known[name].split())
    return replace(before, **known)


def new_limit(today: date) -> TimeLimit:
    """Return what the form of a new limit begins with."""
    return TimeLimit(
        code="",
        title="Новый норматив",
        stage=TermStage.FINAL_ANSWER,
        channel_code=None,
        kind=CaseKind.MESSAGE,
        fast_track=None,
        important=None,
        amount=10,
        unit=LimitUnit.WORKING_DAY,
        start_event=StartEvent.RECEIVED,
        counting=Counting.NEXT_DAY,
        day_off_rule=DayOffRule.KEEP,
        control_counting=Counting.NEXT_DAY,
        control_day_off_rule=DayOffRule.PREVIOUS,
        warn_amount=1,
        warn_unit=LimitUnit.WORKING_DAY,
        source="местный порядок",
        valid_from=today,
        valid_to=None,
        is_default=True,
    )


def _titles(titles: tuple[str, ...]) -> tuple[tuple[str, object], ...]:
    return tuple((title, title) for title in titles)
