"""The command that adds a card to a board, and says whose it will be shown to be (SPEC P10)."""

from dataclasses import dataclass
from typing import Annotated, Final, cast

import typer

from board.edits import Place
from board.snapshots.projection import Projection, ZoneView, all_zones
from client.sdk import Added, Api, ClientError, add_card, open_board

from .calls import BoardId, run, signed_in
from .finding import find_part, id_of, titles
from .unseen import text_or

commands = typer.Typer()

_NOBODY: Final = "Shown without any name: nobody is told who wrote it."


@dataclass(frozen=True, slots=True)
class _Wish:
    """What shall be added where, as it was named."""

    text: str
    zone: str
    row: str | None
    column: str | None
    kind: str


@commands.command("add-card")
def adds_card(
    context: typer.Context,
    board: BoardId,
    zone: Annotated[str, typer.Argument(help="The zone it comes into: its title, AREA/TITLE, or id.")],
    text: Annotated[
        str | None, typer.Argument(help="What it says; without it, it is read from standard input.")
    ] = None,
    row: Annotated[str | None, typer.Option(help="The row, where the zone has rows: its title or id.")] = None,
    column: Annotated[str | None, typer.Option(help="The column, where it has columns: its title or id.")] = None,
    kind: Annotated[str, typer.Option(help="The kind of card; without it, the one that is usual there.")] = "",
    *,
    signed: Annotated[
        bool, typer.Option("--signed", help="Let the card say whose it is, as its activity does.")
    ] = False,
) -> None:
    """Add a card. It is signed by nobody; with --signed as the activity there attributes."""
    wish = _Wish(text_or(text, "Write what the card says"), zone, row, column, kind)
    run(_add(context, board, wish, signed=signed))


async def _add(context: typer.Context, board: str, wish: _Wish, *, signed: bool) -> None:
    async with signed_in(context) as server:
        place = await _place(server, board, wish)
        async with open_board(server.url, board, token=server.token) as remote:
            added = await add_card(remote, place, wish.text, kind=wish.kind, signed=signed)
        typer.echo(f"{added.id}  {await _shown_as(server, added)}")


async def _place(server: Api, board: str, wish: _Wish) -> Place:
    part = await find_part(server, board, wish.zone)
    zones = all_zones(cast(Projection, await server.projection(board)))
    zone = next((each for each in zones if each["id"] == part.id), None)
    if zone is None:
        raise ClientError("Cards come into a zone: name one by its title or id.")
    return Place(zone["id"], _cell(zone, wish))


def _cell(zone: ZoneView, wish: _Wish) -> tuple[str | None, str] | None:
    columns = titles([*zone.get("columns", []), *zone.get("lanes", [])])
    if not columns:
        return None
    if wish.column is None:
        raise ClientError(f"Say with --column in which column it comes: {', '.join(columns.values())}.")
    rows = titles(zone.get("rows", []))
    if rows and wish.row is None:
        raise ClientError(f"Say with --row in which row it comes: {', '.join(rows.values())}.")
    row = id_of(rows, wish.row, "row", where="zone") if wish.row is not None else None
    return row, id_of(columns, wish.column, "column", where="zone")


async def _shown_as(server: Api, added: Added) -> str:
    who = (await server.me())["participant"]
    match added.signed:
        case "name":
            return "Shown with your name."
        case "organisation" if who["organisation"]:
            return f"Shown with your organisation’s name, {who['organisation']}, not yours."
        case _:
            return _NOBODY
