"""Reading a Word document that was exported, edited elsewhere and brought back (SPEC K1).

Only what stands between the bookmarks of agreed texts is read. Insertions that are tracked count as made, deletions as
done: what comes out is the text as the reviewer left it, in light Markdown.
"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from board.errors import ReportError
from board.limits import MAX_TEXT
from board.reports.origin import SHOWN_DIGITS
from board.text.richtext import Block, Item, Paragraph, Run, is_safe_address, join_runs
from board.text.richtext_print import print_markdown

from .marked import TELLING, Marked

MAX_FILE: Final = 20 * 1024 * 1024
"""A long report with pictures has a few megabytes."""
MAX_PART: Final = 64 * 1024 * 1024
"""What one part may unpack to: a thousand times a long report, and still held in memory."""

_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_NUMBERING, _PROPERTIES = "word/numbering.xml", "docProps/core.xml"
_NOT_WORD: Final = "This is no Word document. Choose the .docx file that was exported and edited."
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
"""What packed bytes, XML and numbers raise that are none, and a file with a password."""
_DIGEST: Final = re.compile(r"Snapshot ([0-9a-f]{8,128})")
_BEGINNING: Final = re.compile(rf"\b[0-9a-f]{{{SHOWN_DIGITS}}}\b")
_LIST_STYLE: Final = re.compile(r"List(Bullet|Number)(\d)?")
_NOT_THERE: Final = frozenset(map(qn, ("w:del", "w:moveFrom")))
"""Tracked as deleted, or moved from here."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The texts by the name of their bookmark, in light Markdown, and what the file says of the snapshots it is from.

    `digest` is the one of its only snapshot, or "" where the file does not say it any more; `beginnings` are those of
    the digests of all its snapshots, which a reader of the document sees.
    """

    texts: Mapping[str, str]
    digest: str
    beginnings: frozenset[str] = frozenset()

    def is_from(self, digest: str) -> bool:
        """Return whether the file says that it was made from the snapshot with this digest."""
        return digest == self.digest or digest[:SHOWN_DIGITS] in self.beginnings


def read_returned(content: bytes) -> Returned:
    """Return the agreed texts in a Word document. Raises ReportError for anything that is none, or too large."""
    if len(content) > MAX_FILE:
        raise ReportError(f"The file is larger than {MAX_FILE // 1024 // 1024} MB. Take out its pictures first.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            document = _part(file, _DOCUMENT)
            if document is None:
                raise ReportError(_NOT_WORD)
            reader = _Reader(_links(_part(file, _RELATIONS)), _ordered(_part(file, _NUMBERING)))
            digest = _digest(_part(file, _PROPERTIES))
            return Returned(dict(_texts(document, reader)), digest, frozenset(_beginnings(document)))
    except _UNREADABLE as error:
        raise ReportError(_NOT_WORD) from error


def _part(file: zipfile.ZipFile, name: str) -> Any:
    """One part of the file as XML, no entity resolved (python-docx's parser); None when there is none."""
    try:
        info = file.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MAX_PART:
        raise ReportError(_NOT_WORD)
    with file.open(info) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise ReportError(_NOT_WORD)
    return parse_xml(content)


def _links(relations: Any) -> Mapping[str, str]:
    """The addresses that links may lead to, by the id of their relation."""
    found = [] if relations is None else list(relations)
    pairs = ((each.get("Id", ""), each.get("Target", "")) for each in found)
    return {key: address for key, address in pairs if is_safe_address(address)}


def _ordered(numbering: Any) -> frozenset[tuple[str, int]]:
    """The lists that are numbered, each as its id and a level; all others have bullets."""
    if numbering is None:
        return frozenset()
    forms = {
        (abstract.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl"), "0"))): _value(level.find(qn("w:numFmt")))
        for abstract in numbering.iter(qn("w:abstractNum"))
        for level in abstract.iter(qn("w:lvl"))
    }
    numbers = numbering.iter(qn("w:num"))
    abstracts = {each.get(qn("w:numId")): _value(each.find(qn("w:abstractNumId"))) for each in numbers}
    return frozenset(
        (number, level)
        for number, abstract in abstracts.items()
        for (of, level), form in forms.items()
        if of == abstract and form not in ("bullet", "none", "")
    )


def _digest(properties: Any) -> str:
    words = "" if properties is None else " ".join(properties.itertext())
    found = _DIGEST.search(words)
    return found[1] if found else ""


def _beginnings(document: Any) -> Iterator[str]:
    """What stands in the document as the beginning of a digest does."""
    for paragraph in document.iter(qn("w:p")):
        # Not `itertext`: to it a run and a paragraph of python-docx have the text of what is in them as well.
        yield from _BEGINNING.findall("".join(each.text or "" for each in paragraph.iter(qn("w:t"))))


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(qn("w:val"), ""))


def _texts(document: Any, reader: "_Reader") -> Iterator[tuple[str, str]]:
    """Each bookmark that begins and ends, with its paragraphs as light Markdown."""
    marked = Marked()
    for each in document.iter(*TELLING):
        marked.read(each)
    for name, paragraphs in marked.passages():
        yield name, _checked(reader.markdown(paragraphs))


def _checked(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise ReportError(
            f"A text in this document is longer than {MAX_TEXT:,} characters, which no area can hold. Shorten it first."
        )
    return text


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns paragraphs of Word into light Markdown."""

    links: Mapping[str, str]
    ordered: frozenset[tuple[str, int]]

    def markdown(self, paragraphs: Sequence[Any]) -> str:
        blocks = (self._block(paragraph) for paragraph in paragraphs)
        return print_markdown(block for block in blocks if any(run.text.strip() for run in block.runs))

    def _block(self, paragraph: Any) -> Block:
        runs = join_runs(self._runs(paragraph, None))
        properties = paragraph.find(qn("w:pPr"))
        style = _value(properties.find(qn("w:pStyle"))) if properties is not None else ""
        number = properties.find(qn("w:numPr")) if properties is not None else None
        if number is not None:
            level = int(_value(number.find(qn("w:ilvl"))) or "0")
            ordered = (_value(number.find(qn("w:numId"))), level) in self.ordered
            return Item(min(level + 1, 2), ordered, runs)
        if found := _LIST_STYLE.fullmatch(style):
            return Item(2 if found[2] else 1, found[1] == "Number", runs)
        return Paragraph(runs)

    def _runs(self, parent: Any, link: str | None) -> Iterator[Run]:
        for child in parent:
            if child.tag in _NOT_THERE:
                continue
            if child.tag == qn("w:r"):
                yield from _run(child, link)
            elif child.tag == qn("w:hyperlink"):
                yield from self._runs(child, self.links.get(child.get(qn("r:id"), ""), link))
            elif isinstance(child.tag, str):
                yield from self._runs(child, link)


def _run(run: Any, link: str | None) -> Iterable[Run]:
    properties = run.find(qn("w:rPr"))
    text = "".join(map(_said, run))
    return [Run(text, _is_on(properties, "w:b"), _is_on(properties, "w:i"), link)] if text else []


def _said(part: Any) -> str:
    if part.tag == qn("w:t"):
        return part.text or ""
    if part.tag in (qn("w:br"), qn("w:cr")):
        return "\n" if part.get(qn("w:type")) in (None, "textWrapping") else ""
    if part.tag == qn("w:noBreakHyphen"):
        return "-"
    return " " if part.tag == qn("w:tab") else ""


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")
