"""The one judge of what a run left behind: the invariants of the promise that what is called saved survives.

Each writer keeps a journal of its edits, each with a canary word that occurs nowhere else. `judge` holds journals,
replicas and the log in the database against each other:

I1  every acknowledged edit is in the log and in every replica
I2  none appears twice
I3  live replicas and the replayed log have the same canonical JSON and state vector
I4  seq is dense, from 1 or from what was compacted, in commit order
I5  nobody saw an edit that is not in the log
I6  every row that was not compacted is attributed to the participant who made it
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pycrdt

from board.yjs.update import decode_state_vector
from server.ports.log import LogRow
from server.rooms.durable import canonical_json


@dataclass
class Journal:
    """What one writer did. `written` canaries were typed, `acknowledged` ones were called saved."""

    participant: str
    written: list[str] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)

    def write(self, canary: str) -> None:
        self.written.append(canary)

    def all_saved(self) -> None:
        self.acknowledged.update(self.written)


def replayed(rows: Sequence[LogRow]) -> pycrdt.Doc[Any]:
    """Return the document that the rows make, in order."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    for row in rows:
        doc.apply_update(row.update)
    return doc


def words(doc: pycrdt.Doc[Any]) -> list[str]:
    """Return every word of every card and record, as often as it occurs."""
    found: list[str] = []
    for root, key in (("cards", "text"), ("areas", "record")):
        entries: Mapping[str, Any] = doc.get(root, type=pycrdt.Map).to_py() or {}
        for entry in entries.values():
            found += str(entry.get(key, "")).split()
    return found


def judge_log(rows: Sequence[LogRow], journals: Sequence[Journal], seen: set[str]) -> None:
    """Check what the database holds (I1, I2, I4, I5, I6); `seen` are canaries that any replica has shown."""
    first = rows[0].seq if rows and rows[0].participant is None else 1
    assert [row.seq for row in rows] == list(range(first, first + len(rows))), "I4: seq is not dense"
    own = {canary for journal in journals for canary in journal.written}
    present = [word for word in words(replayed(rows)) if word in own]
    assert len(present) == len(set(present)), "I2: an edit appears twice"
    acknowledged = set().union(*(journal.acknowledged for journal in journals))
    assert acknowledged <= set(present), f"I1: saved and lost: {sorted(acknowledged - set(present))[:5]}"
    assert (seen & own) <= set(present), f"I5: seen but not in the log: {sorted((seen & own) - set(present))[:5]}"
    _judge_authors(rows, journals)


def _judge_authors(rows: Sequence[LogRow], journals: Sequence[Journal]) -> None:
    author = {canary: journal.participant for journal in journals for canary in journal.written}
    for row in rows[1:] if rows and rows[0].seq > 1 else rows:
        for canary in _canaries_in(row.update, author):
            assert row.participant == author[canary], f"I6: {canary} is attributed to {row.participant}"


def _canaries_in(update: bytes, known: Container[str]) -> Iterator[str]:
    """Find the known words that a space follows; a byte before one may look like a letter."""
    for token in re.findall(rb"[!-~]+(?= )", update):
        word = token.decode()
        yield from (word[start:] for start in range(len(word)) if word[start:] in known)


def judge_replicas(rows: Sequence[LogRow], replicas: Sequence[pycrdt.Doc[Any]]) -> None:
    """Check after quiet that every replica is the replayed log (I1, I3)."""
    truth = replayed(rows)
    for replica in replicas:
        assert canonical_json(replica) == canonical_json(truth), "I3: a replica differs from the log"
        own, true = decode_state_vector(replica.get_state()), decode_state_vector(truth.get_state())
        assert own == true, "I3: a replica's state vector differs from the log's"
