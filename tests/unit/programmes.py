"""A programme to test with: made-up people of real kinds of organisation."""

import datetime as dt
from collections.abc import Iterable, Sequence

from board.programmes import Group, Organisation, Person, Programme, RegisterEntry, Session, WholeProgramme

DAY = dt.date(2023, 9, 1)

ORGANISATIONS = (
    Organisation(id="bristol", name="Bristol City Council", place="bristol"),
    Organisation(id="cornwall", name="Cornwall Council", place="cornwall"),
    Organisation(id="dorset", name="Dorset Council", place="dorset"),
    Organisation(id="ministry", name="DHSC"),
    Organisation(id="nhs_devon", name="NHS Devon", icb="devon"),
    Organisation(id="plymouth", name="Plymouth City Council", place="plymouth"),
    Organisation(id="torbay", name="Torbay Council", place="torbay"),
)


def person(id_: str, organisation: str | None = None) -> Person:
    return Person(id=id_, name=f"Person {id_}", organisation=organisation)


def group(**changes: object) -> Group:
    return Group(**{"id": "set", "kind": "action_learning_set", "number": 1, "title": "Set 1", **changes})  # type: ignore[arg-type]


def session(number: int, present: Iterable[str], apologies: Iterable[str] = (), *, in_role: str = "") -> Session:
    rows = [*((each, "present") for each in present), *((each, "apologies") for each in apologies)]
    register = tuple(RegisterEntry(person=each, attended=how, role=in_role) for each, how in rows)  # type: ignore[arg-type]
    day = DAY + dt.timedelta(days=30 * number)
    return Session(id=f"s{number}", group="set", number=number, date=day, register=register)


def whole(people: Sequence[Person], sessions: Sequence[Session], *groups: Group) -> WholeProgramme:
    return WholeProgramme(
        programme=Programme(id="p", title="Start for Life"),
        organisations=ORGANISATIONS,
        people=tuple(people),
        groups=groups or (group(),),
        sessions=tuple(sessions),
    )
