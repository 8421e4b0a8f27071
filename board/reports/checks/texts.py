"""Every card and every text of a board, with its place in words."""

from collections.abc import Iterator

from board.reports.parts.areas import area_title
from board.reports.parts.zones import title_of
from board.snapshots.projection import CardView, Projection, ZoneView, all_areas, all_zones, cards_in


def placed_cards(projection: Projection) -> Iterator[tuple[str, CardView]]:
    """Every card with the name of its zone, and of the area the zone is in."""
    area_of = {z["id"]: area_title(a) for a in all_areas(projection) for z in a["zones"]}
    for zone in all_zones(projection):
        area = area_of.get(zone["id"])
        place = f"{area}, {title_of(zone['title'])}" if area else title_of(zone["title"])
        yield from ((place, card) for card in cards_in(zone))
    for card in (*projection["notes"], *projection["unplaced"]):
        yield "Open board", card


def texts_of(projection: Projection) -> Iterator[tuple[str, str, str, str]]:
    """Every text that an export can show: its place, what holds it, its id, and the text."""
    for area in all_areas(projection):
        yield area_title(area), "area", area["id"], f"{area['title']}\n{area['record']}"
    yield "Board", "board", "", f"{projection['title']}\n{projection['purpose']}"
    for launch in projection["launches"]:
        yield title_of(launch["title"]), "launch", launch["id"], launch["title"]
    for zone in all_zones(projection):
        yield title_of(zone["title"]), "zone", zone["id"], "\n".join([*_headings(zone), zone.get("text", "")])
    for place, card in placed_cards(projection):
        yield place, "card", card["id"], "\n".join([card["text"], *card["fields"].values()])


def _headings(zone: ZoneView) -> Iterator[str]:
    """The zone's title, and those of its columns and rows."""
    yield zone["title"]
    for heading in (*zone.get("lanes", ()), *zone.get("columns", ()), *zone.get("rows", ())):
        yield heading["title"]
