"""The port for suggestions: other wordings of agreed texts that came back in an edited document (SPEC K2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

State = Literal["open", "taken", "declined"]


@dataclass(frozen=True, slots=True)
class NewSuggestion:
    """Another wording of an area's record: `base` is how it was exported, `proposed` how it came back."""

    area: str
    base: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion; `by` is the participant who brought it in."""

    id: str
    board: str
    area: str
    base: str
    proposed: str
    by: str
    at: datetime
    state: State


class Suggestions(Protocol):
    """Suggestions on the areas of boards."""

    async def add_suggestions(self, board: str, new: Sequence[NewSuggestion], *, by: str) -> Sequence[Suggestion]:
        """Keep these as open, none that is open already word for word; returns the board's open ones.

        Raises UnknownEntry where there is no such board.
        """

    async def open_suggestions(self, board: str) -> Sequence[Suggestion]:
        """Return the board's open suggestions, oldest first."""

    async def read_suggestion(self, board: str, suggestion: str) -> Suggestion | None:
        """Return a suggestion, open or not, or None."""

    async def settle_suggestion(self, board: str, suggestion: str, state: State) -> None:
        """Say what became of an open suggestion; one that was taken over is taken, whoever declined it meanwhile."""
