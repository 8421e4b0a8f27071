"""Cards as the page shows them: the kind as a word, the text, how sure it is and how far."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from board.content.cards import CERTAINTY_NAMES, FIELD_NAMES, KIND_NAMES, STATUS_NAMES
from board.content.schema import COLOURS
from board.reports.prose import one_line
from board.snapshots.projection import CardView

from .drawing import SMALL, Drawn, Frame, Ink, framed, in_columns, number, stacked, words
from .palette import PALETTE

CARD_WIDTH: Final = 196.0
GAP: Final = 8.0
_PADDING: Final = 12.0
_LEAST_HEIGHT: Final = 64.0
_CORNER: Final = 14.0
_QUIET: Final = Ink(SMALL, colour="ink-quiet")
_FIRM: Final = ("agreed", "in_report")


def card(view: CardView, width: float = CARD_WIDTH) -> Drawn:
    """Draw a card of this width, as high as its words need."""
    room = width - 2 * _PADDING
    inner = stacked(_parts(view, room), 2)
    colour = view["colour"] if view["colour"] in COLOURS else COLOURS[0]
    firm = view["status"] in _FIRM
    line = "ink" if firm else "line-firm" if view["status"] == "grouped" else "line"
    frame = Frame(_PADDING, f"card-{colour}", line, 2 if firm else 1, 2)
    whole = framed(inner, frame, width, _LEAST_HEIGHT)
    return Drawn(whole.width, whole.height, (*whole.marks, _corner(width, f"card-{colour}-mark")))


def _corner(width: float, colour: str) -> str:
    """Draw the corner mark that says the colour by more than its fill."""
    start = number(width - _CORNER - 1)
    return f'<path d="M{start} 1h{number(_CORNER)}v{number(_CORNER)}z" fill="{PALETTE[colour]}"/>'


def _parts(view: CardView, room: float) -> Iterator[Drawn]:
    yield words(" · ".join(_head(view)), room - _CORNER / 2, _QUIET)
    yield words(view["text"] or "Nothing written yet", room)
    for name, text in view["fields"].items():
        if one_line(text):
            yield words(FIELD_NAMES.get(name, name), room, _QUIET)
            yield words(text, room, Ink(SMALL))
    if see := view.get("see"):
        yield words(f"See {'; '.join(see)}", room, _QUIET)


def _head(view: CardView) -> Iterator[str]:
    yield KIND_NAMES.get(view["kind"], "Card")
    if view["certainty"]:
        yield CERTAINTY_NAMES.get(view["certainty"], view["certainty"])
    if by := view.get("by"):
        yield f"By {one_line(by)}"
    yield from map(one_line, view["tags"])
    if view["status"] != "raw":
        yield STATUS_NAMES.get(view["status"], view["status"])


def card_stack(views: Iterable[CardView], width: float) -> Drawn:
    """Draw cards below each other."""
    return stacked((card(view, width) for view in views), GAP)


def card_rows(views: Sequence[CardView], width: float) -> Drawn:
    """Draw cards side by side, as many in a row as the width holds."""
    columns = max(1, int((width + GAP) // (CARD_WIDTH + GAP)))
    each = (width - (columns - 1) * GAP) / columns
    return in_columns([card(view, each) for view in views], columns, GAP)
