"""The programme with the texts of the published report in place of ours, as far as the report says them.

Boards keep their form: what the report does not say, such as what a recommendation rests on, stays
as our files have it. The registers stay ours, for the report has none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import Final

from board.programmes import Group, KeyQuestion, Objective, Places, WholeProgramme
from client.demo.content import Note
from client.demo.published import PublishedReport
from client.demo.published.against import icbs_named
from client.demo.published.figures import BOX_REFERENCE, Framework, GroupTable, KeySteps, Poster
from client.demo.published.report import Recommendation
from client.demo.published.tables import Point

from .content import ProgrammeContent, with_objectives, with_themes

SETS: Final = ("inequalities", "integration", "mental_health")
"""The groups of Figure 5, in its order."""
STRANDS: Final = ((0, 1, 2, 4), (3, 5, 6, 7))
"""Which steps of Figure 6 are of which strand, counted from 0: the text lost it, this is our reading."""
_OBJECTIVES: Final = "1"
"""The section whose wording of the objectives is taken: one text, wherever it is read (SPEC G4)."""
_SENTENCE_END: Final = re.compile(r"(?<=[.?!]) (?=[A-Z])")


def with_published(content: ProgrammeContent, published: PublishedReport) -> ProgrammeContent:
    """Return the programme with the report's texts. Raises ValueError where the report has another number of things."""
    one, two, three = published.leadership.sessions
    live = content.live.with_report(published.themes)
    live = replace(live, learning=[Note(_text(point)) for point in three.learning])
    content = replace(content, live=live, whole=_whole(content.whole, published))
    content = with_objectives(with_themes(content))
    learned = dict(zip(SETS, (table.learning for table in published.groups), strict=True))
    for name, points in {**learned, "leadership_1": one.learning, "leadership_2": two.learning}.items():
        content = _with_learning(content, name if name in content.boards else f"{name}_learning", points)
    content = _with_key_steps(content, published.key_steps)
    content = _with_framework(content, published.framework)
    content = _with_poster(content, published.poster)
    return _with_recommendations(content, published.recommendations)


def _whole(whole: WholeProgramme, published: PublishedReport) -> WholeProgramme:
    tables = dict(zip(SETS, published.groups, strict=True))
    wordings = published.objectives[_OBJECTIVES]
    objectives = zip(whole.programme.objectives, wordings, strict=True)
    said = tuple(Objective(id=ours.id, text=text) for ours, text in objectives)
    return replace(
        whole,
        programme=replace(whole.programme, objectives=said),
        groups=tuple(_asking(group, tables[group.id]) if group.id in tables else group for group in whole.groups),
    )


def as_printed(whole: WholeProgramme, published: PublishedReport, places: Places) -> WholeProgramme:
    """Return the programme with the ICBs that Figure 5 prints for each set, whoever came."""
    printed = {name: tuple(icbs_named(table.icbs, places)) for name, table in zip(SETS, published.groups, strict=True)}
    groups = (replace(group, icbs=printed[group.id]) if group.id in printed else group for group in whole.groups)
    return replace(whole, groups=tuple(groups))


def _asking(group: Group, table: GroupTable) -> Group:
    """The group with the report's question as its last wording."""
    *earlier, last = group.key_questions
    asked = (*earlier, KeyQuestion(text=table.key_question, since=last.since))
    return replace(group, theme=table.theme, pillar=table.pillar, key_questions=asked)


def _with_learning(content: ProgrammeContent, board: str, points: Sequence[Point]) -> ProgrammeContent:
    use = content.use_of(board, "manualize")
    learning = list(_reworded(use.cards["learning"], [_text(point) for point in points]))
    return content.with_use(board, "manualize", replace(use, cards={**use.cards, "learning": learning}))


def _text(point: Point) -> str:
    return "\n- ".join([point.text, *point.below])


def _reworded(ours: Sequence[Note], texts: Sequence[str]) -> Iterator[Note]:
    """The report's texts, each with what hangs on the card of ours in its place; the report may have more or fewer."""
    for note, text in zip_longest(ours, texts):
        if text is not None:
            yield replace(note, text=text, fields={}) if note else Note(text)


def _with_key_steps(content: ProgrammeContent, found: KeySteps) -> ProgrammeContent:
    use = content.use_of("inequalities_output", "key_steps")
    steps = {
        title: [Note(found.steps[place]) for place in places]
        for title, places in zip(found.strands, STRANDS, strict=True)
    }
    answers = {"question": found.question, "strands": list(found.strands)}
    texts = {**use.texts, "response": found.response}
    changed = replace(use, answers=answers, texts=texts, lanes={**use.lanes, "strands": steps})
    return content.with_use("inequalities_output", "key_steps", changed)


def _with_framework(content: ProgrammeContent, found: Framework) -> ProgrammeContent:
    use = content.use_of("integration_output", "framework")
    titles = list(found.boxes)
    boxes = {title: list(_passages(text, titles)) for title, text in found.boxes.items()}
    answers = {"question": found.question, "boxes": titles}
    changed = replace(use, answers=answers, lanes={**use.lanes, "boxes": boxes})
    return content.with_use("integration_output", "framework", changed)


def _passages(text: str, titles: Sequence[str]) -> Iterator[Note]:
    """The text as passages: questions, and what stands between them; each refers to the boxes that it names."""
    for asks, sentences in groupby(_SENTENCE_END.split(text), lambda sentence: sentence.endswith("?")):
        said = " ".join(sentences)
        refs = [titles[int(number) - 1] for number in BOX_REFERENCE.findall(said)]
        yield Note(said, tags=["Question"] if asks else (), refs=refs)


def _with_poster(content: ProgrammeContent, found: Poster) -> ProgrammeContent:
    use = content.use_of("mental_health_output", "poster")
    cited = [Note("", fields={"author": c.author, "year": c.year, "title": c.title}) for c in found.references]
    cards = {
        "considerations": _as_notes(found.considerations),
        "open_questions": _as_notes(found.open_questions),
        "examples": [Note(text, fields={"place": place}) for place, texts in found.examples.items() for text in texts],
        "references": cited,
    }
    changed = replace(
        use,
        answers={"question": found.question, "lists": [found.helps_title]},
        texts={**use.texts, "participants": "\n".join(f"- {each}" for each in found.participants)},
        cards={**use.cards, **cards},
        lanes={**use.lanes, "lists": {found.helps_title: _as_notes(found.helps)}},
    )
    return content.with_use("mental_health_output", "poster", changed)


def _as_notes(texts: Sequence[str]) -> Sequence[Note]:
    return [Note(text) for text in texts]


def _with_recommendations(content: ProgrammeContent, found: Mapping[str, Sequence[Recommendation]]) -> ProgrammeContent:
    use = content.use_of("themes", "recommendations")
    cards = {
        level.lower(): list(_reworded(use.cards[level.lower()], ["\n".join([e.title, *e.paragraphs]) for e in each]))
        for level, each in found.items()
    }
    return content.with_use("themes", "recommendations", replace(use, cards={**use.cards, **cards}))
