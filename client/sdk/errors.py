"""Every error of the SDK, as one tree.

ClientError
├── RequestFailed   the server answered a request with a problem: `status`, `title`, `detail`
├── Unreachable     the server could not be reached
├── Denied          the server does not open this board to us: `reason`
└── EditRefused     the server refused an edit; the document is closed: `code`, `reason`
"""


class ClientError(Exception):
    """Base of all errors of the SDK."""


class RequestFailed(ClientError):
    """The server answered with a problem (RFC 9457)."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(f"{title}: {detail}" if detail else title)
        self.status = status
        self.title = title
        self.detail = detail


class Unreachable(ClientError):
    """The server could not be reached."""


class Denied(ClientError):
    """The server does not open this document to us; `reason` is stable, such as `stale-epoch`."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The server does not open this board: {reason}.")
        self.reason = reason


class EditRefused(ClientError):
    """The server refused an edit and closed the document. The text is still in `RemoteBoard.doc`."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
