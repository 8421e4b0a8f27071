"""What the report says at each place, published or exported: the same places for both, so that they can be compared."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from board.programmes import Places

from .figures import Framework, GroupTable, KeySteps, LeadershipTable, Poster
from .report import PublishedReport
from .sections import ReportSection
from .tables import Point

Said: TypeAlias = Iterator[tuple[str, str]]
_BETWEEN_NAMES: Final = re.compile(r",\s*|;\s*(?:also )?|\s+and\s+")
_NAME_WORDS: Final = 3


def places_of(report: PublishedReport, places: Places) -> Mapping[str, str]:
    """Return the text at each place; areas and ICBs in alphabetical order, for theirs says nothing."""
    return dict(_all(report, places))


def _all(report: PublishedReport, places: Places) -> Said:
    for group in report.groups:
        yield from _group(group, places)
    yield from _key_steps(report.key_steps)
    yield from _framework(report.framework)
    yield from _poster(report.poster)
    yield from _leadership(report.leadership)
    yield from _themes(report.themes)
    for level, titles in report.brief.items():
        yield from _numbered(f"1, {level}", titles)
    for level, found in report.recommendations.items():
        yield from _numbered(f"5.2, {level}", [each.title for each in found])
        for number, each in enumerate(found, 1):
            yield from _numbered(f"5.2, {level} {number}: paragraph", each.paragraphs)
            yield f"5.2, {level} {number}: rests on", each.rests_on
    for section, objectives in report.objectives.items():
        yield from _numbered(f"{section}, objective", objectives)


def _group(group: GroupTable, places: Places) -> Said:
    place = f"Figure 5, {group.theme}"
    yield f"{place}: pillar", group.pillar
    yield f"{place}: facilitated by", group.facilitated_by
    yield f"{place}: attendees", group.attendees
    yield f"{place}: key question", group.key_question
    yield from _points(f"{place}: learning", group.learning)
    yield f"{place}: councils", areas_named(group.councils)
    yield f"{place}: ICBs", "; ".join(icbs_named(group.icbs, places))


def _key_steps(found: KeySteps) -> Said:
    yield "Figure 6: question", found.question
    yield "Figure 6: response", found.response
    yield from _numbered("Figure 6: strand", found.strands)
    for text in found.paragraphs:
        yield f"Figure 6: step “{' '.join(text.split()[:_NAME_WORDS])}”", text


def _framework(found: Framework) -> Said:
    yield "Figure 7: question", found.question
    yield from _numbered("Figure 7: title of box", list(found.boxes))
    yield from _numbered("Figure 7: box", list(found.boxes.values()))
    yield from _numbered("Figure 7: boxes referred to in", [", ".join(numbers) for numbers in found.refers])


def _poster(found: Poster) -> Said:
    yield "Figure 8: question", found.question
    yield from _numbered("Figure 8: consideration", found.considerations)
    yield from _numbered("Figure 8: open question", found.open_questions)
    yield from _numbered("Figure 8: reference", [f"{c.author} {c.year}. {c.title}." for c in found.references])
    yield from _numbered("Figure 8: participant", found.participants)
    for place, texts in found.examples.items():
        yield from _numbered(f"Figure 8: example in {place}", texts)
    yield "Figure 8: title of the list", found.helps_title
    yield from _numbered("Figure 8: list", found.helps)


def _leadership(found: LeadershipTable) -> Said:
    yield "Figure 9: attendees", found.attendees
    for number, session in enumerate(found.sessions, 1):
        yield f"Figure 9, session {number}: areas", areas_named(session.areas)
        yield f"Figure 9, session {number}: skill", session.skill
        yield from _points(f"Figure 9, session {number}: learning", session.learning)


def _themes(section: ReportSection) -> Said:
    yield "4.3: title", section.title
    yield "4.3: introduction", section.intro
    yield from _numbered("4.3: theme", [part.title for part in section.parts])
    for part in section.parts:
        yield from _numbered(f"4.3, {part.title}: paragraph", part.paragraphs)
        yield from _numbered(f"4.3, {part.title}: bullet", part.bullets)


def _points(place: str, points: Sequence[Point]) -> Said:
    yield from _numbered(place, [point.text for point in points])
    for number, point in enumerate(points, 1):
        yield from _numbered(f"{place} {number}, below", point.below)


def _numbered(place: str, texts: Sequence[str]) -> Said:
    yield from ((f"{place} {number}", text) for number, text in enumerate(texts, 1))


def areas_named(text: str) -> str:
    """Return the names in a spoken list in alphabetical order, with semicolons."""
    return "; ".join(sorted(filter(None, _BETWEEN_NAMES.split(text))))


def icbs_named(text: str, places: Places) -> Sequence[str]:
    """Return the ids of the ICBs that a text names, in alphabetical order.

    Long names are looked for first ("North Somerset" is no Somerset); a name may be cut before its "and the".
    """
    found: list[str] = []
    for icb in sorted(places.icbs.values(), key=lambda each: -len(each.name)):
        for name in dict.fromkeys((icb.name, _short(icb.name))):
            if name in text:
                found.append(icb.id)
                text = text.replace(name, "")
                break
    return sorted(found)


def _short(name: str) -> str:
    return name.partition(" and the ")[0]
