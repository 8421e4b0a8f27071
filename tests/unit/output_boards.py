"""A board with every template for what goes into a report, filled in with our own words."""

from collections.abc import Mapping, Sequence

from board import edits
from board.content.document import BoardDocument
from board.content.zones import Zone
from board.edits import Place
from board.launching.launch import Answers, launch
from board.snapshots.projection import Projection
from board.snapshots.snapshot import project
from board.templates import bundled_templates

from .boards import begun, counted

KEY_STEPS = {
    "First strand": ["Pay parents for their time", "Give them two seats on the board", "Publish what they changed"],
    "Second strand": ["Open the reflective group to charities", "Lend them a facilitator"],
}
PASSAGES = [
    ("First box", "Situation", "note", "No group of leaders has met since spring"),
    ("First box", "Ask", "recommendation", "Name one lead in each place"),
    ("Third box", "Question", "question", "Could one person set up agreements for all?"),
    ("Third box", "Example", "example", "Health visitors and midwives share one record"),
]


class OutputBoard:
    """A board being filled; every card that was added is known by its text."""

    def __init__(self, title: str = "What we found") -> None:
        self.document: BoardDocument = begun(title)
        self._new_id = counted("o")
        self.cards: dict[str, str] = {}

    def launch(self, template: str, answers: Answers | None = None) -> str:
        """Launch a template and return its launch's id."""
        key = self._new_id()
        found = bundled_templates()[template]
        launch(self.document.doc, found, launch_id=key, new_id=self._new_id, answers=answers or {})
        return key

    def zone(self, slot: str) -> Zone:
        """The newest zone at a slot."""
        return [zone for zone in self.document.read().zones.values() if zone.slot == slot][-1]

    def column(self, slot: str, title: str) -> str:
        return next(column.id for column in self.zone(slot).columns if column.title == title)

    def zone_in(self, area: str, slot: str) -> Zone:
        """The zone at a slot of the area with this title."""
        found = self.document.read()
        key = next(each.id for each in found.areas.values() if each.title == area)
        return next(zone for zone in found.zones.values() if zone.parent == key and zone.slot == slot)

    def text(self, slot: str, text: str) -> None:
        edits.set_zone_text(self.document, self.zone(slot).id, text)

    def add(
        self,
        slot: str,
        text: str,
        *,
        kind: str = "note",
        lane: str | None = None,
        fields: Mapping[str, str] | None = None,
        tags: Sequence[str] = (),
        refs: Sequence[str] = (),
    ) -> str:
        place = Place(self.zone(slot).id, (None, self.column(slot, lane)) if lane else None)
        self.cards[text] = key = self._new_id()
        edits.add_card(
            self.document, key, kind, place, text=text, fields=fields or {}, tags=tuple(tags), refs=tuple(refs)
        )
        return key

    def projection(self) -> Projection:
        return project(self.document.doc)


def outputs() -> OutputBoard:
    """Return a board with key steps, a framework, a poster and recommendations."""
    board = OutputBoard()
    _key_steps(board)
    _framework(board)
    _poster(board)
    _recommendations(board)
    return board


def _key_steps(board: OutputBoard) -> None:
    board.launch("key_steps", {"question": "How do parents come to decide with us?"})
    board.text("response", "By making taking part **one part** of how we decide.")
    for strand, steps in KEY_STEPS.items():
        for step in steps:
            board.add("strands", step, lane=strand)


def _framework(board: OutputBoard) -> None:
    board.launch("framework", {"question": "How do services become one?"})
    for box, tag, kind, text in PASSAGES:
        board.add("boxes", text, lane=box, kind=kind, tags=[tag])
    first = board.column("boxes", "First box")
    board.add("boxes", "The lead looks after this", lane="Third box", tags=["Ask"], refs=[first])
    board.add("parking", "A word for all of it", kind="parked")


def _poster(board: OutputBoard) -> None:
    board.launch("poster", {"question": "What helps new fathers?", "lists": ["What fathers say"]})
    board.add("considerations", "Could visits be in the evening?")
    board.add("open_questions", "Who counts the talks in the corridor?", kind="question")
    cited = {"author": "Munro", "year": "2011", "title": "A child-centred system"}
    board.add("references", "", kind="reference", fields=cited)
    board.add("examples", "A navigator who was a new father himself", kind="example", fields={"place": "Bristol"})
    board.add("examples", "Walks with a pram", kind="example", fields={"place": "Torbay"})
    board.add("examples", "Peers who are paid", kind="example", fields={"place": "Bristol"})
    board.add("lists", "Somebody listens", lane="What fathers say")
    board.text("participants", "Two councils and a charity")


def _recommendations(board: OutputBoard) -> None:
    board.launch("recommendations")
    grounds = {"why": "Teams go when money goes", "how": "By three-year grants", "owner": "The ministry"}
    board.add("local", "Name a lead in each place", kind="recommendation", fields={"support": "A role profile"})
    board.add("national", "Pay for longer\nThree years at least.", kind="recommendation", fields=grounds)
    board.add("regional", "Meet across borders", kind="recommendation")
