"""Reading a section of the extracted report: traces of the extraction are no part of the text."""

import pytest

from client.demo.published.sections import SectionNotFound, read_section

REPORT = """# 4.2 Before

## Not this

nothing

## **4.3 Our themes**

They came up
everywhere.

## Sustainability

Money ends soon.<sup>12</sup> The following is
being done:

- joining <u>all</u> initiatives
- working 'softer', which
  helps

### **Prevention**

This sentence is cut by the end of

 $oldsymbol{48}$

the page. It goes on.

49

This is a paragraph of its own.

##### Wellbeing ####

Of staff – and *leaders*.

# 5. Conclusion

## 5.1 After

nothing
"""


def test_headings_of_any_level_are_themes_in_order() -> None:
    section = read_section(REPORT, "4.3")
    assert section.title == "Our themes"
    assert section.intro == "They came up everywhere."
    assert [theme.title for theme in section.parts] == ["Sustainability", "Prevention", "Wellbeing"]


def test_bullets_and_broken_lines_are_whole() -> None:
    assert read_section(REPORT, "4.3").parts[0].record == (
        "Money ends soon. The following is being done:\n\n- joining all initiatives\n- working 'softer', which helps"
    )


def test_a_page_number_cuts_no_paragraph_and_joins_none() -> None:
    assert read_section(REPORT, "4.3").parts[1].record == (
        "This sentence is cut by the end of the page. It goes on.\n\nThis is a paragraph of its own."
    )


def test_emphasis_stays_emphasis() -> None:
    assert read_section(REPORT, "4.3").parts[2].record == "Of staff – and *leaders*."


def test_what_follows_the_section_is_not_in_it() -> None:
    assert "nothing" not in "".join(theme.record for theme in read_section(REPORT, "4.3").parts)


@pytest.mark.parametrize(
    "report", ["", "## 4.4 Another\n\n## Heading", "## 4.3 Empty\n\n## 4.4 Next", "4.3 In a list 35"]
)
def test_a_file_without_the_section_is_refused(report: str) -> None:
    with pytest.raises(SectionNotFound):
        read_section(report, "4.3")
