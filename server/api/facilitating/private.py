"""Private rounds: each writes unseen, then all is revealed (SPEC P)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from pydantic import BaseModel

from board.content.cards import Cell
from board.stage.private import ShownRound, shown_round
from board.stage.stage import StageDocument, written
from server.api.boards.launches import LaunchAnswer
from server.api.http.bodies import AttributionChange
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.private import Late, OnBoard
from server.ports import rounds
from server.ports.rounds import CardWriting, RoundRefused, Written
from server.workers.offloaded import document

from .private_bodies import LateCards, NewRound, PrivateText

_BOARD: Final = "/api/boards/{board}"
_ROUNDS: Final = f"{_BOARD}/private/rounds"
_SENTENCES: Final = {
    "over": "This round is over. Keep your text: you can add it to the board yourself.",
    "on": "A private round is on already. Reveal or end it first.",
    "overtaken": "This card was changed in another window of yours. Keep your text as a card of its own.",
    "full": (
        f"This round is full: a person may write {rounds.MAX_OWN_CARDS} cards, and all together "
        f"{rounds.MAX_ROUND_CHARACTERS:,} characters. Keep your text, and ask the facilitator to reveal."
    ),
    "cell": "In this round each text is for a cell. Say for which row and column.",
    "one": "In this round all cards come to one place. Leave the cell out.",
    "nobody": "Nobody has written yet, so there is nothing to reveal. The round goes on.",
}
_NO_CELL: Final = (
    "This row or column is not on the board, or not yet. Keep your text, and choose a row and column of the part in "
    "which everybody writes."
)


class RoundAnswer(BaseModel):
    """A private round: where its cards will come, how they will be attributed, who opened it, and how it stands.

    `cells` is `one`, or `column` or `all` where each text has a cell of its own (SPEC P8).
    """

    id: str
    zone: str
    launch: str | None
    cells: str
    attribution: str
    state: str
    since: str
    by: str | None

    @classmethod
    def of(cls, found: rounds.Round) -> "RoundAnswer":
        """Return the answer for a round."""
        return cls(
            id=found.id,
            zone=found.zone,
            launch=found.launch,
            cells=found.cells,
            attribution=found.attribution,
            state=found.state,
            since=written(found.since) or "",
            by=found.by,
        )


class CountedRound(BaseModel):
    """The round that is on or was last, null before the first, as everybody may know it.

    `writers` people have written `cards` cards, as it was told last; that is a few seconds ago.
    """

    round: RoundAnswer | None
    writers: int = 0
    cards: int = 0

    @classmethod
    def of(cls, shown: ShownRound | None) -> "CountedRound":
        """Return the answer for what the stage says."""
        if shown is None:
            return cls(round=None)
        answer = RoundAnswer(
            id=shown.round,
            zone=shown.zone,
            launch=shown.launch,
            cells=shown.cells,
            attribution=shown.attribution,
            state=shown.state,
            since=written(shown.since) or "",
            by=shown.by,
        )
        return cls(round=answer, writers=shown.writers, cards=shown.cards)


class OwnCard(BaseModel):
    """A private card of the caller, and the cell (row and column) that it is meant for, where the round has several."""

    round: str
    card: str
    text: str
    cell: Sequence[str | None] | None
    certainty: str | None
    revision: int
    mark: str

    @classmethod
    def of(cls, card: rounds.PrivateCard) -> "OwnCard":
        """Return the answer for a card."""
        return cls(
            round=card.round,
            card=card.id,
            text=card.text,
            cell=_cell(card),
            certainty=card.certainty,
            revision=card.revision,
            mark=card.mark,
        )


def _cell(card: rounds.PrivateCard | rounds.Stored) -> Sequence[str | None] | None:
    return None if card.column is None else [card.row, card.column]


class OwnCards(BaseModel):
    """The caller's private cards that are not on the board, of every round."""

    cards: Sequence[OwnCard]


class StoredCard(BaseModel):
    """A private card is stored; `revision` is to be sent as `after` with the next text.

    `cell` is the one that it is meant for. Where each has a column of their own, it may be in another than was asked
    for: in that of the author's other cards, where this was taken in another window that the writer did not see.
    """

    revision: int
    cell: Sequence[str | None] | None

    @classmethod
    def of(cls, stored: rounds.Stored) -> "StoredCard":
        """Return the answer for a card that was stored."""
        return cls(revision=stored.revision, cell=_cell(stored))


class Revealed(BaseModel):
    """How many cards were put on the board; `unplaced` of them are for a row or column that was deleted (SPEC P8)."""

    cards: int
    unplaced: int

    @classmethod
    def of(cls, found: OnBoard) -> "Revealed":
        """Return the answer for what came onto the board."""
        return cls(cards=found.cards, unplaced=found.unplaced)


async def counted(call: Call[NoBody]) -> CountedRound:
    """Return the round and how much is written, from the stage: nobody learns more by asking often."""
    stage = await call.services.live.read(call.access.document("stage"))
    return CountedRound.of(shown_round(document(stage.state)))


async def start(call: Call[NewRound]) -> RoundAnswer:
    """Open a private round in a zone."""
    body, private = call.body, call.services.private
    launch, attribution = await private.place(call.board, body.zone, body.cell, body.cells)
    new = rounds.NewRound(body.zone, body.cell, launch, attribution, call.participant, body.request_id, body.cells)
    with _explained():
        return RoundAnswer.of(await private.open(call.board, new))


