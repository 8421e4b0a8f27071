"""Suggestions: taking one over into the record as it is now, and telling open pages of them (SPEC K3, K4)."""

from dataclasses import dataclass
from typing import Any

import pycrdt

from board.content.document import BoardDocument
from board.edits import set_area_status, set_record
from board.errors import Overtaken
from board.reviewing import Suggested, taken_over
from board.reviewing.told import tell
from server.rooms.live import Answer


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Write a suggestion into its area's record; or `text`, written by somebody who saw the record `seen`."""

    suggested: Suggested
    text: str | None = None
    seen: str | None = None

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the area, its record and status before, and its new record.

        An agreed record whose text is changed is a draft again: nobody has agreed to this wording. Raises EditError,
        and Overtaken where a person has to decide.
        """
        document = BoardDocument(doc)
        before = document.area(self.suggested.area)
        now = before.record
        record = taken_over(now, self.suggested) if self.text is None else self.text
        if record is None:
            raise Overtaken("The same words were changed on the board meanwhile. Write the text as it is to be.")
        if self.text is not None and now != self.seen:
            raise Overtaken("The text on the board was changed while you wrote. Look at it again.")
        set_record(document, before.id, record)
        if before.status == "agreed" and record != now:
            set_area_status(document, before.id, "draft")
        return {"area": before.id, "before": now, "was": before.status, "record": record}


@dataclass(frozen=True, slots=True)
class TellOfSuggestions:
    """Say on the stage document that suggestions were changed, and by which participant."""

    by: str | None

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return how often they were changed."""
        return {"turn": tell(doc, self.by)}
