"""What one member is owed while the document lacks something its frames depend on (SPEC A4).

Frames that are lost when a connection breaks leave a gap: what the member sends next depends on them. Nothing of such
a frame need be kept. The member is asked for all that we lack; its answer, a Step 2, holds every frame it sent before,
and when that is admitted the frames before it are acknowledged as well.
"""

from board.errors import Refusal

MAX_USELESS_ANSWERS = 3
"""Step 2 frames in a row that themselves depend on something missing. An honest one never does."""


class Resync:
    """Counts frames of one member that wait for a Step 2."""

    def __init__(self) -> None:
        self._owed = 0
        self._asked = False
        self._useless = 0

    def gap(self, *, whole: bool) -> bool:
        """Note a frame with a gap; returns True when the member must be asked for all that we lack.

        `whole` says that the frame is a Step 2. Raises Refusal when answers do not help.
        """
        self._owed += 1
        if whole:
            self._asked = False
            self._useless += 1
            if self._useless > MAX_USELESS_ANSWERS:
                raise Refusal("gap", "The server could not follow your edits. Copy your words or put them back.")
        ask, self._asked = not self._asked, True
        return ask

    def answered(self) -> int:
        """Note an admitted Step 2; returns how many earlier frames it makes up for."""
        owed, self._owed = self._owed, 0
        self._asked = False
        self._useless = 0
        return owed
