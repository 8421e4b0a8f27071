"""What is read from standard input, so that it stands neither in the shell's history nor in the list of processes."""

import sys
from getpass import getpass
from typing import Final

from client.sdk import ClientError

from .calls import say, telling

STANDARD_INPUT: Final = "-"
_LONGEST: Final = 1_000_000
"""Bytes: many times what any card takes, and no file that was named by mistake fills the memory."""


def line_or(given: str | None, question: str) -> str:
    """Return what was given as an argument, or else a line that is typed unseen; ends the command without one."""
    return line(question) if given in (None, STANDARD_INPUT) else given


def line(question: str) -> str:
    """Return a line that is typed unseen at a terminal, or the next one of standard input; ends the command without."""
    with telling():
        if sys.stdin.isatty():
            return getpass(f"{question} (what you type is not shown): ").strip()
        found = sys.stdin.buffer.readline(_LONGEST)
        if not found:
            raise ClientError(f"Standard input has ended, and this is still to be said: {question}.")
        return _decoded(found).strip()


def text_or(given: str | None, question: str) -> str:
    """Return what was given as an argument, or else all of standard input; ends the command where nothing is said."""
    if given in (None, STANDARD_INPUT) and sys.stdin.isatty():
        say(f"{question}: end with Ctrl-D on a line of its own.")
    with telling():
        text = _decoded(sys.stdin.buffer.read(_LONGEST)) if given in (None, STANDARD_INPUT) else given
        if not text.strip():
            raise ClientError("There are no words in it. Nothing was written.")
        return text.strip()


def _decoded(found: bytes) -> str:
    try:
        return found.decode()
    except UnicodeDecodeError:
        raise ClientError("What came on standard input is no text in UTF-8. Nothing was sent.") from None
