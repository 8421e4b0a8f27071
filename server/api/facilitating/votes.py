"""Votes: dots on cards, and who agrees with a text (SPEC V). Nobody is ever told who said what."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

import pycrdt
from pydantic import BaseModel

from board.content.document import BoardDocument
from board.roles import Role
from board.stage.stage import written
from board.stage.votes import StageVotes, Vote, about, counted, options_of, scales_of, shape, top_of, with_dots
from server.api.http.bodies import Dots, NewVote, UseOfVote
from server.api.http.problem import Problem, check_kind
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.commands import OrderByDots
from server.rooms.live import Answer, Command
from server.workers.offloaded import document

T = TypeVar("T")

PATH = "/api/boards/{board}/votes"
ONE = f"{PATH}/{{vote}}"


class VoteRow(BaseModel):
    """A vote as everybody may see it.

    `text` is what an agreement is about, as it was when the vote was opened, `digest` its SHA-256. Once closed,
    `totals` are the dots of each option, or the markers of each scale left of its middle, in it and right of it; a
    scale with fewer than four is left out. `voters` is how many took part, `top` what was picked.
    """

    id: str
    kind: str
    root: str
    place: str
    state: str
    dots: int
    most: int
    counts: str
    since: str | None
    ended: str | None
    by: str | None
    text: str
    digest: str
    voters: int
    totals: Mapping[str, Any]
    top: Sequence[str]

    @classmethod
    def of(cls, key: str, vote: Vote) -> "VoteRow":
        """Return the row of a vote."""
        return cls(
            id=key,
            kind=vote.kind,
            root=vote.root,
            place=vote.place,
            state=vote.state,
            dots=vote.dots,
            most=vote.most,
            counts=vote.counts,
            since=written(vote.since),
            ended=written(vote.ended),
            by=vote.by,
            text=vote.text,
            digest=hashlib.sha256(vote.text.encode("utf-8", "surrogatepass")).hexdigest() if vote.text else "",
            voters=vote.voters,
            totals=vote.totals or {},
            top=vote.top,
        )


class VoteRows(BaseModel):
    """The votes of a board."""

    votes: Sequence[VoteRow]


class VoteAnswer(VoteRow):
    """A vote, and while it is open what the caller said in it.

    `mine` are the caller's dots; those on what is gone have come back and do not count. `marks` are the caller's steps
    on the scales. `voted` of `people` who may vote and are here have done so. `so_far` are counts that may be seen
    while it is open, null where they may not.
    """

    mine: Mapping[str, int]
    marks: Mapping[str, str]
    voted: int
    people: int
    so_far: Mapping[str, int] | None


async def listed(call: Call[NoBody]) -> VoteRows:
    """Return every vote, the oldest first."""
    found = await _all(call)
    rows = sorted(found.items(), key=lambda each: written(each[1].since) or "")
    return VoteRows(votes=[VoteRow.of(key, vote) for key, vote in rows])


async def open_vote(call: Call[NewVote]) -> VoteAnswer:
    """Open a vote, once for a request id."""
    body, services = call.body, call.services
    stage = call.access.document("stage")
    answer = await services.live.answered(stage, body.request_id) or await _open(call)
    check_kind(answer, "vote")
    return await answered(call, answer["vote"])


async def _open(call: Call[NewVote]) -> Answer:
    body, services, key = call.body, call.services, secrets.token_hex(8)
    holder = services.markers.id if body.kind == "markers" else None
    wanted = Vote(
        body.kind,
        body.place,
        services.clock(),
        dots=body.dots,
        most=body.most,
        counts=body.counts,
        by=call.participant,
        holder=holder,
    )
    vote = await content(call, lambda board: about(board, wanted))
    command = changing(lambda votes: votes.open(key, vote), vote=key)
    return await services.live.edit(call.access.document("stage"), command, request_id=body.request_id)


async def shown(call: Call[Any]) -> VoteAnswer:
    """Return a vote."""
    return await answered(call, call.path("vote"))


async def put_dots(call: Call[Dots]) -> VoteAnswer:
    """Put the caller's dots on an option, or take them back."""
    key, vote = await found(call)
    if vote.kind == "markers":
        raise Problem(409, "edit", "Here you mark a scale: there are no dots.")
    options = await content(call, lambda board: options_of(board, vote))
    option, count = call.body.option, call.body.count
    await call.services.votes.cast(
        key, call.board.id, call.participant, lambda mine: with_dots(mine, vote, option, count, options)
    )
    return await shown(call)


async def close(call: Call[NoBody]) -> VoteAnswer:
    """Close a vote and show what came out; the ballots are deleted."""
    key, vote = await found(call)
    if vote.state != "open":
        return await shown(call)
    await (_close_markers if vote.kind == "markers" else _close_ballots)(call, key, vote)
    return await shown(call)


async def _close_ballots(call: Call[NoBody], key: str, vote: Vote) -> None:
    options = await content(call, lambda board: options_of(board, vote))
    outcome = await call.services.votes.close(key, call.board.id, lambda ballots: counted(ballots, options))
    now = call.services.clock()
    await change_stage(call, lambda votes: votes.close(key, outcome.totals, outcome.voters, now))


