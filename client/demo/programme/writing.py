"""A board of a session, made through the API and written live by its scribe."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from board.content.areas import Area
from board.content.document import BoardDocument
from board.content.order import in_order
from board.content.zones import Zone
from board.edits import set_area_date, set_area_status, set_field, set_record, set_zone_text
from client.demo.content import Note
from client.demo.participant import Card, add, cards_for, cards_in_lanes, new_id, zone_at
from client.sdk import Api, open_board
from client.sdk.programmes import Programmes

from .content import SOURCES, ProgrammeContent, SessionBoard, Theme, Use


async def make_board(api: Api, content: ProgrammeContent, board: SessionBoard) -> str:
    """Create a board in its session, launch its templates, write all that is on it, and wait until it is saved.

    Returns its id.
    """
    first, programme = board.uses[0], content.whole.programme.id
    made = await Programmes(api).create_board(
        programme, board.session, board.title, template=first.template, answers=first.answers
    )
    await fill_board(api, content, board, made)
    return made


async def fill_board(api: Api, content: ProgrammeContent, board: SessionBoard, made: str) -> None:
    """Launch the other templates of a board that has its first, write all that is on it, and wait until it is saved."""
    for use in board.uses[1:]:
        await api.launch(made, use.template, answers=use.answers)
    date = next(each.date for each in content.whole.sessions if each.id == board.session)
    async with open_board(api.url, made, token=api.token) as remote:
        document = BoardDocument(remote.doc)
        with remote.doc.transaction():
            write(document, content, board, date.isoformat())
        await remote.saved()


def write(document: BoardDocument, content: ProgrammeContent, board: SessionBoard, date: str) -> None:
    """Write everything that is on a board; its templates are launched already, in this order."""
    now = document.read()
    launches = [launch.id for launch in in_order(now.launches.values())]
    cards: list[tuple[str, Card]] = []
    for use, launch in zip(board.uses, launches, strict=True):
        for slot, text in use.texts.items():
            set_zone_text(document, zone_at(now, slot, launch=launch).id, text)
        cards += [(new_id(), card) for card in _cards(document, content, use, launch)]
        areas = in_order(now.areas.values()) if use.themes else ()
        for theme, area in zip(use.themes, areas, strict=True):
            _agree(document, theme, area, date)
    names = {column.title: column.id for zone in now.zones.values() for column in zone.columns}
    names |= {name: key for key, card in cards if (name := card.note.key or card.note.source)}
    for key, card in cards:
        add(document, key, card, names)


def _agree(document: BoardDocument, theme: Theme, area: Area, date: str) -> None:
    set_record(document, area.id, theme.record)
    set_area_status(document, area.id, "agreed")
    set_area_date(document, area.id, date)


def _cards(document: BoardDocument, content: ProgrammeContent, use: Use, launch: str) -> Iterator[Card]:
    now = document.read()
    for slot, notes in use.cards.items():
        zone = zone_at(now, slot, launch=launch)
        yield from cards_for(zone, _not_there(document, zone, _said(content, notes)))
    for slot, lanes in use.lanes.items():
        yield from cards_in_lanes(zone_at(now, slot, launch=launch), lanes)
    for theme, area in zip(use.themes, in_order(now.areas.values()) if use.themes else (), strict=True):
        if theme.sources:
            yield from cards_for(zone_at(now, SOURCES, area=area.id), _said(content, theme.sources))


def _not_there(document: BoardDocument, zone: Zone, notes: Sequence[Note]) -> list[Note]:
    """The notes that the zone has no card for. Where a commitment came back as a card, its note is written on that."""
    there = {card.text: card.id for card in document.read().cards.values() if card.zone == zone.id}
    for note in notes:
        for name, text in note.fields.items() if note.text in there else ():
            set_field(document, there[note.text], name, text)
    return [note for note in notes if note.text not in there]


def _said(content: ProgrammeContent, notes: Iterable[Note]) -> list[Note]:
    """The notes; those that stand for a card of another board have its words, and the board's title."""
    return [_copied(content, note) if note.source else note for note in notes]


def _copied(content: ProgrammeContent, note: Note) -> Note:
    board, _, _ = note.source.partition("/")
    return replace(note, text=content.said_by(note.source).text, fields={"from_board": content.boards[board].title})
