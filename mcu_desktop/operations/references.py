"""The catalogue rows that cases point at; what a file names for the first time is added."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.models.catalogues import Channel, ResponsibleRecipient, SectorBlock, Topic
from mcu_desktop.queries.catalogues import read_router
from mcu_desktop.rules.routing import Route, Router
from mcu_desktop.rules.terms import Classifier, SourceSystem
from mcu_desktop.store.reading import reader_of

CLASSIFIERS = {
    SourceSystem.FEEDBACK_PLATFORM: Classifier.FEEDBACK_PLATFORM,
    SourceSystem.INCIDENT_MANAGEMENT: Classifier.INCIDENT_MANAGEMENT,
    SourceSystem.DOCUMENT_FLOW: Classifier.ALL_RUSSIAN,
    SourceSystem.REGISTRY: Classifier.INCIDENT_MANAGEMENT,  # other tables are read in its words
}
TopicKey = tuple[Classifier, str, str]


@dataclass(frozen=True, slots=True)
class References:
    """Ids by what a file says."""

    channels: dict[str, int]
    blocks: dict[str, int]
    topics: dict[TopicKey, int]
    recipients: dict[tuple[str, str], int]
    router: Router

    def topic_id(self, case: IncomingCase) -> int | None:
        """Return the id of the case's topic, None where the file names none."""
        return self.topics.get(topic_key(case))

    def route(self, case: IncomingCase) -> Route:
        """Return the block the case goes to, with the reason."""
        return self.router.route(
            classifier=CLASSIFIERS.get(case.system), group=case.topic_group, topic=case.topic, code=case.topic_code
        )


def topic_key(case: IncomingCase) -> TopicKey:
    """Return what names the topic of a case."""
    return CLASSIFIERS.get(case.system, Classifier.INCIDENT_MANAGEMENT), case.topic_group, case.topic


def load_references(session: Session, cases: Sequence[IncomingCase]) -> References:
    """Read the catalogues, adding the topics and recipients that the cases name for the first time."""
    return References(
        channels=dict(session.execute(select(Channel.code, Channel.id)).all()),
        blocks=dict(session.execute(select(SectorBlock.code, SectorBlock.id)).all()),
        topics=_topics(session, cases),
        recipients=_recipients(session, cases),
        router=read_router(reader_of(session)),
    )


def _topics(session: Session, cases: Sequence[IncomingCase]) -> dict[TopicKey, int]:
    def stored() -> dict[TopicKey, int]:
        rows = session.execute(select(Topic.classifier, Topic.group_title, Topic.title, Topic.id))
        return {(row[0], row[1], row[2]): row[3] for row in rows}

    known = stored()
    named = {topic_key(case): case for case in cases if case.topic or case.topic_group}
    missing = [
        {
            "classifier": key[0],
            "group_title": key[1],
            "title": key[2],
            "code": case.topic_code,
            "fast_track": case.fast_track,
        }
        for key, case in named.items()
        if key not in known
    ]
    if not missing:
        return known
    session.execute(insert(Topic), missing)
    return stored()


def _recipients(session: Session, cases: Sequence[IncomingCase]) -> dict[tuple[str, str], int]:
    table = ResponsibleRecipient

    def stored() -> dict[tuple[str, str], int]:
        rows = session.execute(select(table.title, table.body_title, table.id))
        return {(row[0], row[1]): row[2] for row in rows}

    known = stored()
    named = {(case.recipient, case.body) for case in cases if case.recipient}
    missing = [{"title": title, "body_title": body} for title, body in sorted(named - known.keys())]
    if not missing:
        return known
    session.execute(insert(table), missing)
    return stored()
