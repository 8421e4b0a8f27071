"""Row headers of the tables in a PDF that Typst made, tagged as what they are.

Typst 0.15 tags every cell outside `table.header` as data: its `pdf.header-cell` stands behind a feature flag that its
Python package cannot set. A tag is changed where it stands and keeps its length, so that every offset in the file stays
right.
"""

import re
from typing import Final

_CELL: Final = re.compile(
    rb" 0 obj\n<</Type/StructElem/S/T(?P<kind>D)/P \d+ 0 R/A\[<</O/Table"
    rb"(?P<headers>/Headers\[(?P<first>\(U\d+x0y0\))?[^\]]*\])"
)
"""A cell with data, and the cells of the header row that Typst names as its headers; `first` is that of the headers.

No text can look like it, for a line break in a text is written as two signs.
"""
_ROW: Final = b"/Scope/Row"


def with_row_headers(pdf: bytes) -> bytes:
    """Return the file with the first cell of each row as the header of its row (`TH` with the scope `Row`).

    A cell no longer lists its headers: the scopes of rows and columns say both (ISO 32000-1, table 349). A table
    without a header row stays as it is.
    """
    return _CELL.sub(_scoped, pdf)


def _scoped(found: re.Match[bytes]) -> bytes:
    kind, scope = (b"H", _ROW) if found["first"] else (b"D", b"")
    whole, start = found[0], found.start()
    at, headers = found.start("kind") - start, found.start("headers") - start
    return whole[:at] + kind + whole[at + 1 : headers] + scope.ljust(len(found["headers"]))
