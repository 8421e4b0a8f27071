"""Commands about programmes: what they are, their groups and sessions, and who was there."""

import asyncio
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from client.sdk import Json, Programmes

from .calls import BoardId, run, say, signed_in, table
from .files import kept, read_json
from .finding import id_of
from .outline import shown
from .progress import telling

ProgrammeId = Annotated[str, typer.Argument(metavar="PROGRAMME", help="Its id, as `programmes` lists it.")]
GroupId = Annotated[str, typer.Argument(metavar="GROUP", help="The group's id, as `programme show` lists it.")]
SessionId = Annotated[str, typer.Argument(metavar="SESSION", help="The session's id, as `group show` lists it.")]
PersonName = Annotated[str, typer.Argument(metavar="PERSON", help="Their name or id.")]
RoleInSession = Annotated[str, typer.Option("--role", help="Their role in this session, such as scribe.")]


class Attended(StrEnum):
    """What a register can say of somebody; `off` takes them off it."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    OFF = "off"


commands = typer.Typer()
programme = typer.Typer(help="Show a programme, change it, and take one out or in as a file.", no_args_is_help=True)
group = typer.Typer(help="Show a group, and word its key question anew.", no_args_is_help=True)
session = typer.Typer(help="Show a session, and say which boards belong to it.", no_args_is_help=True)
register = typer.Typer(help="Say who was at a session.", no_args_is_help=True)
for name, part in (("programme", programme), ("group", group), ("session", session), ("register", register)):
    commands.add_typer(part, name=name)


@commands.command()
def programmes(context: typer.Context) -> None:
    """List the programmes of the server."""
    run(_programmes(context))


async def _programmes(context: typer.Context) -> None:
    async with signed_in(context) as api:
        rows = [(row["id"], row["title"]) for row in await Programmes(api).list()]
    table(rows, "There are no programmes here yet.")


@programme.command("show")
def show_programme(context: typer.Context, programme_id: ProgrammeId) -> None:
    """Print what a programme is: parameters, objectives, phases, groups and organisations."""
    run(_show_programme(context, programme_id))


async def _show_programme(context: typer.Context, programme_id: str) -> None:
    async with signed_in(context) as api:
        server = Programmes(api)
        found, places = await server.show(programme_id), await server.places()
    _print(_programme_lines(found, places))


def _programme_lines(found: Json, places: Json) -> Iterator[str]:
    entity = found["programme"]["entity"]
    yield entity["title"]
    yield from _listed("Fixed", entity["parameters"]["fixed"])
    yield from _listed("Left open on purpose", entity["parameters"]["left_open"])
    yield from _listed("Objectives", (each["text"] for each in entity["objectives"]))
    yield from _listed("Phases", (f"{_period(each)}: {each['title']}" for each in entity["phases"]))
    yield from _listed("Groups", (_group_line(each["entity"], found["figures"]) for each in found["groups"]))
    yield from _listed("Organisations", (_organisation_line(each["entity"], places) for each in found["organisations"]))


def _group_line(entity: Json, figures: Mapping[str, Json]) -> str:
    return f"[{entity['id']}] {entity['title']}: {figures[entity['id']]['said']}"


def _organisation_line(entity: Json, places: Json) -> str:
    areas = (("council area", entity["place"], places["places"]), ("ICB", entity["icb"], places["icbs"]))
    said = [f"{word}: {_area_name(area, known)}" for word, area, known in areas if area]
    return f"[{entity['id']}] {entity['name']}; {'; '.join(said) or 'no council area'}"


def _area_name(area: str, known: Iterable[Json]) -> str:
    return next((str(each["name"]) for each in known if each["id"] == area), area)


def _period(phase: Json) -> str:
    return f"{phase['starts']} to {phase['ends']}" if phase["ends"] else f"from {phase['starts']}"


@programme.command("export")
def export_programme(
    context: typer.Context,
    programme_id: ProgrammeId,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; - for standard output.")] = None,
) -> None:
    """Write a whole programme to a JSON file."""
    run(_export_programme(context, programme_id, output or Path(f"{programme_id}.json")))


async def _export_programme(context: typer.Context, programme_id: str, target: Path) -> None:
    async with signed_in(context) as api:
        document = await Programmes(api).document(programme_id)
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    await kept(target, text.encode())


@programme.command("import")
def import_programme(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="The JSON file; - reads standard input.")],
) -> None:
    """Make a programme from a JSON file, and print its id."""
    run(_import_programme(context, file))


async def _import_programme(context: typer.Context, file: str) -> None:
    document = read_json(file, "programme")
    async with signed_in(context) as api:
        programmes = Programmes(api)
        try:
            with telling() as tell:
                made = await programmes.import_document(document, tell=tell)
        except asyncio.CancelledError:
            say(await _what_became(programmes, document))
            raise
    typer.echo(made["entity"]["id"])


async def _what_became(programmes: Programmes, document: Json) -> str:
    match document:
        case {"programme": {"id": str(programme)}} if await programmes.stop_import(programme):
            return "It was too late to stop: the programme is on the server."
        case _:
            return "Stopped. Nothing was taken in."


@group.command("show")
def show_group(context: typer.Context, programme_id: ProgrammeId, group_id: GroupId) -> None:
    """Print a group: its key question with its history, its sessions and who took part."""
    run(_show_group(context, programme_id, group_id))


async def _show_group(context: typer.Context, programme_id: str, group_id: str) -> None:
    async with signed_in(context) as api:
        found = await Programmes(api).group(programme_id, group_id)
    _print(_group_lines(found))


def _group_lines(found: Json) -> Iterator[str]:
    entity, figures = found["group"]["entity"], found["figures"]
    yield entity["title"]
    facts = {"Theme": entity["theme"], "Pillar": entity["pillar"], "Attendance": figures["said"]}
    facts |= {"Places": ", ".join(figures["places"]), "ICBs": "; ".join(figures["icbs"])}
    facts["Facilitated by"] = ", ".join(each["name"] for each in found["facilitators"])
    yield from (f"{word}: {fact}" for word, fact in facts.items() if fact)
    questions = (f"since {each['since']}: {each['text']}" for each in reversed(entity["key_questions"]))
    yield from _listed("Key question, newest first", questions)
    yield from _listed("Sessions", (_session_line(each["entity"]) for each in found["sessions"]))


def _session_line(entity: Json) -> str:
    present = sum(each["attended"] == "present" for each in entity["register"])
    return f"[{entity['id']}] {entity['number']}, {entity['date']}: {present} present"


@group.command("ask")
def ask(
    context: typer.Context,
    programme_id: ProgrammeId,
    group_id: GroupId,
    question: Annotated[str, typer.Argument(help="The new wording; the others stay in the history.")],
) -> None:
    """Word a group's key question anew, from today on."""
    run(_ask(context, programme_id, group_id, question))


