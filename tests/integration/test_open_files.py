"""A server takes as many open files as it may have: each socket is one."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.open_files import OPEN_FILES, allow_many
from tests.services.board_server import BoardServer

FEW = 512


@contextmanager
def few_open_files() -> Iterator[int]:
    """What is started in the block may have few files open, and as many as it asks for; yields how many that are."""
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, most))
    try:
        yield OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


async def test_I7_a_server_that_is_started_with_few_open_files_has_room_for_many_sockets(tmp_path: Path) -> None:
    with few_open_files() as wanted:
        async with BoardServer(tmp_path) as server:
            assert server.pid is not None
            allowed, _ = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
    assert FEW < allowed == wanted


def test_I7_where_the_system_refuses_more_the_server_goes_on_with_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(what: int, limits: tuple[int, int]) -> None:
        raise ValueError("current limit exceeds maximum limit")

    with few_open_files():
        with monkeypatch.context() as patched:
            patched.setattr(resource, "setrlimit", refuse)
            allow_many()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == FEW
