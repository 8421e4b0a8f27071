"""Plans, boards and built reports, for tests of both."""

from collections.abc import Mapping
from typing import Any

import pycrdt

from board.building import (
    BoardContent,
    Built,
    FromGroup,
    Gathered,
    Part,
    ReportPlan,
    assemble,
    passages,
)
from board.reports import Provenance
from board.reports.model import Contents, Report, Section, Table
from board.snapshots.projection import CardView, Projection
from board.snapshots.snapshot import project

from .programme_boards import LEARNED, WHOLE, learning_board
from .report_boards import example

AT = "2026-11-26T10:00:00+00:00"


def content(projection: Projection | None = None, **given: Any) -> BoardContent:
    return BoardContent(projection or example(), Provenance("Before lunch", AT, "ab" * 32), **given)


def plan(*parts: Part, **given: Any) -> ReportPlan:
    return ReportPlan(id="plan", title="A year of learning", parts=parts, **given)


def built(*parts: Part, boards: Mapping[tuple[str, str | None], BoardContent] | None = None, **given: Any) -> Report:
    return assemble(plan(*parts, **given), Gathered(boards or {("one", None): content()}), AT).report


def headings(report: Report) -> list[str]:
    (contents,) = [block for block in report.blocks if isinstance(block, Contents)]
    return [entry.title for entry in contents.entries]


def tables(blocks: Any) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Section) and block.role != "provenance":
            found += tables(block.blocks)
    return found


def text(report: Report) -> str:
    parts = [(block.anchor, block) for block in report.blocks if isinstance(block, Section)]
    return "\n".join(passage.text for passage in passages(parts))


def card(card_id: str, kind: str, words: str, refs: list[str] | None = None, **fields: str) -> CardView:
    return {
        "id": card_id,
        "kind": kind,
        "text": words,
        "fields": fields,
        "status": "raw",
        "certainty": None,
        "colour": "sand",
        "tags": [],
        "refs": refs or [],
        "pos": None,
        "size": None,
    }


def board_of(title: str, *cards: CardView) -> Projection:
    empty = project_empty()
    zone = {
        "id": f"z-{title}",
        "kind": "list",
        "title": "Cards",
        "hint": "",
        "slot": "",
        "rect": [0, 0, 1, 1],
        "config": {},
        "unplaced": [],
        "cards": list(cards),
    }
    return {**empty, "title": title, "zones": [zone]}  # type: ignore[list-item]


def project_empty() -> Projection:
    return project(pycrdt.Doc())


def of_programme(*parts: Part, boards: Mapping[str, BoardContent] | None = None) -> Built:
    kept: dict[tuple[str, str | None], BoardContent] = {
        (board, None): each for board, each in (boards or LEARNING).items()
    }
    return assemble(plan(*parts), Gathered(kept, WHOLE), AT)


LEARNING = {
    "first": content(learning_board("Fair rooms"), meeting="one1"),
    "second": content(learning_board(LEARNED), meeting="one2"),
    "leaders": content(learning_board("Lead as many"), meeting="lead1"),
}


SUMMARY = FromGroup(id="fair", group="one", layout="group_summary")
