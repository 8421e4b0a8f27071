"""Commands of a facilitator who leads a session: phases and their time, where everybody looks, what is locked."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from client.sdk import ClientError, Json, open_board

from .calls import BoardId, run, signed_in, table
from .finding import PART_HELP, PartName, area_ids, find_part
from .outline import shown

commands = typer.Typer()

LockedName = Annotated[
    str, typer.Argument(metavar="PART", help="An area or a zone: its title, AREA/TITLE for a zone of an area, or id.")
]


class Time(StrEnum):
    """What can be done with the time of a phase."""

    PAUSE = "pause"
    RESUME = "resume"
    RESTART = "restart"
    EXTEND = "extend"


@commands.command()
def phases(context: typer.Context, board: BoardId) -> None:
    """List the phases of what was launched, and which one is on."""
    run(_phases(context, board))


async def _phases(context: typer.Context, board: str) -> None:
    async with signed_in(context) as server:
        stage = await server.stage(board)
        rows = [
            (
                launch["launch"],
                phase["id"],
                _state(stage, launch, phase["id"]),
                f"{phase['minutes']} min",
                phase["title"],
            )
            for launch in (await server.get(f"/api/boards/{board}/phases"))["launches"]
            for phase in launch["phases"]
        ]
    table(rows, "Nothing with phases was launched on this board yet.")


def _state(stage: Json, launch: Json, phase: str) -> str:
    if stage["launch"] == launch["launch"] and (stage["entry"] or "").partition("/")[0] == phase:
        return _time(stage)
    return "done" if phase in launch["done"] else "-"


def _time(stage: Json) -> str:
    """Return the time of the phase that is on, by the server's clock."""
    left = float(stage["left"])
    if stage["ends"]:
        left = (datetime.fromisoformat(stage["ends"]) - datetime.fromisoformat(stage["now"])).total_seconds()
    minutes, seconds = divmod(round(abs(left)), 60)
    paused = ", paused" if stage["state"] == "paused" else ""
    return f"on, {minutes}:{seconds:02} {'left' if left >= 0 else 'over'}{paused}"


@commands.command()
def phase(
    context: typer.Context,
    board: BoardId,
    name: Annotated[str | None, typer.Argument(help="Its id or title; without, the one that is on ends.")] = None,
    area: Annotated[str | None, typer.Option(help="The area that it is about: its title or id.")] = None,
    launch: Annotated[str | None, typer.Option(help="The launch, where several have such a phase.")] = None,
) -> None:
    """Start a phase with all its minutes; the one that was on is ticked as done."""
    run(_phase(context, board, name, area, launch))


async def _phase(context: typer.Context, board: str, name: str | None, area: str | None, launch: str | None) -> None:
    async with signed_in(context) as server:
        seen = (await server.stage(board))["turn"]
        if name is None:
            await server.end_phase(board, seen=seen)
            return
        lists = (await server.get(f"/api/boards/{board}/phases"))["launches"]
        found, entry = _entry(lists, name, launch)
        if area is not None:
            entry = f"{entry}/{(await area_ids(server, board, [area]))[0]}"
        answer = await server.start_phase(board, found, entry, seen=seen, finish=True)
    typer.echo(shown(f"{answer['title']}: {_time(answer)}"))


def _entry(lists: list[Json], name: str, launch: str | None) -> tuple[str, str]:
    found = list(_entries(lists, name, launch))
    match found:
        case [(of, entry)]:
            return of, entry
        case []:
            raise ClientError(f"There is no phase “{shown(name)}”; `phases` lists them.")
        case _:
            launches = ", ".join(of for of, _ in found)
            raise ClientError(f"Several launches have a phase “{shown(name)}”: add --launch and one of {launches}.")


def _entries(lists: list[Json], name: str, launch: str | None) -> Iterator[tuple[str, str]]:
    for each in lists:
        for one in each["phases"]:
            if launch in (None, each["launch"]) and name.casefold() in (one["id"].casefold(), one["title"].casefold()):
                yield each["launch"], one["id"]


