"""Somebody at the demo's board: a live board of their own, and what they do on it."""

import asyncio
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from board.content.cards import Cell
from board.content.document import Board, BoardDocument
from board.content.order import in_order, sequence
from board.content.zones import Column, Zone
from board.edits import Place, add_area, add_card, set_purpose, set_record, set_verdict
from board.stage.stage import StageDocument, entry_of
from client.sdk import Api, RemoteBoard

from .content import Note, Person

PATIENCE_SECONDS = 60.0
"""What others write is here within milliseconds; on a busy machine within seconds."""
_PIECE = 60
"""Characters typed at a time."""
NO_NAMES: Mapping[str, str] = MappingProxyType({})


class DemoFailed(Exception):
    """The demo could not be played to its end; the message says what was missing."""


def new_id() -> str:
    """Return a new id of a card or an area."""
    return secrets.token_hex(9)


@dataclass(frozen=True, slots=True)
class Card:
    """A card to be written: where, what, and its key in the order of its place."""

    place: Place
    note: Note
    order: str
    kind: str
    certainty: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person with their two ways to the board: the API, and the live documents."""

    person: Person
    api: Api
    remote: RemoteBoard

    @property
    def document(self) -> BoardDocument:
        """The content as this person has it now."""
        return BoardDocument(self.remote.doc)

    def read(self) -> Board:
        """Return the board as this person sees it."""
        return self.document.read()

    async def sees(self, what: str, condition: Callable[[Board], bool]) -> None:
        """Wait until the board is so; raises DemoFailed naming `what` when it takes too long."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.remote.until(lambda: condition(self.read()))
        except TimeoutError:
            raise DemoFailed(f"{self.person.name} waited in vain for {what}.") from None

    async def type_record(self, area: str, record: str) -> None:
        """Type an agreed record, piece by piece, with others seeing who types."""
        self.remote.show(editing=area)
        for end in range(_PIECE, len(record) + _PIECE, _PIECE):
            set_record(self.document, area, record[:end])
            await asyncio.sleep(0)
        self.remote.show()

    async def type_purpose(self, purpose: str) -> None:
        """Type the board's purpose."""
        set_purpose(self.document, purpose)
        await asyncio.sleep(0)

    async def write(self, cards: Sequence[Card]) -> None:
        """Write cards, one edit each."""
        for card in cards:
            add(self.document, new_id(), card)
            await asyncio.sleep(0)

    def add_areas(self, zone: str, titles: Sequence[str]) -> None:
        """Split the issue into areas, in one edit."""
        with self.remote.doc.transaction():
            for title, order in zip(titles, sequence(len(titles)), strict=True):
                add_area(self.document, new_id(), zone, title, new_id, order=order)

    def entries_of(self, launch: str) -> list[str]:
        """Return all entries of a launch's checklist, one an area where a phase is gone through for each."""
        areas = [area.id for area in in_order(self.read().areas.values()) if area.deleted is None]
        phases = StageDocument(self.remote.stage.doc).checklist(launch).phases
        return [
            entry
            for phase in phases
            for entry in ([entry_of(phase, a) for a in areas] if phase.per_area else [entry_of(phase)])
        ]

    async def sees_launch(self, launch: str) -> None:
        """Wait until a launch is here with its checklist."""
        stage = StageDocument(self.remote.stage.doc)
        await self.sees("a launch", lambda board: launch in board.launches and launch in stage.checklists())

    async def sees_done(self, launch: str) -> None:
        """Wait until every phase of a launch is ticked."""
        wanted = set(self.entries_of(launch))
        await self.sees(
            "the ticks", lambda _: wanted <= set(StageDocument(self.remote.stage.doc).checklist(launch).done)
        )

    def judge(self, zone: Zone, verdicts: Sequence[str]) -> None:
        """Say how each row of a grid ends."""
        for row, verdict in zip(shown(zone.rows), verdicts, strict=False):
            set_verdict(self.document, zone.id, row.id, verdict)


def add(document: BoardDocument, key: str, card: Card, names: Mapping[str, str] = NO_NAMES) -> None:
    """Add a card under this id; `names` has the ids of what it refers to. Raises KeyError for what is not there."""
    add_card(
        document,
        key,
        card.kind,
        card.place,
        text=card.note.text,
        fields=card.note.fields,
        order=card.order,
        certainty=card.certainty,
        tags=tuple(card.note.tags),
        refs=tuple(names[each] for each in card.note.refs),
    )


def zone_at(board: Board, slot: str, *, area: str | None = None, launch: str | None = None) -> Zone:
    """Return the zone with this slot in an area, in a launch, or on the board. Raises DemoFailed."""
    for zone in board.zones.values():
        here = zone.launch == launch if launch else zone.parent == area
        if zone.slot == slot and zone.deleted is None and here:
            return zone
    raise DemoFailed(f"The template has no zone “{slot}”.")


def column_named(zone: Zone, title: str) -> Column:
    """Return a column by its title. Raises DemoFailed."""
    for column in shown(zone.columns):
        if column.title.casefold() == title.casefold():
            return column
    raise DemoFailed(f"“{zone.title}” has no column “{title}”, only {', '.join(c.title for c in zone.columns)}.")


def shown(columns: Sequence[Column]) -> list[Column]:
    """Return the columns or rows that are not deleted."""
    return [column for column in columns if column.deleted is None]


def cards_for(zone: Zone, notes: Sequence[Note], cell: Cell | None = None) -> Iterator[Card]:
    """Yield the cards that these notes make in one place of a zone, in order."""
    usual = str(zone.config.get("card", "note"))
    for note, order in zip(notes, sequence(len(notes)), strict=True):
        yield Card(Place(zone.id, cell), note, order, note.kind or usual)


def cards_in_lanes(zone: Zone, lanes: Mapping[str, Sequence[Note]]) -> Iterator[Card]:
    """Yield the cards of a zone with lanes, by the lanes' titles."""
    for title, notes in lanes.items():
        yield from cards_for(zone, notes, (None, column_named(zone, title).id))
