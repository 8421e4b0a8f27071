"""People at work on one document: real Yjs documents in Node and pycrdt documents here, behind one face."""

import json
from base64 import b64decode, b64encode
from typing import Any, Protocol

from pycrdt import Doc, Map, Text, UndoManager, merge_updates

from tests.services.node import Node

ROOTS = ("meta", "zones", "areas", "cards", "links", "launches")
SCRIPT = "../../tests/protocol/yjs/authors.mjs"

MAX_SAFE_INTEGER = 2**53 - 1

Step = dict[str, Any]
Steps = list[Step] | str
"""Steps of one transaction, or "undo" or "redo"."""


class Author(Protocol):
    """One client's document."""

    def edit(self, steps: Steps) -> list[bytes]:
        """Carry out the steps; return the updates to send. A step whose path is not there does nothing."""

    def apply(self, update: bytes) -> None:
        """Take in what others did."""

    def vector(self) -> bytes:
        """Return the state vector."""

    def state(self, vector: bytes | None = None) -> bytes:
        """Return everything, or what the vector lacks, with the whole delete set."""

    def merge(self, updates: list[bytes]) -> bytes:
        """Return several updates as one."""

    def json(self) -> dict[str, Any]:
        """Return all roots as plain values."""


class YjsProcess:
    """A Node process that holds any number of Yjs documents."""

    def __init__(self, node: Node) -> None:
        self._process = node.start(SCRIPT)

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def ask(self, what: str, name: str, **arguments: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": what, "name": name, **arguments}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline(), parse_int=_number)


def _number(digits: str) -> float:
    """JavaScript has only floats, and writes large ones like integers: 46116860184273880000 is 4.611686018427388e19."""
    return int(digits) if abs(int(digits)) <= MAX_SAFE_INTEGER else float(digits)


class YjsAuthor:
    """A Yjs document in Node."""

    def __init__(self, process: YjsProcess, name: str, client: int, state: bytes, *, gc: bool) -> None:
        self._process = process
        self._name = name
        self._ask("open", client=client, gc=gc, state=b64encode(state).decode() if state else "")

    def _ask(self, what: str, **arguments: Any) -> Any:
        return self._process.ask(what, self._name, **arguments)

    def edit(self, steps: Steps) -> list[bytes]:
        return [b64decode(update) for update in self._ask("edit", steps=steps)]

    def apply(self, update: bytes) -> None:
        self._ask("apply", update=b64encode(update).decode())

    def vector(self) -> bytes:
        return b64decode(self._ask("vector"))

    def state(self, vector: bytes | None = None) -> bytes:
        return b64decode(self._ask("state", vector=b64encode(vector).decode() if vector else ""))

    def merge(self, updates: list[bytes]) -> bytes:
        return b64decode(self._ask("merge", updates=[b64encode(update).decode() for update in updates]))

    def json(self) -> dict[str, Any]:
        result: dict[str, Any] = self._ask("json")
        return result


class PycrdtAuthor:
    """A pycrdt document. It undoes only where it collects nothing: both together crash pycrdt 0.14.13."""

    def __init__(self, client: int, state: bytes, *, gc: bool = True) -> None:
        self.doc: Doc[Any] = Doc(client_id=client, skip_gc=not gc)
        self.roots = {name: self.doc.get(name, type=Map) for name in ROOTS}
        if state:
            self.doc.apply_update(state)
        self._undo = None if gc else UndoManager(scopes=list(self.roots.values()), capture_timeout_millis=0)
        if self._undo:
            self._undo.include_origin("own")
        self._sent: list[bytes] = []
        self._recording = False
        self._subscription = self.doc.observe(self._note)

    def _note(self, event: Any) -> None:
        if self._recording and event.update != b"\0\0":
            self._sent.append(event.update)

    def edit(self, steps: Steps) -> list[bytes]:
        self._recording = True
        if isinstance(steps, str):
            if self._undo:
                (self._undo.undo if steps == "undo" else self._undo.redo)()
        else:
            with self.doc.transaction(origin="own"):
                for step in steps:
                    self._step(step)
        self._recording = False
        sent, self._sent = self._sent, []
        return sent

    def _step(self, step: Step) -> None:
        target = self._at(step["path"])
        match step["do"]:
            case "set" if isinstance(target, Map):
                target[step["key"]] = _wrap(step["value"])
            case "unset" if isinstance(target, Map):
                target.pop(step["key"], None)
            case "insert" if isinstance(target, Text):
                target.insert(_offset(str(target), step["where"]), step["letters"])
            case "remove" if isinstance(target, Text):
                letters = str(target)
                start = round(step["where"] * len(letters))
                first = len(letters[:start].encode())
                gone = len(letters[start : start + step["count"]].encode())
                if gone:
                    del target[first : first + gone]

    def _at(self, path: list[str]) -> Any:
        here: Any = self.roots[path[0]]
        for key in path[1:]:
            here = here.get(key) if isinstance(here, Map) else None
        return here

    def apply(self, update: bytes) -> None:
        self.doc.apply_update(update)

    def vector(self) -> bytes:
        return self.doc.get_state()

    def state(self, vector: bytes | None = None) -> bytes:
        return self.doc.get_update(vector) if vector else self.doc.get_update()

    def merge(self, updates: list[bytes]) -> bytes:
        return merge_updates(*updates)

    def json(self) -> dict[str, Any]:
        return {name: root.to_py() for name, root in self.roots.items()}


def _offset(letters: str, where: float) -> int:
    return len(letters[: round(where * len(letters))].encode())


def _wrap(value: Any) -> Any:
    if isinstance(value, dict) and "text" in value:
        return Text(value["text"])
    if isinstance(value, dict) and "map" in value:
        return Map({key: _wrap(inner) for key, inner in value["map"].items()})
    return value
