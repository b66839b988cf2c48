"""The place of a case as three fields: the streets offered are those of the settlement, the houses of the street."""

from mcu_desktop.queries.edit_choices import EditChoices
from mcu_desktop.rules.case_fields import FIELDS, CaseField
from mcu_desktop.ui.common.form import Field


def place_fields(choices: EditChoices, *, settlement: str = "", street: str = "", house: str = "") -> tuple[Field, ...]:
    """Return the fields with what is known to offer."""
    settlements = tuple((title, title) for title in choices.settlements)
    return (
        Field(CaseField.SETTLEMENT, FIELDS[CaseField.SETTLEMENT], "words", settlement, settlements),
        Field(CaseField.STREET, FIELDS[CaseField.STREET], "words", street, choices.streets, CaseField.SETTLEMENT),
        Field(CaseField.HOUSE, FIELDS[CaseField.HOUSE], "words", house, choices.houses, CaseField.STREET),
    )
