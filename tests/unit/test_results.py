"""What votes came to, in reports: sums and the day, and nothing about a person (SPEC X12)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from board.render import render
from board.reports import LAYOUTS, ReportOptions, build
from board.snapshots.projection import Projection, all_areas
from board.stage.votes import Vote
from tests.unit.report_boards import PROVENANCE, card, example, zone

CLOSED = datetime(2026, 3, 12, 15, 4, tzinfo=UTC)
FORMATS = ("markdown", "html", "docx")


def vote(kind: str, place: str, totals: dict[str, Any], **more: Any) -> Vote:
    whole = {"state": "closed", "ended": CLOSED, "by": "CANARYperson", "voters": 6, **more}
    return Vote(kind, place, CLOSED - timedelta(minutes=5), totals=totals, **whole)


def markdown(projection: Projection, *votes: Vote, layout: str = "manual_section", **options: Any) -> str:
    report = build(layout, projection, PROVENANCE, ReportOptions(**options), votes=votes)
    return render(report, "markdown").content.decode()


def with_scale() -> Projection:
    """A board with the thermometer."""
    board = example()
    titles = ("Shut down", "Low", "Able to think", "High", "Flooded")
    lanes = [{"id": f"s{n}", "title": title, "hint": "", "cards": []} for n, title in enumerate(titles)]
    scale: Any = {
        "id": "scale",
        "kind": "scale",
        "title": "Where are we?",
        "hint": "",
        "slot": "thermometer",
        "rect": [0, 0, 12, 2],
        "config": {},
        "unplaced": [],
        "lanes": lanes,
    }
    launch: Any = {
        "id": "heat",
        "template": "emotional_thermometer",
        "version": 1,
        "title": "Emotional thermometer",
        "area": None,
        "attribution": "none",
        "zones": [scale],
    }
    board["launches"].append(launch)
    return board


def test_X12_the_dots_of_a_zone_stand_below_it_most_first_with_the_top():
    board = example()
    gaps = zone(board, "learning")
    gaps["cards"] = [card("Fewer forms"), card("One door"), card("No dots")]
    one, two, _ = (each["id"] for each in gaps["cards"])
    text = markdown(board, vote("dots", gaps["id"], {one: 1, two: 4, "gone": 2}, top=(two,)))
    assert "As of 12 March 2026, 6 people voted, with dots:" in text
    assert text.index("**4 dots, top:** One door") < text.index("**1 dot:** Fewer forms")
    assert "2 dots went to what is not in this report." in text
    assert "**0 dots" not in text


def test_X12_the_newest_vote_of_a_place_counts_and_open_ones_say_nothing():
    board = example()
    learning = zone(board, "learning")
    learning["cards"] = [card("Fewer forms")]
    key = learning["cards"][0]["id"]
    older = vote("dots", learning["id"], {key: 1}, ended=CLOSED - timedelta(days=1))
    text = markdown(
        board, vote("dots", learning["id"], {key: 3}), older, vote("dots", learning["id"], {}, state="open")
    )
    assert "3 dots" in text
    assert "1 dot:" not in text
    cancelled = markdown(board, vote("dots", learning["id"], {key: 3}, state="cancelled"))
    assert "voted" not in cancelled


def test_X12_who_agrees_stands_under_the_text_and_says_when_it_was_another():
    board = example()
    found = next(all_areas(board))
    totals = {"agree": 4, "live_with": 1, "not_yet": 1}
    same = markdown(board, vote("agreement", found["id"], totals, text=found["record"]))
    assert "Asked on 12 March 2026, of 6 people: 4 agree, 1 can live with it, 1 not yet." in same
    assert "earlier wording" not in same
    other = markdown(board, vote("agreement", found["id"], totals, text="Another text"))
    assert "They were asked about an earlier wording of this text." in other


def test_X12_a_scale_shows_its_shape_in_words_and_nothing_of_fewer_than_four():
    board = with_scale()
    text = markdown(board, vote("markers", "heat", {"scale": [2, 1, 3]}))
    assert "As of 12 March 2026, 6 people marked this scale, each in private:" in text
    assert "**Shut down or Low:** 2" in text
    assert "**Able to think:** 1" in text
    assert "**High or Flooded:** 3" in text
    few = markdown(board, vote("markers", "heat", {}, voters=3))
    assert "As of 12 March 2026: fewer than four people marked this, so that no shape is shown." in few


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FORMATS)
def test_X12_no_format_of_any_layout_says_anything_about_a_person(layout: str, name: str):
    board = with_scale()
    votes = [vote("markers", "heat", {"scale": [2, 1, 3]})]
    zones = (each for launch in board["launches"] for each in launch["zones"])
    votes.extend(vote("dots", each["id"], {"x": 1}) for each in zones)
    report = build(layout, board, PROVENANCE, votes=votes)
    assert b"CANARYperson" not in render(report, name).content
    assert "CANARYperson" not in repr(report)


def test_X12_results_are_left_out_where_the_author_wants_none_and_the_board_is_not_changed():
    board = with_scale()
    before = repr(board)
    assert "marked this scale" not in markdown(board, vote("markers", "heat", {"scale": [2, 1, 3]}), results=False)
    markdown(board, vote("markers", "heat", {"scale": [2, 1, 3]}))
    assert repr(board) == before


def test_X12_dots_on_what_stays_in_the_group_do_not_let_its_words_out():
    board = example()
    learning = zone(board, "learning")
    learning["config"] = {**learning["config"], "withheld": True}
    learning["cards"] = [card("CANARYcase"), card("Let out") | {"status": "in_report"}]
    case, out = (each["id"] for each in learning["cards"])
    text = markdown(board, vote("dots", learning["id"], {case: 5, out: 2}))
    assert "CANARYcase" not in text
    assert "**2 dots:** Let out" in text
    assert "5 dots went to what is not in this report." in text
