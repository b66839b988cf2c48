"""Figures on the command line: listed, printed, counted anew."""

import argparse
import dataclasses
import json
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from mcu_desktop.cli_said import Said, refuse_unknown
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.recount_figures import recount_figures
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.figures import FIGURES, Asked, read_figure
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.big_figure import BigFigure
from mcu_desktop.rules.chart import Chart
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.periods import Period, month_of, said_period


def handle_figures(wanted: argparse.Namespace) -> Said:
    """List the names, print one, or count the kept summaries anew."""
    if wanted.list:
        names = {name: kind.title for name, kind in FIGURES.items()}
        return names, "\n".join(f"{name}\t{title}" for name, title in names.items())
    store = open_store(wanted.store)
    now = datetime.now(UTC)
    if wanted.recount:
        change = store.perform(lambda session: recount_figures(session, Task(), now=now, actor="Командная строка"))
        return {"recounted": True}, change.text
    if wanted.name is None:
        raise UserFacingError("Назовите показатель, например: mcu-desktop figures numbers. Все имена: --list.")
    block = wanted.block or ALL_BLOCKS
    with closing(store.open_reader()) as reader:
        if block not in {ALL_BLOCKS, UNMAPPED}:
            refuse_unknown(reader, "sector_blocks", block, "Блок")
        zone = read_zone(reader)
        period = _period(wanted, month_of(now.astimezone(zone).date()).before())
        found = read_figure(reader, wanted.name, Asked(period, block, now, zone, wanted.cut or ""))
    answer = {
        "name": wanted.name,
        "title": FIGURES[wanted.name].title,
        "from": period.first,
        "to": period.last,
        "figures": found,
    }
    return answer, f"{FIGURES[wanted.name].title}, {period.words()}\n{_words(found)}"


def _period(wanted: argparse.Namespace, usual: Period) -> Period:
    """Return the wanted days; one that is said alone is the whole of it, none is the last month."""
    first = wanted.period_from or wanted.period_to or usual.first
    last = wanted.period_to or wanted.period_from or usual.last
    return said_period(first, last, "Ничего не посчитано.")


def _words(found: Any) -> str:
    if isinstance(found, Chart):
        head = "\t".join(("", *(series.title for series in found.series)))
        rows = (
            "\t".join((label, *(found.value_words(series, place) for series in range(len(found.series)))))
            for place, label in enumerate(found.labels)
        )
        return "\n".join((head, *rows))
    if isinstance(found, tuple) and all(isinstance(one, BigFigure) for one in found):
        return "\n".join(f"{one.title}\t{one.number()}\t{one.change(one.before)}" for one in found)
    return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1, default=str)
