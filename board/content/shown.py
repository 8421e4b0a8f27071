"""What of a board is shown: deleting something hides all that hangs on it (SPEC D4).

Something whose holder does not exist at all is shown and belongs to nobody, so that nothing is
lost.
"""

from collections.abc import Iterator

from .document import Board

Part = tuple[str, str]
"""Root and id."""


def holders(board: Board) -> Iterator[tuple[Part, list[Part]]]:
    """Yield every launch, zone, area and card with what holds it; a holder need not exist."""
    for launch in board.launches.values():
        yield ("launches", launch.id), _parts(("areas", launch.area))
    for zone in board.zones.values():
        yield ("zones", zone.id), _parts(("launches", zone.launch), ("areas", zone.parent))
    for area in board.areas.values():
        yield ("areas", area.id), _parts(("zones", area.zone))
    for card in board.cards.values():
        yield ("cards", card.id), _parts(("zones", card.zone))


class Shown:
    """Answers whether a launch, zone, area or card of one reading of a board is shown."""

    def __init__(self, board: Board) -> None:
        self._holders = dict(holders(board))
        self._known: dict[Part, bool] = {
            ("launches", item.id): False for item in board.launches.values() if item.deleted
        }
        self._known |= {("zones", item.id): False for item in board.zones.values() if item.deleted}
        self._known |= {("areas", item.id): False for item in board.areas.values() if item.deleted}
        self._known |= {("cards", item.id): False for item in board.cards.values() if item.deleted}

    def launch(self, key: str) -> bool:
        """Return whether the launch is neither deleted nor hidden with its area."""
        return self.part(("launches", key))

    def zone(self, key: str) -> bool:
        """Return whether the zone is neither deleted nor hidden with its launch or area."""
        return self.part(("zones", key))

    def area(self, key: str) -> bool:
        """Return whether the area is neither deleted nor hidden with its zone."""
        return self.part(("areas", key))

    def card(self, key: str) -> bool:
        """Return whether the card is neither deleted nor hidden with its zone."""
        return self.part(("cards", key))

    def part(self, part: Part) -> bool:
        """Walk up the holders; where they go round in a circle, the circle holds itself up."""
        if part not in self._known:
            self._known[part] = True
            self._known[part] = all(map(self.part, self._holders.get(part, [])))
        return self._known[part]


def _parts(*found: tuple[str, str | None]) -> list[Part]:
    return [(root, key) for root, key in found if key is not None]
