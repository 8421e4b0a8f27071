"""Where the command line keeps who it is: one file, for its owner alone."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from client.sdk import ClientError

_OWNER_ONLY = 0o600
_FOLDER_OWNER_ONLY = 0o700
_JOIN = "/join#"


class WrongLink(ClientError):
    """The text is no link to join with."""


@dataclass(frozen=True, slots=True)
class Login:
    """A server's address and the token it gave."""

    url: str
    token: str


def split_link(link: str) -> tuple[str, str]:
    """Return the address of the server and the secret of an invitation's link. Raises WrongLink."""
    url, found, secret = link.strip().partition(_JOIN)
    if not found or not secret or not url.startswith(("http://", "https://")):
        raise WrongLink("This is not a link to join with. It looks like https://board.example.org/join#...")
    return url, secret


def load(path: Path) -> Login | None:
    """Return the kept login, or None when there is none that can be read."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        return Login(str(kept["url"]), str(kept["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(path: Path, login: Login) -> None:
    """Keep a login in place of the one before. Raises OSError."""
    path.parent.mkdir(mode=_FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w", encoding="utf-8") as file:
        json.dump(asdict(login), file)
    draft.replace(path)
