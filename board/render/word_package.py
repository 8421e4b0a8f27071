"""The .docx file around the text: properties from the snapshot, and the same bytes every time."""

import io
import zipfile
from typing import Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from board.reports.model import Report

from .word_styles import apply_house_style
from .zipped import zip_time, zipped

_UNWANTED: Final = (
    # They describe the empty document that python-docx starts from, or are for Word 2007.
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
)
_LONGEST_PROPERTY = 255
"""python-docx refuses a longer core property, as Word does."""


def new_document(report: Report) -> Document:
    """An empty document in the house style, with the report's title, language and time."""
    document = docx.Document()
    for relations in (document.part.package.rels, document.part.rels):
        for key in [k for k, rel in relations.items() if rel.reltype in _UNWANTED]:
            del relations[key]
    apply_house_style(document, report.language)
    _describe(document, report)
    return document


def _describe(document: Document, report: Report) -> None:
    taken = zip_time(report.provenance.taken).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = report.title[:_LONGEST_PROPERTY]
    properties.language = report.language
    properties.author = properties.last_modified_by = ""
    properties.comments = f"Snapshot {report.provenance.digest}"[:_LONGEST_PROPERTY]
    properties.created = properties.modified = taken


def packed(document: Document, taken: str) -> bytes:
    """The document as a file in which every time is the snapshot's, so that it can be compared."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source:
        return zipped({name: source.read(name) for name in source.namelist()}, taken)
