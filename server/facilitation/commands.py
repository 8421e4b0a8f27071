"""The commands of the server: edits of one document as plain values, which the worker process can be sent."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import pycrdt

from board.content.document import BoardDocument
from board.edits import Place, add_card, set_card_text
from board.errors import EditError
from board.launching.launch import Answers, Brought, launch
from board.snapshots.snapshot import restore, restore_part
from board.stage.comments import show_revision
from board.stage.private import (
    RevealedCard,
    ShownRound,
    add_revealed,
    by_now,
    check_unlocked,
    place_by_now,
    set_attribution,
    show_round,
)
from board.stage.session_roles import SessionRole, offer_roles
from board.stage.stage import Phase, StageDocument
from board.stage.votes import Vote, order_by_dots
from board.templates import Template
from server.rooms.live import Answer

_HAT: Final = "hat"


@dataclass(frozen=True, slots=True)
class Launch:
    """Launch a template on the content document, on the whole board or on an area, or as the next pass of a launch."""

    template: Template
    answers: Answers
    area: str | None = None
    again: str | None = None
    brought: Sequence[Brought] = ()

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the ids of the launch and its template, and its phases and roles as plain values. Raises EditError."""
        made = launch(
            doc,
            self.template,
            launch_id=new_id(),
            new_id=new_id,
            answers=self.answers,
            area=self.area,
            again=self.again,
            brought=self.brought,
        )
        phases = [asdict(phase) for phase in self.template.phases]
        roles = [asdict(role) for role in self.template.roles]
        return {"launch": made.id, "template": self.template.id, "phases": phases, "roles": roles}


@dataclass(frozen=True, slots=True)
class AddChecklist:
    """Give a launch its phases and roles on the stage document; `by` is the participant who launched it."""

    launch: str
    phases: Sequence[Phase]
    by: str | None = None
    roles: Sequence[SessionRole] = ()

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the launch. Raises EditError."""
        StageDocument(doc).add_checklist(self.launch, self.phases, by=self.by)
        offer_roles(doc, self.launch, self.roles)
        return {"launch": self.launch}


@dataclass(frozen=True, slots=True)
class TickPhase:
    """Tick a phase of a launch on the stage document, or untick it."""

    launch: str
    phase: str
    done: bool

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the launch. Raises EditError."""
        stage = StageDocument(doc)
        change = stage.tick if self.done else stage.untick
        change(self.launch, self.phase)
        return {"launch": self.launch}


@dataclass(frozen=True, slots=True)
class GoToPhase:
    """Say on the stage document which phase of a launch is on now; None for none."""

    launch: str
    current: str | None

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the launch. Raises EditError."""
        stage = StageDocument(doc)
        stage.checklist(self.launch)
        stage.set_current(self.launch, self.current)
        return {"launch": self.launch}


@dataclass(frozen=True, slots=True)
class GoBack:
    """Go back to a snapshot's state; `before` is the snapshot that was taken first, `when` the present."""

    state: bytes
    when: str
    before: str

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return in sentences what it changed, and the snapshot before."""
        return {"applied": [change.sentence for change in restore(doc, self.state, self.when)], "before": self.before}


@dataclass(frozen=True, slots=True)
class StandInForStopped:
    """Take the place of an edit that was stopped: under its request id, so that it cannot take effect any more."""

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:  # noqa: ARG002
        """Return that it was stopped; nothing is changed."""
        return {"stopped": True}


@dataclass(frozen=True, slots=True)
class BringBack:
    """Bring one area or zone back as a snapshot's state has it; `before` is the snapshot that was taken first."""

    state: bytes
    root: str
    place: str
    when: str
    before: str

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return in sentences what it changed, and the snapshot before. Raises EditError."""
        changes = restore_part(doc, self.state, (self.root, self.place), self.when)
        return {"applied": [change.sentence for change in changes], "before": self.before}


@dataclass(frozen=True, slots=True)
class TellOfReturn:
    """Tell everybody on the stage document that the board went back to the snapshot called `label`."""

    before: str
    label: str
    by: str

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the snapshot before."""
        StageDocument(doc).add_return(self.before, self.label, by=self.by)
        return {"before": self.before}


@dataclass(frozen=True, slots=True)
class WriteAsHat:
    """Add a hat's card at a place of a ring; `locked` is what is locked for its writer (SPEC F7)."""

    card: str
    place: Place
    text: str
    locked: frozenset[str] = frozenset()

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the card. Raises EditError."""
        document = BoardDocument(doc)
        _check_ring(document, self.place.zone, self.locked)
        add_card(document, self.card, _HAT, self.place, text=self.text)
        return {"card": self.card}


@dataclass(frozen=True, slots=True)
class RewriteAsHat:
    """Change the text of a hat's card; `locked` is what is locked for its writer (SPEC F7)."""

    card: str
    text: str
    locked: frozenset[str] = frozenset()

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the card. Raises EditError."""
        document = BoardDocument(doc)
        found = document.card(self.card)
        _check_ring(document, found.zone, self.locked)
        if found.deleted is not None:
            raise EditError("This card was deleted. Bring it back from the Deleted list, then change it.")
        set_card_text(document, self.card, self.text)
        return {"card": self.card}


@dataclass(frozen=True, slots=True)
class Reveal:
    """Add cards that were written in private, in this order; `locked` is what is locked for who asks (SPEC P4, F7).

    `attribution` is how the cards say whose they are.
    """

    zone: str
    cell: Sequence[str | None] | None
    attribution: str
    cards: Sequence[RevealedCard]
    locked: frozenset[str] = frozenset()

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return how many cards were added, and how many of them are for a cell that was deleted. Raises EditError."""
        document = BoardDocument(doc)
        check_unlocked(document, self.zone, self.locked)
        place = place_by_now(document, self.zone, self.cell)
        unplaced = add_revealed(document, place, by_now(document, self.zone, self.attribution, self.cards))
        return {"revealed": len(self.cards), "unplaced": unplaced}


@dataclass(frozen=True, slots=True)
class ShowRound:
    """Say on the stage document how a private round is now."""

    shown: ShownRound

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the round."""
        show_round(doc, self.shown)
        return {"round": self.shown.round}


@dataclass(frozen=True, slots=True)
class TellOfComments:
    """Say on the stage document that comments were changed, up to this number of a change (SPEC C6)."""

    revision: int

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the number."""
        show_revision(doc, self.revision)
        return {"revision": self.revision}


@dataclass(frozen=True, slots=True)
class SetAttribution:
    """Say how what is written in an activity is attributed (SPEC P5)."""

    launch: str
    attribution: str

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the id of the launch. Raises EditError."""
        set_attribution(BoardDocument(doc), self.launch, self.attribution)
        return {"launch": self.launch}


def _check_ring(document: BoardDocument, zone: str | None, locked: frozenset[str]) -> None:
    if zone is None or document.zone(zone).kind != "ring":
        raise EditError("Only cards under a hat are written this way. Write other cards on the board itself.")
    check_unlocked(document, zone, locked)


def new_id() -> str:
    """Return a fresh id for anything on a board; a hyphen in front would be an option to a command line."""
    return secrets.token_hex(9)


@dataclass(frozen=True, slots=True)
class OrderByDots:
    """Put what was voted on in order of its dots, on the content document."""

    vote: Vote

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the place. Raises EditError."""
        order_by_dots(BoardDocument(doc), self.vote)
        return {"place": self.vote.place}
