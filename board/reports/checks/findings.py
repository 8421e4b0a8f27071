"""What a check has found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: `code` is stable, `place` says where, `fix` what can be done.

    `what` and `id` name what to open: an area, card or zone of the board, or a group, session or programme around it;
    `people` without an id is the board's list of who was present. Both are empty where nothing can be opened.
    """

    code: str
    place: str
    message: str
    fix: str
    what: str = ""
    id: str = ""
