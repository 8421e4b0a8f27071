"""The stage document: the phases of each launch, the one that is on with its time, each return to a snapshot.

SPEC D1, D7, F. The server alone writes it, on a facilitator's command. An entry of a checklist is a phase's id, or
`<phase>/<area>` for a phase that is gone through once for each area.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

import pycrdt

from board.content.reading import Reader, entries
from board.content.schema import ROUND_CELLS, STAGE
from board.errors import EditError
from board.ids import ENTITY_ID
from board.limits import MAX_LIST

from .timing import OFF, Clock

ROOT: Final = "launches"
RETURNS: Final = "returns"
CLOCK: Final = "clock"
LOCKS: Final = "locks"
SOMEBODY: Final = "somebody"
"""Stands in `returned` of a lock for everybody whose edits came in where nobody is named; no id of a participant."""
ROOM: Final = "room"
SPOTS: Final = ("launches", "areas", "zones")
"""The roots of the content that a spot may be of."""
NOW: Final = "now"
"""The one entity of `room` and `rounds`; of `clock` the time of the phase that is on."""
TIMER: Final = "timer"
"""The entity of `clock` with a time that belongs to no phase."""
_DEFAULTS: Final[Mapping[str, Any]] = {"phases": {}, "done": (), "current": None, "by": None}

_RETURN_DEFAULTS: Final[Mapping[str, Any]] = {"label": "", "by": None}
_LOCK_DEFAULTS: Final[Mapping[str, Any]] = {
    "root": "zones",
    "since": None,
    "by": None,
    "why": "",
    "snapshot": None,
    "returned": (),
}
_ROOM_DEFAULTS: Final[Mapping[str, Any]] = {"called": {}, "spotlit": {}, "leader": None}
_CLOCK_DEFAULTS: Final[Mapping[str, Any]] = {
    "launch": None,
    "entry": None,
    "state": OFF,
    "ends": None,
    "left": 0.0,
    "turn": 0,
    "by": None,
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of a template: what to do now, and about how many minutes it takes.

    With `per_area` the phase is gone through once for each area. In a `private` one each writes on their own, for the
    zone with this slot (SPEC P7); "" in all others. `cells` says where in it, one of `schema.ROUND_CELLS` (SPEC P8).
    `dots` is the slot of the zone that is voted on with dots in it, or "" (SPEC V8).
    """

    id: str
    title: str
    do: str
    minutes: int
    per_area: bool = False
    private: str = ""
    cells: str = "one"
    dots: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The phases of one launch, the entries that are done, and the entry that is on now.

    `by` is the id of the participant who launched it, None where it is not known.
    """

    launch: str
    phases: tuple[Phase, ...]
    done: tuple[str, ...] = ()
    current: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Going back to a snapshot: its name, and the id of the participant who did it."""

    label: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock of an area or zone: `root` says which, `since` when, `by` who, `why` what for, in their words.

    `snapshot` is the id of the one taken at locking; `returned` are the participants whose edits from offline came in
    since, `SOMEBODY` for all of them where nobody is named.
    """

    root: str
    since: datetime
    by: str | None = None
    why: str = ""
    snapshot: str | None = None
    returned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of the board: a launch, an area or a zone."""

    root: str
    id: str


@dataclass(frozen=True, slots=True)
class Call:
    """Everybody was brought to a spot, by this participant, at this time (None for calls from before it was noted).

    `turn` counts the calls, so that each is followed once.
    """

    spot: Spot
    turn: int
    by: str | None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """Where everybody was called last, what is in the spotlight, and whose view is followed."""

    called: Call | None = None
    spotlit: Spot | None = None
    leader: str | None = None