async def _ask(context: typer.Context, programme_id: str, group_id: str, question: str) -> None:
    today = dt.datetime.now(dt.UTC).astimezone().date()
    async with signed_in(context) as api:
        await Programmes(api).ask(programme_id, group_id, question, today)


@group.command("commitments")
def commitments(context: typer.Context, programme_id: ProgrammeId, group_id: GroupId) -> None:
    """List what people of a group committed to, and what became of it."""
    run(_commitments(context, programme_id, group_id))


async def _commitments(context: typer.Context, programme_id: str, group_id: str) -> None:
    async with signed_in(context) as api:
        found = await Programmes(api).commitments(programme_id, group_id)
    rows = [(_how_far(each), each["what"], each["by_when"], each["who_may_ask"]) for each in found]
    table(rows, "Nobody of this group has committed to anything yet.")


def _how_far(commitment: Json) -> str:
    said = [each["outcome"] for each in commitment["progress"] if each["outcome"]]
    return said[-1] if said else "Not answered"


@session.command("show")
def show_session(context: typer.Context, programme_id: ProgrammeId, session_id: SessionId) -> None:
    """Print a session: its register and its boards."""
    run(_show_session(context, programme_id, session_id))


async def _show_session(context: typer.Context, programme_id: str, session_id: str) -> None:
    async with signed_in(context) as api:
        found = await Programmes(api).session(programme_id, session_id)
    _print(_session_lines(found))


