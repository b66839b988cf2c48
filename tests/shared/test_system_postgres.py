"""The PostgreSQL that a town installs from its system: what the tests' own newer one does, that one does, too."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from mcu_desktop.operations.keep_dumps import keep_dump
from mcu_desktop.operations.seal_journal import seal_journal
from mcu_desktop.queries.journal_check import check_journal
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.queries.store_check import check_shared_store
from mcu_desktop.store.store import Store
from tests.server import running_server
from tests.shared.conftest import ZONE, build_town

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda file: int(file.parts[-3]))


@pytest.mark.skipif(not _INSTALLED, reason="No PostgreSQL is installed from the system")
def test_a_town_lives_on_the_system_s_own_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running_server(programs=_INSTALLED[-1].parent) as server:
        town = build_town(server, "town")
        assert seal_journal(town.store("galkina")) is not None
        with closing(Store(town.owner.place).open_reader()) as reader:
            assert check_shared_store(reader) == []
            assert "Таблицы сходятся с журналом" in check_journal(reader, ())
        with closing(town.store("ermolenko").open_reader()) as reader:
            found = read_first_page(reader, QueueFilter(search="прошу"), now=datetime.now(UTC), zone=ZONE)
            assert {row.block for row in found} == {"Образование"}
        monkeypatch.setenv("PATH", str(_INSTALLED[-1].parent))
        assert keep_dump(town.owner, tmp_path, now=datetime.now(UTC), rotate=False)[0].cases == len(town.ids)
        with town.line("ermolenko") as line, pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(b"SELECT * FROM citizens")
