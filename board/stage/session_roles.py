"""Who has which role today in what was launched: chair, scribe, presenter (SPEC F10).

The roles of a launch are those of its template. They are kept on the stage document, which the server alone writes.
A role is of a day: who comes back next month begins without one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any, Final

import pycrdt

from board.content.reading import Reader, entries
from board.content.schema import STAGE
from board.errors import EditError
from board.ids import ENTITY_ID

ROOT: Final = "roles"
_DEFAULTS: Final[Mapping[str, Any]] = {"offered": {}, "held": {}, "free": False}


@dataclass(frozen=True, slots=True)
class SessionRole:
    """A part that somebody takes while working with a template: what it is called, and in one sentence what to do.

    Nobody should have it together with one of the roles in `apart`; naming it on one side is enough.
    """

    id: str
    title: str
    do: str
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """A participant has a role on a day (ISO 8601)."""

    role: str
    participant: str
    day: str


@dataclass(frozen=True, slots=True)
class LaunchRoles:
    """The roles of a launch, and who has them; `free`: people may take one by themselves."""

    offered: tuple[SessionRole, ...] = ()
    held: tuple[Holding, ...] = ()
    free: bool = False

    def role(self, wanted: str) -> SessionRole:
        """Return one of the roles. Raises EditError when it is none of this launch."""
        found = next((role for role in self.offered if role.id == wanted), None)
        if found is None:
            raise EditError("This activity has no such role. Choose one of its own.")
        return found

    def holders(self, role: str, day: str) -> tuple[str, ...]:
        """Return the participants who have the role on this day, in the order of taking it."""
        return tuple(each.participant for each in self.held if (each.role, each.day) == (role, day))

    def together(self, participant: str, day: str) -> Iterator[tuple[SessionRole, SessionRole]]:
        """Yield each two roles that the participant has on this day and nobody should have together."""
        mine = [role for role in self.offered if participant in self.holders(role.id, day)]
        for one, other in combinations(mine, 2):
            if one.id in other.apart or other.id in one.apart:
                yield one, other

    def warnings(self, participant: str, name: str, day: str) -> list[str]:
        """Return a sentence for each two roles that somebody of this name should not have together."""
        return [
            f"{name} is {one.title} and {other.title}. These are better with two people."
            for one, other in self.together(participant, day)
        ]


def session_roles(stage: "pycrdt.Doc[Any]") -> dict[str, LaunchRoles]:
    """Return the roles of each launch that has any; what is odd is left out. `stage` is the stage document."""
    reader = Reader(ROOT, STAGE[ROOT], _DEFAULTS, [])
    read = {key: reader.read(key, value) for key, value in entries(json.loads(str(_root(stage))))}
    return {
        key: LaunchRoles(tuple(_roles(values["offered"])), tuple(_holdings(values["held"])), values["free"])
        for key, values in read.items()
    }


def offered(roles: Sequence[SessionRole]) -> dict[str, Any]:
    """Return roles as one value of the stage."""
    return {"items": [asdict(role) | {"apart": list(role.apart)} for role in roles]}


def offer_roles(stage: "pycrdt.Doc[Any]", launch: str, roles: Sequence[SessionRole]) -> None:
    """Give a launch its roles; one that has them keeps what it has, and one without any needs none."""
    if ENTITY_ID.fullmatch(launch) is None:
        raise EditError("An id has 1 to 40 letters, digits, dashes or underscores.")
    if roles and launch not in _root(stage):
        _root(stage)[launch] = pycrdt.Map(dict(_DEFAULTS) | {"offered": offered(roles)})


def give_role(stage: "pycrdt.Doc[Any]", launch: str, held: Holding) -> None:
    """Let a participant have a role; whoever has it keeps it. What is of other days is dropped. Raises EditError."""
    roles = _of(stage, launch)
    roles.role(held.role)
    if held not in roles.held:
        _hold(stage, launch, [*_of_day(roles, held.day), held])


def take_role(stage: "pycrdt.Doc[Any]", launch: str, held: Holding) -> None:
    """Let a participant no longer have a role; whoever does not have it is left as they are. Raises EditError."""
    roles = _of(stage, launch)
    if held in roles.held:
        _hold(stage, launch, [each for each in _of_day(roles, held.day) if each != held])


def free_roles(stage: "pycrdt.Doc[Any]", launch: str, *, free: bool) -> None:
    """Say whether people may take a role of this launch by themselves. Raises EditError."""
    if _of(stage, launch).free != free:
        _root(stage)[launch]["free"] = free


def _of(stage: "pycrdt.Doc[Any]", launch: str) -> LaunchRoles:
    found = session_roles(stage).get(launch)
    if found is None:
        raise EditError("This activity has no roles.")
    return found


def _of_day(roles: LaunchRoles, day: str) -> list[Holding]:
    return [each for each in roles.held if each.day == day]


def _hold(stage: "pycrdt.Doc[Any]", launch: str, held: Sequence[Holding]) -> None:
    value = {"items": [asdict(each) for each in held]}
    if not STAGE[ROOT]["held"].fits(value):  # type: ignore[union-attr]
        raise EditError("So many people cannot have roles at once. Take one off first.")
    _root(stage)[launch]["held"] = value


def _root(stage: "pycrdt.Doc[Any]") -> "pycrdt.Map[Any]":
    root: pycrdt.Map[Any] = stage.get(ROOT, type=pycrdt.Map)
    return root


def _items(raw: Mapping[str, Any]) -> list[Any]:
    items = raw.get("items", [])
    return items if isinstance(items, list) else []


def _roles(raw: Mapping[str, Any]) -> Iterator[SessionRole]:
    for item in _items(raw):
        match item:
            case {"id": str(key), "title": str(title), "do": str(do), "apart": list(apart)}:
                yield SessionRole(key, title, do, tuple(str(each) for each in apart))
            case _:
                pass


def _holdings(raw: Mapping[str, Any]) -> Iterator[Holding]:
    for item in _items(raw):
        match item:
            case {"role": str(role), "participant": str(participant), "day": str(day)}:
                yield Holding(role, participant, day)
            case _:
                pass
