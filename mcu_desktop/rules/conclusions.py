"""Conclusions drafted from the figures of a report by plain rules; a person reads and mends them before printing.

Small numbers get no per cent («на 2 сообщения», not «на 66,7 %»), and where there is no history nothing is compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.russian import (
    MESSAGES,
    POINTS,
    agreeing,
    format_decimal,
    format_number,
    format_share,
    format_signed,
    plural,
)

_FEWEST = 10  # below it a share says less than the counts
_TIMES = 2.0  # from here on people say «в 2,5 раза»
_MAIN_SHARE, _NOTED_SHARE = 0.5, 0.25  # of a change, that one topic has brought
_NOTED_CHANGE = 2
_GROWN = 5  # messages on a topic that are worth a proposal
_ANSWERS = ("ответ", "ответа", "ответов")


@dataclass(frozen=True, slots=True)
class Findings:
    """What the conclusions of a period are drawn from; `satisfied` are of the rated, `in_time` of the answered."""

    received: Compared
    answered: Compared
    in_time: Compared
    rated: Compared
    satisfied: Compared
    topics: tuple[Compared, ...]
    breach_reasons: tuple[Compared, ...]
    open_now: int
    overdue_now: int
    promises_broken: int


def draft_conclusions(found: Findings) -> str:
    """Return the sentences, a line for each matter."""
    lines = (
        _received_words(found.received, found.topics),
        _year_words(found.received),
        _answered_words(found.answered, found.in_time),
        _breach_words(found.breach_reasons, found.answered.now - found.in_time.now),
        _satisfaction_words(found.rated, found.satisfied),
        _open_words(found.open_now, found.overdue_now),
        _promise_words(found.promises_broken),
    )
    return "\n".join(line for line in lines if line)


def draft_proposals(found: Findings) -> str:
    """Return what the figures propose to discuss, a numbered line for each; empty where nothing stands out."""
    return "\n".join(f"{place}. {line}" for place, line in enumerate(_proposals(found), 1))


def change_words(now: int, before: int, forms: tuple[str, str, str] = MESSAGES) -> str:
    """Return how a count has changed: «увеличилось на 12,9 % (с 93 до 105)»; the numbers must differ."""
    way = "увеличилось" if now > before else "уменьшилось"
    span = f"(с {format_number(before)} до {format_number(now)})"
    if before == 0 or min(now, before) < _FEWEST:
        return f"{way} на {plural(abs(now - before), *forms)} {span}"
    times = max(now, before) / min(now, before)
    if times >= _TIMES:
        return f"{way} {_times_words(times)} {span}"
    return f"{way} на {format_share(abs(now - before) / before)} {span}"


def _times_words(times: float) -> str:
    said = format_decimal(times).removesuffix(",0")
    word = "раз" if "," not in said and said[-1] not in "234" else "раза"
    return f"в {said} {word}"


def _received_words(received: Compared, topics: Sequence[Compared]) -> str:
    if not received.now and not received.before:
        return "Сообщений не поступало ни за этот, ни за предыдущий период."
    if not received.now:
        return f"Сообщений не поступало; за предыдущий период {_came(received.before)}."
    if not received.before:
        return f"{_came(received.now).capitalize()}; за предыдущий период сообщений не было."
    if received.now == received.before:
        return f"Количество сообщений не изменилось: {format_number(received.now)}."
    return f"Количество сообщений {change_words(received.now, received.before)}{_driver_words(received, topics)}."


def _came(number: int) -> str:
    """«поступило 21 сообщение»: the verb does not change with the number."""
    return f"поступило {plural(number, *MESSAGES)}"


def _driver_words(received: Compared, topics: Sequence[Compared]) -> str:
    """Name the topic that has brought the most of a change, if it stands out."""
    change = received.now - received.before
    way = 1 if change > 0 else -1
    main = max(topics, key=lambda topic: way * (topic.now - topic.before), default=None)
    if main is None:
        return ""
    moved = main.now - main.before
    part = moved / change
    if abs(moved) < _NOTED_CHANGE or part < _NOTED_SHARE:
        return ""
    degree = "в основном" if part >= _MAIN_SHARE else "в том числе"
    return f", {degree} за счёт темы «{main.title}» ({format_signed(moved)})"


def _year_words(received: Compared) -> str:
    if not received.year_ago:
        return ""
    if received.now == received.year_ago:
        return "За тот же период прошлого года поступило столько же сообщений."
    return f"К тому же периоду прошлого года количество {change_words(received.now, received.year_ago)}."


def _answered_words(answered: Compared, in_time: Compared) -> str:
    if not answered.now:
        return "Ответов за период не дано."
    given = f"{agreeing(answered.now, 'Дан', 'Дано', 'Дано')} {plural(answered.now, *_ANSWERS)}"
    if answered.now == in_time.now:
        return f"{given}, {'в срок' if answered.now == 1 else 'все в срок'}."
    if answered.now < _FEWEST:
        return f"{given}, в срок — {format_number(in_time.now)}."
    now = in_time.now / answered.now
    said = f"{given}, в срок — {format_share(now)}"
    if answered.before < _FEWEST:
        return f"{said}."
    points = round((now - in_time.before / answered.before) * 100, 1)
    if not points:
        return f"{said}, как и за предыдущий период."
    way = "больше" if points > 0 else "меньше"
    return f"{said}: на {format_decimal(abs(points))}\N{NO-BREAK SPACE}{POINTS} {way}, чем за предыдущий период."


def _breach_words(reasons: Sequence[Compared], late: int) -> str:
    named = [reason for reason in reasons if reason.now and reason.title != "причина не указана"]
    if late < _NOTED_CHANGE or not named:
        return ""
    main = max(named, key=lambda reason: reason.now)
    return f"Основная причина нарушения сроков — «{main.title}» ({format_number(main.now)} из {format_number(late)})."


def _satisfaction_words(rated: Compared, satisfied: Compared) -> str:
    if not rated.now:
        return ""
    if not satisfied.now:
        return f"Заявители оценили {plural(rated.now, *_ANSWERS)}, на 4 и 5 — ни одного."
    said = f"Заявители оценили {plural(rated.now, *_ANSWERS)}, на 4 и 5 — {format_number(satisfied.now)}"
    return f"{said}." if rated.now < _FEWEST else f"{said} ({format_share(satisfied.now / rated.now)})."


def _open_words(open_now: int, overdue_now: int) -> str:
    if not open_now:
        return "На момент подсчёта сообщений на контроле нет."
    overdue = f"из них просрочено {format_number(overdue_now)}" if overdue_now else "просроченных нет"
    return f"На момент подсчёта на контроле {plural(open_now, *MESSAGES)}, {overdue}."


def _promise_words(broken: int) -> str:
    return f"Не исполнено в срок {plural(broken, 'обещание', 'обещания', 'обещаний')}." if broken else ""


def _proposals(found: Findings) -> Iterator[str]:
    grown = [topic for topic in found.topics if topic.now >= _GROWN and topic.now >= _TIMES * topic.before]
    if found.received.before:  # without history everything would seem to have grown
        for topic in grown[:3]:
            was = f"с {format_number(topic.before)} до {format_number(topic.now)}"
            yield f"Рассмотреть на совещании тему «{topic.title}»: количество сообщений выросло {was}."
    if found.overdue_now:
        overdue = plural(
            found.overdue_now, "просроченному сообщению", "просроченным сообщениям", "просроченным сообщениям"
        )
        yield f"Ответственным получателям дать ответ по {overdue} и указать причины нарушения срока."
    if found.promises_broken:
        promises = plural(
            found.promises_broken, "обещанию, не исполненному", "обещаниям, не исполненным", "обещаниям, не исполненным"
        )
        yield f"Подтвердить новый срок по {promises} в срок."
