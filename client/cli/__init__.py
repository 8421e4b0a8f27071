"""The command line: the REST API and a live view of a board, with errors as sentences (exit codes: see `calls`)."""

import sys
from io import TextIOWrapper
from typing import Annotated, NoReturn

import typer

from client.sdk import Api

from . import (
    adding,
    boards,
    casting,
    commenting,
    leading,
    login,
    marking,
    programme_parts,
    programmes,
    reports,
    sorting,
    suggesting,
    taking_home,
    voting,
    writing_unseen,
)
from .calls import login_file, run, say
from .outline import shown
from .unseen import STANDARD_INPUT

UNEXPECTED = 70

app = typer.Typer(
    help="Manualboard from the command line: boards, templates, snapshots and exports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
programme_parts.add_to(programmes.programme)
for part in (
    boards,
    adding,
    commenting,
    taking_home,
    leading,
    voting,
    marking,
    casting,
    writing_unseen,
    sorting,
    programmes,
    reports,
    suggesting,
):
    app.add_typer(part.commands)


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except (EOFError, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  the last resort: people get a sentence, never a traceback
        say(f"Something unexpected went wrong ({type(error).__name__}: {error}).")
        sys.exit(UNEXPECTED)
    sys.exit(0)


@app.callback()
def remember_options(
    context: typer.Context,
    url: Annotated[str | None, typer.Option(envvar="MANUALBOARD_URL", help="Address of the server.")] = None,
    token: Annotated[
        str | None, typer.Option(envvar="MANUALBOARD_TOKEN", help="Token to sign in with.", show_default=False)
    ] = None,
) -> None:
    """Keep what every command needs."""
    context.obj = (url, token)


@app.command()
def join(
    context: typer.Context,
    link: Annotated[str, typer.Argument(help="The link you were given; - reads it from standard input.")],
    name: Annotated[str | None, typer.Option(help="The name others see.")] = None,
    organisation: Annotated[str, typer.Option(help="Your organisation.")] = "",
    job: Annotated[str, typer.Option(help="Your role there.")] = "",
) -> None:
    """Join with a link, and stay signed in on this device."""
    run(_join(context, sys.stdin.readline() if link == STANDARD_INPUT else link, name, organisation, job))


async def _join(context: typer.Context, link: str, name: str | None, organisation: str, job: str) -> None:
    url, secret = login.split_link(link)
    _, given = context.obj
    kept = login.load(login_file())
    known = given or (kept.token if kept and kept.url == url else "")
    async with Api(url, token=known) as api:
        answer = await api.join(secret, name, organisation=organisation, job=job)
        login.keep(login_file(), login.Login(url, api.token))
    where = f"board {answer['board_id']}" if answer["board_id"] else "this server as an organiser"
    typer.echo(f"{shown(answer['participant']['name'])}, you have joined {where} ({answer['role']}).")
