"""The session: five people at one board at the same time, from the purpose to the agreed records."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import cycle

from board.content.areas import Area as BoardArea
from board.content.document import Board
from board.content.order import in_order
from board.edits import Place, set_area_date, set_area_status
from board.snapshots.projection import Projection
from board.snapshots.snapshot import canonical, project
from board.yjs.update import decode_state_vector
from client.sdk import Api, Json, open_board

from .content import Area, Content, Note
from .participant import (
    PATIENCE_SECONDS,
    Card,
    DemoFailed,
    Participant,
    cards_for,
    cards_in_lanes,
    column_named,
    shown,
    zone_at,
)

MANUALIZE = "manualize"
GRID = "dis_integration_grid"
HATS = "wearing_different_hats"


@dataclass(frozen=True, slots=True)
class Session:
    """A board and the people at it; the first facilitates."""

    board: str
    people: Sequence[Participant]

    @property
    def facilitator(self) -> Participant:
        """Who opened the board."""
        return self.people[0]

    @property
    def others(self) -> Sequence[Participant]:
        """Everyone but the facilitator."""
        return self.people[1:]

    async def saved(self) -> None:
        """Wait until everything that anybody wrote is durable."""
        await asyncio.gather(*(each.remote.saved() for each in self.people))

    async def share(self, cards: Iterable[Card]) -> None:
        """Let everyone write at once, each a part of these cards."""
        hands: list[list[Card]] = [[] for _ in self.people]
        for card, hand in zip(cards, cycle(hands), strict=False):
            hand.append(card)
        await asyncio.gather(*(each.write(hand) for each, hand in zip(self.people, hands, strict=True)))


@asynccontextmanager
async def gathered(url: str, organiser_secret: str, content: Content) -> AsyncIterator[Session]:
    """Create the board, let everyone join by invitation, and open it live for each of them."""
    async with AsyncExitStack() as stack:
        organiser = await stack.enter_async_context(Api(url))
        await organiser.join(organiser_secret, "Organiser")
        board = await organiser.create_board(content.title, template=MANUALIZE)
        people = []
        for person in content.people:
            api = await stack.enter_async_context(Api(url))
            link = await organiser.invite(board, person.role)
            await api.join(link.partition("#")[2], person.name, organisation=person.organisation, job=person.job)
            remote = await stack.enter_async_context(open_board(url, board, token=api.token))
            people.append(Participant(person, api, remote))
        yield Session(board, people)


async def play(session: Session, content: Content) -> None:
    """Play the whole session. Raises DemoFailed."""
    areas = await write(session, content)
    await _map_network(session, content, areas)
    await _wear_hats(session, content, areas)
    await _close(session, content, areas)
    await session.saved()


async def write(session: Session, content: Content) -> Sequence[BoardArea]:
    """Begin, split the issue, and write all cards and records of the areas; returns these. Raises DemoFailed."""
    await _begin(session, content)
    areas = await _split(session, content)
    await asyncio.gather(_converse(session, content, areas), _record(session, content, areas))
    return areas


async def _begin(session: Session, content: Content) -> None:
    board = session.facilitator.read()
    await session.facilitator.type_purpose(content.purpose)
    await session.facilitator.write(list(cards_for(zone_at(board, "issue"), [Note(content.key_question)])))


async def _split(session: Session, content: Content) -> Sequence[BoardArea]:
    """Name the areas; everyone waits until they have them all, with their zones."""
    zone = zone_at(session.facilitator.read(), "areas")
    session.facilitator.add_areas(zone.id, [area.title for area in content.areas])
    wanted = len(content.areas)
    await _everyone(each.sees("the areas", lambda board: len(board.areas) == wanted) for each in session.people)
    return in_order(session.facilitator.read().areas.values())


async def _converse(session: Session, content: Content, areas: Sequence[BoardArea]) -> None:
    board = session.facilitator.read()
    await session.share(
        card for ours, area in zip(content.areas, areas, strict=True) for card in _cards_of_area(board, ours, area.id)
    )
    for slot, notes in (
        ("learning", content.learning),
        ("parking", content.parking),
        ("resources", content.resources),
    ):
        await session.share(cards_for(zone_at(board, slot), notes))


def _cards_of_area(board: Board, ours: Area, area: str) -> Iterable[Card]:
    yield from cards_in_lanes(zone_at(board, "parameters", area=area), ours.parameters)
    yield from cards_for(zone_at(board, "goal", area=area), [Note(ours.goal)] if ours.goal else [])
    yield from cards_in_lanes(zone_at(board, "conversation", area=area), ours.conversation)
    yield from cards_for(zone_at(board, "differences", area=area), ours.differences)


async def _record(session: Session, content: Content, areas: Sequence[BoardArea]) -> None:
    """All records are typed at once, each by one person."""
    typing = zip(cycle(session.people), areas, content.areas, strict=False)
    await asyncio.gather(*(each.type_record(area.id, ours.record) for each, area, ours in typing))


async def _map_network(session: Session, content: Content, areas: Sequence[BoardArea]) -> None:
    """Lay a grid onto an area; everyone fills it at once, the facilitator sums up."""
    answers = {"issue": content.grid.issue, "columns": list(content.grid.cells)}
    launch = await _launched(session, GRID, _id_of(areas, content.grid.area), answers)
    board = session.facilitator.read()
    grid = zone_at(board, "grid", launch=launch)
    await session.share(
        replace(card, place=Place(grid.id, (row.id, column_named(grid, title).id)), certainty=certainty)
        for title, cells in content.grid.cells.items()
        for row, (text, certainty) in zip(shown(grid.rows), cells, strict=False)
        for card in cards_for(grid, [Note(text)])
    )
    session.facilitator.judge(grid, content.grid.verdicts)
    await session.share(cards_for(zone_at(board, "gaps", launch=launch), content.grid.gaps))
    await session.share(cards_for(zone_at(board, "conversations", launch=launch), content.grid.conversations))
    await _tick(session, launch)


async def _wear_hats(session: Session, content: Content, areas: Sequence[BoardArea]) -> None:
    """Lay hats onto an area; what they say goes by the server, so that nothing tells who wore which."""
    answers = {"issue": content.hats.issue, "hats": list(content.hats.says)}
    launch = await _launched(session, HATS, _id_of(areas, content.hats.area), answers)
    board = session.facilitator.read()
    ring = zone_at(board, "hats", launch=launch)
    wearers = zip(cycle(session.others), content.hats.says.items(), strict=False)
    await asyncio.gather(
        *(
            each.api.write_hat(session.board, ring.id, (prompt.id, column_named(ring, hat).id), text)
            for each, (hat, says) in wearers
            for prompt, text in zip(shown(ring.rows), says, strict=False)
        )
    )
    for slot, notes in (
        ("surprised", content.hats.surprised),
        ("changes", content.hats.changes),
    ):
        await session.share(cards_for(zone_at(board, slot, launch=launch), notes))
    await _tick(session, launch)


async def _close(session: Session, content: Content, areas: Sequence[BoardArea]) -> None:
    """Read back and agree; tick what was done; put down who was present in which role."""
    today = datetime.now(UTC).date().isoformat()
    facilitator = session.facilitator
    records = {area.id: ours.record for area, ours in zip(areas, content.areas, strict=True)}
    await facilitator.sees("all records", lambda board: all(board.areas[k].record == r for k, r in records.items()))
    for area in areas:
        set_area_status(facilitator.document, area.id, "agreed")
        set_area_date(facilitator.document, area.id, today)
    whole = next(key for key, launch in facilitator.read().launches.items() if launch.area is None)
    await _tick(session, whole)
    await _note_roles(session, content)


async def _note_roles(session: Session, content: Content) -> None:
    roles = {person.name: person.in_session for person in content.people}
    for row in await session.facilitator.api.attendance(session.board):
        if row["name"] in roles:
            await session.facilitator.api.edit_attendance(
                session.board, row["id"], {"role_in_session": roles[row["name"]]}
            )


async def _launched(session: Session, template: str, area: str, answers: Json) -> str:
    """Launch a template onto an area and wait until everyone has it; returns the launch's id."""
    launch = await session.facilitator.api.launch(session.board, template, area=area, answers=answers)
    await _everyone(each.sees_launch(launch) for each in session.people)
    return launch


