"""What the edits of this domain write is admitted from any client that uses them (SPEC A9)."""

import pytest
from hypothesis import given

from board.admission import AdmissionIndex
from board.content import schema
from board.content.document import BoardDocument
from board.launching.launch import launch
from board.templates import bundled_templates
from tests.property.test_restore import begin, run, steps
from tests.unit.boards import begun, counted, manualized

SCHEMA = {"meta": schema.META, **schema.CONTENT}


def admit_all(first: bytes, updates: list[bytes]) -> None:
    """Pass the updates through admission as one participant's; raises Refusal where one is refused."""
    index = AdmissionIndex.empty(SCHEMA)
    for update in (first, *updates):
        index.admit(update, owner_of=lambda _: None, participant="p", may_write=True)


def watched(document: BoardDocument) -> list[bytes]:
    """Return a list that takes every update of the document from now on."""
    updates: list[bytes] = []
    document.doc.observe(lambda event: updates.append(event.update))
    return updates


@given(steps)
def test_A9_every_edit_is_admitted(chosen):
    bench = begin()
    first, updates = bench.document.doc.get_update(), watched(bench.document)
    run(bench, chosen)
    admit_all(first, updates)


@pytest.mark.parametrize("name", sorted(bundled_templates()))
@pytest.mark.parametrize("on_area", [False, True], ids=["whole", "area"])
def test_A9_every_bundled_template_is_admitted(name, on_area):
    document, launched = manualized() if on_area else (begun(), None)
    first, updates = document.doc.get_update(), watched(document)
    template = bundled_templates()[name]
    answers = {ask.id: "👪" for ask in template.ask if ask.least <= 1}
    area = launched.areas[0] if launched else None
    launch(document.doc, template, launch_id="l", new_id=counted("l"), answers=answers, area=area)
    launch(document.doc, template, launch_id="m", new_id=counted("m"), answers={}, again="l")
    assert len(updates) == 2
    admit_all(first, updates)
