"""The mapped records, a file per subject; importing the package configures them all."""

from mcu_desktop.models import (
    alerts,
    case_terms,
    case_work,
    cases,
    catalogues,
    figures,
    intake,
    journal,
    map_ground,
    people,
    reports,
    summaries,
    terms,
    together,
    undo,
    workbench,
)
from mcu_desktop.models.base import Base

__all__ = [
    "Base",
    "alerts",
    "case_terms",
    "case_work",
    "cases",
    "catalogues",
    "figures",
    "intake",
    "journal",
    "map_ground",
    "people",
    "reports",
    "summaries",
    "terms",
    "together",
    "undo",
    "workbench",
]
