"""Who was present, said as the board's attribution allows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from board.reports.model import Flow
from board.reports.prose import bullets, labelled, literal, one_line, spoken_list, statement
from board.text.richtext import Paragraph


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was present. `consented`: may be named in the text of a report.

    `on_register` is false for who is only on the list of a board whose session has a register.
    """

    name: str
    organisation: str = ""
    role: str = ""
    consented: bool = False
    on_register: bool = True

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """Read {name, organisation, role, consented?, on_register?}; what is missing or odd is empty."""

        def text(key: str) -> str:
            found = value.get(key)
            return one_line(found) if isinstance(found, str) else ""

        consented, on_register = value.get("consented") is True, value.get("on_register") is not False
        return cls(text("name"), text("organisation"), text("role"), consented, on_register)


def read_attendance(values: Iterable[Mapping[str, Any]]) -> tuple[Attendee, ...]:
    """Read a register; who has neither name nor organisation is left out."""
    read = (Attendee.read(value) for value in values)
    return tuple(each for each in read if each.name or each.organisation)


def who_was_present(people: Sequence[Attendee], attribution: str) -> tuple[Flow, ...]:
    """Say who was present: names, organisations alone, or how many (`hat`, `none`)."""
    if not people:
        return ()
    match attribution:
        case "name":
            return bullets(literal(_described(each)) for each in people)
        case "organisation":
            return (Paragraph(labelled("Present", literal(_organisations(people)))),)
        case _:
            return (statement(f"Present: {_count(people)}, not named here."),)


def _described(person: Attendee) -> str:
    return ", ".join(part for part in (person.name, person.role, person.organisation) if part)


def _organisations(people: Sequence[Attendee]) -> str:
    """Count everybody, and beside them the organisations that were given: not everybody gives one."""
    given = Counter(each.organisation for each in people if each.organisation)
    if not given:
        return _count(people)
    found = [f"{name} ({given[name]})" for name in sorted(given, key=str.casefold)]
    return f"{_count(people)}; organisations given: {spoken_list(found)}"


def _count(people: Sequence[Attendee]) -> str:
    return "1 person" if len(people) == 1 else f"{len(people)} people"
