"""Programmes by the REST API, as Python: one method an endpoint; answers are the server's JSON (SPEC G)."""

import datetime as dt
import secrets
from collections.abc import Sequence

from board.progress import Tell, untold

from .addresses import path_part
from .rest import Api
from .speaking import Json


class Programmes:
    """The programmes of a server, as the participant of an Api. Raises what that raises.

    Entities are the JSON of `board.programmes`. Storing one names the revision that it follows, 0 for a new one; where
    somebody else was faster it raises RequestFailed with the status 409.
    """

    def __init__(self, api: Api) -> None:
        self._api = api

    async def list(self) -> Sequence[Json]:
        """Return all programmes: `id` and `title`."""
        found: Sequence[Json] = (await self._api.get("/api/programmes"))["programmes"]
        return found

    async def show(self, programme: str) -> Json:
        """Return a programme with all that belongs to it: entities with their revisions, figures, boards."""
        return await self._api.get(_path(programme))

    async def document(self, programme: str) -> Json:
        """Return a whole programme as one document, without its boards."""
        return await self._api.get(f"{_path(programme)}/document")

    async def import_document(self, document: Json, *, tell: Tell = untold) -> Json:
        """Make a programme from such a document, all of it or nothing.

        When it is cancelled, or the connection ends, `stop_import` says which.
        """
        return await self._api.work("POST", "/api/programmes", tell, json=document)

    async def stop_import(self, programme: str) -> bool:
        """Stop importing this programme; returns True where it is there, for it was too late or it was before."""
        return bool((await self._api.post(_path(programme, "import", "stop"), {}))["taken_in"])

    async def store(self, programme: str, entity: Json, revision: int) -> Json:
        """Store the programme itself."""
        return await self._api.put(_path(programme), {"revision": revision, "entity": entity})

    async def store_part(
        self, programme: str, kind: str, entity: Json, revision: int, *, same_name: bool = False
    ) -> Json:
        """Store one of its `organisations`, `people`, `groups` or `sessions`.

        An organisation of a name that is there, and a person unless `same_name` says that this is another one, raises
        RequestFailed with the id of the one that is there as `alike`.
        """
        path = _path(programme, kind, str(entity["id"]))
        said = {"same_name": True} if same_name and kind == "people" else {}
        return await self._api.put(path, {"revision": revision, "entity": entity, **said})

    async def remove_part(self, programme: str, kind: str, id_: str) -> None:
        """Take out an organisation, group or session in which nothing is; or remove a person, who becomes somebody."""
        await self._api.delete(_path(programme, kind, id_))

    async def extent(self, programme: str) -> Json:
        """Return what would go with a programme: its `title`, and the `extent` of what there is; boards would stay."""
        return await self._api.get(_path(programme, "removal"))

    async def remove(self, programme: str, title: str, extent: Json) -> None:
        """Take out a whole programme; its title confirms it, `extent` is what the caller saw. Boards stay.

        Raises RequestFailed with the status 409 where something of it was changed since.
        """
        await self._api.send("POST", _path(programme, "removal"), {"title": title, "extent": extent})

    async def group(self, programme: str, group: str) -> Json:
        """Return a group with its sessions and figures."""
        return await self._api.get(_path(programme, "groups", group))

    async def ask(self, programme: str, group: str, question: str, since: dt.date) -> Json:
        """Give a group's key question a new wording, which holds from this day; the others stay in its history."""
        found = (await self.group(programme, group))["group"]
        entity = found["entity"]
        asked = [*entity["key_questions"], {"text": question, "since": since.isoformat()}]
        return await self.store_part(programme, "groups", {**entity, "key_questions": asked}, found["revision"])

    async def commitments(self, programme: str, group: str) -> Sequence[Json]:
        """Return a group's commitments with what became of each, in the order of its sessions (SPEC G12)."""
        found: Sequence[Json] = (await self._api.get(_path(programme, "groups", group, "commitments")))["commitments"]
        return found

    async def session(self, programme: str, session: str) -> Json:
        """Return a session with its register and boards."""
        return await self._api.get(_path(programme, "sessions", session))

    async def mark(
        self, programme: str, session: str, person: str, attended: str | None, *, role: str = "", revision: int
    ) -> Json:
        """Say that a person was `present` or sent `apologies`; None takes the row off. Returns the session."""
        body = {"revision": revision, "attended": attended, "role": role or None}
        return await self._api.put(_path(programme, "sessions", session, "register", person), body)

    async def add_to_register(self, programme: str, session: str, somebody: Json) -> Json:
        """Put somebody on the register: `name`, `organisation`, `job`, `attended`, `role`. Returns the session."""
        return await self._api.post(_path(programme, "sessions", session, "register"), somebody)

    async def take_over(self, programme: str, session: str) -> Json:
        """Put everybody who joined the session's boards on its day on the register; returns what that came to."""
        return await self._api.post(_path(programme, "sessions", session, "joined"), {})

    async def create_board(
        self, programme: str, session: str, title: str, *, template: str | None = None, answers: Json | None = None
    ) -> str:
        """Create a board in a session, where a template begins with the commitments of its group; returns its id."""
        place = {"programme": programme, "session": session}
        made = {"title": title, "template": template, "answers": answers or {}, "request_id": secrets.token_urlsafe(12)}
        return str((await self._api.post("/api/boards", {**made, "session": place}))["id"])

    async def place_board(self, programme: str, session: str, board: str) -> None:
        """Let a board belong to a session."""
        await self._api.send("PUT", _path(programme, "sessions", session, "boards", board))

    async def unplace_board(self, programme: str, session: str, board: str) -> None:
        """Let a board of a session belong to none."""
        await self._api.delete(_path(programme, "sessions", session, "boards", board))

    async def session_of(self, board: str) -> Json | None:
        """Return the session that a board belongs to, or None."""
        place: Json | None = (await self._api.get(f"/api/boards/{path_part(board)}/session"))["place"]
        return place

    async def places(self) -> Json:
        """Return councils and ICBs, as the server's places file has them."""
        return await self._api.get("/api/places")


def _path(programme: str, *parts: str) -> str:
    return "/".join(["/api/programmes", *map(path_part, (programme, *parts))])
