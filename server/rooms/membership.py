"""What a room keeps of a member."""

from .resync import Resync


class Membership:
    """How far a member has come.

    It hears updates from the moment it asked for the state: what it is sent is then whole and in order.
    """

    def __init__(self) -> None:
        self.hears = False
        self.resync = Resync()
        self._returned = False

    def is_live(self, *, whole: bool) -> bool:
        """Whether a frame is an edit made now; what comes up to the first Step 2 is brought back from offline."""
        live = self._returned and not whole
        self._returned = self._returned or whole
        return live
