"""Boards that are there before a test begins, with the links to them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pycrdt

from board.content.document import BoardDocument
from board.content.schema import CARD_FIELDS, CARD_KINDS, CARD_STATUSES, CERTAINTIES, COLOURS
from board.content.zones import Zone
from board.edits import Place, add_card, add_free_note, delete, set_area_status, set_record, set_verdict
from board.ids import DocumentName
from client.sdk import Api, RemoteBoard, open_board
from server.ports.log import Append, LogRow, NewRow
from server.storage import open_storage
from tests.browser.people import Person
from tests.oracle import replayed
from tests.services.board_server import BoardServer, member
from tests.writers import rows_of

TITLE = "Whole family support"
AREA = "Sustainability"


@dataclass(frozen=True)
class ReadyBoard:
    """A board made from Manualize with one area, by an organiser who speaks through the API."""

    server: BoardServer
    api: Api
    id: str
    edit_link: str
    view_link: str

    async def let_in(self, person: Person, link: str = "", *, outline: bool = True) -> Person:
        """Let somebody join (to take part, when no link is given) and show them the outline."""
        await person.join(link or self.edit_link, board=TITLE)
        if outline:
            await person.open_outline()
        return person

    async def rows(self) -> list[LogRow]:
        """What the database holds of the content, in order."""
        epoch = (await self.api.board(self.id))["epoch"]
        return await rows_of(self.server.database, self.id, epoch)

    async def damage(self) -> None:
        """Stop the server, add a row to the log that nobody can read, as a failing disk may, and start it again."""
        name = DocumentName.parse((await self.api.board(self.id))["content"])
        await self.server.stop()
        storage = await open_storage(self.server.database)
        last = (await storage.log.last_seqs([name]))[name]
        await storage.log.append([Append(name, last, [NewRow(b"\x01\x01\x05nonsense", None)])])
        await storage.close()
        await self.server.start()

    async def times_in_log(self, words: str) -> int:
        """How often the words stand on the board that the log makes."""
        doc = replayed(await self.rows())
        roots = [doc.get(root, type=pycrdt.Map[Any]).to_py() for root in ("cards", "areas", "zones")]
        return str(roots).count(words)

    @asynccontextmanager
    async def remote(self, name: str = "Somebody") -> AsyncIterator[RemoteBoard]:
        """Take part without a browser."""
        async with (
            member(self.server, self.api, self.id, "edit", name) as api,
            open_board(self.server.url, self.id, token=api.token) as remote,
        ):
            yield remote


async def ready_board(server: BoardServer, api: Api, **answers: Any) -> ReadyBoard:
    """Make a board; `api` is an organiser's."""
    board = await api.create_board(TITLE, template="manualize", answers={"areas": [AREA], **answers})
    return ReadyBoard(server, api, board, await api.invite(board, "edit"), await api.invite(board, "view"))


async def furnish(ready: ReadyBoard) -> None:
    """Put something of every kind on the board: cards, a record, a grid, hats, and something deleted."""
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        [area] = document.read().areas.values()
        await ready.api.launch(
            ready.id, "dis_integration_grid", area=area.id, answers={"issue": "Money", "columns": ["Families", "NHS"]}
        )
        await ready.api.launch(
            ready.id, "wearing_different_hats", area=area.id, answers={"issue": "Money", "hats": ["Baby", "Finance"]}
        )
        await remote.until(lambda: len(document.read().launches) == 3)
        zones = {zone.slot: zone for zone in document.read().zones.values() if zone.parent == area.id or zone.launch}
        write_cards(document, zones)
        set_record(
            document, area.id, "We agree **this**:\n\n- visit *early*\n  - and listen\n- [come back](https://a.org)"
        )
        set_area_status(document, area.id, "agreed")
        hats = zones["hats"]
        await ready.api.write_hat(ready.id, hats.id, (hats.rows[0].id, hats.columns[0].id), "A face that smiles back")
        await remote.saved()


def write_cards(document: BoardDocument, zones: Mapping[str, Zone]) -> None:
    """One card of every kind, in every colour, status and certainty that there is, and one deleted."""
    talk, grid = zones["conversation"], zones["grid"]
    lane = Place(talk.id, (None, talk.columns[0].id))
    kinds = [kind for kind in CARD_KINDS if kind not in ("hat", "gap")]
    for number, kind in enumerate(kinds):
        fields = {name: f"{name} of it" for name in CARD_FIELDS.get(kind, ())}
        colour, status = COLOURS[number % len(COLOURS)], CARD_STATUSES[number % len(CARD_STATUSES)]
        add_card(document, f"a-{kind}", kind, lane, text=f"A {kind}", fields=fields, colour=colour, status=status)
    for column, certainty in zip(grid.columns, CERTAINTIES, strict=False):
        cell = Place(grid.id, (grid.rows[0].id, column.id))
        add_card(document, f"sure-{certainty}", "note", cell, text="It ends", certainty=certainty)
    set_verdict(document, grid.id, grid.rows[0].id, "apart")
    add_free_note(document, "free", "On the open board", (40.0, -200.0))
    add_free_note(document, "gone", "Deleted by mistake", (400.0, -200.0))
    delete(document, "cards", "gone", "2026-11-22T10:00:00Z")