async def _close_markers(call: Call[NoBody], key: str, vote: Vote) -> None:
    scales = await content(call, lambda board: scales_of(board, vote.place))
    now = call.services.clock()
    with call.services.markers.ending(key, vote.holder) as marks:
        totals, voters = shape(marks, scales), len(marks)
        await change_stage(call, lambda votes: votes.close(key, totals, voters, now))


async def cancel(call: Call[NoBody]) -> VoteAnswer:
    """End a vote without a result; what people said in it is deleted."""
    key, _ = await found(call)
    now = call.services.clock()
    await change_stage(call, lambda votes: votes.cancel(key, now))
    if (await found(call))[1].state == "cancelled":
        call.services.markers.drop(key)
        await call.services.votes.close(key, call.board.id, lambda _: {})
    return await shown(call)


async def use(call: Call[UseOfVote]) -> VoteAnswer:
    """Put the cards in the order of a closed vote, or mark its top."""
    key, vote = await found(call)
    if vote.kind != "dots" or vote.state != "closed":
        raise Problem(409, "edit", "This is for a vote with dots that is closed.")
    most = call.body.top
    if call.body.order:
        name = call.access.document("content")
        await call.services.live.edit(name, OrderByDots(vote), request_id=secrets.token_urlsafe(12))
    if most is not None:
        await change_stage(call, lambda votes: votes.pick(key, top_of(votes.vote(key).totals or {}, most)))
    return await shown(call)


async def found(call: Call[Any]) -> tuple[str, Vote]:
    """Return the vote of the path. Raises Problem when the board has none of this id."""
    key = call.path("vote")
    return key, await _vote(call, key)


async def _vote(call: Call[Any], key: str) -> Vote:
    vote = (await _all(call)).get(key)
    if vote is None:
        raise Problem(404, "unknown", "This board has no such vote.")
    return vote


async def _all(call: Call[Any]) -> Mapping[str, Vote]:
    stage = await call.services.live.read(call.access.document("stage"))
    return StageVotes(document(stage.state)).all()


async def answered(call: Call[Any], key: str) -> VoteAnswer:
    """Return the answer about a vote for the caller."""
    vote = await _vote(call, key)
    mine: Mapping[str, int] = {}
    marks: Mapping[str, str] = {}
    voters: Collection[str] = ()
    if vote.state == "open" and vote.kind == "markers":
        marks = call.services.markers.of(key, vote.holder, call.participant)
        voters = call.services.markers.voters(key, vote.holder)
    elif vote.state == "open":
        mine = await call.services.votes.ballot(key, call.participant)
        voters = await call.services.votes.voters(key)
    elif vote.kind == "markers":
        call.services.markers.drop(key)
    return VoteAnswer(
        **VoteRow.of(key, vote).model_dump(),
        mine=mine,
        marks=marks,
        voted=len(voters),
        people=len(await _entitled(call) | set(voters)),
        so_far=await _so_far(call, key, vote),
    )


async def _entitled(call: Call[Any]) -> set[str]:
    """Return who is here and may vote."""
    members = await call.services.directory.list_members(call.board.id)
    viewers = {each.participant.id for each in members if each.role is Role.VIEW}
    return set(call.services.live.present(call.board.id)) - viewers


async def _so_far(call: Call[Any], key: str, vote: Vote) -> Mapping[str, int] | None:
    if vote.state != "open" or vote.counts != "live":
        return None
    return counted(await call.services.votes.ballots(key), await content(call, lambda board: options_of(board, vote)))


async def content(call: Call[Any], read: Callable[[BoardDocument], T]) -> T:
    """Return what is read from the board's content as it is now."""
    state = await call.services.live.read(call.access.document("content"))
    return await asyncio.to_thread(lambda: read(BoardDocument.from_state(state.state)))


async def change_stage(call: Call[Any], change: Callable[[StageVotes], None]) -> None:
    """Make a change of the votes on the stage."""
    stage = call.access.document("stage")
    await call.services.live.edit(stage, changing(change), request_id=secrets.token_urlsafe(12))


def changing(change: Callable[[StageVotes], None], **answer: str) -> Command:
    """Return the command that makes a change of the votes on the stage."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        change(StageVotes(doc))
        return answer

    return command


ENDPOINTS = (
    Endpoint("GET", PATH, Who.VIEW, "The votes of a board", listed, NoBody, VoteRows),
    Endpoint("POST", PATH, Who.FACILITATE, "Open a vote", open_vote, NewVote, VoteAnswer, status=201, problems=(409,)),
    Endpoint("GET", ONE, Who.VIEW, "A vote, and what you said in it", shown, NoBody, VoteAnswer, problems=(421,)),
    Endpoint("PUT", f"{ONE}/mine", Who.EDIT, "Put your dots", put_dots, Dots, VoteAnswer, problems=(409,)),
    Endpoint("POST", f"{ONE}/close", Who.FACILITATE, "Close a vote", close, NoBody, VoteAnswer, problems=(409, 421)),
    Endpoint("POST", f"{ONE}/cancel", Who.FACILITATE, "End a vote without a result", cancel, NoBody, VoteAnswer),
    Endpoint(
        "POST",
        f"{ONE}/use",
        Who.FACILITATE,
        "Order by a vote, or mark its top",
        use,
        UseOfVote,
        VoteAnswer,
        problems=(409,),
    ),
)
