"""The programme in which a board stands, and its place there, as they were at one moment."""

from server.ports.directory import Directory
from server.ports.programmes import BoardPlace, KeptProgramme


async def programme_around(directory: Directory, board: str) -> tuple[KeptProgramme, BoardPlace] | None:
    """Return the programme with the place of the board in it, None where it stands in none (any more).

    Somebody may take the board or its session out between the question where it stands and the programme's reading;
    so the place is that which the programme itself tells.
    """
    asked = await directory.place_of(board)
    kept = await directory.read_programme(asked.programme) if asked else None
    place = kept.place_of(board) if kept else None
    return (kept, place) if kept and place else None
