"""Invented cases of the town: several months, all blocks and channels; the same wish gives the same cases."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.intake.incoming import Citizen, IncomingCase
from mcu_desktop.resources import resource
from mcu_desktop.rules.terms import CaseKind, Outcome, SourceSystem

_DAYS = 150
_HOURS = (7, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 17, 18, 19, 20, 21, 22)
_SATURDAY = 5
_DAY_STARTS, _DAY_ENDS = 9, 18
_WEEKEND_SHARE = 0.35
_LATE_SHARE, _FORGOTTEN_SHARE = 0.04, 0.01
_UNNAMED_TOPIC_SHARE, _IMPORTANT_SHARE, _REOPENED_SHARE = 0.03, 0.03, 0.02
_OUTCOMES = (Outcome.RESOLVED, Outcome.EXPLAINED, Outcome.NOT_SUPPORTED, Outcome.DEFERRED)
_OUTCOME_WEIGHTS = (70, 22, 5, 3)


@dataclass(frozen=True, slots=True)
class _Channel:
    """How often a channel brings a case, and within how many hours it is answered there."""

    code: str
    kind: CaseKind
    weight: int
    quickest: float
    slowest: float
    late: float  # an answer after the term comes within so many hours


_CHANNELS = (
    _Channel("incident_management", CaseKind.MESSAGE, 34, 0.5, 5, 60),
    _Channel("feedback_platform", CaseKind.MESSAGE, 26, 30, 24 * 24, 24 * 38),
    _Channel("vk", CaseKind.MESSAGE, 10, 0.5, 5, 50),
    _Channel("ok", CaseKind.MESSAGE, 3, 0.5, 5, 50),
    _Channel("telegram", CaseKind.MESSAGE, 3, 0.5, 5, 50),
    _Channel("max", CaseKind.MESSAGE, 2, 0.5, 5, 50),
    _Channel("phone", CaseKind.MESSAGE, 7, 20, 24 * 20, 24 * 36),
    _Channel("reception", CaseKind.APPEAL, 3, 24 * 3, 24 * 26, 24 * 40),
    _Channel("post", CaseKind.APPEAL, 3, 24 * 5, 24 * 27, 24 * 40),
    _Channel("email", CaseKind.MESSAGE, 3, 24, 24 * 25, 24 * 38),
    _Channel("internet_reception", CaseKind.APPEAL, 3, 24 * 3, 24 * 27, 24 * 40),
    _Channel("meeting", CaseKind.MESSAGE, 1, 24 * 2, 24 * 25, 24 * 36),
    _Channel("media", CaseKind.MESSAGE, 1, 24, 24 * 20, 24 * 36),
    _Channel("deputies", CaseKind.APPEAL, 1, 24 * 5, 24 * 26, 24 * 38),
)
_FAST_TRACK_HOURS = (20, 24 * 8, 24 * 13)


@lru_cache(maxsize=1)
def read_phrases() -> dict[str, Any]:
    """Return the invented words: topics with texts and answers, streets, settlements, ways to begin and to end."""
    phrases: dict[str, Any] = json.loads(resource("demonstration", "phrases.json").read_text(encoding="utf-8"))
    return phrases


def demonstration_cases(count: int, *, seed: int, until: datetime, zone: ZoneInfo) -> list[IncomingCase]:
    """Return that many cases of the five months before the moment, the oldest first."""
    chance = Random(f"{count} {seed}")  # noqa: S311 -- invented cases, not secrets
    phrases = read_phrases()
    weights = [topic["weight"] for topic in phrases["topics"]]
    return [
        _case(chance, number, received_at, chance.choices(phrases["topics"], weights)[0], until, zone)
        for number, received_at in enumerate(_moments(chance, count, until, zone), 1)
    ]


def invented_text(chance: Random, topic: dict[str, Any], place: dict[str, str]) -> str:
    """Return the words of a citizen on a topic."""
    phrases = read_phrases()
    text = chance.choice(topic["texts"]).format(days=chance.choice(phrases["days"]), **place)
    return str(chance.choice(phrases["openings"]) + text + chance.choice(phrases["closings"]))


def invented_place(chance: Random) -> dict[str, str]:
    """Return a settlement, a street and a house."""
    phrases = read_phrases()
    return {
        "settlement": chance.choice(phrases["settlements"]),
        "street": chance.choice(phrases["streets"]),
        "house": f"{chance.randint(1, 120)}{chance.choice(('', '', '', 'а', 'к1'))}",
    }


def _moments(chance: Random, count: int, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return moments of receipt: more on working days and by day."""
    today = until.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=back) for back in range(_DAYS)]
    weights = [_WEEKEND_SHARE if day.weekday() >= _SATURDAY else 1.0 for day in days]
    moments = []
    for day in chance.choices(days, weights, k=count):
        moment = day.replace(hour=chance.choice(_HOURS), minute=chance.randrange(60), second=chance.randrange(60))
        moments.append(moment if moment < until else until - timedelta(minutes=chance.randrange(1, 90)))
    return sorted(moments)


