"""The Python SDK: `open_board` for a live board, `add_card` for a card on it that may be signed, `Api` for the REST
API, and for parts of it `BringingBack`, `GoingBack`, `Hats`, `PrivateRounds`, `Programmes`, `Reports` and
`Suggestions`. Long work tells a `Tell` of its `Progress`.
"""

from board.progress import Progress, Tell

from .cards import Added, add_card
from .errors import ClientError, Denied, EditRefused, RequestFailed, Unreachable
from .hats import Hats
from .private import PrivateRounds
from .programmes import Programmes
from .remote import RemoteBoard, open_board
from .reports import Reports
from .rest import Api
from .snapshots import BringingBack, GoingBack
from .speaking import Json
from .suggestions import Suggestions

__all__ = [
    "Added",
    "Api",
    "BringingBack",
    "ClientError",
    "Denied",
    "EditRefused",
    "GoingBack",
    "Hats",
    "Json",
    "PrivateRounds",
    "Programmes",
    "Progress",
    "RemoteBoard",
    "Reports",
    "RequestFailed",
    "Suggestions",
    "Tell",
    "Unreachable",
    "add_card",
    "open_board",
]
