"""The judge while things happen: what is durable, and whether what is said and shown agrees with it.

Identity in a Yjs document is client and clock, so "the edit is in the log" is asked of these, which holds also for an
edit whose words were deleted again.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pycrdt

from board.yjs.structs import Range, Update, covers, joined
from board.yjs.update import FROM_THE_LOG, decode_update
from server.ports.log import LogRow

MOST_KNOWN = 5_000


class Truth:
    """The log of one document, followed as it grows; what compaction deletes is still known here.

    `rows_after` returns the rows of the log that follow on a seq. `owner_of` tells whose a client id is, None for a
    server's.
    """

    def __init__(self, rows_after: Callable[[int], Sequence[LogRow]], owner_of: Callable[[int], str | None]) -> None:
        self._rows_after = rows_after
        self._owner_of = owner_of
        self.rows: list[LogRow] = []
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.vector: dict[int, int] = {}
        self._deletes: dict[int, list[Range]] = {}
        self._known: dict[bytes, Update] = {}
        self._subscription = self.doc.observe(lambda event: self._note_deletes(event.update))

    @property
    def seq(self) -> int:
        """The last row."""
        self.follow()
        return len(self.rows)

    def follow(self) -> None:
        """Take in the rows that came, and check each (I2, I4, I6)."""
        for row in self._rows_after(len(self.rows)):
            self.rows.append(row)
            assert row.seq == len(self.rows), f"I4: row {row.seq} where {len(self.rows)} was due"
            self._take(row)

    def _take(self, row: LogRow) -> None:
        update = decode_update(row.update, FROM_THE_LOG)
        for client, structs in update.structs.items():
            known = self.vector.get(client, 0)
            assert structs[0].clock >= known, f"I2: row {row.seq} repeats clock {structs[0].clock} of {client}"
            assert structs[0].clock == known, f"I4: row {row.seq} leaves a hole before {structs[0].clock} of {client}"
            owner = self._owner_of(client)
            assert row.participant == owner, f"I6: row {row.seq} of {row.participant} has content of {owner}"
            self.vector[client] = structs[-1].end
        assert update.structs or update.deletes, f"A6: row {row.seq} has nothing"
        self.doc.apply_update(row.update)

    def _note_deletes(self, update: bytes) -> None:
        for client, ranges in decode_update(update, FROM_THE_LOG).deletes.items():
            self._deletes[client] = joined([*self._deletes.get(client, ()), *ranges])

    def missing(self, data: bytes) -> str:
        """Return what of an update is not durable, "" when all of it is."""
        self.follow()
        update = self._decoded(data)
        for client, structs in update.structs.items():
            if structs[-1].end > self.vector.get(client, 0):
                return f"clocks up to {structs[-1].end} of {client}, durable are {self.vector.get(client, 0)}"
        lost = self._undeleted(update.deletes)
        if lost:
            self._note_deletes(self.doc.get_update())
            lost = self._undeleted(update.deletes)
        return lost

    def _decoded(self, data: bytes) -> Update:
        if data not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[data] = decode_update(data, FROM_THE_LOG)
        return self._known[data]

    def _undeleted(self, deletes: Mapping[int, Sequence[Range]]) -> str:
        for client, ranges in deletes.items():
            for start, end in ranges:
                if not covers(self._deletes.get(client, ()), start, end):
                    return f"the deletion of {start} to {end} of {client}"
        return ""
