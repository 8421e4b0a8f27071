"""Areas of councils and integrated care boards (ICBs), and which belongs to which on a day (SPEC G3).

The facts are in places.toml; an operator's own file takes its place as a whole.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Protocol, TypeVar

from board import limits
from board.data_files import Table, read_table

FILE_NAME: Final = "places.toml"
_MOST: Final = 1_000
"""England has 153 councils of this kind and 42 ICBs; those of the past fit, too."""
_MOST_PERIODS: Final = 20
"""Of one area: a change every year for twenty years."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both counted; without `until` it goes on."""

    since: dt.date
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Return whether the day is within."""
        return self.since <= day and (self.until is None or day <= self.until)

    def within(self, other: "Period") -> bool:
        """Return whether each of these days is one of the other's."""
        if self.since < other.since:
            return False
        return other.until is None or (self.until is not None and self.until <= other.until)


@dataclass(frozen=True, slots=True)
class Icb:
    """An integrated care board. Its name may have commas and "and": it is one body."""

    id: str
    name: str
    period: Period


@dataclass(frozen=True, slots=True)
class Belonging:
    """That a council's area belongs to an ICB in a period."""

    icb: str
    period: Period


@dataclass(frozen=True, slots=True)
class Place:
    """The area of a council."""

    id: str
    name: str
    period: Period
    icbs: tuple[Belonging, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """All places and ICBs, by id in the order of the file."""

    places: Mapping[str, Place]
    icbs: Mapping[str, Icb]

    def icbs_of(self, places: Collection[str], on: dt.date) -> tuple[Icb, ...]:
        """Return the ICBs to which these places belong on that day, in the file's order; an unknown place has none."""
        known = [self.places[place] for place in places if place in self.places]
        found = {one.icb for place in known for one in place.icbs if one.period.holds(on)}
        return tuple(icb for icb in self.icbs.values() if icb.id in found)

    def known_on(self, day: dt.date) -> tuple[Place, ...]:
        """Return the places that were there on that day, in the order of the file."""
        return tuple(place for place in self.places.values() if place.period.holds(day))


@cache
def bundled_places() -> Places:
    """Return what comes with the board: South West England."""
    return load_places(resources.files(__package__).joinpath(FILE_NAME).read_text("utf-8"))


def load_places(text: str) -> Places:
    """Return the places in this text. Raises DataFileError with the line of what is wrong."""
    table = read_table(text)
    table.whole("version", 1, 1)
    icbs = _unlike(table, "icbs", [_icb(one) for one in table.tables("icbs", _MOST)])
    places = _unlike(table, "places", [_place(one, icbs) for one in table.tables("places", _MOST)])
    table.done()
    return Places(places, icbs)


def _icb(table: Table) -> Icb:
    found = Icb(table.name("id"), table.text("name", limits.MAX_TITLE), _period(table))
    table.done()
    return found


def _place(table: Table, icbs: Mapping[str, Icb]) -> Place:
    id_, name, period = table.name("id"), table.text("name", limits.MAX_TITLE), _period(table)
    found = Place(id_, name, period, tuple(_belongings(table, period, icbs)))
    table.done()
    return found


def _belongings(table: Table, period: Period, icbs: Mapping[str, Icb]) -> Iterator[Belonging]:
    for one in table.tables("icbs", _MOST_PERIODS):
        found = Belonging(one.name("icb"), _period(one))
        one.done()
        if found.icb not in icbs:
            raise one.wrong(f"There is no ICB with the id '{found.icb}' in this file.", "icb")
        if not found.period.within(icbs[found.icb].period):
            raise one.wrong(f"The ICB '{found.icb}' is not there on all of these days.")
        if not found.period.within(period):
            raise one.wrong("The place itself is not there on all of these days.")
        yield found


def _period(table: Table) -> Period:
    since = table.day("from")
    until = table.day("until") if table.has("until") else None
    if until is not None and until < since:
        raise table.wrong("'until' is before 'from'.", "until")
    return Period(since, until)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Named)


def _unlike(table: Table, key: str, found: list[Named]) -> dict[str, Named]:
    by_id: dict[str, Named] = {}
    for one, named in zip(table.tables(key, _MOST), found, strict=True):
        if named.id in by_id:
            raise one.wrong(f"The id '{named.id}' is there twice.", "id")
        by_id[named.id] = named
    return by_id
