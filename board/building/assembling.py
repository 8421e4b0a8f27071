"""From a plan and what it needs to one report: its parts in order, numbered, with their references (SPEC B2)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from board.errors import ReportError
from board.programmes import Group
from board.progress import Tell, telling_each, untold
from board.reports import LAYOUTS, Finding, InProgramme, Provenance, ReportOptions, SessionBoard
from board.reports.layouts.commitments import ledger
from board.reports.layouts.group_summary import group_table
from board.reports.layouts.session_matrix import matrix
from board.reports.model import Block, Captions, Contents, Front, Heading, Picture, Report, Section, Table
from board.reports.parts.zones import below, title_of
from board.reports.prose import callout, day, formatted, one_line, quoted
from board.reports.source import Source
from board.reports.source.attendance import read_attendance
from board.reports.source.prepared import prepared

from .checking import checked
from .choosing import said_of_gone, taken
from .cross_references import Target, references_in, resolved
from .emptiness import is_only_heading, lacking, said_of_nothing
from .figures import OTHER_PICTURE, drawn, hard_to_read
from .gathering import BoardContent, Gathered
from .numbering import Numbering, captions_of, targets_of
from .origins import origin_of
from .plan import Figure, FromBoard, FromGroup, FromProgramme, Part, References, ReportPlan, Trail, Words, words_of
from .programme_parts import SAYINGS
from .references import references
from .trail import trail

_TITLES: Final = {
    "board": "Untitled board",
    "group": "Group",
    "programme": "Programme",
    "references": "References",
    "trail": "What the recommendations come from",
    "words": "Untitled",
}
_STEP: Final = "Putting the parts together"
_NO_BOARD: Final = "The board of this part cannot be read any more."
_NO_SNAPSHOT: Final = "The snapshot of this part, or its board, cannot be read any more."
_NO_GROUP: Final = "The group of this part cannot be read any more."
_DEEPEST_ENTRY, _FEWER_LEVELS, _MOST_ENTRIES = 3, 2, 45
"""Levels of the contents list, and those of one that would have more lines than a page holds."""


@dataclass(frozen=True, slots=True)
class Built:
    """A built report, its parts before they were numbered, and what to look at before it goes out."""

    report: Report
    parts: tuple[tuple[str, Section], ...]
    findings: tuple[Finding, ...]


def assemble(plan: ReportPlan, gathered: Gathered, at: str, tell: Tell = untold) -> Built:
    """Build the report of a plan. `at` is the time of building (ISO 8601, UTC); `tell` hears of each part.

    Nothing that was planned is dropped silently: a part whose board or group is gone says so, as a finding does.
    """
    writer = _Writer(plan, gathered)
    raw = [(part, writer.section(part, at)) for at, part in enumerate(telling_each(plan.parts, _STEP, tell))]
    targets = targets_of(_numbered(plan, raw))
    written = [(part, _with_words(part, section, targets)) for part, section in raw]
    parts = _numbered(plan, written)
    end = (origin_of(gathered),)
    blocks: tuple[Block, ...] = (*(section for _, section in parts), *end)
    contents = tuple(_contents(blocks)) if plan.contents else ()
    report = Report(
        title=plan.title,
        provenance=_provenance(plan, gathered, at),
        blocks=(*contents, *blocks),
        front=Front(tuple(_front(plan))),
    )
    found = (*writer.findings, *_lost_references(plan, targets), *checked(plan, gathered))
    unnumbered = tuple((part.id, section) for part, section in written)
    return Built(report, unnumbered, tuple(_placed(found, dict(unnumbered))))


def _placed(findings: Iterable[Finding], parts: Mapping[str, Section]) -> Iterator[Finding]:
    """What is found of a part is called by the heading of that part."""
    for each in findings:
        yield replace(each, place=parts[each.id].title) if each.what == "part" else each


def _front(plan: ReportPlan) -> Iterator[str]:
    yield from filter(None, (plan.subtitle, plan.by, day(plan.date.isoformat()) if plan.date else ""))


def _numbered(plan: ReportPlan, parts: Iterable[tuple[Part, Section]]) -> tuple[tuple[str, Section], ...]:
    numbering = Numbering(headings=plan.numbered)
    return tuple((part.id, numbering.numbered(section)) for part, section in parts)


class _Writer:
    """Makes the section of each part, and notes what could not be found."""

    def __init__(self, plan: ReportPlan, gathered: Gathered) -> None:
        self._plan = plan
        self._gathered = gathered
        self.findings: list[Finding] = []

    def section(self, part: Part, at: int) -> Section:
        """Return the part at this place of the plan under its heading, before anything is numbered."""
        found, blocks = self._found(part)
        title = part.title or one_line(found) or _TITLES[part.kind]
        if not is_only_heading(self._plan.parts, at):
            self._note_lacking(part, title, blocks)
            blocks = blocks or (callout(said_of_nothing(part)),)
        figures = tuple(self._figures(part))
        section = Section("part", part.level, title, blocks, anchor=f"part-{part.id}")
        match blocks:
            case (Section(level=part.level) as only,):
                section = replace(section, role=only.role, blocks=only.blocks)
            case _:
                pass
        return replace(section, blocks=tuple(_illustrated(section.blocks, figures)))

    def _figures(self, part: Part) -> Iterator[Block]:
        """The pictures of a part; one that cannot be made says so in its place."""
        if isinstance(part, FromBoard) and (content := self._content(part)):
            for figure in part.figures:
                yield from self._figure(figure, part, content)

    def _figure(self, figure: Figure, part: FromBoard, content: BoardContent) -> tuple[Block, ...]:
        try:
            picture = drawn(figure, part, content)
        except ReportError as error:
            return self._missing(part, str(error), OTHER_PICTURE)
        self.findings.extend(hard_to_read(picture, part))
        return (picture,)

    def _content(self, part: Part) -> BoardContent | None:
        return self._gathered.boards.get((part.board, part.snapshot)) if isinstance(part, FromBoard) else None

    def _note_lacking(self, part: Part, title: str, blocks: Sequence[Block]) -> None:
        for message, fix in lacking(part, blocks, self._content(part)):
            self.findings.append(Finding("empty-part", title, message, fix, "part", part.id))

    def _found(self, part: Part) -> tuple[str, tuple[Block, ...]]:
        """The heading where the plan has none, and what stands under it."""
        match part:
            case Words():
                return "", formatted(part.text)
            case FromBoard():
                return self._board(part)
            case FromGroup():
                return self._group(part)
            case FromProgramme():
                return self._programme(part)
            case References():
                return "", references(self._boards)
            case Trail():
                return "", trail(self._boards)

    @property
    def _boards(self) -> Sequence[BoardContent]:
        """Each board once, without what stays in its group; of several snapshots that parts pin, the first counts."""
        once: dict[str, BoardContent] = {}
        for (board, _), content in self._gathered.boards.items():
            once.setdefault(board, content)
        return [replace(each, projection=prepared(each.projection, ReportOptions())) for each in once.values()]

    def _board(self, part: FromBoard) -> tuple[str, tuple[Block, ...]]:
        content = self._content(part)
        if content is None and part.snapshot is not None:
            return "", self._missing(part, _NO_SNAPSHOT, "Choose another snapshot, or the board as it is.")
        if content is None:
            return "", self._missing(part, _NO_BOARD, "Choose another board, or take the part out.")
        title = content.projection["title"]
        there, gone = taken(part, content.projection)
        said = self._gone(part, said_of_gone(part, gone, content.projection)) if gone else ()
        try:
            laid = _laid_out(there, content)
        except ReportError as error:
            return title, self._missing(part, str(error), "Change the part, or take it out.")
        if said and not laid:
            laid = (callout(said_of_nothing(part)),)
        return title, (*said, *laid)

    def _gone(self, part: FromBoard, sentence: str) -> tuple[Block, ...]:
        fix = "Bring it back on the board, or choose anew what the part takes."
        self.findings.append(Finding("missing-choice", part.id, sentence, fix, "part", part.id))
        return (callout(sentence),)

    def _group(self, part: FromGroup) -> tuple[str, tuple[Block, ...]]:
        whole = self._gathered.whole
        group = next((each for each in whole.groups if each.id == part.group), None) if whole else None
        if whole is None or group is None:
            return "", self._missing(part, _NO_GROUP, "Choose another group, or take the part out.")
        if part.layout not in GROUP_LAYOUTS:
            choices = f"Choose one of: {', '.join(GROUP_LAYOUTS)}."
            return group.title, self._missing(part, f"There is no layout ‘{part.layout}’ for groups.", choices)
        if part.board is not None and (part.board, None) not in self._gathered.boards:
            return group.title, self._missing(part, _NO_BOARD, "Choose another board, or take the part out.")
        place = InProgramme(whole, self._gathered.places, "", tuple(self._boards_for(part)))
        return group.title, GROUP_LAYOUTS[part.layout](place, group)

    def _boards_for(self, part: FromGroup) -> Iterator[SessionBoard]:
        """The board that the part names, or all that were gathered; which is of which session, the layout knows."""
        for (board, snapshot), content in self._gathered.boards.items():
            if snapshot is None and part.board in (None, board):
                yield SessionBoard(board, content.meeting, content.projection, content.provenance)

    def _programme(self, part: FromProgramme) -> tuple[str, tuple[Block, ...]]:
        title, say = SAYINGS[part.what]
        if self._gathered.whole is None:
            return title, self._missing(part, "The programme cannot be read.", "Take the part out.")
        return title, say(self._gathered.whole)

    def _missing(self, part: Part, sentence: str, fix: str) -> tuple[Block, ...]:
        self.findings.append(Finding("missing-source", part.id, sentence, fix, "part", part.id))
        return (callout(sentence),)


def _summary(place: InProgramme, group: Group) -> tuple[Block, ...]:
    return (group_table(place, group, None, ReportOptions()),)


def _matrix(place: InProgramme, group: Group) -> tuple[Block, ...]:
    return matrix(place, group, None, ReportOptions())


GROUP_LAYOUTS: Final[Mapping[str, Callable[[InProgramme, Group], tuple[Block, ...]]]] = {
    "group_summary": _summary,
    "session_matrix": _matrix,
    "commitments": lambda place, group: ledger(place, group, None),
}
"""The layouts that a part from a group may have."""


def _illustrated(blocks: Sequence[Block], figures: Sequence[Block]) -> Iterator[Block]:
    """Yield the figures behind what stands in front of the first section: below a heading they would belong to it."""
    at = next((index for index, block in enumerate(blocks) if isinstance(block, Section)), len(blocks))
    yield from (*blocks[:at], *figures, *blocks[at:])


def _laid_out(part: FromBoard, content: BoardContent) -> tuple[Block, ...]:
    """What the layout makes; one section at the part's own level is the part itself.

    That is the only use of a template on its board, which needs no second heading below that of the part. A page of its
    own is no place for pictures: they stand before it.
    """
    if part.layout not in LAYOUTS:
        raise ReportError(f"There is no layout ‘{part.layout}’. Choose one of: {', '.join(LAYOUTS)}.")
    launched = {title_of(launch["title"]) for launch in content.projection["launches"]}
    match _at(part.level, part, content):
        case (Section(title=title) as only,) if title in launched and not (part.figures and only.role == "page"):
            return (only,)
        case _:
            return _at(below(part.level), part, content)


def _at(level: int, part: FromBoard, content: BoardContent) -> tuple[Block, ...]:
    options = ReportOptions(
        areas=part.areas,
        launches=part.launches,
        level=level,
        annex=part.annex,
        attribution=part.attribution,
        context=True,
    )
    source = Source(prepared(content.projection, options), options, read_attendance(content.attendance))
    return LAYOUTS[part.layout].sections(source)


def _with_words(part: Part, section: Section, targets: Mapping[str, Target]) -> Section:
    """The part with the author's own words in front, each reference as it reads; what others wrote is left as it is."""
    words = resolved(formatted(words_of(part)), targets)
    blocks = words or section.blocks if isinstance(part, Words) else (*words, *section.blocks)
    return replace(section, blocks=blocks)


