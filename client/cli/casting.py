"""Commands about who is what in a session: roles such as chair or scribe, and hats."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from client.sdk import Api, ClientError, Hats, Json

from .calls import BoardId, run, say, signed_in, table
from .finding import is_called, person_id, ring_id
from .outline import shown

commands = typer.Typer()

RoleName = Annotated[str, typer.Argument(metavar="ROLE", help="The role: its title or id.")]
PersonName = Annotated[str, typer.Argument(metavar="PERSON", help="Who has it: their name or id.")]
ZoneId = Annotated[str | None, typer.Option(help="The zone with the hats, where there are several: its id.")]
LaunchId = Annotated[str | None, typer.Option(help="The launch, where several have such a role.")]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A role and a person, as they were named."""

    role: str
    person: str
    launch: str | None


@commands.command()
def roles(context: typer.Context, board: BoardId) -> None:
    """List the roles of what was launched, who has each today, and what to do in it."""
    run(_roles(context, board))


async def _roles(context: typer.Context, board: str) -> None:
    async with signed_in(context) as server:
        launches = await server.session_roles(board)
    rows = [
        (launch["launch"], role["title"], ", ".join(each["name"] for each in role["holders"]) or "-", role["do"])
        for launch in launches
        for role in launch["roles"]
    ]
    table(rows, "Nothing with roles was launched on this board yet.")
    _warn(launches)


@commands.command()
def give_role(
    context: typer.Context, board: BoardId, role: RoleName, person: PersonName, launch: LaunchId = None
) -> None:
    """Give somebody who is here today a role."""
    run(_give(context, board, _Wanted(role, person, launch)))


async def _give(context: typer.Context, board: str, wanted: _Wanted) -> None:
    async with signed_in(context) as server:
        await server.give_role(board, *await _found(server, board, wanted))
        _warn(await server.session_roles(board))


@commands.command()
def take_role(
    context: typer.Context, board: BoardId, role: RoleName, person: PersonName, launch: LaunchId = None
) -> None:
    """Take a role off somebody."""
    run(_take(context, board, _Wanted(role, person, launch)))


async def _take(context: typer.Context, board: str, wanted: _Wanted) -> None:
    async with signed_in(context) as server:
        await server.take_role(board, *await _found(server, board, wanted))


@commands.command()
def give_out_hats(
    context: typer.Context,
    board: BoardId,
    zone: ZoneId = None,
    *,
    choose: Annotated[bool, typer.Option("--choose", help="People choose; nothing is dealt.")] = False,
) -> None:
    """Deal the hats of a ring anew, or let people choose theirs."""
    run(_give_out(context, board, zone, deal=not choose))


async def _give_out(context: typer.Context, board: str, zone: str | None, *, deal: bool) -> None:
    async with signed_in(context) as server:
        answer = await Hats(server, board, await ring_id(server, board, zone)).give_out(deal=deal)
    typer.echo(f"{answer['worn']} wear a hat.")


@commands.command()
def my_hat(context: typer.Context, board: BoardId, zone: ZoneId = None) -> None:
    """Say which hat you wear; nobody else is told."""
    run(_my_hat(context, board, zone))


async def _my_hat(context: typer.Context, board: str, zone: str | None) -> None:
    async with signed_in(context) as server:
        mine = (await Hats(server, board, await ring_id(server, board, zone)).mine())["mine"]
    typer.echo(shown(mine["title"]) if mine else "You wear no hat.")


@commands.command()
def hats_off(context: typer.Context, board: BoardId, zone: ZoneId = None) -> None:
    """Take the hats off; who wore which is forgotten."""
    run(_hats_off(context, board, zone))


async def _hats_off(context: typer.Context, board: str, zone: str | None) -> None:
    async with signed_in(context) as server:
        await Hats(server, board, await ring_id(server, board, zone)).off()


async def _found(server: Api, board: str, wanted: _Wanted) -> tuple[str, str, str]:
    """Return the ids of the launch, the role and the person. Raises ClientError."""
    found = [
        (launch["launch"], role["id"])
        for launch in await server.session_roles(board)
        for role in launch["roles"]
        if wanted.launch in (None, launch["launch"])
        and (role["id"] == wanted.role or is_called(role["title"], wanted.role))
    ]
    match found:
        case [(launch, role)]:
            return launch, role, await person_id(server, board, wanted.person)
        case []:
            raise ClientError(f"There is no role “{shown(wanted.role)}”; `roles` lists them.")
        case _:
            launches = ", ".join(launch for launch, _ in found)
            raise ClientError(f"Several launches have such a role: add --launch and one of {launches}.")


def _warn(launches: Sequence[Json]) -> None:
    for sentence in (sentence for launch in launches for sentence in launch["warnings"]):
        say(shown(sentence))
