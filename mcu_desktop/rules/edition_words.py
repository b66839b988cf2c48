"""What becomes of the editions of Приложение 2 when one is added or taken away, in words said before it is done."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from mcu_desktop.rules.roster import Edition, RosterRow, compare, edition_on


def edition_title(edition: Edition) -> str:
    """Return «от 28.09.2021 № 1662-р»."""
    return f"от {edition.order_date:%d.%m.%Y} № {edition.order_number}"


def next_edition(editions: Iterable[Edition], begins: date) -> Edition | None:
    """Return the first edition that takes effect after a day; None where the one of that day is the last."""
    later = [edition for edition in editions if edition.valid_from > begins]
    return min(later, key=lambda edition: edition.valid_from, default=None)


def adding_words(editions: Sequence[Edition], begins: date, today: date) -> str:
    """Return from when to when a new edition would be in force, above all where that is not from now on."""
    following = next_edition(editions, begins)
    if following is not None:
        until = following.valid_from - timedelta(days=1)
        return (
            f"Внимание: эта редакция встанет перед редакцией {edition_title(following)} и будет действовать только "
            f"по {until:%d.%m.%Y}."
        )
    if begins > today:
        current = edition_on(editions, today)
        until_then = f" До этого дня действует редакция {edition_title(current)}." if current is not None else ""
        return f"Роли и права изменятся {begins:%d.%m.%Y}.{until_then}"
    return "Прежние редакции остаются как были: их видно по дате."


def removal_words(editions: Sequence[Edition], removed: Edition, today: date) -> str:
    """Return what happens when the last edition is taken away: what is in force again, who comes back, who goes."""
    before = edition_on([edition for edition in editions if edition is not removed], removed.valid_from)
    if before is None:
        return f"Редакция {edition_title(removed)} единственная: убрать её нельзя."
    since = "сразу" if removed.valid_from <= today else f"с {removed.valid_from:%d.%m.%Y}"
    found = compare(removed.rows, before.rows)
    parts = (
        f"Редакция {edition_title(removed)} будет убрана вместе со строками.",
        f"Вместо неё {since} действует состав {edition_title(before)}.",
        _people("Вернутся", found.added),
        _people("Выйдут", found.removed),
        "Роли и права изменятся вместе с ним; история и выданные документы останутся как есть. Отменить это нельзя.",
    )
    return " ".join(part for part in parts if part)


def _people(verb: str, rows: Iterable[RosterRow]) -> str:
    names = ", ".join(dict.fromkeys(row.full_name for row in rows if row.full_name))
    return f"{verb}: {names}." if names else ""
