"""What is known of the people of a day's roster, and the bodies they may belong to."""

from dataclasses import dataclass
from datetime import date

from mcu_desktop.queries.people import read_people
from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.store.reading import Reader, as_day_or_none
from mcu_desktop.text.declension import Forms


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person with contacts; `job_description_on` is when the job description was brought up to date."""

    person_id: int
    full_name: str
    job_title: str
    role_text: str
    body_id: int | None
    body: str
    phone: str
    email: str
    job_description_on: date | None


def read_person_cards(reader: Reader, on: date) -> tuple[PersonCard, ...]:
    """Return the people of the roster of a day, in its order."""
    bodies = {body_id: title for title, body_id in read_bodies(reader, on)}
    known = {
        row[0]: (row[1], bodies.get(row[1], ""), *row[2:])
        for row in reader.rows("SELECT id, sector_body_id, phone, email, job_description_on FROM people")
    }
    cards = []
    for person in read_people(reader, on):
        body_id, body, phone, email, described = known[person.person_id]
        cards.append(
            PersonCard(
                person.person_id, person.full_name, person.job_title, person.role_text, body_id, body, phone, email,
                as_day_or_none(described),
            )
        )  # fmt: skip
    return tuple(cards)


def read_bodies(reader: Reader, on: date) -> tuple[tuple[str, int], ...]:
    """Return what the bodies of a day are called on it, with their ids."""
    rows = reader.rows(
        "SELECT coalesce(n.name, b.title), b.id FROM sector_bodies b LEFT JOIN dated_names n"
        " ON n.subject = 'body:' || b.code AND n.valid_from <= :day AND (n.valid_to IS NULL OR n.valid_to >= :day)"
        " WHERE b.valid_from <= :day AND (b.valid_to IS NULL OR b.valid_to >= :day) ORDER BY 1",
        day=on,
    )
    return tuple((title, body_id) for title, body_id in rows)


def read_forms(reader: Reader) -> Forms:
    """Return the corrected forms of names and posts, by the words and the case."""
    rows = reader.rows("SELECT words, grammatical_case, form FROM declined_forms")
    return {(words, GrammaticalCase(case)): form for words, case, form in rows}
