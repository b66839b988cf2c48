"""How reports are headed, signed and numbered from a day on."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.models.reports import ReportHead, ReportPicture
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.letterhead import MEETING_FOLDER
from mcu_desktop.reports.frozen_json import to_json
from mcu_desktop.reports.report_head import HeadRules
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed

_LARGEST_PICTURE = 1_000_000  # bytes
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def save_report_head(
    session: Session, rules: HeadRules, picture: bytes | None, *, valid_from: date, now: datetime, actor: str
) -> Change:
    """Keep the rules from a day on; those of the same day are replaced. Without a picture the named emblem stays."""
    require(session, Deed.EDIT_REPORTS, now=now)
    if not rules.signers:
        raise UserFacingError("Отчёт кто-то подписывает: назовите хотя бы одного. Ничего не сохранено.")
    if picture is not None:
        rules = replace(rules, emblem=_keep_picture(session, picture))
    head = session.scalar(select(ReportHead).where(ReportHead.valid_from == valid_from))
    if head is None:
        head = ReportHead(valid_from=valid_from)
        session.add(head)
    head.content, head.picture_hash = to_json(rules), rules.emblem or None
    words = f"Бланк и подписи отчётов с {valid_from:%d.%m.%Y} изменены"
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.REPORTS}), f"{words}.")


def set_meeting_folder(session: Session, folder: str, *, now: datetime) -> Change:
    """Remember where reports for the meeting are put."""
    require(session, Deed.EDIT_REPORTS, now=now)
    session.merge(Setting(code=MEETING_FOLDER, value=folder.strip()))
    return Change(frozenset({Touched.REPORTS}), f"Папка совещания: {folder.strip() or 'не выбрана'}.")


def _keep_picture(session: Session, picture: bytes) -> str:
    if not picture.startswith(_PICTURES):
        raise UserFacingError("Герб — не картинка PNG или JPEG. Ничего не сохранено: выберите другой файл.")
    if len(picture) > _LARGEST_PICTURE:
        raise UserFacingError("Картинка герба больше 1 МБ. Ничего не сохранено: выберите картинку поменьше.")
    content_hash = sha256(picture).hexdigest()
    if session.get(ReportPicture, content_hash) is None:
        session.add(ReportPicture(content_hash=content_hash, content=picture))
        session.flush()
    return content_hash
