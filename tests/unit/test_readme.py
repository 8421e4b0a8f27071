"""The README says what is true."""

from pathlib import Path

from server.settings import table

README = Path(__file__).parents[2] / "README.md"


def test_every_setting_is_in_the_readme_as_it_is() -> None:
    assert table().strip() in README.read_text("utf-8")
