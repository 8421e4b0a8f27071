"""Templates: what can be launched, what each asks, and where it comes from (SPEC T3)."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from board.content.zones import ZoneSeed
from board.stage.session_roles import SessionRole
from board.stage.stage import Phase
from board.templates import Ask, Template
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.api.http.services import Services


class Question(BaseModel):
    """What a launch asks; `key` names its answer. Of kind "lines" it takes a list of `least` to `most` texts.

    A next pass of a launch asks nothing of what is said `into` its title or columns.
    """

    key: str
    kind: Literal["text", "lines"]
    label: str
    hint: str
    into: str
    least: int
    most: int
    default: str | Sequence[str] | None

    @classmethod
    def of(cls, ask: Ask) -> "Question":
        """Return the question of a template."""
        several = ask.most > 1
        return cls(
            key=ask.id,
            kind="lines" if several else "text",
            label=ask.label,
            hint=ask.hint,
            into=ask.into,
            least=ask.least,
            most=ask.most,
            default=list(ask.default) if several else next(iter(ask.default), None),
        )


class PhaseRow(BaseModel):
    """A step: what to do, and about how many minutes it takes; `per_area` is gone through once an area.

    In a `private` one each writes on their own, for the zone of the launch or area with this slot (SPEC P7),
    as `cells` says in one of its cells, down a `column` of their own, or in `all` (SPEC P8). In one with `dots` people
    vote on the zone with this slot (SPEC V8).
    """

    id: str
    title: str
    do: str
    minutes: int
    per_area: bool
    private: str | None
    cells: str
    dots: str | None

    @classmethod
    def of(cls, phase: Phase) -> "PhaseRow":
        """Return the row of a phase."""
        return cls(
            id=phase.id,
            title=phase.title,
            do=phase.do,
            minutes=phase.minutes,
            per_area=phase.per_area,
            private=phase.private or None,
            cells=phase.cells,
            dots=phase.dots or None,
        )


class RoleRow(BaseModel):
    """A part that somebody takes, better not together with one of those in `apart`."""

    id: str
    title: str
    do: str
    apart: Sequence[str]

    @classmethod
    def of(cls, role: SessionRole) -> "RoleRow":
        """Return the row of a role."""
        return cls(id=role.id, title=role.title, do=role.do, apart=role.apart)


class PictureZone(BaseModel):
    """A zone, and where it lies in the frame of a launch: `rect` is column, row, columns and rows of a grid of 12
    columns, `columns` how many of its own it has. `inside` are the zones that each of its areas gets, and
    `record_hint` is what the agreed record of one is for.
    """

    kind: str
    title: str
    hint: str
    rect: Sequence[float]
    columns: int
    inside: Sequence["PictureZone"]
    record_hint: str

    @classmethod
    def of(cls, zone: ZoneSeed) -> "PictureZone":
        """Return the row of a zone that is still to be made."""
        return cls(
            kind=zone["kind"],
            title=zone["title"],
            hint=zone["hint"],
            rect=zone["rect"],
            columns=len(zone["columns"]) or len(zone["config"].get("fields", ())) + 1,
            inside=[cls.of(each) for each in zone["config"].get("blueprint", ())],
            record_hint=zone["config"].get("record_hint", ""),
        )


class TemplateRow(BaseModel):
    """A template. `group` is what it is for: board, session or output. `record` says what is taken home; `note` and
    `source` where it comes from. `own`: it is a file of this organisation, not one that came with the board.
    """

    id: str
    title: str
    group: str
    own: bool
    version: int
    summary: str
    record: str
    minutes: int
    source: str
    note: str
    checked_by_ambit_trainer: bool
    banner: str | None
    attribution: str
    ask: Sequence[Question]
    roles: Sequence[RoleRow]
    phases: Sequence[PhaseRow]
    picture: Sequence[PictureZone]

    @classmethod
    def of(cls, template: Template, *, own: bool) -> "TemplateRow":
        """Return the row of a template."""
        return cls(
            id=template.id,
            title=template.title,
            group=template.group,
            own=own,
            version=template.version,
            summary=template.summary,
            record=template.record,
            minutes=template.minutes,
            source=template.provenance.source,
            note=template.provenance.note,
            checked_by_ambit_trainer=template.provenance.checked_by_ambit_trainer,
            banner=template.banner or None,
            attribution=template.attribution,
            ask=[Question.of(ask) for ask in template.ask],
            roles=[RoleRow.of(role) for role in template.roles],
            phases=[PhaseRow.of(phase) for phase in template.phases],
            picture=[PictureZone.of(zone) for zone in template.zones],
        )


class FaultRow(BaseModel):
    """What is wrong in a file of the organisation's own templates; without `line` it is the whole file."""

    file: str
    line: int | None
    reason: str


class Templates(BaseModel):
    """All templates of this server, and what is wrong in files that are therefore not among them."""

    templates: Sequence[TemplateRow]
    faults: Sequence[FaultRow]


async def listed(call: Call[NoBody]) -> Templates:
    """List the templates."""
    shelf = await call.services.templates.shelf()
    return Templates(
        templates=[TemplateRow.of(each, own=each.id in shelf.own) for each in shelf.templates.values()],
        faults=[FaultRow(file=each.file, line=each.line, reason=each.reason) for each in shelf.faults],
    )


async def find_template(services: Services, key: str) -> Template:
    """Return the template with this id; raises Problem when there is none."""
    templates = (await services.templates.shelf()).templates
    found = templates.get(key)
    if found is None:
        raise Problem(422, "template", f"There is no template ‘{key}’. Choose one of: {', '.join(templates)}.")
    return found


ENDPOINTS = (Endpoint("GET", "/api/templates", Who.KNOWN, "What can be launched", listed, NoBody, Templates),)
