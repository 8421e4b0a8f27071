"""Launching a template: one edit that makes its zones on the board or onto an area (SPEC T2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import pycrdt

from board import limits
from board.content.cards import Card
from board.content.document import BoardDocument
from board.content.order import in_order, sequence
from board.content.withheld import withheld_in
from board.content.zones import ColumnSeed, Launch, ZoneSeed
from board.edits import Place, add_area, add_card, make_zone, set_purpose
from board.edits.places import NewId, key_after
from board.errors import EditError
from board.stage.stage import Checklist
from board.templates.model import Ask, Into, Template

from .passes import EarlierPass, earlier_pass

Answers: TypeAlias = Mapping[str, str | Sequence[str]]
"""What was answered, by the id of the question; one text, or a list where several are taken."""

_PLAIN_KIND: Final = "note"
_OF_FIRST_PASS: Final = ("title", "columns")
"""What a next pass takes from the one before it."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A commitment of an earlier session with which a launch begins; `id` is its card's on this board (SPEC G12)."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A launch that was found right and can be carried out."""

    template: Template
    area: str | None
    title: str
    answers: Mapping[str, tuple[str, ...]]
    earlier: EarlierPass | None
    brought: Sequence[Brought] = ()


@dataclass(frozen=True, slots=True)
class Launched:
    """What a launch made: the ids of its zones by slot and of its areas, and its phases for the
    stage.
    """

    id: str
    title: str
    zones: Mapping[str, str]
    areas: tuple[str, ...]
    checklist: Checklist


def launch(
    doc: pycrdt.Doc[Any],
    template: Template,
    *,
    launch_id: str,
    new_id: NewId,
    answers: Answers,
    area: str | None = None,
    again: str | None = None,
    brought: Sequence[Brought] = (),
) -> Launched:
    """Launch a template on the whole board or onto an area, as one edit of the content document.

    `again` is an earlier launch of this template, of which this is the next pass (SPEC T4): it comes right behind that
    one, onto the same area, and asks neither for a title nor for columns. What is `brought` is added where the template
    asks how far commitments are, unless it is on the board already, or was and is deleted.
    Raises EditError, with nothing written, for an answer that is missing, too long or not asked
    for, and for an area that is not there. The caller writes the returned checklist to the stage
    document.
    """
    document = BoardDocument(doc)
    plan = plan_launch(document, template, answers, area, again, brought)
    document.check_new("launches", launch_id, {})
    with document.transaction():
        return _carry_out(document, plan, launch_id, new_id)


def plan_launch(
    document: BoardDocument,
    template: Template,
    answers: Answers,
    area: str | None,
    again: str | None = None,
    brought: Sequence[Brought] = (),
) -> Plan:
    """Return the launch as it would be; raises EditError where `launch` would."""
    earlier = earlier_pass(document, template, again) if again is not None else None
    area = earlier.launch.area if earlier else area
    if area is not None and document.area(area).deleted is not None:
        raise EditError("This area is deleted. Restore it first.")
    asks = [ask for ask in template.ask if earlier is None or ask.into not in _OF_FIRST_PASS]
    unknown = sorted(set(answers) - {ask.id for ask in asks})
    if unknown:
        raise EditError(f"'{template.title}' does not ask for '{unknown[0]}'.")
    found = {ask.id: _answer(ask, answers.get(ask.id, ())) for ask in asks}
    there = document.read().cards
    new = [one for one in brought if one.id not in there] if checks_in(template) else []
    plan = Plan(template, area, "", found, earlier, new)
    title = earlier.next_title if earlier else ": ".join([template.title, *_answered(plan, "title")])
    _check_room(document, plan)
    return replace(plan, title=title[: limits.MAX_TITLE])


def _check_room(document: BoardDocument, plan: Plan) -> None:
    """Raise EditError when the board could not hold what the launch makes, areas' zones included."""
    areas = len(_answered(plan, "areas"))
    blueprints = (len(seed["config"].get("blueprint", ())) for seed in plan.template.zones)
    zones = len(plan.template.zones) + areas * max(blueprints, default=0)
    carried = sum(len(_carried(document, plan, seed)) for seed in plan.template.zones)
    cards = len(_answered(plan, "cards")) + carried + len(plan.brought)
    for root, more in (("launches", 1), ("zones", zones), ("areas", areas), ("cards", cards)):
        if document.count(root) + more > limits.MAX_ENTITIES:
            raise EditError("The board is full. Begin another one for this.")


def _answer(ask: Ask, given: str | Sequence[str]) -> tuple[str, ...]:
    lines = [given] if isinstance(given, str) else given
    if not isinstance(lines, list | tuple) or not all(isinstance(line, str) for line in lines):
        raise EditError(f"“{ask.label}” takes texts.")
    texts = [text for text in (line.strip() for line in lines) if text] or list(ask.default)
    if len(texts) < ask.least:
        few = "an answer" if ask.least == 1 else f"at least {ask.least} answers"
        raise EditError(f"“{ask.label}” needs {few}.")
    if len(texts) > ask.most:
        raise EditError(f"“{ask.label}” takes at most {ask.most}.")
    longest = limits.MAX_TEXT if ask.into in ("cards", "purpose") else limits.MAX_TITLE
    for text in texts:
        _check_text(ask, text, longest)
    return tuple(texts)


