"""The page: one built file for every address that people open, its assets, and the headers that keep it safe."""

from collections.abc import Mapping
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from .access.origins import host_of, is_secure
from .settings import Settings

_ADDRESSES = (
    "/",
    "/join",
    "/b/{board}",
    "/programmes",
    "/programmes/{programme}",
    "/programmes/{programme}/groups/{group}",
    "/programmes/{programme}/sessions/{session}",
    "/programmes/{programme}/reports/{report}",
)
_IMMUTABLE = "public, max-age=31536000, immutable"
_HSTS = "max-age=31536000"
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOT_BUILT = (
    "The page has not been built yet.\n\n"
    "Run `make run` in the project's folder: it builds the page and starts the server.\n"
)
NO_SUCH_PAGE = "There is no such page. Open the link you were given, or go to the start page: /\n"


def page_routes(settings: Settings) -> list[BaseRoute]:
    """Return the routes of the page: the addresses that people open, and every built file."""
    pages = _Pages(settings)
    shown = [Route(path, pages.index) for path in _ADDRESSES]
    return [*shown, Mount("/", _Files(settings))]


class _Pages:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def index(self, request: Request) -> Response:
        """Answer with the one page; it finds by its address what to show."""
        headers = safe_headers(request, self._settings)
        index = self._settings.web_dist / "index.html"
        if not index.is_file():
            return PlainTextResponse(NOT_BUILT, 503, headers)
        return FileResponse(index, headers={**headers, "Cache-Control": "no-cache"})


class _Files(StaticFiles):
    """The built files. Those under assets/ have a hash of their content in their name and never change."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(directory=settings.web_dist, check_dir=False)
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        await super().__call__(scope, receive, send)

    async def check_config(self) -> None:
        """Nothing to check: a page that was not built yet is said to whoever opens it."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        request = Request(scope)
        response = await self._found(path, scope)
        response.headers.update(safe_headers(request, self._settings))
        if response.status_code < 400:
            response.headers["Cache-Control"] = _IMMUTABLE if Path(path).parts[:1] == ("assets",) else "no-cache"
        return response

    async def _found(self, path: str, scope: Scope) -> Response:
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            return PlainTextResponse(NO_SUCH_PAGE, error.status_code)


def safe_headers(request: Request, settings: Settings) -> Mapping[str, str]:
    """Return the headers for everything a browser shows: nothing from elsewhere, nothing inline, no framing."""
    headers = {**_SAFE, "Content-Security-Policy": _policy(host_of(request))}
    if is_secure(request, settings.public_url):
        headers["Strict-Transport-Security"] = _HSTS
    return headers


def _policy(host: str) -> str:
    # Older browsers do not count a WebSocket to the page's own host as 'self'.
    sockets = f" ws://{host} wss://{host}" if host else ""
    return "; ".join(
        [
            "default-src 'self'",
            # The preview of a report has its pictures in itself.
            "img-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
