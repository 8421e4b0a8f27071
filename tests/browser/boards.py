"""Boards that are there before a test begins, with the links to them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pycrdt

from client.sdk import Api, RemoteBoard, open_board
from server.ports import LogRow
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
