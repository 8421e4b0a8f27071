"""Every error of the SDK, as one tree.

ClientError
├── RequestFailed   the server answered a request with a problem: `status`, `title`, `detail`
├── Unreachable     the server could not be reached
├── Denied          the server does not open this board to us: `reason`
└── EditRefused     the server refused an edit: `code`, `reason`
"""

from collections.abc import Mapping
from typing import Final

_DENIALS: Final[Mapping[str, str]] = {
    "not-a-member": "You are not a member of this board, or no longer. Ask the facilitator for a link.",
    "not-signed-in": "Nobody is signed in with this token. Join again with the link you were given.",
    "unknown-board": "There is no such board on this server.",
    "stale-epoch": "This board was restored to an earlier state. Open it again.",
}


class ClientError(Exception):
    """Base of all errors of the SDK; `str(error)` is a sentence for people."""


class RequestFailed(ClientError):
    """The server answered with a problem (RFC 9457).

    `alike` is the id of what a programme has already under the name that was sent, or "" (SPEC G14).
    """

    def __init__(self, status: int, title: str, detail: str, *, alike: str = "") -> None:
        super().__init__(f"{title}: {detail}" if detail else title)
        self.alike = alike
        self.status = status
        self.title = title
        self.detail = detail


class Unreachable(ClientError):
    """The server could not be reached."""


class Denied(ClientError):
    """The server does not open this document to us; `reason` is stable, such as `stale-epoch`."""

    def __init__(self, reason: str) -> None:
        super().__init__(_DENIALS.get(reason, f"The server does not open this board: {reason}."))
        self.reason = reason


class EditRefused(ClientError):
    """The server refused an edit; what was written is still in `RemoteBoard.doc`.

    After the code `rights` (we may only read) the board stays live; after any other the document is closed.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
