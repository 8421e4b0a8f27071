"""Updates that hang, kill or stall pycrdt never reach it, and cost little to refuse (SPEC A1, A2)."""

import json
import zlib
from base64 import b64decode
from contextlib import suppress
from pathlib import Path

import pytest

from board.admission import AdmissionIndex
from board.errors import BoardError, CausalityGap, CodecError, Refusal
from board.yjs.structs import Gc, String, Type, Update, Values
from board.yjs.update import encode_update
from tests.counting import calls_of
from tests.unit.admitting import MAP, SCHEMA, TEXT, admit, board, item, update_of

FIXTURE = Path(__file__).parents[1] / "fixtures" / "hostile_updates.json"
KNOWN = {
    entry["name"]: zlib.decompress(b64decode(entry["zlib_base64"]))
    for entry in json.loads(FIXTURE.read_text(encoding="utf-8"))
}
CALLS_A_BYTE = 30
CALLS_AT_LEAST = 2_000


def _nested_any(opening: bytes, levels: int) -> Values:
    return Values((None,), (opening * levels + b"\x7e",))


TITLE = Values(("x",), (b"w\x01x",))

OWN = {
    "values nested nine deep in a config": update_of(
        item(MAP, parent="zones", key="z1"),
        item(_nested_any(b"v\x01\x01a", 9), clock=1, parent=(9, 0), key="config"),
    ),
    "a map of capacity 2^27 in a config": update_of(
        item(MAP, parent="zones", key="z1"),
        item(Values((None,), (b"v\x80\x80\x80\x40\x7e",)), clock=1, parent=(9, 0), key="config"),
    ),
    "20,000 titles without origin": update_of(
        *(item(TITLE, clock=clock, parent="meta", key="title") for clock in range(20_000))
    ),
    "20,000 titles behind the first": update_of(
        item(TITLE, parent="meta", key="title"),
        *(item(TITLE, clock=clock, origin=(9, 0)) for clock in range(1, 20_000)),
    ),
    "20,000 letters of two clients at one spot": update_of(
        item(TEXT, 4, parent="meta", key="purpose"),
        *(item(String("a"), 8, clock, parent=(4, 0)) for clock in range(10_000)),
        *(item(String("b"), 9, clock, parent=(4, 0)) for clock in range(10_000)),
    ),
    "a text in a text": update_of(item(TEXT, parent="meta", key="purpose"), item(TEXT, clock=1, parent=(9, 0))),
    "maps nested 20,000 deep under a card": update_of(
        item(MAP, parent="cards", key="c1"),
        *(item(Type(1), clock=clock, parent=(9, clock - 1), key="fields") for clock in range(1, 20_000)),
    ),
    "a circle of 20,000 clients": encode_update(
        Update({client: [item(String("a"), client, origin=((client + 1) % 20_000, 0))] for client in range(20_000)})
    ),
    "clocks taken in another's name": update_of(Gc(7, 0, 2**31 - 1)),
}


@pytest.mark.parametrize("name", [*KNOWN, *OWN])
def test_A1_known_killers_are_refused_in_few_steps(name):
    update = KNOWN.get(name) or OWN.get(name, b"")
    for index in (AdmissionIndex.empty(SCHEMA), board(77)[1]):
        before = dict(index.state_vector())

        def attempt(index: AdmissionIndex = index) -> None:
            with pytest.raises((CodecError, Refusal, CausalityGap)):
                admit(index, update)

        assert calls_of(attempt) < CALLS_AT_LEAST + CALLS_A_BYTE * len(update)
        assert index.state_vector() == before


def test_the_known_killers_are_all_there():
    assert len(KNOWN) == 33
    assert sum(map(len, KNOWN.values())) > 800_000


def test_A1_others_go_on_between_the_killers():
    person, index = board(77)
    for number, update in enumerate([*KNOWN.values(), *OWN.values()]):
        with suppress(BoardError):
            admit(index, update)
        person.meta["title"] = str(number)
        assert not admit(index, person.sent[-1], participant="bob").covered
    assert admit(index, person.state(), may_write=False).covered
