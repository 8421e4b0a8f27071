"""Commands about edited documents that come back."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from client.sdk import Json, Suggestions

from .calls import BoardId, run, signed_in
from .progress import telling

SuggestionId = Annotated[str, typer.Argument(metavar="SUGGESTION", help="Its id, as `suggestion list` shows it.")]

commands = typer.Typer()
suggestion = typer.Typer(help="Bring back an edited Word document, and decide on its changes.", no_args_is_help=True)
commands.add_typer(suggestion, name="suggestion")


@suggestion.command("bring")
def bring_back(
    context: typer.Context,
    board: BoardId,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The .docx file, exported and edited.")],
) -> None:
    """Read an edited document; what was changed in its agreed texts becomes suggestions."""
    run(_bring_back(context, board, file.read_bytes()))


async def _bring_back(context: typer.Context, board: str, content: bytes) -> None:
    async with signed_in(context) as api:
        with telling("Stopped. Nothing was brought back.") as tell:
            found = await Suggestions(api, board).bring_back(content, tell=tell)
    typer.echo(f"{found['changed']} of {found['texts']} agreed texts were changed.")
    _print(found["suggestions"])


@suggestion.command("list")
def list_suggestions(context: typer.Context, board: BoardId) -> None:
    """List the suggestions that nobody has decided on."""
    run(_list_suggestions(context, board))


async def _list_suggestions(context: typer.Context, board: str) -> None:
    async with signed_in(context) as api:
        found = await Suggestions(api, board).list()
    _print(found)


def _print(suggestions: Sequence[Json]) -> None:
    for line in _lines(suggestions):
        typer.echo(line)


def _lines(suggestions: Sequence[Json]) -> Iterator[str]:
    if not suggestions:
        yield "There are no open suggestions."
        return
    for each in suggestions:
        yield f"[{each['id']}] on the area {each['area']}"
        yield from (f"  - {line}" for line in each["base"].splitlines() if line)
        yield from (f"  + {line}" for line in each["proposed"].splitlines() if line)


@suggestion.command("take")
def take(context: typer.Context, board: BoardId, suggestion_id: SuggestionId) -> None:
    """Write a suggestion into its area's record, and print the record."""
    run(_take(context, board, suggestion_id))


async def _take(context: typer.Context, board: str, suggestion_id: str) -> None:
    async with signed_in(context) as api:
        found = await Suggestions(api, board).take(suggestion_id)
    typer.echo(found["record"])


@suggestion.command("decline")
def decline(context: typer.Context, board: BoardId, suggestion_id: SuggestionId) -> None:
    """Leave the record as it is."""
    run(_decline(context, board, suggestion_id))


async def _decline(context: typer.Context, board: str, suggestion_id: str) -> None:
    async with signed_in(context) as api:
        await Suggestions(api, board).decline(suggestion_id)
