"""The REST API, as Python: one method an endpoint; answers are the server's JSON."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from board.progress import Tell, untold

from .addresses import path_part as _part
from .speaking import Json, Speaker


class Api(Speaker):
    """A server's REST API as one participant. Raises RequestFailed or Unreachable, when it is made Unreachable.

    Where a method has `tell`, it hears how far the work is; when the task that waits is cancelled, the server stops it.
    """

    async def join(self, secret: str, name: str | None = None, *, organisation: str = "", job: str = "") -> Json:
        """Use an invitation's secret (the part of the link after `#`); this Api then speaks as that participant.

        Someone who is known here already (by the token) needs no name and keeps what is not given.
        """
        given = {"name": name, "organisation": organisation, "job": job}
        body = {key: value for key, value in given.items() if value}
        answer = await self.post("/api/join", {**body, "secret": secret, "want_token": True})
        self.token = answer["token"]
        return answer

    async def me(self) -> Json:
        """Return who we are and the boards we may open."""
        return await self.get("/api/me")

    async def boards(self) -> Sequence[Json]:
        """Return the boards we may open."""
        return await self._list("/api/boards", "boards")

    async def projection(self, board: str) -> Json:
        """Return the board as it is now, as plain JSON; see `board.snapshots.projection`."""
        return await self.get(f"/api/boards/{_part(board)}/projection")

    async def board(self, board: str) -> Json:
        """Return a board's facts: title, epoch, role, names of its documents."""
        return await self.get(f"/api/boards/{_part(board)}")

    async def create_board(
        self, title: str, *, template: str | None = None, purpose: str = "", answers: Json | None = None
    ) -> str:
        """Create a board, from a template when one is named; returns its id."""
        body = {"template": template, "title": title, "purpose": purpose, "answers": answers or {}}
        return str((await self.post("/api/boards", {**body, "request_id": _request_id()}))["id"])

    async def templates(self) -> Sequence[Json]:
        """Return the templates of this server."""
        return await self._list("/api/templates", "templates")

    async def launch(
        self,
        board: str,
        template: str,
        *,
        area: str | None = None,
        again: str | None = None,
        answers: Json | None = None,
    ) -> str:
        """Launch a template on a board or onto one of its areas, or as the next pass of a launch; returns its id."""
        place = {"template": template, "area": area, "again": again}
        body = {**place, "answers": answers or {}, "request_id": _request_id()}
        return str((await self.post(f"/api/boards/{_part(board)}/launches", body))["launch"])

    async def invite(self, board: str, role: str) -> str:
        """Make an invitation to a board (`facilitate`, `edit` or `view`); returns its link."""
        return str((await self.post(f"/api/boards/{_part(board)}/invitations", {"role": role}))["url"])

    async def invitations(self, board: str) -> Sequence[Json]:
        """Return a board's links: `id`, `role`, who made them and whether they still work; never their secrets."""
        return await self._list(f"/api/boards/{_part(board)}/invitations", "invitations")

    async def revoke(self, board: str, invitation: str) -> None:
        """End a link, and what it gave; the sessions of those who lose by it are closed."""
        await self._request("DELETE", f"/api/boards/{_part(board)}/invitations/{_part(invitation)}", None)

    async def write_hat(self, board: str, zone: str, cell: Sequence[str], text: str) -> str:
        """Write under a hat: the server places the card, without its author; returns the card's id."""
        body = {"zone": zone, "cell": list(cell), "text": text, "request_id": _request_id()}
        return str((await self.post(f"/api/boards/{_part(board)}/hat-cards", body))["card"])

    async def set_phase(self, board: str, launch: str, phase: str, *, done: bool) -> Json:
        """Tick a phase of a launch as done, or not."""
        return await self.post(f"/api/boards/{_part(board)}/phases", {"launch": launch, "phase": phase, "done": done})

    async def stage(self, board: str) -> Json:
        """Return the phase that is on and its time; `turn` is to be sent with a command (SPEC F2, F3)."""
        return await self.get(f"/api/boards/{_part(board)}/stage")

    async def start_phase(self, board: str, launch: str, entry: str, *, seen: int, finish: bool = False) -> Json:
        """Start a phase (`<phase>`, or `<phase>/<area>`) with all its minutes; `finish` ticks the one that was on."""
        body = {"launch": launch, "entry": entry, "finish": finish, "seen": seen}
        return await self.post(f"/api/boards/{_part(board)}/stage/phase", body)

    async def end_phase(self, board: str, *, seen: int, finish: bool = True) -> Json:
        """End the phase that is on without starting another."""
        body = {"launch": None, "entry": None, "finish": finish, "seen": seen}
        return await self.post(f"/api/boards/{_part(board)}/stage/phase", body)

    async def change_time(self, board: str, action: str, *, seen: int, minutes: int = 1) -> Json:
        """Change the time of the phase that is on: `pause`, `resume`, `restart`, or `extend` by these minutes."""
        body = {"action": action, "minutes": minutes, "seen": seen}
        return await self.post(f"/api/boards/{_part(board)}/stage/timer", body)

    async def participants(self, board: str) -> Sequence[Json]:
        """Return who has joined: `id`, `display_name`, `role`, and whether they are here now."""
        return await self._list(f"/api/boards/{_part(board)}/participants", "participants")

    async def change_timer(self, board: str, action: str, *, seen: int, minutes: int = 1) -> Json:
        """`start` a timer without a phase, `extend` it by these minutes, or `pause`, `resume` or `stop` it."""
        body = {"action": action, "minutes": minutes, "seen": seen}
        return await self.post(f"/api/boards/{_part(board)}/stage/free-timer", body)

    async def change_role(self, board: str, participant: str, role: str) -> None:
        """Make somebody who has joined a facilitator (`facilitate`), or no longer one (`edit`) (SPEC F8)."""
        path = f"/api/boards/{_part(board)}/participants/{_part(participant)}/role"
        await self._request("PUT", path, {"role": role})

    async def ask_to_merge(self, board: str, one: str, other: str) -> None:
        """Ask for the turn to merge two areas; refused while somebody else merges one of them. Then merge (SPEC D8)."""
        await self._request("POST", f"/api/boards/{_part(board)}/merge-turns", {"one": one, "other": other})

    async def session_roles(self, board: str) -> Sequence[Json]:
        """Return the roles of every launch that has any, with who has each today and what is warned of (SPEC F10)."""
        return await self._list(f"/api/boards/{_part(board)}/session-roles", "launches")

    async def give_role(self, board: str, launch: str, role: str, participant: str) -> None:
        """Give somebody who is here today a role, or take one, where people may."""
        await self._request("PUT", _role(board, launch, role, participant), None)

    async def take_role(self, board: str, launch: str, role: str, participant: str) -> None:
        """Take a role off somebody, or lay down our own."""
        await self._request("DELETE", _role(board, launch, role, participant), None)

    async def free_roles(self, board: str, launch: str, *, free: bool) -> None:
        """Say whether people may take a role of this launch by themselves."""
        path = f"/api/boards/{_part(board)}/session-roles/{_part(launch)}"
        await self._request("PUT", path, {"free": free})

    async def bring(self, board: str, root: str, part: str) -> Json:
        """Bring everybody to a part of the board: `root` is launches, areas or zones (SPEC F4)."""
        return await self.post(f"/api/boards/{_part(board)}/stage/call", {"root": root, "id": part})

    async def spotlight(self, board: str, root: str, part: str) -> Json:
        """Put a part of the board in the spotlight (SPEC F5)."""
        path = f"/api/boards/{_part(board)}/stage/spotlight"
        return self._object(await self._request("PUT", path, {"root": root, "id": part}))

    async def end_spotlight(self, board: str) -> Json:
        """End the spotlight."""
        return self._object(await self._request("DELETE", f"/api/boards/{_part(board)}/stage/spotlight", None))

    async def lock(self, board: str, place: str, why: str = "") -> Json:
        """Lock an area or zone, by its id, while `why`; the board as it is is kept first (SPEC F7)."""
        path = f"/api/boards/{_part(board)}/stage/locks/{_part(place)}"
        return self._object(await self._request("PUT", path, {"why": why or None}))

    async def unlock(self, board: str, place: str) -> Json:
        """Open an area or zone again."""
        path = f"/api/boards/{_part(board)}/stage/locks/{_part(place)}"
        return self._object(await self._request("DELETE", path, None))

    async def votes(self, board: str) -> Sequence[Json]:
        """Return a board's votes, oldest first: what about, whether open, and what came out (SPEC V)."""
        return await self._list(f"/api/boards/{_part(board)}/votes", "votes")

    async def vote(self, board: str, vote: str) -> Json:
        """Return a vote, with what we said in it while it is open."""
        return await self.get(_vote(board, vote))

    async def open_vote(self, board: str, kind: str, place: str, **more: Any) -> Json:
        """Open a vote: `dots` on a zone, `agreement` on an area, `markers` on a launch; `more`: dots, most, counts."""
        body = {"kind": kind, "place": place, "request_id": _request_id(), **more}
        return await self.post(f"/api/boards/{_part(board)}/votes", body)

    async def put_dots(self, board: str, vote: str, option: str, count: int = 1) -> Json:
        """Have this many of our dots on an option; 1 also says a way to agree (`agree`, `live_with`, `not_yet`)."""
        body = {"option": option, "count": count}
        return self._object(await self._request("PUT", f"{_vote(board, vote)}/mine", body))

    async def mark(self, board: str, vote: str, marks: Mapping[str, str]) -> Json:
        """Mark our step (a column) on each scale (a zone), for nobody else to see; no marks withdraws them."""
        path = f"{_vote(board, vote)}/marks"
        return self._object(
            await self._request("PUT" if marks else "DELETE", path, {"marks": marks} if marks else None)
        )

    async def end_vote(self, board: str, vote: str, *, cancel: bool = False) -> Json:
        """Close a vote and return what came out, or cancel it."""
        return await self.post(f"{_vote(board, vote)}/{'cancel' if cancel else 'close'}", {})

    async def use_vote(self, board: str, vote: str, *, order: bool = False, top: int | None = None) -> Json:
        """Put the cards in the order of a closed vote, or mark at most `top` of them."""
        return await self.post(f"{_vote(board, vote)}/use", {"order": order, "top": top})

    async def begin_markers_again(self, board: str, vote: str) -> Json:
        """Begin a round of markers again, where the server that held them is gone."""
        return await self.post(f"{_vote(board, vote)}/again", {})

    async def people(self, board: str) -> Sequence[Json]:
        """Return who has joined a board, with what each is called there (`display_name`)."""
        return await self._list(f"/api/boards/{_part(board)}/participants", "participants")

    async def threads(self, board: str, *, since: int = 0) -> Json:
        """Return the `threads` of comments that changed since a `revision`, and our `unread` mentions (SPEC C)."""
        return await self.get(f"/api/boards/{_part(board)}/threads?since={since}")

    async def begin_thread(self, board: str, root: str, place: str, text: str, **more: Any) -> Json:
        """Comment on a part of the board (`root`: cards, areas, zones) and return the new thread.

        `more`: `mentions` (participants), `attribution` (to be named less than the activity does), and `mark`, for
        sending again what may have arrived.
        """
        body = {"root": root, "place": place, "text": text, "mark": _request_id(), **more}
        return await self.post(f"/api/boards/{_part(board)}/threads", body)

    async def add_comment(self, board: str, thread: str, text: str, **more: Any) -> Json:
        """Add a comment to a thread, which is open then; `more` as for `begin_thread`. Returns the thread."""
        path = f"/api/boards/{_part(board)}/threads/{_part(thread)}/comments"
        return await self.post(path, {"text": text, "mark": _request_id(), **more})

    async def change_comment(self, board: str, comment: str, text: str, *, after: int, **more: Any) -> Json:
        """Change our own comment, whose newest `revision` is `after`. Returns the thread."""
        path = f"/api/boards/{_part(board)}/comments/{_part(comment)}"
        body = {"text": text, "after": after, "mark": _request_id(), **more}
        return self._object(await self._request("PUT", path, body))

    async def delete_comment(self, board: str, comment: str) -> Json:
        """Delete our own comment, or as a facilitator anybody's. Returns the thread."""
        path = f"/api/boards/{_part(board)}/comments/{_part(comment)}"
        return self._object(await self._request("DELETE", path, None))

    async def resolve_thread(self, board: str, thread: str, *, resolved: bool = True) -> Json:
        """Resolve a thread, or open it again. Returns it."""
        path = f"/api/boards/{_part(board)}/threads/{_part(thread)}/state"
        return self._object(await self._request("PUT", path, {"resolved": resolved}))

    async def read_mentions(self, board: str, comments: Sequence[str]) -> Sequence[Json]:
        """Say that we have read these comments; returns the mentions that are still unread."""
        answer = await self.post(f"/api/boards/{_part(board)}/mentions/read", {"comments": list(comments)})
        unread: Sequence[Json] = answer["unread"]
        return unread

    async def attendance(self, board: str) -> Sequence[Json]:
        """Return who was present, by day."""
        return await self._list(f"/api/boards/{_part(board)}/attendance", "attendance")

    async def edit_attendance(self, board: str, row: str, changes: Json) -> Json:
        """Correct a row of the register: `date`, `name`, `organisation` or `role_in_session`."""
        path = f"/api/boards/{_part(board)}/attendance/{_part(row)}"
        return self._object(await self._request("PATCH", path, changes))

    async def add_attendance(self, board: str, row: Json) -> Json:
        """Add somebody who was present."""
        return await self.post(f"/api/boards/{_part(board)}/attendance", row)

    async def snapshot(self, board: str, label: str | None = None) -> Json:
        """Take a snapshot; returns it with its id and label."""
        return await self.post(f"/api/boards/{_part(board)}/snapshots", {"label": label})

    async def snapshots(self, board: str) -> Sequence[Json]:
        """Return a board's snapshots, newest first, without their content."""
        return await self._list(f"/api/boards/{_part(board)}/snapshots", "snapshots")

    async def export(
        self,
        board: str,
        layout: str,
        fmt: str,
        *,
        options: Json | None = None,
        snapshot: str | None = None,
        tell: Tell = untold,
    ) -> bytes:
        """Return a section as a file (`docx`, `html`, `markdown`, `pdf`, `json`; `csv`: its tables, zipped)."""
        body = {"layout": layout, "format": fmt, "options": options or {}, "snapshot": snapshot}
        return await self.file(f"/api/boards/{_part(board)}/exports", body, tell=tell)

    async def picture(
        self, board: str, fmt: str, part: str | None = None, *, snapshot: str | None = None, tell: Tell = untold
    ) -> bytes:
        """Return a picture of a part of the board or of all of it (`svg`, `png`), or the words for it (`text`)."""
        body = {"format": fmt, "part": part, "snapshot": snapshot}
        return await self.file(f"/api/boards/{_part(board)}/pictures", body, tell=tell)


def _vote(board: str, vote: str) -> str:
    return f"/api/boards/{_part(board)}/votes/{_part(vote)}"


def _role(board: str, launch: str, role: str, participant: str) -> str:
    return f"/api/boards/{_part(board)}/session-roles/{_part(launch)}/{_part(role)}/{_part(participant)}"


def _request_id() -> str:
    return secrets.token_urlsafe(12)