@commands.command()
def timer(
    context: typer.Context,
    board: BoardId,
    action: Annotated[Time, typer.Argument(help="What to do with the time of the phase that is on.")],
    minutes: Annotated[int, typer.Option(help="By how many minutes `extend` makes it longer.")] = 1,
) -> None:
    """Pause the time of the phase that is on, let it go on, begin it again, or make it longer."""
    run(_timer(context, board, action, minutes))


async def _timer(context: typer.Context, board: str, action: Time, minutes: int) -> None:
    async with signed_in(context) as server:
        seen = (await server.stage(board))["turn"]
        answer = await server.change_time(board, action.value, seen=seen, minutes=minutes)
    typer.echo(_time(answer))


class FreeTimer(StrEnum):
    """What can be done with a timer that belongs to no phase."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    STOP = "stop"


@commands.command()
def free_timer(
    context: typer.Context,
    board: BoardId,
    action: Annotated[FreeTimer, typer.Argument(help="What to do with the timer.")],
    minutes: Annotated[int, typer.Option(help="How long for `start`, by how much longer for `extend`.")] = 5,
) -> None:
    """Start a timer that belongs to no phase, pause it, let it go on, make it longer, or stop it."""
    run(_free_timer(context, board, action, minutes))


async def _free_timer(context: typer.Context, board: str, action: FreeTimer, minutes: int) -> None:
    async with signed_in(context) as server:
        seen = (await server.stage(board))["timer"]["turn"]
        answer = await server.change_timer(board, action.value, seen=seen, minutes=minutes)
    timer = {**answer["timer"], "now": answer["now"]}
    typer.echo("off" if timer["state"] == "off" else _time(timer))


@commands.command()
def bring(context: typer.Context, board: BoardId, part: PartName) -> None:
    """Bring everybody to a part of the board."""
    run(_bring(context, board, part))


async def _bring(context: typer.Context, board: str, wanted: str) -> None:
    async with signed_in(context) as server:
        part = await find_part(server, board, wanted)
        await server.bring(board, part.root, part.id)


@commands.command()
def spotlight(
    context: typer.Context,
    board: BoardId,
    part: Annotated[
        str | None, typer.Argument(metavar="PART", help=f"{PART_HELP} Without, the spotlight ends.")
    ] = None,
) -> None:
    """Put a part of the board in the spotlight, or end the spotlight."""
    run(_spotlight(context, board, part))


async def _spotlight(context: typer.Context, board: str, wanted: str | None) -> None:
    async with signed_in(context) as server:
        if wanted is None:
            await server.end_spotlight(board)
            return
        part = await find_part(server, board, wanted)
        await server.spotlight(board, part.root, part.id)


@commands.command()
def lock(
    context: typer.Context,
    board: BoardId,
    part: LockedName,
    why: Annotated[str, typer.Option(help="What for, in words for the others.")] = "",
) -> None:
    """Lock an area or a zone against accident; the board as it is is kept first."""
    run(_lock(context, board, part, why))


async def _lock(context: typer.Context, board: str, part: str, why: str) -> None:
    async with signed_in(context) as server:
        await server.lock(board, (await find_part(server, board, part)).id, why)


@commands.command()
def unlock(context: typer.Context, board: BoardId, part: LockedName) -> None:
    """Open an area or a zone again."""
    run(_unlock(context, board, part))


async def _unlock(context: typer.Context, board: str, part: str) -> None:
    async with signed_in(context) as server:
        await server.unlock(board, (await find_part(server, board, part)).id)


@commands.command()
def raise_hand(context: typer.Context, board: BoardId) -> None:
    """Raise your hand until a facilitator lowers it, or you press Ctrl-C."""
    run(_raise_hand(context, board))


async def _raise_hand(context: typer.Context, board: str) -> None:
    async with signed_in(context) as server, open_board(server.url, board, token=server.token) as remote:
        remote.raise_hand()
        typer.echo("Your hand is up. Press Ctrl-C to take it down.")
        await remote.until(lambda: remote.asked_to_lower)
        remote.lower_hand()
    typer.echo("The facilitator has lowered your hand.")
