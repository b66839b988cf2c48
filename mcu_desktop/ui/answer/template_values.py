"""What the fields of a template say of a case."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_card import CaseCard


def template_values(card: CaseCard, *, officer: str, today: date, zone: ZoneInfo) -> dict[str, str]:
    """Return the words by the names of the fields; personal data are not among them."""
    return {
        "номер": card.source_number or card.number,
        "поступило": _day(card.received_at, zone),
        "срок": _day(card.legal_deadline, zone),
        "сегодня": f"{today:%d.%m.%Y}",
        "тема": card.topic or card.topic_group,
        "суть": card.gist,
        "место": ", ".join(part for part in (card.settlement, card.street, card.house) if part),
        "блок": card.block,
        "получатель": card.recipient,
        "исполнитель": officer,
    }


def _day(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else f"{moment.astimezone(zone):%d.%m.%Y}"
