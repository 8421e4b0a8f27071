"""Who wears which hat, in the memory of this process alone: never stored, never sent on, never logged (SPEC H2).

A row would tell for as long as backups are kept whose words each hat's are, which nothing else on the board does (I4);
what is lost with a process is a deal of cards, which is done again in a moment.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pycrdt

from board.stage.hats import ShownHats, count_worn, give_out, take_off
from server.rooms.live import Answer

from .markers import Elsewhere


@dataclass(slots=True)
class _Heads:
    """What each wears, and the hats that each has said to be their own job."""

    turn: int
    worn: dict[str, str] = field(default_factory=dict)
    refused: dict[str, frozenset[str]] = field(default_factory=dict)


class Hats:
    """Who wears which hat of the rings that this process holds; `id` names it on the stage.

    A server that runs `alone` answers for every ring: what another process held is gone with it. Nothing here is
    awaited, so no two changes meet. Every method but `forget` and `has_lost` raises Elsewhere.
    """

    def __init__(self, process: str, *, alone: bool) -> None:
        self.id = process
        self._alone = alone
        self._rings: dict[tuple[str, str], _Heads] = {}
        self.telling = asyncio.Lock()
        """Held while the stage is told how many wear a hat, so that the newest count is told last."""

    def __repr__(self) -> str:
        """Say nothing of what is held."""
        return f"Hats({self.id})"

    def worn_by(self, ring: tuple[str, str], shown: ShownHats, participant: str) -> str | None:
        """Return the hat of this person alone, or None; a ring is named by its board and zone."""
        return self._heads(ring, shown).worn.get(participant)

    def worn(self, ring: tuple[str, str], shown: ShownHats) -> Mapping[str, str]:
        """Return all that are worn, for a deal."""
        return dict(self._heads(ring, shown).worn)

    def refused_by(self, ring: tuple[str, str], shown: ShownHats, participant: str) -> frozenset[str]:
        """Return the hats that this person has said to be their own job."""
        return self._heads(ring, shown).refused.get(participant, frozenset())

    def put_on(self, ring: tuple[str, str], shown: ShownHats, hats: Mapping[str, str]) -> None:
        """Let people wear these hats, by participant, in place of those before."""
        self._heads(ring, shown).worn.update(hats)

    def give_back(self, ring: tuple[str, str], shown: ShownHats, participant: str) -> None:
        """Let a person wear no hat."""
        self._heads(ring, shown).worn.pop(participant, None)

    def refuse(self, ring: tuple[str, str], shown: ShownHats, participant: str) -> None:
        """Take a person's hat back because it is their own job, for good."""
        heads = self._heads(ring, shown)
        hat = heads.worn.pop(participant, None)
        if hat is not None:
            heads.refused[participant] = heads.refused.get(participant, frozenset()) | {hat}

    def has_lost(self, shown: ShownHats) -> bool:
        """Return whether a process that is gone knew who wears what: this one answers, and knows nothing."""
        return self._alone and shown.state == "on" and shown.holder != self.id

    def forget(self, ring: tuple[str, str], *, upto: int) -> None:
        """Drop what is known of a ring up to this turn; hats that were given out anew since stay."""
        found = self._rings.get(ring)
        if found is not None and found.turn <= upto:
            del self._rings[ring]

    def _heads(self, ring: tuple[str, str], shown: ShownHats) -> _Heads:
        """Return what is known of a ring since its hats were given out last.

        A caller may have looked before they were given out anew: then nothing is known, and nothing of theirs is kept.
        """
        if shown.holder != self.id and not self._alone:
            self.forget(ring, upto=shown.turn)
            raise Elsewhere("Another process knows who wears which hat here.")
        found = self._rings.get(ring)
        if found is not None and found.turn > shown.turn:
            return _Heads(shown.turn)
        if found is None or found.turn != shown.turn:
            found = self._rings[ring] = _Heads(shown.turn)
        return found


@dataclass(frozen=True, slots=True)
class GiveOut:
    """Say on the stage document that hats are given out anew."""

    ring: str
    holder: str
    by: str

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the zone. Raises EditError."""
        give_out(doc, self.ring, self.holder, self.by)
        return {"ring": self.ring}


@dataclass(frozen=True, slots=True)
class CountWorn:
    """Say on the stage document how many wear a hat."""

    ring: str
    turn: int
    worn: int

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the zone. Raises EditError."""
        count_worn(doc, self.ring, self.turn, self.worn)
        return {"ring": self.ring}


@dataclass(frozen=True, slots=True)
class TakeOff:
    """Say on the stage document that the hats are off."""

    ring: str
    by: str

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the zone. Raises EditError."""
        take_off(doc, self.ring, self.by)
        return {"ring": self.ring}
