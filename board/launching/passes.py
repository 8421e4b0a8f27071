"""A second pass of what was launched before: it lies beside the first and goes on from there (SPEC T4)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from board import limits
from board.content.cards import Card
from board.content.document import BoardDocument
from board.content.order import in_order
from board.content.zones import Column, ColumnSeed, Launch, Zone, ZoneSeed
from board.errors import EditError
from board.templates.model import Template

_NUMBER: Final = re.compile(r" \(pass \d+\)$")
_LONGEST_NUMBER: Final = len(" (pass 99999)")
"""More launches than a board holds."""


@dataclass(frozen=True, slots=True)
class EarlierPass:
    """The launch that another pass goes on from; its zones by slot, `next_title` for the pass after it."""

    launch: Launch
    zones: Mapping[str, Zone]
    next_title: str

    def seed(self, seed: ZoneSeed) -> ZoneSeed:
        """Return the seed with the columns and rows that its zone has in this pass now."""
        zone = self.zones.get(seed["slot"])
        if zone is None or zone.kind != seed["kind"]:
            return seed
        return {**seed, "columns": _seeds(zone.columns), "rows": _seeds(zone.rows)}

    def carried(self, document: BoardDocument, seed: ZoneSeed) -> list[Card]:
        """Return the cards of this pass that the seed's zone begins with, in order."""
        source = self.zones.get(seed["config"].get("carries", ""))
        if source is None:
            return []
        return in_order(c for c in document.read().cards.values() if c.zone == source.id and c.deleted is None)


def earlier_pass(document: BoardDocument, template: Template, launch: str) -> EarlierPass:
    """Return a launch as the pass before the next. Raises EditError when it is gone or of another template."""
    found = document.launch(launch)
    if found.deleted is not None:
        raise EditError("The earlier pass is deleted. Restore it first.")
    if found.template != template.id:
        raise EditError("A next pass is of the same template as the one before.")
    board = document.read()
    zones = (zone for zone in in_order(board.zones.values()) if zone.launch == launch and not zone.parent)
    shown = {zone.slot: zone for zone in zones if zone.deleted is None}
    return EarlierPass(found, shown, _next_title(found, board.launches.values()))


def _next_title(earlier: Launch, launches: Iterable[Launch]) -> str:
    """Return the earlier title with the number of the next pass behind it."""
    plain = _NUMBER.sub("", earlier.title)
    passes = sum(one.template == earlier.template and _NUMBER.sub("", one.title) == plain for one in launches)
    return f"{plain[: limits.MAX_TITLE - _LONGEST_NUMBER]} (pass {passes + 1})"


def _seeds(columns: Sequence[Column]) -> list[ColumnSeed]:
    return [ColumnSeed(title=one.title, hint=one.hint) for one in columns if one.deleted is None]
