"""The SDK where something between lets a WebSocket open and then swallows its frames (SPEC W4)."""

import asyncio

import pytest

from client.sdk import lines, open_board
from client.sdk.lines import BY_HTTP_SECONDS, HttpLine, Lines, SocketLine
from tests.integration.test_sdk import note, sees
from tests.services.board_server import BoardServer, member, new_board, organiser
from tests.services.swallower import Way, swallower


class Time:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("ways", [("up",), ("down",), ("up", "down")], ids="-".join)
async def test_W4_a_mute_websocket_is_given_up_for_http_and_nothing_is_lost(
    board_server: BoardServer, monkeypatch: pytest.MonkeyPatch, ways: tuple[Way, ...]
) -> None:
    monkeypatch.setattr(lines, "MUTE_SECONDS", 0.2)
    async with organiser(board_server) as api, swallower(board_server.url, *ways) as proxy:
        board = await new_board(api, template=None)
        async with (
            member(board_server, api, board, "edit", "Ama") as ama,
            member(board_server, api, board, "edit", "Ben") as ben,
            open_board(proxy.url, board, token=ama.token) as behind,
            open_board(board_server.url, board, token=ben.token) as before,
        ):
            note(behind, "one", "Written behind it")
            await asyncio.wait_for(behind.saved(), 60)
            await sees(before, {"one": "Written behind it"})
            note(before, "two", "Written before it")
            await sees(behind, {"one": "Written behind it", "two": "Written before it"})
        assert proxy.opened == 1


async def test_W4_a_websocket_is_tried_again_later_and_at_once_when_http_does_not_work_either(
    board_server: BoardServer,
) -> None:
    time = Time()
    async with organiser(board_server) as api:
        board = await new_board(api, template=None)
        tried = Lines(f"{board_server.url}/sync/{board}", api.token or "", time)
        kinds = []
        for passed in (0.0, BY_HTTP_SECONDS - 1, 1.0):
            time.now += passed
            async with tried.open() as line:
                kinds.append(type(line))
            if passed == 0.0:
                tried._mute()
        assert kinds == [SocketLine, HttpLine, SocketLine]
    nowhere = Lines("http://127.0.0.1:9/sync/x", "token", time)
    nowhere._mute()
    with pytest.raises(lines.LineBroken):
        async with nowhere.open():
            pass
    assert nowhere._sockets_from == time.now


async def test_W4_a_websocket_that_answered_once_is_kept(board_server: BoardServer) -> None:
    async with organiser(board_server) as api:
        board = await new_board(api, template=None)
        async with (
            member(board_server, api, board, "edit", "Ama") as ama,
            open_board(board_server.url, board, token=ama.token) as opened,
        ):
            line = opened._line
            assert isinstance(line, SocketLine)
            line._give_up()
            note(opened, "one", "Still here")
            await asyncio.wait_for(opened.saved(), 60)
            assert opened._line is line
