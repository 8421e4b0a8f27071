"""A board as an outline of plain text, for a terminal."""

import unicodedata
from collections.abc import Iterator, Sequence
from copy import deepcopy

from board.content.cards import CERTAINTY_NAMES, FIELD_NAMES
from board.reports.source.prepared import reference_names
from board.snapshots.projection import AreaView, CardView, LaunchView, Projection, ZoneView, all_cards, cards_in

INDENT = "  "
_GONE = "something that is not on the board any more"
_UNSAFE = ("Cc", "Cs")
"""Categories that would steer a terminal, or cannot be written, instead of being shown."""
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn round the order of all that follows (UAX 9); scripts from right to left need none of them."""


def shown(text: str) -> str:
    """Return the text on one line, with nothing in it that a terminal would obey."""
    return " ".join("".join(c if _is_safe(c) else "\ufffd" for c in text.strip()).split())


def _is_safe(character: str) -> bool:
    return character.isspace() or (character not in _OVERRIDES and unicodedata.category(character) not in _UNSAFE)


def outline(board: Projection) -> Iterator[str]:
    """Yield the lines of a board in reading order; what is empty is left out, areas are not."""
    projection = _with_names(board)
    yield shown(projection["title"]) or "Untitled board"
    if projection["purpose"].strip():
        yield f"Purpose: {shown(projection['purpose'])}"
    on_areas = [launch for launch in projection["launches"] if launch["area"]]
    for launch in projection["launches"]:
        if not launch["area"]:
            yield from _launch(launch, on_areas, "")
    yield from _zones(projection["zones"], on_areas, "")
    for area in projection["areas"]:
        yield from _area(area, on_areas, "")
    yield from _cards("Notes on the open board", projection["notes"], "")
    yield from _cards("Unplaced", projection["unplaced"], "")


def _with_names(board: Projection) -> Projection:
    """Return a copy whose cards have in `see` what they refer to is called now (SPEC T6)."""
    copy, names = deepcopy(board), reference_names(board)
    for card in all_cards(copy):
        card["see"] = [names.get(key, _GONE) for key in card["refs"]]
    return copy


def _launch(launch: LaunchView, on_areas: Sequence[LaunchView], indent: str) -> Iterator[str]:
    yield ""
    yield f"{indent}{shown(launch['title'])} [{launch['id']}]"
    yield from _zones(launch["zones"], on_areas, indent + INDENT)


def _zones(zones: Sequence[ZoneView], on_areas: Sequence[LaunchView], indent: str) -> Iterator[str]:
    for zone in zones:
        yield from _zone(zone, indent)
        for area in zone.get("areas", []):
            yield from _area(area, on_areas, indent)


def _zone(zone: ZoneView, indent: str) -> Iterator[str]:
    text = zone.get("text", "").strip()
    if not text and not cards_in(zone):
        return
    yield f"{indent}{shown(zone['title'])}"
    if text:
        yield f"{indent}{INDENT}{shown(text)}"
    inner = indent + INDENT
    yield from _cards("", zone.get("cards", []), inner)
    for lane in zone.get("lanes", []):
        yield from _cards(lane["title"], lane["cards"], inner)
    yield from _rows(zone, inner)
    yield from _cards("Unplaced", zone["unplaced"], inner)


def _rows(zone: ZoneView, indent: str) -> Iterator[str]:
    titles = {column["id"]: column["title"] for column in zone.get("columns", [])}
    for row in zone.get("rows", []):
        if any(cell["cards"] for cell in row["cells"]):
            yield f"{indent}{shown(row['title'])}"
        for cell in row["cells"]:
            yield from _cards(titles.get(cell["column"], ""), cell["cards"], indent + INDENT)


def _area(area: AreaView, on_areas: Sequence[LaunchView], indent: str) -> Iterator[str]:
    yield ""
    yield f"{indent}Area: {shown(area['title']) or 'Untitled'} ({area['status']}) [{area['id']}]"
    inner = indent + INDENT
    yield from _zones(area["zones"], (), inner)
    if area["record"].strip():
        yield f"{inner}Agreed record"
        for line in area["record"].splitlines():
            if line.strip():
                yield f"{inner}{INDENT}{shown(line)}"
    for launch in on_areas:
        if launch["area"] == area["id"]:
            yield from _launch(launch, (), inner)


def _cards(title: str, cards: Sequence[CardView], indent: str) -> Iterator[str]:
    if cards and title:
        yield f"{indent}{shown(title)}"
    inner = indent + INDENT if title else indent
    for card in cards:
        certainty = f" ({CERTAINTY_NAMES[card['certainty']]})" if card["certainty"] else ""
        yield f"{inner}- {shown(card['text'])}{certainty}"
        for field, text in card["fields"].items():
            if text.strip():
                yield f"{inner}{INDENT}{FIELD_NAMES.get(field, field)}: {shown(text)}"
        for name in card.get("see", ()):
            yield f"{inner}{INDENT}Refers to: {shown(name)}"
