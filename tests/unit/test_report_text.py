"""Texts in reports: formatting, addresses, dates, and what cannot be written."""

import pytest

from board.errors import ReportError
from board.render import render
from board.reports.model import (
    List,
)
from board.reports.prose import clean, day, formatted, linked, literal, moment, spoken_list
from board.text.richtext import Run

from .reporting import lines, make


def test_characters_that_cannot_be_written_are_replaced_visibly():
    assert clean("a\x00b\x1bc\ud800d\ufffee\U0001ffff") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"
    assert clean("a\r\nb\rc\u2028d\x0be\x85f") == "a\nb\nc\nd\ne\nf"
    assert clean("👩‍👩‍👧 \u202e é") == "👩‍👩‍👧 \u202e é"


def test_R1_formatted_text_becomes_nested_lists():
    ordered, bulleted = formatted("1. a\n   - b\n   1. c\n2. d\n- e")
    assert isinstance(ordered, List)
    assert ordered.ordered
    below = ordered.items[0].lists
    assert [(each.ordered, lines((each,))) for each in below] == [(False, ["b"]), (True, ["c"])]
    assert isinstance(bulleted, List)
    assert lines((bulleted,)) == ["e"]


def test_typed_text_is_literal():
    assert literal(" **a** \n\n [b](https://e.org) ") == (Run("**a**\n[b](https://e.org)"),)


def test_only_safe_addresses_are_linked_and_others_are_shown():
    assert linked("Guide", "https://e.org/(a)") == (Run("Guide", link="https://e.org/(a)"),)
    assert linked("Guide", 'https://e.org/"<)') == (Run("Guide", link="https://e.org/%22%3C%29"),)
    assert linked("", "mailto:a@e.org") == (Run("mailto:a@e.org", link="mailto:a@e.org"),)
    assert linked("Guide", "javascript:alert(1)") == (Run("Guide javascript:alert(1)"),)
    assert linked("Guide", "") == (Run("Guide"),)


def test_dates_are_said_in_words_and_odd_ones_as_they_are():
    assert day("2024-03-12") == "12 March 2024"
    assert day("soon\n") == "soon"
    assert moment("2024-03-12T23:30:00+02:00") == "12 March 2024 at 21:30 UTC"
    assert moment("0001-01-01T00:00:00+14:00") == "0001-01-01T00:00:00+14:00"
    assert spoken_list([]) == ""
    assert spoken_list(["a", "b", "c"]) == "a, b and c"


def test_an_unknown_format_is_refused_with_the_choices():
    with pytest.raises(ReportError, match="Choose one of: docx, html"):
        render(make("hats_section"), "odt")
