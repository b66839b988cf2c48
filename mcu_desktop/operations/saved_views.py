"""Saving, renaming, moving and removing views of the queue and free cuts."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mcu_desktop.models.workbench import SavedView
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.operations.task import PERSON
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.saved_cuts import KeptCut, cut_as_text
from mcu_desktop.queries.saved_views import filter_as_text
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.terms import ViewKind

_LONGEST_TITLE, _MOST = 40, 20


def save_view(
    session: Session, view_id: int | None, *, title: str, wanted: QueueFilter, is_shared: bool, now: datetime
) -> Change:
    """Keep a new view, or another filter and title for one; a shared one is for everybody."""
    return _keep(
        session, view_id, ViewKind.QUEUE, title=title, text=filter_as_text(wanted), is_shared=is_shared, now=now
    )


def save_cut(
    session: Session, view_id: int | None, *, title: str, kept: KeptCut, is_shared: bool, now: datetime
) -> Change:
    """Keep a free cut as a view is kept."""
    return _keep(session, view_id, ViewKind.CUT, title=title, text=cut_as_text(kept), is_shared=is_shared, now=now)


def _keep(
    session: Session, view_id: int | None, kind: ViewKind, *, title: str, text: str, is_shared: bool, now: datetime
) -> Change:
    person_id: int | None = session.info.get(PERSON) or None
    is_shared = is_shared or person_id is None  # the owner of a local store has no colleagues to keep it from
    if is_shared:
        require(session, Deed.EDIT_TEMPLATES, now=now)
    name = " ".join(title.split())
    if not name or len(name) > _LONGEST_TITLE:
        raise UserFacingError(f"Назовите вид: от 1 до {_LONGEST_TITLE} знаков. Ничего не сохранено.")
    of_kind = select(func.count(SavedView.id), func.max(SavedView.position)).where(SavedView.kind == kind)
    count, last = session.execute(of_kind).one()
    if view_id is None:
        if count >= _MOST:
            raise UserFacingError(f"Видов уже {_MOST}. Ничего не сохранено: сначала уберите лишний.")
        session.add(
            SavedView(
                title=name,
                person_id=None if is_shared else person_id,
                wanted=text,
                position=(last or 0) + 1,
                kind=kind,
            )
        )
    else:
        view = _view(session, view_id, now)
        view.title, view.wanted, view.person_id = name, text, None if is_shared else person_id
    return Change(frozenset({Touched.VIEWS}), f"Вид «{name}» сохранён.")


def move_view(session: Session, view_id: int, *, steps: int, now: datetime) -> Change:
    """Move a view to the left (-1) or to the right (1) by one."""
    view = _view(session, view_id, now)
    of_kind = select(SavedView).where(SavedView.kind == view.kind)
    views = session.scalars(of_kind.order_by(SavedView.position, SavedView.id)).all()
    order = [found.id for found in views]
    place = order.index(view.id)
    target = min(max(place + steps, 0), len(order) - 1)
    order.insert(target, order.pop(place))
    for found in views:
        found.position = order.index(found.id) + 1
    return Change(frozenset({Touched.VIEWS}), f"Вид «{view.title}» переставлен.")


def remove_view(session: Session, view_id: int, *, now: datetime) -> Change:
    """Take a view away; the cases it showed stay."""
    view = _view(session, view_id, now)
    title = view.title
    session.delete(view)
    return Change(frozenset({Touched.VIEWS}), f"Вид «{title}» убран. Сообщения остались.")


def _view(session: Session, view_id: int, now: datetime) -> SavedView:
    view = session.get(SavedView, view_id)
    if view is None or view.person_id not in {None, session.info.get(PERSON) or None}:
        raise UserFacingError("Этого вида больше нет. Ничего не изменено.")
    if view.person_id is None:
        require(session, Deed.EDIT_TEMPLATES, now=now)
    return view
