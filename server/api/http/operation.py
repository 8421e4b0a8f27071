"""For those who run the server: is it well, what does it count."""

from pydantic import BaseModel
from starlette.responses import Response

from .routes import Call, Endpoint, NoBody, Who


class Health(BaseModel):
    """The server answers; and, where `/healthz` was asked, it reaches its database, whose tables it knows."""

    status: str


async def life(_call: Call[NoBody]) -> Health:
    """Answer without asking anybody: a proxy that asks here moves nobody because of an outage of the database.

    A server that may not use its database any more, because a newer one has changed the tables, ends by itself.
    """
    return Health(status="ok")


async def health(call: Call[NoBody]) -> Health:
    """Ask the database for the version of its tables; where it is away, or another's by now, the answer is a 503."""
    await call.services.directory.check_version()
    return Health(status="ok")


async def metrics(call: Call[NoBody]) -> Response:
    """Return the figures."""
    content, media = call.services.metrics.expose()
    return Response(content, media_type=media)


ENDPOINTS = (
    Endpoint("GET", "/livez", Who.ANYONE, "Does the server answer", life, NoBody, Health),
    Endpoint("GET", "/healthz", Who.ANYONE, "Is the server well", health, NoBody, Health),
    Endpoint("GET", "/metrics", Who.ANYONE, "Figures for Prometheus", metrics, NoBody, media=("text/plain",)),
)
