"""Commands about reports that are built from many boards."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from client.sdk import Json, Reports

from .calls import run, signed_in, table
from .files import NOTHING_MADE, kept, named, read_json
from .programmes import ProgrammeId
from .progress import telling

ReportId = Annotated[str, typer.Argument(metavar="REPORT", help="Its id, as `report list` shows it.")]
PartId = Annotated[str, typer.Argument(metavar="PART", help="The part's id in the plan.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; - for standard output.")]

commands = typer.Typer()
report = typer.Typer(help="Plan a report from many boards, look at it, and build it.", no_args_is_help=True)
commands.add_typer(report, name="report")


@report.command("list")
def list_reports(context: typer.Context, programme: ProgrammeId) -> None:
    """List the reports of a programme."""
    run(_list_reports(context, programme))


async def _list_reports(context: typer.Context, programme: str) -> None:
    async with signed_in(context) as api:
        rows = [(row["id"], row["title"]) for row in await Reports(api, programme).list()]
    table(rows, "There are no reports here yet.")


@report.command("plan")
def show_plan(context: typer.Context, programme: ProgrammeId, report_id: ReportId) -> None:
    """Print a report's plan as JSON, to be edited and stored again."""
    run(_show_plan(context, programme, report_id))


async def _show_plan(context: typer.Context, programme: str, report_id: str) -> None:
    async with signed_in(context) as api:
        found = await Reports(api, programme).plan(report_id)
    typer.echo(json.dumps(found["entity"], ensure_ascii=False, indent=2))


@report.command("store")
def store_plan(
    context: typer.Context,
    programme: ProgrammeId,
    file: Annotated[str, typer.Argument(help="The plan as JSON; - reads standard input.")],
) -> None:
    """Store a report's plan from a JSON file, and print its id."""
    run(_store_plan(context, programme, file))


async def _store_plan(context: typer.Context, programme: str, file: str) -> None:
    plan = read_json(file, "plan of a report")
    async with signed_in(context) as api:
        reports = Reports(api, programme)
        known = [row["id"] for row in await reports.list()]
        revision = (await reports.plan(plan["id"]))["revision"] if plan.get("id") in known else 0
        stored = await reports.store(plan, revision)
    typer.echo(stored["entity"]["id"])


@report.command("add-picture")
def add_picture(
    context: typer.Context,
    programme: ProgrammeId,
    report_id: ReportId,
    part: PartId,
    of: Annotated[str | None, typer.Option(help="An area, a launch or a zone by its id; else the whole board.")] = None,
    caption: Annotated[str, typer.Option(help="Words under it; else it is called as what it shows.")] = "",
) -> None:
    """Give a part from a board a picture of it, which references call [[PART:figure]].

    A file then takes about half a second longer, and is some 300 kB larger as Word.
    """
    run(_add_picture(context, programme, report_id, part, of, caption))


async def _add_picture(
    context: typer.Context, programme: str, report_id: str, part: str, of: str | None, caption: str
) -> None:
    async with signed_in(context) as api:
        await Reports(api, programme).add_picture(report_id, part, of=of, caption=caption)
    typer.echo(f"[[{part}:figure]]")


@report.command("remove-pictures")
def remove_pictures(context: typer.Context, programme: ProgrammeId, report_id: ReportId, part: PartId) -> None:
    """Take all pictures from a part of a report."""
    run(_remove_pictures(context, programme, report_id, part))


async def _remove_pictures(context: typer.Context, programme: str, report_id: str, part: str) -> None:
    async with signed_in(context) as api:
        await Reports(api, programme).remove_pictures(report_id, part)


@report.command("take-out")
def take_out_report(context: typer.Context, programme: ProgrammeId, report_id: ReportId) -> None:
    """Take out a report's plan; no board is touched. `report plan` prints it first, to be kept."""
    run(_take_out_report(context, programme, report_id))


async def _take_out_report(context: typer.Context, programme: str, report_id: str) -> None:
    async with signed_in(context) as api:
        reports = Reports(api, programme)
        await reports.plan(report_id)
        await reports.remove(report_id)


@report.command("check")
def check_report(context: typer.Context, programme: ProgrammeId, report_id: ReportId) -> None:
    """Print what to look at before a report goes out and where, and what changed since it was built last."""
    run(_check_report(context, programme, report_id))


async def _check_report(context: typer.Context, programme: str, report_id: str) -> None:
    async with signed_in(context) as api:
        with telling("Stopped.") as tell:
            found = await Reports(api, programme).preview(report_id, tell=tell)
    for line in _lines(found, api.url):
        typer.echo(line)


def _lines(found: Json, server: str) -> Iterator[str]:
    for each in found["findings"]:
        yield f"{each['place']}: {each['problem']} {each['fix']}"
        if each["address"]:
            yield f"  {server}{each['address']}"
    for each in found["changes"]:
        if each["what"] == "moved":
            yield f"Moved: {each['title']}"
        else:
            yield f"{each['what'].capitalize()} in {each['title']}: {_said(each)}"
    if not found["findings"] and not found["changes"]:
        yield "Nothing to look at."


def _said(change: Json) -> str:
    return " -> ".join(words for words in (change["before"], change["after"]) if words)


@report.command("build")
def build_report(
    context: typer.Context,
    programme: ProgrammeId,
    report_id: ReportId,
    file_format: Annotated[str, typer.Option("--format", help="docx, html, markdown, pdf, json or csv.")] = "docx",
    output: Output = None,
) -> None:
    """Build a report as a file, and print the file's name."""
    run(_build_report(context, programme, report_id, file_format, output or named(report_id, file_format)))


async def _build_report(context: typer.Context, programme: str, report_id: str, file_format: str, target: Path) -> None:
    async with signed_in(context) as api:
        with telling(NOTHING_MADE) as tell:
            content = await Reports(api, programme).build(report_id, file_format, tell=tell)
    await kept(target, content)
