"""The Python SDK: `open_board` for a live board, `Api` for the REST API."""

from .errors import ClientError, Denied, EditRefused, RequestFailed, Unreachable
from .remote import RemoteBoard, open_board
from .rest import Api, Json

__all__ = [
    "Api",
    "ClientError",
    "Denied",
    "EditRefused",
    "Json",
    "RemoteBoard",
    "RequestFailed",
    "Unreachable",
    "open_board",
]
