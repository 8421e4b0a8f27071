"""Markdown, as it is read in a plain editor."""

import pytest

from board.render.markdown import inline
from board.text.richtext import Run

from .report_shapes import markdown_to_html


def bold(text: str) -> Run:
    return Run(text, bold=True)


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ((Run("a "), bold("b"), Run(" c")), "a **b** c"),
        ((Run("a"), bold(" b "), Run("c")), "a **b** c"),
        ((Run("a", bold=True, italic=True),), "***a***"),
        ((bold("a"), Run("b", italic=True)), "**a**<!-- -->*b*"),
        ((bold("Goal:"), Run(" go")), "**Goal:** go"),
        ((bold("Goal:"), Run("go")), "**Goal:**<!-- -->go"),
        ((Run("1. a\n- b\n# c\n+ d\n=== e"),), "1\\. a\\\n\\- b\\\n\\# c\\\n\\+ d\\\n\\=== e"),
        ((Run("a-b c_d 5*3 <b> &amp; R&D"),), "a-b c\\_d 5\\*3 \\<b\\> \\&amp; R&D"),
        ((Run("wow!"), Run("b", link="https://e.org")), "wow\\![b](https://e.org)"),
        ((Run("a|b"), Run("c", link="https://e.org/?x&copy;")), "a\\|b[c](https://e.org/?x&amp;copy;)"),
    ],
)
def test_text_is_escaped_only_where_it_would_be_read_as_a_mark(runs, written):
    assert inline(runs) == written


def test_escapes_are_not_seen():
    read = markdown_to_html(inline((Run("1. a_b <i> &lt; \\* | ~~x~~"),)).encode()).decode()
    assert read == "<p>1. a_b &lt;i&gt; &amp;lt; \\* | ~~x~~</p>\n"
