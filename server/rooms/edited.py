"""Which boards were edited: whoever listens is told soon after, and once more when they fell quiet."""

from collections.abc import Awaitable, Callable

import structlog

from server.ports.log import StorageUnavailable

QUIET_SECONDS = 600.0
"""Without an edit for ten minutes a session has fallen quiet and is worth a snapshot."""
LEFT_SECONDS = 30.0
"""A board that everybody left is quiet sooner; people reload pages."""

Listener = Callable[[str], Awaitable[None]]

_log = structlog.get_logger(__name__)


async def _nobody(board: str) -> None:
    """Do nothing: nobody listens."""


class EditedBoards:
    """Boards that were edited by this process. `clock` is in seconds, `is_left(board)` True when nobody is there."""

    def __init__(self, clock: Callable[[], float], is_left: Callable[[str], bool]) -> None:
        self._clock = clock
        self._is_left = is_left
        self._on_edited: Listener = _nobody
        self._on_quiet: Listener = _nobody
        self._untold: set[str] = set()
        self._edited: dict[str, float] = {}

    def on_edited(self, listener: Listener) -> None:
        """Call `listener(board)` some seconds after a board was edited, once for many edits."""
        self._on_edited = listener

    def on_quiet(self, listener: Listener) -> None:
        """Call `listener(board)` when a board that was edited falls quiet."""
        self._on_quiet = listener

    def note(self, board: str) -> None:
        """Say that a board was edited."""
        self._untold.add(board)
        self._edited[board] = self._clock()

    async def tell(self) -> None:
        """Tell who listens. Raises StorageUnavailable, then they are told again."""
        for board in list(self._untold):
            await _told(self._on_edited, board)
            self._untold.discard(board)
        now = self._clock()
        for board, edited in list(self._edited.items()):
            left = now - edited > LEFT_SECONDS and self._is_left(board)
            if left or now - edited > QUIET_SECONDS:
                await _told(self._on_quiet, board)
                if self._edited.get(board) == edited:
                    del self._edited[board]


async def _told(listener: Listener, board: str) -> None:
    """Tell a listener; what is wrong with one board keeps nobody from being told of the others."""
    try:
        await listener(board)
    except StorageUnavailable:
        raise
    except Exception:  # noqa: BLE001  whatever it is, the other boards go on
        _log.exception("a board that was edited could not be looked after", board=board)
