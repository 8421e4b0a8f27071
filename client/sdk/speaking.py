"""How the REST API is spoken: requests and their answers, long work with its steps, and what can go wrong."""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import httpx2

from board.progress import Tell, untold

from .answers import LINES, file_in, problem_in, result_of
from .errors import Unreachable

TIMEOUT_SECONDS = 60.0
"""For which nothing comes: long work is told of every few seconds."""

Json = Mapping[str, Any]


class Speaker:
    """Speaks to a server as one participant; raises what Api raises."""

    def __init__(self, url: str, *, token: str = "") -> None:
        self.url = url.rstrip("/")
        self.token = token
        try:
            self._http = httpx2.AsyncClient(base_url=self.url, timeout=TIMEOUT_SECONDS)
        except httpx2.InvalidURL as error:
            raise Unreachable(f"{url} is not an address of a board server: {error}") from error

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def file(self, path: str, body: Json, *, tell: Tell = untold) -> bytes:
        """Return the file that a POST comes to."""
        return file_in(await self.work("POST", path, tell, json=body))

    async def work(self, method: str, path: str, tell: Tell, **sent: Any) -> Json:
        """Return what long work comes to; `sent` is the body, as httpx takes it."""
        headers = {**self._rights(), "Accept": LINES, **sent.pop("headers", {})}
        try:
            async with self._http.stream(method, path, headers=headers, **sent) as response:
                if response.is_success:
                    return await result_of(response.aiter_lines(), tell)
                await response.aread()
                raise problem_in(response)
        except httpx2.HTTPError as error:
            raise Unreachable(f"{self.url} could not be reached: {error}") from error

    async def get(self, path: str) -> Json:
        """Return the JSON object of a GET."""
        return self._object(await self._request("GET", path, None))

    async def post(self, path: str, body: Json) -> Json:
        """Return the JSON object of a POST."""
        return self._object(await self._request("POST", path, body))

    async def put(self, path: str, body: Json) -> Json:
        """Return the JSON object of a PUT."""
        return self._object(await self._request("PUT", path, body))

    async def send(self, method: str, path: str, body: Json | None = None) -> None:
        """Send a request whose answer says nothing more."""
        await self._request(method, path, body)

    async def delete(self, path: str) -> None:
        """Delete what is at this address."""
        await self.send("DELETE", path)

    async def _list(self, path: str, name: str) -> Sequence[Json]:
        answer: Sequence[Json] = (await self.get(path))[name]
        return answer

    def _object(self, response: httpx2.Response) -> Json:
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise Unreachable(f"{self.url} does not answer as a board server.")
        return answer

    async def send_file(self, path: str, content: bytes, media_type: str, *, tell: Tell = untold) -> Json:
        """Return what the work on a file comes to that is sent by POST."""
        return await self.work("POST", path, tell, content=content, headers={"Content-Type": media_type})

    async def _request(self, method: str, path: str, body: Json | None) -> httpx2.Response:
        try:
            response = await self._http.request(method, path, headers=self._rights(), json=body)
        except httpx2.HTTPError as error:
            raise Unreachable(f"{self.url} could not be reached: {error}") from error
        if response.is_success:
            return response
        raise problem_in(response)

    def _rights(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}