def _lost_references(plan: ReportPlan, targets: Mapping[str, Target]) -> Iterator[Finding]:
    for part in plan.parts:
        for name in [each for each in references_in(words_of(part)) if each not in targets]:
            yield Finding(
                "orphan-cross-reference",
                part.id,
                f"The text refers to {quoted(name)}, which is not in this report.",
                "Refer to a part of the report, or to the table or picture of a part that has one.",
                "part",
                part.id,
            )


def _contents(blocks: Sequence[Block]) -> Iterator[Block]:
    """The list of headings, then those of figures and of tables where there are any."""
    yield Contents(_short(tuple(_entries(blocks))))
    if figures := captions_of(blocks, Picture):
        yield Captions("Figure", figures)
    if tables := captions_of(blocks, Table):
        yield Captions("Table", tables)


def _short(entries: tuple[Heading, ...]) -> tuple[Heading, ...]:
    if len(entries) <= _MOST_ENTRIES:
        return entries
    return tuple(entry for entry in entries if entry.level <= _FEWER_LEVELS)


def _entries(blocks: Iterable[Block]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Section) and block.level <= _DEEPEST_ENTRY:
            yield Heading(block.level, block.title, block.anchor)
            yield from _entries(block.blocks)


def _provenance(plan: ReportPlan, gathered: Gathered, at: str) -> Provenance:
    digests = "\n".join(content.provenance.digest for content in gathered.boards.values())
    return Provenance(plan.title, at, sha256(digests.encode()).hexdigest())
