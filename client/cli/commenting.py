"""Commands about comments: what is said beside a board, in threads on its parts."""

from collections.abc import Iterator, Sequence
from typing import Annotated, cast

import typer

from board.snapshots.projection import Projection, all_areas, all_zones, cards_in
from client.sdk import Api, ClientError, Json

from .calls import BoardId, run, say, signed_in
from .finding import area_ids
from .outline import shown

commands = typer.Typer()

ThreadId = Annotated[str, typer.Argument(metavar="THREAD", help="The thread's id, as `comments` lists it.")]
_NOBODY = "Somebody here"


@commands.command()
def comments(
    context: typer.Context,
    board: BoardId,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Resolved threads, too.")] = False,
) -> None:
    """Read the open threads of comments; where you are mentioned and have not read it, a line says so."""
    run(_comments(context, board, everything=everything))


async def _comments(context: typer.Context, board: str, *, everything: bool) -> None:
    async with signed_in(context) as server:
        found = await server.threads(board)
        threads = [each for each in found["threads"] if everything or not each["resolved"]]
        names = _names(cast(Projection, await server.projection(board))) if threads else {}
        unread = {each["comment"] for each in found["unread"]}
        seen = [comment["id"] for thread in threads for comment in thread["comments"] if comment["id"] in unread]
        for line in (line for thread in threads for line in _lines(thread, names, unread)):
            typer.echo(line)
        if seen:
            await server.read_mentions(board, seen)
    if not threads:
        say("This board has no open comments.")


def _lines(thread: Json, names: dict[str, str], unread: set[str]) -> Iterator[str]:
    state = ", resolved" if thread["resolved"] else ""
    yield shown(f"{thread['id']}, on {names.get(thread['place'], 'something that was deleted')}{state}")
    for comment in thread["comments"]:
        text = "(deleted)" if comment["deleted"] else comment["text"]
        mark = "  [you are mentioned]" if comment["id"] in unread else ""
        yield "    " + shown(f"{comment['by'] or _NOBODY}: {text}{mark}")


def _names(board: Projection) -> dict[str, str]:
    areas = {area["id"]: f"the area “{area['title']}”" for area in all_areas(board)}
    zones = {zone["id"]: f"the zone “{zone['title']}”" for zone in all_zones(board)}
    held = (card for zone in all_zones(board) for card in cards_in(zone))
    cards = {card["id"]: f"the card “{card['text']}”" for card in (*held, *board["notes"], *board["unplaced"])}
    return areas | zones | cards


@commands.command()
def comment(
    context: typer.Context,
    board: BoardId,
    text: Annotated[str, typer.Argument(help="What you say; “@Name” mentions somebody who has joined.")],
    area: Annotated[str | None, typer.Option(help="On this area: its title or id.")] = None,
    zone: Annotated[str | None, typer.Option(help="On this zone: its id.")] = None,
    card: Annotated[str | None, typer.Option(help="On this card: its id.")] = None,
    reply: Annotated[str | None, typer.Option(metavar="THREAD", help="To this thread.")] = None,
) -> None:
    """Comment on an area, a zone or a card, or reply to a thread; prints the thread's id."""
    run(_comment(context, board, text, {"areas": area, "zones": zone, "cards": card, "thread": reply}))


async def _comment(context: typer.Context, board: str, text: str, places: dict[str, str | None]) -> None:
    given = [(root, place) for root, place in places.items() if place is not None]
    if len(given) != 1:
        raise ClientError("Say where, by one of --area, --zone, --card and --reply.")
    [(root, place)] = given
    async with signed_in(context) as server:
        mentions = _mentioned(text, await server.people(board))
        if root == "thread":
            made = await server.add_comment(board, place, text, mentions=mentions)
        else:
            wanted = await _area(server, board, place) if root == "areas" else place
            made = await server.begin_thread(board, root, wanted, text, mentions=mentions)
    typer.echo(made["id"])


async def _area(server: Api, board: str, area: str) -> str:
    return (await area_ids(server, board, [area]))[0]


def _mentioned(text: str, people: Sequence[Json]) -> list[str]:
    return [each["id"] for each in people if f"@{each['display_name']}" in text]


@commands.command()
def resolve(
    context: typer.Context,
    board: BoardId,
    thread: ThreadId,
    *,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open it again.")] = False,
) -> None:
    """Say that a thread of comments is done with."""
    run(_resolve(context, board, thread, resolved=not reopen))


async def _resolve(context: typer.Context, board: str, thread: str, *, resolved: bool) -> None:
    async with signed_in(context) as server:
        await server.resolve_thread(board, thread, resolved=resolved)
