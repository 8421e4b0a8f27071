"""What is wrong with a JSON value that does not fit its model: each place, and a plain sentence that says what to do.

This is the only module that knows pydantic's kinds of errors, and nothing of its own English reaches people.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Fault: TypeAlias = tuple[str, str]
"""Where (`groups.2.theme`, "" for the whole value), and a sentence."""

UNFORESEEN: Final = "This does not fit here. See /api/openapi.json for what does."
"""Of a kind of error that has no sentence of its own; the bodies of the API have none such."""
_NOT_A_DATE: Final = "This must be a date such as 2024-06-30."
_NOT_AN_OBJECT: Final = "This must be an object in braces."
_NOT_A_LIST: Final = "This must be a list."
_NOT_KNOWN: Final = "This is not known here. Take it out, or correct its name."
_ONE_OF: Final = "This must be one of: {expected}."
_SENTENCES: Final[Mapping[str, str]] = {
    "json_invalid": "This is not valid JSON.",
    "missing": "This is missing. Fill it in.",
    "extra_forbidden": _NOT_KNOWN,
    "unexpected_keyword_argument": _NOT_KNOWN,
    "string_type": "This must be a text.",
    "string_too_short": "This is empty. Write something.",
    "string_too_long": "This is too long: at most {max_length:,} characters.",
    "string_pattern_mismatch": "This is no id. Ids are short, of letters, digits, '_' and '-' only.",
    "too_short": "There are too few: at least {min_length}.",
    "too_long": "There are too many: at most {max_length:,}.",
    "bool_type": "This must be true or false.",
    "int_type": "This must be a whole number.",
    "int_parsing_size": "This number is too large.",
    "greater_than_equal": "This must be at least {ge:,}.",
    "less_than_equal": "This must be at most {le:,}.",
    "literal_error": _ONE_OF,
    "enum": _ONE_OF,
    "union_tag_not_found": "This must be an object in braces with {discriminator}, which says what it is.",
    "union_tag_invalid": "Its {discriminator} must be one of: {expected_tags}.",
    "model_type": _NOT_AN_OBJECT,
    "dataclass_type": _NOT_AN_OBJECT,
    "dict_type": _NOT_AN_OBJECT,
    "list_type": _NOT_A_LIST,
    "tuple_type": _NOT_A_LIST,
    "date_type": _NOT_A_DATE,
    "date_parsing": _NOT_A_DATE,
    "date_from_datetime_parsing": _NOT_A_DATE,
    "date_from_datetime_inexact": _NOT_A_DATE,
}
"""By pydantic's kind of error, as its documentation lists them; errors of our own validators have their sentence."""


def faults_in(error: ValidationError) -> Sequence[Fault]:
    """Return each fault that pydantic found, in its order."""
    return [(_place(each), _sentence(each)) for each in error.errors(include_url=False, include_input=False)]


def _place(error: ErrorDetails) -> str:
    return ".".join(map(str, error["loc"]))


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return _SENTENCES.get(error["type"], UNFORESEEN).format(**error.get("ctx", {}))
