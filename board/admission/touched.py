"""What of a document an update is about, for rules that concern parts of it, such as locks (SPEC F7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from board.steps import STEP, Steps
from board.yjs.structs import Content, Values

from .places import Node, Place, slot_of
from .plan import Plan
from .records import Records


@dataclass(frozen=True, slots=True)
class Touch:
    """A part that an update writes or deletes in.

    `field` is None for an entity as a whole; `entity` is "" in `meta`. `value` is a string that is written there, else
    None.
    """

    root: str
    entity: str
    field: str | None
    value: str | None


def touching(plan: Plan, records: Records) -> Steps[frozenset[Touch]]:
    """Return what a plan, worked out and not carried out yet, writes and deletes; what is dead already is left out."""
    names = {id(place): name for name, place in records.roots.items()}
    touches: set[Touch] = set()
    for number, (node, content) in enumerate(plan.nodes(), 1):
        touches.update(_touches(node, content, names))
        if not number % STEP:
            yield
    return frozenset(touches)


def _touches(node: Node, content: Content | None, names: dict[int, str]) -> Iterator[Touch]:
    slot = slot_of(node)
    keys: list[str] = []
    place: Place | None = None
    while slot is not None:
        place = slot.place
        keys.append(slot.key or "")
        slot = place.slot
    if place is not None:
        yield _touch(names.get(id(place), ""), keys[::-1], _string(content))


def _touch(root: str, keys: list[str], value: str | None) -> Touch:
    if root == "meta":
        return Touch(root, "", keys[0], value)
    return Touch(root, keys[0], keys[1] if len(keys) > 1 else None, value if len(keys) == 2 else None)


def _string(content: Content | None) -> str | None:
    match content:
        case Values(values) if isinstance(values[-1], str):
            return values[-1]
        case _:
            return None
