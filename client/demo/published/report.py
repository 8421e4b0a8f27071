"""Everything that the report says in the figures and lists which our exports have to be able to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .figures import (
    Framework,
    GroupTable,
    KeySteps,
    LeadershipTable,
    Poster,
    read_framework,
    read_groups,
    read_key_steps,
    read_leadership,
    read_poster,
)
from .sections import Part, ReportSection, SectionNotFound, read_between, read_section

LEVELS: Final = ("National", "Regional", "Local")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation of section 5.2; `rests_on` names the cards behind it, which a published one does not."""

    title: str
    paragraphs: Sequence[str]
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """What was read; recommendations are by level, `brief` are those of the executive summary.

    `objectives` are the three wordings of the same list, by section.
    """

    groups: Sequence[GroupTable]
    key_steps: KeySteps
    framework: Framework
    poster: Poster
    leadership: LeadershipTable
    themes: ReportSection
    brief: Mapping[str, Sequence[str]]
    recommendations: Mapping[str, Sequence[Recommendation]]
    objectives: Mapping[str, Sequence[str]]
    acknowledged: int


def read_published(report: str) -> PublishedReport:
    """Read the report's text. Raises SectionNotFound with what is not there."""
    return PublishedReport(
        groups=read_groups(report),
        key_steps=read_key_steps(report),
        framework=read_framework(report),
        poster=read_poster(report),
        leadership=read_leadership(report),
        themes=read_section(report, "4.3"),
        brief=_brief(read_section(report, "1").parts),
        recommendations=_in_full(read_section(report, "5.2").parts),
        objectives=_objectives(report),
        acknowledged=sum(bool(part.title) for part in read_between(report, "Acknowledgements", "Contents")),
    )


def _brief(parts: Sequence[Part]) -> Mapping[str, Sequence[str]]:
    named = {part.title.rstrip(":"): part.bullets for part in parts}
    try:
        return {level: named[level] for level in LEVELS}
    except KeyError as error:
        raise SectionNotFound(f"The summary has no recommendations for the level {error}.") from None


def _in_full(parts: Sequence[Part]) -> Mapping[str, Sequence[Recommendation]]:
    found: dict[str, list[Recommendation]] = {}
    for part in parts:
        if part.title in LEVELS:
            found[part.title] = []
        elif found:
            found[list(found)[-1]].append(Recommendation(part.title, part.paragraphs))
    return found


def _objectives(report: str) -> Mapping[str, Sequence[str]]:
    places = {
        "1": ("The following programme objectives", "The leadership group explored"),
        "3.2.1": ("Initially, a set of co-designed objectives", "3.2.2"),
        "5.1": ("Objectives:", "This year-long programme"),
    }
    return {name: _bullets(read_between(report, begin, end)) for name, (begin, end) in places.items()}


def _bullets(parts: Sequence[Part]) -> Sequence[str]:
    return [text for part in parts for text in part.bullets]
