"""The slots of zones: a name by which a report layout finds what it needs, whatever a zone is
called.

A template of one's own may use other slots; the layouts then treat the zone as what its kind is.
"""

from typing import Final

SLOTS: Final = (
    "purpose",
    "issue",
    "areas",
    "parameters",
    "goal",
    "conversation",
    "differences",
    "resources",
    "learning",
    "parking",
    "grid",
    "gaps",
    "conversations",
    "hats",
    "surprised",
    "changes",
)
"""Manualize has `purpose` to `parking` (`parameters` to `differences` inside each area), the
dis-integration grid has `grid` to `conversations`, wearing different hats `issue` and the rest."""