def _case(
    chance: Random, number: int, received_at: datetime, topic: dict[str, Any], until: datetime, zone: ZoneInfo
) -> IncomingCase:
    channel = chance.choices(_CHANNELS, [channel.weight for channel in _CHANNELS])[0]
    fast_track = topic["fast_track"] and channel.code == "feedback_platform"
    place = invented_place(chance)
    text = invented_text(chance, topic, place)
    answered_at = _answered_at(chance, channel, received_at, zone, fast_track=fast_track)
    is_answered = answered_at is not None and answered_at < until
    named = chance.random() >= _UNNAMED_TOPIC_SHARE
    in_town = "{settlement}" not in text and place["settlement"] not in text
    return IncomingCase(
        row_number=number,
        system=SourceSystem.REGISTRY,
        external_number=f"Д-{number}",
        channel_code=channel.code,
        kind=channel.kind,
        received_at=received_at,
        received_text=text,
        clean_text=text,
        topic_group=topic["group"] if named else "",
        topic=topic["topic"] if named else "",
        recipient=topic["recipient"] if named else "",
        municipality="Вышневолоцкий муниципальный округ",
        settlement="Вышний Волочёк" if in_town else place["settlement"],
        street=place["street"] if in_town else "",
        house=place["house"] if in_town else "",
        important=chance.random() < _IMPORTANT_SHARE,
        fast_track=fast_track,
        answer_text=chance.choice(topic["answers"]) if is_answered else "",
        answered_at=answered_at if is_answered else None,
        closed_at=answered_at if is_answered else None,
        outcome=chance.choices(_OUTCOMES, _OUTCOME_WEIGHTS)[0] if is_answered else None,
        satisfaction=chance.choice((None, None, 2, 3, 4, 4, 5, 5, 5)) if is_answered else None,
        reopened=is_answered and chance.random() < _REOPENED_SHARE,
        source_status="Завершено" if is_answered else "В работе",
        citizen=Citizen(name=chance.choice(read_phrases()["citizens"])),
    )


def _answered_at(
    chance: Random, channel: _Channel, received_at: datetime, zone: ZoneInfo, *, fast_track: bool
) -> datetime | None:
    """Return when a case is answered, in working time; None for one that is forgotten."""
    fate = chance.random()
    if fate < _FORGOTTEN_SHARE:
        return None
    quickest, slowest, late = _FAST_TRACK_HOURS if fast_track else (channel.quickest, channel.slowest, channel.late)
    is_late = fate > 1 - _LATE_SHARE
    hours = chance.uniform(slowest, late) if is_late else chance.uniform(quickest, slowest)
    return _in_working_time(_in_working_time(received_at, zone) + timedelta(hours=hours), zone)


def _in_working_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment, or one like it in the next working morning."""
    local = moment.astimezone(zone)
    if local.hour >= _DAY_ENDS:
        local = (local + timedelta(days=1)).replace(hour=_DAY_STARTS)
    if local.hour < _DAY_STARTS:
        local = local.replace(hour=_DAY_STARTS)
    while local.weekday() >= _SATURDAY:
        local = (local + timedelta(days=1)).replace(hour=_DAY_STARTS)
    return local
