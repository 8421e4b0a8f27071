"""The programme's report, in every format that can be read back, held against the published one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from board.programmes import bundled_places
from board.reports import Finding, InProgramme
from board.reports.checks.programme_checks import check_programme
from client.demo.participant import DemoFailed
from client.demo.published import PublishedReport
from client.demo.published.against import places_of
from client.demo.read_back import FORMATS, read_back

from .content import ProgrammeContent
from .differing import EXPLANATIONS, differing, unexplained
from .exported import fields_of, headings_of
from .from_published import SETS, as_printed
from .run import ProgrammeOutcome

_FIRST: Final = "json"
"""The format that says which part of the plan a section is; the others must say the same as it."""


def held_against(published: PublishedReport, outcome: ProgrammeOutcome) -> Iterator[str]:
    """Yield why the programme's report and the published one differ where they do.

    Raises DemoFailed where they differ for no reason, and where one format says something else than another.
    """
    said = places_of(published, bundled_places())
    read = said_in_each({fmt: outcome.files[fmt].read_bytes() for fmt in FORMATS})
    if lost := list(_wrong(said, read)):
        raise DemoFailed("\n".join(["The report differs from the published one:", *lost]))
    found = differing(said, read[_FIRST])
    where = f"at {len(said)} places, as {', '.join(read)}"
    yield f"Held against the published report {where}: {len(found)} differ, the same in each, all for a reason."
    for why in EXPLANATIONS:
        yield f"- {why.reason} ({sum(map(why.explains, found))})"
    yield "The checker, on a programme with the ICBs as they are printed:"
    for each in printed_findings(published, outcome.content):
        yield f"- {each.place}: {each.message}"


def said_in_each(files: Mapping[str, bytes]) -> Mapping[str, Mapping[str, str]]:
    """Return what the report says at each place, by format. Raises KeyError for what is not there."""
    blocks = {fmt: read_back(fmt, file) for fmt, file in files.items()}
    headings = headings_of(blocks[_FIRST])
    return {fmt: places_of(fields_of(each, headings), bundled_places()) for fmt, each in blocks.items()}


def _wrong(said: Mapping[str, str], read: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield what differs from the published report for no reason, then what differs between formats."""
    yield from map(str, unexplained(differing(said, read[_FIRST])))
    for fmt, each in read.items():
        for difference in differing(read[_FIRST], each):
            yield f"In {fmt}: {difference}"


def printed_findings(published: PublishedReport, content: ProgrammeContent) -> Sequence[Finding]:
    """Return what the checker finds on the three sets with the ICBs that the published report prints for them."""
    places = bundled_places()
    whole = as_printed(content.whole, published, places)
    sets = tuple(group for group in whole.groups if group.id in SETS)
    found = check_programme(InProgramme(whole, places, "", shown=sets))
    return [each for each in found if each.code != "invented-attendees"]
