"""A process of its own that integrates updates with pycrdt, for input that may hang or kill it.

Each line on standard input is `[state, update]` in base64; the answer is a line of JSON.
"""

import json
import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from typing import Any

from .authors import PycrdtAuthor

HANG_SECONDS = 30


def integrate(state: bytes, update: bytes) -> dict[str, Any]:
    """Return what a document shows, and how it encodes itself, after both."""
    author = PycrdtAuthor(1, state)
    author.apply(update)
    return {"json": author.json(), "state": b64encode(author.state()).decode()}


def serve() -> None:
    for line in sys.stdin:
        # No handler: what hangs inside of pycrdt is ended by the signal itself.
        signal.alarm(HANG_SECONDS)
        state, update = map(b64decode, json.loads(line))
        print(json.dumps(integrate(state, update)), flush=True)
        signal.alarm(0)


class Integrator:
    """The process, as its caller sees it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.property.integrator"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def integrate(self, state: bytes, update: bytes) -> tuple[dict[str, Any], bytes]:
        """Return what is shown and the full state; fails when the process died of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([b64encode(state).decode(), b64encode(update).decode()]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"pycrdt did not survive {update.hex()} on {state.hex()}"
        result = json.loads(answer)
        return result["json"], b64decode(result["state"])

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


if __name__ == "__main__":
    serve()
