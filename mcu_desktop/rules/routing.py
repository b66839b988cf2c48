"""From a topic to its sector block: a topic says more than its group, a longer pattern more than a shorter."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mcu_desktop.rules.russian import comparable
from mcu_desktop.rules.terms import Classifier


@dataclass(frozen=True, slots=True)
class TopicRoute:
    """One line of the mapping; an empty pattern does not take part, classifier None means any."""

    classifier: Classifier | None
    group_pattern: str
    topic_pattern: str
    code_prefix: str
    block_code: str
    source: str


@dataclass(frozen=True, slots=True)
class Route:
    """Where a case goes, None for nowhere yet, and why, in Russian."""

    block_code: str | None
    reason: str


class Router:
    """Finds the block of a topic by the longest matching line."""

    def __init__(self, routes: Iterable[TopicRoute]) -> None:
        self._routes = tuple(
            (route, comparable(route.group_pattern), comparable(route.topic_pattern)) for route in routes
        )
        self._find = lru_cache(maxsize=None)(self._find_once)

    def route(self, *, classifier: Classifier | None, group: str, topic: str, code: str) -> Route:
        """Return the block for what a file says of the topic."""
        return self._find(classifier, group, topic, code)

    def _find_once(self, classifier: Classifier | None, group: str, topic: str, code: str) -> Route:
        if not (group or topic or code):
            return Route(None, "не сопоставлено: источник не назвал тему")
        normal_group, normal_topic = comparable(group), comparable(topic)
        best: tuple[tuple[int, int, bool], TopicRoute] | None = None
        for route, group_pattern, topic_pattern in self._routes:
            if route.classifier not in {None, classifier}:
                continue
            if group_pattern and group_pattern not in normal_group:
                continue
            if topic_pattern and topic_pattern not in normal_topic:
                continue
            if route.code_prefix and not code.startswith(route.code_prefix):
                continue
            weight = (len(topic_pattern), len(group_pattern) + len(route.code_prefix), route.classifier is not None)
            if weight[:2] > (0, 0) and (best is None or weight > best[0]):
                best = (weight, route)
        if best is None:
            return Route(None, f"не сопоставлено: «{topic or group or code}»")
        found = best[1]
        said = found.topic_pattern or found.group_pattern or found.code_prefix
        return Route(found.block_code, f"по правилу «{said}» ({found.source})")
