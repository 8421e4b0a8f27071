"""Edits that come back: what a reviewer changed in an exported Word document, as suggestions (SPEC K)."""

from .returned import Returned, read_returned
from .suggesting import Suggested, suggestions_in, taken_over

__all__ = ["Returned", "Suggested", "read_returned", "suggestions_in", "taken_over"]
