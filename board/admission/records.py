"""What is known of a document when edits of it are admitted."""

from dataclasses import dataclass, field
from typing import Final

from board.content.schema import Id, Json, Stamp, Str
from board.yjs.structs import Item, Values

from .history import History
from .places import Place, Slot

_NOTHING: Final = History()


@dataclass(slots=True)
class Records:
    """Each client's history, the roots, about how many bytes it takes, and the values of slots that are `noted`.

    `signed` counts what the server alone said of entities since the records were made or read.
    """

    clients: dict[int, History]
    roots: dict[str, Place]
    weight: int = 0
    noted: dict[Slot, str | None] = field(default_factory=dict)
    signed: int = 0

    def clock_of(self, client: int) -> int:
        """Return the next clock of a client."""
        return self.clients.get(client, _NOTHING).clock

    def note(self, slot: Slot, item: Item) -> None:
        """Note the value of an item that was just settled in its slot, where the schema says so and it is the last."""
        self.signed += isinstance(slot.holds, Stamp) and not slot.holds.at_birth
        if slot.last != (item.client, item.end - 1):
            return
        said = item.content.values[-1] if isinstance(item.content, Values) else None
        match slot.holds:
            case Str(noted=True) | Id(noted=True):
                self.noted[slot] = said
            case Json(noted=flag) if flag:
                self.noted[slot] = flag if isinstance(said, dict) and said.get(flag) is True else None
            case _:
                pass

    def entity(self, root: str, key: str) -> Place | None:
        """Return the entity that is under this id now; None where there is none, or it is gone."""
        slot = self.roots[root].slot_at(key)
        if slot is None or slot.last is None:
            return None
        client, clock = slot.last
        place = self.clients[client].place_at(clock)
        return None if place is None or place.gone else place

    def value(self, place: Place | None, key: str) -> str | None:
        """Return the value of a noted field of an entity; None where it has none, or is deleted.

        Of a field that is noted by one key it is that key where it has true there, else None.
        """
        slot = place.slot_at(key) if place else None
        if slot is None or slot.last is None:
            return None
        client, clock = slot.last
        return None if clock in self.clients[client].deleted else self.noted.get(slot)
