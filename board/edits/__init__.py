"""Edits of the content document as commands: plain functions of a document and what is to change.

Each raises EditError, with nothing written, when the edit does not fit the board as it is. Ids and
times come from the caller (`when` is ISO 8601 in UTC). An edit is one transaction: the caller's
when it has one open (`with document.doc.transaction(origin=...)`), else its own.
"""

from .areas import (
    add_area,
    rename_area,
    set_area_date,
    set_area_status,
    set_record,
)
from .board import begin_board, delete, reorder, restore, set_purpose, set_title
from .cards import (
    add_card,
    add_free_note,
    move_card,
    place_card,
    set_card_text,
    set_certainty,
    set_colour,
    set_field,
    set_kind,
    set_refs,
    set_status,
    set_tags,
)
from .grouping import group_cards, group_into_new_area, split_area
from .merging import merge_areas
from .places import Place, end_of_areas, end_of_place
from .zones import (
    add_column,
    make_zone,
    remove_column,
    rename_column,
    rename_zone,
    reorder_column,
    restore_column,
    set_verdict,
    set_zone_text,
)

__all__ = [
    "Place",
    "add_area",
    "add_card",
    "add_column",
    "add_free_note",
    "begin_board",
    "delete",
    "end_of_areas",
    "end_of_place",
    "group_cards",
    "group_into_new_area",
    "make_zone",
    "merge_areas",
    "move_card",
    "place_card",
    "remove_column",
    "rename_area",
    "rename_column",
    "rename_zone",
    "reorder",
    "reorder_column",
    "restore",
    "restore_column",
    "set_area_date",
    "set_area_status",
    "set_card_text",
    "set_certainty",
    "set_colour",
    "set_field",
    "set_kind",
    "set_purpose",
    "set_record",
    "set_refs",
    "set_status",
    "set_tags",
    "set_title",
    "set_verdict",
    "set_zone_text",
    "split_area",
]
