"""What may be in a document, and how much of it (SPEC A2, A3)."""

import pytest

from board import limits
from board.admission import AdmissionIndex
from board.admission.rules import ITEM_WEIGHT, MAX_TEXT_UNITS
from board.content.schema import STAGE
from board.yjs.structs import Content, Deleted, Gc, Id, Item, String, Type, Values
from board.yjs.update import decode_update
from board.yjs.varint import Reader
from tests.unit.admitting import (
    HIGH,
    LATER,
    MAP,
    NULL,
    PURPOSE,
    SCHEMA,
    TEXT,
    A,
    B,
    admit,
    board,
    item,
    refusal,
    update_of,
)

FITTING = [
    ("an entity", item(MAP, parent="cards", key="c2")),
    ("a field", item(NULL, parent=(5, 5), key="deleted")),
    ("a collected field", item(Deleted(), parent=(5, 5), key="deleted")),
    ("letters", item(String("é\n\0😀"), origin=A, right=HIGH)),
    ("collected letters", item(Deleted(), origin=B)),
]


def _ids() -> dict[str, Id]:
    """Return where the shared types of the board of `board()` are."""
    person, _ = board()
    found = {}
    for struct in decode_update(person.state()).structs[5]:
        if isinstance(struct, Item) and isinstance(struct.content, Type):
            found[struct.key or ""] = (struct.client, struct.clock)
    return found


@pytest.mark.parametrize(("what", "struct"), FITTING)
def test_A3_what_fits_the_schema_is_admitted(what, struct):
    _, index = board()
    if struct.parent == (5, 5):
        struct = item(struct.content, parent=_ids()["c1"], key=struct.key)
    assert not admit(index, update_of(struct)).covered


def _json(raw: str) -> Values:
    data = bytes.fromhex(raw)
    return Values((Reader(data).any(),), (data,))


MISFITS: list[tuple[str, str | None, str, Content]] = [
    ("an unknown root", None, "evil", MAP),
    ("an entity that is a text", "cards", "c2", TEXT),
    ("an entity that is a value", "cards", "c2", NULL),
    ("an id with a space", "cards", "c 2", MAP),
    ("an id that is too long", "cards", "c" * 41, MAP),
    ("an id that breaks JavaScript", "cards", "__proto__", MAP),
    ("an unknown field", "c1", "colours", NULL),
    ("a value where a text belongs", "c1", "text", NULL),
    ("a map where a text belongs", "c1", "text", MAP),
    ("a text where a value belongs", "c1", "pos", TEXT),
    ("letters where a value belongs", "c1", "pos", String("x")),
    ("null where none may be", "c1", "order", NULL),
    ("an order of 65 characters", "c1", "order", _json("7741" + "61" * 65)),
    ("a position of one number", "c1", "pos", _json("75017d01")),
    ("a position of strings", "c1", "pos", _json("7502770161770162")),
    ("a position beyond the board", "c1", "pos", _json("75027b7fe00000000000007d01")),
    ("an unknown colour", "c1", "colour", _json("770161")),
    ("a value among the texts of a card", "fields", "why", NULL),
    ("a boolean for a number", "meta", "schema", _json("78")),
]


@pytest.mark.parametrize(("what", "parent", "key", "content"), MISFITS)
def test_A3_what_does_not_fit_the_schema_is_refused(what, parent, key, content):
    _, index = board()
    place: str | Id = key if parent is None else _ids().get(parent, parent)
    assert refusal(index, update_of(item(content, parent=place, key=key))) == "schema"


@pytest.mark.parametrize(
    ("what", "struct"),
    [
        ("a key in a text", item(LATER, parent=PURPOSE, key="k")),
        ("no key in a map", item(NULL, parent="cards")),
        ("a child of a letter", item(LATER, parent=A)),
        ("a value between letters", item(NULL, origin=A)),
        ("two neighbours in different places", item(LATER, origin=A, right=(5, 12))),
        ("a value before another", item(_json("770161"), right=PURPOSE)),
    ],
)
def test_A3_structs_in_impossible_places_are_refused(what, struct):
    _, index = board()
    assert refusal(index, update_of(struct)) == "schema"


def test_A10_several_values_of_one_key_must_be_deleted():
    two = Values(("x", "y"), (b"w\x01x", b"w\x01y"))
    index = AdmissionIndex.empty(SCHEMA)
    assert refusal(index, update_of(item(two, parent="meta", key="title"))) == "schema"
    deleted = update_of(item(two, parent="meta", key="title"), deletes={9: [(0, 2)]})
    assert not admit(index, deleted).covered


