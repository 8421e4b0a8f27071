"""SIGKILL under ten writers: nothing that was called saved is lost, nothing is doubled (quality: the promise).

Half of the kills come from outside at random moments, half at a named point of the server's work. KILLS and SEED in the
environment ask for more, or for a certain run; the seed of each run is printed.
"""

import asyncio
import random
import secrets
import signal
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from client.demo.server_process import ServerDidNotStart
from client.sdk import Api, RequestFailed, Unreachable, backoff
from tests.options import number
from tests.oracle import judge_log, judge_replicas
from tests.services.board_server import MortalServer, new_board, organiser
from tests.services.mortal_server import POINTS
from tests.writers import Writer, all_have, all_settled, at_work, rows_of, seen_by_others, writers

WRITERS = 10
KILLS = number("KILLS", 8)
SEED = number("SEED", secrets.randbelow(2**32))
AT_WORK = {name: point for name, point in POINTS.items() if point.port != "migration"}
MOST_SAVES = 60
"""Waits for saved before a kill from outside."""
PATIENCE_SECONDS = 120

LONGEST_AWAY = 0.5
"""Seconds after which the writers try again: they are to write, not to wait."""

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def impatient_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backoff, "LONGEST_SECONDS", LONGEST_AWAY)


class Chair:
    """A facilitator who launches a template now and then, and asks again for what was not answered."""

    def __init__(self, api: Api, board: str) -> None:
        self._api = api
        self._board = board
        self._asked = 0
        self._unanswered: list[str] = []

    async def launch(self) -> None:
        """Ask for one more launch, which the server may not live to answer."""
        self._asked += 1
        self._unanswered.append(f"launch-{self._asked}")
        await self.ask()

    async def ask(self) -> None:
        """Ask for every launch that was not answered yet."""
        for request_id in list(self._unanswered):
            body = {"template": "dis_integration_grid", "answers": {"issue": "A grid"}, "request_id": request_id}
            try:
                await self._api.post(f"/api/boards/{self._board}/launches", body)
            except Unreachable:
                return
            except RequestFailed as error:
                if error.status < 500:
                    raise
                return
            self._unanswered.remove(request_id)

    async def judge(self) -> None:
        """Every launch took effect once, in both documents (SPEC S7, T2)."""
        assert not self._unanswered
        phases = (await self._api.get(f"/api/boards/{self._board}/phases"))["launches"]
        shown = (await self._api.projection(self._board))["launches"]
        assert len(phases) == len(shown) == self._asked
        assert {row["launch"] for row in phases} == {launch["id"] for launch in shown}


async def killed_from_outside(server: MortalServer, saved: asyncio.Semaphore, saves: int) -> None:
    """Kill the server once `saves` waits for saved have ended."""
    for _ in range(saves):
        await saved.acquire()
    await server.kill()


def kinds_of_death(dice: random.Random) -> Iterator[str | None]:
    """Yield None, for a death from outside, and the points in turn, without end."""
    while True:
        for point in dice.sample(list(AT_WORK), len(AT_WORK)):
            yield from (None, point)


async def one_kill(
    server: MortalServer, people: list[Writer], chair: Chair, point: str | None, dice: random.Random
) -> None:
    """Start the server and let it be killed at work."""
    if point is None:
        await server.restart()
        async with at_work(people) as saved, asyncio.timeout(PATIENCE_SECONDS):
            await killed_from_outside(server, saved, dice.randint(1, MOST_SAVES))
        return
    call = dice.randint(1, AT_WORK[point].latest)
    print(f"dies {point}, call {call}")
    await server.restart_to_die(point, call)
    async with at_work(people), asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(chair.launch(), server.death())


async def judge_kills(server: MortalServer, kills: int) -> None:
    """Kill the server `kills` times under ten writers; the oracle looks after each kill and at the end."""
    print(f"SEED={SEED} KILLS={kills}")
    dice = random.Random(SEED)
    async with organiser(server) as api:
        board = await new_board(api, None)
        epoch = (await api.board(board))["epoch"]
        chair = Chair(api, board)
        async with writers([server], api, board, dice, WRITERS) as people:
            journals = [person.journal for person in people]
            for point in islice(kinds_of_death(dice), kills):
                await one_kill(server, people, chair, point, dice)
                judge_log(await rows_of(server.database, board, epoch), journals, seen_by_others(people))
            await server.start()
            total = await all_settled(people)
            await chair.ask()
            await chair.judge()
            rows = await rows_of(server.database, board, epoch)
            judge_log(rows, journals, set())
            await all_have(people, rows)
            judge_replicas(rows, [person.remote.doc for person in people])
            print(f"{kills} kills, {total} edits, {len(rows)} rows, all found once")


async def test_S5_what_was_saved_survives_sigkill_at_any_moment(tmp_path: Path) -> None:
    async with MortalServer(tmp_path) as server:
        await judge_kills(server, KILLS)


async def test_S5_what_was_saved_survives_sigkill_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    async with MortalServer(tmp_path, DATABASE_URL=postgres_url) as server:
        await judge_kills(server, max(1, KILLS // 2))


async def test_S5_who_dies_while_making_tables_makes_them_the_next_time(tmp_path: Path) -> None:
    point = "while tables are made"
    server = MortalServer(tmp_path)
    with pytest.raises(ServerDidNotStart):
        await server.restart_to_die(point, random.Random(SEED).randint(1, POINTS[point].latest))
    assert server.exit_code == -signal.SIGKILL
    async with server, organiser(server) as api:
        assert await new_board(api) in {board["id"] for board in await api.boards()}
