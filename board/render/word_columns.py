"""How broad the columns of a table in a Word document are."""

import math
from collections.abc import Iterator, Sequence

from board.reports.model import Table

from .shape import WIDE_COLUMNS, flow_runs, placed

WHOLE_WIDTH = 5000
"""Fiftieths of a per cent, the unit of a relative width in WordprocessingML."""
_LINE, _WIDE_LINE = 80, 120
"""Letters that a line over the whole width has, on an upright page and on one on its side."""
_LONGEST_WORD, _FULLEST = 16, 240
"""Bounds, in letters, of what counts for the width of a column."""
_SHORT = 30
"""Letters up to which a text is to stand in one line."""
_PADDING = 3
"""What the edges of a cell take, in letters."""
_BREADTH = 3
"""How much broader than high, in letters, a cell comes out."""


def widths_of(table: Table) -> Iterator[int]:
    """Widths that add up to the whole: each column has room for its longest word, what is left goes to long texts."""
    texts = [[column] for column in table.columns]
    for row in table.rows:
        texts[0].append(row.header)
        for (at, *others), cell in placed(row):
            if not others:
                texts[at].append(" ".join(run.text for run in flow_runs(cell.flow)))
    least = list(map(_least, texts))
    more = [max(_wanted(each) - own, 1) for each, own in zip(texts, least, strict=True)]
    left = max((_WIDE_LINE if len(texts) > WIDE_COLUMNS else _LINE) - sum(least), 0)
    widths = [own + left * wanted / sum(more) for own, wanted in zip(least, more, strict=True)]
    for width in widths:
        yield round(WHOLE_WIDTH * width / sum(widths))


def _least(texts: Sequence[str]) -> int:
    longest_word = max((len(word) for text in texts for word in text.split()), default=0)
    return min(longest_word, _LONGEST_WORD) + _PADDING


def _wanted(texts: Sequence[str]) -> float:
    fullest = max(map(len, texts))
    return max(min(fullest, _SHORT), _BREADTH * math.sqrt(min(fullest, _FULLEST)))
