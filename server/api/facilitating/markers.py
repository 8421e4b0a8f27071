"""Private markers on the scales of a launch: the emotional thermometer, the AMBIT wheel (SPEC V6).

A marker is a message of its own; it goes into the memory of this process and nowhere else.
"""

from board.stage.votes import scales_of
from server.api.http.bodies import Marks
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who

from .votes import ONE, VoteAnswer, change_stage, content, found, shown


async def mark(call: Call[Marks]) -> VoteAnswer:
    """Keep the caller's steps, in place of those before."""
    key, vote = await found(call)
    if vote.kind != "markers" or vote.state != "open":
        raise Problem(409, "edit", "This round has ended. Nothing was changed.")
    scales = await content(call, lambda board: scales_of(board, vote.place))
    if not all(step in scales.get(zone, ()) for zone, step in call.body.marks.items()):
        raise Problem(409, "edit", "A step that you marked is not there any more. Choose again.")
    call.services.markers.put(key, vote.holder, call.participant, call.body.marks)
    return await shown(call)


async def withdraw(call: Call[NoBody]) -> VoteAnswer:
    """Take the caller's marks back."""
    key, vote = await found(call)
    call.services.markers.put(key, vote.holder, call.participant, {})
    return await shown(call)


async def begin_again(call: Call[NoBody]) -> VoteAnswer:
    """Begin an open round again, here, where the server that held it does not come back. Everybody marks again."""
    key, vote = await found(call)
    if vote.kind != "markers" or vote.state != "open":
        raise Problem(409, "edit", "This round has ended. Nothing was changed.")
    holder = call.services.markers.id
    call.services.markers.clear(key)
    await change_stage(call, lambda votes: votes.hand_over(key, holder))
    return await shown(call)


ENDPOINTS = (
    Endpoint(
        "PUT", f"{ONE}/marks", Who.EDIT, "Mark the scales, for yourself", mark, Marks, VoteAnswer, problems=(409, 421)
    ),
    Endpoint(
        "DELETE", f"{ONE}/marks", Who.EDIT, "Take your marks back", withdraw, NoBody, VoteAnswer, problems=(409, 421)
    ),
    Endpoint(
        "POST", f"{ONE}/again", Who.FACILITATE, "Begin a round again", begin_again, NoBody, VoteAnswer, problems=(409,)
    ),
)