async def _tick(session: Session, launch: str) -> None:
    """Tick all phases of a launch, area by area where a phase is gone through for each."""
    facilitator = session.facilitator
    for entry in facilitator.entries_of(launch):
        await facilitator.api.set_phase(session.board, launch, entry, done=True)
    await _everyone(each.sees_done(launch) for each in session.people)


async def _everyone(waiting: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*waiting)


def _id_of(areas: Sequence[BoardArea], title: str) -> str:
    return next(area.id for area in areas if area.title == title)


async def agreed_state(session: Session) -> Projection:
    """Wait until all replicas and the server have the same; returns it. Raises DemoFailed."""
    await session.saved()
    wanted: dict[int, int] = {}
    for each in session.people:
        for client, clock in decode_state_vector(each.remote.doc.get_state()).items():
            wanted[client] = max(clock, wanted.get(client, 0))
    await _everyone(_has_all(each, wanted) for each in session.people)
    ours = project(session.facilitator.remote.doc)
    theirs = [project(each.remote.doc) for each in session.others]
    theirs.append(await session.facilitator.api.projection(session.board))  # type: ignore[arg-type]
    if any(canonical(each) != canonical(ours) for each in theirs):
        raise DemoFailed("The boards of the participants and of the server are not the same.")
    return ours


async def _has_all(participant: Participant, wanted: dict[int, int]) -> None:
    def complete() -> bool:
        return dict(decode_state_vector(participant.remote.doc.get_state())) == wanted

    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await participant.remote.until(complete)
    except TimeoutError:
        raise DemoFailed(f"{participant.person.name} did not get everything that the others wrote.") from None
