"""A server that is restarted under several writers loses nothing and doubles nothing."""

from benchmarks.restarts import write_under_restarts
from mcu_desktop.operations.seed_store import seed_store
from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from tests.server import running_server


def test_restarts_under_writers() -> None:
    with running_server() as server:  # its own: nobody else's tests shall be restarted
        Store(find_place(server.address("postgres"))).prepare(seed_store)
        done = write_under_restarts(server, "postgres", workers=3, restarts=2)
    assert done.told > 0
    assert (done.lost, done.doubled) == (0, 0)
