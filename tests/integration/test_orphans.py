"""A server that is killed leaves no worker process behind."""

import os
import select
from pathlib import Path

from tests.services.board_server import BoardServer, new_board, organiser

EXIT_MILLISECONDS = 60_000
"""How long to wait for an exit that never comes, before the test fails."""


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def test_the_worker_ends_with_its_server(tmp_path: Path) -> None:
    async with BoardServer(tmp_path) as server, organiser(server) as api:
        await api.snapshot(await new_board(api))
        assert server.pid is not None
        workers = [os.pidfd_open(child) for child in children(server.pid)]
        assert workers
        os.kill(server.pid, 9)
        for worker in workers:
            exits = select.poll()
            exits.register(worker, select.POLLIN)
            assert exits.poll(EXIT_MILLISECONDS)
            os.close(worker)
