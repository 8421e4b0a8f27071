"""The published report, read as it runs from the text that was extracted from its pages: none of it is kept here."""

from .report import PublishedReport, read_published
from .sections import SectionNotFound

__all__ = ["PublishedReport", "SectionNotFound", "read_published"]
