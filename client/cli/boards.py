"""Commands about boards: list, make, launch a template, invite, show, watch."""

import sys
from collections.abc import Sequence
from typing import Annotated, cast

import typer

from board.roles import Role
from board.snapshots.projection import Projection
from client.sdk import Api, Json

from .calls import BoardId, run, say, signed_in, table
from .finding import area_ids
from .outline import outline, shown
from .watching import watch_board

Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer", metavar="ID=TEXT", help="What the template asks, as `templates` lists it; repeat for more."
    ),
]

commands = typer.Typer()


@commands.command()
def boards(context: typer.Context) -> None:
    """List your boards."""
    run(_boards(context))


async def _boards(context: typer.Context) -> None:
    async with signed_in(context) as api:
        rows = [(row["id"], row["role"], row["updated_at"][:10], row["title"]) for row in await api.boards()]
    table(rows, "You have no boards here yet.")


@commands.command()
def templates(context: typer.Context) -> None:
    """List the templates of the server."""
    run(_templates(context))


async def _templates(context: typer.Context) -> None:
    async with signed_in(context) as api:
        rows = [(row["id"], row["title"], f"asks: {_asks(row)}") for row in await api.templates()]
    table(rows, "This server has no templates.")


def _asks(template: Json) -> str:
    return ", ".join(f"{ask['key']} (needed)" if ask["least"] else ask["key"] for ask in template["ask"])


@commands.command()
def create(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="The board's title.")],
    template: Annotated[str | None, typer.Option(help="Template to launch on it.")] = None,
    purpose: Annotated[str, typer.Option(help="What the group is making, for whom.")] = "",
    answer: Answers = None,
) -> None:
    """Create a board and print its id."""
    run(_create(context, title, template, purpose, _answers(answer or [])))


async def _create(context: typer.Context, title: str, template: str | None, purpose: str, answers: Json) -> None:
    async with signed_in(context) as api:
        board = await api.create_board(title, template=template, purpose=purpose, answers=answers)
        await _say_source(api, template)
    typer.echo(board)


@commands.command()
def launch(
    context: typer.Context,
    board: BoardId,
    template: Annotated[str, typer.Argument(help="The template's id, as `templates` lists it.")],
    area: Annotated[str | None, typer.Option(help="Area to launch it onto: its title or id.")] = None,
    answer: Answers = None,
) -> None:
    """Launch a template on a board and print the launch's id."""
    run(_launch(context, board, template, area, _answers(answer or [])))


async def _launch(context: typer.Context, board: str, template: str, area: str | None, answers: Json) -> None:
    async with signed_in(context) as api:
        found = (await area_ids(api, board, [area]))[0] if area else None
        made = await api.launch(board, template, area=found, answers=answers)
        await _say_source(api, template)
    typer.echo(made)


async def _say_source(api: Api, wanted: str | None) -> None:
    """Say where a launched template comes from, beside what the command prints (SPEC T3)."""
    for template in await api.templates() if wanted else ():
        if template["id"] == wanted:
            checked = "Checked" if template["checked_by_ambit_trainer"] else "Not checked"
            say(shown(f"{template['title']}: {checked} by an AMBIT trainer. {template['source']}"))


@commands.command()
def invite(
    context: typer.Context,
    board: BoardId,
    role: Annotated[Role, typer.Option(help="What the link lets people do.")] = Role.EDIT,
) -> None:
    """Make a link to join a board and print it."""
    run(_invite(context, board, role))


async def _invite(context: typer.Context, board: str, role: Role) -> None:
    async with signed_in(context) as api:
        typer.echo(await api.invite(board, role.value))


@commands.command()
def show(context: typer.Context, board: BoardId) -> None:
    """Print a board as an outline."""
    run(_show(context, board))


async def _show(context: typer.Context, board: str) -> None:
    async with signed_in(context) as api:
        typer.echo("\n".join(outline(cast(Projection, await api.projection(board)))))


@commands.command()
def watch(context: typer.Context, board: BoardId) -> None:
    """Follow a board live and print what changes, until you press Ctrl-C."""
    try:
        run(_watch(context, board))
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


async def _watch(context: typer.Context, board: str) -> None:
    async with signed_in(context) as api:
        async for line in watch_board(api.url, board, token=api.token):
            typer.echo(line)
            sys.stdout.flush()


def _answers(given: Sequence[str]) -> dict[str, list[str]]:
    """Read `id=text`, several with the same id as several lines of one answer."""
    answers: dict[str, list[str]] = {}
    for each in given:
        key, equals, text = each.partition("=")
        if not equals:
            raise typer.BadParameter(f"{each!r} is not ID=TEXT.", param_hint="--answer")
        answers.setdefault(key.strip(), []).append(text)
    return answers
