"""What a check has found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: `code` is stable, `place` says where, `fix` what can be done.

    `what` and `id` name what to open: a launch, area, zone or card of a board; a group, session, person or organisation
    of a programme; a part of a report's plan. `people` is a board's list of who was present, `board` what it says of
    itself, `programme` the programme: these have no id. All are empty where nothing can be opened. `field` is what of a
    group, session or programme is meant, such as its register; `board` the board's id, where the report is of many.
    """

    code: str
    place: str
    message: str
    fix: str
    what: str = ""
    id: str = ""
    field: str = ""
    board: str = ""
