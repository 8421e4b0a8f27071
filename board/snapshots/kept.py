"""Projections that were kept by earlier versions, as they are read now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, cast

from board.content.references import each_once, holder_and_target

from .projection import FORMAT, Projection, all_areas, all_cards, all_zones


def in_present_format(kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a kept projection with all that something refers to in its `refs`.

    Until format 2 a part of it could stand in `links`, a list of its own; without any, it is the same as now.
    """
    links = kept.get("links")
    if not links:
        return kept
    projection = deepcopy(dict(kept))
    older: dict[str, list[str]] = defaultdict(list)
    for link in projection.pop("links"):
        holder, target = holder_and_target(link["kind"], link["source"], link["target"])
        older[holder].append(target)
    for view in _holders(cast(Projection, projection)):
        if view["id"] in older:
            view["refs"] = list(each_once(view["id"], [*view.get("refs", ()), *older[view["id"]]]))
    return {**projection, "format": FORMAT}


def _holders(projection: Projection) -> Iterator[dict[str, Any]]:
    for views in (all_cards(projection), all_areas(projection), all_zones(projection)):
        yield from cast(Iterator[dict[str, Any]], views)
