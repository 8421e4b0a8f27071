"""The Python SDK: `open_board` for a live board, `Api` for the REST API, and for parts of it `Hats`, `PrivateRounds`,
`Programmes`, `Reports` and `Suggestions`.
"""

from .errors import ClientError, Denied, EditRefused, RequestFailed, Unreachable
from .hats import Hats
from .private import PrivateRounds
from .programmes import Programmes
from .remote import RemoteBoard, open_board
from .reports import Reports
from .rest import Api, Json
from .suggestions import Suggestions

__all__ = [
    "Api",
    "ClientError",
    "Denied",
    "EditRefused",
    "Hats",
    "Json",
    "PrivateRounds",
    "Programmes",
    "RemoteBoard",
    "Reports",
    "RequestFailed",
    "Suggestions",
    "Unreachable",
    "open_board",
]
