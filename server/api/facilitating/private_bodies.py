"""Bodies of requests about private rounds (SPEC P)."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from server.api.http.bodies import Body
from server.api.http.texts import EntityId, Prose, RequestId
from server.ports.rounds import MAX_OWN_CARDS, MAX_PRIVATE_TEXT, RoundCells

Cell: TypeAlias = Annotated[list[EntityId | None], Field(min_length=2, max_length=2)]
"""A row and a column of a zone; null for the row where it has none."""
Certainty: TypeAlias = Literal["said", "guess", "unknown"]


class NewRound(Body):
    """A private round to be opened in a zone; without `cell` in the first of a zone that has cells.

    With `cells` each writes down a `column` of their own, or in `all` cells as they like, and none is named here.
    """

    zone: EntityId
    cell: Cell | None = None
    cells: RoundCells = "one"
    request_id: RequestId

    @model_validator(mode="after")
    def _one_or_several(self) -> Self:
        if self.cell is not None and self.cells != "one":
            raise ValueError("A round in several cells names none: leave `cell` out.")
        return self


class PrivateText(Body):
    """The whole new text of a private card, "" to throw it away.

    `after` is the revision that its writer saw, 0 for a new card. `mark` is the caller's, new for each writing; sending
    the same again changes nothing (SPEC P2). `cell` is where the text is meant to come, in a round of several cells and
    in no other; `certainty` is how sure its writer is of it there (SPEC P8). Where each has a column of their own,
    `after_column` is the one in which the writer saw their cards: a text for another column takes them all there, but
    comes to them where they were taken to a third one meanwhile.
    """

    text: Annotated[Prose, Field(max_length=MAX_PRIVATE_TEXT)]
    cell: Cell | None = None
    certainty: Certainty | None = None
    after: Annotated[int, Field(ge=0)]
    after_column: EntityId | None = None
    mark: RequestId


class LateCards(Body):
    """Private cards that were not revealed, to be put on the board now; `cell` and `certainty` as in PrivateText."""

    texts: Annotated[
        list[Annotated[Prose, Field(min_length=1, max_length=MAX_PRIVATE_TEXT)]],
        Field(min_length=1, max_length=MAX_OWN_CARDS),
    ]
    cell: Cell | None = None
    certainty: Certainty | None = None
    request_id: RequestId
