"""Two server processes on one PostgreSQL and one Valkey keep a board together; one is killed, the bus goes away."""

import asyncio
import contextlib
import random
import secrets
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pycrdt
import pytest
import pytest_asyncio

from board.content.document import BoardDocument
from board.edits import Place, add_card
from board.ids import DocumentName
from board.stage.comments import shown_revision
from client.sdk import Api, Denied, Programmes, RemoteBoard, open_board
from server.ports.log import Append, Committed, NewRow
from server.storage import open_storage
from tests.options import number
from tests.oracle import judge_log, judge_replicas
from tests.services.board_server import BoardServer, member, new_board, organiser
from tests.services.valkey import ValkeyServer
from tests.unit.rooms import Person
from tests.writers import Writer, all_settled, rows_of, seen_by_others, writers

WRITERS = 6
SEED = number("SEED", secrets.randbelow(2**32))

pytestmark = pytest.mark.slow


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def servers(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str, valkey_server: ValkeyServer
) -> AsyncIterator[list[BoardServer]]:
    """Two servers that share database, bus and data folder."""
    shared = tmp_path_factory.mktemp("shared")
    settings = {"DATABASE_URL": postgres_url, "REDIS_URL": valkey_server.url, "DATA_DIR": str(shared)}
    async with (
        BoardServer(tmp_path_factory.mktemp("one"), **settings) as one,
        BoardServer(tmp_path_factory.mktemp("two"), **settings) as two,
    ):
        yield [one, two]


async def at_work(people: list[Writer], saves: int) -> None:
    """Let everybody write until `saves` waits for saved have ended."""
    saved = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(person.work(saved)) for person in people]
        for _ in range(saves):
            await saved.acquire()
        for task in tasks:
            task.cancel()


async def test_S3_two_processes_write_one_log_and_every_replica_is_the_log(servers: list[BoardServer]) -> None:
    print(f"SEED={SEED}")
    dice = random.Random(SEED)
    async with organiser(servers[0]) as api:
        board = await new_board(api)
        epoch = (await api.board(board))["epoch"]
        async with writers(servers, api, board, dice, WRITERS) as people:
            journals = [person.journal for person in people]
            await at_work(people, 40)
            await servers[1].kill()
            judge_log(await rows_of(servers[0].database, board, epoch), journals, seen_by_others(people))
            await at_work([person for person in people if person.remote.connected], 20)
            await servers[1].restart()
            await at_work(people, 20)
            await all_settled(people)
            rows = await rows_of(servers[0].database, board, epoch)
            judge_log(rows, journals, set())
            judge_replicas(rows, [person.remote.doc for person in people])


async def test_S1_without_the_bus_edits_still_cross_by_way_of_the_log(
    servers: list[BoardServer], valkey_server: ValkeyServer
) -> None:
    dice = random.Random(SEED)
    async with organiser(servers[0]) as api:
        board = await new_board(api)
        epoch = (await api.board(board))["epoch"]
        async with writers(servers, api, board, dice, 2) as people:
            await at_work(people, 4)
            valkey_server.stop()
            try:
                await at_work(people, 10)
                await all_settled(people)
            finally:
                valkey_server.start()
            await at_work(people, 10)
            await all_settled(people)
            rows = await rows_of(servers[0].database, board, epoch)
            judge_log(rows, [person.journal for person in people], set())
            judge_replicas(rows, [person.remote.doc for person in people])


async def test_G15_people_write_on_while_the_programme_of_their_board_is_taken_out_on_the_other_server(
    servers: list[BoardServer],
) -> None:
    dice = random.Random(SEED)
    async with organiser(servers[0]) as api, organiser(servers[1], "Olu") as olu:
        board, here, there = await new_board(api), Programmes(api), Programmes(olu)
        epoch = (await api.board(board))["epoch"]
        programme = secrets.token_hex(6)
        await here.import_document(
            {
                "programme": {"id": programme, "title": "Start for Life"},
                "groups": [{"id": "set", "kind": "leadership", "number": 1, "title": "Leaders"}],
                "sessions": [{"id": "s1", "group": "set", "number": 1, "date": "2026-03-12"}],
            }
        )
        await here.place_board(programme, "s1", board)
        async with writers(servers, api, board, dice, 4) as people:
            await at_work(people, 4)
            seen = await here.extent(programme)
            await asyncio.gather(at_work(people, 20), there.remove(programme, seen["title"], seen["extent"]))
            await all_settled(people)
            rows = await rows_of(servers[0].database, board, epoch)
            judge_log(rows, [person.journal for person in people], set())
            judge_replicas(rows, [person.remote.doc for person in people])
        assert await here.session_of(board) is None
        assert programme not in [each["id"] for each in await here.list()]


async def test_S8_a_row_of_which_nobody_was_told_is_found(servers: list[BoardServer]) -> None:
    """Its process died between the commit and the news of it, and nobody writes after that."""
    async with organiser(servers[0]) as api:
        board = await new_board(api)
        name = DocumentName.parse((await api.board(board))["content"])
        async with open_board(servers[0].url, board, token=api.token) as here:
            storage = await open_storage(servers[0].database)
            last = (await storage.log.last_seqs([name]))[name]
            row = NewRow(Person("ann").edit("last-words", "written by a process that died"), None)
            assert await storage.log.append([Append(name, last, [row])]) == [Committed(last + 1)]
            await storage.close()
            await here.until(lambda: "last-words" in here.doc.get("cards", type=pycrdt.Map))


