"""What votes came to, beside what they were about: sums and the day, never anything about a person (SPEC X12)."""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from board.reports.model import Block
from board.reports.prose import bullets, day, labelled, literal, one_line, shortened, statement
from board.snapshots.projection import (
    AreaView,
    CardView,
    Projection,
    ResultView,
    ZoneView,
    all_areas,
    all_zones,
    cards_in,
)
from board.stage.stage import written as time_of
from board.stage.votes import Vote

Results: TypeAlias = Mapping[tuple[str, str], Vote]
"""The vote of each kind that was closed last at each place, by kind and place."""
_LONGEST_NAME: Final = 80
"""Of an option in a table of results: a line; the whole text stands where the card does."""


def newest(votes: Iterable[Vote]) -> Results:
    """Return of each kind and place the vote that was closed last."""
    closed = [vote for vote in votes if vote.state == "closed" and vote.ended is not None]
    return {(vote.kind, vote.place): vote for vote in sorted(closed, key=lambda vote: time_of(vote.ended) or "")}


def with_results(projection: Projection, results: Results) -> Projection:
    """Return the projection with what votes came to at their zones and areas, as a copy where there is any."""
    if not results:
        return projection
    made = copy.deepcopy(projection)
    for zone in all_zones(made):
        _put(zone, results.get(("dots", zone["id"])))
    for area in all_areas(made):
        _put(area, results.get(("agreement", area["id"])))
    for launch in made["launches"]:
        for zone in launch["zones"]:
            if zone["kind"] == "scale":
                _put(zone, results.get(("markers", launch["id"])))
    return made


def _put(part: ZoneView | AreaView, vote: Vote | None) -> None:
    if vote is not None:
        part["result"] = ResultView(
            kind=vote.kind,
            as_of=time_of(vote.ended) or "",
            voters=vote.voters,
            totals=dict(vote.totals or {}),
            top=list(vote.top),
            text=vote.text,
        )


def zone_result(zone: ZoneView) -> tuple[Block, ...]:
    """What a vote in a zone came to: the dots of its cards or areas, or the shape of a scale."""
    result = zone.get("result")
    if result is None:
        return ()
    return _shape(zone, result) if result["kind"] == "markers" else _dots(zone, result)


def agreement(area: AreaView) -> tuple[Block, ...]:
    """How many agree with the area's record, and whether it was another text then."""
    result = area.get("result")
    if result is None:
        return ()
    agree, live_with, not_yet = (int(result["totals"].get(way, 0)) for way in ("agree", "live_with", "not_yet"))
    verb = "agrees" if agree == 1 else "agree"
    said = f"{_asked(result)}: {agree} {verb}, {live_with} can live with it, {not_yet} not yet."
    changed = result["text"].strip() != area["record"].strip()
    return (
        statement(said),
        *([statement("They were asked about an earlier wording of this text.")] if changed else []),
    )


def _dots(zone: ZoneView, result: ResultView) -> tuple[Block, ...]:
    names = dict(_names(zone))
    shown = [(option, int(dots)) for option, dots in result["totals"].items() if option in names]
    if not shown:
        return ()
    ranked = sorted(shown, key=lambda each: -each[1])
    lines = (labelled(_dots_words(option, dots, result["top"]), literal(names[option])) for option, dots in ranked)
    others = sum(int(dots) for dots in result["totals"].values()) - sum(dots for _, dots in shown)
    rest = [statement(f"{_count(others)} went to what is not in this report.")] if others else []
    return (statement(f"{_asked(result)}, with dots:"), *bullets(lines), *rest)


def _shape(zone: ZoneView, result: ResultView) -> tuple[Block, ...]:
    bands = result["totals"].get(zone["id"])
    if not isinstance(bands, Sequence):
        few = "Fewer than four people marked this, so that no shape is shown."
        return (statement(f"As of {day(result['as_of'])}: {few[0].lower()}{few[1:]}"),)
    titles = [one_line(lane["title"]) for lane in zone.get("lanes", [])]
    half = len(titles) // 2
    parts = (titles[:half], titles[half : len(titles) - half], titles[len(titles) - half :])
    lines = (labelled(" or ".join(part), literal(str(count))) for part, count in zip(parts, bands, strict=True) if part)
    people = sum(bands)
    return (
        statement(f"As of {day(result['as_of'])}, {people} people marked this scale, each in private:"),
        *bullets(lines),
    )


def _names(zone: ZoneView) -> Iterator[tuple[str, str]]:
    for card in cards_in(zone):
        yield card["id"], _called(card)
    for area in zone.get("areas", ()):
        yield area["id"], _short(area["title"]) or "Untitled area"


def _called(card: CardView) -> str:
    """What names a card: its text, or the first of its fields that says something."""
    lines = map(_short, [card["text"], *card["fields"].values()])
    return next(filter(None, lines), "A card without text")


def _short(text: str) -> str:
    return shortened(text, _LONGEST_NAME)


def _asked(result: ResultView) -> str:
    people = "1 person" if result["voters"] == 1 else f"{result['voters']} people"
    return f"Asked on {day(result['as_of'])}, of {people}" if result["kind"] == "agreement" else _voted(result, people)


def _voted(result: ResultView, people: str) -> str:
    return f"As of {day(result['as_of'])}, {people} voted"


def _dots_words(option: str, dots: int, top: Sequence[str]) -> str:
    return f"{_count(dots)}, top" if option in top else _count(dots)


def _count(dots: int) -> str:
    return "1 dot" if dots == 1 else f"{dots} dots"
