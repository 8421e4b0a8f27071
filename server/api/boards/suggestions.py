"""Edits that come back: an edited document becomes suggestions on its areas, for facilitators to decide on (SPEC K)."""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, Literal

import structlog
from pydantic import BaseModel

from board.errors import BoardError
from board.progress import Progress, telling_each
from board.render import FORMATS
from board.reviewing import Suggested, read_returned
from board.reviewing.returned import MAX_FILE
from server.api.http.bodies import Body
from server.api.http.problem import Problem, check_kind
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.suggesting import TakeOver, TellOfSuggestions
from server.ports.log import StorageUnavailable, UnknownDocument
from server.ports.suggestions import NewSuggestion, Suggestion
from server.rooms.live import BoardDamaged
from server.workers.reviewing import changed_in

_PATH = "/api/boards/{board}/suggestions"
_ONE = f"{_PATH}/{{suggestion}}"
_WORD = FORMATS["docx"].media_type
MOST_SNAPSHOTS = 10
"""Newest snapshots that a document is held against where it does not say which: all are in memory together."""

_log = structlog.get_logger(__name__)


class SuggestionRow(BaseModel):
    """Another wording of an area's agreed text: `base` is how it was exported, `proposed` how it came back."""

    id: str
    area: str
    base: str
    proposed: str


class SuggestionList(BaseModel):
    """The board's open suggestions, oldest first."""

    suggestions: Sequence[SuggestionRow]


class Returned(BaseModel):
    """What an edited document came to: agreed texts in it, how many were changed, and all open suggestions."""

    texts: int
    changed: int
    suggestions: Sequence[SuggestionRow]


class Decision(Body):
    """What becomes of a suggestion.

    Where the same words were changed on the board meanwhile, it is taken with the `text` as it is to be, written by
    somebody who saw the record `seen`.
    """

    decision: Literal["take", "decline"]
    text: str | None = None
    seen: str | None = None


class Decided(BaseModel):
    """The area's record after it, and its record and status before; null where nothing was taken over."""

    record: str | None
    before: str | None = None
    was: str | None = None


async def bring_back(call: Call[NoBody]) -> Returned:
    """Read an edited document, and keep what was changed in it as suggestions."""
    call.tell(Progress("Reading the document"))
    returned = await call.services.workers.run(read_returned, call.content)
    exported = [projection async for projection in _exported(call, returned.is_from)]
    call.tell(Progress("Looking for what was changed"))
    changed = await call.services.workers.run(changed_in, returned, exported)
    new = [NewSuggestion(each.area, each.base, each.proposed) for each in changed]
    found = await call.services.directory.add_suggestions(call.board.id, new, by=call.participant)
    if new:
        await _tell(call)
    return Returned(texts=len(returned.texts), changed=len(new), suggestions=_rows(found))


async def _exported(call: Call[NoBody], is_from: Callable[[str], bool]) -> AsyncIterator[Mapping[str, Any]]:
    """The snapshots that the document names; where it names none of this board, those that it may be made from."""
    snapshots = await call.services.directory.list_snapshots(call.board.id)
    named = {each.digest: each for each in snapshots if is_from(each.digest)}
    likeliest = list(named.values()) or snapshots
    for snapshot in telling_each(likeliest[:MOST_SNAPSHOTS], "Reading snapshots", call.tell):
        kept = await call.services.directory.get_snapshot(call.board.id, snapshot.id)
        if kept is not None:
            yield kept.projection


async def listed(call: Call[NoBody]) -> SuggestionList:
    """List open suggestions."""
    found = await call.services.directory.open_suggestions(call.board.id)
    return SuggestionList(suggestions=_rows(found))


async def decide(call: Call[Decision]) -> Decided:
    """Take a suggestion over, or leave the record as it is; a second time nothing happens."""
    directory, wanted = call.services.directory, call.path("suggestion")
    found = await directory.read_suggestion(call.board.id, wanted)
    if found is None:
        raise Problem(404, "unknown", "The board has no such suggestion.")
    if found.state != "open":
        raise Problem(409, "settled", "Somebody has decided on this already.")
    if call.body.decision == "decline":
        await directory.settle_suggestion(call.board.id, wanted, "declined")
        await _tell(call)
        return Decided(record=None)
    command = TakeOver(Suggested(found.area, found.base, found.proposed), call.body.text, call.body.seen)
    answer = await call.services.live.edit(call.access.document("content"), command, request_id=f"suggestion:{wanted}")
    check_kind(answer, "record")
    await directory.settle_suggestion(call.board.id, wanted, "taken")
    await _tell(call)
    return Decided(record=answer["record"], before=answer.get("before"), was=answer.get("was"))


async def _tell(call: Call[Any]) -> None:
    """Tell open pages; where that fails, what was done holds, and pages see it when they are opened."""
    stage, command = call.access.document("stage"), TellOfSuggestions(call.participant)
    try:
        await call.services.live.edit(stage, command, request_id=secrets.token_urlsafe(12))
    except (BoardError, BoardDamaged, StorageUnavailable, UnknownDocument) as error:
        _log.warning("the pages of a board are not told of suggestions", board=stage.board, error=type(error).__name__)


def _rows(found: Sequence[Suggestion]) -> Sequence[SuggestionRow]:
    return [SuggestionRow(id=each.id, area=each.area, base=each.base, proposed=each.proposed) for each in found]


ENDPOINTS: tuple[Endpoint[NoBody] | Endpoint[Decision], ...] = (
    Endpoint(
        "POST",
        _PATH,
        Who.FACILITATE,
        "Bring back an edited document",
        bring_back,
        NoBody,
        Returned,
        takes=_WORD,
        most=MAX_FILE,
        long=True,
        problems=(413, 415, 422),
    ),
    Endpoint("GET", _PATH, Who.EDIT, "Open suggestions", listed, NoBody, SuggestionList),
    Endpoint("PUT", _ONE, Who.FACILITATE, "Decide on a suggestion", decide, Decision, Decided, problems=(409,)),
)
