"""Commands about snapshots and exports."""

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from client.sdk import BringingBack, GoingBack

from .calls import BoardId, run, say, signed_in, table
from .files import NOTHING_MADE, kept, named
from .finding import area_ids, find_part
from .outline import shown
from .progress import telling

commands = typer.Typer()


class PictureFormat(StrEnum):
    """The files that a picture comes as."""

    SVG = "svg"
    PNG = "png"
    TEXT = "text"


@commands.command()
def snapshot(
    context: typer.Context,
    board: BoardId,
    label: Annotated[str | None, typer.Option(help="What to call it.")] = None,
) -> None:
    """Take a snapshot and print its id."""
    run(_snapshot(context, board, label))


async def _snapshot(context: typer.Context, board: str, label: str | None) -> None:
    async with signed_in(context) as api:
        typer.echo((await api.snapshot(board, label))["id"])


@commands.command()
def snapshots(context: typer.Context, board: BoardId) -> None:
    """List a board's snapshots, newest first."""
    run(_snapshots(context, board))


async def _snapshots(context: typer.Context, board: str) -> None:
    async with signed_in(context) as api:
        rows = [(row["id"], row["at"][:19], row["reason"], row["label"]) for row in await api.snapshots(board)]
    table(rows, "This board has no snapshots yet.")


@commands.command()
def go_back(
    context: typer.Context,
    board: BoardId,
    snapshot_id: Annotated[str, typer.Argument(metavar="SNAPSHOT", help="Its id, as `snapshots` lists it.")],
    *,
    look: Annotated[bool, typer.Option("--look", help="Only say what it would change.")] = False,
) -> None:
    """Go back to a snapshot; the board as it is now is kept as a snapshot first."""
    run(_changes_back(context, board, snapshot_id) if look else _go_back(context, board, snapshot_id))


async def _changes_back(context: typer.Context, board: str, snapshot_id: str) -> None:
    async with signed_in(context) as api:
        with telling("Stopped.") as tell:
            changes = await GoingBack(api, board, snapshot_id).changes(tell=tell)
    _list_changes(changes)


async def _go_back(context: typer.Context, board: str, snapshot_id: str) -> None:
    async with signed_in(context) as api:
        await _carry_out(GoingBack(api, board, snapshot_id))


@commands.command()
def bring_back(
    context: typer.Context,
    board: BoardId,
    part: Annotated[str, typer.Argument(metavar="PART", help="A locked zone or area, by title or id.")],
) -> None:
    """Bring a locked part back as it was locked; the board as it is now is kept as a snapshot first."""
    run(_bring_back(context, board, part))


async def _bring_back(context: typer.Context, board: str, part: str) -> None:
    async with signed_in(context) as api:
        await _carry_out(BringingBack(api, board, (await find_part(api, board, part)).id))


async def _carry_out(going: GoingBack | BringingBack) -> None:
    try:
        with telling() as tell:
            changes = (await going.go(tell=tell))["applied"]
    except asyncio.CancelledError:
        _say_what_became(await going.stop())
        raise
    _list_changes(changes)


def _say_what_became(changes: Sequence[str] | None) -> None:
    if changes is None:
        say("Stopped. Nothing on the board was changed.")
    else:
        say("It was too late to stop. This was changed:")
        _list_changes(changes)


def _list_changes(changes: Sequence[str]) -> None:
    for sentence in changes or ["Nothing changes: the board is as it was then."]:
        typer.echo(shown(sentence))


@commands.command()
def export(
    context: typer.Context,
    board: BoardId,
    layout: Annotated[str, typer.Option(help="What to make of it.")] = "manual_section",
    file_format: Annotated[
        str, typer.Option("--format", help="docx, html, markdown, pdf, json or csv (tables).")
    ] = "docx",
    areas: Annotated[list[str] | None, typer.Option(help="An area by title or id; repeat for more, in order.")] = None,
    heading_level: Annotated[int, typer.Option(help="Level of the first headings, 1 to 6.", min=1, max=6)] = 2,
    of_snapshot: Annotated[str | None, typer.Option("--snapshot", help="Snapshot to use; without, a new one.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; - for standard output.")] = None,
) -> None:
    """Export a section to a file."""
    target = output or named(layout, file_format)
    run(_export(context, board, layout, file_format, areas or [], heading_level, of_snapshot, target))


async def _export(
    context: typer.Context,
    board: str,
    layout: str,
    file_format: str,
    areas: Sequence[str],
    heading_level: int,
    of_snapshot: str | None,
    target: Path,
) -> None:
    async with signed_in(context) as api:
        options: dict[str, Any] = {"heading_level": heading_level}
        if areas:
            options["areas"] = await area_ids(api, board, areas)
        with telling(NOTHING_MADE) as tell:
            content = await api.export(board, layout, file_format, options=options, snapshot=of_snapshot, tell=tell)
    await kept(target, content)


@commands.command()
def picture(
    context: typer.Context,
    board: BoardId,
    part: Annotated[str | None, typer.Option(help="A zone, an area or a template on it, by title or id.")] = None,
    file_format: Annotated[PictureFormat, typer.Option("--format", help="text: the words for it.")] = PictureFormat.SVG,
    of_snapshot: Annotated[str | None, typer.Option("--snapshot", help="Snapshot to use; without, a new one.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; - for standard output.")] = None,
) -> None:
    """Make a picture of the board, or of a part of it."""
    ending = "txt" if file_format is PictureFormat.TEXT else file_format.value
    run(_picture(context, board, part, file_format, of_snapshot, output or Path(f"picture.{ending}")))


async def _picture(
    context: typer.Context,
    board: str,
    part: str | None,
    file_format: PictureFormat,
    of_snapshot: str | None,
    target: Path,
) -> None:
    async with signed_in(context) as api:
        found = (await find_part(api, board, part)).id if part else None
        with telling(NOTHING_MADE) as tell:
            content = await api.picture(board, file_format.value, found, snapshot=of_snapshot, tell=tell)
    await kept(target, content)
