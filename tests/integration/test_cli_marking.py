"""Private marks from the command line, on a real server, and what is kept out of a shell's history there."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest_asyncio

from client.cli.calls import NO_ACCESS, SERVER_SAID_NO, USAGE
from client.sdk import Api
from tests.services.board_server import BoardServer, member, new_board
from tests.services.terminal import Terminal


@dataclass(frozen=True)
class Round:
    """A round of marks that is open: its board, its vote, and the titles of its scales."""

    board: str
    vote: str
    scales: Mapping[str, list[str]]


async def opened(api: Api, terminal: Terminal, template: str) -> Round:
    board = await new_board(api, template)
    launch = (await api.projection(board))["launches"][0]
    vote = (await terminal.done("open-vote", board, launch["id"])).line
    scales = {zone["id"]: [lane["id"] for lane in zone["lanes"]] for zone in launch["zones"] if zone["kind"] == "scale"}
    return Round(board, vote, scales)


@pytest_asyncio.fixture
async def heat(api: Api, terminal: Terminal) -> Round:
    """The emotional thermometer, with one scale."""
    return await opened(api, terminal, "emotional_thermometer")


@pytest_asyncio.fixture
async def wheel(api: Api, terminal: Terminal) -> Round:
    """The AMBIT wheel, with four scales."""
    return await opened(api, terminal, "ambit_wheel")


async def marks(api: Api, made: Round) -> Any:
    """What one has marked oneself."""
    return (await api.vote(made.board, made.vote))["marks"]


async def test_V9_a_step_is_read_from_standard_input_and_never_printed(
    board_server: BoardServer, terminal: Terminal, api: Api, heat: Round
) -> None:
    async with member(board_server, api, heat.board, "edit", "Ama") as ama:
        as_ama = {"MANUALBOARD_URL": board_server.url, "MANUALBOARD_TOKEN": ama.token}
        [(zone, steps)] = heat.scales.items()
        said = await terminal.run("mark", heat.board, heat.vote, typed="5\n", **as_ama)
        assert (said.code, said.out) == (0, "")
        assert "1 of 1 have marked" in said.err
        assert said.err.count("Flooded") == 1, "the list of steps has it, and nothing repeats it"
        assert await marks(ama, heat) == {zone: steps[4]}
        told = (await terminal.run("vote", heat.board, heat.vote, **as_ama)).out
        assert "You have marked 1 of them" in told
        assert "Flooded" not in told
        await terminal.run("mark", heat.board, heat.vote, typed="able to think about minds\n", **as_ama)
        assert await marks(ama, heat) == {zone: steps[2]}
        withdrawn = await terminal.run("mark", heat.board, heat.vote, "--withdraw", **as_ama)
        assert "You have no marks now" in withdrawn.err
        assert await marks(ama, heat) == {}


async def test_V9_an_empty_line_leaves_a_scale_as_it_is(terminal: Terminal, wheel: Round, api: Api) -> None:
    async def typed(*lines: str) -> str:
        return (await terminal.done("mark", wheel.board, wheel.vote, typed="".join(f"{each}\n" for each in lines))).err

    assert "You have marked nothing" in await typed("", "", "", "")
    await typed("1", "", "3", "")
    await typed("", "2", "", "")
    told = (await terminal.done("vote", wheel.board, wheel.vote)).out
    assert "You have marked 3 of them" in told


async def test_V9_what_is_no_step_is_refused_without_being_said_again_and_nothing_is_marked(
    terminal: Terminal, heat: Round, api: Api
) -> None:
    for typed in ("canary\n", "0\n", "6\n", "-1\n", "٣\n"):
        said = await terminal.run("mark", heat.board, heat.vote, typed=typed)
        assert said.code == SERVER_SAID_NO
        assert "say a number from 1 to 5" in said.err
        assert "canary" not in said.err
    assert "You have not marked them" in (await terminal.done("vote", heat.board, heat.vote)).out


async def test_V9_input_that_ends_or_is_no_text_marks_nothing(terminal: Terminal, wheel: Round) -> None:
    said = await terminal.run("mark", wheel.board, wheel.vote, typed="1\n")
    assert said.code == SERVER_SAID_NO
    assert "Standard input has ended" in said.err
    process = await terminal.start("mark", wheel.board, wheel.vote)
    _, err = await asyncio.wait_for(process.communicate(b"\xff\xfe\n"), 60)
    assert process.returncode == SERVER_SAID_NO
    assert b"no text in UTF-8" in err
    assert "not marked" in (await terminal.done("vote", wheel.board, wheel.vote)).out


async def test_V6_marks_are_for_an_open_round_of_scales_and_for_who_may_edit(
    board_server: BoardServer, terminal: Terminal, api: Api, heat: Round
) -> None:
    async with member(board_server, api, heat.board, "view", "Vi") as vi:
        as_vi = {"MANUALBOARD_URL": board_server.url, "MANUALBOARD_TOKEN": vi.token}
        said = await terminal.run("mark", heat.board, heat.vote, typed="1\n", **as_vi)
        assert said.code == NO_ACCESS, said
    await terminal.done("begin-again", heat.board, heat.vote)
    await terminal.done("close-vote", heat.board, heat.vote)
    said = await terminal.run("mark", heat.board, heat.vote, typed="1\n")
    assert "This round has ended" in said.failed(SERVER_SAID_NO)
    board = await api.create_board("Dots", template="manualize", answers={"areas": ["Care", "Pay"]})
    zone = next(each for each in (await api.projection(board))["launches"][0]["zones"] if each["kind"] == "areas")
    vote = (await terminal.done("open-vote", board, zone["id"])).line
    assert "put-dots" in (await terminal.run("mark", board, vote, typed="1\n")).failed(SERVER_SAID_NO)
    assert "put-dots" not in (await terminal.run("begin-again", board, vote)).failed(SERVER_SAID_NO)


async def test_V9_what_one_votes_for_is_read_from_standard_input(terminal: Terminal, api: Api) -> None:
    board = await api.create_board("Dots", template="manualize", answers={"areas": ["Care", "Pay"]})
    zone = next(each for each in (await api.projection(board))["launches"][0]["zones"] if each["kind"] == "areas")
    vote = (await terminal.done("open-vote", board, zone["id"])).line
    [_, pay] = [area["id"] for area in zone["areas"]]
    await terminal.done("put-dots", board, vote, typed="Pay\n")
    assert (await api.vote(board, vote))["voted"] == 1
    assert "still to be said" in (await terminal.run("put-dots", board, vote)).failed(SERVER_SAID_NO)
    assert (await terminal.done("close-vote", board, vote)).line.split() == ["1", pay, "Pay"]


async def test_V4_a_closed_vote_orders_cards_and_marks_the_top_from_the_terminal(terminal: Terminal, api: Api) -> None:
    board = await api.create_board("Dots", template="manualize", answers={"areas": ["Care", "Pay"]})
    zone = next(each for each in (await api.projection(board))["launches"][0]["zones"] if each["kind"] == "areas")
    vote = (await terminal.done("open-vote", board, zone["id"])).line
    [_, pay] = [area["id"] for area in zone["areas"]]
    assert "closed" in (await terminal.run("use-vote", board, vote, "--order")).failed(SERVER_SAID_NO)
    await terminal.done("put-dots", board, vote, "Pay")
    await terminal.done("close-vote", board, vote)
    assert (await terminal.run("use-vote", board, vote)).code == USAGE
    used = await terminal.done("use-vote", board, vote, "--order", "--top", "1")
    assert used.line.split() == [pay, "Pay"]
    assert "order of their dots" in used.err
    zone = next(each for each in (await api.projection(board))["launches"][0]["zones"] if each["kind"] == "areas")
    assert [area["title"] for area in zone["areas"]] == ["Pay", "Care"]


async def test_V9_a_private_text_is_read_from_standard_input(terminal: Terminal, api: Api) -> None:
    board = await new_board(api)
    await terminal.done("private-round", board, "Parking")
    await terminal.done("write-private", board, typed="What I would not\nsay aloud\n")
    assert "What I would not say aloud" in (await terminal.done("private-cards", board)).line
    assert "Nothing was written" in (await terminal.run("write-private", board, typed=" \n")).failed(SERVER_SAID_NO)
