"""A board server whose time a test moves: `python -m tests.services.clockwork_server`, and its `ClockworkServer`.

Its clock is the machine's, with the seconds added that stand in the file AHEAD; the file outlives the process, as the
time in the world does. The clock is wrapped where the server takes it up, so that nothing in the server knows of it.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from server import app
from server.__main__ import main
from tests.services.board_server import BoardServer


class ClockworkServer(BoardServer):
    """A server that lives through an hour as fast as a test reads it."""

    module = "tests.services.clockwork_server"

    def __init__(self, folder: Path, **settings: str) -> None:
        self._ahead = folder / "ahead"
        self._ahead.write_text("0")
        super().__init__(folder, AHEAD=str(self._ahead), **settings)

    def advance(self, by: timedelta) -> None:
        """Let time pass at once, whether the server runs or not."""
        ahead = float(self._ahead.read_text()) + by.total_seconds()
        partial = self._ahead.with_suffix(".partial")
        partial.write_text(str(ahead))
        partial.replace(self._ahead)


def run() -> int:
    """Run the server by its own time; returns its exit code."""
    ahead, machine = Path(os.environ["AHEAD"]), app.now

    def now() -> datetime:
        return machine() + timedelta(seconds=float(ahead.read_text()))

    with patch.object(app, "now", now):
        return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
