"""Boards to make reports of: the shared example, an empty one, and one full of hostile text."""

import copy
import json
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any, cast

from board.reports import Provenance, ReportOptions, build
from board.reports.model import Report
from board.snapshots.kept import in_present_format
from board.snapshots.projection import AreaView, CardView, Projection, ZoneView, all_areas

from .output_boards import OutputBoard, outputs

FIXTURE = Path(__file__).parents[1] / "fixtures" / "projection_example.json"

PROVENANCE = Provenance("12 March, after talking", "2024-03-12T14:05:33Z", "3f2a9c01d4e57712" * 4)

_WORDS = (
    "services",
    "reach",
    "new",
    "fathers",
    "early",
    "in",
    "wards",
    "and",
    "at",
    "home",
    "whatever",
    "their",
    "work",
)

EMPTY: Projection = {
    "format": 2,
    "title": "",
    "purpose": "",
    "launches": [],
    "zones": [],
    "areas": [],
    "notes": [],
    "unplaced": [],
    "deleted": [],
    "broken": [],
}

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</style></title></table><!-- --><b>&amp;&lt;",
    "# not a heading",
    "- not a list\n1. nor this\n+ nor this\n===\n---\n> nor this",
    "| a | b |\n| --- | --- |\n```\ncode\n```\n    four spaces\n~~~",
    "![x](https://e.org/x.png) <https://e.org> [y](javascript:alert(1)) `c` ~~s~~ _u_ __v__ $m$",
    '=HYPERLINK("https://e.org","x")\n+1+1\n@SUM(A1)\n-2+3',
    '{ INCLUDETEXT "c:\\\\x" } { DDEAUTO cmd "/k calc" }',
    '<w:fldSimple w:instr="DDEAUTO"/><w:t>]]></w:t>',
    "مرحبا بالعالم **نص** \u202eabc\u202c",
    "nul \x00 bell \x07 escape \x1b delete \x7f next \x85 line \u2028 sep \ufffe \ud800 end",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 é e\u0301 \u200d",
    "w" * 10_000,
    "\\ \\* \\\\* C:\\temp\\ &copy; &#65; & a*b*c **x",
)


def example() -> Projection:
    """A fresh copy of the shared example."""
    return cast(Projection, in_present_format(json.loads(FIXTURE.read_text(encoding="utf-8"))))


def area(projection: Projection, title: str) -> AreaView:
    return next(each for each in all_areas(projection) if each["title"] == title)


def zone(projection: Projection, slot: str) -> ZoneView:
    zones = [each for launch in projection["launches"] for each in launch["zones"]]
    zones += [each for found in all_areas(projection) for each in found["zones"]]
    return next(each for each in zones if each["slot"] == slot)


def card(text: str, kind: str = "note", **fields: str) -> CardView:
    return {
        "id": f"t{abs(hash((text, kind))) % 10**9}",
        "kind": kind,
        "text": text,
        "fields": fields,
        "status": "raw",
        "certainty": None,
        "colour": "sand",
        "tags": [],
        "refs": [],
        "pos": None,
        "size": None,
    }


def emptied(found: AreaView, title: str) -> AreaView:
    """A copy of an area in which nothing is written."""
    bare = copy.deepcopy(found)
    bare |= {"id": "bare", "title": title, "record": "", "launches": [], "status": "draft"}
    for each in bare["zones"]:
        each["cards"] = []
        each["unplaced"] = []
        each["lanes"] = [{**lane, "cards": []} for lane in each.get("lanes", [])]
    return bare


def board_of(layout: str) -> Projection:
    """A fresh copy of a board that the layout has something to say of."""
    return example() if layout in _OF_THE_EXAMPLE else copy.deepcopy(_outputs())


@cache
def _outputs() -> Projection:
    return outputs().projection()


_OF_THE_EXAMPLE = ("manual_section", "theme_sections", "grid_section", "hats_section")


def full_poster(words_a_card: int) -> Report:
    """Return a poster of nineteen cards with so many words each."""
    board = OutputBoard()
    board.launch("poster", {"question": "What helps new fathers?"})
    for slot, cards in (("considerations", 4), ("open_questions", 6), ("references", 4), ("examples", 5)):
        for number in range(cards):
            board.add(slot, " ".join([str(number), *islice(cycle(_WORDS), words_a_card)]))
    return build("one_page", board.projection(), PROVENANCE, ReportOptions())


def hostile(text: str, board: Projection | None = None) -> Projection:
    """The board, by default the example, with every text that people can type replaced by this one."""
    return cast(Projection, _replaced(board or example(), text))


_TYPED = {
    *("title", "text", "record", "place", "author", "year", "link", "what", "purpose", "hint"),
    *("why", "how", "evidence", "support", "owner", "from_board", "from_card"),
}


def _replaced(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        return {
            key: text if key in _TYPED and isinstance(each, str) else _replaced(each, text)
            for key, each in value.items()
        }
    return [_replaced(each, text) for each in value] if isinstance(value, list) else value