class StageDocument:
    """A stage document. Reading is total; writers raise EditError before anything is written."""

    def __init__(self, doc: pycrdt.Doc[Any]) -> None:
        """Take the document; it may be empty, and nothing is written to it."""
        self.doc = doc
        self._launches: pycrdt.Map[Any] = doc.get(ROOT, type=pycrdt.Map)
        self._returns: pycrdt.Map[Any] = doc.get(RETURNS, type=pycrdt.Map)
        self._clocks: pycrdt.Map[Any] = doc.get(CLOCK, type=pycrdt.Map)
        self._locks: pycrdt.Map[Any] = doc.get(LOCKS, type=pycrdt.Map)
        self._rooms: pycrdt.Map[Any] = doc.get(ROOM, type=pycrdt.Map)

    def checklists(self) -> dict[str, Checklist]:
        """Return the checklist of every launch by its id; a phase that is odd is left out."""
        reader = Reader(ROOT, STAGE[ROOT], _DEFAULTS, [])
        raw = json.loads(str(self._launches))
        return {key: _checklist(reader, key, value) for key, value in entries(raw)}

    def checklist(self, launch: str) -> Checklist:
        """Return the checklist of a launch. Raises EditError when it has none."""
        found = self.checklists().get(launch)
        if found is None:
            raise EditError("This activity has no list of phases.")
        return found

    def add_checklist(self, launch: str, phases: Sequence[Phase], *, by: str | None = None) -> None:
        """Give a launch its phases; the first is on now. One that has them keeps what it has.

        `by` is the participant who launched it.
        """
        if ENTITY_ID.fullmatch(launch) is None:
            raise EditError("An id has 1 to 40 letters, digits, dashes or underscores.")
        if launch in self._launches:
            return
        whole: dict[str, Any] = {
            "phases": {"items": [asdict(phase) for phase in phases]},
            "done": [],
            "current": phases[0].id if phases else None,
            "by": by,
        }
        self._launches[launch] = pycrdt.Map(whole)

    def set_current(self, launch: str, entry: str | None) -> None:
        """Say which entry is on now; None when none is."""
        if entry is not None:
            self._check(launch, entry)
        self._put(launch, "current", entry)

    def tick(self, launch: str, entry: str) -> None:
        """Mark an entry as done."""
        self._check(launch, entry)
        done = self.checklist(launch).done
        if entry not in done:
            self._put(launch, "done", [*done, entry])

    def untick(self, launch: str, entry: str) -> None:
        """Mark an entry as not done."""
        self._check(launch, entry)
        self._put(launch, "done", [one for one in self.checklist(launch).done if one != entry])

    def returns(self) -> dict[str, Return]:
        """Return each time the board went back to a snapshot, by the id of the snapshot that was kept before."""
        reader = Reader(RETURNS, STAGE[RETURNS], _RETURN_DEFAULTS, [])
        return {key: Return(**reader.read(key, value)) for key, value in entries(json.loads(str(self._returns)))}

    def add_return(self, before: str, label: str, *, by: str | None = None) -> None:
        """Say that a participant went back to the snapshot of this name; `before` was kept first. Said once."""
        if ENTITY_ID.fullmatch(before) is None:
            raise EditError("An id has 1 to 40 letters, digits, dashes or underscores.")
        if before not in self._returns:
            self._returns[before] = pycrdt.Map({"label": label, "by": by})

    def clock(self) -> Clock:
        """Return the phase that is on and its time; off where none was started yet."""
        return self._read_clock(NOW)

    def timer(self) -> Clock:
        """Return the timer that belongs to no phase; off where none was started yet."""
        return self._read_clock(TIMER)

    def _read_clock(self, key: str) -> Clock:
        raw = dict(entries(json.loads(str(self._clocks)))).get(key, {})
        values = Reader(CLOCK, STAGE[CLOCK], _CLOCK_DEFAULTS, []).read(key, {**_CLOCK_DEFAULTS, **raw})
        return Clock(**{**values, "ends": moment(values["ends"]), "turn": int(values["turn"])})

    def set_clock(self, clock: Clock) -> None:
        """Write the clock; what is on must be an entry of its launch. Raises EditError."""
        if clock.launch is not None:
            self._check(clock.launch, clock.entry or "")
        self._write_clock(NOW, clock)

    def set_timer(self, timer: Clock) -> None:
        """Write the timer that belongs to no phase."""
        self._write_clock(TIMER, timer)

    def _write_clock(self, key: str, clock: Clock) -> None:
        if key not in self._clocks:
            self._clocks[key] = pycrdt.Map(dict(_CLOCK_DEFAULTS))
        entity = self._clocks[key]
        for field, value in {**asdict(clock), "ends": written(clock.ends)}.items():
            if entity.get(field) != value:
                entity[field] = value

    def room(self) -> Room:
        """Return where everybody was called, what is in the spotlight, and whose view is followed."""
        raw = dict(entries(json.loads(str(self._rooms)))).get(NOW, {})
        values = Reader(ROOM, STAGE[ROOM], _ROOM_DEFAULTS, []).read(NOW, {**_ROOM_DEFAULTS, **raw})
        return Room(_call(values["called"]), _spot(values["spotlit"]), values["leader"])

    def call(self, spot: Spot, *, by: str, at: datetime) -> None:
        """Bring everybody to a spot, once; who comes soon after `at` is brought there, too."""
        before = self.room().called
        turn = before.turn + 1 if before else 1
        self._put_room("called", {**_spot_fields(spot), "turn": turn, "by": by, "at": written(at)})

    def put_spotlight(self, spot: Spot | None) -> None:
        """Put a spot in the light, in place of the one before; None: nothing."""
        self._put_room("spotlit", _spot_fields(spot) if spot else {})

    def lead(self, participant: str | None) -> None:
        """Let everybody's view follow this participant's; None: nobody's."""
        self._put_room("leader", participant)

    def _put_room(self, field: str, value: Any) -> None:
        if NOW not in self._rooms:
            self._rooms[NOW] = pycrdt.Map(dict(_ROOM_DEFAULTS))
        if self._rooms[NOW].get(field) != value:
            self._rooms[NOW][field] = value

    def locks(self) -> dict[str, Lock]:
        """Return the locks that hold, by the id of the area or zone."""
        reader = Reader(LOCKS, STAGE[LOCKS], _LOCK_DEFAULTS, [])
        read = ((key, reader.read(key, value)) for key, value in entries(json.loads(str(self._locks))))
        since = ((key, values, moment(values["since"])) for key, values in read)
        return {key: Lock(**{**values, "since": at}) for key, values, at in since if at is not None}

    def lock(self, place: str, lock: Lock) -> None:
        """Lock an area or zone; one that is locked keeps its lock."""
        if ENTITY_ID.fullmatch(place) is None:
            raise EditError("An id has 1 to 40 letters, digits, dashes or underscores.")
        if place not in self.locks():
            fields = asdict(lock) | {"since": written(lock.since), "returned": list(lock.returned)}
            self._locks[place] = pycrdt.Map(fields)

    def unlock(self, place: str) -> None:
        """Open an area or zone again; one that is open stays so."""
        if place in self.locks():
            self._locks[place]["since"] = None

    def note_returned(self, places: Iterable[str], who: str) -> None:
        """Say whose edits (a participant's, or `SOMEBODY`'s) came from offline into these places in spite of a lock."""
        for place, lock in self.locks().items():
            if place in places and who not in lock.returned and len(lock.returned) < MAX_LIST:
                self._locks[place]["returned"] = [*lock.returned, who]

    def minutes(self, launch: str, entry: str) -> int:
        """Return how many minutes an entry takes. Raises EditError when it is not on the list."""
        self._check(launch, entry)
        name = entry.partition("/")[0]
        return next(phase.minutes for phase in self.checklist(launch).phases if phase.id == name)

    def _check(self, launch: str, entry: str) -> None:
        if not is_entry(self.checklist(launch), entry):
            raise EditError("This phase is not on the list.")

    def _put(self, launch: str, field: str, value: Any) -> None:
        if not STAGE[ROOT][field].fits(value):  # type: ignore[union-attr]
            raise EditError("The list of phases is full.")
        entity = self._launches[launch]
        if entity.get(field) != value:
            entity[field] = value


