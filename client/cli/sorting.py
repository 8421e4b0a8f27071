"""Commands that sort a board: splitting an area in two, and merging two into one (SPEC D8)."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer

from board.content.document import BoardDocument
from board.edits import merge_areas as merge
from board.edits import split_area as split
from board.errors import EditError
from client.sdk import ClientError, RemoteBoard, open_board

from .calls import BoardId, run, signed_in
from .finding import area_ids
from .outline import shown

commands = typer.Typer()

T = TypeVar("T")

AreaName = Annotated[str, typer.Argument(metavar="AREA", help="An area: its title or id.")]


@commands.command()
def split_area(
    context: typer.Context,
    board: BoardId,
    area: AreaName,
    title: Annotated[str, typer.Argument(help="The title of the new area.")],
    card: Annotated[list[str] | None, typer.Option(help="The id of a card that goes there; repeat for more.")] = None,
) -> None:
    """Make a new area right behind one, with the same zones; cards that are named go there."""
    run(_split(context, board, area, title, card or []))


async def _split(context: typer.Context, board: str, area: str, title: str, cards: list[str]) -> None:
    async with signed_in(context) as server:
        [source] = await area_ids(server, board, [area])
        key = _new_id()
        async with open_board(server.url, board, token=server.token) as remote:
            await _edit(remote, lambda document: split(document, source, cards, key, title, _new_id))
    typer.echo(f"{key}  {shown(title)}")


@commands.command()
def merge_areas(
    context: typer.Context,
    board: BoardId,
    area: AreaName,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other area: its title or id.")],
) -> None:
    """Put all of one area into another; the one that comes first on the board stays."""
    run(_merge(context, board, area, other))


async def _merge(context: typer.Context, board: str, area: str, other: str) -> None:
    async with signed_in(context) as server:
        one, two = await area_ids(server, board, [area, other])
        now = datetime.now(UTC).isoformat(timespec="seconds")
        async with open_board(server.url, board, token=server.token) as remote:
            stays = await _edit(remote, lambda document: merge(document, one, two, now, _new_id))
            title = BoardDocument(remote.doc).area(stays).title
    typer.echo(f"{stays}  {shown(title)}")


async def _edit(remote: RemoteBoard, change: Callable[[BoardDocument], T]) -> T:
    """Make one edit and wait until it is saved. Raises ClientError where it does not fit."""
    try:
        result = change(BoardDocument(remote.doc))
    except EditError as error:
        raise ClientError(str(error)) from None
    await remote.saved()
    return result


def _new_id() -> str:
    return secrets.token_hex(9)