def test_A3_the_stage_has_its_own_schema():
    index = AdmissionIndex.empty(STAGE)
    assert refusal(index, update_of(item(MAP, parent="cards", key="c1"))) == "schema"
    assert not admit(index, update_of(item(MAP, parent="launches", key="l1"))).covered


def test_A10_collected_content_must_be_deleted_in_its_update():
    index = AdmissionIndex.empty(SCHEMA)
    assert refusal(index, update_of(Gc(9, 0, 1000))) == "schema"
    assert refusal(index, update_of(Gc(9, 0, 10), deletes={9: [(0, 9)]})) == "schema"
    assert not admit(index, update_of(Gc(9, 0, 10), deletes={9: [(0, 10)]})).covered


def test_A2_an_update_of_too_many_bytes_is_refused():
    assert refusal(AdmissionIndex.empty(SCHEMA), bytes(limits.MAX_FRAME_BYTES + 1)) == "limit"


def test_A2_a_text_has_a_longest_length_after_deletions():
    index = AdmissionIndex.rebuild([update_of(item(TEXT, parent="meta", key="purpose"))], SCHEMA)
    long = "x" * MAX_TEXT_UNITS
    too_long = item(String(long + "yy"), clock=1, parent=(9, 0))
    assert refusal(index, update_of(too_long)) == "limit"
    assert not admit(index, update_of(too_long, deletes={9: [(1, 3)]})).covered
    one_more = item(String("z"), 8, origin=(9, 3))
    assert refusal(index, update_of(one_more)) == "limit"
    assert not admit(index, update_of(one_more, deletes={9: [(3, 4)]})).covered


def test_A2_a_root_holds_so_many_entities():
    def cards(start: int, end: int) -> bytes:
        return update_of(*(item(MAP, clock=n, parent="cards", key=f"c{n}") for n in range(start, end)))

    index = AdmissionIndex.empty(SCHEMA)
    assert refusal(index, cards(0, limits.MAX_ENTITIES + 1)) == "limit"
    assert not admit(index, cards(0, limits.MAX_ENTITIES)).covered
    assert refusal(index, cards(limits.MAX_ENTITIES, limits.MAX_ENTITIES + 1)) == "limit"


def test_A2_a_map_inside_of_an_entity_holds_so_many_keys():
    texts = [item(TEXT, clock=n, parent=_ids()["fields"], key=f"k{n}") for n in range(limits.MAX_MAP_KEYS)]
    _, index = board()
    assert refusal(index, update_of(*texts)) == "limit"
    assert not admit(index, update_of(*texts[:-1])).covered


def test_A2_a_document_has_so_many_clients():
    texts = [item(MAP, n, parent="cards", key=f"c{n}") for n in range(limits.MAX_STATE_VECTOR_CLIENTS)]
    index = AdmissionIndex.empty(SCHEMA)
    assert not admit(index, update_of(*texts)).covered
    assert refusal(index, update_of(item(MAP, 10**6, parent="zones", key="z1"))) == "limit"


def test_A2_insertions_that_would_keep_the_document_busy_are_refused():
    title = Values(("x",), (b"w\x01x",))
    same_key = [item(title, clock=n, parent="meta", key="title") for n in range(20_000)]
    assert refusal(AdmissionIndex.empty(SCHEMA), update_of(*same_key)) == "limit"
    text = item(TEXT, 4, parent="meta", key="purpose")
    same_spot = [item(LATER, clock=n, parent=(4, 0)) for n in range(20_000)]
    assert refusal(AdmissionIndex.empty(SCHEMA), update_of(text, *same_spot)) == "limit"
    typed = [item(LATER, clock=n, origin=(9, n - 1)) for n in range(1, 20_000)]
    assert not admit(AdmissionIndex.empty(SCHEMA), update_of(text, same_spot[0], *typed)).covered


def test_A2_a_full_document_takes_no_more():
    index = AdmissionIndex.rebuild([update_of(item(TEXT, 1, parent="meta", key="purpose"))], SCHEMA)
    part = "x" * (3 * limits.MAX_TEXT)

    def typed_and_deleted(clock: int) -> bytes:
        struct = item(String(part), clock=clock, origin=(9, clock - 1))
        return update_of(struct, deletes={9: [(clock, struct.end)]})

    admit(index, update_of(item(LATER, parent=(1, 0))))
    parts = limits.MAX_DOCUMENT_BYTES // (len(part) + ITEM_WEIGHT)
    for number in range(parts):
        assert not admit(index, typed_and_deleted(1 + number * len(part))).covered
    assert refusal(index, typed_and_deleted(1 + parts * len(part))) == "limit"
