"""What is written in private reaches nobody before the reveal, and nobody's name after it (SPEC P1, P5)."""

import asyncio
from dataclasses import dataclass

from board.reports import LAYOUTS
from tests.protocol.test_canaries import BUS, DISK, FORMATS, LOG, METRICS, Stage, canary, stage
from tests.services.recorder import PATIENCE_SECONDS

__all__ = ["stage"]


@dataclass
class Round:
    """A private round on the board of a stage."""

    stage: Stage
    id: str = ""

    @property
    def path(self) -> str:
        return f"/api/boards/{self.stage.board}/private"

    async def open(self, attribution: str) -> None:
        """Open a round in the first list, on a new launch that attributes so."""
        stage = self.stage
        launch = await stage.olu.launch(stage.board, "manualize")
        put = f"/api/boards/{stage.board}/launches/{launch}/attribution"
        await stage.olu._request("PUT", put, {"attribution": attribution})
        launches = (await stage.olu.projection(stage.board))["launches"]
        zones = next(each for each in launches if each["id"] == launch)["zones"]
        zone = next(zone["id"] for zone in zones if zone["kind"] in ("list", "lanes"))
        self.id = (await stage.olu.post(f"{self.path}/rounds", {"zone": zone, "request_id": canary("r")}))["id"]

    async def write(self, who: str, text: str) -> None:
        path = f"{self.path}/rounds/{self.id}/cards/{canary('k')}"
        await self.stage.people[who]._request("PUT", path, {"text": text, "after": 0, "mark": canary("m")})

    async def until_counted(self, writers: int) -> None:
        """Wait until everybody was told that so many have written."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await self.stage.olu.get(f"{self.path}/rounds"))["writers"] < writers:
                pass

    async def reveal(self) -> None:
        await self.stage.olu.post(f"{self.path}/rounds/{self.id}/reveal", {})


async def test_P1_no_private_byte_reaches_anybody_before_the_reveal(stage: Stage) -> None:
    words = [canary("ann"), canary("rex")]
    private = Round(stage)
    await private.open("none")
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


async def test_P5_after_a_nameless_reveal_nothing_tells_who_wrote(stage: Stage) -> None:
    word, late = canary("ann"), canary("late")
    ann = stage.people["ann"]
    identity = str((await ann.me())["participant"]["id"])
    private = Round(stage)
    await private.open("none")
    async with stage.watched("vera", stage.board), stage.watched("rex", stage.board):
        await stage.recorder.until("rex", stage.words[1])
        stage.recorder.forget()
        await private.write("ann", word)
        await private.reveal()
        await ann.post(f"{private.path}/rounds/{private.id}/late", {"texts": [late], "request_id": canary("l")})
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
