"""Commands about votes and private marks: what is asked, and what came of it; never who said what (SPEC V)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, cast

import typer

from board.content.schema import AGREEMENTS
from board.snapshots.projection import Projection, all_cards
from board.stage.votes import PLACES
from client.sdk import Json

from .calls import BoardId, VoteId, run, say, signed_in, table
from .finding import PartName, find_part, id_of, parts_of
from .outline import shown
from .unseen import line_or

commands = typer.Typer()

_KINDS: Final = {root: kind for kind, root in PLACES.items()}
"""What is asked about a part of each root."""
_ASKED: Final = {"dots": "Dots on", "agreement": "Who agrees with", "markers": "Private marks in"}
_WAYS: Final = dict(zip(AGREEMENTS, ("Agree", "Can live with it", "Not yet"), strict=True))
_BANDS: Final = ("left of the middle", "in it", "right of it")
_GONE: Final = "(deleted)"
_OPTION_HELP: Final = (
    "A card or area: its text, title or id; or agree, live_with, not_yet. Without it, it is read from standard input, "
    "and is not in your shell's history."
)


@commands.command()
def votes(context: typer.Context, board: BoardId) -> None:
    """List a board's votes, oldest first."""
    run(_votes(context, board))


async def _votes(context: typer.Context, board: str) -> None:
    async with signed_in(context) as server:
        found = await server.votes(board)
        names = _names(cast(Projection, await server.projection(board))) if found else {}
    rows = [(row["id"], row["kind"], row["state"], f"{row['voters']} voted", _about(row, names)) for row in found]
    table(rows, "This board has had no votes yet.")


@commands.command()
def open_vote(
    context: typer.Context,
    board: BoardId,
    part: PartName,
    dots: Annotated[int | None, typer.Option(help="On a zone: how many dots each has, 3 without it.")] = None,
    most: Annotated[int | None, typer.Option(help="On a zone: how many may be put on one, 1 without it.")] = None,
    *,
    live: Annotated[bool, typer.Option("--live", help="On an area: counts are seen at once.")] = False,
) -> None:
    """Let everybody put dots on a zone, say if they agree with an area, or mark a launch's scales; prints the vote."""
    given = {"dots": dots, "most": most, "counts": "live" if live else None}
    run(_open_vote(context, board, part, {name: value for name, value in given.items() if value is not None}))


async def _open_vote(context: typer.Context, board: str, wanted: str, given: Mapping[str, Any]) -> None:
    async with signed_in(context) as server:
        part = await find_part(server, board, wanted)
        vote = await server.open_vote(board, _KINDS[part.root], part.id, **given)
    typer.echo(vote["id"])


@commands.command()
def vote(context: typer.Context, board: BoardId, vote: VoteId) -> None:
    """Show a vote: what it is about, how many took part, your own dots, and what came out once it is closed."""
    run(_vote(context, board, vote))


async def _vote(context: typer.Context, board: str, key: str) -> None:
    async with signed_in(context) as server:
        _show(await server.vote(board, key), _names(cast(Projection, await server.projection(board))))


@commands.command()
def put_dots(
    context: typer.Context,
    board: BoardId,
    vote: VoteId,
    option: Annotated[str | None, typer.Argument(help=_OPTION_HELP)] = None,
    count: Annotated[int, typer.Option(help="How many of your dots are on it from now on; 0 takes them back.")] = 1,
) -> None:
    """Put your dots on a card or an area, or say whether you agree."""
    wanted = line_or(option, "What you vote for")
    run(_put_dots(context, board, vote, wanted, count))


async def _put_dots(context: typer.Context, board: str, key: str, option: str, count: int) -> None:
    async with signed_in(context) as server:
        names = _names(cast(Projection, await server.projection(board)))
        _show(await server.put_dots(board, key, id_of(names, option, "card or area"), count), names)


@commands.command()
def close_vote(
    context: typer.Context,
    board: BoardId,
    vote: VoteId,
    *,
    cancel: Annotated[bool, typer.Option("--cancel", help="End it without a result.")] = False,
) -> None:
    """Close a vote and print what came out."""
    run(_close_vote(context, board, vote, cancel=cancel))


async def _close_vote(context: typer.Context, board: str, key: str, *, cancel: bool) -> None:
    async with signed_in(context) as server:
        found = await server.end_vote(board, key, cancel=cancel)
        names = _names(cast(Projection, await server.projection(board)))
    if cancel:
        say("The vote has ended without a result.")
    else:
        table(list(_rows(found["totals"], names)), "Nothing can be shown of this vote.")


@commands.command()
def use_vote(
    context: typer.Context,
    board: BoardId,
    vote: VoteId,
    top: Annotated[
        int | None, typer.Option(help="Mark at most so many as the top; fewer where a tie would split.")
    ] = None,
    *,
    order: Annotated[bool, typer.Option("--order", help="Put the cards in the order of their dots.")] = False,
) -> None:
    """Put the cards in the order of a closed vote, or mark its top."""
    if not order and top is None:
        raise typer.BadParameter("Say what the vote is for: --order, --top, or both.")
    run(_use_vote(context, board, vote, order=order, top=top))


async def _use_vote(context: typer.Context, board: str, key: str, *, order: bool, top: int | None) -> None:
    async with signed_in(context) as server:
        found = await server.use_vote(board, key, order=order, top=top)
        names = _names(cast(Projection, await server.projection(board)))
    if order:
        say("The cards are in the order of their dots.")
    if top is not None:
        table(
            [(option, names.get(option, _GONE)) for option in found["top"]], "No card is the top: a tie would be split."
        )


def _show(vote: Json, names: Mapping[str, str]) -> None:
    took_part = f"{vote['voters']} voted" if vote["state"] != "open" else f"{vote['voted']} of {vote['people']} voted"
    typer.echo(shown(f"{_about(vote, names)}: {vote['state']}, {took_part}"))
    if vote["kind"] == "markers" and vote["state"] == "open":
        marked = f"You have marked {len(vote['marks'])} of them" if vote["marks"] else "You have not marked them"
        typer.echo(f"{marked}; `mark` does, and does not show how.")
    for title, counts in (("Yours", vote["mine"]), ("Result", vote["so_far"] or vote["totals"])):
        if counts:
            typer.echo(title)
            table(list(_rows(counts, names)), "")


def _about(vote: Json, names: Mapping[str, str]) -> str:
    return f"{_ASKED.get(vote['kind'], vote['kind'])} “{names.get(vote['place'], _GONE)}”"


def _rows(counts: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield how many, the option's id, and what it is called."""
    for option, count in counts.items():
        yield _count(count), option, names.get(option, _GONE)


def _count(count: Any) -> str:
    if isinstance(count, list):
        return ", ".join(f"{part} {where}" for part, where in zip(count, _BANDS, strict=True))
    return str(count)


def _names(projection: Projection) -> dict[str, str]:
    """Return what people call all that a vote can be about, by its id."""
    parts = {part.id: part.title for part in parts_of(projection)}
    return {**_WAYS, **parts, **{card["id"]: card["text"] for card in all_cards(projection)}}
