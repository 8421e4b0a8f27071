"""Commands that change what a programme consists of: its groups, sessions, people and organisations."""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from client.sdk import Api, ClientError, Json, Programmes, Reports, RequestFailed

from .calls import run, say, signed_in, table
from .files import kept, read_json
from .outline import shown
from .programmes import ProgrammeId


class Kind(StrEnum):
    """What a programme consists of, in the order in which each needs those before it."""

    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    GROUPS = "groups"
    SESSIONS = "sessions"


_REGISTER: Final = "register"
"""Of a session: its rows are stored one by one, by the command of that name."""
_KNOWN: Final = frozenset({"format", "programme", *Kind})


def add_to(programme: typer.Typer) -> None:
    """Let these be commands of `programme`."""
    programme.command("store")(store)
    programme.command("take-out")(take_out)
    programme.command("take-out-all")(take_out_all)


def store(
    context: typer.Context,
    programme_id: ProgrammeId,
    file: Annotated[
        str, typer.Argument(help="JSON as `programme export` writes it, or a part; - reads standard input.")
    ],
    *,
    same_names: Annotated[
        bool, typer.Option("--same-names", help="People called like some who are there are other people.")
    ] = False,
) -> None:
    """Store what a file says of a programme, and print what differed; what it does not name stays as it is."""
    run(_store(context, programme_id, file, same_names=same_names))


async def _store(context: typer.Context, programme_id: str, file: str, *, same_names: bool) -> None:
    document = _read(file)
    async with signed_in(context) as api:
        server = Programmes(api)
        found = await server.show(programme_id)
        changed = list(_changed(document, found))
        for kind, entity, revision in changed:
            await _store_part(server, programme_id, kind, entity, revision, same_names=same_names)
        itself = found["programme"]
        wanted = {**itself["entity"], **document.get("programme", {})}
        if wanted != itself["entity"]:
            await server.store(programme_id, wanted, itself["revision"])
            changed.append(("programme", wanted, itself["revision"]))
    table([(kind, entity["id"]) for kind, entity, _ in changed], "Nothing differs from what is stored.")


async def _store_part(
    server: Programmes, programme_id: str, kind: str, entity: Json, revision: int, *, same_names: bool
) -> None:
    try:
        await server.store_part(programme_id, kind, entity, revision, same_name=same_names)
    except RequestFailed as problem:
        if not problem.alike:
            raise
        other = " Another person of the name is stored with --same-names." if kind == Kind.PEOPLE else ""
        raise ClientError(f"{kind} {entity['id']}: {problem.detail} Its id is {problem.alike}.{other}") from None


def _read(file: str) -> Json:
    document = read_json(file, "programme")
    if unknown := sorted(document.keys() - _KNOWN):
        raise ClientError(f"'{unknown[0]}' is not known here. Write {', '.join(Kind)} or programme.")
    for kind in Kind:
        listed = document.get(kind, [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) and "id" in each for each in listed):
            raise ClientError(f"'{kind}' must be a list of objects, each with its id.")
    if not isinstance(document.get("programme", {}), dict):
        raise ClientError("'programme' must be an object.")
    return document


def _changed(document: Json, found: Json) -> Iterator[tuple[str, Json, int]]:
    """Each part that the file has otherwise, as it is to be stored, and the revision that it follows."""
    for kind in Kind:
        kept = {each["entity"]["id"]: each for each in found[kind]}
        for given in document.get(kind, ()):
            known = kept.get(given["id"], {"entity": {}, "revision": 0})
            after = {**known["entity"], **given}
            if after != known["entity"]:
                yield kind.value, _without_register(after), known["revision"]


def _without_register(entity: Json) -> Json:
    return {name: value for name, value in entity.items() if name != _REGISTER}


def take_out(
    context: typer.Context,
    programme_id: ProgrammeId,
    kind: Annotated[Kind, typer.Argument(help="What it is.")],
    part: Annotated[str, typer.Argument(metavar="ID", help="Its id, as `programme export` writes it.")],
) -> None:
    """Take out what has nothing in it; a person becomes "somebody" on the registers."""
    run(_take_out(context, programme_id, kind, part))


async def _take_out(context: typer.Context, programme_id: str, kind: Kind, part: str) -> None:
    async with signed_in(context) as api:
        await Programmes(api).remove_part(programme_id, kind.value, part)


def take_out_all(
    context: typer.Context,
    programme_id: ProgrammeId,
    title: Annotated[str, typer.Option(help="Its title, to confirm. Without it, what would go is printed.")] = "",
    folder: Annotated[Path, typer.Option(help="Where to keep its files before it goes.")] = Path(),
) -> None:
    """Take out a whole programme that was made by mistake or is over, and keep it as files; its boards stay."""
    run(_take_out_all(context, programme_id, title, folder))


async def _take_out_all(context: typer.Context, programme_id: str, title: str, folder: Path) -> None:
    async with signed_in(context) as api:
        server = Programmes(api)
        found = await server.extent(programme_id)
        for line in _goes_and_stays(found["extent"]):
            typer.echo(line)
        if not title:
            say(f"Nothing was taken out. To do it, add --title and the title: {shown(found['title'])}")
            return
        await _keep_as_files(api, programme_id, folder)
        await server.remove(programme_id, title, found["extent"])
    say("The programme is taken out.")


_COUNTED: Final = (
    ("groups", "group", "groups"),
    ("sessions", "session", "sessions"),
    ("registers", "register", "registers"),
    ("people", "person", "people"),
    ("organisations", "organisation", "organisations"),
    ("reports", "report", "reports"),
)


def _goes_and_stays(extent: Json) -> Iterator[str]:
    counted = [f"{extent[name]} {one if extent[name] == 1 else many}" for name, one, many in _COUNTED]
    yield f"Goes: {', '.join(counted)}, and what it says of itself."
    yield f"Stays: {extent['boards']} {'board' if extent['boards'] == 1 else 'boards'}, of no session any more."


async def _keep_as_files(api: Api, programme_id: str, folder: Path) -> None:
    """The programme as `programme import` takes it, and each report as `report store` does."""
    reports = Reports(api, programme_id)
    await kept(folder / f"{programme_id}.json", _as_text(await Programmes(api).document(programme_id)))
    for row in await reports.list():
        plan = (await reports.plan(row["id"]))["entity"]
        await kept(folder / f"{programme_id}.report.{row['id']}.json", _as_text(plan))


def _as_text(document: Json) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
