"""Changing how many people live where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.queries.residents import RESIDENTS, read_residents
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.residents import MOST_RESIDENTS, Residents, merged, residents_as_text
from mcu_desktop.rules.russian import plural
from mcu_desktop.store.reading import reader_of

_KEPT = "Ничего не изменено."
_FIGURES = ("число", "числа", "чисел")


def put_residents(
    session: Session, *, settlement: str, count: str, counted_on: date, source: str, now: datetime, actor: str
) -> Change:
    """Keep one figure, its count as typed; one of the same settlement and day is replaced."""
    digits = "".join(count.split())
    if not digits.isdecimal():
        raise UserFacingError(f"Впишите, сколько жителей, целым числом. {_KEPT}")
    one = Residents(settlement, counted_on, int(digits), source)
    words = f"{one.title}: жителей {one.words()}, источник «{one.source}»."
    return _keep(session, [one], words, now, actor)


def take_residents(session: Session, residents: Sequence[Residents], *, now: datetime, actor: str) -> Change:
    """Keep the figures of a file; those of the same settlement and day are replaced."""
    words = f"Число жителей взято из файла: {plural(len(residents), *_FIGURES)}."
    return _keep(session, residents, words, now, actor)


def remove_residents(session: Session, settlement: str, counted_on: date, *, now: datetime, actor: str) -> Change:
    """Take one figure out of the list."""
    require(session, Deed.EDIT_MAP, now=now)
    known = read_residents(reader_of(session))
    wanted = Residents(settlement, counted_on, 0, "")
    left = [one for one in known if (one.key, one.counted_on) != (wanted.key, counted_on)]
    if len(left) == len(known):
        raise UserFacingError(f"Этого числа уже нет: его убрали раньше. {_KEPT}")
    return _write(session, left, f"{wanted.title}: число жителей на {counted_on:%d.%m.%Y} убрано.", now, actor)


def _keep(session: Session, residents: Sequence[Residents], words: str, now: datetime, actor: str) -> Change:
    require(session, Deed.EDIT_MAP, now=now)
    taken = [_checked(one, now.date()) for one in residents]
    return _write(session, merged(read_residents(reader_of(session)), taken), words, now, actor)


def _checked(one: Residents, today: date) -> Residents:
    settlement, source = " ".join(one.settlement.split()), " ".join(one.source.split())
    if not 0 <= one.count <= MOST_RESIDENTS:
        raise UserFacingError(f"{one.title}: столько жителей быть не может. {_KEPT} Исправьте число.")
    if one.counted_on > today:
        raise UserFacingError(f"{one.title}: день подсчёта ещё не наступил. {_KEPT} Исправьте дату.")
    if not source:
        raise UserFacingError(f"Укажите, кто посчитал жителей: без источника число не проверить. {_KEPT}")
    return replace(one, settlement=settlement, source=source)


def _write(session: Session, residents: Sequence[Residents], words: str, now: datetime, actor: str) -> Change:
    kept = session.get(Setting, RESIDENTS)
    text = residents_as_text(residents)
    if kept is None:
        session.add(Setting(code=RESIDENTS, value=text))
    else:
        kept.value = text
    session.add(JournalEntry(at=now, actor=actor, summary=words))
    return Change(frozenset({Touched.CATALOGUES}), words)
