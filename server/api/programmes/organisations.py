"""The organisations of a programme, from which places and ICBs follow (SPEC G3)."""

from collections.abc import Sequence

from starlette.responses import Response

from board.errors import ProgrammeError
from board.programmes import Organisation, name_key, organisation_alike
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.programmes import Change, Kept

from .answers import KeptOrganisation
from .bodies import PutOrganisation
from .in_programme import PATH, check_id, check_room, discarded, known, programme_of, same_name, stored, with_id

_ONE = f"{PATH}/organisations/{{organisation}}"


async def put(call: Call[PutOrganisation]) -> KeptOrganisation:
    """Store an organisation."""
    entity = call.body.entity
    check_id(call, "organisation", entity.id)
    held = (await programme_of(call)).organisations
    before = with_id(held, entity.id)
    if before is None:
        check_room(entity, held)
    if before is None or name_key(before.entity.name) != name_key(entity.name):
        _check_name(entity, held)
    await _check_places(call, entity, before.entity if before else None)
    kept: Kept[Organisation] = await stored(call, "organisation", Change(entity, call.body.revision))
    return KeptOrganisation(revision=kept.revision, entity=kept.entity)


async def remove(call: Call[NoBody]) -> Response:
    """Take out an organisation that nobody belongs to."""
    wanted = call.path("organisation")
    await discarded(call, "organisation", with_id((await programme_of(call)).organisations, wanted), [wanted])
    return Response(status_code=204)


def _check_name(entity: Organisation, held: Sequence[Kept[Organisation]]) -> None:
    there = organisation_alike(entity, (each.entity for each in held))
    if there is not None:
        sentence = (
            f"There is an organisation ‘{there.name}’ already; capitals, spaces, accents and punctuation make no other "
            "name. Use that one, or write another name."
        )
        raise same_name(known(held, there.id), sentence)


async def _check_places(call: Call[PutOrganisation], entity: Organisation, before: Organisation | None) -> None:
    """What was right when it was stored stays right, also where the places file no longer has it."""
    places = (await call.services.places.current()).places
    if entity.place not in (None, before and before.place, *places.places):
        raise ProgrammeError([("entity.place", f"There is no place '{entity.place}' in the places file.")])
    if entity.icb not in (None, before and before.icb, *places.icbs):
        raise ProgrammeError([("entity.icb", f"There is no ICB '{entity.icb}' in the places file.")])


ENDPOINTS = (
    Endpoint(
        "PUT", _ONE, Who.ORGANISER, "Store an organisation", put, PutOrganisation, KeptOrganisation, problems=(409,)
    ),
    Endpoint("DELETE", _ONE, Who.ORGANISER, "Take out an organisation", remove, NoBody, status=204, problems=(409,)),
)