async def mine(call: Call[NoBody]) -> OwnCards:
    """Return the caller's own cards; nobody is given another's."""
    found = await call.services.directory.own_cards(call.board.id, call.participant)
    return OwnCards(cards=list(map(OwnCard.of, found)))


async def write(call: Call[PrivateText]) -> StoredCard:
    """Store the text of a card that its author alone can read."""
    body, services = call.body, call.services
    found = await _round(call)
    text = body.text if body.text.strip() else ""
    row, column = _meant(found, body.cell, text)
    if text:
        await _check_cell(call, found, (row, column))
    said = (text, body.after, body.mark, row, column, body.certainty, body.after_column)
    with _explained():
        stored = await services.directory.write_private(found, call.participant, CardWriting(call.path("card"), *said))
    services.private.changed(call.board)
    return StoredCard.of(stored)


async def reveal(call: Call[NoBody]) -> Revealed:
    """Put all cards of a round on the board, in no order, as one edit; a second time changes nothing."""
    with _explained():
        return Revealed.of(await call.services.private.reveal(call.board, await _round(call)))


async def end(call: Call[NoBody]) -> RoundAnswer:
    """End a round without a reveal; each keeps their own cards."""
    with _explained():
        return RoundAnswer.of(await call.services.private.end(call.board, await _round(call)))


async def add_late(call: Call[LateCards]) -> Revealed:
    """Put the caller's cards that were not revealed on the board, attributed as the round was."""
    body, found = call.body, await _round(call)
    row, column = _meant(found, body.cell, body.texts[0])
    cards = [Written(call.participant, text, row, column, body.certainty) for text in body.texts]
    with _explained():
        late = Late(cards, body.request_id, await _locked(call))
        return Revealed.of(await call.services.private.add_late(call.board, found, late))


async def attribute(call: Call[AttributionChange]) -> LaunchAnswer:
    """Say how an activity attributes what is written, before anything is."""
    launch = call.path("launch")
    newest = await call.services.directory.newest_round(call.board.id)
    if newest is not None and newest.launch == launch and newest.state in ("open", "revealing"):
        raise Problem(409, "round-on", "People are writing in private already. Reveal or end the round first.")
    await call.services.private.attribute(call.board, launch, call.body.attribution)
    return LaunchAnswer(launch=launch)


async def _round(call: Call[Any]) -> rounds.Round:
    return await call.services.directory.get_round(call.board.id, call.path("round"))


def _meant(found: rounds.Round, cell: Sequence[str | None] | None, text: str) -> tuple[str | None, str | None]:
    """Return the row and column that a text is meant for. Raises Problem where the round has no such cells."""
    row, column = cell or (None, None)
    if text and (column is None) != (found.cells == "one"):
        raise Problem(409, "round-cell", _SENTENCES["cell" if column is None else "one"])
    return row, column


async def _check_cell(call: Call[Any], found: rounds.Round, cell: Cell) -> None:
    """Raise Problem unless the round's zone has the cell; what comes after the round is refused for that."""
    if cell[1] is None or found.state != "open":
        return
    if not await call.services.private.cells.have(call.board, found, cell):
        raise Problem(409, "round-no-cell", _NO_CELL)


async def _locked(call: Call[Any]) -> frozenset[str]:
    """Return what is locked for the caller (SPEC F7)."""
    if call.access.role.may_facilitate:
        return frozenset()
    stage = await call.services.live.read(call.access.document("stage"))
    return frozenset(StageDocument(document(stage.state)).locks())


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what a round refuses into a problem."""
    try:
        yield
    except RoundRefused as error:
        raise Problem(409, f"round-{error.why}", _SENTENCES[error.why]) from error


ENDPOINTS = (
    Endpoint("GET", _ROUNDS, Who.VIEW, "The private round, and how much is written", counted, NoBody, CountedRound),
    Endpoint(
        "POST",
        _ROUNDS,
        Who.FACILITATE,
        "Open a private round",
        start,
        NewRound,
        RoundAnswer,
        status=201,
        problems=(409,),
    ),
    Endpoint("GET", f"{_BOARD}/private/cards", Who.EDIT, "My own private cards", mine, NoBody, OwnCards),
    Endpoint(
        "PUT",
        f"{_ROUNDS}/{{round}}/cards/{{card}}",
        Who.EDIT,
        "Write a private card",
        write,
        PrivateText,
        StoredCard,
        problems=(409,),
    ),
    Endpoint(
        "POST",
        f"{_ROUNDS}/{{round}}/reveal",
        Who.FACILITATE,
        "Reveal all private cards",
        reveal,
        NoBody,
        Revealed,
        problems=(409,),
    ),
    Endpoint(
        "POST",
        f"{_ROUNDS}/{{round}}/end",
        Who.FACILITATE,
        "End a round without a reveal",
        end,
        NoBody,
        RoundAnswer,
        problems=(409,),
    ),
    Endpoint(
        "POST",
        f"{_ROUNDS}/{{round}}/late",
        Who.EDIT,
        "Add private cards that were not revealed",
        add_late,
        LateCards,
        Revealed,
        problems=(409,),
    ),
    Endpoint(
        "PUT",
        f"{_BOARD}/launches/{{launch}}/attribution",
        Who.FACILITATE,
        "Say how an activity attributes",
        attribute,
        AttributionChange,
        LaunchAnswer,
        problems=(409,),
    ),
)