async def test_C6_a_comment_by_one_server_is_told_to_the_pages_of_the_other(servers: list[BoardServer]) -> None:
    async with organiser(servers[0]) as api:
        board = await new_board(api)
        zone = (await api.projection(board))["launches"][0]["zones"][0]["id"]
        async with (
            Api(servers[1].url, token=api.token) as there,
            open_board(servers[1].url, board, token=api.token) as page,
        ):
            thread = await api.begin_thread(board, "zones", zone, "Why?")
            await asyncio.wait_for(page.until(lambda: shown_revision(page.stage.doc) == thread["revision"]), 60)
            assert (await there.threads(board))["threads"] == [thread]


async def test_I1_presence_and_I5_revocation_cross_processes(servers: list[BoardServer]) -> None:
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(organiser(servers[0]))
        board = await new_board(api)
        ann = await stack.enter_async_context(member(servers[1], api, board, "edit", "Ann"))
        here = await stack.enter_async_context(open_board(servers[0].url, board, token=api.token))
        with pytest.raises(Denied, match="no longer"):
            await open_until_revoked(servers[1], ann, here, api, board)
        await here.until(lambda: here.peers == [])


async def test_I5_a_link_withdrawn_while_the_bus_is_away_still_ends_sessions_elsewhere(
    servers: list[BoardServer], valkey_server: ValkeyServer
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(organiser(servers[0]))
        board = await new_board(api)
        ann = await stack.enter_async_context(member(servers[1], api, board, "edit", "Ann"))
        valkey_server.stop()
        try:
            with pytest.raises(Denied, match="no longer"):
                await alone_until_revoked(servers[1], ann, api, board)
        finally:
            valkey_server.start()


async def alone_until_revoked(server: BoardServer, ann: Api, api: Api, board: str) -> None:
    """Let Ann open the board and lose her link."""
    async with open_board(server.url, board, token=ann.token) as there:
        listed = await api.invitations(board)
        await api.revoke(board, next(each["id"] for each in listed if each["role"] == "edit"))
        await there.until(lambda: False)


async def open_until_revoked(server: BoardServer, ann: Api, here: RemoteBoard, api: Api, board: str) -> None:
    """Let Ann open the board, be seen by `here`, and lose her link."""
    async with open_board(server.url, board, token=ann.token) as there:
        there.show(cursor=[3, 4])
        await here.until(lambda: [peer["user"]["name"] for peer in here.peers] == ["Ann"])
        listed = await api.invitations(board)
        await api.revoke(board, next(each["id"] for each in listed if each["role"] == "edit"))
        await there.until(lambda: False)


def has_cards(remote: RemoteBoard, count: int) -> bool:
    return BoardDocument(remote.doc).count("cards") == count


async def test_P10_on_two_servers_cards_are_signed_until_their_activity_falls_silent(
    servers: list[BoardServer],
) -> None:
    """Two people make cards on a server each, while a facilitator asks one of the two to name nobody any more."""
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(organiser(servers[0]))
        board = await api.create_board("Who waits", template="manualize", answers={})
        [launch] = (await api.projection(board))["launches"]
        path = f"/api/boards/{board}/launches/{launch['id']}/attribution"
        await api._request("PUT", path, {"attribution": "name"})
        zone = next(each["id"] for each in launch["zones"] if each["kind"] == "list")
        names, remotes = (f"Ann{secrets.token_hex(6)}", f"Ben{secrets.token_hex(6)}"), []
        for server, name in zip(servers, names, strict=True):
            person = await stack.enter_async_context(member(server, api, board, "edit", name))
            remotes.append(await stack.enter_async_context(open_board(server.url, board, token=person.token)))
            await remotes[-1].until(lambda: BoardDocument(remotes[-1].doc).has("zones", zone))

        async def make_cards(remote: RemoteBoard) -> None:
            for _ in range(20):
                key = secrets.token_hex(6)
                add_card(BoardDocument(remote.doc), key, "note", Place(zone), text="We wait", told="name")
                await remote.saved()

        async with asyncio.TaskGroup() as group:
            for remote in remotes:
                group.create_task(make_cards(remote))
            await remotes[0].until(lambda: str(remotes[0].doc.get("cards", type=pycrdt.Map)).count(names[1]) > 3)
            await api._request("PUT", path, {"attribution": "none"})
        rows = await rows_of(servers[0].database, board, (await api.board(board))["epoch"])
        for each in remotes:
            await each.until(partial(has_cards, each, 40))
        replayed: pycrdt.Doc[Any] = pycrdt.Doc()
        signed: set[str] = set()
        for row in rows:
            replayed.apply_update(row.update)
            now = BoardDocument(replayed).read()
            named = {card.by for card in now.cards.values()} - {None}
            assert named <= set(names)
            assert not named or now.launches[launch["id"]].attribution == "name"
            signed |= {card.id for card in now.cards.values() if card.by is not None}
        assert len(signed) > 3
        assert not any(name.encode() in replayed.get_update() for name in names)
        judge_replicas(rows, [remote.doc for remote in remotes])
