"""The command line of the benchmarks."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.far_deeds import measure_far_deeds
from benchmarks.figure_pages import measure_figure_pages
from benchmarks.figures import measure_dashboard, measure_summaries
from benchmarks.intake import measure_intake
from benchmarks.journal import measure_journal
from benchmarks.measuring import Measured
from benchmarks.notify import measure_notify
from benchmarks.reads import measure_card, measure_first_page, measure_search
from benchmarks.reports import measure_report
from benchmarks.rights import measure_rights
from benchmarks.scroll import measure_scroll
from benchmarks.terms import measure_alerts, measure_recount
from benchmarks.turns import measure_turns
from benchmarks.wall_soak import measure_wall_soak
from benchmarks.windows import measure_memory, measure_startup

_MILLION = 1_000_000
# Name → what measures it, and the numbers of cases it is measured at.
_KNOWN: dict[str, tuple[Callable[[int, str | None], list[Measured]], tuple[int, ...]]] = {
    "startup": (measure_startup, (1_000, _MILLION)),
    "first_page": (measure_first_page, (_MILLION,)),
    "search": (measure_search, (_MILLION,)),
    "scroll": (measure_scroll, (_MILLION,)),
    "turns": (measure_turns, (_MILLION,)),
    "card": (measure_card, (_MILLION,)),
    "intake": (measure_intake, (10_000,)),
    "journal": (measure_journal, (20_000,)),
    "rls": (measure_rights, (_MILLION,)),
    "memory": (measure_memory, (_MILLION,)),
    "alerts": (measure_alerts, (_MILLION,)),
    "dashboard": (measure_dashboard, (_MILLION,)),
    "figure_pages": (measure_figure_pages, (_MILLION,)),
    "summaries": (measure_summaries, (_MILLION,)),
    "recount": (measure_recount, (100_000,)),
    "wall_soak": (measure_wall_soak, (86_400,)),  # refreshes: thirty days of them
    "notify": (measure_notify, (500,)),
    "far_deeds": (measure_far_deeds, (54,)),
    "report": (measure_report, (1_000,)),
}


def main() -> None:
    """Print a line, or a JSON object, for each figure."""
    parser = argparse.ArgumentParser("benchmarks", description="Measure one thing by its name, or all.")
    parser.add_argument("name", nargs="?", choices=sorted(_KNOWN))
    parser.add_argument("--cases", type=int, help="another number of cases than the usual")
    parser.add_argument("--store", type=lambda text: str(Path(text).absolute()), help="a store to measure as it is")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if not wanted.json:
        print(f"{'':<34} {'cases':>9} {'ours':>10} {'floor':>10}     {'ratio':>6}")
    for name in [wanted.name] if wanted.name else _KNOWN:
        measure, usual = _KNOWN[name]
        for cases in (wanted.cases,) if wanted.cases else usual:
            for measured in measure(cases, wanted.store):
                print(json.dumps(measured.as_json()) if wanted.json else measured.as_line(), flush=True)
