"""What must hold of clients, stored copies, rooms and commands when it is quiet."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

import pycrdt

from board.content.document import BoardDocument
from board.errors import EditError
from board.yjs.update import decode_state_vector
from server.rooms.durable import canonical_json
from server.rooms.live import Answer, Command
from server.rooms.room import Room
from tests.oracle import replayed

from .client import Client
from .truth import Truth


class Order:
    """A command that somebody gave a server, with its request id, repeated until it has an answer."""

    def __init__(self, request_id: str, command: Command) -> None:
        self.request_id = request_id
        self.command = command
        self.answers: list[Answer] = []
        self.impossible = False

    @property
    def settled(self) -> bool:
        """True when it was carried out, or never can be."""
        return bool(self.answers) or self.impossible

    def done(self, task: "asyncio.Task[Answer]") -> None:
        """Note how a try ended."""
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            self.answers.append(task.result())
        elif isinstance(error, EditError):
            self.impossible = True


def judge_present(client: Client) -> None:
    """Whoever was not sent away is here, and every frame has its answer."""
    assert client.open, f"{client.name} did not come back"
    assert client.waits == 0, f"S2: {client.waits} frames of {client.name} have no answer"


def judge_sent_away(client: Client, truth: Truth, ended_at: dict[int, int]) -> None:
    """Whoever was sent away is not here, and wrote nothing since: `ended_at` has the clock of the first look."""
    own = client.doc.client_id
    durable = truth.vector.get(own, 0)
    assert client.denied == "not-a-member", f"I5: {client.name} was sent away and is still here"
    assert durable <= ended_at.setdefault(own, durable), f"I5: {client.name} wrote after being sent away"


def judge_writer(client: Client, truth: Truth) -> None:
    """All that somebody wrote is durable."""
    own = client.doc.client_id
    clock, durable = decode_state_vector(client.doc.get_state()).get(own, 0), truth.vector.get(own, 0)
    assert durable == clock, f"I1: {client.name} is quiet at {clock}, durable are {durable}"


def judge_viewer(client: Client, truth: Truth) -> None:
    """A viewer wrote nothing, keeps what they wrote, and has all of the others."""
    assert truth.vector.get(client.doc.client_id, 0) == 0, f"I2: {client.name} may only read and wrote"
    both = replayed(truth.rows)
    both.apply_update(client.doc.get_update())
    assert canonical_json(both) == canonical_json(client.doc), f"I3: {client.name} lacks something"


def stored_copies(stored: Any) -> "list[pycrdt.Doc[Any]]":
    """Return the document as it is stored, from each checkpoint and from the rows."""
    copies = []
    for checkpoint in [None, *stored.checkpoints.values()]:
        seq = checkpoint.upto_seq if checkpoint else 0
        if seq >= stored.base_seq:
            states = [checkpoint.state] if checkpoint else []
            copies.append(_document([*states, *(row.update for row in stored.after(seq))]))
    return copies


def judge_room(room: Room | None, truth: Truth) -> "Sequence[pycrdt.Doc[Any]]":
    """Return the document as a server has it, if somebody has it open there."""
    if room is None or not any(room.members):
        return []
    assert room.last_seq == truth.seq, f"S8: a server is at row {room.last_seq} of {truth.seq}"
    assert dict(room._admission.index.state_vector()) == truth.vector, "I3: an index differs from the log"
    return [_document([room.read().state])]


def judge_orders(orders: Iterable[Order], truth: Truth) -> None:
    """Every command took effect once, and has one answer."""
    launches = set(BoardDocument(truth.doc).raw("launches"))
    told: set[str] = {"launch"}
    for order in orders:
        assert order.settled, f"S7: {order.request_id} has no answer"
        assert all(answer == order.answers[0] for answer in order.answers), f"S7: {order.request_id} has two answers"
        told |= {answer["launch"] for answer in order.answers if "launch" in answer}
    assert launches == told, f"S7: launches are {sorted(launches)}, told were {sorted(told)}"


def _document(updates: Sequence[bytes]) -> "pycrdt.Doc[Any]":
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    for update in updates:
        doc.apply_update(update)
    return doc
