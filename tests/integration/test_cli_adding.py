"""Adding cards from the command line and by the SDK, on a real server: signed only where one asks for it (SPEC P10)."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio

from board.edits import Place
from board.snapshots.projection import CardView, Projection, all_cards, all_zones
from client.cli.calls import SERVER_SAID_NO
from client.sdk import Added, Api, ClientError, add_card, open_board
from tests.services.board_server import BoardServer, member
from tests.services.terminal import Terminal

COUNCIL = "Leeds Council"


@dataclass(frozen=True)
class Work:
    """A board made from Manualize, and somebody with a terminal who takes part."""

    server: BoardServer
    api: Api
    board: str
    terminal: Terminal

    async def attribute(self, attribution: str) -> None:
        [launch] = (await self.api.projection(self.board))["launches"]
        path = f"/api/boards/{self.board}/launches/{launch['id']}/attribution"
        await self.api._request("PUT", path, {"attribution": attribution})

    async def cards(self) -> Mapping[str, CardView]:
        projection = cast(Projection, await self.api.projection(self.board))
        return {card["id"]: card for card in all_cards(projection)}


@pytest_asyncio.fixture
async def work(board_server: BoardServer, api: Api, tmp_path: Path) -> AsyncIterator[Work]:
    board = await api.create_board("Who waits", template="manualize", answers={"areas": ["Sustainability"]})
    terminal = Terminal(tmp_path)
    link = await api.invite(board, "edit")
    await terminal.done("join", link, "--name", "Ama", "--organisation", COUNCIL)
    yield Work(board_server, api, board, terminal)


@pytest.mark.parametrize(
    ("attribution", "options", "words", "by"),
    [
        ("name", [], "Shown without any name: nobody is told who wrote it.", None),
        ("name", ["--signed"], "Shown with your name.", "Ama"),
        ("organisation", ["--signed"], f"Shown with your organisation’s name, {COUNCIL}, not yours.", COUNCIL),
        ("none", ["--signed"], "Shown without any name: nobody is told who wrote it.", None),
        ("hat", ["--signed"], "Shown without any name: nobody is told who wrote it.", None),
    ],
)
async def test_P10_a_card_is_added_and_it_is_said_whose_it_is_shown_to_be(
    work: Work, attribution: str, options: list[str], words: str, by: str | None
) -> None:
    await work.attribute(attribution)
    said = await work.terminal.done("add-card", work.board, "Sustainability/Goal", "Nobody waits", *options)
    key, _, told = said.line.partition("  ")
    assert told == words
    card = (await work.cards())[key]
    assert (card["text"], card["kind"], card.get("by")) == ("Nobody waits", "goal", by)


async def test_a_place_that_takes_no_card_is_refused_in_words(work: Work) -> None:
    said = await work.terminal.run("add-card", work.board, "Sustainability", "Nobody waits")
    assert said.code == SERVER_SAID_NO
    assert "Cards come into a zone" in said.err
    grid = await work.api.launch(work.board, "dis_integration_grid", answers={"issue": "Money"})
    zones = {zone["kind"]: zone for zone in all_zones(cast(Projection, await work.api.projection(work.board)))}
    said = await work.terminal.run("add-card", work.board, zones["grid"]["id"], "Nobody waits")
    assert "Say with --column" in said.err
    column, row = zones["grid"]["columns"][0]["id"], zones["grid"]["rows"][0]["id"]
    place = ["--column", column, "--row", row]
    said = await work.terminal.done(
        "add-card", work.board, zones["grid"]["id"], "Nobody waits", *place, "--kind", "gap"
    )
    assert (await work.cards())[said.line.partition("  ")[0]]["kind"] == "gap"
    assert grid


async def test_P10_the_sdk_says_how_a_card_is_signed_and_signs_only_what_it_is_asked_to(work: Work) -> None:
    await work.attribute("name")
    async with (
        member(work.server, work.api, work.board, "edit", "Ben") as ben,
        open_board(work.server.url, work.board, token=ben.token) as remote,
    ):
        zones = all_zones(cast(Projection, await work.api.projection(work.board)))
        place = Place(next(zone["id"] for zone in zones if zone["slot"] == "goal"))
        made: list[tuple[Added, str | None]] = [
            (await add_card(remote, place, "Nobody waits"), None),
            (await add_card(remote, place, "Nobody waits", signed=True), "Ben"),
            (await add_card(remote, Place(None), "Nobody waits", signed=True, kind="note"), None),
        ]
        assert [added.signed for added, _ in made] == [None, "name", None]
        cards: Mapping[str, Any] = await work.cards()
        assert [cards[added.id].get("by") for added, _ in made] == [by for _, by in made]
        with pytest.raises(ClientError, match="no such zone"):
            await add_card(remote, Place("nowhere"), "Nobody waits", signed=True)
