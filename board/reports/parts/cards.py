"""Cards as text: each kind says its fields in its own way."""

from collections.abc import Iterable, Sequence
from typing import Final

from board.content.cards import STATUS_NAMES
from board.reports.prose import is_written, linked, literal, one_line
from board.snapshots.projection import CardView
from board.text.richtext import Run, Runs, join_runs

KIND_WORDS: Final = {"hat": "What a hat says"}
_CERTAINTY_WORDS: Final = {"said": "they said it", "guess": "our guess", "unknown": "don’t know"}
_VERDICT_WORDS: Final = {
    "agree": "Agree",
    "compatible": "Different but compatible",
    "apart": "Pulling apart",
}
_COMMITMENT_WORDS: Final = (
    ("by_when", "By when"),
    ("how_will_i_know", "How we will know"),
    ("who_may_ask", "Who may ask"),
)
GROUNDS: Final = (
    *(("why", "Why"), ("how", "How"), ("evidence", "Evidence")),
    *(("support", "Support"), ("owner", "Owner")),
)
"""What a recommendation rests on and needs, in the order in which it is read."""
_RECOMMENDATION_WORDS: Final = (("level", "Level"), *GROUNDS)
_GAP_WORDS: Final = (
    ("between", "Between"),
    ("who_opens", "Who opens it"),
    ("we_will_ask", "We will ask"),
    ("by_when", "By when"),
    ("what_happened", "What happened"),
)
_PROGRESS_WORDS: Final = (
    ("outcome", "How far it is"),
    ("what_worked", "What worked"),
    ("what_did_not", "What did not"),
)
SOURCE_WORDS: Final = (("from_board", "From the board"), ("from_card", "Card"))
"""Where a card of another board was copied from."""
_FIELDS_OF: Final = {
    "recommendation": _RECOMMENDATION_WORDS,
    "gap": _GAP_WORDS,
    "progress": _PROGRESS_WORDS,
    "source": SOURCE_WORDS,
}
_ALL_WORDS: Final = (*_RECOMMENDATION_WORDS, *_COMMITMENT_WORDS, *_GAP_WORDS, *_PROGRESS_WORDS, *SOURCE_WORDS)
FIELD_WORDS: Final = dict(_ALL_WORDS) | {
    "place": "Place",
    "author": "Author",
    "year": "Year",
    "title": "Title",
    "link": "Link",
    "what": "What",
}


def kind_word(name: str) -> str:
    """A card's kind as a word for people."""
    return KIND_WORDS.get(name) or one_line(name).replace("_", " ").capitalize()


def status_word(name: str) -> str:
    """How far a card is, in the page's own words."""
    return STATUS_NAMES.get(name) or one_line(name).replace("_", " ").capitalize()


def field_word(name: str) -> str:
    """A card's field as a column heading."""
    return FIELD_WORDS.get(name) or one_line(name).replace("_", " ").capitalize()


def certainty_word(card: CardView) -> str:
    """How sure a cell of a grid is, in words, or nothing."""
    return _CERTAINTY_WORDS.get(card["certainty"] or "", "")


def verdict_word(verdict: str | None) -> str:
    """What the group concluded about a row of a grid."""
    return _VERDICT_WORDS.get(verdict or "", "Not decided")


def card_runs(card: CardView) -> Runs:
    """What a card says, with its fields and its remark; nothing when it is empty."""
    return with_remark(said_runs(card), card)


def with_remark(said: Runs, card: CardView, *, tags: bool = True) -> Runs:
    """What is said and, in brackets, the card's remark."""
    words = remark(card, tags=tags)
    return join_runs([*said, Run(f" ({words})")]) if words and is_written(said) else said


def remark(card: CardView, *, tags: bool = True) -> str:
    """Who wrote a card, how sure it is, what it is marked as (`tags`) and what it refers to, or nothing."""
    marks = [*([f"by {card['by']}"] if "by" in card else []), *(card["tags"] if tags else [])]
    see = (f"see {each}" for each in card.get("see", ()))
    return "; ".join(filter(None, [certainty_word(card), *map(one_line, marks), *see]))


def said_runs(card: CardView) -> Runs:
    """What a card says, with its fields."""
    match card["kind"]:
        case "reference":
            return reference(card)
        case "resource":
            return linked(card["text"], _field(card, "link"))
        case "example":
            return _after(literal(_field(card, "place")), ": ", literal(card["text"]))
        case "commitment":
            return _commitment(card)
        case kind if kind in _FIELDS_OF:
            return with_fields(literal(card["text"]), card, _FIELDS_OF[kind])
        case _:
            return literal(card["text"])


def example_text(card: CardView) -> Runs:
    """An example without its place, which is the text when there is no other."""
    return with_remark(literal(card["text"] or _field(card, "place")), card)


def reference(card: CardView) -> Runs:
    """Author (year). *Title*. Note. The title carries the link, or else the note does."""
    author, year = literal(_field(card, "author")), literal(_field(card, "year"))
    title, note, link = _field(card, "title"), card["text"], _field(card, "link")
    who = _after(author, " ", (Run("("), *year, Run(")")) if year else ())
    what = linked(title or note, link) if title or note or link else ()
    rest = literal(note) if title and one_line(note) != one_line(title) else ()
    cited = tuple(Run(run.text, italic=bool(title), link=run.link) for run in what)
    return _sentences([who, cited, rest])


def _commitment(card: CardView) -> Runs:
    text, what = literal(card["text"]), literal(_field(card, "what"))
    said = what if what == text else _after(text, ": ", what)
    return with_fields(said, card, _COMMITMENT_WORDS)


def with_fields(start: Runs, card: CardView, words: Sequence[tuple[str, str]]) -> Runs:
    """`start` and then the written fields as sentences: `Why: ... How: ...`."""
    said = [(Run(f"{word}: "), *literal(text)) for name, word in words if (text := _field(card, name))]
    return _sentences([start, *said]) if said else start


def _field(card: CardView, name: str) -> str:
    return card["fields"].get(name, "").strip()


def _after(first: Runs, between: str, second: Runs) -> Runs:
    return join_runs([*first, *([Run(between)] if first and second else []), *second])


def _sentences(parts: Iterable[Runs]) -> Runs:
    """The written parts, each ended by a full stop unless it ends itself."""
    said: list[Run] = []
    for part in parts:
        if not is_written(part):
            continue
        said += [Run(" ")] if said else []
        said += [*part, *([] if part[-1].text.rstrip().endswith((".", "?", "!")) else [Run(".")])]
    return join_runs(said)


def written(cards: Iterable[CardView]) -> list[CardView]:
    """The cards that say something."""
    return [card for card in cards if is_written(card_runs(card))]
