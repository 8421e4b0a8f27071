"""SIGKILL under ten writers: nothing that was called saved is lost, nothing is doubled (quality: the promise).

KILLS and SEED in the environment ask for more, or for a certain run; the seed of each run is printed.
"""

import asyncio
import random
import secrets
from pathlib import Path

import pytest

from tests.options import number
from tests.oracle import judge_log, judge_replicas
from tests.services.board_server import BoardServer, new_board, organiser
from tests.writers import Writer, all_settled, rows_of, seen_by_others, writers

WRITERS = 10
KILLS = number("KILLS", 20)
SEED = number("SEED", secrets.randbelow(2**32))


async def killed_at_work(server: BoardServer, people: list[Writer], saves: int) -> None:
    """Let everybody write; kill the server once `saves` waits for saved have ended."""
    saved = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(person.work(saved)) for person in people]
        for _ in range(saves):
            await saved.acquire()
        await server.kill()
        for task in tasks:
            task.cancel()


@pytest.mark.slow
async def test_S5_what_was_saved_survives_sigkill_at_any_moment(board_server: BoardServer) -> None:
    await judge_kills(board_server, KILLS)


@pytest.mark.slow
async def test_S5_what_was_saved_survives_sigkill_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    async with BoardServer(tmp_path, DATABASE_URL=postgres_url) as server:
        await judge_kills(server, KILLS // 4)


async def judge_kills(server: BoardServer, kills: int) -> None:
    """Kill the server `kills` times under ten writers; the oracle looks after each kill and at the end."""
    print(f"SEED={SEED} KILLS={kills}")
    dice = random.Random(SEED)
    async with organiser(server) as api:
        board = await new_board(api)
        epoch = (await api.board(board))["epoch"]
        async with writers([server], api, board, dice, WRITERS) as people:
            journals = [person.journal for person in people]
            for _ in range(kills):
                await killed_at_work(server, people, dice.randint(1, 60))
                judge_log(await rows_of(server.database, board, epoch), journals, seen_by_others(people))
                await server.restart()
            total = await all_settled(people)
            rows = await rows_of(server.database, board, epoch)
            judge_log(rows, journals, set())
            judge_replicas(rows, [person.remote.doc for person in people])
            print(f"{kills} kills, {total} edits, {len(rows)} rows, all found once")
