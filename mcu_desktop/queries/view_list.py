"""A view of the queue, read whole for a document."""

from datetime import datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED, QueueFilter, QueueRow, read_case_ids, read_rows
from mcu_desktop.queries.saved_views import filter_of_text
from mcu_desktop.reports.view_list import ViewList, ViewRow
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import MESSAGES, plural
from mcu_desktop.rules.titles import STANDINGS
from mcu_desktop.store.reading import Reader

_AT_ONCE = 500
_MOST = 10_000  # some thousand pages; more of them leave as a table


def read_view_list(reader: Reader, subject: str, *, now: datetime, zone: ZoneInfo) -> ViewList:
    """Return the rows of a filter: kept as JSON, or words of a search."""
    wanted = filter_of_text(subject) or QueueFilter(search=subject)
    ids = read_case_ids(reader, wanted, now=now, zone=zone)
    if len(ids) > _MOST:
        raise UserFacingError(
            f"В отборе {plural(len(ids), *MESSAGES)}: документ вышел бы слишком длинным. "
            "Ничего не составлено. Сузьте отбор или выгрузите вид таблицей (меню «Данные»)."
        )
    rows: list[ViewRow] = []
    for start in range(0, len(ids), _AT_ONCE):
        page = ids[start : start + _AT_ONCE]
        found = read_rows(reader, page, now=now)
        rows += [_row(found[case_id], zone) for case_id in page if case_id in found]
    return ViewList(_words(reader, wanted), tuple(rows))


def _row(row: QueueRow, zone: ZoneInfo) -> ViewRow:
    return ViewRow(
        number=row.number,
        channel=row.channel,
        received_at=row.received_at.astimezone(zone),
        control_date=None if row.control_date is None else row.control_date.astimezone(zone),
        standing=STANDINGS[row.standing],
        block=row.block or "не сопоставлено",
        recipient=row.recipient,
        topic=row.topic,
        gist=row.text,
    )


def _words(reader: Reader, wanted: QueueFilter) -> str:
    """Return the filter in words, without what it leaves as usual."""
    said = ["все открытые" if wanted.standing is None and wanted.figure is None else ""]
    if wanted.standing is not None:
        said.append(STANDINGS[wanted.standing])
    if wanted.figure is not None:
        said.append(wanted.figure.title)
    said.append(_block_words(reader, wanted.block))
    if wanted.channel_code is not None:
        titles = reader.rows("SELECT title FROM channels WHERE code = :code", code=wanted.channel_code)
        said.append(f"канал «{titles[0][0]}»" if titles else "")
    spans = (("поступило", wanted.received_from, wanted.received_to), ("срок", wanted.due_from, wanted.due_to))
    for word, first, last in spans:
        if first is not None:
            said.append(f"{word} с {first:%d.%m.%Y}")
        if last is not None:
            said.append(f"{word} по {last:%d.%m.%Y}")
    said.append(f"слова «{wanted.search}»" if wanted.search else "")
    said.append("без получателя" if wanted.without_recipient else "")
    said.append("обещание не исполнено в срок" if wanted.broken_promise else "")
    return ", ".join(part for part in said if part)


def _block_words(reader: Reader, block: str) -> str:
    if block == ALL_BLOCKS:
        return ""
    if block == UNMAPPED:
        return "не сопоставлено с блоком"
    titles = reader.rows("SELECT short_title FROM sector_blocks WHERE code = :code", code=block)
    return f"блок «{titles[0][0]}»" if titles else block
