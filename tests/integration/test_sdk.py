"""The SDK on a real server: live boards that agree, an honest "saved", and what happens when things go wrong."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pycrdt
import pytest
import pytest_asyncio

from board.content.document import BoardDocument
from board.edits import add_card, set_card_text, set_purpose
from board.edits.places import Place
from client.sdk import Api, Denied, EditRefused, RemoteBoard, RequestFailed, Unreachable, open_board, remote
from tests.services.board_server import BoardServer, member, new_board, organiser

T = TypeVar("T")
PATIENCE = 60


@pytest_asyncio.fixture(loop_scope="session")
async def board(api: Api) -> str:
    return await new_board(api, template=None)


@asynccontextmanager
async def live(
    server: BoardServer, api: Api, board: str, role: str = "edit", name: str = "Writer"
) -> AsyncIterator[RemoteBoard]:
    async with (
        member(server, api, board, role, name) as joined,
        open_board(server.url, board, token=joined.token) as opened,
    ):
        yield opened


async def soon(waiting: Awaitable[T]) -> T:
    return await asyncio.wait_for(waiting, PATIENCE)


def note(opened: RemoteBoard, key: str, text: str) -> None:
    add_card(BoardDocument(opened.doc), key, "note", Place(None), text=text, pos=(0, 0))


def texts(opened: RemoteBoard) -> dict[str, str]:
    return {key: card.text for key, card in BoardDocument(opened.doc).read().cards.items()}


async def sees(opened: RemoteBoard, wanted: dict[str, str]) -> None:
    await soon(opened.until(lambda: texts(opened) == wanted))


async def shows_purpose(opened: RemoteBoard, wanted: str) -> None:
    await soon(opened.until(lambda: BoardDocument(opened.doc).meta().purpose == wanted))


async def test_two_boards_converge(board_server: BoardServer, api: Api, board: str) -> None:
    async with live(board_server, api, board) as one, live(board_server, api, board, name="Other") as two:
        note(one, "a", "from one")
        note(two, "b", "from two 👋🏽")
        await sees(one, {"a": "from one", "b": "from two 👋🏽"})
        await sees(two, {"a": "from one", "b": "from two 👋🏽"})


async def test_two_write_in_one_text_at_once(board_server: BoardServer, api: Api, board: str) -> None:
    async with live(board_server, api, board) as one, live(board_server, api, board, name="Other") as two:
        set_purpose(BoardDocument(one.doc), "middle")
        await shows_purpose(two, "middle")
        set_purpose(BoardDocument(one.doc), "before middle")
        set_purpose(BoardDocument(two.doc), "middle after")
        for opened in (one, two):
            await shows_purpose(opened, "before middle after")


async def test_I1_presence_shows_the_name_that_the_server_knows(
    board_server: BoardServer, api: Api, board: str
) -> None:
    async with live(board_server, api, board, name="Ada") as one, live(board_server, api, board, name="Bo") as two:
        one.show(editing="a", user={"name": "Somebody else"})
        await soon(two.until(lambda: any(peer.get("editing") == "a" for peer in two.peers)))
        assert [peer["user"]["name"] for peer in two.peers] == ["Ada"]


async def test_presence_goes_with_its_owner(board_server: BoardServer, api: Api, board: str) -> None:
    async with live(board_server, api, board, name="Stays") as stays:
        async with live(board_server, api, board, name="Goes") as goes:
            goes.show(cursor=[1, 2])
            await soon(stays.until(lambda: len(stays.peers) == 1))
        await soon(stays.until(lambda: stays.peers == []))


async def test_S1_saved_means_that_a_newcomer_gets_it(board_server: BoardServer, api: Api, board: str) -> None:
    async with live(board_server, api, board) as one:
        note(one, "a", "kept")
        assert not one.is_saved
        await soon(one.saved())
        async with live(board_server, api, board, name="Newcomer") as newcomer:
            assert texts(newcomer) == {"a": "kept"}


async def test_leaving_the_block_saves(board_server: BoardServer, api: Api, board: str) -> None:
    async with live(board_server, api, board) as one:
        note(one, "a", "just before leaving")
    async with live(board_server, api, board, name="Reader") as reader:
        assert texts(reader) == {"a": "just before leaving"}


async def test_an_error_in_the_block_comes_through(board_server: BoardServer, api: Api, board: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with live(board_server, api, board):
            raise ZeroDivisionError


async def test_S5_a_killed_server_loses_and_doubles_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    async with BoardServer(tmp_path_factory.mktemp("killed")) as server, organiser(server) as api:
        board = await new_board(api, template=None)
        async with live(server, api, board) as one, live(server, api, board, name="Other") as two:
            note(one, "a", "before")
            await soon(one.saved())
            await server.kill()
            await soon(one.until(lambda: not one.connected))
            note(one, "b", "while it is away")
            set_card_text(BoardDocument(one.doc), "a", "before, changed")
            assert not one.is_saved
            await server.start()
            await soon(one.saved())
            wanted = {"a": "before, changed", "b": "while it is away"}
            assert one.connections == 2
            await sees(one, wanted)
            await sees(two, wanted)


async def test_I2_a_viewers_edit_is_refused_and_kept_here(board_server: BoardServer, api: Api, board: str) -> None:
    async with live(board_server, api, board) as editor:
        with pytest.raises(EditRefused) as leaving:  # noqa: PT012  the end of the block raises it
            async with live(board_server, api, board, role="view", name="Viewer") as viewer:
                note(viewer, "mine", "not for me to write")
                with pytest.raises(EditRefused, match="look at this board, but not change it") as refused:
                    await soon(viewer.saved())
                assert refused.value.code == "rights"
                assert texts(viewer) == {"mine": "not for me to write"}
                note(editor, "theirs", "still heard")
                await soon(viewer.until(lambda: "theirs" in texts(viewer)))
        assert leaving.value.code == "rights"
        assert texts(editor) == {"theirs": "still heard"}


async def test_I2_a_viewer_who_only_reads_has_nothing_unsaved(board_server: BoardServer, api: Api, board: str) -> None:
    async with live(board_server, api, board, role="view", name="Viewer") as viewer:
        await soon(viewer.saved())


async def test_a_refused_edit_is_told_with_its_reason(board_server: BoardServer, api: Api, board: str) -> None:
    with pytest.raises(EditRefused):  # noqa: PT012  the end of the block raises it
        async with live(board_server, api, board) as one:
            one.doc.get("somewhere", type=pycrdt.Map)["else"] = "entirely"
            with pytest.raises(EditRefused) as refused:
                await soon(one.saved())
            assert refused.value.code == "schema"
            assert str(refused.value).endswith((".", "?"))
            assert one.doc.get("somewhere", type=pycrdt.Map)["else"] == "entirely"


async def test_A2_an_edit_over_the_limit_is_refused_not_lost(board_server: BoardServer, api: Api, board: str) -> None:
    with pytest.raises(EditRefused):  # noqa: PT012  the end of the block raises it
        async with live(board_server, api, board) as one:
            one.doc.get("meta", type=pycrdt.Map)["title"] = "x" * 10_000
            with pytest.raises(EditRefused):
                await soon(one.saved())
            assert one.doc.get("meta", type=pycrdt.Map)["title"] == "x" * 10_000


async def test_I5_a_withdrawn_invitation_ends_the_session_with_words(
    board_server: BoardServer, api: Api, board: str
) -> None:
    invited = await api.post(f"/api/boards/{board}/invitations", {"role": "edit"})
    async with Api(board_server.url) as joined:
        await joined.join(invited["url"].partition("#")[2], "Guest")
        with pytest.raises(Denied) as leaving:  # noqa: PT012  the end of the block raises it
            async with open_board(board_server.url, board, token=joined.token) as opened:
                await api.revoke(board, invited["id"])
                await soon(opened.until(lambda: False))
    assert leaving.value.reason == "not-a-member"
    assert "Ask the facilitator" in str(leaving.value)


async def test_a_board_of_others_is_denied_before_anything_opens(
    board_server: BoardServer, api: Api, board: str
) -> None:
    other = await new_board(api, template=None)
    async with member(board_server, api, board, "edit", "Stranger") as stranger:
        with pytest.raises(RequestFailed) as failed:
            async with open_board(board_server.url, other, token=stranger.token):
                raise AssertionError("it opened")
    assert failed.value.status == 404
    assert failed.value.detail


async def test_an_unknown_token_is_denied(board_server: BoardServer, board: str) -> None:
    with pytest.raises(RequestFailed) as failed:
        async with open_board(board_server.url, board, token="made-up"):
            raise AssertionError("it opened")
    assert failed.value.status == 401


async def test_the_socket_itself_denies_too(board_server: BoardServer, api: Api, board: str) -> None:
    facts = await api.board(board)
    opened = RemoteBoard(board_server.url, "made-up", facts["content"], facts["stage"])
    running = asyncio.create_task(opened.run())
    with pytest.raises(Denied, match="Join again with the link"):
        await soon(opened.until(lambda: opened.content.loaded))
    await soon(running)


async def test_E1_an_old_epoch_is_denied(board_server: BoardServer, api: Api, board: str) -> None:
    facts = await api.board(board)
    old = facts["content"].replace(f".{facts['epoch']}/", ".0ld/")
    opened = RemoteBoard(board_server.url, api.token, old, facts["stage"])
    running = asyncio.create_task(opened.run())
    with pytest.raises(Denied) as denied:
        await soon(opened.until(lambda: opened.content.loaded))
    assert denied.value.reason == "stale-epoch"
    await soon(running)


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="could not be reached"):
        async with open_board("http://127.0.0.1:1", "abcd1234", token="x"):
            raise AssertionError("it opened")


async def test_an_edit_storm_past_the_queue_arrives_whole(
    board_server: BoardServer, api: Api, board: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "MAX_OUTGOING_FRAMES", 20)
    async with live(board_server, api, board) as one, live(board_server, api, board, name="Other") as two:
        for place in range(100):
            note(one, f"n{place}", str(place))
        await soon(one.saved())
        await sees(two, {f"n{place}": str(place) for place in range(100)})
        assert one.connections > 1


async def test_a_broken_answer_of_the_server_ends_with_words() -> None:
    async def garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(garbage, "127.0.0.1", 0)
    port: Any = server.sockets[0].getsockname()[1]
    async with server, Api(f"http://127.0.0.1:{port}", token="x") as api:
        with pytest.raises(Unreachable, match="does not answer as a board server"):
            await api.boards()


async def test_F9_hands_stand_in_the_order_of_raising_and_a_facilitator_asks_for_one_to_be_lowered(
    board_server: BoardServer, api: Api, board: str
):
    async with (
        live(board_server, api, board, name="Ama") as ama,
        live(board_server, api, board, name="Ben") as ben,
        live(board_server, api, board, role="facilitate", name="Faye") as faye,
    ):
        ben.raise_hand()
        await soon(faye.until(lambda: faye.hands == ["Ben"]))
        ama.raise_hand()
        await soon(faye.until(lambda: faye.hands == ["Ben", "Ama"]))
        ama.show(lowers=[ben.doc.client_id], hand=True)
        faye.show(lowers=[ama.doc.client_id])
        await soon(ama.until(lambda: ama.asked_to_lower))
        ama.lower_hand()
        await soon(faye.until(lambda: faye.hands == ["Ben"]))
        assert not ben.asked_to_lower
