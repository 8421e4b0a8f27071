"""The people of a programme: who they are, and whether they may be named (SPEC G6)."""

from board.errors import ProgrammeError
from board.programmes import Person
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.programmes import Change, Kept

from .answers import KeptPerson
from .bodies import PutPerson
from .in_programme import PATH, check_id, check_room, known, programme_of, stored, with_id

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
    kept: Kept[Person] = await stored(call, "person", Change(entity, call.body.revision))
    return KeptPerson(revision=kept.revision, entity=kept.entity)


async def remove(call: Call[NoBody]) -> KeptPerson:
    """Remove somebody: name, job and consent go, the rows of registers stay as those of somebody."""
    found = known((await programme_of(call)).people, call.path("person"))
    kept: Kept[Person] = await stored(call, "person", Change(found.entity.forgotten(), found.revision))
    return KeptPerson(revision=kept.revision, entity=kept.entity)


ENDPOINTS = (
    Endpoint("PUT", _ONE, Who.ORGANISER, "Store a person", put, PutPerson, KeptPerson, problems=(409,)),
    Endpoint("DELETE", _ONE, Who.ORGANISER, "Remove a person", remove, NoBody, KeptPerson, problems=(409,)),
)
