"""A board like that of a long session, and the people on it: some drag cards and drop them, some write.

Everything they send is made before a measurement begins, as their pages would send it.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pycrdt

from board.content.document import BoardDocument
from board.edits import Place, add_card, add_free_note, move_card
from board.wire import codec, presence
from board.wire.presence import Entry
from client.sdk import Api, open_board
from tests.services.board_server import BoardServer

from .beat import beats
from .clients import Client, Target, connected
from .edits import CARD_TEXT, FIRST_TYPIST, Content, Typist, typist

TITLE = "A long session"
AREAS = 10
KINDS = ("note", "question", "learning", "example", "goal", "parameter")
FREE_SHARE = 10
"""One card in so many lies on the open board."""
SLICE = 100
"""Cards in one update; see edits.py."""
STEPS_PER_SECOND = 20
"""How often a page tells where a dragged card is (`card_drag.ts`)."""
LETTERS_PER_SECOND = 5
"""A fast typist."""
DRAG_SECONDS = 3
"""From picking a card up to dropping it."""
PLAYGROUND = (1_300, 700)
"""The part of the board that is dragged over: what a laptop shows of it."""
FIRST_MOVER = 2_000_000
"""Client ids of those who drag."""
PEOPLE = 8


@dataclass(frozen=True)
class Crowd:
    """How many drag, how many write, and for how long at most."""

    movers: int
    typists: int
    seconds: float


@dataclass(frozen=True)
class FullBoard:
    """A board with its content, and how people get on to it."""

    id: str
    link: str
    target: Target
    content: Content


async def full_board(server: BoardServer, api: Api, cards: int) -> FullBoard:
    """Make a board from Manualize with ten areas and so many cards in them, `card0` to the last."""
    board = await api.create_board(
        TITLE, template="manualize", answers={"areas": [f"Area {number + 1}" for number in range(AREAS)]}
    )
    link = await api.invite(board, "edit")
    tokens = [await _token(server, link, f"Person {number}") for number in range(PEOPLE)]
    async with open_board(server.url, board, token=tokens[0]) as remote:
        document = BoardDocument(remote.doc)
        await remote.until(lambda: len(document.read().areas) == AREAS)
        for start in range(0, cards, SLICE):
            _add_cards(document, range(start, min(cards, start + SLICE)))
        await remote.saved()
        content = Content(cards, [], remote.doc.get_update())
    epoch = (await api.board(board))["epoch"]
    target = Target(f"{server.url.replace('http', 'ws', 1)}/sync", f"{board}.{epoch}/content", tokens)
    return FullBoard(board, link, target, content)


async def _token(server: BoardServer, link: str, name: str) -> str:
    async with Api(server.url) as person:
        await person.join(link.partition("#")[2], name)
        return person.token


def _add_cards(document: BoardDocument, numbers: range) -> None:
    places = _places(document)
    with document.transaction():
        for number in numbers:
            key, order = f"card{number}", f"V{number:06}1"
            if number % FREE_SHARE == 0:
                add_free_note(document, key, CARD_TEXT, (number % 40 * 260.0, -200.0 - number // 40 * 180.0))
            else:
                place, kind = places[number % len(places)], KINDS[number % len(KINDS)]
                add_card(document, key, kind, place, text=CARD_TEXT, order=order)


def _places(document: BoardDocument) -> Sequence[Place]:
    """Everywhere that the areas take cards."""
    board = document.read()
    zones = [zone for zone in board.zones.values() if zone.parent is not None]
    lanes = [Place(zone.id, (None, lane.id)) for zone in zones if zone.kind == "lanes" for lane in zone.columns]
    return [*lanes, *(Place(zone.id) for zone in zones if zone.kind == "list")]


@dataclass(frozen=True)
class Mover:
    """Somebody who drags one card from place to place; the landings are ready-made updates."""

    client: int
    card: str
    landings: Sequence[bytes]


def mover(content: Content, number: int, landings: int) -> Mover:
    """Return mover `number`; no typist writes on the same card."""
    card = f"card{content.cards - 1 - number}"
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=FIRST_MOVER + number)
    doc.apply_update(content.state)
    document = BoardDocument(doc)
    places = _places(document)
    moves: list[bytes] = []
    doc.observe(lambda event: moves.append(event.update))
    for turn in range(landings):
        move_card(document, card, places[(number + turn) % len(places)], order="V")
    return Mover(doc.client_id, card, moves)


@asynccontextmanager
async def busy(board: FullBoard, crowd: Crowd) -> AsyncIterator[None]:
    """Meanwhile everybody is at it."""
    movers = [mover(board.content, number, _landings(crowd)) for number in range(crowd.movers)]
    letters = round(crowd.seconds * LETTERS_PER_SECOND)
    typists = [typist(board.content, number, letters) for number in range(crowd.typists)]
    async with connected(board.target, crowd.movers + crowd.typists) as clients, asyncio.TaskGroup() as tasks:
        dragging, writing = clients[: crowd.movers], clients[crowd.movers :]
        running = [tasks.create_task(_drag(client, who)) for client, who in zip(dragging, movers, strict=True)]
        running += [tasks.create_task(_write(client, who)) for client, who in zip(writing, typists, strict=True)]
        yield
        for task in running:
            task.cancel()


def _landings(crowd: Crowd) -> int:
    return max(1, round(crowd.seconds / DRAG_SECONDS))


async def _drag(client: Client, who: Mover) -> None:
    dice = random.Random(who.client)
    landings = iter(who.landings)
    way: list[tuple[int, int]] = []
    # They do not drag in step.
    async for step in beats(STEPS_PER_SECOND, after=dice.random()):
        way = way or _way(dice)
        x, y = way.pop()
        at = {"x": x, "y": y}
        _tell(client, who.client, step + 1, {"dragging": {"cards": [who.card], **at}, "cursor": at})
        if not way and (landing := next(landings, None)):
            client.send(client.frame_of(landing))


def _way(dice: random.Random) -> list[tuple[int, int]]:
    """The steps of one drag, straight across the part of the board that is looked at."""
    (left, top), (right, bottom) = _spot(dice), _spot(dice)
    shares = [step / DRAG_SECONDS / STEPS_PER_SECOND for step in range(DRAG_SECONDS * STEPS_PER_SECOND)]
    return [(round(left + (right - left) * share), round(top + (bottom - top) * share)) for share in shares]


def _spot(dice: random.Random) -> tuple[int, int]:
    return dice.randrange(PLAYGROUND[0]), dice.randrange(PLAYGROUND[1])


async def _write(client: Client, who: Typist) -> None:
    editing = {"editing": {"path": f"cards/card{who.client - FIRST_TYPIST}/text"}}
    letters = iter(who.keystrokes)
    async for step in beats(LETTERS_PER_SECOND, after=random.Random(who.client).random()):
        if (letter := next(letters, None)) is None:
            return
        client.send(client.frame_of(letter))
        _tell(client, who.client, step + 1, editing)


def _tell(client: Client, number: int, clock: int, state: Mapping[str, Any]) -> None:
    client.tell(codec.Awareness(presence.encode([Entry(number, clock, state)])))
