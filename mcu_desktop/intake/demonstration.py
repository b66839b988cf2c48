"""Invented cases of the town: several months, all blocks and channels; the same wish gives the same cases."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from math import ceil
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.intake.demonstration_places import invented_spot
from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.resources import resource
from mcu_desktop.rules.terms import CaseKind, Outcome, SourceSystem

_DAYS = 150
_HOURS = (7, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 17, 18, 19, 20, 21, 22)
_SATURDAY = 5
_DAY_STARTS, _DAY_ENDS = 9, 18
_WEEKEND_SHARE = 0.35
_LATE_SHARE = 0.04
_UNNAMED_TOPIC_SHARE, _IMPORTANT_SHARE, _REOPENED_SHARE = 0.03, 0.03, 0.3
# One case in so many lies forgotten; all their terms, of 30 days at most, have run out by this age.
_FORGOTTEN_ONE_IN, _FORGOTTEN_AGE_DAYS = 500, (32, 45)
_USUAL_OUTCOME_SHARE = 0.8
_UNSOLVABLE_ONE_IN = 9  # of the incidents
_OUTCOMES = (
    Outcome.RESOLVED,
    Outcome.EXPLAINED,
    Outcome.NOT_SUPPORTED,
    Outcome.NOT_RESOLVED,
    Outcome.DEFERRED,
    Outcome.FORWARDED,
)
_OUTCOME_WEIGHTS = (30, 30, 12, 8, 10, 10)
_SCORES = {Outcome.RESOLVED: (3, 4, 4, 5, 5, 5), Outcome.EXPLAINED: (2, 3, 4, 4, 5)}
_SCORES_OF_THE_REST = (1, 2, 2, 3, 4)
_SCORED_SHARE = 0.6
_UNHAPPY_SCORE = 2


@dataclass(frozen=True, slots=True)
class _Channel:
    """How often a channel brings a case, and within how many hours it is answered there."""

    code: str
    kind: CaseKind
    weight: int
    quickest: float
    slowest: float
    late: float  # an answer after the term comes within so many hours
    at_any_hour: bool = True  # else only while the office is open
    system: SourceSystem | None = None
    number_prefix: str = ""


_CHANNELS = (
    _Channel(
        "incident_management", CaseKind.MESSAGE, 32, 0.5, 5, 60,
        system=SourceSystem.INCIDENT_MANAGEMENT, number_prefix="Д-ИМ-",
    ),
    _Channel(
        "feedback_platform", CaseKind.MESSAGE, 24, 30, 24 * 27, 24 * 38,
        system=SourceSystem.FEEDBACK_PLATFORM, number_prefix="Д-ПОС-",
    ),
    _Channel("vk", CaseKind.MESSAGE, 9, 0.5, 5, 50),
    _Channel("ok", CaseKind.MESSAGE, 3, 0.5, 5, 50),
    _Channel("telegram", CaseKind.MESSAGE, 3, 0.5, 5, 50),
    _Channel("max", CaseKind.MESSAGE, 2, 0.5, 5, 50),
    _Channel("phone", CaseKind.MESSAGE, 9, 20, 24 * 20, 24 * 36, at_any_hour=False),
    _Channel("reception", CaseKind.APPEAL, 4, 24 * 3, 24 * 26, 24 * 40, at_any_hour=False),
    _Channel("post", CaseKind.APPEAL, 4, 24 * 5, 24 * 27, 24 * 40, at_any_hour=False),
    _Channel("email", CaseKind.MESSAGE, 3, 24, 24 * 25, 24 * 38),
    _Channel("internet_reception", CaseKind.APPEAL, 3, 24 * 3, 24 * 27, 24 * 40),
    _Channel("meeting", CaseKind.MESSAGE, 2, 24 * 2, 24 * 25, 24 * 36, at_any_hour=False),
    _Channel("media", CaseKind.MESSAGE, 2, 24, 24 * 20, 24 * 36, at_any_hour=False),
    _Channel("deputies", CaseKind.APPEAL, 2, 24 * 5, 24 * 26, 24 * 38, at_any_hour=False),
    _Channel(
        "document_flow", CaseKind.APPEAL, 3, 24 * 5, 24 * 27, 24 * 40, at_any_hour=False,
        system=SourceSystem.DOCUMENT_FLOW, number_prefix="Д-ОГ-",
    ),
    _Channel("emergency", CaseKind.MESSAGE, 2, 0.5, 8, 24),
    _Channel("other", CaseKind.MESSAGE, 2, 24, 24 * 20, 24 * 36, at_any_hour=False),
)  # fmt: skip
_ALWAYS_OPEN = tuple(channel for channel in _CHANNELS if channel.at_any_hour)
_CHANNEL_WEIGHTS = tuple(accumulate(channel.weight for channel in _CHANNELS))
_ALWAYS_OPEN_WEIGHTS = tuple(accumulate(channel.weight for channel in _ALWAYS_OPEN))
_FAST_TRACK_HOURS = (20, 24 * 7, 24 * 13)
_HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class InventedMessage:
    """Words of a citizen on a topic, the place they speak of, and how such a case mostly ends.

    Street and house are there only where the words name them.
    """

    topic_group: str
    topic: str
    fast_track: bool
    recipient: str
    text: str
    settlement: str
    street: str
    house: str
    usual_outcome: Outcome
    usual_answer: str


@lru_cache(maxsize=1)
def read_phrases() -> dict[str, Any]:
    """Return the invented words: topics with messages and answers, streets, settlements, ways to begin and to end."""
    phrases: dict[str, Any] = json.loads(resource("demonstration", "phrases.json").read_text(encoding="utf-8"))
    return phrases


def demonstration_cases(count: int, *, seed: int, until: datetime, zone: ZoneInfo) -> list[IncomingCase]:
    """Return that many cases of the five months before the moment, the oldest first."""
    chance = Random(f"{count} {seed}")  # noqa: S311 -- invented cases, not secrets
    moments = _moments(chance, count, until.astimezone(zone))
    forgotten = _forgotten(chance, moments, until)
    return [
        _case(chance, number, received_at, until, is_forgotten=number in forgotten)
        for number, received_at in enumerate(moments, 1)
    ]


def invented_message(chance: Random, month: int) -> InventedMessage:
    """Return what a citizen writes in that month of the year, 1 to 12."""
    phrases = read_phrases()
    topics, cum_weights = _topics_of(month)
    topic, messages = chance.choices(topics, cum_weights=cum_weights)[0]
    message = chance.choice(messages)
    template = message["text"]
    street, settlement = chance.choice(phrases["streets"]), chance.choice(phrases["settlements"])
    house = f"{chance.randint(1, 120)}{chance.choice(('', '', '', 'а', 'к1'))}"
    words = template.format(
        street=street["title"],
        on=street["on"],
        house=house,
        in_settlement=settlement["in_settlement"],
        days=chance.choice(phrases["days"]),
    )
    return InventedMessage(
        topic_group=topic["group"],
        topic=topic["topic"],
        fast_track=topic["fast_track"],
        recipient=topic["recipient"],
        text=f"{chance.choice(phrases['openings'])}{words[0].upper()}{words[1:]}{chance.choice(phrases['closings'])}",
        settlement=settlement["title"] if "{in_settlement}" in template else phrases["town"],
        street=street["title"] if "{street}" in template or "{on}" in template else "",
        house=house if "{house}" in template else "",
        usual_outcome=Outcome(message["outcome"]),
        usual_answer=message["answer"],
    )


def invented_answer(chance: Random, message: InventedMessage) -> tuple[Outcome, str]:
    """Return how the case of a message ended, and the words that say so."""
    if chance.random() < _USUAL_OUTCOME_SHARE:
        return message.usual_outcome, message.usual_answer
    outcome = chance.choices(_OUTCOMES, _OUTCOME_WEIGHTS)[0]
    if outcome is message.usual_outcome:
        return outcome, message.usual_answer
    return outcome, read_phrases()["answers"][outcome]


def in_working_time(local: datetime) -> datetime:
    """Return the local moment, or the next working morning with the same minutes."""
    if local.hour >= _DAY_ENDS:
        local = (local + timedelta(days=1)).replace(hour=_DAY_STARTS)
    if local.hour < _DAY_STARTS:
        local = local.replace(hour=_DAY_STARTS)
    while local.weekday() >= _SATURDAY:
        local = (local + timedelta(days=1)).replace(hour=_DAY_STARTS)
    return local


@lru_cache(maxsize=12)
def _topics_of(month: int) -> tuple[list[tuple[dict[str, Any], list[dict[str, Any]]]], list[int]]:
    """Return the topics with those of their messages that come in the month, and the running sums of their weights."""
    topics = []
    for topic in read_phrases()["topics"]:
        messages = [message for message in topic["messages"] if month in message.get("months", (month,))]
        if messages:
            topics.append((topic, messages))
    return topics, list(accumulate(topic["weight"] for topic, _ in topics))


def _moments(chance: Random, count: int, until: datetime) -> list[datetime]:
    """Return local moments of receipt, sorted: more on working days and by day."""
    today = until.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=back) for back in range(_DAYS)]
    weights = [_WEEKEND_SHARE if day.weekday() >= _SATURDAY else 1.0 for day in days]
    moments = []
    for day in chance.choices(days, weights, k=count):
        moment = day.replace(hour=chance.choice(_HOURS), minute=chance.randrange(60), second=chance.randrange(60))
        moments.append(moment if moment < until else moment - timedelta(days=1))
    return sorted(moments)


def _forgotten(chance: Random, moments: Sequence[datetime], until: datetime) -> frozenset[int]:
    """Return the numbers of the few cases whose term ran out with no answer."""
    youngest, oldest = (until - timedelta(days=days) for days in _FORGOTTEN_AGE_DAYS)
    old_enough = [number for number, moment in enumerate(moments, 1) if oldest < moment < youngest]
    return frozenset(chance.sample(old_enough, min(len(old_enough), ceil(len(moments) / _FORGOTTEN_ONE_IN))))


def _case(chance: Random, number: int, received_at: datetime, until: datetime, *, is_forgotten: bool) -> IncomingCase:
    channel = _channel(chance, received_at)
    message = invented_message(chance, received_at.month)
    fast_track = message.fast_track and channel.code == "feedback_platform"
    answered_at = _answered_at(chance, channel, received_at, fast_track=fast_track)
    is_answered = answered_at < until and not is_forgotten
    outcome, answer = invented_answer(chance, message)
    satisfaction = _satisfaction(chance, outcome) if is_answered else None
    is_unhappy = satisfaction is not None and satisfaction <= _UNHAPPY_SCORE
    named = chance.random() >= _UNNAMED_TOPIC_SHARE
    in_town = message.settlement == read_phrases()["town"]
    latitude, longitude = invented_spot(message.street, message.house) if in_town else (None, None)
    return IncomingCase(
        row_number=number,
        system=SourceSystem.REGISTRY,
        external_number=f"Д-{number}",
        channel_code=channel.code,
        kind=channel.kind,
        received_at=received_at,
        received_text=message.text,
        clean_text=message.text,
        topic_group=message.topic_group if named else "",
        topic=message.topic if named else "",
        recipient=message.recipient if named else "",
        municipality="Вышневолоцкий муниципальный округ",
        settlement=message.settlement,
        street=message.street,
        house=message.house,
        latitude=latitude,
        longitude=longitude,
        important=chance.random() < _IMPORTANT_SHARE,
        fast_track=fast_track,
        answer_text=answer if is_answered else "",
        answered_at=answered_at if is_answered else None,
        closed_at=answered_at if is_answered else None,
        outcome=outcome if is_answered else None,
        satisfaction=satisfaction,
        reopened=is_unhappy and chance.random() < _REOPENED_SHARE,
        solvable=number % _UNSOLVABLE_ONE_IN != 0 if channel.system is SourceSystem.INCIDENT_MANAGEMENT else None,
        source_status="Завершено" if is_answered else "В работе",
        other_numbers=((channel.system, f"{channel.number_prefix}{number}"),) if channel.system else (),
        citizen=Citizen(name=chance.choice(read_phrases()["citizens"])),
    )


def _channel(chance: Random, received_at: datetime) -> _Channel:
    """Return by which channel a case came; nobody calls or receives people at night and at weekends."""
    if in_working_time(received_at) == received_at:
        return chance.choices(_CHANNELS, cum_weights=_CHANNEL_WEIGHTS)[0]
    return chance.choices(_ALWAYS_OPEN, cum_weights=_ALWAYS_OPEN_WEIGHTS)[0]


def _answered_at(chance: Random, channel: _Channel, received_at: datetime, *, fast_track: bool) -> datetime:
    """Return when a case is answered: mostly near the end of its term, in working time."""
    quickest, slowest, late = _FAST_TRACK_HOURS if fast_track else (channel.quickest, channel.slowest, channel.late)
    is_late = chance.random() < _LATE_SHARE
    hours = chance.uniform(slowest, late) if is_late else chance.triangular(quickest, slowest, slowest)
    # A term of hours runs in working time only, one of days through nights and days off.
    starts_at = in_working_time(received_at) if slowest < _HOURS_OF_A_DAY else received_at
    return in_working_time(starts_at + timedelta(hours=hours))


def _satisfaction(chance: Random, outcome: Outcome) -> int | None:
    """Return the citizen's score, 1 to 5; None where none was given."""
    score = chance.choice(_SCORES.get(outcome, _SCORES_OF_THE_REST))
    return score if chance.random() < _SCORED_SHARE else None
