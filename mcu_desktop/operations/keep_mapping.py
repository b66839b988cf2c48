"""Keeping what a person has said of a table, so that the next such table is understood by itself."""

import json
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import ColumnMapping
from mcu_desktop.models.intake import NamedLayout


def keep_mapping(session: Session, mapping: ColumnMapping) -> None:
    """Keep the mapping under its name; an older one of that name gives way."""
    text = mapping_as_text(mapping)
    known = session.scalar(select(NamedLayout).where(NamedLayout.name == mapping.name))
    if known is None:
        session.add(NamedLayout(name=mapping.name, mapping=text))
    else:
        known.mapping = text
    session.flush()


def mapping_as_text(mapping: ColumnMapping | None) -> str:
    """Return the mapping as the store keeps it; empty where there is none."""
    return "" if mapping is None else json.dumps(asdict(mapping), ensure_ascii=False)
