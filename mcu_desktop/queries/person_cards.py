"""What is known of the people of a day's roster, and the bodies they may belong to."""

from dataclasses import dataclass
from datetime import date

from mcu_desktop.queries.people import read_people
from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.store.reading import Reader, as_day_or_none

Forms = dict[tuple[str, GrammaticalCase], str]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person with contacts; `job_description_on` is when the job description was brought up to date."""

    person_id: int
    full_name: str
    role_text: str
    body_id: int | None
    body: str
    phone: str
    email: str
    job_description_on: date | None


def read_person_cards(reader: Reader, on: date) -> tuple[PersonCard, ...]:
    """Return the people of the roster of a day, in its order."""
    known = {
        row[0]: row[1:]
        for row in reader.rows(
            "SELECT p.id, p.sector_body_id, coalesce(b.title, ''), p.phone, p.email, p.job_description_on"
            " FROM people p LEFT JOIN sector_bodies b ON b.id = p.sector_body_id"
        )
    }
    cards = []
    for person in read_people(reader, on):
        body_id, body, phone, email, described = known[person.person_id]
        cards.append(
            PersonCard(
                person.person_id, person.full_name, person.role_text, body_id, body, phone, email,
                as_day_or_none(described),
            )
        )  # fmt: skip
    return tuple(cards)


def read_bodies(reader: Reader, on: date) -> tuple[tuple[str, int], ...]:
    """Return title and id of the bodies of a day."""
    rows = reader.rows(
        "SELECT title, id FROM sector_bodies WHERE valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)"
        " ORDER BY title",
        day=on,
    )
    return tuple((title, body_id) for title, body_id in rows)


def read_forms(reader: Reader) -> Forms:
    """Return the corrected forms of names, by the name and the case."""
    rows = reader.rows("SELECT words, grammatical_case, form FROM declined_forms")
    return {(words, GrammaticalCase(case)): form for words, case, form in rows}
