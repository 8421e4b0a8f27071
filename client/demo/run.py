"""The whole demo: a server, a session with its sections in every format, then the programme and its report."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from board.snapshots.projection import Projection, all_areas, all_zones, cards_in
from board.snapshots.snapshot import projection_hash
from client.sdk import Json

from .checking import check_body
from .content import Content, load
from .participant import DemoFailed
from .programme.content import load_programme
from .programme.from_published import with_published
from .programme.holding import held_against
from .programme.run import Organiser, ProgrammeOutcome, run_programme
from .published import read_published
from .server_process import ServerProcess
from .session import Session, agreed_state, gathered, play

LAYOUTS = ("theme_sections", "manual_section", "grid_section", "hats_section")
FORMATS = {"docx": "docx", "html": "html", "markdown": "md", "pdf": "pdf", "json": "json"}
"""Each format with the ending of its files."""
COMPARED = ("docx", "html", "markdown")
SNAPSHOT = "End of the third leadership group"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the session made: the content it played, board and register at its end, the files by layout and format.

    `board` is the board's id; `programme` what was made of the programme around it, where it was.
    """

    content: Content
    board: str
    projection: Projection
    register: Sequence[Json]
    files: Mapping[tuple[str, str], Path]
    programme: ProgrammeOutcome | None = None


async def run(folder: Path, environment: Mapping[str, str], say: Say, report: Path | None = None) -> Outcome:
    """Play the demo on a server of its own, build the programme, and write all files to `folder`; says what happens.

    With `report` the texts come from that file, and the programme's report is held against it. Raises DemoFailed,
    SectionNotFound, ServerDidNotStart, ClientError, OSError.
    """
    published = read_published(await asyncio.to_thread(report.read_text, "utf-8")) if report else None
    content = load_programme(load())
    content = with_published(content, published) if published else content
    with tempfile.TemporaryDirectory(prefix="manualboard-demo-") as temporary:
        async with ServerProcess(Path(temporary), environment, LOG_LEVEL="warning") as server:
            say(f"A server of the demo's own runs on {server.url}.")
            outcome = await play_on(server, content.live, folder, say)
            organiser = Organiser(server.url, server.organiser_secret)
            programme = await run_programme(organiser, content, outcome.board, folder, say)
    if published:
        for line in held_against(published, programme):
            say(line)
    say("The server was stopped.")
    return replace(outcome, programme=programme)


async def play_on(server: ServerProcess, content: Content, folder: Path, say: Say) -> Outcome:
    """Play the demo on a running server and write the sections to `folder`; raises what `run` raises of the playing."""
    async with gathered(server.url, server.organiser_secret, content) as session:
        begun = time.monotonic()
        await play(session, content)
        projection = await agreed_state(session)
        seconds = time.monotonic() - begun
        for line in _account(content, projection):
            say(line)
        say(f"It took {seconds:.1f} s. All {len(session.people)} copies and the server's are the same, and saved.")
        files = await _take_home(session, content, projection, folder, say)
        register = await session.facilitator.api.attendance(session.board)
    return Outcome(content, session.board, projection, register, files)


def _account(content: Content, projection: Projection) -> Iterator[str]:
    people = "; ".join(f"{person.name} ({person.organisation})" for person in content.people)
    yield f"At the board “{projection['title']}”: {people}."
    areas = [area["title"] for area in all_areas(projection)]
    cards = sum(len(cards_in(zone)) for zone in all_zones(projection))
    tools = [launch["title"] for launch in projection["launches"] if launch["area"]]
    yield f"They wrote {len(areas)} areas ({', '.join(areas)}) with {cards} cards, and launched: {', '.join(tools)}."


async def _take_home(
    session: Session, content: Content, projection: Projection, folder: Path, say: Say
) -> Mapping[tuple[str, str], Path]:
    """Take a snapshot and export it; what comes out is compared with what was agreed."""
    snapshot = await session.facilitator.api.snapshot(session.board, SNAPSHOT)
    if snapshot["digest"] != projection_hash(projection):
        raise DemoFailed("The snapshot does not hold the board as it is.")
    say(f"Snapshot “{snapshot['label']}”, fingerprint {snapshot['digest'][:12]}.")
    made = {
        (layout, fmt): await _export(session, content, snapshot["id"], layout, fmt)
        for layout in LAYOUTS
        for fmt in FORMATS
    }
    _compare(content, made)
    say(f"The section of themes says word for word what was agreed, in {', '.join(COMPARED)}.")
    files = await asyncio.to_thread(_write, folder, made)
    say(f"Wrote {len(files)} files to {folder}: {', '.join(LAYOUTS)}, each as {', '.join(FORMATS)}.")
    return files


async def _export(session: Session, content: Content, snapshot: str, layout: str, fmt: str) -> bytes:
    options = {"intro": content.intro} if layout == "theme_sections" else {}
    return await session.facilitator.api.export(session.board, layout, fmt, options=options, snapshot=snapshot)


def _compare(content: Content, made: Mapping[tuple[str, str], bytes]) -> None:
    report = made["theme_sections", "json"]
    for fmt in COMPARED:
        told = check_body(content, fmt, made["theme_sections", fmt], report)
        if told:
            raise DemoFailed("\n".join([f"The section of themes differs from what was agreed, in {fmt}:", *told]))


def _write(folder: Path, made: Mapping[tuple[str, str], bytes]) -> Mapping[tuple[str, str], Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {(layout, fmt): folder / f"{layout}.{FORMATS[fmt]}" for layout, fmt in made}
    for key, path in files.items():
        path.write_bytes(made[key])
    return files
