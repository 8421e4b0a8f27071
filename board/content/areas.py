"""Areas: a part of the issue with its own conversation; its title is a heading of the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .reading import Broken, Reader
from .schema import CONTENT

AREA_STATUS_NAMES: Final[Mapping[str, str]] = {
    "draft": "Draft",
    "agreed": "Agreed",
    "revisit": "Revisit on",
}
"""The words for the state of an agreed record."""

AREA_DEFAULTS: Final[Mapping[str, Any]] = {
    "title": "",
    "zone": "",
    "order": "",
    "status": "draft",
    "revisit_on": None,
    "date": None,
    "record": "",
    "deleted": None,
}


@dataclass(frozen=True, slots=True)
class Area:
    """An area as it is now. `zone` is the zone of kind `areas` that holds it; `record` is light
    Markdown (SPEC R1).
    """

    id: str
    title: str
    zone: str
    order: str
    status: str
    revisit_on: str | None
    date: str | None
    record: str
    deleted: str | None


def area_reader(broken: list[Broken]) -> Reader:
    """Return the reader of the `areas` root."""
    return Reader("areas", CONTENT["areas"], AREA_DEFAULTS, broken)


def read_area(reader: Reader, key: str, raw: Any) -> Area:
    """Return the area."""
    return Area(id=key, **reader.read(key, raw))
