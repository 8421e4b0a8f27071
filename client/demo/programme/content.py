"""What the demo's programme consists of: `programme.toml`, and the boards of its sessions in `boards/`."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, Self, TypeAlias

from board.programmes import WholeProgramme, read
from client.demo.content import Content, Note

SOURCES: Final = "sources"
"""The zone, in each area of a board of themes, with the cards of other boards that the theme rests on."""

Lanes: TypeAlias = Mapping[str, Sequence[Note]]
"""The cards of a zone by the titles of its lanes."""


@dataclass(frozen=True, slots=True)
class Theme:
    """An area with its agreed text, and its source cards."""

    title: str
    record: str
    sources: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """A template on a board, with what is answered and written; `texts`, `cards` and `lanes` are by slot."""

    template: str
    answers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, Sequence[Note]] = field(default_factory=dict)
    lanes: Mapping[str, Lanes] = field(default_factory=dict)
    themes: Sequence[Theme] = ()

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """Read a launch of a file; cards stand there by slot, or by slot and lane."""
        written: Mapping[str, Any] = value.get("cards", {})
        return cls(
            template=value["template"],
            answers=value.get("answers", {}),
            texts={slot: text.strip() for slot, text in value.get("texts", {}).items()},
            cards={slot: _notes(cards) for slot, cards in written.items() if isinstance(cards, list)},
            lanes={
                slot: {lane: _notes(cards) for lane, cards in lanes.items()}
                for slot, lanes in written.items()
                if isinstance(lanes, dict)
            },
            themes=[
                Theme(title, "", [Note("", "source", source=each) for each in sources])
                for title, sources in value.get("sources", {}).items()
            ],
        )


@dataclass(frozen=True, slots=True)
class SessionBoard:
    """A board of a session, by the name of its file."""

    name: str
    title: str
    session: str
    uses: Sequence[Use]

    @property
    def notes(self) -> Iterator[Note]:
        """All cards of the board."""
        for use in self.uses:
            for cards in use.cards.values():
                yield from cards
            for lanes in use.lanes.values():
                for cards in lanes.values():
                    yield from cards


@dataclass(frozen=True, slots=True)
class ProgrammeContent:
    """The programme with the boards of its sessions, and the board that people make live."""

    whole: WholeProgramme
    boards: Mapping[str, SessionBoard]
    live: Content

    def said_by(self, source: str) -> Note:
        """Return the card that a source names as `board/key`. Raises KeyError."""
        board, _, key = source.partition("/")
        for note in self.boards[board].notes:
            if note.key == key:
                return note
        raise KeyError(source)

    def with_use(self, name: str, template: str, use: Use) -> Self:
        """Return the same with another use of a template on a board."""
        board = self.boards[name]
        uses = [use if each.template == template else each for each in board.uses]
        return replace(self, boards={**self.boards, name: replace(board, uses=uses)})

    def use_of(self, name: str, template: str) -> Use:
        """Return how a template is used on a board."""
        return next(use for use in self.boards[name].uses if use.template == template)


LIVE_SESSION: Final = "leadership_3"
"""The session whose board is made live: the one on which the group took the report itself apart."""


def load_programme(live: Content) -> ProgrammeContent:
    """Return the programme as the demo's files have it; themes have the titles and texts of the live board."""
    folder = files(__package__)
    whole = read(WholeProgramme, tomllib.loads(folder.joinpath("programme.toml").read_text("utf-8")))
    boards = [_board(file) for file in folder.joinpath("boards").iterdir() if file.name.endswith(".toml")]
    content = ProgrammeContent(whole, {board.name: board for board in sorted(boards, key=lambda b: b.name)}, live)
    return with_objectives(with_themes(content))


def with_themes(content: ProgrammeContent) -> ProgrammeContent:
    """Return the same with the titles and texts of the live board's areas on the board of themes."""
    use = content.use_of("themes", "themes")
    sources = {theme.title.casefold(): theme.sources for theme in use.themes}
    themes = [Theme(area.title, area.record, sources.get(area.title.casefold(), ())) for area in content.live.areas]
    answers = {"themes": [theme.title for theme in themes]}
    return content.with_use("themes", "themes", replace(use, themes=themes, answers=answers))


def with_objectives(content: ProgrammeContent) -> ProgrammeContent:
    """Return the same with the programme's objectives, word by word, on the board of objectives."""
    answers = {"objectives": [each.text for each in content.whole.programme.objectives]}
    use = replace(content.use_of("objectives", "objectives"), answers=answers)
    return content.with_use("objectives", "objectives", use)


def _board(file: Traversable) -> SessionBoard:
    raw = tomllib.loads(file.read_text("utf-8"))
    uses = [Use.read(value) for value in raw["launches"]]
    return SessionBoard(file.name.removesuffix(".toml"), raw["title"], raw["session"], uses)


def _notes(cards: Sequence[Any]) -> Sequence[Note]:
    return [Note.read(card) for card in cards]
