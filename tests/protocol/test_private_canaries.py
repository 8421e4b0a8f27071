"""What is written in private reaches nobody before the reveal, and nobody's name after it (SPEC P1, P5)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from board.reports import LAYOUTS
from client.sdk import PrivateRounds
from tests.protocol.test_canaries import BUS, DISK, FORMATS, LOG, METRICS, Stage, canary, stage
from tests.services.recorder import PATIENCE_SECONDS

__all__ = ["stage"]


@dataclass
class Round:
    """A private round on the board of a stage."""

    stage: Stage
    id: str = ""
    cell: Sequence[str] | None = None

    @property
    def path(self) -> str:
        return f"/api/boards/{self.stage.board}/private"

    async def open(self, attribution: str, cells: str = "one") -> None:
        """Open a round in the first list, or cell by cell in a grid, on a new launch that attributes so."""
        stage = self.stage
        template, kind = ("manualize", "list") if cells == "one" else ("dis_integration_grid", "grid")
        launch = await stage.olu.launch(stage.board, template, answers={"issue": "Waits"})
        put = f"/api/boards/{stage.board}/launches/{launch}/attribution"
        await stage.olu._request("PUT", put, {"attribution": attribution})
        launches = (await stage.olu.projection(stage.board))["launches"]
        zones = next(each for each in launches if each["id"] == launch)["zones"]
        zone = next(zone for zone in zones if zone["kind"] == kind)
        self.cell = None if cells == "one" else [zone["rows"][0]["id"], zone["columns"][0]["id"]]
        self.id = await PrivateRounds(stage.olu, stage.board).open(zone["id"], cells=cells)

    async def write(self, who: str, text: str) -> None:
        rounds = PrivateRounds(self.stage.people[who], self.stage.board)
        await rounds.write(self.id, text, cell=self.cell, certainty="guess" if self.cell else None)

    async def until_counted(self, writers: int) -> None:
        """Wait until everybody was told that so many have written."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await self.stage.olu.get(f"{self.path}/rounds"))["writers"] < writers:
                pass

    async def reveal(self) -> None:
        await self.stage.olu.post(f"{self.path}/rounds/{self.id}/reveal", {})


@pytest.mark.parametrize("cells", ["one", "column", "all"])
async def test_P1_P8_no_private_byte_reaches_anybody_before_the_reveal(stage: Stage, cells: str) -> None:
    words = [canary("ann"), canary("rex")]
    private = Round(stage)
    await private.open("none", cells)
    documents = [await stage.document(stage.board), (await stage.olu.board(stage.board))["stage"]]
    async with (
        stage.recorder.on_socket("vera", stage.server.url, stage.people["vera"].token, documents[0]),
        stage.recorder.on_socket("olu", stage.server.url, stage.people["olu"].token, documents[1]),
    ):
        await private.write("ann", words[0])
        await private.write("rex", words[1])
        await private.until_counted(2)
        await stage.olu.snapshot(stage.board, canary("label"))
        for who in ("vera", "olu", "bob"):
            await stage.ask_everything(who, stage.people[who].token)
        await stage.ask_everything("nobody", "")
        await stage.look_behind()
        assert {"vera", "olu", "bob", "nobody", BUS, LOG, METRICS} <= stage.recorder.places()
        assert not stage.recorder.hits(words, but=[DISK])
        await private.reveal()
        for word in words:
            await stage.recorder.until("vera", word)
    assert BUS in stage.recorder.where(words[0])


async def test_P1_its_author_alone_is_given_a_private_card(stage: Stage) -> None:
    word = canary("ann")
    private = Round(stage)
    await private.open("name")
    await private.write("ann", word)
    await stage.ask_everything("ann", stage.people["ann"].token)
    await stage.ask_everything("rex", stage.people["rex"].token)
    assert stage.recorder.where(word) == {"ann"}


@pytest.mark.parametrize("cells", ["one", "column"])
async def test_P5_P8_after_a_nameless_reveal_nothing_tells_who_wrote(stage: Stage, cells: str) -> None:
    word, late = canary("ann"), canary("late")
    ann = stage.people["ann"]
    identity = str((await ann.me())["participant"]["id"])
    private = Round(stage)
    await private.open("none", cells)
    async with stage.watched("vera", stage.board), stage.watched("rex", stage.board):
        await stage.recorder.until("rex", stage.words[1])
        stage.recorder.forget()
        await private.write("ann", word)
        await private.reveal()
        await ann.post(
            f"{private.path}/rounds/{private.id}/late",
            {"texts": [late], "cell": private.cell, "request_id": canary("l")},
        )
        for who in ("vera", "rex", BUS):
            await stage.recorder.until(who, late)
        await stage.recorder.hear("the projection", repr(await stage.olu.projection(stage.board)).encode())
        await stage.recorder.hear("the rounds", repr(await stage.olu.get(f"{private.path}/rounds")).encode())
        assert not stage.recorder.hits([identity, stage.names[1]])
        for layout in LAYOUTS:
            for fmt in FORMATS:
                await stage.recorder.hear("the files", await stage.olu.export(stage.board, layout, fmt))
        assert not stage.recorder.hits([identity])
    assert {"vera", "rex", "the projection", "the files"} <= stage.recorder.where(word)
