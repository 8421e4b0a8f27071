"""Light Markdown (SPEC R1), read and written."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.text.richtext import Block, Item, Paragraph, Run, is_safe_address, join_runs, parse, plain_text
from board.text.richtext_print import print_markdown

FIXTURE = Path(__file__).parents[1] / "fixtures" / "richtext_vectors.json"
CASES = json.loads(FIXTURE.read_text(encoding="utf-8"))["cases"]


def run_of(value: dict[str, Any]) -> Run:
    return Run(value["text"], value.get("bold", False), value.get("italic", False), value.get("link"))


def block_of(value: dict[str, Any]) -> Block:
    runs = tuple(run_of(each) for each in value["runs"])
    if value["type"] == "paragraph":
        return Paragraph(runs)
    return Item(value["level"], value["ordered"], runs)


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["markdown"]))
def test_R1_shared_vectors_are_read(case):
    assert parse(case["markdown"]) == [block_of(each) for each in case["model"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["markdown"]))
def test_R1_shared_vectors_are_written_and_read_back(case):
    model = [block_of(each) for each in case["model"]]
    assert parse(print_markdown(model)) == model


PIECES = [
    *["a", "b ", " ", "*", "**", "\n", "\n\n", "- ", "1. ", "  ", "\t", "\\", "[", "]", "(", ")"],
    *["](https://e.org)", "😀", "م", "<b>", "\u00a0"],
]
soup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=400)
@given(soup)
def test_R1_reading_loses_no_letter(source):
    kept = "".join(run.text for block in parse(source) for run in block.runs)
    assert [c for c in kept if c in "ab😀م<>"] == [c for c in source if c in "ab😀م<>"]


@settings(max_examples=400)
@given(soup)
def test_R1_what_was_read_is_written_to_a_text_that_reads_the_same(source):
    read = parse(source)
    written = parse(print_markdown(read))
    blank_link = any(run.link and not run.text.strip() for block in read for run in block.runs)
    if not blank_link:
        # Blocks without a letter are left out, and an item that was inside one comes out a level.
        assert written == read or not all(plain(block).strip() for block in read)
        assert parse(print_markdown(written)) == written


def test_R1_an_item_inside_an_empty_one_comes_out():
    assert print_markdown(parse("- \u00a0\n  - a")).strip() == "- a"


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_R1_any_text_can_be_read(source):
    assert all(block.runs for block in parse(source))


def plain(block: Block) -> str:
    return "".join(run.text for run in block.runs)


words = st.lists(
    st.sampled_from(["x", "y", "*", "[", "]", "(", "- ", "1. ", "é", " ", "\\"]),
    min_size=1,
    max_size=6,
).map(lambda parts: "".join(parts).strip() + "k")
links = st.sampled_from([None, None, "https://e.org/a_(b)", "mailto:a@e.org"])
runs = st.lists(st.builds(Run, words, st.booleans(), st.booleans(), links), min_size=1, max_size=6).map(join_runs)
items = st.builds(Item, st.integers(1, 2), st.booleans(), runs)
blocks = st.lists(st.one_of(st.builds(Paragraph, runs), items), max_size=5)


def with_levels_in_place(found: list[Block]) -> list[Block]:
    """A second-level item needs an item before it."""
    placed: list[Block] = []
    for block in found:
        alone = not placed or not isinstance(placed[-1], Item)
        first = isinstance(block, Item) and alone
        placed.append(Item(1, block.ordered, block.runs) if first else block)  # type: ignore[union-attr]
    return placed


@settings(max_examples=600)
@given(blocks.map(with_levels_in_place))
def test_R1_any_formatting_next_to_any_other_survives_writing_and_reading(model):
    assert parse(print_markdown(model)) == model


def test_R1_spaces_at_the_edge_of_marked_text_stand_outside_the_marks():
    model = [Paragraph((Run("a"), Run(" b ", bold=True), Run("c", link="https://e.org")))]
    assert print_markdown(model) == "a **b** [c](https://e.org)"


def test_R1_only_web_and_mail_addresses_are_links():
    assert all(map(is_safe_address, ["https://e.org", "HTTP://e.org", "mailto:a@e.org"]))
    refused = ["javascript:alert(1)", "data:text/html,x", "//e.org", "file:///x", "https://", ""]
    assert not any(map(is_safe_address, refused))
    assert not is_safe_address("https://e.org\n")


def test_R1_plain_text_has_the_words_without_the_marks():
    assert plain_text("**One** [two](https://e.org)\n- three") == "One two\nthree"


@pytest.mark.parametrize("hostile", ["**a [a *b ", "*a", "[a](x", "\\*", "[\\](", "- a\n", "**a*b"])
def test_R1_the_longest_text_is_read_and_written_in_time_that_grows_with_its_length(hostile):
    def cost(length: int) -> float:
        started = time.process_time()
        print_markdown(parse(hostile * (length // len(hostile))))
        return time.process_time() - started

    cost(2_000)
    assert cost(50_000) < 12 * cost(12_500) + 0.5


def test_R1_a_backslash_at_the_end_of_a_link_stands_behind_it():
    def read_back(text: str) -> list[Block]:
        return parse(print_markdown([Paragraph((Run(text, link="https://e.org"),))]))

    assert read_back("a\\") == [Paragraph((Run("a", link="https://e.org"), Run("\\")))]
    assert read_back("\\") == [Paragraph((Run("\\"),))]
