"""The mapped records, a file per subject; importing the package configures them all."""

from mcu_desktop.models import alerts, case_terms, cases, catalogues, intake, people, terms
from mcu_desktop.models.base import Base

__all__ = ["Base", "alerts", "case_terms", "cases", "catalogues", "intake", "people", "terms"]
