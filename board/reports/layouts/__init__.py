"""Every way to make a report of a board. A new one is a module here with its `Layout`, and a line in the table."""

from collections.abc import Mapping
from typing import Final

from board.reports.source.in_programme import InProgramme

from . import (
    commitments,
    grid_section,
    group_summary,
    hats_section,
    manual_section,
    numbered_boxes,
    one_page,
    recommendations,
    session_matrix,
    strand_table,
    theme_sections,
)
from .layout import Layout

__all__ = ["LAYOUTS", "Layout", "taken"]

LAYOUTS: Final[Mapping[str, Layout]] = {
    "manual_section": manual_section.LAYOUT,
    "theme_sections": theme_sections.LAYOUT,
    "recs_summary": recommendations.SUMMARY,
    "recs_full": recommendations.IN_FULL,
    "strand_table": strand_table.LAYOUT,
    "numbered_boxes": numbered_boxes.LAYOUT,
    "one_page": one_page.LAYOUT,
    "group_summary": group_summary.LAYOUT,
    "session_matrix": session_matrix.LAYOUT,
    "commitments": commitments.LAYOUT,
    "grid_section": grid_section.LAYOUT,
    "hats_section": hats_section.LAYOUT,
}
"""Every layout by name, in the order in which they are offered."""


def taken(layout: Layout, programme: InProgramme | None) -> InProgramme | None:
    """What the layout takes of the programme around a board."""
    if programme is None or layout.needs.programme is None:
        return None
    return programme.narrowed([programme.group] if layout.needs.programme == "group" else programme.alike())
