"""The page's copy of the schema is the one that the domain makes."""

from board.generate.page_schema import TARGET, page_schema


def test_D2_the_pages_schema_is_up_to_date():
    made = TARGET.read_text("utf-8")
    assert made == page_schema(), "run `python -m board.generate.page_schema`"
