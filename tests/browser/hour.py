"""Who is in the room for a whole hour, what they type, and what reaches whom."""

import io
import re
from dataclasses import dataclass, field
from datetime import timedelta

import docx
from playwright.async_api import WebSocket

from client.sdk import Api
from server.ports.log import LogRow
from tests.browser.leading import is_at
from tests.browser.passing_time import SessionTime, all_read_the_right_time
from tests.browser.people import Person
from tests.services.clockwork_server import ClockworkServer
from tests.writers import rows_of

TITLE = "What we do when the funding ends"
PURPOSE = "Two pages that a new commissioner can act on"
ISSUE = "Good work ends when its funding ends"
QUESTION = "What do we keep, and who pays for it?"
PARTS = "Parts of the issue"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
WRONG_BY = timedelta(minutes=7)
CONFLICT = re.compile(r"status of 409")
KEEP, PAY = "Sustainability", "Who pays"
FAYES = ["Who keeps the team?", "What do parents miss first?"]
AMAS = ["Who pays in year two?", "What must the contract say?"]
LATER = " And for whom?"
AGREED = "Commissioners fund relationships, not only projects."
ALSO_AGREED = "Every contract says how its learning is kept."


@dataclass
class Hour:
    """Who is in the room, and what they have typed so far."""

    server: ClockworkServer
    api: Api
    time: SessionTime
    faye: Person
    ama: Person
    vera: Person
    cleo: Person
    board: str = ""
    links: dict[str, str] = field(default_factory=dict)
    cards: list[str] = field(default_factory=list)
    wires: dict[str, bytearray] = field(default_factory=dict)
    """All that the server sent to each on live connections, by name."""

    @property
    def everybody(self) -> list[Person]:
        return [self.faye, self.ama, self.vera]

    async def time_is_right(self, *people: Person) -> None:
        """Each reads the server's time, whatever their own clock says."""
        await all_read_the_right_time(people or self.everybody, self.api, self.board)

    async def stored(self) -> str:
        """All that the database says of the board's content, in words."""
        return str([row.update for row in await self.rows()])

    async def rows(self) -> list[LogRow]:
        return await rows_of(self.server.database, self.board, (await self.api.board(self.board))["epoch"])

    async def all_are_at(self, step: str) -> None:
        for person in self.everybody:
            await is_at(person, step)


def listened_to(person: Person) -> bytearray:
    """Keep everything that the server sends to this person on live connections."""
    heard = bytearray()

    def on_socket(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.extend(frame if isinstance(frame, bytes) else frame.encode()))

    person.context.on("page", lambda page: page.on("websocket", on_socket))
    return heard


def words_of(content: bytes, name: str) -> str:
    """The text of a file that was taken home."""
    if not name.endswith(".docx"):
        return content.decode()
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
