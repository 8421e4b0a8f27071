"""What stays in the group: in which zones, and which cards that came from there (SPEC T5)."""

from collections.abc import Mapping
from typing import Any, Final

from .cards import Card
from .zones import Zone

LETS_OUT: Final = "in_report"
"""The status by which somebody lets a card out."""


def is_withheld(config: Mapping[str, Any]) -> bool:
    """Return whether what is in a zone of these settings stays in the group."""
    return config.get("withheld") is True


def withheld_in(card: Card, zones: Mapping[str, Zone]) -> str | None:
    """Return the zone from which a card stays in the group; None where it does not, or somebody let it out."""
    if card.status == LETS_OUT:
        return None
    zone = zones.get(card.zone or "")
    return card.withheld_in or (zone.id if zone and is_withheld(zone.config) else None)
