"""The demo's comparison: it reads a text from three formats and names every difference."""

from io import BytesIO

import docx
import pytest

from client.demo.compare import differences
from client.demo.wording import Block, read_docx, read_html, read_markdown, without_sections, wording

MARKDOWN = """# Themes

They came up *everywhere*.

## **Prevention**

Acting early is right. It takes
time.

- **first** bullet
- second bullet, see [here](https://example.org)
  - below it

1. numbered

| A | B |
|---|---|
| c | d |
"""

AGREED = [
    Block("heading", "Themes"),
    Block("paragraph", "They came up everywhere."),
    Block("heading", "Prevention"),
    Block("paragraph", "Acting early is right. It takes time."),
    Block("bullet", "first bullet"),
    Block("bullet", "second bullet, see here"),
    Block("bullet", "below it"),
    Block("bullet", "numbered"),
    Block("cell", "A"),
    Block("cell", "B"),
    Block("cell", "c"),
    Block("cell", "d"),
]

HTML = """<!doctype html><html><head><title>not shown</title><style>p {}</style></head><body>
<main><h1>Themes</h1><p>They came up <em>everywhere</em>.</p>
<section><h3><strong>Prevention</strong></h3><p>Acting early is right. It takes<br>time.</p>
<ul><li><strong>first</strong> bullet</li><li>second bullet, see <a href="https://example.org">here</a>
<ul><li>below it</li></ul></li></ul><ol><li><p>numbered</p></li></ol>
<table><tr><th>A</th><th>B</th></tr><tr><td><p>c</p></td><td>d</td></tr></table></section></main>
<script>alert("no")</script></body></html>"""


def word_document() -> bytes:
    document = docx.Document()
    document.add_heading("Themes", 1)
    document.add_paragraph("They came up ").add_run("everywhere.").italic = True
    document.add_heading("Prevention", 3)
    document.add_paragraph("Acting early is right. It takes\ntime.")
    for text, style in (
        ("first bullet", "List Bullet"),
        ("second bullet, see here", "List Bullet"),
        ("below it", "List Bullet 2"),
        ("numbered", "List Number"),
    ):
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), "ABcd", strict=True):
        cell.text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "found",
    [read_markdown(MARKDOWN), read_html(HTML), read_docx(word_document())],
    ids=["markdown", "html", "docx"],
)
def test_the_same_text_reads_the_same_from_each_format(found: list[Block]) -> None:
    assert wording(found) == AGREED
    assert differences(AGREED, found) == []


def test_a_lost_bullet_is_found() -> None:
    found = [block for block in AGREED if block.text != "first bullet"]
    assert differences(AGREED, found) == ["Lost: bullet “first bullet”."]


def test_a_doubled_paragraph_is_found() -> None:
    found = [*AGREED[:2], AGREED[1], *AGREED[2:]]
    assert differences(AGREED, found) == ["Twice: paragraph “They came up everywhere.”."]


def test_a_changed_word_is_found() -> None:
    changed = Block("paragraph", "Acting early is wrong. It takes time.")
    found = [changed if block == AGREED[3] else block for block in AGREED]
    (told,) = differences(AGREED, found)
    assert "“right.” became “wrong.”" in told


def test_an_added_paragraph_is_found() -> None:
    found = [*AGREED[:4], Block("paragraph", "We made this up."), *AGREED[4:]]
    assert differences(AGREED, found) == ["Added: paragraph “We made this up.”."]


def test_headings_in_another_order_are_found() -> None:
    first, second = Block("heading", "One"), Block("heading", "Two")
    assert differences([first, second], [second, first]) in (
        ["In another place: heading “One”."],
        ["In another place: heading “Two”."],
    )


def test_a_bullet_that_became_a_paragraph_is_found() -> None:
    found = [Block("paragraph", block.text) if block.text == "numbered" else block for block in AGREED]
    assert differences(AGREED, found) == ["The bullet became a paragraph: “numbered”."]


def test_every_difference_is_listed() -> None:
    found = [Block("heading", "Wellbeing"), *AGREED[1:6], *AGREED[7:], Block("paragraph", "More.")]
    told = differences(AGREED, found)
    assert sorted(told) == [
        "Added: heading “Wellbeing”.",
        "Added: paragraph “More.”.",
        "Lost: bullet “below it”.",
        "Lost: heading “Themes”.",
    ]


def test_emphasis_levels_and_white_space_are_no_difference() -> None:
    before, after = read_markdown("## A\n\nOne  *two*"), read_markdown("#### **A**\n\n**One** two")
    assert differences(before, after) == []


def test_a_section_is_left_out_with_the_sections_in_it() -> None:
    blocks = read_markdown("# T\n\n## A\n\na\n\n### Grid\n\ng\n\n#### Gaps\n\nx\n\n## B\n\nb\n\n## Annex\n\nn")
    kept = without_sections(blocks, {"Grid", "Annex"})
    assert [block.text for block in kept] == ["T", "A", "a", "B", "b"]


def test_markup_that_is_text_stays_text() -> None:
    assert (
        read_markdown("1 \\* 2 &lt;b&gt;") == read_html("<p>1 * 2 &lt;b&gt;</p>") == [Block("paragraph", "1 * 2 <b>")]
    )
