"""Message or appeal: decided by the channel and the day (59-ФЗ; decree 1662-р, п. 1.4.4 and 1.4.5)."""

import re
from datetime import date
from typing import Final

from mcu_desktop.rules.terms import CaseKind

# 547-ФЗ of 28.12.2024: from this day a letter by e-mail is no appeal.
EMAIL_IS_NO_APPEAL_FROM: Final = date(2025, 3, 30)
_EMAIL = "email"
_REASONS = {
    "post": "письменное обращение (59-ФЗ, ст. 7)",
    "reception": "обращение на личном приёме (59-ФЗ, ст. 13)",
    "internet_reception": "электронное обращение через сайт с идентификацией (59-ФЗ, ст. 7 ч. 3)",
    "phone": "звонок не является обращением по 59-ФЗ (п. 1.4.4)",
    "meeting": "вопрос со встречи (п. 1.4.4), если не подан письменно",
}
_BY_KIND = {
    CaseKind.APPEAL: "обращение (59-ФЗ)",
    CaseKind.MESSAGE: "канал не из тех, что назначены 59-ФЗ для обращений (п. 1.4.4)",
}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_RUSSIAN_ZONES = (".ru", ".рф", ".su", ".xn--p1ai")


def decide_kind(channel_code: str, usual: CaseKind, received_on: date) -> tuple[CaseKind, str]:
    """Return what a new case is, and why in Russian; `usual` is what the catalogue says of the channel."""
    if channel_code == _EMAIL:
        if received_on < EMAIL_IS_NO_APPEAL_FROM:
            return CaseKind.APPEAL, "письмо по электронной почте до 30.03.2025 — обращение (59-ФЗ в прежней редакции)"
        return CaseKind.MESSAGE, "с 30.03.2025 письмо по электронной почте не является обращением (547-ФЗ)"
    return usual, _REASONS.get(channel_code, _BY_KIND[usual])


def answer_address_fault(email: str) -> str:
    """Return what is wrong with an address to answer to; the law wants a Russian zone (547-ФЗ). Empty: nothing."""
    address = email.strip().casefold()
    if not address:
        return ""
    if not _ADDRESS.fullmatch(address):
        return "это не похоже на адрес электронной почты"
    if not address.endswith(_RUSSIAN_ZONES):
        return "адрес для ответа должен быть в российской зоне: .ru, .рф или .su (547-ФЗ)"
    return ""
