"""The commitments of a group, with what became of each (SPEC G12)."""

from collections.abc import Sequence

from pydantic import BaseModel

from board.programmes import Commitment, commitments_of
from server.api.http.routes import Call, Endpoint, NoBody, Who

from .in_programme import PATH, known, programme_of


class ProgressRow(BaseModel):
    """What was said of a commitment at a session."""

    session: str
    board: str
    outcome: str
    what_worked: str
    what_did_not: str


class CommitmentRow(BaseModel):
    """A commitment: the card that it is, and what became of it, oldest first."""

    session: str
    board: str
    card: str
    what: str
    by_when: str
    how_will_i_know: str
    who_may_ask: str
    done: bool
    progress: Sequence[ProgressRow]

    @classmethod
    def of(cls, found: Commitment) -> "CommitmentRow":
        """Return the row."""
        return cls(
            session=found.session,
            board=found.board,
            card=found.card,
            what=found.what,
            by_when=found.by_when,
            how_will_i_know=found.how_will_i_know,
            who_may_ask=found.who_may_ask,
            done=found.is_done,
            progress=[
                ProgressRow(
                    session=each.session,
                    board=each.board,
                    outcome=each.outcome,
                    what_worked=each.what_worked,
                    what_did_not=each.what_did_not,
                )
                for each in found.progress
            ],
        )


class Commitments(BaseModel):
    """All commitments of a group, in the order of its sessions."""

    commitments: Sequence[CommitmentRow]


async def listed(call: Call[NoBody]) -> Commitments:
    """List the commitments of a group."""
    kept = await programme_of(call)
    group = known(kept.groups, call.path("group")).entity
    boards = await call.services.group_boards.of(kept, group.id)
    return Commitments(commitments=[CommitmentRow.of(each) for each in commitments_of(boards)])


ENDPOINTS = (
    Endpoint(
        "GET",
        f"{PATH}/groups/{{group}}/commitments",
        Who.GROUP,
        "The commitments of a group, and what became of them",
        listed,
        NoBody,
        Commitments,
    ),
)
