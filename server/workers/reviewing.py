"""Reading an edited document back, in the worker process."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from board.projection import Projection
from board.reviewing import Suggested, read_returned, suggestions_in


def read_back(content: bytes, exported: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[int, Sequence[Suggested]]:
    """Return how many agreed texts a document has, and those that were changed in it. Raises ReportError.

    `exported` are snapshots that it may have been made from, newest first, each with its digest: the one that the
    document names is the likeliest.
    """
    returned = read_returned(content)
    likeliest = sorted(exported, key=lambda each: each[0] != returned.digest)
    changed = suggestions_in(returned, [cast(Projection, projection) for _, projection in likeliest])
    return len(returned.texts), list(changed)
