"""Commands about private rounds: each writes unseen until all is revealed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, cast

import typer

from board.snapshots.projection import Projection, ZoneView, all_zones
from client.sdk import Api, ClientError, Json, PrivateRounds

from .calls import BoardId, run, signed_in, table
from .finding import id_of, titles
from .unseen import text_or

commands = typer.Typer()

_TEXT_HELP: Final = (
    "What nobody else sees until it is revealed. Without it, it is read from standard input, and is not in your "
    "shell's history."
)


class Cells(StrEnum):
    """Where each writes."""

    ONE = "one"
    COLUMN = "column"
    ALL = "all"


class Certainty(StrEnum):
    """How sure one is of what somebody would say."""

    SAID = "said"
    GUESS = "guess"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Words:
    """A text and where it shall come, as it was named."""

    text: str
    row: str | None
    column: str | None
    certainty: str | None


@commands.command()
def private_round(
    context: typer.Context,
    board: BoardId,
    zone: Annotated[str, typer.Argument(help="The zone where the cards shall come: its title or id.")],
    cells: Annotated[
        Cells, typer.Option(help="Each writes in one place, down a column of their own, or in all cells.")
    ] = Cells.ONE,
) -> None:
    """Let everybody write on their own."""
    run(_open(context, board, zone, cells.value))


async def _open(context: typer.Context, board: str, zone: str, cells: str) -> None:
    async with signed_in(context) as server:
        zones = all_zones(cast(Projection, await server.projection(board)))
        found = id_of({each["id"]: each["title"] for each in zones}, zone, "zone")
        await PrivateRounds(server, board).open(found, cells=cells)
    typer.echo("Everybody can write on their own now.")


@commands.command()
def write_private(
    context: typer.Context,
    board: BoardId,
    text: Annotated[str | None, typer.Argument(help=_TEXT_HELP)] = None,
    row: Annotated[str | None, typer.Option(help="The row it is for, where each text has a cell: title or id.")] = None,
    column: Annotated[str | None, typer.Option(help="The column it is for: its title or id.")] = None,
    certainty: Annotated[Certainty | None, typer.Option(help="How sure you are of it.")] = None,
) -> None:
    """Write a card in the private round that is on."""
    said = text_or(text, "Write what nobody else sees until it is revealed")
    run(_write(context, board, _Words(said, row, column, certainty)))


async def _write(context: typer.Context, board: str, words: _Words) -> None:
    async with signed_in(context) as server:
        rounds = PrivateRounds(server, board)
        found = await _on(rounds)
        cell = await _cell(server, board, found, words)
        seen = await _own_column(rounds, found["id"])
        stored = await rounds.write(found["id"], words.text, cell=cell, certainty=words.certainty, after_column=seen)
    typer.echo("Saved, only you see it.")
    if cell is not None and stored["cell"] != list(cell):
        typer.echo("It is in another column, which you took elsewhere just now. Write again to take this one.")


async def _own_column(rounds: PrivateRounds, wanted: str) -> str | None:
    """Return the column of what we wrote in this round, the newest where it has several; None for nothing."""
    columns = [card["cell"][1] for card in await rounds.mine() if card["round"] == wanted and card["cell"]]
    return columns[-1] if columns else None


async def _cell(server: Api, board: str, found: Json, words: _Words) -> tuple[str | None, str] | None:
    """Return the cell that is named by titles or ids, None for none. Raises ClientError."""
    if words.column is None:
        return None
    zones = all_zones(cast(Projection, await server.projection(board)))
    zone = next((each for each in zones if each["id"] == found["zone"]), None)
    if zone is None:
        raise ClientError("The zone of this round is not on the board any more.")
    columns = titles([*zone.get("columns", []), *zone.get("lanes", [])])
    return _row(zone, words), id_of(columns, words.column, "column", where="zone")


def _row(zone: ZoneView, words: _Words) -> str | None:
    rows = titles(zone.get("rows", []))
    if words.row is not None:
        return id_of(rows, words.row, "row", where="zone")
    if rows:
        raise ClientError(f"Say with --row for which row it is: {', '.join(rows.values())}.")
    return None


@commands.command()
def private_cards(context: typer.Context, board: BoardId) -> None:
    """List what you wrote on your own and is not on the board; nobody else is shown it."""
    run(_list(context, board))


async def _list(context: typer.Context, board: str) -> None:
    async with signed_in(context) as server:
        cards = await PrivateRounds(server, board).mine()
    table([(card["card"], card["text"]) for card in cards], "You have no private cards.")


@commands.command()
def reveal(context: typer.Context, board: BoardId) -> None:
    """Put all cards of the private round on the board at once."""
    run(_reveal(context, board))


async def _reveal(context: typer.Context, board: str) -> None:
    async with signed_in(context) as server:
        rounds = PrivateRounds(server, board)
        revealed = await rounds.reveal((await _on(rounds))["id"])
    typer.echo(f"{_cards(revealed['cards'])} on the board.")
    if revealed["unplaced"]:
        typer.echo(
            f"{_cards(revealed['unplaced'])} without a place: the row or column was deleted. Restore it, or move them."
        )


def _cards(count: int) -> str:
    return "1 card is" if count == 1 else f"{count} cards are"


@commands.command()
def end_private(context: typer.Context, board: BoardId) -> None:
    """End the private round without a reveal; each keeps their own cards."""
    run(_end(context, board))


async def _end(context: typer.Context, board: str) -> None:
    async with signed_in(context) as server:
        rounds = PrivateRounds(server, board)
        await rounds.end((await _on(rounds))["id"])


async def _on(rounds: PrivateRounds) -> Json:
    """Return the round in which people write now. Raises ClientError."""
    found: Json | None = (await rounds.newest())["round"]
    if found is None or found["state"] not in ("open", "revealing"):
        raise ClientError("Nobody writes on their own just now: `private-round` begins.")
    return found
