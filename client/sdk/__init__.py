"""The Python SDK: `open_board` for a live board, `Api` for the REST API, `Programmes` for what is around the boards."""

from .errors import ClientError, Denied, EditRefused, RequestFailed, Unreachable
from .programmes import Programmes
from .remote import RemoteBoard, open_board
from .rest import Api, Json

__all__ = [
    "Api",
    "ClientError",
    "Denied",
    "EditRefused",
    "Json",
    "Programmes",
    "RemoteBoard",
    "RequestFailed",
    "Unreachable",
    "open_board",
]
