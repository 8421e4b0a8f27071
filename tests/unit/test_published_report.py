"""Reading figures and lists of the published report: a small one of our own, and the real one where it is there."""

import os
from pathlib import Path

import pytest

from board.programmes.reading import check_whole
from client.demo.content import load
from client.demo.programme.content import load_programme
from client.demo.programme.from_published import with_published
from client.demo.published import PublishedReport, SectionNotFound, read_published
from client.demo.published.figures import Cited
from client.demo.published.report import Recommendation
from client.demo.published.tables import Point

ROOT = Path(__file__).parents[2]
SMALL = (ROOT / "tests" / "fixtures" / "published_report.txt").read_text("utf-8")
REPORT = Path(os.environ.get("REPORT") or ROOT.parent / "shared" / "report" / "start-for-life-report.txt")


@pytest.fixture(scope="module")
def small() -> PublishedReport:
    return read_published(SMALL)


@pytest.fixture(scope="module")
def real() -> PublishedReport:
    if not REPORT.exists():
        pytest.skip(f"report not present: {REPORT}")
    return read_published(REPORT.read_text("utf-8"))


def test_figure_5_has_a_table_a_group(small: PublishedReport) -> None:
    one, two = small.groups
    assert (one.theme, one.pillar, one.attendees) == ("Fairness", "Access", "3 attendees (on average 2 per session)")
    assert one.learning == [Point("Time helps."), Point("We talked about:", ("money", "trust."))]
    assert two.learning == [Point("Plans meet."), Point("People meet.")]
    assert (one.councils, two.icbs) == ("Bristol and Dorset", "Devon")


def test_figure_6_two_steps_in_one_paragraph_are_two(small: PublishedReport) -> None:
    steps = small.key_steps
    assert (steps.question, steps.response) == ("What is fair?", "By talking to each other.")
    assert steps.strands == ("First strand", "Second strand")
    assert steps.steps == ["Asking them.", "Being kind.", "Listening to both.", "Counting slowly."]
    assert steps.paragraphs == ["Asking them. Being kind. Listening to both.", "Counting slowly."]


def test_figure_7_has_the_text_of_each_box(small: PublishedReport) -> None:
    assert small.framework.question == "What is near?"
    assert small.framework.boxes == {
        "One lead": "There is none. Who could it be?",
        "Training": "All should learn (see box 1).",
    }


def test_figure_8_has_roles_and_no_names(small: PublishedReport) -> None:
    poster = small.poster
    assert poster.question == "What helps?"
    assert poster.considerations == ["Are doors open? And windows?"]
    assert poster.references == [Cited("Eve et al.", "2021", "On doors")]
    assert poster.open_questions == ["Who knocks?"]
    assert poster.participants == ["Officer, Bristol", "Manager, A Charity, Torbay", "The Centre"]
    assert poster.examples == {"Bristol": ["A group"]}
    assert (poster.helps_title, poster.helps) == ("People helped have somebody who", ["listens", "stays."])


def test_figure_9_has_a_column_a_session(small: PublishedReport) -> None:
    one, two, three = small.leadership.sessions
    assert small.leadership.attendees == "5 unique attendees (average of 3)"
    assert (one.areas, one.skill, one.learning) == ("Bristol and Dorset", "Leading", [Point("It is hard.")])
    assert (two.skill, three.skill) == ("Minding", "")
    assert three.learning == [Point("Writing helps.")]


def test_recommendations_are_read_in_brief_and_in_full(small: PublishedReport) -> None:
    assert small.brief == {"National": ["Pay for it."], "Regional": ["Share it."], "Local": ["Try it."]}
    assert small.recommendations["National"] == [Recommendation("Pay for it", ["It is needed.", "It is cheap."])]


def test_objectives_are_read_in_their_three_wordings(small: PublishedReport) -> None:
    assert small.objectives == {
        "1": ["Learn together.", "Ask more."],
        "3.2.1": ["Learn jointly.", "Ask more."],
        "5.1": ["Learn together.", "Ask less."],
    }
    assert small.acknowledged == 2


@pytest.mark.parametrize(
    "lost", ["Figure 5: Summary", "Figure 7: Output", "4.2.2 Leadership", "## Regional:", "5.2 Recommendations"]
)
def test_what_is_not_there_is_said(lost: str) -> None:
    with pytest.raises(SectionNotFound):
        read_published(SMALL.replace(lost, "something else"))


def test_the_real_report_is_read_whole(real: PublishedReport) -> None:
    assert [len(group.learning) for group in real.groups] == [8, 8, 4]
    assert [len(point.below) for point in real.groups[2].learning] == [0, 0, 4, 3]
    assert (len(real.key_steps.steps), len(real.key_steps.paragraphs)) == (8, 7)
    assert len(real.framework.boxes) == 6
    assert [len(real.poster.considerations), len(real.poster.open_questions), len(real.poster.references)] == [4, 6, 4]
    assert len(real.poster.participants) == 4
    assert {place: len(texts) for place, texts in real.poster.examples.items()} == {
        "Bristol": 1,
        "Plymouth": 2,
        "Torbay": 2,
    }
    assert [len(session.learning) for session in real.leadership.sessions] == [6, 6, 5]
    assert [len(each) for each in real.recommendations.values()] == [5, 4, 4]
    assert {name: len(texts) for name, texts in real.objectives.items()} == {"1": 4, "3.2.1": 4, "5.1": 4}
    assert real.acknowledged == 24


def test_the_programme_takes_the_real_reports_texts(real: PublishedReport) -> None:
    content = with_published(load_programme(load()), real)
    check_whole(content.whole)
    boxes = content.use_of("integration_output", "framework").lanes["boxes"]
    assert {box for box, notes in boxes.items() for note in notes if note.refs} == {
        "Co-production",
        "Training and workforce development",
    }
    assert content.use_of("inequalities_output", "key_steps").texts["response"] == real.key_steps.response
    assert [group.key_question for group in content.whole.groups if group.key_questions] == [
        table.key_question for table in real.groups
    ]
    asked = content.use_of("themes", "recommendations").cards
    assert [note.text.partition("\n")[0] for note in asked["local"]] == [
        each.title for each in real.recommendations["Local"]
    ]
    assert all(note.refs for level in ("national", "regional", "local") for note in asked[level])
