"""Every way to make a report of a board, and what a board must have for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from board.reports.model import Block
from board.reports.source import Source
from board.reports.source.in_programme import InProgramme
from board.reports.source.options import Part

from . import (
    grid_section,
    group_summary,
    hats_section,
    manual_section,
    numbered_boxes,
    one_page,
    recommendations,
    session_matrix,
    strand_table,
    theme_sections,
)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a board must have so that a layout can say something: one of these zones at least, or a programme around it.

    A layout that needs nothing is for any board. Of a programme it takes the board's group, or all groups of its kind.
    """

    slots: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    programme: Literal["group", "groups"] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to make a report of a board; `nothing` is what it says when there is nothing yet.

    `chooses` is what the author picks from and puts in order: areas of the board, or uses of the templates it needs.
    """

    title: str
    hint: str
    nothing: str
    sections: Callable[[Source], tuple[Block, ...]]
    parts: tuple[Part, ...]
    chooses: Literal["areas", "launches", "nothing"] = "launches"
    needs: Needs = Needs()


_NO_RECOMMENDATIONS: Final = (
    "There are no recommendations on this board yet. Launch Recommendations, or give a recommendation a level: "
    "national, regional or local."
)


_NO_PROGRAMME: Final = (
    "This is made from a programme. It needs a board that belongs to a session of one, and somebody who may read its "
    "group: a facilitator of the board, or an organiser."
)


def _needs(*slots: str) -> Needs:
    return Needs(slots=frozenset(slots))


LAYOUTS: Final[Mapping[str, Layout]] = {
    "manual_section": Layout(
        "Record of each area",
        "Parameters, goal, agreed text, differences, examples and references.",
        "There is nothing on this board yet. Launch a template, or write on it.",
        manual_section.sections,
        ("context", "conversation", "differences", "tools", "annex", "pictures", "results", "withheld"),
        chooses="areas",
    ),
    "theme_sections": Layout(
        "Themes of a report",
        "The agreed text of each area under its heading, actions, and the cards it came from.",
        "There is nothing in the areas of this board yet. Areas come with Manualize and with Themes.",
        theme_sections.sections,
        ("tools", "annex", "pictures", "results", "withheld"),
        chooses="areas",
        needs=Needs(kinds=frozenset({"areas"})),
    ),
    "recs_summary": Layout(
        "Recommendations in brief",
        "What is recommended nationally, regionally and locally, in one line each.",
        _NO_RECOMMENDATIONS,
        recommendations.summary,
        ("withheld",),
        needs=_needs(*recommendations.LEVELS),
    ),
    "recs_full": Layout(
        "Recommendations in full",
        "The same recommendations with why, how, evidence, support and owner.",
        _NO_RECOMMENDATIONS,
        recommendations.in_full,
        ("labels", "withheld"),
        needs=_needs(*recommendations.LEVELS),
    ),
    "strand_table": Layout(
        "Key steps",
        "Question, response, and strands of steps side by side and as a numbered list.",
        "There are no key steps on this board yet. Launch Key steps, and write steps into its strands.",
        strand_table.sections,
        ("linear", "context", "results", "withheld"),
        needs=_needs(strand_table.STRANDS),
    ),
    "numbered_boxes": Layout(
        "Framework",
        "Numbered boxes with their passages in order; references say the number a box has now.",
        "There is no framework on this board yet. Launch Framework, and write passages into its boxes.",
        numbered_boxes.sections,
        ("labels", "context", "results", "withheld"),
        needs=_needs(numbered_boxes.BOXES),
    ),
    "one_page": Layout(
        "Poster",
        "Considerations, open questions, references, examples and lists on one page.",
        "There is no poster on this board yet. Launch Poster, and write in its parts.",
        one_page.sections,
        ("landscape", "unagreed", "context", "results", "withheld"),
        needs=_needs(*one_page.NEEDED),
    ),
    "group_summary": Layout(
        "Summary of each group",
        "From the programme: theme, facilitators, attendance, key question, learning, councils and ICBs.",
        _NO_PROGRAMME,
        group_summary.sections,
        ("withheld",),
        chooses="nothing",
        needs=Needs(programme="groups"),
    ),
    "session_matrix": Layout(
        "Sessions of the group side by side",
        "From the programme: local areas, attendance, and the learning of each session.",
        _NO_PROGRAMME,
        session_matrix.sections,
        ("withheld",),
        chooses="nothing",
        needs=Needs(programme="group"),
    ),
    "grid_section": Layout(
        "Dis-integration grid",
        "The grid as a table, the most important gaps and the connecting conversations.",
        "There is nothing in a grid on this board yet. Launch Dis-integration grid, and write in its cells.",
        grid_section.sections,
        ("results", "withheld"),
        needs=Needs(kinds=frozenset({"grid"})),
    ),
    "hats_section": Layout(
        "Wearing different hats",
        "What each hat says, and what the group takes from it.",
        "There is nothing in a round of hats on this board yet. Launch Wearing different hats, and write as a hat.",
        hats_section.sections,
        ("results", "withheld"),
        needs=Needs(kinds=frozenset({"ring"})),
    ),
}
"""Every layout by name, in the order in which they are offered."""


def taken(layout: Layout, programme: InProgramme | None) -> InProgramme | None:
    """What the layout takes of the programme around a board."""
    if programme is None or layout.needs.programme is None:
        return None
    return programme.narrowed([programme.group] if layout.needs.programme == "group" else programme.alike())
