"""The people of a programme: who they are, and whether they may be named (SPEC G6)."""

from collections.abc import Sequence

from board.errors import ProgrammeError
from board.programmes import Person, name_key, person_alike
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.programmes import Change, Kept

from .answers import KeptPerson
from .bodies import PutPerson
from .in_programme import PATH, check_id, check_room, known, programme_of, same_name, stored, with_id

_ONE = f"{PATH}/people/{{person}}"


async def put(call: Call[PutPerson]) -> KeptPerson:
    """Store somebody. Who was removed does not come back: the name would be there again."""
    entity = call.body.entity
    check_id(call, "person", entity.id)
    if entity.removed or not entity.name:
        raise ProgrammeError([("entity.name", "Write a name. To remove a person, delete them.")])
    held = (await programme_of(call)).people
    before = with_id(held, entity.id)
    if before is None:
        check_room(entity, held)
    elif before.entity.removed:
        raise Problem(409, "removed", "This person was removed. Add them anew if they take part again.")
    if not call.body.same_name and (before is None or _is_called_otherwise(entity, before.entity)):
        _check_name(entity, held)
    kept: Kept[Person] = await stored(call, "person", Change(entity, call.body.revision))
    return KeptPerson(revision=kept.revision, entity=kept.entity)


def _is_called_otherwise(entity: Person, before: Person) -> bool:
    return (name_key(entity.name), entity.organisation) != (name_key(before.name), before.organisation)


def _check_name(entity: Person, held: Sequence[Kept[Person]]) -> None:
    """Two people may share a name; so it is asked about, and not refused for good."""
    there = person_alike(entity, (each.entity for each in held))
    if there is not None:
        sentence = (
            f"There is somebody called ‘{there.name}’ in the programme already. If you mean them, use the one that is "
            "there; if this is another person of the same name, say so and save again."
        )
        raise same_name(known(held, there.id), sentence)


async def remove(call: Call[NoBody]) -> KeptPerson:
    """Remove somebody: name, job and consent go, the rows of registers stay as those of somebody."""
    found = known((await programme_of(call)).people, call.path("person"))
    kept: Kept[Person] = await stored(call, "person", Change(found.entity.forgotten(), found.revision))
    return KeptPerson(revision=kept.revision, entity=kept.entity)


ENDPOINTS = (
    Endpoint("PUT", _ONE, Who.ORGANISER, "Store a person", put, PutPerson, KeptPerson, problems=(409,)),
    Endpoint("DELETE", _ONE, Who.ORGANISER, "Remove a person", remove, NoBody, KeptPerson, problems=(409,)),
)
