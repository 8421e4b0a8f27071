"""How far long work is, at a terminal: one line on standard error that renews itself, else a line a step."""

import asyncio
import contextlib
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final, TextIO

from client.sdk import Progress, Tell

from .calls import say
from .outline import shown

QUIET_SECONDS: Final = 1.0
"""Work that is done by then is not spoken of."""
_RENEW: Final = "\r\x1b[K"
"""To the begin of the line, and nothing in it."""


class ProgressLine:
    """Says how far work is, once it has taken QUIET_SECONDS."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._from = clock() + QUIET_SECONDS
        self._said = ""

    def tell(self, progress: Progress) -> None:
        """Say it, unless it was said just before."""
        words = shown(progress.words)
        if words != self._said and self._clock() >= self._from:
            self._said = words
            self._write(words)

    def end(self) -> None:
        """Leave the line to others."""
        if self._said and self._stream.isatty():
            self._stream.write(_RENEW)
            self._stream.flush()

    def _write(self, words: str) -> None:
        if self._stream.isatty():
            self._stream.write(_RENEW + words[: shutil.get_terminal_size().columns - 1])
        else:
            self._stream.write(f"{words}\n")
        self._stream.flush()


@contextlib.contextmanager
def telling(stopped: str = "") -> Iterator[Tell]:
    """Yield what to tell how far work is. When it is stopped by Ctrl-C, the sentence `stopped` is said."""
    line = ProgressLine(sys.stderr, time.monotonic)
    try:
        yield line.tell
    except asyncio.CancelledError:
        line.end()
        if stopped:
            say(stopped)
        raise
    finally:
        line.end()
