"""The command line: the REST API and a live view of a board, with errors as sentences.

Exit codes: 0 done, 1 the server said no, 2 wrong usage, 3 the server cannot be reached, 4 not signed in or no access.
"""

import asyncio
import sys
from collections.abc import Coroutine, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, NoReturn, cast

import typer

from board.errors import BoardError
from board.projection import Projection, all_areas
from board.roles import Role

from . import login
from .outline import outline, shown
from .sdk import Api, ClientError, Denied, Json, RequestFailed, Unreachable
from .watching import watch_board

SERVER_SAID_NO = 1
USAGE = 2
UNREACHABLE = 3
NO_ACCESS = 4
UNEXPECTED = 70
_UNAUTHORISED = (401, 403)
_EXTENSIONS = {"docx": "docx", "html": "html", "html_fragment": "html", "markdown": "md", "json": "json"}
_STANDARD_STREAM = "-"

app = typer.Typer(
    help="Manualboard from the command line: boards, templates, snapshots and exports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer", metavar="ID=TEXT", help="What the template asks, as `templates` lists it; repeat for more."
    ),
]
BoardId = Annotated[str, typer.Argument(metavar="BOARD", help="The board's id, as `boards` lists it.")]


class NotJoined(ClientError):
    """Nothing says which server to ask, or as whom."""


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
        _say(f"Something unexpected went wrong ({type(error).__name__}: {error}).")
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
    _run(_join(context, sys.stdin.readline() if link == _STANDARD_STREAM else link, name, organisation, job))


async def _join(context: typer.Context, link: str, name: str | None, organisation: str, job: str) -> None:
    url, secret = login.split_link(link)
    _, given = context.obj
    kept = login.load(_login_file())
    known = given or (kept.token if kept and kept.url == url else "")
    async with Api(url, token=known) as api:
        answer = await api.join(secret, name, organisation=organisation, job=job)
        login.keep(_login_file(), login.Login(url, api.token))
    where = f"board {answer['board_id']}" if answer["board_id"] else "this server as an organiser"
    typer.echo(f"{shown(answer['participant']['name'])}, you have joined {where} ({answer['role']}).")


@app.command()
def boards(context: typer.Context) -> None:
    """List your boards."""
    _run(_boards(context))


async def _boards(context: typer.Context) -> None:
    async with _api(context) as api:
        rows = [(row["id"], row["role"], row["updated_at"][:10], row["title"]) for row in await api.boards()]
    _table(rows, "You have no boards here yet.")


@app.command()
def templates(context: typer.Context) -> None:
    """List the templates of the server."""
    _run(_templates(context))


async def _templates(context: typer.Context) -> None:
    async with _api(context) as api:
        rows = [(row["id"], row["title"], f"asks: {_asks(row)}") for row in await api.templates()]
    _table(rows, "This server has no templates.")


def _asks(template: Json) -> str:
    return ", ".join(f"{ask['key']} (needed)" if ask["least"] else ask["key"] for ask in template["ask"])


@app.command()
def create(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="The board's title.")],
    template: Annotated[str | None, typer.Option(help="Template to launch on it.")] = None,
    purpose: Annotated[str, typer.Option(help="What the group is making, for whom.")] = "",
    answer: Answers = None,
) -> None:
    """Create a board and print its id."""
    _run(_create(context, title, template, purpose, _answers(answer or [])))


async def _create(context: typer.Context, title: str, template: str | None, purpose: str, answers: Json) -> None:
    async with _api(context) as api:
        board = await api.create_board(title, template=template, purpose=purpose, answers=answers)
        await _say_source(api, template)
    typer.echo(board)


@app.command()
def launch(
    context: typer.Context,
    board: BoardId,
    template: Annotated[str, typer.Argument(help="The template's id, as `templates` lists it.")],
    area: Annotated[str | None, typer.Option(help="Area to launch it onto: its title or id.")] = None,
    answer: Answers = None,
) -> None:
    """Launch a template on a board and print the launch's id."""
    _run(_launch(context, board, template, area, _answers(answer or [])))


async def _launch(context: typer.Context, board: str, template: str, area: str | None, answers: Json) -> None:
    async with _api(context) as api:
        found = (await _area_ids(api, board, [area]))[0] if area else None
        made = await api.launch(board, template, area=found, answers=answers)
        await _say_source(api, template)
    typer.echo(made)


async def _say_source(api: Api, wanted: str | None) -> None:
    """Say where a launched template comes from, beside what the command prints (SPEC T3)."""
    for template in await api.templates() if wanted else ():
        if template["id"] == wanted:
            checked = "Checked" if template["checked_by_ambit_trainer"] else "Not checked"
            _say(shown(f"{template['title']}: {checked} by an AMBIT trainer. {template['source']}"))


@app.command()
def invite(
    context: typer.Context,
    board: BoardId,
    role: Annotated[Role, typer.Option(help="What the link lets people do.")] = Role.EDIT,
) -> None:
    """Make a link to join a board and print it."""
    _run(_invite(context, board, role))


async def _invite(context: typer.Context, board: str, role: Role) -> None:
    async with _api(context) as api:
        typer.echo(await api.invite(board, role.value))


@app.command()
def snapshot(
    context: typer.Context,
    board: BoardId,
    label: Annotated[str | None, typer.Option(help="What to call it.")] = None,
) -> None:
    """Take a snapshot and print its id."""
    _run(_snapshot(context, board, label))


