"""Who may wear which hat, and how they are dealt (SPEC H).

Who wears which hat is in no document: the stage says only that hats are worn, and how many. See
`server/facilitation/hats.py` for where it is kept.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import pycrdt

from board.content.document import BoardDocument
from board.content.reading import Reader, entries
from board.content.schema import STAGE
from board.content.zones import Zone
from board.errors import EditError
from board.ids import ENTITY_ID

ROOT: Final = "hats"
_DEFAULTS: Final[Mapping[str, Any]] = {"state": "off", "holder": None, "turn": 0, "worn": 0, "by": None}
_SHORTEST_WORD: Final = 4
"""Shorter words of a hat's title ("or", "the") say nothing of a job."""

Shuffle = Callable[[list[Any]], None]


@dataclass(frozen=True, slots=True)
class ShownHats:
    """What everybody may know of the hats of a ring: whether they are worn, and by how many.

    `holder` names the process that knows who wears which, `turn` counts how often they were given out anew, `by` is who
    did it last.
    """

    state: str = "off"
    holder: str | None = None
    turn: int = 0
    worn: int = 0
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Hat:
    """A hat of a ring; `own_job` are words by which somebody's own job is known to be this."""

    id: str
    title: str
    own_job: tuple[str, ...] = ()

    def is_job_of(self, work: str) -> bool:
        """Return whether somebody with this job and organisation, in their own words, would wear their own job.

        It is where one of the hat's words, or of its title's longer words, is in there as a whole word.
        """
        title = [word for word in _plain(self.title).split() if len(word) >= _SHORTEST_WORD]
        known = f" {_plain(work)} "
        return any(f" {_plain(word)} " in known for word in [*self.own_job, *title])


@dataclass(frozen=True, slots=True)
class Dealt:
    """Somebody who is to be dealt a hat, and the hats that are not for them: of their own job, or refused."""

    participant: str
    not_for_them: frozenset[str] = frozenset()


def shown_hats(stage: "pycrdt.Doc[Any]") -> dict[str, ShownHats]:
    """Return what the stage says of the hats of each ring, by its zone."""
    reader = Reader(ROOT, STAGE[ROOT], _DEFAULTS, [])
    read = {key: reader.read(key, value) for key, value in entries(json.loads(str(_root(stage))))}
    return {
        key: ShownHats(**{**each, "turn": int(each["turn"]), "worn": int(each["worn"])}) for key, each in read.items()
    }


def show_hats(stage: "pycrdt.Doc[Any]", ring: str, shown: ShownHats) -> None:
    """Say on the stage how the hats of a ring are now; what is as it was is not written."""
    if ENTITY_ID.fullmatch(ring) is None:
        raise EditError("An id has 1 to 40 letters, digits, dashes or underscores.")
    root = _root(stage)
    if ring not in root:
        root[ring] = pycrdt.Map(dict(_DEFAULTS))
    for field, value in asdict(shown).items():
        if root[ring].get(field) != value:
            root[ring][field] = value


def give_out(stage: "pycrdt.Doc[Any]", ring: str, holder: str, by: str) -> None:
    """Say that the hats of a ring are given out anew, by this participant; this process knows who wears which."""
    before = shown_hats(stage).get(ring, ShownHats())
    show_hats(stage, ring, ShownHats("on", holder, before.turn + 1, 0, by))


def count_worn(stage: "pycrdt.Doc[Any]", ring: str, turn: int, worn: int) -> None:
    """Say how many wear a hat; what comes late, after hats were given out anew or taken off, says nothing."""
    now = shown_hats(stage).get(ring)
    if now is not None and (now.state, now.turn) == ("on", turn):
        show_hats(stage, ring, ShownHats(now.state, now.holder, turn, worn, now.by))


def take_off(stage: "pycrdt.Doc[Any]", ring: str, by: str) -> None:
    """Say that the hats of a ring are off; where they are off already, nothing is written."""
    now = shown_hats(stage).get(ring)
    if now is not None and now.state == "on":
        show_hats(stage, ring, ShownHats("off", None, now.turn, 0, by))


def hats_of(document: BoardDocument, ring: str) -> list[Hat]:
    """Return the hats of a ring, in order. Raises EditError when it is none, or is deleted."""
    found = document.zone(ring)
    if found.kind != "ring" or found.deleted is not None:
        raise EditError("There are no hats here (any more).")
    return [Hat(each.id, each.title, _own_job(found, each.title)) for each in found.columns if each.deleted is None]


def deal(hats: Sequence[Hat], to: Sequence[Dealt], worn: Collection[str], shuffle: Shuffle) -> dict[str, str]:
    """Return the hat of each person who can have one, by chance; `worn` are those that others wear already.

    Hats that few wear are dealt first, so that all are worn before one is worn twice; whoever may wear the fewest
    chooses first. Somebody for whom there is no hat gets none.
    """
    times = {hat.id: list(worn).count(hat.id) for hat in hats}
    people, deck = list(to), [hat.id for hat in hats]
    shuffle(people)
    shuffle(deck)
    dealt: dict[str, str] = {}
    for person in sorted(people, key=lambda each: -len(each.not_for_them & times.keys())):
        fitting = [hat for hat in deck if hat not in person.not_for_them]
        if fitting:
            dealt[person.participant] = min(fitting, key=lambda hat: times[hat])
            times[dealt[person.participant]] += 1
    return dealt


def _own_job(ring: Zone, title: str) -> tuple[str, ...]:
    table = ring.config.get("own_job", {})
    words = table.get(title, []) if isinstance(table, Mapping) else []
    return tuple(word for word in words if isinstance(word, str)) if isinstance(words, list) else ()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _root(stage: "pycrdt.Doc[Any]") -> "pycrdt.Map[Any]":
    root: pycrdt.Map[Any] = stage.get(ROOT, type=pycrdt.Map)
    return root
