"""Programmes from and to JSON. Reading is total: what is no programme ends in a ProgrammeError that says all of it."""

import json
from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from board.errors import ProgrammeError
from board.faults import faults_in

from .model import Programme, WholeProgramme

Entity = TypeVar("Entity")


def read(kind: type[Entity], value: object) -> Entity:
    """Return the entity that this JSON value is, texts cleaned. Raises ProgrammeError with each place."""
    try:
        return read_text(kind, json.dumps(value, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise ProgrammeError([("", "This is not a JSON value.")]) from error


def read_text(kind: type[Entity], text: str | bytes) -> Entity:
    """Return the entity in this JSON text. Raises ProgrammeError with each place."""
    try:
        found: Entity = _adapter(cast(Hashable, kind)).validate_json(text, strict=True)
    except ValidationError as error:
        raise ProgrammeError(faults_in(error)) from error
    return found


def written(entity: object) -> dict[str, Any]:
    """Return the entity as a JSON object; `read` gives the same entity back."""
    found: dict[str, Any] = _adapter(cast(Hashable, type(entity))).dump_python(entity, mode="json")
    return found


def read_programme(text: str | bytes) -> WholeProgramme:
    """Return a whole programme whose parts hang together. Raises ProgrammeError with each place."""
    whole = read_text(WholeProgramme, text)
    check_whole(whole)
    return whole


def check_whole(whole: WholeProgramme) -> None:
    """Raise ProgrammeError unless the parts hang together."""
    faults = list(faults_of(whole))
    if faults:
        raise ProgrammeError(faults)


def faults_of(whole: WholeProgramme) -> Iterator[tuple[str, str]]:
    """Tell where an id is there twice, or names nothing that is there."""
    people, organisations = set(whole.people_by_id), set(whole.organisations_by_id)
    groups = {group.id for group in whole.groups}
    yield from _twice("organisations", [each.id for each in whole.organisations])
    yield from _twice("people", [each.id for each in whole.people])
    yield from _twice("groups", [each.id for each in whole.groups])
    yield from _twice("sessions", [each.id for each in whole.sessions])
    yield from _twice("programme.objectives", [each.id for each in whole.programme.objectives])
    yield from _twice("programme.phases", [each.id for each in whole.programme.phases])
    yield from ((f"programme.{where}", sentence) for where, sentence in faults_of_programme(whole.programme))
    for place, person in enumerate(whole.people):
        if person.organisation is not None:
            yield from _known(f"people.{place}.organisation", [person.organisation], organisations)
        if bool(person.name) == person.removed:
            yield f"people.{place}.name", "Write a name; only somebody who was removed has none."
    for place, group in enumerate(whole.groups):
        yield from _known(f"groups.{place}.facilitators", group.facilitators, people)
    for place, session in enumerate(whole.sessions):
        present = [entry.person for entry in session.register]
        yield from _known(f"sessions.{place}.group", [session.group], groups)
        yield from _known(f"sessions.{place}.register", present, people)
        yield from _twice(f"sessions.{place}.register", present)


def faults_of_programme(programme: Programme) -> Iterator[tuple[str, str]]:
    """Tell which phase ends before it begins, and which objective says nothing.

    Not said by reading: a programme that was kept so must stay readable.
    """
    for place, phase in enumerate(programme.phases):
        if phase.ends is not None and phase.ends < phase.starts:
            yield f"phases.{place}.ends", f"The last day of ‘{phase.title}’ is before its first day."
    for place, objective in enumerate(programme.objectives):
        if not objective.text.strip():
            yield f"objectives.{place}.text", "An objective must say something."


def _twice(where: str, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield where, f"'{each}' is there twice."
        seen.add(each)


def _known(where: str, ids: Sequence[str], known: set[str]) -> Iterator[tuple[str, str]]:
    for each in ids:
        if each not in known:
            yield where, f"There is no '{each}'."


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(type[Any], kind))
