"""Bodies of requests. Each is one JSON object; a key that is not named here is refused."""

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal, Self, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from board.limits import MAX_DOTS, MAX_LIST, MAX_TEXT, MAX_TITLE
from board.reports import Part
from board.roles import Role
from board.stage.timing import MAX_MINUTES
from server.ports.comments import MAX_COMMENT_TEXT, MAX_MENTIONS

from .texts import EntityId, Label, Name, Organisation, Prose, RequestId, Secret, Short, Title, some_words

MAX_INVITATION_DAYS = 3_650
"""Ten years of monthly meetings."""


class Body(BaseModel):
    """Base of all bodies."""

    model_config = ConfigDict(extra="forbid")


class CheckInvitation(Body):
    """Ask what a link gives. `secret` is what stands behind its #."""

    secret: Secret


class Join(Body):
    """Use a link. `name` is needed from someone who is new here; from others it changes theirs.

    With `want_token` the answer has a token for `Authorization: Bearer`, for programs.
    """

    secret: Secret
    name: Name | None = None
    organisation: Organisation = None
    job: Organisation = None
    want_token: bool = False


def _form(answer: object) -> str:
    return "list" if isinstance(answer, list) else "text"


Answer: TypeAlias = Annotated[
    Annotated[str, Field(max_length=MAX_TEXT), Tag("text")]
    | Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=MAX_LIST), Tag("list")],
    Discriminator(_form),
]
"""A text, or a list of texts; what is wrong with it is said of the one that it is."""
AnswerMap: TypeAlias = Annotated[dict[Annotated[str, Field(max_length=64)], Answer], Field(max_length=20)]
"""What the person who launches a template answered, by the question's id."""


class OfSession(Body):
    """A session of a programme."""

    programme: EntityId
    session: EntityId


class NewBoard(Body):
    """A board to be made, empty or from a template; in a session, it begins with the group's commitments (SPEC G12)."""

    template: EntityId | None = None
    session: OfSession | None = None
    title: Title
    purpose: Prose = ""
    answers: AnswerMap = {}
    request_id: RequestId


class NewLaunch(Body):
    """A template to be launched, on the whole board or onto an area; or, with `again`, as the next pass of a launch."""

    template: EntityId
    area: EntityId | None = None
    again: EntityId | None = None
    answers: AnswerMap = {}
    request_id: RequestId


class Invite(Body):
    """A link to be made. Without `expires_in_days` it works until it is withdrawn."""

    role: Role
    expires_in_days: Annotated[int, Field(ge=1, le=MAX_INVITATION_DAYS)] | None = None


class NewAttendance(Body):
    """Somebody who was present. Without `date` it is today."""

    date: dt.date | None = None
    name: Name
    organisation: Organisation = None
    role_in_session: Short = None


class ChangedAttendance(Body):
    """What to change in a row of the register; what is not named stays."""

    date: dt.date | None = None
    name: Name | None = None
    organisation: Organisation = None
    role_in_session: Short = None

    def changes(self) -> dict[str, Any]:
        """Return the named values; a null date or name changes nothing, null elsewhere empties."""
        named = {key: getattr(self, key) for key in self.model_fields_set}
        return {key: value for key, value in named.items() if value is not None or key not in ("date", "name")}


class NewHatCard(Body):
    """What a hat says. `cell` is row and column: the prompt and the hat."""

    zone: EntityId
    cell: Annotated[list[EntityId], Field(min_length=2, max_length=2)]
    text: Prose
    request_id: RequestId


class HatText(Body):
    """The whole new text of a hat's card."""

    text: Prose
    request_id: RequestId | None = None


class PhaseChange(Body):
    """Tick or untick a phase (`phase` and `done`), or say which one is on now (`current`, null for none)."""

    launch: EntityId
    phase: Short = None
    done: bool | None = None
    current: Short = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        ticks = self.phase is not None and self.done is not None
        moves = "current" in self.model_fields_set
        if ticks == moves or (moves and (self.phase is not None or self.done is not None)):
            raise ValueError("Send either phase and done, or current.")
        return self


Turn: TypeAlias = Annotated[int, Field(ge=0)]
"""The turn of the clock that the sender saw (SPEC F3)."""


class PhaseStart(Body):
    """A phase to be started with all its minutes, or with null nothing; `finish` ticks the one that was on.

    `entry` is a phase's id, or `<phase>/<area>`. `seen` is the turn that the sender saw.
    """

    launch: EntityId | None
    entry: Short
    finish: bool = False
    seen: Turn

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.launch is None) != (self.entry is None):
            raise ValueError("Send launch and entry, or null for both.")
        return self


class TimerChange(Body):
    """What to do with the time of the phase that is on. `minutes` are for `extend` alone."""

    action: Literal["pause", "resume", "restart", "extend"]
    minutes: Annotated[int, Field(ge=1, le=MAX_MINUTES)] = 1
    seen: Turn


class FreeTimerChange(Body):
    """What to do with the timer that belongs to no phase. `minutes` are for `start` and `extend`."""

    action: Literal["start", "pause", "resume", "extend", "stop"]
    minutes: Annotated[int, Field(ge=1, le=MAX_MINUTES)] = 1
    seen: Turn


