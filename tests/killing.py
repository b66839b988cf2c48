"""Killing a piece of work at each of its steps: a forked child ends itself by SIGKILL before the k-th of them."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

Step = tuple[Any, str]  # whose function counts as a step: owner, name


def killed_at_each_step(work: Callable[[], object], steps: tuple[Step, ...] = (), every: int = 1) -> Iterator[int]:
    """Run the work again and again, each time killed one step (or `every` steps) later, until it ends by itself.

    Renaming, removing and opening files for writing are always steps; the caller looks after each kill at what is left.
    """
    for number in count(1, every):
        child = os.fork()
        if child == 0:
            _run_and_die(work, steps, number)
        _child, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, "The work itself has failed"
            assert number > 1, "The work has no steps"
            return
        assert os.WTERMSIG(status) == signal.SIGKILL
        yield number


def _run_and_die(work: Callable[[], object], steps: tuple[Step, ...], last: int) -> None:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, given: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(given[2], int) and bool(given[2] & (os.O_WRONLY | os.O_RDWR))
        if writes or event in {"os.rename", "os.remove"}:
            step()

    code = 1
    try:
        for owner, name in (*steps, (os, "fsync")):
            setattr(owner, name, _stepping(getattr(owner, name), step))
        sys.addaudithook(audited)
        work()
        code = 0
    finally:
        os._exit(code)


def _stepping(function: Callable[..., Any], step: Callable[[], None]) -> Callable[..., Any]:
    def run(*given: Any, **named: Any) -> Any:
        step()
        return function(*given, **named)

    return run
