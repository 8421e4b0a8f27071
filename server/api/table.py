"""The whole route table: every address of the API, and nothing else is one."""

from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.routing import BaseRoute

from .boards import (
    attendance,
    boards,
    exports,
    invitations,
    joining,
    launches,
    me,
    participants,
    pictures,
    snapshots,
    suggestions,
    templates,
)
from .facilitating import (
    guiding,
    hats,
    hats_worn,
    locks,
    markers,
    merge_turns,
    private,
    roles,
    session_roles,
    stage,
    threads,
    timers,
    votes,
)
from .http import operation
from .http.routes import Call, Endpoint, NoBody, Who, resource_routes
from .http.services import Services
from .openapi import openapi_document
from .programmes import (
    choices,
    commitments,
    groups,
    organisations,
    people,
    places,
    programmes,
    register,
    removing,
    reports,
    sessions,
)


class Description(BaseModel):
    """An OpenAPI 3.1 document."""

    model_config = ConfigDict(extra="allow")

    openapi: str
    info: dict[str, Any]
    paths: dict[str, Any]


async def described(call: Call[NoBody]) -> Description:  # noqa: ARG001
    """Describe the table."""
    return Description.model_validate(openapi_document(ENDPOINTS))


ENDPOINTS: tuple[Endpoint[Any], ...] = (
    *me.ENDPOINTS,
    *joining.ENDPOINTS,
    *boards.ENDPOINTS,
    *invitations.ENDPOINTS,
    *participants.ENDPOINTS,
    *roles.ENDPOINTS,
    *session_roles.ENDPOINTS,
    *attendance.ENDPOINTS,
    *templates.ENDPOINTS,
    *launches.ENDPOINTS,
    *stage.ENDPOINTS,
    *timers.ENDPOINTS,
    *locks.ENDPOINTS,
    *merge_turns.ENDPOINTS,
    *guiding.ENDPOINTS,
    *votes.ENDPOINTS,
    *markers.ENDPOINTS,
    *hats.ENDPOINTS,
    *hats_worn.ENDPOINTS,
    *private.ENDPOINTS,
    *threads.ENDPOINTS,
    *snapshots.ENDPOINTS,
    *exports.ENDPOINTS,
    *suggestions.ENDPOINTS,
    *pictures.ENDPOINTS,
    *programmes.ENDPOINTS,
    *removing.ENDPOINTS,
    *organisations.ENDPOINTS,
    *people.ENDPOINTS,
    *groups.ENDPOINTS,
    *commitments.ENDPOINTS,
    *sessions.ENDPOINTS,
    *register.ENDPOINTS,
    *places.ENDPOINTS,
    *reports.ENDPOINTS,
    *choices.ENDPOINTS,
    *operation.ENDPOINTS,
    Endpoint("GET", "/api/openapi.json", Who.ANYONE, "This description", described, NoBody, Description),
)


def api_routes(services: Services) -> list[BaseRoute]:
    """Return the routes of the whole API."""
    return resource_routes(services, ENDPOINTS)
