"""How far long work is, at a terminal: one line on standard error that renews itself.

Elsewhere, as in a file, what was said stays: a line a step, and of a step that counts a line a tenth.
"""

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
_PARTS: Final = 10
"""Of what is counted: a line for each, where lines stay."""
_RENEW: Final = "\r\x1b[K"
"""To the begin of the line, and nothing in it."""


class ProgressLine:
    """Says how far work is, once it has taken QUIET_SECONDS."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._from = clock() + QUIET_SECONDS
        self._said: Progress | None = None

    def tell(self, progress: Progress) -> None:
        """Say it, unless it was said just before."""
        news = self._news(progress)
        if news != self._said and self._clock() >= self._from:
            self._said = news
            self._write(shown(progress.words))

    def end(self) -> None:
        """Leave the line to others."""
        if self._said and self._stream.isatty():
            self._stream.write(_RENEW)
            self._stream.flush()

    def _news(self, progress: Progress) -> Progress:
        """As much of it as is worth a line when it changes."""
        if self._stream.isatty() or not progress.of:
            return progress
        return Progress(progress.step, progress.done * _PARTS // progress.of, _PARTS)

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
