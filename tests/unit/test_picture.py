"""Pictures: every word in its place, nothing over anything else, words for who does not see them, nothing that runs."""

import io
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from board.errors import ReportError
from board.fonts import width_of
from board.generate.palette import SOURCE, TARGET, generated
from board.picture import Picture, draw
from board.picture.drawing import wrapped
from board.picture.raster import png
from board.picture.scene import zone_grid
from board.reports import ReportOptions
from board.snapshots.projection import Projection, ZoneView, all_areas, all_zones

from .report_boards import EMPTY, HOSTILE, PROVENANCE, area, card, example, hostile, zone

SVG = "{http://www.w3.org/2000/svg}"
OURS = {f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "g", "text", "tspan", "path")}


def drawn(board: Projection | None = None, part: str | None = None, **options: object) -> Picture:
    return draw(board or example(), PROVENANCE, part, ReportOptions(**options))  # type: ignore[arg-type]


def tree(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.svg)  # noqa: S314


def said(picture: Picture) -> str:
    """Every word that is drawn, without spaces: lines end where they must."""
    return squeezed("".join("".join(each.itertext()) for each in tree(picture).iter(f"{SVG}text")))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def boxes(element: ET.Element, at: tuple[float, float] = (0, 0)) -> list[tuple[str, float, float, float, float]]:
    """Every rectangle as fill, left, top, right, bottom."""
    found = []
    for each in element:
        moved = re.findall(r"[-\d.]+", each.get("transform", "0 0"))
        x, y = at[0] + float(moved[0]), at[1] + float(moved[1])
        if each.tag == f"{SVG}rect":
            left, top = x + float(each.get("x", 0)), y + float(each.get("y", 0))
            right, bottom = left + float(each.get("width", 0)), top + float(each.get("height", 0))
            found.append((each.get("fill", ""), left, top, right, bottom))
        found += boxes(each, (x, y))
    return found


def parts(board: Projection) -> list[str]:
    zones = [each["id"] for each in all_zones(board)]
    return [*(each["id"] for each in board["launches"]), *(each["id"] for each in all_areas(board)), *zones]


def test_X11_the_whole_board_has_every_word_of_every_card_and_record():
    board = example()
    found = said(drawn(board))
    for each in all_zones(board):
        assert squeezed(each["title"]) in found
        for view in each.get("cards", []):
            assert squeezed(view["text"]) in found
            assert all(squeezed(text) in found for text in view["fields"].values())
    assert all(squeezed(each["title"]) in found for each in all_areas(board))
    assert "Planningforwhatstays" in found
    assert "Teaateleven" in found


def test_X11_every_part_can_be_drawn_by_itself():
    board = example()
    for part in parts(board):
        picture = drawn(board, part)
        assert picture.height > 60
        assert picture.title
        assert picture.description


def test_X11_no_card_lies_over_another():
    cards = [box for box in boxes(tree(drawn())) if box[0] == "#f7efdc"]
    assert len(cards) > 20
    for (_, left, top, right, bottom), (_, x, y, end, low) in combinations(cards, 2):
        assert right <= x or end <= left or bottom <= y or low <= top


def test_X11_all_that_is_drawn_lies_inside_the_picture():
    picture = drawn()
    for _, left, top, right, bottom in boxes(tree(picture)):
        assert left >= 0
        assert top >= 0
        assert right <= picture.width + 1
        assert bottom <= picture.height + 1


def test_X11_a_picture_has_a_name_a_description_and_its_snapshot():
    board = example()
    picture = drawn(board, area(board, "Sustainability")["id"])
    root = tree(picture)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title description"
    assert [each.text for each in (root[0], root[1])] == [picture.title, picture.description]
    assert picture.title == "The area ‘Sustainability’ of the board ‘The structure of our report’"
    assert "Train staff across agencies together" in picture.description
    assert "taken on 12 March 2024 at 14:05 UTC" in picture.description
    assert "Madefromthesnapshot‘12March,aftertalking’" in said(picture)


def test_X11_a_long_description_says_that_there_is_more():
    board = example()
    goal = zone(board, "goal")
    goal["cards"] = [card(f"word {number} " * 20) for number in range(40)]
    picture = drawn(board, goal["id"])
    assert len(picture.description) < 2_400
    assert re.search(r"And \d+ more: see the outline", picture.description)
    assert said(picture).count("word39") == 20


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_X11_what_people_typed_is_text_and_nothing_runs_or_comes_from_outside(text):
    picture = drawn(hostile(text))
    root = tree(picture)
    assert {each.tag for each in root.iter()} <= OURS
    names = {name for each in root.iter() for name in each.attrib}
    assert not [name for name in names if name.startswith("on") or name.endswith(("href", "style"))]
    assert "url(" not in re.sub(r">[^<]*<", "><", picture.svg)
    longest = max(re.sub("[\x00-\x1f\x7f-\x9f\ud800\u2028\ufffe]", " ", text).split(), key=len)
    assert longest in said(picture)


