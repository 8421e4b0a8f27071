"""Programmes from and to JSON. Reading is total: what is no programme ends in a ProgrammeError that says all of it."""

import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from board.errors import ProgrammeError

from .model import WholeProgramme

Entity = TypeVar("Entity")

_SENTENCES: Final[Mapping[str, str]] = {
    "missing": "This is missing.",
    "unexpected_keyword_argument": "This is not known here. Take it out, or correct its name.",
    "string_type": "This must be a text.",
    "string_too_long": "This is too long: at most {max_length} characters.",
    "string_pattern_mismatch": "This is no id: letters, digits, '_' and '-' only.",
    "too_long": "There are too many: at most {max_length}.",
    "bool_type": "This must be true or false.",
    "int_type": "This must be a whole number.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than_equal": "This must be at most {le}.",
    "literal_error": "This must be one of: {expected}.",
    "dataclass_type": "This must be an object in braces.",
    "tuple_type": "This must be a list.",
    "date_type": "This must be a date such as 2024-06-30.",
    "date_parsing": "This must be a date such as 2024-06-30.",
    "date_from_datetime_parsing": "This must be a date such as 2024-06-30.",
    "date_from_datetime_inexact": "This must be a date such as 2024-06-30.",
}
"""By pydantic's kind of error; what is not here is said in its words."""


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
        faults = error.errors(include_url=False, include_input=False)
        raise ProgrammeError([(_where(each), _sentence(each)) for each in faults]) from error
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


def _where(error: ErrorDetails) -> str:
    return ".".join(str(part) for part in error["loc"])


def _sentence(error: ErrorDetails) -> str:
    sentence = _SENTENCES.get(error["type"])
    if sentence is not None:
        return sentence.format(**error.get("ctx", {}))
    message = error["msg"].removeprefix("Value error, ")
    return message if message.endswith(".") else f"{message}."