class NewRole(Body):
    """What somebody may do on the board from now on."""

    role: Literal["edit", "facilitate"]


class SpotChoice(Body):
    """A part of the board: a launch, an area or a zone."""

    root: Literal["launches", "areas", "zones"]
    id: EntityId


class AttributionChange(Body):
    """How what is written in an activity is attributed."""

    attribution: "Attribution"


class NewComment(Body):
    """A comment. `mentions` are participants of the board.

    `attribution` is how the writer was told that their name is shown; where the activity says less by now, it is that.
    `mark` is the caller's, new for each writing; sending the same again changes nothing (SPEC C5).
    """

    text: Annotated[Prose, Field(max_length=MAX_COMMENT_TEXT), AfterValidator(some_words)]
    mentions: Annotated[list[EntityId], Field(max_length=MAX_MENTIONS)] = []
    attribution: "Attribution" = "name"
    mark: RequestId


class NewThread(NewComment):
    """The first comment of a thread, on a card, an area or a zone."""

    root: Literal["cards", "areas", "zones"]
    place: EntityId


class ChangedComment(NewComment):
    """The whole new text of a comment; `after` is the revision that its writer saw. Its attribution stays."""

    after: Annotated[int, Field(ge=1)]


class ThreadState(Body):
    """Whether a thread is done with."""

    resolved: bool


class ReadComments(Body):
    """Comments that the caller has read."""

    comments: Annotated[list[EntityId], Field(min_length=1, max_length=MAX_LIST)]


class NewLock(Body):
    """A lock. `why` completes “Locked while ...”."""

    why: Label = None


class NewVote(Body):
    """A vote to be opened on a place: with `dots` a zone, for `agreement` an area, with `markers` a launch.

    `dots` is how many each person has, `most` how many of them on one card or area. With counts "live" everybody sees
    the counts of an agreement at once.
    """

    kind: Literal["dots", "agreement", "markers"]
    place: EntityId
    dots: Annotated[int, Field(ge=1, le=MAX_DOTS)] = 3
    most: Annotated[int, Field(ge=1, le=MAX_DOTS)] = 1
    counts: Literal["closed", "live"] = "closed"
    request_id: RequestId

    @model_validator(mode="after")
    def _live_is_for_agreements(self) -> Self:
        if self.counts == "live" and self.kind != "agreement":
            raise ValueError("Only the counts of an agreement can be seen while it is open.")
        return self


class Dots(Body):
    """How many of the sender's dots are on an option now, or 1 for a way to agree; 0 takes them back."""

    option: EntityId
    count: Annotated[int, Field(ge=0, le=MAX_DOTS)]


class Marks(Body):
    """The sender's step on each scale: ids of columns by zone. What is not named is not marked."""

    marks: Annotated[dict[EntityId, EntityId], Field(min_length=1, max_length=MAX_LIST)]


class UseOfVote(Body):
    """What to make of a closed vote: put the cards in its order, mark at most so many as the top (0: none)."""

    order: bool = False
    top: Annotated[int, Field(ge=0, le=MAX_DOTS)] | None = None


class NewSnapshot(Body):
    """A snapshot to be taken. Without a label it is named by date and phase."""

    label: Label = None


class Restore(Body):
    """Bring the board back to a snapshot."""

    request_id: RequestId


Attribution: TypeAlias = Literal["name", "organisation", "hat", "none"]


class ExportOptions(Body):
    """What of the board goes into the report, and how.

    `areas` and `launches` name what to take, in this order (null: all). `heading_level` is that of the first heading.
    `include` names the parts wanted beside the agreed text (null: what is usual). `attribution` may be more discreet
    than the board's own, never less. `title` stands in place of the board's.
    """

    PARTS: ClassVar[tuple[str, ...]] = get_args(Part)

    areas: Annotated[list[EntityId], Field(max_length=MAX_LIST)] | None = None
    launches: Annotated[list[EntityId], Field(max_length=MAX_LIST)] | None = None
    heading_level: Annotated[int, Field(ge=1, le=6)] = 2
    title: Annotated[str, Field(max_length=MAX_TITLE)] = ""
    intro: Prose = ""
    include: Annotated[list[Part], Field(max_length=len(PARTS))] | None = None
    attribution: Attribution | None = None


class ExportPreview(Body):
    """A report to be looked at. Without `snapshot` it shows the board as it is now."""

    layout: Annotated[str, Field(max_length=64)]
    options: ExportOptions = ExportOptions()
    snapshot: EntityId | None = None


class NewExport(ExportPreview):
    """A report to be made in one format."""

    format: Annotated[str, Field(max_length=16)]


class NewPicture(Body):
    """A picture of a part of the board, named by the id of a zone, an area or a launch; without one, of all of it.

    `text` are the words for who does not see it. `withheld` and `attribution` are as in the options of exports.
    """

    part: EntityId | None = None
    format: Literal["svg", "png", "text"]
    snapshot: EntityId | None = None
    withheld: bool = False
    attribution: Attribution | None = None
