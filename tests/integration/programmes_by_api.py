"""A programme by the API, for tests of what is around it."""

from typing import Any

import pytest_asyncio

from board.content.document import BoardDocument
from board.edits import Place, add_card
from board.ids import DocumentName
from board.snapshots.projection import all_zones
from board.snapshots.snapshot import project
from server.workers.offloaded import document as document_of
from tests.services.api_app import Browser, World, good, problem

DOCUMENT: dict[str, Any] = {
    "format": 1,
    "programme": {
        "id": "p",
        "title": "Start for Life",
        "parameters": {"fixed": ["Four sessions"], "left_open": ["What comes out"]},
        "objectives": [{"id": "one", "text": "Build on what is there."}],
        "phases": [{"id": "begin", "title": "Beginning", "starts": "2026-01-01", "ends": "2026-02-28"}],
    },
    "organisations": [
        {"id": "council", "name": "Cornwall Council", "place": "cornwall"},
        {"id": "ministry", "name": "DHSC"},
    ],
    "people": [
        {"id": "ann", "name": "Ann", "job": "Head", "organisation": "council", "consented": True},
        {"id": "bo", "name": "Bo", "organisation": "ministry"},
    ],
    "groups": [{"id": "set", "kind": "action_learning_set", "number": 1, "title": "Set 1", "theme": "Access"}],
    "sessions": [
        {
            "id": "s1",
            "group": "set",
            "number": 1,
            "date": "2026-03-12",
            "register": [{"person": "ann", "attended": "present"}, {"person": "bo", "attended": "apologies"}],
        }
    ],
}


P = "/api/programmes/p"


S1 = f"{P}/sessions/s1"


@pytest_asyncio.fixture
async def olu(world: World) -> Browser:
    """An organiser, and the programme."""
    organiser = await world.organiser()
    await organiser.post("/api/programmes", DOCUMENT)
    return organiser


async def put(browser: Browser, path: str, entity: dict[str, Any], revision: int = 0) -> Any:
    return good(await browser.request("PUT", path, {"revision": revision, "entity": entity})).json()


async def refused(browser: Browser, path: str, entity: dict[str, Any], revision: int, status: int) -> Any:
    return problem(await browser.request("PUT", path, {"revision": revision, "entity": entity}), status)


async def placed(olu: Browser, board: str, session: str = S1) -> None:
    good(await olu.request("PUT", f"{session}/boards/{board}"))


async def marks(browser: Browser) -> dict[str, str]:
    found = await browser.get(S1)
    names = {each["id"]: each["name"] for each in found["people"]}
    return {names[each["entity"]["person"]]: each["entity"]["attended"] for each in found["marks"]}


async def commit(world: World, board: str, card: str, what: str) -> None:
    """Write a commitment on a board, as people on it would."""
    projection = await world.services.live.read(await content_of(world, board))
    zone = next(z["id"] for z in all_zones(project(document_of(projection.state))) if z["slot"] == "commitments")
    await world.edit(board, lambda doc: add_card(BoardDocument(doc), card, "commitment", Place(zone), text=what))


async def content_of(world: World, board: str) -> DocumentName:
    found = await world.services.directory.get_board(board)
    assert found is not None
    return DocumentName(board, found.epoch, "content")


async def check_in(browser: Browser, board: str) -> list[dict[str, Any]]:
    launches = (await browser.get(f"/api/boards/{board}/projection"))["launches"]
    zones = [zone for launch in launches for zone in launch["zones"] if zone["slot"] == "check_in"]
    return [card for zone in zones for card in zone["cards"]]
