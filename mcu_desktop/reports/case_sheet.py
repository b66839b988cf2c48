"""The card of one case on paper; the citizen's personal data are not among it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcu_desktop.reports.sections import Cell, Grid, GridColumn, Heading, Section, Words


@dataclass(frozen=True, slots=True)
class TermSheet:
    """One term with how it came about; dates are local texts, «—» where there is none."""

    title: str
    legal_deadline: str
    control_date: str
    settled_at: str
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case as it is printed: facts as pairs, the texts whole, terms with their explanation, the history."""

    number: str
    facts: tuple[tuple[str, str], ...]
    text: str
    answer: str
    terms: tuple[TermSheet, ...]
    events: tuple[tuple[str, str, str], ...]  # when, who, what


def case_sections(sheet: CaseSheet, _texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the card."""
    facts = Grid("Карточка", (GridColumn("Поле", 0.32), GridColumn("Значение", 0.68)), sheet.facts)
    return (
        facts,
        *_terms(sheet),
        Heading("Текст"),
        *_long(sheet.text),
        Heading("Ответ"),
        *_long(sheet.answer),
        *_history(sheet),
    )


def _terms(sheet: CaseSheet) -> tuple[Section, ...]:
    if not sheet.terms:
        return ()
    widths = (("Срок", 0.15), ("Предельный", 0.135), ("Контрольная", 0.145), ("Исполнено", 0.13), ("Почему", 0.44))
    columns = tuple(GridColumn(*width) for width in widths)
    rows: list[tuple[Cell, ...]] = [
        (term.title, term.legal_deadline, term.control_date, term.settled_at, "\n".join(term.trace))
        for term in sheet.terms
    ]
    return Heading("Сроки"), Grid("Сроки", columns, tuple(rows))


def _long(text: str) -> tuple[Section, ...]:
    return (Words(text or "—", "plain"),)


def _history(sheet: CaseSheet) -> tuple[Section, ...]:
    if not sheet.events:
        return ()
    columns = (GridColumn("Когда", 0.18), GridColumn("Кто", 0.22), GridColumn("Что", 0.6))
    return Heading("История"), Grid("История", columns, sheet.events)
