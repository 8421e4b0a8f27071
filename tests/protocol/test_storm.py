"""Everybody comes back at once to a large board: all get all of it, and whoever is at work goes on.

CLIENTS says how many come; the board has half as many cards again (1,000 clients and 1,500 cards: `make torture`).
"""

import random
import secrets
from typing import Any

import pycrdt
import pytest

from board.wire import codec
from client.sdk import RemoteBoard
from tests.bench.clients import Client, Target, connected
from tests.bench.edits import content_of
from tests.options import number
from tests.oracle import judge_log, judge_replicas
from tests.services.board_server import BoardServer, new_board, organiser
from tests.writers import Writer, all_have, all_settled, at_work, rows_of, writers

CLIENTS = number("CLIENTS", 40)
SEED = number("SEED", secrets.randbelow(2**32))

pytestmark = pytest.mark.slow


async def fill(remote: RemoteBoard, cards: int) -> None:
    """Put cards on the board, in edits of its own."""
    for update in content_of(cards).slices:
        remote.doc.apply_update(update)
    await remote.saved()


def shown(client: Client) -> set[str]:
    """Return the ids of the cards in the state that a client was sent."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    for _, message in client.messages():
        if isinstance(message, codec.SyncStep2):
            doc.apply_update(message.update)
    return set(doc.get("cards", type=pycrdt.Map).keys())


async def storm(target: Target, people: list[Writer]) -> list[Client]:
    """Let all come at once and have the document, while people work; whoever works is answered meanwhile."""
    async with at_work(people) as saved, connected(target, CLIENTS) as clients:
        answered = saved._value
        print(f"{CLIENTS} clients came; {answered} answers to those at work meanwhile")
        assert answered > 0
        return clients


async def test_S6_all_come_back_at_once_and_nobody_at_work_is_disturbed(board_server: BoardServer) -> None:
    print(f"SEED={SEED} CLIENTS={CLIENTS}")
    async with organiser(board_server) as api:
        board = await new_board(api, None)
        facts = await api.board(board)
        url = board_server.url.replace("http", "ws", 1)
        target = Target(f"{url}/sync", facts["content"], (api.token,))
        async with writers([board_server], api, board, random.Random(SEED), 2) as people:
            await fill(people[0].remote, CLIENTS * 3 // 2)
            clients = await storm(target, people)
            assert [person.remote.connections for person in people] == [1, 1]
            await all_settled(people)
            rows = await rows_of(board_server.database, board, facts["epoch"])
            judge_log(rows, [person.journal for person in people], set())
            await all_have(people, rows)
            judge_replicas(rows, [person.remote.doc for person in people])
    cards = {f"card{position}" for position in range(CLIENTS * 3 // 2)}
    assert all(cards <= shown(client) for client in clients)
    assert "Traceback" not in board_server.log
