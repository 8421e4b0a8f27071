"""Votes on the stage: what is asked, whether it is open, and what came out; never who said what (SPEC V).

Three kinds: `dots` on the cards of a zone or on the areas of one, `agreement` on the text of an area, and `markers` on
the scales of a launch, such as the emotional thermometer.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

import pycrdt

from board.content.document import BoardDocument
from board.content.order import in_order, sequence
from board.content.reading import Reader, entries
from board.content.schema import AGREEMENTS, STAGE
from board.errors import EditError
from board.ids import ENTITY_ID
from board.limits import LEAST_MARKERS, MAX_VOTED_OPTIONS

from .stage import moment, written

ROOT: Final = "votes"
PLACES: Final[Mapping[str, str]] = {"dots": "zones", "agreement": "areas", "markers": "launches"}
"""What each kind of vote is about: the root that its place is in."""
_DEFAULTS: Final[Mapping[str, Any]] = {
    "kind": "dots",
    "root": "zones",
    "place": "",
    "state": "cancelled",
    "dots": 1,
    "most": 1,
    "counts": "closed",
    "since": None,
    "ended": None,
    "by": None,
    "text": "",
    "holder": None,
    "voters": 0,
    "totals": {},
    "top": (),
}


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote about one place, a zone, an area or a launch.

    `dots` is how many each person has, `most` how many of them may be on one option. `counts` says whether counts are
    seen while it is open ("live") or when it is closed. `text` is the text that an agreement is about, as it was when
    the vote was opened. `holder` is the server process that has the markers. Once closed, `voters` is how many took
    part, and `totals` has the dots of each option, or the markers of each scale as [left, middle, right].
    """

    kind: str
    place: str
    since: datetime | None
    state: str = "open"
    dots: int = 1
    most: int = 1
    counts: str = "closed"
    ended: datetime | None = None
    by: str | None = None
    text: str = ""
    holder: str | None = None
    voters: int = 0
    totals: Mapping[str, Any] | None = None
    top: tuple[str, ...] = ()

    @property
    def root(self) -> str:
        """The root that its place is in."""
        return PLACES[self.kind]


class StageVotes:
    """The votes on a stage document. Reading is total; writers raise EditError before anything is written."""

    def __init__(self, doc: "pycrdt.Doc[Any]") -> None:
        """Take the document; nothing is written to it."""
        self._votes: pycrdt.Map[Any] = doc.get(ROOT, type=pycrdt.Map)

    def all(self) -> dict[str, Vote]:
        """Return every vote by its id, cancelled ones included."""
        reader = Reader(ROOT, STAGE[ROOT], _DEFAULTS, [])
        raw = entries(json.loads(str(self._votes)))
        return {key: _vote(reader.read(key, value)) for key, value in raw}

    def vote(self, key: str) -> Vote:
        """Return a vote. Raises EditError when there is none of this id."""
        found = self.all().get(key)
        if found is None:
            raise EditError("There is no such vote on this board.")
        return found

    def open(self, key: str, vote: Vote) -> None:
        """Open a vote; a place has one open vote of a kind at a time."""
        if ENTITY_ID.fullmatch(key) is None:
            raise EditError("An id has 1 to 40 letters, digits, dashes or underscores.")
        is_open = ((each.kind, each.place) for each in self.all().values() if each.state == "open")
        if (vote.kind, vote.place) in is_open:
            raise EditError("A vote is open here already. Close or cancel it first.")
        times = {"since": written(vote.since), "ended": None}
        fields = asdict(vote) | times | {"root": vote.root, "totals": {}, "top": []}
        self._votes[key] = pycrdt.Map(fields)

    def close(self, key: str, totals: Mapping[str, Any], voters: int, now: datetime) -> None:
        """Close an open vote with what came out; one that has ended stays as it is."""
        self._end(key, now, {"totals": dict(totals), "voters": voters, "state": "closed"})

    def cancel(self, key: str, now: datetime) -> None:
        """End an open vote without a result; one that has ended stays as it is."""
        self._end(key, now, {"state": "cancelled"})

    def hand_over(self, key: str, holder: str) -> None:
        """Let another process hold the markers of an open vote; those that were made are gone."""
        if self.vote(key).state == "open":
            self._votes[key]["holder"] = holder

    def pick(self, key: str, top: Sequence[str]) -> None:
        """Mark these options as the top of a closed vote."""
        if self.vote(key).state != "closed":
            raise EditError("Close the vote first.")
        self._votes[key]["top"] = list(top)

    def _end(self, key: str, now: datetime, fields: Mapping[str, Any]) -> None:
        if self.vote(key).state == "open":
            for field, value in {**fields, "ended": written(now)}.items():
                self._votes[key][field] = value


def _vote(values: Mapping[str, Any]) -> Vote:
    times = {"since": moment(values["since"]), "ended": moment(values["ended"])}
    numbers = {name: int(values[name]) for name in ("dots", "most", "voters")}
    return Vote(**{name: value for name, value in {**values, **times, **numbers}.items() if name != "root"})


