"""What an author should look at before a report goes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from board.programmes.model import FACILITATOR
from board.reports.parts.areas import area_title, has_record
from board.reports.parts.cards import kind_word
from board.reports.prose import one_line, quoted, shortened, spoken_names
from board.reports.source.attendance import Attendee, read_attendance
from board.reports.source.in_programme import InProgramme
from board.reports.source.prepared import reference_names
from board.snapshots.projection import Projection, all_areas

from .findings import Finding
from .naming import Unnamed, named_without_consent
from .programme_checks import check_programme, people_of
from .spelling import may_be_one, spelt_two_ways
from .texts import placed_cards, texts_of

_LONGEST_EXCERPT: Final = 60
"""Enough to know a card by, and a finding stays two lines."""


def check(
    projection: Projection, attendance: Iterable[Mapping[str, Any]] = (), programme: InProgramme | None = None
) -> list[Finding]:
    """List what should be looked at before export, in the board's order; empty when all is well.

    `programme` is what the report takes of the programme around the board (`layouts.taken`); what it says is checked.
    """
    people = read_attendance(attendance)
    members = people_of(programme.whole) if programme else ()
    return [
        *_areas(projection),
        *_references_without_year(projection),
        *_orphan_references(projection),
        *_places_spelt_two_ways(projection),
        *_people_spelt_two_ways(people),
        *_beside_the_register(people),
        *_named_without_consent(projection, [*people, *members]),
        *(check_programme(programme) if programme else _facilitator_among(people)),
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


def _references_without_year(projection: Projection) -> Iterator[Finding]:
    for place, card in placed_cards(projection):
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
    present = {card["id"] for _, card in placed_cards(projection)}
    present |= set(reference_names(projection))
    for place, card in placed_cards(projection):
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
    return shortened(text, _LONGEST_EXCERPT)


def _people_spelt_two_ways(people: Sequence[Attendee]) -> Iterator[Finding]:
    fix = "If they are, write them in one way in the list of who was present."
    for place, names in (("People", [each.name for each in people]), ("Organisations", _organisations(people))):
        for one, other in spelt_two_ways(names):
            yield Finding("spelt-two-ways", place, may_be_one(one, other), fix, "people")


def _beside_the_register(people: Iterable[Attendee]) -> Iterator[Finding]:
    names = [each.name or each.organisation for each in people if not each.on_register]
    if names:
        verb = "is" if len(names) == 1 else "are"
        message = (
            f"{spoken_names(names)} {verb} on this board’s list for the day, and not on the register of its session as "
            "present. The report says that they were there; the figures of the group do not count them."
        )
        fix = "Take over who joined, on the page of the session, or take them off the board’s list."
        yield Finding("not-on-register", "People", message, fix, "people")


def _organisations(people: Iterable[Attendee]) -> list[str]:
    return [person.organisation for person in people]


def _places_spelt_two_ways(projection: Projection) -> Iterator[Finding]:
    """Places of examples: a report gathers examples by them."""
    cards = {one_line(card["fields"].get("place", "")): (where, card) for where, card in placed_cards(projection)}
    for one, other in spelt_two_ways(cards):
        where, card = cards[other]
        fix = "If they are, write the place in one way on all cards."
        yield Finding("spelt-two-ways", where, may_be_one(one, other), fix, "card", card["id"])


def _named_without_consent(projection: Projection, people: Iterable[Attendee]) -> Iterator[Finding]:
    unnamed = Unnamed(people)
    for place, what, identity, text in texts_of(projection):
        for name in unnamed.named_in(text):
            yield named_without_consent(name, place, what, identity)


def _facilitator_among(people: Sequence[Attendee]) -> Iterator[Finding]:
    """On a board of its own there is no register that says whether facilitators count."""
    count = sum(1 for person in people if person.role.casefold() == FACILITATOR)
    if count:
        who = "The facilitator is" if count == 1 else f"{count} facilitators are"
        message = f"{who} among the {len(people)} who were present."
        fix = "Say so where the report gives a number, or take them off the list."
        yield Finding("facilitator-counted", "People", message, fix, "people")
