"""What a part of a report may take of a board, what it does take, and what of that is gone (SPEC B2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from board.reports import LAYOUTS, Layout
from board.reports.parts.areas import area_title
from board.reports.parts.launched import launch_title
from board.reports.prose import one_line, quoted, spoken_list
from board.snapshots.projection import LaunchView, Projection, all_areas

from .plan import FromBoard

_WORDS: Final = {
    "areas": ("area", "areas"),
    "launches": ("use of a template", "uses of templates"),
    "nothing": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An area or a use of a template; `layouts` are those that can be made of this use, none for an area."""

    id: str
    title: str
    layouts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a part may take, in the board's order; `deleted` are areas and uses that can be brought back."""

    areas: tuple[Choice, ...]
    launches: tuple[Choice, ...]
    deleted: tuple[Choice, ...]


def choices_of(projection: Projection) -> Choices:
    """Return what a part may take of a board."""
    titles = {area["id"]: area_title(area) for area in all_areas(projection)}
    return Choices(
        areas=tuple(Choice(*each) for each in titles.items()),
        launches=tuple(_uses(projection, titles)),
        deleted=tuple(_deleted(projection)),
    )


def _uses(projection: Projection, titles: Mapping[str, str]) -> Iterator[Choice]:
    for launch in projection["launches"]:
        title, area = one_line(launch_title(launch)), titles.get(launch["area"] or "")
        layouts = tuple(key for key, each in LAYOUTS.items() if _can_be_made_of(each, launch))
        yield Choice(launch["id"], f"{title}, on {area}" if area else title, layouts)


def _can_be_made_of(layout: Layout, launch: LaunchView) -> bool:
    needs, zones = layout.needs, launch["zones"]
    return layout.chooses == "launches" and any(
        zone["slot"] in needs.slots or zone["kind"] in needs.kinds for zone in zones
    )


def _deleted(projection: Projection) -> Iterator[Choice]:
    for each in projection["deleted"]:
        if each["what"] in ("area", "launch"):
            yield Choice(each["id"], one_line(each["title"]))


def taken(part: FromBoard, projection: Projection) -> tuple[FromBoard, tuple[str, ...]]:
    """Return the part with those of its areas and uses alone that are on the board, and the ids of those that are gone.

    What its layout does not choose from is as if nothing had been chosen.
    """
    chooses = LAYOUTS[part.layout].chooses if part.layout in LAYOUTS else "nothing"
    chosen = {"areas": part.areas, "launches": part.launches}.get(chooses)
    only = replace(part, areas=None, launches=None)
    if chosen is None:
        return only, ()
    there = {area["id"] for area in all_areas(projection)} | {each["id"] for each in projection["launches"]}
    kept = tuple(each for each in chosen if each in there)
    gone = tuple(each for each in dict.fromkeys(chosen) if each not in there)
    return (replace(only, areas=kept) if chooses == "areas" else replace(only, launches=kept)), gone


def said_of_gone(part: FromBoard, gone: tuple[str, ...], projection: Projection) -> str:
    """Return a sentence about what a part chose and is not on its board, by name where the board knows it."""
    titles = {each.id: each.title for each in _deleted(projection)}
    named = [quoted(titles[each]) for each in gone if titles.get(each)]
    others = len(gone) - len(named)
    if others:
        named.append(f"{others} more" if named else _counted(others, _WORDS[LAYOUTS[part.layout].chooses]))
    are = "is" if len(gone) == 1 else "are"
    where = "on this board any more" if part.snapshot is None else "in this snapshot of the board"
    return f"{spoken_list(named)} {are} not {where}, and {are} left out."


def _counted(count: int, words: tuple[str, str]) -> str:
    return f"One chosen {words[0]}" if count == 1 else f"{count} chosen {words[1]}"
