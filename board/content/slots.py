"""The slots of zones: a name by which a report layout finds what it needs, whatever a zone is
called.

A template of one's own may use other slots; the layouts then treat the zone as what its kind is.
"""

from typing import Final

SLOTS: Final = (
    "purpose",
    "issue",
    "parts",
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
    "task",
    "case",
    "moment",
    "return",
    "check_in",
    "airspace",
    "questions",
    "review",
    "commitments",
    "process",
    "thermometer",
    "helps",
    "team",
    "network",
    "client",
    "practice",
    "rebalance",
    "question",
    "response",
    "strands",
    "boxes",
    "considerations",
    "open_questions",
    "references",
    "examples",
    "lists",
    "participants",
    "themes",
    "sources",
    "actions",
    "national",
    "regional",
    "local",
    "objectives",
    "uses",
)
"""Manualize has `purpose` to `parking` (`parameters` to `differences` inside each area), the
dis-integration grid has `grid` to `conversations`, wearing different hats `issue` to `changes`, thinking together
`task` to `return`, the action learning set `check_in` to `process`, the thermometer and the wheel `thermometer` to
`rebalance`; the output boards have the rest and some of the others."""

GROUP_SLOTS: Final = (
    "purpose",
    "issue",
    "areas",
    "parameters",
    "goal",
    "differences",
    "gaps",
    "conversations",
    "changes",
    "task",
    "return",
    "review",
    "commitments",
    "process",
    "rebalance",
    "question",
    "response",
    "strands",
    "boxes",
    "lists",
    "participants",
    "themes",
    "actions",
    "national",
    "regional",
    "local",
    "objectives",
    "uses",
)
"""What stands here the group says together: whoever types it writes for all of them, and signs nothing (SPEC P10).

In the others, and in those of a template of one's own, each speaks for themselves."""