def _session_lines(found: Json) -> Iterator[str]:
    entity = found["session"]["entity"]
    yield f"{found['group']['entity']['title']}, session {entity['number']}, {entity['date']}"
    people = {each["id"]: each for each in found["people"]}
    for row in (each["entity"] for each in found["marks"]):
        person = people[row["person"]]
        said = ", ".join(part for part in (person["name"], person["organisation"], row["role"]) if part)
        yield f"{row['attended']}: {said}"
    yield from _listed("Boards", (f"[{each['id']}] {each['title']}" for each in found["boards"]))


@session.command("of")
def session_of(context: typer.Context, board: BoardId) -> None:
    """Print the programme, group and session of a board."""
    run(_session_of(context, board))


async def _session_of(context: typer.Context, board: str) -> None:
    async with signed_in(context) as api:
        place = await Programmes(api).session_of(board)
    rows = [(place["programme"], place["group"], place["session"])] if place else []
    table(rows, "The board belongs to no session.")


@session.command("place")
def place(context: typer.Context, programme_id: ProgrammeId, session_id: SessionId, board: BoardId) -> None:
    """Let a board belong to a session."""
    run(_place(context, programme_id, session_id, board))


async def _place(context: typer.Context, programme_id: str, session_id: str, board: str) -> None:
    async with signed_in(context) as api:
        await Programmes(api).place_board(programme_id, session_id, board)


@register.command("mark")
def mark(
    context: typer.Context,
    programme_id: ProgrammeId,
    session_id: SessionId,
    person: PersonName,
    attended: Annotated[Attended, typer.Argument(help="present, apologies, or off the register.")],
    role: RoleInSession = "",
) -> None:
    """Say that one of the group was present or sent apologies."""
    run(_mark(context, programme_id, session_id, person, attended, role))


async def _mark(
    context: typer.Context, programme_id: str, session_id: str, person: str, attended: Attended, role: str
) -> None:
    async with signed_in(context) as api:
        server = Programmes(api)
        found = await server.session(programme_id, session_id)
        id_ = id_of({each["id"]: each["name"] for each in found["people"]}, person, "person", where="group")
        row = next((each for each in found["marks"] if each["entity"]["person"] == id_), None)
        said = None if attended is Attended.OFF else attended.value
        kept_role = role or (row["entity"]["role"] if row else "")
        revision = row["revision"] if row else 0
        await server.mark(programme_id, session_id, id_, said, role=kept_role, revision=revision)


@register.command("add")
def add(
    context: typer.Context,
    programme_id: ProgrammeId,
    session_id: SessionId,
    person: Annotated[str, typer.Argument(metavar="NAME", help="Somebody who is not in the list yet.")],
    organisation: Annotated[str, typer.Option(help="Their organisation.")] = "",
    role: RoleInSession = "",
) -> None:
    """Put somebody on the register by name."""
    somebody = {"name": person, "organisation": organisation or None, "role": role or None}
    run(_add(context, programme_id, session_id, somebody))


async def _add(context: typer.Context, programme_id: str, session_id: str, somebody: Json) -> None:
    async with signed_in(context) as api:
        await Programmes(api).add_to_register(programme_id, session_id, somebody)


@register.command("joined")
def joined(context: typer.Context, programme_id: ProgrammeId, session_id: SessionId) -> None:
    """Put everybody who joined the session's boards on its day on the register."""
    run(_joined(context, programme_id, session_id))


async def _joined(context: typer.Context, programme_id: str, session_id: str) -> None:
    async with signed_in(context) as api:
        found = await Programmes(api).take_over(programme_id, session_id)
    say(f"Added: {found['added']}, changed to present: {found['changed']}.")


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"{heading}:"
        yield from (f"- {line}" for line in found)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(shown(line))
