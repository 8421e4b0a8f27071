"""The content of the demo's programme: it hangs together, and its registers come to the published figures."""

from dataclasses import replace

import pytest

from board.programmes import Figures, Group, attendance_phrase, bundled_places, figures_of
from board.programmes.reading import check_whole
from client.demo.content import load
from client.demo.programme.content import LIVE_SESSION, ProgrammeContent, load_programme

BRISTOL_ICB = "Bristol, North Somerset and South Gloucestershire"
CORNWALL_ICB = "Cornwall and the Isles of Scilly"


@pytest.fixture(scope="module")
def content() -> ProgrammeContent:
    return load_programme(load())


def group_of(content: ProgrammeContent, name: str) -> tuple[Group, Figures]:
    group = next(each for each in content.whole.groups if each.id == name)
    return group, figures_of(content.whole, group, bundled_places())


def test_G7_the_programme_hangs_together(content: ProgrammeContent) -> None:
    check_whole(content.whole)
    assert len(content.whole.sessions) == 15
    assert all(person.invented and person.consented for person in content.whole.people)


@pytest.mark.parametrize(
    ("name", "phrase", "places", "icbs", "elsewhere"),
    [
        (
            "inequalities",
            "8 attendees (on average 4 per session)",
            ["Bristol", "Cornwall", "Dorset", "Plymouth"],
            [BRISTOL_ICB, CORNWALL_ICB, "Devon", "Dorset"],
            ["DHSC"],
        ),
        (
            "integration",
            "12 attendees (on average 5 per session)",
            ["Bristol", "Cornwall", "Plymouth", "Torbay"],
            [BRISTOL_ICB, CORNWALL_ICB, "Devon"],
            [],
        ),
        (
            "mental_health",
            "4 attendees (2 attended every session)",
            ["Bristol", "Plymouth", "Torbay"],
            [BRISTOL_ICB, "Devon"],
            [],
        ),
    ],
)
def test_G2_registers_come_to_the_published_figures(
    content: ProgrammeContent, name: str, phrase: str, places: list[str], icbs: list[str], elsewhere: list[str]
) -> None:
    group, figures = group_of(content, name)
    assert attendance_phrase(group, figures.attendance) == phrase
    assert [place.name for place in figures.places] == places
    assert [icb.name for icb in figures.icbs] == icbs
    assert [each.name for each in figures.elsewhere] == elsewhere


def test_G2_the_leadership_group_had_22_people_and_8_at_a_session(content: ProgrammeContent) -> None:
    group, figures = group_of(content, "leadership")
    assert group.attendance == "unique"
    assert len(figures.attendance.attendees) == 22
    assert figures.attendance.average == 8
    assert len(figures.attendance.sessions) == 3


@pytest.mark.parametrize(
    ("session", "places", "elsewhere"),
    [
        ("leadership_1", ["Bristol", "Cornwall", "Dorset", "Plymouth", "Torbay"], []),
        ("leadership_2", ["Bristol", "Cornwall", "Plymouth", "Torbay"], ["DHSC"]),
        ("leadership_3", ["Bristol", "Plymouth", "Torbay"], []),
    ],
)
def test_G2_each_leadership_session_had_the_published_areas(
    content: ProgrammeContent, session: str, places: list[str], elsewhere: list[str]
) -> None:
    group, _ = group_of(content, "leadership")
    alone = replace(content.whole, sessions=tuple(each for each in content.whole.sessions if each.id == session))
    figures = figures_of(alone, group, bundled_places())
    assert [place.name for place in figures.places] == places
    assert [each.name for each in figures.elsewhere] == elsewhere


def test_the_third_set_has_four_attendees_only_with_its_facilitator(content: ProgrammeContent) -> None:
    group, figures = group_of(content, "mental_health")
    assert group.facilitators_count
    assert figures.attendance.attendees & set(group.facilitators)


def test_G9_every_session_has_a_board(content: ProgrammeContent) -> None:
    assert {board.session for board in content.boards.values()} | {LIVE_SESSION} == {
        session.id for session in content.whole.sessions
    }


def test_sources_name_cards_of_other_boards(content: ProgrammeContent) -> None:
    themes = content.use_of("themes", "themes")
    sources = [note.source for theme in themes.themes for note in theme.sources]
    sources += [note.source for note in content.boards["themes"].notes if note.source]
    assert len(sources) > 10
    assert all(content.said_by(source).text for source in sources)


def test_every_recommendation_rests_on_a_source(content: ProgrammeContent) -> None:
    themes = content.use_of("themes", "themes")
    there = {note.source for theme in themes.themes for note in theme.sources}
    there |= {note.source for note in content.boards["themes"].notes if note.source}
    cards = content.use_of("themes", "recommendations").cards
    asked = [cards[level] for level in ("national", "regional", "local")]
    assert [len(notes) for notes in asked] == [5, 4, 4]
    assert all(note.refs and set(note.refs) <= there for notes in asked for note in notes)


def test_D8_themes_have_the_texts_of_the_live_board(content: ProgrammeContent) -> None:
    themes = content.use_of("themes", "themes").themes
    assert [(theme.title, theme.record) for theme in themes] == [(a.title, a.record) for a in content.live.areas]
    assert all(theme.sources for theme in themes)


def test_T6_boxes_four_and_five_refer_to_the_first(content: ProgrammeContent) -> None:
    boxes = content.use_of("integration_output", "framework").lanes["boxes"]
    referring = {number for number, notes in enumerate(boxes.values(), 1) for note in notes if note.refs}
    assert referring == {4, 5}
    assert {ref for notes in boxes.values() for note in notes for ref in note.refs} == {next(iter(boxes))}
