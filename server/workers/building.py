"""Building a report from many boards, in the worker process."""

from collections.abc import Sequence
from dataclasses import dataclass

from board.building import (
    Built,
    Change,
    Gathered,
    Passage,
    ReportPlan,
    assemble,
    changes,
    is_signed,
    passages,
    unsigned,
)
from board.progress import Tell
from board.render import Rendered, render
from board.reports import Finding

from .offloaded import READING_OVER, writing


@dataclass(frozen=True, slots=True)
class PreviewedBuild:
    """How a report will read, what to look at before it goes out, and what changed since a build before."""

    html: str
    text: str
    findings: Sequence[Finding]
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class RenderedBuild:
    """A report as a file, and its wording, for the next build to be compared with."""

    file: Rendered
    wording: Sequence[Passage]


def previewed_build(
    tell: Tell, plan: ReportPlan, gathered: Gathered, at: str, before: Sequence[Passage] | None
) -> PreviewedBuild:
    """Return how the report will read; `before` is the wording of the build before, None where there is none."""
    built = assemble(plan, gathered, at, tell)
    tell(READING_OVER)
    return PreviewedBuild(
        html=render(built.report, "html_fragment").content.decode(),
        text=render(built.report, "markdown").content.decode(),
        findings=built.findings,
        changes=() if before is None else changes(before, _wording(built, plan, gathered, at)),
    )


def rendered_build(tell: Tell, plan: ReportPlan, gathered: Gathered, at: str, file_format: str) -> RenderedBuild:
    """Return the report as a file of a format. Raises ReportError."""
    built = assemble(plan, gathered, at, tell)
    tell(writing(file_format))
    return RenderedBuild(render(built.report, file_format), _wording(built, plan, gathered, at))


def _wording(built: Built, plan: ReportPlan, gathered: Gathered, at: str) -> Sequence[Passage]:
    """Return what the report says, but for who wrote its cards: when this is shown, less may be said of that (B5)."""
    nameless = assemble(plan, unsigned(gathered), at) if is_signed(gathered) else built
    return passages(nameless.parts)
