"""What was changed in an edited document, worked out in the worker process."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from board.reviewing import Returned, Suggested, suggestions_in
from board.snapshots.projection import Projection


def changed_in(returned: Returned, exported: Sequence[Mapping[str, Any]]) -> Sequence[Suggested]:
    """Return the agreed texts that a reviewer changed; `exported` are what the document may have been made from."""
    return list(suggestions_in(returned, [cast(Projection, projection) for projection in exported]))
