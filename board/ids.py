"""Names of documents on the wire: `<board>.<epoch>/<kind>`, for example `k3vq7m2n9x4p.1f0c/content`.

The epoch changes when a board is restored from a backup or erased, so that a tab holding the older history is refused
instead of merging it back (SPEC E1).
"""

import re
from dataclasses import dataclass
from typing import Self

from .errors import CodecError

ENTITY_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""Ids of zones, areas, cards, links, launches, columns and rows."""

_NAME = re.compile(r"(?P<board>[a-z0-9]{4,32})\.(?P<epoch>[a-z0-9]{1,16})/(?P<kind>content|stage)")


@dataclass(frozen=True, slots=True)
class DocumentName:
    """One Y.Doc of a board: its board, epoch and kind (`content` or `stage`)."""

    board: str
    epoch: str
    kind: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a wire name; raises CodecError when it is not one."""
        match = _NAME.fullmatch(text)
        if match is None:
            raise CodecError("This is not the name of a board document. Reload the page.")
        return cls(match["board"], match["epoch"], match["kind"])

    def __str__(self) -> str:
        return f"{self.board}.{self.epoch}/{self.kind}"