async def _snapshot(context: typer.Context, board: str, label: str | None) -> None:
    async with _api(context) as api:
        typer.echo((await api.snapshot(board, label))["id"])


@app.command()
def snapshots(context: typer.Context, board: BoardId) -> None:
    """List a board's snapshots, newest first."""
    _run(_snapshots(context, board))


async def _snapshots(context: typer.Context, board: str) -> None:
    async with _api(context) as api:
        rows = [(row["id"], row["at"][:19], row["reason"], row["label"]) for row in await api.snapshots(board)]
    _table(rows, "This board has no snapshots yet.")


@app.command()
def votes(context: typer.Context, board: BoardId) -> None:
    """List a board's votes, oldest first."""
    _run(_votes(context, board))


async def _votes(context: typer.Context, board: str) -> None:
    async with _api(context) as api:
        rows = [(row["id"], row["kind"], row["state"], f"{row['voters']} voted") for row in await api.votes(board)]
    _table(rows, "This board has had no votes yet.")


@app.command()
def export(
    context: typer.Context,
    board: BoardId,
    layout: Annotated[str, typer.Option(help="What to make of it.")] = "manual_section",
    file_format: Annotated[str, typer.Option("--format", help="docx, html, markdown or json.")] = "docx",
    areas: Annotated[list[str] | None, typer.Option(help="An area by title or id; repeat for more, in order.")] = None,
    heading_level: Annotated[int, typer.Option(help="Level of the first headings, 1 to 6.", min=1, max=6)] = 2,
    of_snapshot: Annotated[str | None, typer.Option("--snapshot", help="Snapshot to use; without, a new one.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; - for standard output.")] = None,
) -> None:
    """Export a section to a file."""
    target = output or Path(f"{layout}.{_EXTENSIONS.get(file_format, file_format)}")
    _run(_export(context, board, layout, file_format, areas or [], heading_level, of_snapshot, target))


async def _export(
    context: typer.Context,
    board: str,
    layout: str,
    file_format: str,
    areas: Sequence[str],
    heading_level: int,
    of_snapshot: str | None,
    target: Path,
) -> None:
    async with _api(context) as api:
        options: dict[str, Any] = {"heading_level": heading_level}
        if areas:
            options["areas"] = await _area_ids(api, board, areas)
        content = await api.export(board, layout, file_format, options=options, snapshot=of_snapshot)
    if str(target) == _STANDARD_STREAM:
        sys.stdout.buffer.write(content)
        return
    await asyncio.to_thread(target.write_bytes, content)
    typer.echo(f"Wrote {target} ({len(content)} bytes).")


@app.command()
def show(context: typer.Context, board: BoardId) -> None:
    """Print a board as an outline."""
    _run(_show(context, board))


async def _show(context: typer.Context, board: str) -> None:
    async with _api(context) as api:
        typer.echo("\n".join(outline(cast(Projection, await api.projection(board)))))


@app.command()
def watch(context: typer.Context, board: BoardId) -> None:
    """Follow a board live and print what changes, until you press Ctrl-C."""
    try:
        _run(_watch(context, board))
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


async def _watch(context: typer.Context, board: str) -> None:
    async with _api(context) as api:
        async for line in watch_board(api.url, board, token=api.token):
            typer.echo(line)
            sys.stdout.flush()


def _answers(given: Sequence[str]) -> dict[str, list[str]]:
    """Read `id=text`, several with the same id as several lines of one answer."""
    answers: dict[str, list[str]] = {}
    for each in given:
        key, equals, text = each.partition("=")
        if not equals:
            raise typer.BadParameter(f"{each!r} is not ID=TEXT.", param_hint="--answer")
        answers.setdefault(key.strip(), []).append(text)
    return answers


async def _area_ids(api: Api, board: str, wanted: Sequence[str]) -> list[str]:
    """Return the ids of areas that are named by title or id; raises ClientError."""
    areas = list(all_areas(cast(Projection, await api.projection(board))))
    return [_area_id({area["id"]: area["title"] for area in areas}, each) for each in wanted]


def _area_id(titles: dict[str, str], wanted: str) -> str:
    if wanted in titles:
        return wanted
    same = [key for key, title in titles.items() if title.strip().casefold() == wanted.strip().casefold()]
    match same:
        case [key]:
            return key
        case []:
            raise ClientError(f"The board has no area “{shown(wanted)}”.")
        case _:
            raise ClientError(f"Several areas are called “{shown(wanted)}”: name one by its id, as `show` prints it.")


def _api(context: typer.Context) -> Api:
    url, token = context.obj
    kept = login.load(_login_file())
    url = url or (kept.url if kept else None)
    # A token is for the server that gave it, and for no other.
    token = token or (kept.token if kept and url and kept.url == url.rstrip("/") else None)
    if url is None or token is None:
        raise NotJoined("You are not signed in. Join with the link you were given: python -m client join LINK")
    return Api(url, token=token)


def _login_file() -> Path:
    return Path(typer.get_app_dir("manualboard")) / "login.json"


def _table(rows: Sequence[Sequence[str]], nothing: str) -> None:
    if not rows:
        _say(nothing)
        return
    cells = [[shown(str(cell)) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Do the work; errors become a sentence and an exit code."""
    try:
        asyncio.run(work)
    except (ClientError, BoardError, OSError) as error:
        _say(shown(str(error)))
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


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)
