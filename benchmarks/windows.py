"""Start-up and memory: the program's window beside a bare one, each a process of its own."""

import os
import subprocess
import sys
from statistics import median
from time import perf_counter

from benchmarks.measuring import PAIRS, Measured
from benchmarks.stores import store_of

Stamps = dict[str, float]
_KILOBYTES = 1024


def measure_startup(cases: int, wanted: str | None) -> list[Measured]:
    """Measure process start to the frame and to the painted queue."""
    store = store_of(cases, wanted)
    pairs = _in_pairs(store)
    lines = []
    for name, word in (("startup", "painted"), ("startup_frame", "frame")):
        ours, floor = (median(stamps[word] for stamps in side) for side in zip(*pairs, strict=True))
        # The frame is compared with the bare painted page: both are «there is something to look at».
        floor = median(pair[1]["painted"] for pair in pairs) if word == "frame" else floor
        lines.append(Measured(name, cases, ours, floor, "s"))
    return lines


def measure_memory(cases: int, wanted: str | None) -> list[Measured]:
    """Measure the memory of the open window, when all is read."""
    pairs = _in_pairs(store_of(cases, wanted), pairs=3)
    ours, floor = (median(stamps["kilobytes"] for stamps in side) / _KILOBYTES for side in zip(*pairs, strict=True))
    return [Measured("memory", cases, ours, floor, "MB")]


def _in_pairs(store: str, pairs: int = PAIRS) -> list[tuple[Stamps, Stamps]]:
    modules = ("benchmarks.our_window", "benchmarks.bare_window")
    for module in modules:
        _watch(module, store)
    return [(_watch(modules[0], store), _watch(modules[1], store)) for _ in range(pairs)]


def _watch(module: str, store: str) -> Stamps:
    """Start a window and stamp each word it says with the seconds since its start."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled: the first run sees to it
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    started = perf_counter()
    stamps: Stamps = {}
    with subprocess.Popen(
        [sys.executable, "-m", module, store], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            word = line.strip()
            if word.isdigit():
                stamps["kilobytes"] = float(word)
            else:
                stamps[word] = perf_counter() - started
    if child.returncode != 0 or "painted" not in stamps:
        raise RuntimeError(f"{module} ended with {child.returncode} after {sorted(stamps)}")
    return stamps
