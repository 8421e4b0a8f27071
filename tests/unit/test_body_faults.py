"""What is wrong with a body is said in plain sentences, whatever is wrong with whichever field of whichever row."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from board.faults import UNFORESEEN
from board.limits import MAX_TEXT
from server.api.http.bodies import Dots, NewBoard, NewVote
from server.api.http.problem import ProblemAnswer, invalid_body
from server.api.table import ENDPOINTS

Schema = dict[str, Any]

BODIES = sorted({each.body for each in ENDPOINTS if each.has_body}, key=lambda body: body.__name__)
ODD: Sequence[object] = (
    None,
    True,
    1.5,
    -1,
    10**30,
    "",
    " \n",
    "é a",
    "x" * (MAX_TEXT + 1),
    [],
    [None] * 3_000,
    {},
    {"no such": 1},
)
"""Of every kind of JSON value some, too small and too large among them."""
PYDANTICS_OWN = re.compile(r"Input|Field required|Extra inputs|should|Value error|valid (string|integer|date)|[{}]")


def test_I8_every_row_with_a_body_is_looked_at() -> None:
    assert len(BODIES) > 40


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
def test_I8_what_is_wrong_with_a_body_is_said_in_plain_sentences(body: type[BaseModel]) -> None:
    schema = body.model_json_schema()
    told = [problem for odd in odd_values(schema, schema) if (problem := refused(body, odd))]
    assert len(told) >= len(ODD)
    for problem in told:
        for each in problem.errors or ():
            assert each.message.endswith((".", "”.")), each
            assert not PYDANTICS_OWN.search(each.message), each
            assert each.message != UNFORESEEN, each
            assert each.field + ": " * bool(each.field) + each.message in problem.detail


@pytest.mark.parametrize(
    ("body", "given", "field", "message"),
    [
        (NewVote, {"dots": 21}, "dots", "This must be at most 20."),
        (NewVote, {"dots": "3"}, "dots", "This must be a whole number."),
        (NewVote, {"kind": "loud"}, "kind", "This must be one of: 'dots', 'agreement' or 'markers'."),
        (NewVote, {}, "place", "This is missing. Fill it in."),
        (NewVote, {"colour": "red"}, "colour", "This is not known here. Take it out, or correct its name."),
        (Dots, {"count": -1}, "count", "This must be at least 0."),
        (NewBoard, {"title": ""}, "title", "This is empty. Write something."),
        (NewBoard, {"title": "\u200b\n"}, "title", "Write a title."),
        (NewBoard, {"answers": {"areas": [1]}}, "answers.areas.list.0", "This must be a text."),
        (NewBoard, {"answers": {"areas": 1}}, "answers.areas.text", "This must be a text."),
    ],
)
def test_I8_a_field_says_what_is_allowed(body: type[BaseModel], given: object, field: str, message: str) -> None:
    problem = refused(body, given)
    assert problem is not None
    assert {each.field: each.message for each in problem.errors or ()}[field] == message


def refused(body: type[BaseModel], value: object) -> ProblemAnswer | None:
    try:
        body.model_validate_json(json.dumps(value), strict=True)
    except ValidationError as error:
        return invalid_body(error).answer()
    return None


def odd_values(schema: Schema, whole: Schema) -> Iterator[object]:
    """Yield odd values in place of what this describes, and of each of its parts alone."""
    yield from ODD
    for part in _alternatives(schema, whole):
        fields = part.get("properties", {})
        kind = {name: field["const"] for name, field in fields.items() if "const" in field}
        for name, field in fields.items():
            yield from (kind | {name: odd} for odd in odd_values(field, whole))
        if isinstance(more := part.get("additionalProperties"), dict):
            yield from ({"key": odd} for odd in odd_values(more, whole))
        if isinstance(items := part.get("items"), dict):
            yield from ([odd] for odd in odd_values(items, whole))


def _alternatives(schema: Schema, whole: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        yield from _alternatives(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _alternatives(each, whole)
    yield schema