def _check_text(ask: Ask, text: str, longest: int) -> None:
    if len(text) > longest:
        raise EditError(f"An answer to “{ask.label}” is too long: at most {longest:,} characters.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EditError(f"An answer to “{ask.label}” holds half a character.") from error


def _carry_out(document: BoardDocument, plan: Plan, launch_id: str, new_id: NewId) -> Launched:
    _add_launch(document, plan, launch_id)
    zones = _add_zones(document, plan, launch_id, new_id)
    _add_cards(document, plan, zones, new_id)
    _carry_over(document, plan, zones, new_id)
    areas = _add_areas(document, plan, zones, new_id)
    for purpose in _answered(plan, "purpose"):
        set_purpose(document, purpose)
    checklist = _checklist(plan.template, launch_id)
    return Launched(launch_id, plan.title, zones, areas, checklist)


def _add_launch(document: BoardDocument, plan: Plan, launch_id: str) -> None:
    launches = in_order(document.read().launches.values())
    template = plan.template
    values = {
        "template": template.id,
        "version": template.version,
        "title": plan.title,
        "area": plan.area,
        "attribution": template.attribution,
        "order": key_after(document, "launches", launches, _place(plan, launches)),
    }
    document.add("launches", launch_id, values)


def _place(plan: Plan, launches: Sequence[Launch]) -> int:
    """Return how many launches come before this one: all, or those up to the pass before it."""
    ids = [one.id for one in launches]
    return ids.index(plan.earlier.launch.id) + 1 if plan.earlier else len(ids)


def _add_zones(document: BoardDocument, plan: Plan, launch_id: str, new_id: NewId) -> dict[str, str]:
    seeds = plan.template.zones
    zones = {seed["slot"]: new_id() for seed in seeds}
    for seed, order in zip(seeds, sequence(len(seeds)), strict=True):
        make_zone(
            document,
            _with_columns(seed, plan),
            zones[seed["slot"]],
            new_id,
            launch=launch_id,
            parent=None,
            order=order,
        )
    return zones


def _with_columns(seed: ZoneSeed, plan: Plan) -> ZoneSeed:
    """Return the seed with the columns that were answered, or of the pass before, in place of its own."""
    if plan.earlier:
        return plan.earlier.seed(seed)
    for ask in plan.template.ask:
        if ask.into == "columns" and ask.slot == seed["slot"] and plan.answers[ask.id]:
            return {**seed, "columns": [_column(seed, title) for title in plan.answers[ask.id]]}
    return seed


def _column(seed: ZoneSeed, title: str) -> ColumnSeed:
    """Return a column of this title, with its own hint where the template has one."""
    known = (column for column in seed["columns"] if column.get("title") == title)
    return next(known, ColumnSeed(title=title))


def _add_cards(document: BoardDocument, plan: Plan, zones: Mapping[str, str], new_id: NewId) -> None:
    for seed in plan.template.zones:
        slot, usual = seed["slot"], seed["config"].get("card", _PLAIN_KIND)
        cards = [
            (ask.card or usual, text)
            for ask in plan.template.ask
            if ask.into == "cards" and ask.slot == slot
            for text in plan.answers[ask.id]
        ]
        for (kind, text), order in zip(cards, sequence(len(cards)), strict=True):
            add_card(document, new_id(), kind, Place(zones[slot]), text=text, order=order)


def checks_in(template: Template) -> bool:
    """Return whether the template has a place where people say how far commitments are."""
    return any(_is_check_in(seed) for seed in template.zones)


def _is_check_in(seed: ZoneSeed) -> bool:
    return "carries" in seed["config"] and seed["config"].get("card") == "progress"


def _carry_over(document: BoardDocument, plan: Plan, zones: Mapping[str, str], new_id: NewId) -> None:
    """Begin with cards of the pass before, each referring to the one that it comes from, and with what was brought."""
    zones_now = document.read().zones
    for seed in plan.template.zones:
        kind, cards = seed["config"].get("card", _PLAIN_KIND), _carried(document, plan, seed)
        for card, order in zip(cards, sequence(len(cards)), strict=True):
            text = card.text or card.fields.get("what", "")
            place, stays = Place(zones[seed["slot"]]), withheld_in(card, zones_now)
            add_card(document, new_id(), kind, place, text=text, order=order, refs=(card.id,), withheld_in=stays)
    check_in = next((seed["slot"] for seed in plan.template.zones if _is_check_in(seed)), None)
    for one in plan.brought if check_in else ():
        add_card(document, one.id, "progress", Place(zones[str(check_in)]), text=one.text)


def _carried(document: BoardDocument, plan: Plan, seed: ZoneSeed) -> list[Card]:
    return plan.earlier.carried(document, seed) if plan.earlier else []


def _add_areas(document: BoardDocument, plan: Plan, zones: Mapping[str, str], new_id: NewId) -> tuple[str, ...]:
    made: list[str] = []
    for ask in plan.template.ask:
        if ask.into == "areas":
            titles = plan.answers[ask.id]
            for title, order in zip(titles, sequence(len(titles)), strict=True):
                made.append(new_id())
                add_area(document, made[-1], zones[ask.slot], title, new_id, order=order)
    return tuple(made)


def _answered(plan: Plan, into: Into) -> list[str]:
    return [text for ask in plan.template.ask if ask.into == into for text in plan.answers.get(ask.id, ())]


def _checklist(template: Template, launch_id: str) -> Checklist:
    first = template.phases[0].id if template.phases else None
    return Checklist(launch_id, template.phases, current=first)
