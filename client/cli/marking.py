"""Commands about private marks on scales: one's own steps are read unseen, and never printed (SPEC V9)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, cast

import typer

from board.snapshots.projection import Projection, ZoneView
from client.sdk import ClientError, Json

from .calls import BoardId, VoteId, run, say, signed_in, telling
from .finding import is_called
from .outline import shown
from .unseen import line

commands = typer.Typer()


@dataclass(frozen=True, slots=True)
class _Scale:
    """A scale to be marked: its zone, what it asks, and its steps in order, titles by id."""

    zone: str
    title: str
    steps: Mapping[str, str]


@commands.command()
def mark(
    context: typer.Context,
    board: BoardId,
    vote: VoteId,
    *,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take all your marks back.")] = False,
) -> None:
    """Mark the scales for yourself; your steps are read from standard input, one line a scale, and are not shown."""
    found, scales = run(_asked(context, board, vote))
    steps = {} if withdraw else {**_kept(found["marks"], scales), **_read(scales)}
    if not steps and not withdraw:
        return say("You have marked nothing.")
    return run(_mark(context, board, vote, steps))


async def _asked(context: typer.Context, board: str, key: str) -> tuple[Json, list[_Scale]]:
    """Return an open round of marks with the scales of its launch. Raises ClientError."""
    async with signed_in(context) as server:
        found = await server.vote(board, key)
        projection = cast(Projection, await server.projection(board))
    if found["kind"] != "markers":
        raise ClientError("This vote has no scales: `put-dots` is for it.")
    if found["state"] != "open":
        raise ClientError("This round has ended. Nothing was changed.")
    return found, list(_scales(projection, found["place"]))


def _scales(projection: Projection, place: str) -> Iterator[_Scale]:
    for launch in projection["launches"]:
        if launch["id"] == place:
            yield from (_scale(zone) for zone in launch["zones"] if zone["kind"] == "scale" and zone.get("lanes"))


def _scale(zone: ZoneView) -> _Scale:
    return _Scale(zone["id"], zone["title"], {step["id"]: step["title"] for step in zone.get("lanes", [])})


def _kept(marks: Mapping[str, str], scales: Sequence[_Scale]) -> Mapping[str, str]:
    """Return one's marks that are on a step still."""
    return {scale.zone: marks[scale.zone] for scale in scales if marks.get(scale.zone) in scale.steps}


def _read(scales: Sequence[_Scale]) -> Mapping[str, str]:
    """Ask for a step on each scale; an empty line leaves a scale as it is. Nothing is sent before all are read."""
    read = {scale.zone: _step(scale) for scale in scales}
    return {zone: step for zone, step in read.items() if step is not None}


def _step(scale: _Scale) -> str | None:
    say(shown(scale.title))
    for number, title in enumerate(scale.steps.values(), 1):
        say(f"  {number}  {shown(title)}")
    wanted = line("Your step, by number or title; an empty line leaves this scale as it is")
    numbered = dict(zip(map(str, range(1, len(scale.steps) + 1)), scale.steps, strict=True))
    named = [key for key, title in scale.steps.items() if is_called(title, wanted)]
    match [numbered[wanted]] if wanted in numbered else named:
        case [step]:
            return step
        case _ if not wanted:
            return None
        case _:
            # What was typed is not said again: it may be a step after all, spelt otherwise.
            with telling():
                raise ClientError(
                    f"There is no such step on “{shown(scale.title)}”: say a number from 1 to {len(scale.steps)}, "
                    "or a title. Nothing was changed."
                )


async def _mark(context: typer.Context, board: str, key: str, steps: Mapping[str, str]) -> None:
    async with signed_in(context) as server:
        found = await server.mark(board, key, steps)
    kept = "Your marks are kept until the round is closed" if steps else "You have no marks now"
    say(f"{kept}; nobody else is told what they are. {found['voted']} of {found['people']} have marked.")


@commands.command()
def begin_again(context: typer.Context, board: BoardId, vote: VoteId) -> None:
    """Begin a round of marks again where the server that held it is gone; everybody marks anew."""
    run(_begin_again(context, board, vote))


async def _begin_again(context: typer.Context, board: str, key: str) -> None:
    async with signed_in(context) as server:
        await server.begin_markers_again(board, key)
    say("The round has begun again. Everybody marks anew.")
