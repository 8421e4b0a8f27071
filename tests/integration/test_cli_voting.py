"""Votes from the command line, on a real server."""

from typing import cast

import pytest_asyncio

from board.snapshots.projection import Projection, all_zones
from client.cli.calls import NO_ACCESS, SERVER_SAID_NO
from client.sdk import Api
from tests.services.board_server import BoardServer, member
from tests.services.terminal import Terminal


@pytest_asyncio.fixture
async def board(api: Api) -> str:
    """A board with the areas Care and Pay, and no record yet."""
    return await api.create_board("To vote on", template="manualize", answers={"areas": ["Care", "Pay"]})


async def areas_of(api: Api, board: str) -> tuple[str, list[str]]:
    """The title of the zone with the areas, and their ids."""
    zones = all_zones(cast(Projection, await api.projection(board)))
    found = next(zone for zone in zones if zone["kind"] == "areas")
    return found["title"], [area["id"] for area in found["areas"]]


async def test_V1_a_vote_is_opened_shown_and_closed_from_the_terminal(terminal: Terminal, api: Api, board: str) -> None:
    assert "no votes" in (await terminal.done("votes", board)).err
    zone, [care, _] = await areas_of(api, board)
    vote = (await terminal.done("open-vote", board, zone, "--dots", "2")).line
    assert (await terminal.done("votes", board)).line.split()[:3] == [vote, "dots", "open"]
    put = (await terminal.done("put-dots", board, vote, "care")).out.splitlines()
    assert put[0].startswith(f"Dots on “{zone}”: open, 1 of ")
    assert [line.split() for line in put[1:]] == [["Yours"], ["1", care, "Care"]]
    assert (await terminal.done("close-vote", board, vote)).line.split() == ["1", care, "Care"]
    told = (await terminal.done("vote", board, vote)).out.splitlines()
    assert [told[0], *(line.split() for line in told[1:])] == [
        f"Dots on “{zone}”: closed, 1 voted",
        ["Result"],
        ["1", care, "Care"],
    ]


async def test_V1_a_vote_is_cancelled_from_the_terminal(terminal: Terminal, api: Api, board: str) -> None:
    zone, _ = await areas_of(api, board)
    vote = (await terminal.done("open-vote", board, zone)).line
    assert "without a result" in (await terminal.done("close-vote", board, vote, "--cancel")).err
    assert (await terminal.done("votes", board)).line.split()[2] == "cancelled"


async def test_V1_the_part_says_what_is_asked_and_what_does_not_fit_is_said(
    terminal: Terminal, api: Api, board: str
) -> None:
    zone, _ = await areas_of(api, board)
    said = (await terminal.run("open-vote", board, "Care")).failed(SERVER_SAID_NO)
    assert "Write the agreed record first" in said
    said = (await terminal.run("open-vote", board, zone, "--dots", "99")).failed(SERVER_SAID_NO)
    assert "dots: This must be at most" in said
    assert "no part “Nowhere”" in (await terminal.run("open-vote", board, "Nowhere")).failed(SERVER_SAID_NO)
    assert "no such vote" in (await terminal.run("vote", board, "nothing")).failed(SERVER_SAID_NO)


async def test_V1_who_does_not_facilitate_opens_no_vote(
    board_server: BoardServer, terminal: Terminal, api: Api, board: str
) -> None:
    zone, _ = await areas_of(api, board)
    async with member(board_server, api, board, "edit", "Ama") as ama:
        as_ama = {"MANUALBOARD_URL": board_server.url, "MANUALBOARD_TOKEN": ama.token}
        said = await terminal.run("open-vote", board, zone, **as_ama)
    assert "facilitate" in said.failed(NO_ACCESS)
