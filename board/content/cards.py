"""Cards: what one is, the words for its kinds and fields, and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .reading import Broken, Reader
from .schema import CARD_FIELDS, CONTENT

KIND_NAMES: Final[Mapping[str, str]] = {
    "note": "Note",
    "question": "Question",
    "learning": "Learning",
    "example": "Example",
    "reference": "Reference",
    "resource": "Resource",
    "parameter": "Parameter",
    "goal": "Goal",
    "difference": "Difference",
    "commitment": "Commitment",
    "recommendation": "Recommendation",
    "hat": "Hat",
    "gap": "Gap",
    "progress": "Progress",
    "source": "Source card",
    "parked": "Parked point",
}
"""The word shown on a card of each kind, on the page and in reports."""

FIELD_NAMES: Final[Mapping[str, str]] = {
    "place": "Place",
    "author": "Author",
    "year": "Year",
    "title": "Title",
    "link": "Link",
    "what": "What",
    "by_when": "By when",
    "how_will_i_know": "How will I know?",
    "who_may_ask": "Who may ask me about it",
    "level": "Level",
    "why": "Why",
    "how": "How",
    "evidence": "Evidence",
    "support": "Support needed",
    "owner": "Owner",
    "between": "Between whom",
    "who_opens": "Who opens the conversation",
    "we_will_ask": "What we will ask",
    "what_happened": "What happened",
    "outcome": "How far is it?",
    "what_worked": "What worked",
    "what_did_not": "What did not",
    "from_board": "From which board",
    "from_card": "From which card",
}
"""The label of each text field of `CARD_FIELDS`, on the page and as a column of a table."""

FIELD_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "level": ("National", "Regional", "Local"),
    "outcome": ("Done", "Partly", "Not done", "Changed"),
}
"""Words that the page offers for a field. The field stays a text, so whatever else was written there is kept."""

STATUS_NAMES: Final[Mapping[str, str]] = {
    "raw": "As written",
    "grouped": "Grouped",
    "agreed": "Agreed",
    "in_report": "In the report",
}
CERTAINTY_NAMES: Final[Mapping[str, str]] = {
    "said": "They said it",
    "guess": "Our guess",
    "unknown": "We don't know",
}
COLOUR_NAMES: Final[Mapping[str, str]] = {
    "sand": "Sand",
    "rose": "Rose",
    "peach": "Peach",
    "lemon": "Lemon",
    "mint": "Mint",
    "sky": "Sky",
    "lilac": "Lilac",
    "stone": "Stone",
}

KIND_COLOURS: Final[Mapping[str, str]] = {
    "note": "sand",
    "question": "sky",
    "learning": "lilac",
    "example": "lemon",
    "reference": "stone",
    "resource": "stone",
    "parameter": "sand",
    "goal": "mint",
    "difference": "rose",
    "commitment": "mint",
    "recommendation": "mint",
    "hat": "peach",
    "gap": "rose",
    "progress": "mint",
    "source": "stone",
    "parked": "stone",
}
"""The colour of a new card of each kind, until somebody chooses another: kinds are found again at a glance."""

CARD_DEFAULTS: Final[Mapping[str, Any]] = {
    "kind": "note",
    "text": "",
    "fields": {},
    "zone": None,
    "cell": None,
    "pos": None,
    "size": None,
    "order": "",
    "colour": "sand",
    "tags": (),
    "status": "raw",
    "certainty": None,
    "refs": (),
    "by": None,
    "written_in": None,
    "told": None,
    "withheld_in": None,
    "deleted": None,
}
"""What a card without a value has there."""

LINK_DEFAULTS: Final[Mapping[str, Any]] = {
    "from": "",
    "to": "",
    "kind": "related",
    "deleted": None,
}

Pair = tuple[float, float]
Cell = tuple[str | None, str | None]
"""Row and column; a zone of lanes uses the column alone."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is now. `fields` has every field of its kind and what an earlier kind left.

    `by` is who wrote it, as the activity says it: a name, an organisation, or null (SPEC P5). `told` is what its writer
    was told of that before writing (SPEC P10). `withheld_in` is the zone from which it stays in the group wherever it
    was moved, or null (SPEC T5).
    """

    id: str
    kind: str
    text: str
    fields: Mapping[str, str]
    zone: str | None
    cell: Cell | None
    pos: Pair | None
    size: Pair | None
    order: str
    colour: str
    tags: tuple[str, ...]
    status: str
    certainty: str | None
    refs: tuple[str, ...]
    by: str | None
    written_in: str | None
    told: str | None
    withheld_in: str | None
    deleted: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one entity to another; "" where an end could not be read."""

    id: str
    source: str
    target: str
    kind: str
    deleted: str | None


def card_reader(broken: list[Broken]) -> Reader:
    """Return the reader of the `cards` root."""
    return Reader("cards", CONTENT["cards"], CARD_DEFAULTS, broken)


def read_card(reader: Reader, key: str, raw: Any) -> Card:
    """Return the card, with a text for every field of its kind."""
    values = reader.read(key, raw)
    wanted = dict.fromkeys(CARD_FIELDS.get(values["kind"], ()), "")
    values["fields"] = {**wanted, **values["fields"]}
    return Card(id=key, **values)


def link_reader(broken: list[Broken]) -> Reader:
    """Return the reader of the `links` root."""
    return Reader("links", CONTENT["links"], LINK_DEFAULTS, broken)


def read_link(reader: Reader, key: str, raw: Any) -> Link:
    """Return the link."""
    values = reader.read(key, raw)
    return Link(key, values["from"], values["to"], values["kind"], values["deleted"])
