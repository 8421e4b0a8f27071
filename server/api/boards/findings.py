"""What to look at before a report goes out, and the page that opens there (SPEC X9)."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from pydantic import BaseModel

from board.reports import Finding

_IMPORTANT: Final = frozenset({"person-named", "orphan-reference", "invented-attendees"})
"""Somebody who did not agree to be named, a passage that leads nowhere, and what is not so."""


class FindingAnswer(BaseModel):
    """Something to look at before the report goes out; `what` and `id` name what to open, if something is meant.

    That is a launch, area, zone or card of `board`, people (its list of who was present), what the board says of itself
    (board), a group, session, person or organisation of the programme, the programme, or a part of the report's plan.
    `address` is the path of the page that opens there, "" where there is none for who asks.

    `severity` is "important" where someone could be harmed or a passage is lost, else "advice".
    """

    code: str
    place: str
    problem: str
    fix: str
    severity: Literal["important", "advice"]
    what: str
    id: str
    board: str
    address: str


def finding_answers(
    findings: Iterable[Finding], *, board: str = "", programme: str = "", report: str = "", reads_all: bool = False
) -> Sequence[FindingAnswer]:
    """Return the findings as they are answered.

    `board`, `programme` and `report` are the ids of what they are about where they do not say it, "" for none;
    `reads_all` is true for who may open the page of the programme.
    """
    return [
        FindingAnswer(
            code=each.code,
            place=each.place,
            problem=each.message,
            fix=each.fix,
            severity="important" if each.code in _IMPORTANT else "advice",
            what=each.what,
            id=each.id,
            board=each.board or board,
            address=_address(each, each.board or board, programme, report, reads_all=reads_all),
        )
        for each in findings
    ]


def _address(found: Finding, board: str, programme: str, report: str, *, reads_all: bool) -> str:
    around = f"/programmes/{programme}"
    part = f"#{found.field}" if found.field else ""
    match found.what:
        case "":
            return ""
        case "group" | "session":
            return f"{around}/{found.what}s/{found.id}{part}"
        case "programme":
            return f"{around}{part}" if reads_all else ""
        case "person" | "organisation":
            return f"{around}#{found.what}-{found.id}" if reads_all else ""
        case "part":
            return f"{around}/reports/{report}#part-{found.id}"
        case "board" | "people":
            return f"/b/{board}#{found.what}"
        case _:
            return f"/b/{board}#{found.what}-{found.id}"
