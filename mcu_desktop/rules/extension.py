"""Extending the term of an appeal: 59-ФЗ ст. 12 ч. 2."""

from datetime import date, datetime

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import DAYS, plural
from mcu_desktop.rules.time_limits import TimeLimit

_LAW = "59-ФЗ, ст. 12 ч. 2"


def check_extension(
    limit: TimeLimit | None,
    days: int,
    *,
    extended_by: int,
    legal_deadline: datetime | None,
    now: datetime,
    reason: str,
    basis: str,
) -> None:
    """Refuse an extension that the law does not know; `extended_by` is the one already made, 0 for none."""
    if limit is None or not limit.max_extension:
        raise UserFacingError(
            f"Этот срок не продлевается: продление есть только у ответа на обращение ({_LAW}). Срок остался прежним."
        )
    if extended_by:
        raise UserFacingError(
            f"Срок уже продлён на {plural(extended_by, *DAYS)}. Второе продление закон не допускает ({_LAW}). "
            "Срок остался прежним: дайте ответ по существу или промежуточный ответ."
        )
    if not 0 < days <= limit.max_extension:
        raise UserFacingError(
            f"Срок продлевается не более чем на {plural(limit.max_extension, *DAYS)} ({_LAW}), а указано: {days}. "
            "Исправьте число дней."
        )
    if legal_deadline is not None and legal_deadline < now:
        raise UserFacingError(
            f"Срок уже истёк: продлить его можно только до окончания ({_LAW}). Срок остался прежним, дайте ответ."
        )
    if not reason.strip() or not basis.strip():
        raise UserFacingError("Укажите причину продления и основание: чьё решение, когда. Срок остался прежним.")


def check_notice(told_on: date | None, *, received_on: date, today: date) -> None:
    """Refuse a day of the notice to the citizen that cannot be."""
    if told_on is not None and not received_on <= told_on <= today:
        raise UserFacingError(
            f"Уведомление заявителя {told_on:%d.%m.%Y} невозможно: сообщение поступило {received_on:%d.%m.%Y}, "
            f"сегодня {today:%d.%m.%Y}. Исправьте день."
        )
