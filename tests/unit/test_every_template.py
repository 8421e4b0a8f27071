"""Every template that comes with the board, filled in everywhere: what is written reaches every report."""

import json
import re
from collections.abc import Iterator

import pytest

from board import edits
from board.content.document import BoardDocument
from board.content.schema import CARD_FIELDS
from board.content.zones import WITH_COLUMNS, WITH_ROWS, Zone
from board.edits import Place
from board.launching.launch import launch
from board.render import FORMATS, render
from board.reports import Provenance, ReportOptions, build
from board.snapshots.snapshot import project
from board.templates import bundled_templates
from tests.unit.boards import begun, counted, manualized
from tests.unit.report_shapes import text_in

PROVENANCE = Provenance("After the session", "2026-03-12T14:05:00Z", "ab" * 32)
WORD = re.compile(r"zq\d+zq")
"""A word that nothing but the test writes."""


def filled(name: str, *, on_area: bool) -> tuple[BoardDocument, list[str]]:
    """Launch a template and write in every place of it, with a word of its own in every text; return the words."""
    document, launched = manualized() if on_area else (begun(), None)
    area = launched.areas[0] if launched else None
    launch(document.doc, bundled_templates()[name], launch_id="l", new_id=counted("l"), answers=themes(name), area=area)
    new_word = counted("zq")
    words: list[str] = []

    def word() -> str:
        words.append(f"{new_word()}zq")
        return words[-1]

    new_card = counted("c")
    for zone in list(document.read().zones.values()):
        if zone.kind == "text" and zone.config.get("bind") is None:
            edits.set_zone_text(document, zone.id, f"Written {word()}")
        for place in places(zone) if zone.kind not in ("text", "areas") else ():
            for kind in zone.config.get("cards", ["note"]):
                fields = {field: f"Field {word()}" for field in CARD_FIELDS.get(kind, ())}
                tags = tuple(zone.config.get("tags", ())[:1])
                text = f"Card {word()}"
                edits.add_card(document, new_card(), kind, place, text=text, fields=fields, tags=tags)
    return document, words


def themes(name: str) -> dict[str, list[str]]:
    return {ask.id: ["One of them"] for ask in bundled_templates()[name].ask if ask.into == "areas"}


def places(zone: Zone) -> Iterator[Place]:
    if zone.kind not in WITH_COLUMNS:
        yield Place(zone.id)
        return
    for row in [row.id for row in zone.rows] if zone.kind in WITH_ROWS else [None]:
        for column in zone.columns:
            yield Place(zone.id, (row, column.id))


@pytest.mark.parametrize("name", sorted(bundled_templates()))
def test_X1_everything_written_with_a_template_is_in_the_projection(name):
    document, words = filled(name, on_area=False)
    projection = project(document.doc)
    assert projection["broken"] == []
    assert set(WORD.findall(json.dumps(projection))) == set(words)


@pytest.mark.parametrize("name", sorted(bundled_templates()))
@pytest.mark.parametrize("on_area", [False, True], ids=["whole", "area"])
def test_X3_everything_written_with_a_template_is_in_every_format(name, on_area):
    document, words = filled(name, on_area=on_area)
    options = ReportOptions(withheld=True, conversation=True)
    report = build("manual_section", project(document.doc), PROVENANCE, options)
    for form in FORMATS:
        missing = set(words) - set(WORD.findall(text_in(render(report, form).content)))
        assert not missing, f"{form} leaves out {len(missing)} of {len(words)} texts"


def test_T5_the_case_is_left_out_and_the_report_says_so():
    document, _ = filled("thinking_together", on_area=False)
    zones = {zone.slot: zone for zone in document.read().zones.values()}
    edits.add_card(document, "let", "note", Place(zones["case"].id), text="Released by the asker", status="in_report")
    edits.add_card(document, "kept", "note", Place(zones["case"].id), text="The case itself")
    usual = render(build("manual_section", project(document.doc), PROVENANCE), "markdown").content.decode()
    asked = build("manual_section", project(document.doc), PROVENANCE, ReportOptions(withheld=True))
    assert "The case itself" not in usual
    assert "Released by the asker" in usual
    assert "stays in the group is left out: ‘2. State the case’ and ‘3. Mentalize the moment’" in usual
    assert "The case itself" in render(asked, "markdown").content.decode()


def test_T5_what_refers_to_the_case_does_not_say_it():
    document, _ = filled("thinking_together", on_area=False)
    zones = {zone.slot: zone for zone in document.read().zones.values()}
    edits.add_card(document, "kept", "note", Place(zones["case"].id), text="The case itself")
    edits.add_card(document, "asks", "question", Place(zones["task"].id), text="What to do?", refs=("kept",))
    usual = render(build("manual_section", project(document.doc), PROVENANCE), "markdown").content.decode()
    asked = build("manual_section", project(document.doc), PROVENANCE, ReportOptions(withheld=True))
    assert "What to do?" in usual
    assert "The case itself" not in usual
    assert "What to do? (see “The case itself”)" in render(asked, "markdown").content.decode().replace(
        "‘", "“"
    ).replace("’", "”")


def test_T6_a_reference_to_a_box_follows_it_when_boxes_change_places():
    document = begun()
    boxes = ["Governance", "Shared need", "Co-production"]
    template = bundled_templates()["framework"]
    launch(document.doc, template, launch_id="l", new_id=counted("l"), answers={"boxes": boxes})
    zone = next(zone for zone in document.read().zones.values() if zone.slot == "boxes")
    first, _, third = (column.id for column in zone.columns)
    place = Place(zone.id, (None, third))
    edits.add_card(document, "c", "note", place, text="One lead for each place", tags=("Ask",), refs=(first,))

    def text() -> str:
        return render(build("manual_section", project(document.doc), PROVENANCE), "markdown").content.decode()

    assert "**Box 3: Co-production:** One lead for each place (Ask; see box 1: Governance)" in text()
    edits.reorder_column(document, zone.id, first, third)
    assert "**Box 2: Co-production:** One lead for each place (Ask; see box 3: Governance)" in text()


def test_T6_an_objective_is_written_once_and_read_by_its_number():
    document = begun()
    answers = {"objectives": ["Build on what is there", "Share what we learn"]}
    launch(document.doc, bundled_templates()["objectives"], launch_id="l", new_id=counted("l"), answers=answers)
    zones = {zone.slot: zone for zone in document.read().zones.values()}
    second = next(card.id for card in document.read().cards.values() if card.text == "Share what we learn")
    edits.add_card(document, "c", "note", Place(zones["uses"].id), text="A network meets", refs=(second,))
    edits.set_card_text(document, second, "Share what we learned")
    content = render(build("manual_section", project(document.doc), PROVENANCE), "markdown").content.decode()
    assert "**Goal 2:** Share what we learned" in content
    assert "A network meets (see goal 2: Share what we learned)" in content
