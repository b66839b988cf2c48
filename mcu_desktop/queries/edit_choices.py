"""What the forms of a case offer to choose from."""

import re
from dataclasses import dataclass

from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import Classifier
from mcu_desktop.store.reading import Reader

_NUMBER = re.compile(r"[0-9]{1,9}")
_SHORT = {
    Classifier.FEEDBACK_PLATFORM: "ПОС",
    Classifier.INCIDENT_MANAGEMENT: "ИМ",
    Classifier.ALL_RUSSIAN: "Общероссийский",
}
_RECENT = """
    SELECT DISTINCT settlement, street, house
    FROM (SELECT settlement, street, house FROM cases ORDER BY id DESC LIMIT 5000) recent
"""


@dataclass(frozen=True, slots=True)
class EditChoices:
    """Topics as (title, id), blocks as (title, code), channels as (title, code), and words in use.

    The title of a topic is its way in the tree: classifier, group, topic. Streets are (street, settlement),
    houses (house, street).
    """

    topics: tuple[tuple[str, int], ...]
    blocks: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]
    settlements: tuple[str, ...]
    streets: tuple[tuple[str, str], ...]
    houses: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]


def read_edit_choices(reader: Reader) -> EditChoices:
    """Return the choices; places are those of the latest cases, so that the question does not grow with the store."""
    topics = reader.rows("SELECT id, classifier, group_title, title FROM topics")
    places = reader.rows(_RECENT)
    return EditChoices(
        tuple(sorted(((_topic_title(*row[1:]), row[0]) for row in topics), key=lambda topic: comparable(topic[0]))),
        tuple(reader.rows("SELECT title, code FROM sector_blocks ORDER BY position")),
        tuple(reader.rows("SELECT title, code FROM channels WHERE NOT archived ORDER BY position")),
        tuple(title for (title,) in reader.rows("SELECT DISTINCT title FROM responsible_recipients ORDER BY title")),
        tuple(sorted({row[0] for row in places if row[0]})),
        tuple(sorted({(row[1], row[0]) for row in places if row[1]})),
        tuple(sorted({(row[2], row[1]) for row in places if row[2]}, key=lambda house: _house_place(house[0]))),
        tuple(title for (title,) in reader.rows("SELECT DISTINCT title FROM case_tags ORDER BY title")),
    )


def _topic_title(classifier: str, group: str, title: str) -> str:
    return " › ".join(part for part in (_SHORT[Classifier(classifier)], group, title) if part)


def _house_place(house: str) -> tuple[int, str]:
    """Return the place of a house in its street: 2, 10, 10а."""
    number = _NUMBER.match(house)
    return int(number[0]) if number else 0, comparable(house)