def test_P5_T5_names_and_what_stays_in_the_group_are_left_out_as_in_reports():
    board = example()
    goal, grid = zone(board, "goal"), zone(board, "grid")
    goal["cards"] = [{**card("Ours alone"), "by": "Ada Verne"}]
    goal["config"]["withheld"] = True
    grid["rows"][0]["cells"][0]["cards"] = [{**card("Told"), "by": "Ada Verne"}]
    usual, asked = drawn(board), drawn(board, withheld=True)
    assert "Oursalone" not in usual.svg.replace(" ", "")
    assert "Oursalone" in said(asked)
    assert "Staysinthegroup" in said(usual)
    assert "Ada" not in drawn(board, attribution="none", withheld=True).svg


def test_X5_a_ring_says_that_hats_are_imagined():
    board = example()
    assert "imaginedbythegroup" in said(drawn(board, zone(board, "hats")["id"]))


def test_a_part_that_is_not_there_and_an_empty_board_are_explained():
    with pytest.raises(ReportError, match="not in this snapshot"):
        drawn(part="nowhere")
    with pytest.raises(ReportError, match="nothing here"):
        drawn(EMPTY)


def test_the_same_snapshot_gives_the_same_picture():
    assert drawn() == drawn()
    assert png(drawn(part=parts(example())[-1])) == png(drawn(part=parts(example())[-1]))


# Words


@settings(deadline=None)
@given(st.text(st.sampled_from("ab w中م😀é-"), max_size=80), st.floats(3, 40), st.booleans())
def test_X11_lines_fit_and_lose_no_letter(text, ems, bold):
    lines = list(wrapped(text, ems, bold=bold))
    assert squeezed("".join(lines)) == squeezed(text)
    assert all(width_of(line, bold=bold) <= ems + 1e-6 or len(line) == 1 for line in lines)


# Places


places = st.tuples(st.integers(-1, 13), st.integers(0, 6), st.integers(0, 14), st.integers(0, 4))


@settings(deadline=None)
@given(st.lists(places, min_size=1, max_size=6))
def test_X11_zones_never_lie_over_each_other_wherever_they_are_said_to_be(rects):
    zones: list[ZoneView] = [{**zone(example(), "goal"), "rect": list(map(float, rect))} for rect in rects]
    grid = zone_grid(zones, 64, 12)
    root = ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(grid.marks)}</svg>')  # noqa: S314
    frames = [box for box in boxes(root) if box[0] == "#eef1f4"]
    assert len(frames) == len(zones)
    for (_, left, top, right, bottom), (_, x, y, end, low) in combinations(frames, 2):
        assert right <= x or end <= left or bottom <= y or low <= top


# Colours


def test_X11_colours_are_those_of_the_page():
    assert TARGET.read_text(encoding="utf-8") == generated(SOURCE.read_text(encoding="utf-8"))


# PNG


def pixels(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(png(picture))).convert("RGB")


@pytest.mark.parametrize("text", ["plain words", "ŵŷ", "Жα", "مرحبا", "中文", "ਪੰਜਾਬੀ", "🙂"])
def test_X11_words_are_drawn_in_every_script_that_has_a_font(text):
    board = example()
    goal = zone(board, "goal")

    def ink(words: str) -> bytes:
        goal["cards"] = [card(words)]
        return pixels(drawn(board, goal["id"])).tobytes()

    missing = "\u0378" * len(text)
    assert len({ink(text), ink(" "), ink(missing)}) == 3


def test_X11_no_letter_is_drawn_as_the_box_for_missing_ones():
    board = example()
    goal = zone(board, "goal")
    goal["cards"] = [card("नमस्ते мир Łódź")]
    svg = drawn(board, goal["id"]).svg
    families = set(re.findall(r'<tspan font-family="([^"]+)"', svg))
    assert families == {"Noto Sans", "Noto Sans Devanagari"}


def test_X11_a_picture_that_nobody_could_read_as_png_is_refused_in_words():
    with pytest.raises(ReportError, match="too large"):
        png(Picture("<svg/>", 20_000, 20_000, "Large", "Too large."))
    assert pixels(drawn()).size[0] > 4_000
