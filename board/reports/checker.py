"""What an author should look at before a report goes out."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from board.projection import CardView, Projection, all_areas, all_zones, cards_in

from .areas import area_title, has_record
from .attendance import Attendee, read_attendance
from .cards import kind_word
from .prepared import reference_names
from .prose import clean, one_line, quoted
from .zones import title_of

_SHORTEST_ALIKE: Final = 5
"""Shorter names that differ by one letter are usually different names (Ann, Anne; Dan, Ian)."""
_LONGEST_EXCERPT: Final = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: `code` is stable, `place` says where, `fix` what can be done.

    `what` and `id` name the area or card to open; both are empty for a finding about people.
    """

    code: str
    place: str
    message: str
    fix: str
    what: str = ""
    id: str = ""


def check(projection: Projection, attendance: Iterable[Mapping[str, Any]] = ()) -> list[Finding]:
    """List what should be looked at before export, in the board's order; empty when all is well."""
    people = read_attendance(attendance)
    return [
        *_areas(projection),
        *_references_without_year(projection),
        *_orphan_references(projection),
        *_spelt_two_ways(people),
        *_named_without_consent(projection, people),
    ]


def _areas(projection: Projection) -> Iterator[Finding]:
    for area in all_areas(projection):
        title = area_title(area)
        if not has_record(area):
            message, fix = "has no agreed record", "Write its record, or leave the area out."
            yield _area_finding("area-without-record", title, message, fix, area["id"])
        elif area["status"] == "draft":
            message = "is a draft: the export will say “Draft, not yet agreed”"
            fix = "Read it back, then mark the area as agreed."
            yield _area_finding("draft-area", title, message, fix, area["id"])


def _area_finding(code: str, title: str, message: str, fix: str, area: str) -> Finding:
    return Finding(code, title, f"{quoted(title)} {message}.", fix, "area", area)


def _placed_cards(projection: Projection) -> Iterator[tuple[str, CardView]]:
    """Every card with the name of its zone, and of the area the zone is in."""
    area_of = {z["id"]: area_title(a) for a in all_areas(projection) for z in a["zones"]}
    for zone in all_zones(projection):
        area = area_of.get(zone["id"])
        place = f"{area}, {title_of(zone['title'])}" if area else title_of(zone["title"])
        yield from ((place, card) for card in cards_in(zone))
    for card in (*projection["notes"], *projection["unplaced"]):
        yield "Open board", card


def _references_without_year(projection: Projection) -> Iterator[Finding]:
    for place, card in _placed_cards(projection):
        fields = card["fields"]
        says = [card["text"], *(fields.get(name, "") for name in ("author", "title", "link"))]
        if card["kind"] == "reference" and any(map(one_line, says)) and not one_line(fields.get("year", "")):
            named = quoted(_excerpt(next(filter(one_line, (fields.get("title", ""), *says)))))
            yield Finding(
                "reference-without-year",
                place,
                f"The reference {named} has no year.",
                "Add the year, or “no date”.",
                "card",
                card["id"],
            )


def _orphan_references(projection: Projection) -> Iterator[Finding]:
    present = {card["id"] for _, card in _placed_cards(projection)}
    present |= set(reference_names(projection))
    for place, card in _placed_cards(projection):
        if missing := [each for each in card["refs"] if each not in present]:
            yield Finding(
                "orphan-reference",
                place,
                f"{kind_word(card['kind'])} {quoted(_excerpt(card['text']))} refers to "
                f"{'something' if len(missing) == 1 else f'{len(missing)} things'} not on the board.",
                "Restore it from the Deleted list, or take the reference away.",
                "card",
                card["id"],
            )


def _excerpt(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_EXCERPT else f"{line[: _LONGEST_EXCERPT - 1].rstrip()}…"


def _spelt_two_ways(people: Sequence[Attendee]) -> Iterator[Finding]:
    groups: tuple[tuple[str, Callable[[Attendee], str]], ...] = (
        ("People", lambda person: person.name),
        ("Organisations", lambda person: person.organisation),
    )
    for place, name_of in groups:
        names = dict.fromkeys(name for person in people if (name := name_of(person)))
        for one, other in combinations(names, 2):
            if alike(one, other):
                yield Finding(
                    "spelt-two-ways",
                    place,
                    f"{quoted(one)} and {quoted(other)} may be the same.",
                    "If they are, write them in one way in the list of who was present.",
                )


def alike(one: str, other: str) -> bool:
    """True for two spellings that may be of one name: the same but for case, spaces, accents or
    punctuation, or one letter apart.
    """
    first, second = _folded(one), _folded(other)
    if first == second:
        return True
    return min(len(first), len(second)) >= _SHORTEST_ALIKE and _one_letter_apart(first, second)


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if unicodedata.category(c)[0] in "LN") or one_line(name)


def _one_letter_apart(first: str, second: str) -> bool:
    """One letter changed, added, taken away, or two neighbours exchanged; never a digit."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    if long[start].isdigit() or short[start : start + 1].isdigit():
        return False
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = long[start + 1 : start + 2] + long[start]
    return short[start + 1 :] == long[start + 1 :] or (
        short[start : start + 2] == swapped and short[start + 2 :] == long[start + 2 :]
    )


def _named_without_consent(projection: Projection, people: Sequence[Attendee]) -> Iterator[Finding]:
    names = {person.name for person in people if person.name and not person.consented}
    if not names:
        return
    pattern = _names_pattern(names)
    for place, what, identity, text in _texts(projection):
        for name in dict.fromkeys(one_line(found) for found in pattern.findall(clean(text))):
            yield Finding(
                "person-named",
                place,
                f"{quoted(name)} is named here, and has not agreed to be named.",
                "Ask them, or write a role or an organisation instead.",
                what,
                identity,
            )


def _names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Whole names. One word alone counts only as it is spelt: Will is a name, will is not."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    words = (_name_pattern(name) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _name_pattern(name: str) -> str:
    parts = [re.escape(part) for part in name.split()]
    return parts[0] if len(parts) == 1 else "(?i:" + r"\s+".join(parts) + ")"


def _texts(projection: Projection) -> Iterator[tuple[str, str, str, str]]:
    """Every text that an export can show: its place, what holds it, the holder's id, the text."""
    for area in all_areas(projection):
        yield area_title(area), "area", area["id"], f"{area['title']}\n{area['record']}"
    for zone in all_zones(projection):
        yield title_of(zone["title"]), "zone", zone["id"], zone.get("text", "")
    for place, card in _placed_cards(projection):
        yield place, "card", card["id"], "\n".join([card["text"], *card["fields"].values()])
