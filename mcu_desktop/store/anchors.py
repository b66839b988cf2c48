"""Seals of the journal kept at this workstation: who re-writes a store cannot re-write what lies elsewhere."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

from mcu_desktop.store.place import Place

_MOST = 2_000  # lines; the oldest ones and the newest ones stay


@dataclass(frozen=True, slots=True)
class Anchor:
    """A seal as this workstation has seen it."""

    number: int
    hash: str


def keep_anchor(place: Place, number: int, seal_hash: str) -> None:
    """Remember a seal of a store, once."""
    known = read_anchors(place)
    if known and known[-1].number >= number:
        return
    kept = (*known, Anchor(number, seal_hash))
    if len(kept) > _MOST:
        kept = (*kept[: _MOST // 2 : 2], *kept[_MOST // 2 :])  # thin the old ones out, never to nothing
    file = _file(place)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text("".join(f"{anchor.number} {anchor.hash}\n" for anchor in kept), encoding="ascii")
    unfinished.replace(file)


def read_anchors(place: Place) -> tuple[Anchor, ...]:
    """Return the seals that this workstation remembers of a store, the oldest first."""
    file = _file(place)
    if not file.exists():
        return ()
    lines = (line.split() for line in file.read_text(encoding="ascii", errors="replace").splitlines())
    return tuple(Anchor(int(parts[0]), parts[1]) for parts in lines if len(parts) == 2 and parts[0].isdecimal())  # noqa: PLR2004


def _file(place: Place) -> Path:
    """Return where the seals of a store lie; whoever enters it, it is the same store."""
    name = place.address if place.shared is None else f"{','.join(place.shared.hosts)}/{place.shared.database}"
    folder = user_data_path("mcu-desktop", appauthor=False) / "anchors"
    return folder / f"{sha256(name.encode()).hexdigest()[:16]}.txt"
