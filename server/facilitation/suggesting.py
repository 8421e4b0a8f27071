"""Taking a suggestion over: the record as it is now, with what a reviewer changed (SPEC K3)."""

from dataclasses import dataclass
from typing import Any

import pycrdt

from board.document import BoardDocument
from board.edits import set_record
from board.errors import Overtaken
from board.reviewing import Suggested, taken_over
from server.rooms.live import Answer


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Write a suggestion into its area's record; or `text`, written by somebody who saw the record `seen`."""

    suggested: Suggested
    text: str | None = None
    seen: str | None = None

    def __call__(self, doc: "pycrdt.Doc[Any]") -> Answer:
        """Return the area and its new record. Raises EditError, and Overtaken where a person has to decide."""
        document = BoardDocument(doc)
        now = document.area(self.suggested.area).record
        record = taken_over(now, self.suggested) if self.text is None else self.text
        if record is None:
            raise Overtaken("The same words were changed on the board meanwhile. Write the text as it is to be.")
        if self.text is not None and now != self.seen:
            raise Overtaken("The text on the board was changed while you wrote. Look at it again.")
        set_record(document, self.suggested.area, record)
        return {"area": self.suggested.area, "record": record}
