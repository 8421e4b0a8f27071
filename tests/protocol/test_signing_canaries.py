"""Where an activity names nobody, no byte names who wrote a card on the board, whatever its client asks (SPEC P10)."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from board.content.document import BoardDocument
from board.edits import Place, add_card
from board.reports import LAYOUTS
from client.sdk import open_board
from tests.protocol.test_canaries import BUS, DISK, FORMATS, LOG, METRICS, Stage, canary, stage
from tests.services.board_server import member
from tests.services.recorder import PATIENCE_SECONDS

__all__ = ["stage"]

NAME, ORGANISATION = canary("Name"), canary("Council")


async def zone_of(stage: Stage, attribution: str) -> str:
    """Return a zone of a new activity that attributes so."""
    launch = await stage.olu.launch(stage.board, "manualize", answers={})
    path = f"/api/boards/{stage.board}/launches/{launch}/attribution"
    await stage.olu._request("PUT", path, {"attribution": attribution})
    launches = (await stage.olu.projection(stage.board))["launches"]
    zones = next(each for each in launches if each["id"] == launch)["zones"]
    return str(next(zone["id"] for zone in zones if zone["kind"] == "list"))


async def write(stage: Stage, zone: str, cards: dict[str, str | None]) -> str:
    """Let somebody add cards with these words, each told how it will be signed; returns who it was, by id."""
    async with (
        member(stage.server, stage.olu, stage.board, "edit", NAME, organisation=ORGANISATION) as writer,
        open_board(stage.server.url, stage.board, token=writer.token) as remote,
    ):
        document = BoardDocument(remote.doc)
        await remote.until(lambda: document.has("zones", zone))
        stage.recorder.forget()
        for word, told in cards.items():
            add_card(document, canary("c"), "note", Place(zone), text=word, told=told)
        await remote.saved()
        return str((await writer.me())["participant"]["id"])


async def hear_all(stage: Stage) -> None:
    """Let others ask for everything in which a card may be."""
    await stage.olu.snapshot(stage.board, canary("label"))
    for layout in LAYOUTS:
        for fmt in FORMATS:
            await stage.recorder.hear("the files", await stage.olu.export(stage.board, layout, fmt))
    await stage.recorder.hear("the projection", repr(await stage.olu.projection(stage.board)).encode())
    for kept in await stage.olu.snapshots(stage.board):
        path = f"/api/boards/{stage.board}/snapshots/{kept['id']}"
        await stage.recorder.hear("the snapshots", repr(await stage.olu.get(path)).encode())
    await stage.look_behind()


@pytest.mark.parametrize("attribution", ["hat", "none"])
async def test_P10_where_nobody_is_named_no_byte_names_the_writer(stage: Stage, attribution: str) -> None:
    zone = await zone_of(stage, attribution)
    cards = {canary("plain"): None, canary("named"): "name", canary("networked"): "organisation"}
    async with AsyncExitStack() as watching:
        for who in ("vera", "rex"):
            await watching.enter_async_context(stage.watched(who, stage.board))
            await stage.recorder.until(who, zone)
        identity = await write(stage, zone, cards)
        for word in cards:
            for who in ("vera", "rex", BUS):
                await stage.recorder.until(who, word)
        assert not stage.recorder.hits([identity, NAME, ORGANISATION])
        await hear_all(stage)
        places = {"vera", "rex", BUS, LOG, METRICS, "the files", "the projection", "the snapshots"}
        assert places <= stage.recorder.places()
        assert not stage.recorder.hits([NAME, ORGANISATION], but=[DISK, "the files", LOG])
        # A report lists who was there, by name and organisation, and the log who joined: neither with what they wrote.
        assert not stage.recorder.hits([identity], but=[DISK, LOG])


@pytest.mark.parametrize(
    ("attribution", "told", "said", "unsaid"),
    [
        ("name", "name", NAME, ORGANISATION),
        ("name", "organisation", ORGANISATION, NAME),
        ("organisation", "name", ORGANISATION, NAME),
    ],
    # The words are made anew by each process, and all of them must call a test alike.
    ids=["by name", "more discreet when told", "more discreet by now"],
)
async def test_P10_where_people_are_named_all_are_told_with_the_card_and_of_nothing_more(
    stage: Stage, attribution: str, told: str, said: str, unsaid: str
) -> None:
    zone, word, other = await zone_of(stage, attribution), canary("word"), canary("other")
    async with stage.watched("vera", stage.board):
        await stage.recorder.until("vera", zone)
        await write(stage, zone, {word: told, other: None})
        async with asyncio.timeout(PATIENCE_SECONDS):
            for heard in (word, other, said):
                await stage.recorder.until("vera", heard)
        assert {"vera", BUS} <= stage.recorder.where(said)
        assert not stage.recorder.where(unsaid)
        told_now = repr(await stage.olu.projection(stage.board))
        assert told_now.count(said) == 1
        assert unsaid not in told_now
