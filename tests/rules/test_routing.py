"""From a topic to its block."""

import pytest

from mcu_desktop.rules.routing import Router, TopicRoute
from mcu_desktop.rules.terms import Classifier
from tests.rules.conftest import read_catalogue

IM = Classifier.INCIDENT_MANAGEMENT


@pytest.fixture(scope="module")
def seeded() -> Router:
    return Router(
        TopicRoute(
            Classifier(row["classifier"]) if row["classifier"] else None,
            row["group_pattern"],
            row["topic_pattern"],
            row["code_prefix"],
            row["block_code"],
            row["source"],
        )
        for row in read_catalogue("topic_routes")["rows"]
    )


@pytest.mark.parametrize(
    ("group", "topic", "block"),
    [
        ("Дороги", "★ Ямы во дворах", "utilities"),
        ("ЖКХ", "Аварийное жилье/переселение", "property"),  # the topic says more than its group
        ("Здравоохранение/Медицина", "Запись к врачу", "health"),
        ("Образование", "Детские оздоровительные лагеря", "education"),
        ("Физическая культура и спорт", "Секции", "sport"),
        ("Социальное обслуживание и защита", "Занятость и трудоустройство", "economy"),
        ("МФЦ «Мои документы»", "Очереди", "territorial"),
        ("ОБРАЗОВАНИЕ", "", "education"),
        ("Неведомая группа", "Неведомая тема", None),
        ("", "", None),
    ],
)
def test_groups_and_topics_of_incident_management(group: str, topic: str, block: str | None, seeded: Router) -> None:
    route = seeded.route(classifier=IM, group=group, topic=topic, code="")
    assert route.block_code == block
    assert route.reason


@pytest.mark.parametrize(
    ("code", "block"),
    [
        ("0005.0005.0056.1147", "utilities"),
        ("0005.0054.0100.0200", "property"),
        ("0002.0014.0143.0390", "health"),
        ("0002.0013.0139.0320", "education"),
        ("0009.0001.0001.0001", None),
    ],
)
def test_the_longest_code_of_the_all_russian_classifier_wins(code: str, block: str | None, seeded: Router) -> None:
    assert seeded.route(classifier=Classifier.ALL_RUSSIAN, group="", topic="", code=code).block_code == block


def test_every_seeded_topic_goes_to_a_block(seeded: Router) -> None:
    lost = [
        (row["classifier"], row["group"], row["title"])
        for row in read_catalogue("topics")["rows"]
        if seeded.route(
            classifier=Classifier(row["classifier"]), group=row["group"], topic=row["title"], code=row["code"]
        ).block_code
        is None
    ]
    # A whole section of the classifier holds schools, clinics and sport: only its parts go to blocks.
    assert lost == [("all_russian", "Социальная сфера", "")]


def test_a_longer_pattern_wins_whatever_the_order() -> None:
    short = TopicRoute(IM, "Дороги", "", "", "utilities", "")
    long = TopicRoute(IM, "Дороги и мосты", "", "", "architecture", "")
    for routes in ((short, long), (long, short)):
        route = Router(routes).route(classifier=IM, group="дороги  и мосты", topic="", code="")
        assert route.block_code == "architecture"


def test_a_topic_says_more_than_a_longer_group() -> None:
    group = TopicRoute(IM, "Социальное обслуживание и защита", "", "", "territorial", "")
    topic = TopicRoute(IM, "", "Труд", "", "economy", "")
    for routes in ((group, topic), (topic, group)):
        route = Router(routes).route(classifier=IM, group=group.group_pattern, topic="Труд и занятость", code="")
        assert route.block_code == "economy"


def test_a_longer_code_prefix_wins_and_a_code_is_matched_from_its_start() -> None:
    section = TopicRoute(None, "", "", "0005.", "utilities", "")
    theme = TopicRoute(None, "", "", "0005.0054", "property", "")

    def block(code: str, *routes: TopicRoute) -> str | None:
        return Router(routes).route(classifier=None, group="", topic="", code=code).block_code

    for routes in ((section, theme), (theme, section)):
        assert block("0005.0054.0100", *routes) == "property"
        assert block("0005.0055.0100", *routes) == "utilities"
        assert block("0002.0005.0054", *routes) is None


def test_a_line_without_patterns_catches_nothing_and_the_unmatched_is_named() -> None:
    blank = TopicRoute(None, " ", "", "", "utilities", "")
    route = Router((blank,)).route(classifier=IM, group="Связь", topic="Нет сигнала", code="")
    assert route.block_code is None
    assert route.reason == "не сопоставлено: «Нет сигнала»"


def test_the_reason_names_the_line_and_its_source() -> None:
    line = TopicRoute(None, "Дороги", "", "", "utilities", "Приложение 2")
    route = Router((line,)).route(classifier=IM, group="Дороги", topic="Ямы", code="")
    assert route.reason == "по правилу «Дороги» (Приложение 2)"


def test_a_line_of_the_own_classifier_goes_before_a_common_one() -> None:
    routes = (TopicRoute(None, "Связь", "", "", "economy", ""), TopicRoute(IM, "Связь", "", "", "territorial", ""))
    assert Router(routes).route(classifier=IM, group="Связь", topic="", code="").block_code == "territorial"
    assert Router(routes).route(classifier=None, group="Связь", topic="", code="").block_code == "economy"


def test_yo_and_the_star_do_not_matter() -> None:
    routes = (TopicRoute(None, "", "Озелёнение", "", "utilities", ""),)
    assert Router(routes).route(classifier=None, group="", topic="★ озеленение", code="").block_code == "utilities"
