"""What the values of a kept dimension are called."""

from collections.abc import Iterable, Mapping, Sequence

from mcu_desktop.rules.measures import Dimension
from mcu_desktop.store.reading import Reader

# Of a topic without a title of its own the group's; two recipients of one title are told apart by their bodies.
_TITLES = {
    Dimension.BLOCK: "SELECT id, short_title FROM sector_blocks",
    Dimension.CHANNEL: "SELECT id, title FROM channels",
    Dimension.TOPIC: "SELECT id, coalesce(nullif(title, ''), group_title) FROM topics",
    Dimension.RECIPIENT: (
        "SELECT id, CASE WHEN body_title = '' OR body_title = title THEN title"
        " ELSE title || ' (' || body_title || ')' END FROM responsible_recipients"
    ),
}
NOT_SAID = "не указано"
NOT_NAMED = {
    Dimension.BLOCK: "Не сопоставлено",
    Dimension.CHANNEL: "Канал не указан",
    Dimension.TOPIC: "Тема не указана",
    Dimension.RECIPIENT: "Получатель не указан",
}


def read_titles(reader: Reader, dimension: Dimension, keys: Iterable[int | None]) -> dict[int | None, str]:
    """Return a title for each key; None is «не указано»."""
    titles = read_titles_of(reader, {dimension: [key or 0 for key in keys]})[dimension]
    return {key or None: title for key, title in titles.items()}


def read_titles_of(reader: Reader, keys: Mapping[Dimension, Sequence[int]]) -> dict[Dimension, dict[int, str]]:
    """Return a title for each key of each dimension, all by one select; 0 is «не указано»."""
    found = [{0: NOT_NAMED[dimension]} for dimension in keys]
    questions: list[str] = []
    parameters: dict[str, object] = {}
    for place, (dimension, wanted) in enumerate(keys.items()):
        named = {f"{dimension}{number}": key for number, key in enumerate(filter(None, wanted))}
        if named:
            # Joined, for several lists of an IN would be tables of their own.
            shown = "VALUES " + ", ".join([f"(:{name})" for name in named])
            named_so = f"({_TITLES[dimension]}) known JOIN ({shown}) shown ON shown.column1 = known.id"
            questions.append(f"SELECT {place}, known.* FROM {named_so}")
            parameters |= named
    if questions:
        for place, key, title in reader.rows(" UNION ALL ".join(questions), **parameters):
            found[place][key] = title
    return dict(zip(keys, found, strict=True))


def read_every_title(reader: Reader, dimension: Dimension) -> dict[int, str]:
    """Return the title of each value there is, blocks in the decree's order."""
    order = " ORDER BY position" if dimension is Dimension.BLOCK else ""
    return {int(key): str(title) for key, title in reader.rows(_TITLES[dimension] + order)}


def read_block_parts(reader: Reader, block: str) -> tuple[str, int | None]:
    """Return the title and the key of a block's code, which is not `ALL_BLOCKS`."""
    rows = reader.rows("SELECT short_title, id FROM sector_blocks WHERE code = :block", block=block)
    return (str(rows[0][0]), int(rows[0][1])) if rows else (NOT_NAMED[Dimension.BLOCK], None)


def read_blocks(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the blocks as (code, short title), in the decree's order."""
    rows = reader.rows("SELECT code, short_title FROM sector_blocks ORDER BY position")
    return tuple((str(code), str(title)) for code, title in rows)