def moment(text: str | None) -> datetime | None:
    """Return the time of an ISO 8601 text; None for none, and for one that is no time with its zone."""
    try:
        read = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return read if read and read.tzinfo else None


def written(at: datetime | None) -> str | None:
    """Return a time as the stage has it: ISO 8601, UTC, milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds") if at else None


def entry_of(phase: Phase, area: str | None = None) -> str:
    """Return the entry of a phase, for one area when it is gone through area by area."""
    return f"{phase.id}/{area}" if phase.per_area and area is not None else phase.id


def is_entry(checklist: Checklist, entry: str) -> bool:
    """Return whether this is an entry of the checklist; which areas there are is not asked."""
    name, slash, area = entry.partition("/")
    phase = next((phase for phase in checklist.phases if phase.id == name), None)
    if phase is None:
        return False
    return not slash or (phase.per_area and ENTITY_ID.fullmatch(area) is not None)


def _checklist(reader: Reader, launch: str, raw: Any) -> Checklist:
    values = reader.read(launch, raw)
    items = values["phases"].get("items", [])
    found = [_phase(item) for item in items] if isinstance(items, list) else []
    phases = tuple(phase for phase in found if phase is not None)
    return Checklist(launch, phases, values["done"], values["current"], values["by"])


def _spot_fields(spot: Spot) -> dict[str, str]:
    if spot.root not in SPOTS or ENTITY_ID.fullmatch(spot.id) is None:
        raise EditError("Only a launch, an area or a zone can be shown to everybody.")
    return {"root": spot.root, "id": spot.id}


def _spot(raw: Any) -> Spot | None:
    match raw:
        case {"root": str(root), "id": str(key)} if root in SPOTS:
            return Spot(root, key)
        case _:
            return None


def _call(raw: Any) -> Call | None:
    spot = _spot(raw)
    if spot is None or not isinstance(raw.get("turn"), int):
        return None
    by, at = (value if isinstance(value, str) else None for value in (raw.get("by"), raw.get("at")))
    return Call(spot, raw["turn"], by, moment(at))


def _phase(raw: Any) -> Phase | None:
    match raw:
        case {"id": str(key), "title": str(title), "do": str(do), "minutes": int(minutes)}:
            private, cells, dots = raw.get("private"), raw.get("cells"), raw.get("dots")
            return Phase(
                key,
                title,
                do,
                minutes,
                per_area=raw.get("per_area") is True,
                private=private if isinstance(private, str) else "",
                cells=cells if cells in ROUND_CELLS else "one",
                dots=dots if isinstance(dots, str) else "",
            )
        case _:
            return None