def about(board: BoardDocument, vote: Vote) -> Vote:
    """Return the vote with the text it is about. Raises EditError when there is nothing there to vote on."""
    place = board.raw(vote.root).get(vote.place)
    if place is None or place.get("deleted") is not None:
        raise EditError("This part is not on the board any more.")
    match vote.kind:
        case "agreement":
            text = board.area(vote.place).record
            if not text.strip():
                raise EditError("Write the agreed record first; then ask who agrees.")
            return replace(vote, text=text, dots=1, most=1)
        case "markers" if not scales_of(board, vote.place):
            raise EditError("There is no scale to mark in this activity.")
        case "dots" if not options_of(board, vote):
            raise EditError("There is nothing to vote on here yet.")
        case _:
            return replace(vote, most=min(vote.most, vote.dots))


def options_of(board: BoardDocument, vote: Vote) -> list[str]:
    """Return what can be chosen now, in order: the living cards or areas of the zone, or the ways to agree."""
    if vote.kind == "agreement":
        return list(AGREEMENTS)
    now = board.read()
    zone = now.zones.get(vote.place)
    found: Iterable[Any] = now.areas.values() if zone is not None and zone.kind == "areas" else now.cards.values()
    return [each.id for each in in_order(each for each in found if each.zone == vote.place and each.deleted is None)]


def with_dots(
    ballot: Mapping[str, int], vote: Vote, option: str, count: int, options: Collection[str]
) -> dict[str, int]:
    """Return a person's ballot after they put `count` dots in all on an option; 0 takes them back.

    Dots on what is no option any more have come back to their owner. To say one way to agree replaces another. Raises
    EditError when the option is not there, or the person has not so many dots.
    """
    if option not in options:
        raise EditError("This is not there any more, or is no part of this vote.")
    kept = {key: dots for key, dots in ballot.items() if key in options and key != option}
    if vote.kind == "agreement":
        kept = {}
    if count > vote.most:
        raise EditError(f"At most {vote.most} can be put on one.")
    if sum(kept.values()) + count > vote.dots:
        raise EditError(f"You have {vote.dots} in all. Take one back first.")
    return kept | ({option: count} if count else {})


def counted(ballots: Iterable[Mapping[str, int]], options: Collection[str]) -> dict[str, int]:
    """Return how many dots each option got, most first; without those that got none, and of very many the first."""
    totals: dict[str, int] = {}
    for ballot in ballots:
        for option, dots in ballot.items():
            totals[option] = totals.get(option, 0) + dots
    ranked = sorted((each for each in totals.items() if each[0] in options), key=lambda each: -each[1])
    return dict(ranked[:MAX_VOTED_OPTIONS])


def top_of(totals: Mapping[str, int], most: int) -> list[str]:
    """Return the options with most dots: at most `most`, fewer where a tie at the end would need more.

    Which of two that are level is the more important is not for the server to say.
    """
    ranked = sorted(totals, key=lambda option: -totals[option])
    if len(ranked) <= most:
        return ranked
    limit = totals[ranked[most]]
    return [option for option in ranked[:most] if totals[option] > limit]


def order_by_dots(board: BoardDocument, vote: Vote) -> None:
    """Put what was voted on in order of its dots; what is level stays as it stands."""
    totals = vote.totals or {}
    root = "areas" if board.zone(vote.place).kind == "areas" else "cards"
    ranked = sorted(options_of(board, vote), key=lambda option: -totals.get(option, 0))
    with board.transaction():
        for option, order in zip(ranked, sequence(len(ranked)), strict=True):
            board.put(root, option, "order", order)


Scales = Mapping[str, Sequence[str]]
"""The steps of each scale by its zone, in order: ids of its columns."""


def scales_of(board: BoardDocument, launch: str) -> Scales:
    """Return the scales of a launch as they are now."""
    zones = in_order(zone for zone in board.read().zones.values() if zone.launch == launch and zone.deleted is None)
    steps = {
        zone.id: [each.id for each in zone.columns if each.deleted is None] for zone in zones if zone.kind == "scale"
    }
    return {zone: columns for zone, columns in steps.items() if columns}


def shape(markers: Iterable[Mapping[str, str]], scales: Scales) -> dict[str, list[int]]:
    """Return for each scale how many markers lie left of its middle, in it and right of it.

    A scale with fewer than LEAST_MARKERS is left out. Markers on a step that is gone do not count.
    """
    made = list(markers)
    found = {zone: [each[zone] for each in made if each.get(zone) in steps] for zone, steps in scales.items()}
    enough = {zone: marks for zone, marks in found.items() if len(marks) >= LEAST_MARKERS}
    return {zone: _bands(marks, scales[zone]) for zone, marks in enough.items()}


def _bands(marks: Iterable[str], steps: Sequence[str]) -> list[int]:
    bands = [0, 0, 0]
    for mark in marks:
        from_middle = 2 * steps.index(mark) - (len(steps) - 1)
        bands[(from_middle > 0) - (from_middle < 0) + 1] += 1
    return bands
