"""How a command is carried out: against the server one is signed in to, with errors as sentences.

Exit codes: 0 done, 1 the server said no, 2 wrong usage, 3 the server cannot be reached, 4 not signed in or no access.
"""

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from board.errors import BoardError
from client.sdk import Api, ClientError, Denied, RequestFailed, Unreachable

from . import login
from .outline import shown

SERVER_SAID_NO = 1
USAGE = 2
UNREACHABLE = 3
NO_ACCESS = 4
_UNAUTHORISED = (401, 403)

BoardId = Annotated[str, typer.Argument(metavar="BOARD", help="The board's id, as `boards` lists it.")]
VoteId = Annotated[str, typer.Argument(metavar="VOTE", help="The vote's id, as `votes` lists it.")]

T = TypeVar("T")


class NotJoined(ClientError):
    """Nothing says which server to ask, or as whom."""


def signed_in(context: typer.Context) -> Api:
    url, token = context.obj
    kept = login.load(login_file())
    url = url or (kept.url if kept else None)
    # A token is for the server that gave it, and for no other.
    token = token or (kept.token if kept and url and kept.url == url.rstrip("/") else None)
    if url is None or token is None:
        raise NotJoined("You are not signed in. Join with the link you were given: python -m client join LINK")
    return Api(url, token=token)


def login_file() -> Path:
    return Path(typer.get_app_dir("manualboard")) / "login.json"


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do the work and return what it comes to; errors become a sentence and an exit code."""
    with telling():
        return asyncio.run(work)


@contextmanager
def telling() -> Iterator[None]:
    """Turn an error into a sentence and an exit code."""
    try:
        yield
    except (ClientError, BoardError, OSError) as error:
        say(shown(str(error)))
        raise typer.Exit(_exit_code(error)) from None


def _exit_code(error: Exception) -> int:
    match error:
        case Unreachable():
            return UNREACHABLE
        case NotJoined() | Denied():
            return NO_ACCESS
        case login.WrongLink():
            return USAGE
        case RequestFailed(status=status) if status in _UNAUTHORISED:
            return NO_ACCESS
        case _:
            return SERVER_SAID_NO


def table(rows: Sequence[Sequence[str]], nothing: str) -> None:
    if not rows:
        say(nothing)
        return
    cells = [[shown(str(cell)) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def say(sentence: str) -> None:
    typer.echo(sentence, err=True)
