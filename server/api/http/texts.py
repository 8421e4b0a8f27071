"""The kinds of text that bodies are made of. What the database or a page could not show is cleaned or refused here."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints

from board.limits import MAX_ID_LENGTH, MAX_LABEL, MAX_NAME, MAX_ORGANISATION, MAX_SHORT, MAX_TEXT, MAX_TITLE
from board.text.clean_text import clean_line, clean_prose
from server.access.names import clean_name

MAX_SECRET = 200


def _some_title(text: str) -> str:
    if not text:
        raise ValueError("Write a title.")
    return text


def some_words(text: str) -> str:
    """Return `text`; raises ValueError for one that says nothing."""
    if not text.strip():
        raise ValueError("Write something.")
    return text


def _optional(text: str | None) -> str | None:
    return clean_line(text) or None if text is not None else None


Name: TypeAlias = Annotated[
    str, AfterValidator(clean_name), Field(json_schema_extra={"minLength": 1, "maxLength": MAX_NAME})
]
"""A person's name: refused with a sentence when it is too long or cannot be read aloud."""
Title: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_TITLE), AfterValidator(clean_line), AfterValidator(_some_title)
]
Organisation: TypeAlias = Annotated[
    Annotated[str, StringConstraints(max_length=MAX_ORGANISATION)] | None, AfterValidator(_optional)
]
Short: TypeAlias = Annotated[Annotated[str, StringConstraints(max_length=MAX_SHORT)] | None, AfterValidator(_optional)]
Label: TypeAlias = Annotated[Annotated[str, StringConstraints(max_length=MAX_LABEL)] | None, AfterValidator(_optional)]
Prose: TypeAlias = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(clean_prose)]
EntityId: TypeAlias = Annotated[str, StringConstraints(pattern=rf"^[A-Za-z0-9_-]{{1,{MAX_ID_LENGTH}}}$")]
RequestId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""Made by the caller, new for each thing to be done; sending it again does not do the thing again (SPEC S7).

It has no colon: those that the server makes from what they are for have one, so that no caller takes one before it.
"""
Secret: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=MAX_SECRET)]
