"""Areas by what people call them."""

from collections.abc import Sequence
from typing import cast

from board.projection import Projection, all_areas
from client.sdk import Api, ClientError

from .outline import shown


async def area_ids(api: Api, board: str, wanted: Sequence[str]) -> list[str]:
    """Return the ids of areas that are named by title or id; raises ClientError."""
    areas = list(all_areas(cast(Projection, await api.projection(board))))
    return [area_id({area["id"]: area["title"] for area in areas}, each) for each in wanted]


def area_id(titles: dict[str, str], wanted: str) -> str:
    if wanted in titles:
        return wanted
    same = [key for key, title in titles.items() if title.strip().casefold() == wanted.strip().casefold()]
    match same:
        case [key]:
            return key
        case []:
            raise ClientError(f"The board has no area “{shown(wanted)}”.")
        case _:
            raise ClientError(f"Several areas are called “{shown(wanted)}”: name one by its id, as `show` prints it.")
