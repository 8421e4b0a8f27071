"""Running a command of the server on a private copy of a document."""

from collections.abc import Sequence
from typing import Any

import pycrdt

from .live import Answer, Command


class CommandPanicked(Exception):
    """pycrdt gave up on the command's private copy; the document itself is unharmed."""


def authored(state: bytes, pending: Sequence[bytes], client: int, command: Command) -> tuple[Answer, Sequence[bytes]]:
    """Run `command` on a copy of `state` with the `pending` updates; return its answer and the updates it made.

    They are written under the client id `client`. What the command raises comes through, and nothing is changed.
    Raises CommandPanicked.
    """
    try:
        return _authored(state, pending, client, command)
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # pycrdt's PanicException is not an Exception
        raise CommandPanicked("The edit cannot be carried out.") from error


def _authored(state: bytes, pending: Sequence[bytes], client: int, command: Command) -> tuple[Answer, Sequence[bytes]]:
    copy: pycrdt.Doc[Any] = pycrdt.Doc(client_id=client)
    with copy.transaction():
        for update in [state, *pending]:
            copy.apply_update(update)
    written: list[bytes] = []
    subscription = copy.observe(lambda event: written.append(event.update))
    with copy.transaction():
        answer = command(copy)
    copy.unobserve(subscription)
    return answer, written
