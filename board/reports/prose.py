"""From what people typed to runs and blocks of a report, with clean text."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import groupby

from board.text.richtext import Item, Paragraph, Run, Runs, is_safe_address, join_runs, parse

from .model import Block, Callout, Flow, List, ListItem

UNWRITABLE = "\ufffd"
"""Stands, visibly, for a character that XML and HTML refuse."""

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, halves of a pair and non-characters: XML 1.0, section 2.2, and the characters
# that the HTML standard calls errors.
_REFUSED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PAIRED = re.compile(r"(?:[^()]|\([^()]*\))*")
# RFC 3986 has no place for these in an address, and each of them ends a link in some format.
_UNSAFE_IN_ADDRESS = re.compile(r"""[<>"\\^`{|}]""")


def clean(text: str) -> str:
    """The text with every kind of line end as `\\n`, tabs as spaces, and U+FFFD for what cannot be
    written in XML.
    """
    return _REFUSED.sub(UNWRITABLE, _LINE_BREAKS.sub("\n", text)).replace("\t", " ")


def one_line(text: str) -> str:
    """Clean text on one line without spaces at its ends: for headings and captions."""
    return " ".join(clean(text).split())


def shortened(text: str, most: int) -> str:
    """The text on one line of at most so many code points, with an ellipsis where words are left out."""
    line = one_line(text)
    if len(line) <= most:
        return line
    words, _, _ = line[:most].rpartition(" ")
    return f"{words or line[: most - 1]}…"


def literal(text: str) -> Runs:
    """Typed text as it is: no marks are read, line breaks are kept, blank lines are not."""
    lines = (line.strip() for line in clean(text).split("\n"))
    return join_runs([Run("\n".join(line for line in lines if line))])


def bold(text: str) -> Run:
    """A label in bold."""
    return Run(one_line(text), bold=True)


def labelled(label: str, runs: Iterable[Run]) -> Runs:
    """`runs` after a label in bold and a colon; a label that asks needs no colon."""
    ending = " " if one_line(label).endswith(("?", ":", "!")) else ": "
    return join_runs([bold(label + ending.strip()), Run(" "), *runs])


def led_by(label: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks after a label in bold, which begins the first paragraph, or is one where no paragraph is first."""
    match blocks:
        case []:
            return ()
        case [Paragraph(runs), *rest]:
            return (Paragraph(labelled(label, runs)), *rest)
        case _:
            return (Paragraph(labelled(label, ())), *blocks)


def statement(text: str) -> Paragraph:
    """A paragraph of our own words."""
    return Paragraph((Run(text),))


def callout(text: str) -> Callout:
    """A statement of our own words about the text."""
    return Callout((Run(text, bold=True),))


def linked(text: str, address: str) -> Runs:
    """The text, linked when the address is safe; else followed by the address as text."""
    address = clean(address).strip()
    if is_safe_address(address):
        return tuple(Run(run.text, link=safe_address(address)) for run in literal(text or address))
    return join_runs([*literal(text), *([Run(" ")] if text and address else []), *literal(address)])


def safe_address(address: str) -> str:
    """The address with the characters that could end it early percent-encoded."""
    safe = _UNSAFE_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", address)
    return safe if _PAIRED.fullmatch(safe) else safe.replace("(", "%28").replace(")", "%29")


def formatted(markdown: str) -> tuple[Flow, ...]:
    """Light Markdown (SPEC R1) as paragraphs and lists."""
    blocks = [block for block in parse(clean(markdown)) if is_written(block.runs)]
    flow: list[Flow] = []
    for is_item, group in groupby(blocks, key=lambda block: isinstance(block, Item)):
        if is_item:
            flow += _lists([block for block in group if isinstance(block, Item)])
        else:
            flow += [Paragraph(_safe(block.runs)) for block in group]
    return tuple(flow)


def is_written(runs: Sequence[Run]) -> bool:
    """True when the runs hold more than spaces."""
    return any(run.text.strip() for run in runs)


def _safe(runs: Runs) -> Runs:
    return tuple(Run(run.text, run.bold, run.italic, run.link and safe_address(run.link)) for run in runs)


def _lists(items: Sequence[Item]) -> list[Flow]:
    """Items in a row as lists: the kind of its first-level items decides where one ends."""
    lists: list[Flow] = []
    for ordered, group in groupby(_families(items), key=lambda family: family[0].ordered):
        lists.append(List(ordered, tuple(_list_item(family) for family in group)))
    return lists


def _families(items: Sequence[Item]) -> list[list[Item]]:
    """Each first-level item with the items below it; one that lost its parent becomes first."""
    families: list[list[Item]] = []
    for item in items:
        if item.level == 1 or not families:
            families.append([item])
        else:
            families[-1].append(item)
    return families


def _list_item(family: Sequence[Item]) -> ListItem:
    below = groupby(family[1:], key=lambda item: item.ordered)
    return ListItem(
        _safe(family[0].runs),
        tuple(List(ordered, tuple(ListItem(_safe(item.runs)) for item in group)) for ordered, group in below),
    )


def bullets(items: Iterable[Runs]) -> tuple[Flow, ...]:
    """A bulleted list of the items that say something, or nothing."""
    written = tuple(ListItem(runs) for runs in items if is_written(runs))
    return (List(ordered=False, items=written),) if written else ()


def spoken_list(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *others, last = items or [""]
    return f"{', '.join(others)} and {last}" if others else last


def spoken_names(names: Sequence[str]) -> str:
    """The names as a list to be said; with semicolons where a name itself is a list, such as that of an ICB."""
    if any("," in name or " and " in name for name in names):
        return "; ".join(names)
    return spoken_list(names)


def quoted(text: str) -> str:
    """The text between single quotation marks, on one line."""
    return f"‘{one_line(text)}’"


def day(when: str) -> str:
    """An ISO date (or time) as `12 March 2024`; anything else as it is."""
    try:
        found = date.fromisoformat(when[:10])
    except ValueError:
        return one_line(when)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def moment(when: str) -> str:
    """An ISO time as `12 March 2024 at 14:05 UTC`; anything else as it is."""
    found = instant(when)
    return f"{day(found.isoformat())} at {found:%H:%M} UTC" if found else one_line(when)


def instant(when: str) -> datetime | None:
    """The ISO time in UTC (a time without a zone is UTC), or None when it is none."""
    try:
        found = datetime.fromisoformat(when)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
