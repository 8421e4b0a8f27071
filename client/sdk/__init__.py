"""The Python SDK: `open_board` for a live board, `Api` for the REST API, `Programmes` and `Reports` around them."""

from .errors import ClientError, Denied, EditRefused, RequestFailed, Unreachable
from .programmes import Programmes
from .remote import RemoteBoard, open_board
from .reports import Reports
from .rest import Api, Json

__all__ = [
    "Api",
    "ClientError",
    "Denied",
    "EditRefused",
    "Json",
    "Programmes",
    "RemoteBoard",
    "Reports",
    "RequestFailed",
    "Unreachable",
    "open_board",
]
