"""Filling a store with the catalogues that come with the program."""

import json
from datetime import date, time
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mcu_desktop.models.alerts import AlertStepRecord
from mcu_desktop.models.base import Base
from mcu_desktop.models.case_terms import BreachReason
from mcu_desktop.models.catalogues import Channel, DatedName, SectorBlock, SectorBody, Setting, Topic, TopicRoute
from mcu_desktop.models.figures import RatingMethodRecord
from mcu_desktop.models.map_ground import MapPlace
from mcu_desktop.models.people import Person, RosterEdition, RosterEntry, RosterGrant
from mcu_desktop.models.terms import CalendarDayRecord, CalendarYear, TimeLimitRecord, WorkingHoursRecord
from mcu_desktop.models.workbench import AnswerTemplate
from mcu_desktop.resources import resource
from mcu_desktop.rules.terms import Role

_ZONE = "Europe/Moscow"
_OF_GRANT = ("role", "block_code", "channel_code")


def seed_store(session: Session) -> None:
    """Fill the empty tables of a new or upgraded store with the catalogues of the program."""
    for record, name in (
        (AlertStepRecord, "alert_steps"),
        (BreachReason, "breach_reasons"),
        (AnswerTemplate, "answer_templates"),
        (RatingMethodRecord, "rating_methods"),
        (MapPlace, "map_places"),
    ):
        if session.scalar(select(record.id).limit(1)) is None:
            _add(session, record, _rows(name))
    if session.scalar(select(Setting.code).limit(1)) is None:
        _seed_new(session)


def _seed_new(session: Session) -> None:
    session.execute(insert(Setting), [{"code": "zone", "value": _ZONE}])
    _add(session, SectorBlock, _rows("sector_blocks"))
    _add(session, Channel, _rows("channels"))
    blocks = _ids(session, SectorBlock)
    channels = _ids(session, Channel)
    _add(session, SectorBody, [_with_block(row, blocks) for row in _rows("sector_bodies")])
    _add(session, Topic, [_renamed(row, group="group_title") for row in _rows("topics")])
    _add(session, TopicRoute, [_with_block(row, blocks) for row in _rows("topic_routes")])
    _add(session, DatedName, _rows("dated_names"))
    _add(session, TimeLimitRecord, [_with_channel(row, channels) for row in _rows("time_limits")])
    _add(session, WorkingHoursRecord, _rows("working_hours"))
    calendar = _file("production_calendar")
    _add(session, CalendarYear, calendar["years"])
    _add(session, CalendarDayRecord, calendar["days"])
    _seed_roster(session, blocks, channels)


def _seed_roster(session: Session, blocks: dict[str, int], channels: dict[str, int]) -> None:
    catalogue = _file("roster")
    days = {name: date.fromisoformat(catalogue[name]) for name in ("order_date", "valid_from")}
    edition = RosterEdition(order_number=catalogue["order_number"], **days)
    session.add(edition)
    session.flush()
    for position, row in enumerate(catalogue["rows"], 1):
        names = {key: row[key] for key in ("family_name", "given_name", "patronymic")}
        person = Person(**names)
        session.add(person)
        session.flush()
        entry = RosterEntry(
            edition_id=edition.id,
            position=position,
            person_id=person.id,
            full_name=" ".join(names.values()),
            job_title=row["job_title"],
            role_text=row["role_text"],
            confirmed=True,
        )
        session.add(entry)
        session.flush()
        granted = _with_channel(_with_block({key: row[key] for key in _OF_GRANT}, blocks), channels)
        session.add(RosterGrant(entry_id=entry.id, **granted | {"role": Role(granted["role"])}))


def _add(session: Session, record: type[Base], rows: list[dict[str, Any]]) -> None:
    columns = record.__table__.columns
    ready = []
    for row in rows:
        given = {"valid_to": None, **row}
        ready.append({column.name: _typed(column, given[column.name]) for column in columns if column.name in given})
    session.execute(insert(record), ready)


def _typed(column: Any, value: Any) -> Any:
    if isinstance(value, str):
        kind = column.type.python_type
        if kind is date:
            return date.fromisoformat(value)
        if kind is time:
            return time.fromisoformat(value)
    return value


def _file(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(resource("catalogues", f"{name}.json").read_text(encoding="utf-8"))
    return content


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _file(name)["rows"]
    return rows


def _ids(session: Session, record: type[SectorBlock] | type[Channel]) -> dict[str, int]:
    return dict(session.execute(select(record.code, record.id)).all())


def _renamed(row: dict[str, Any], **names: str) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in row.items()}


def _with_block(row: dict[str, Any], blocks: dict[str, int]) -> dict[str, Any]:
    code = row.pop("block_code")
    return {**row, "sector_block_id": None if code is None else blocks[code]}


def _with_channel(row: dict[str, Any], channels: dict[str, int]) -> dict[str, Any]:
    code = row.pop("channel_code")
    return {**row, "channel_id": None if code is None else channels[code]}
