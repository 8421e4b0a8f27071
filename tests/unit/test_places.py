"""Councils and ICBs as a data file with dates (SPEC G3)."""

import datetime as dt

import pytest

from board.errors import DataFileError
from board.programmes import bundled_places, load_places

DAY = dt.date(2024, 1, 1)
FILE = """\
version = 1

[[icbs]]
id = "old"
name = "Old"
from = 2022-07-01
until = 2026-03-31

[[icbs]]
id = "new"
name = "New"
from = 2026-04-01

[[places]]
id = "town"
name = "Town"
from = 1998-04-01
icbs = [{ icb = "old", from = 2022-07-01, until = 2026-03-31 }, { icb = "new", from = 2026-04-01 }]
"""


def icbs(*places: str, on: dt.date = DAY) -> list[str]:
    return [icb.id for icb in bundled_places().icbs_of(places, on)]


def test_G3_the_south_west_is_there():
    assert len(bundled_places().icbs) == 7
    assert len(bundled_places().known_on(DAY)) == 15


@pytest.mark.parametrize(
    ("place", "icb"),
    [("bristol", "bnssg"), ("cornwall", "cornwall"), ("dorset", "dorset"), ("plymouth", "devon"), ("torbay", "devon")],
)
def test_G3_a_council_belongs_to_its_icb(place, icb):
    assert icbs(place) == [icb]


def test_G3_an_icb_whose_name_is_a_list_is_one_body():
    assert bundled_places().icbs["bnssg"].name == "Bristol, North Somerset and South Gloucestershire"
    assert icbs("bristol", "north_somerset", "south_glos") == ["bnssg"]


def test_G3_every_council_has_one_icb_and_every_icb_a_council():
    known = [place.id for place in bundled_places().known_on(DAY)]
    assert all(len(icbs(place)) == 1 for place in known)
    assert set(icbs(*known)) == set(bundled_places().icbs)


def test_G3_a_council_is_known_on_the_days_on_which_it_was_there():
    def somersets(day: dt.date) -> list[str]:
        return [place.id for place in bundled_places().known_on(day) if place.name == "Somerset"]

    assert somersets(dt.date(2023, 3, 31)) == ["somerset_county"]
    assert somersets(dt.date(2023, 4, 1)) == ["somerset"]


def test_G3_a_merger_counts_from_its_day():
    places = load_places(FILE)
    assert [icb.id for icb in places.icbs_of(["town"], dt.date(2026, 3, 31))] == ["old"]
    assert [icb.id for icb in places.icbs_of(["town"], dt.date(2026, 4, 1))] == ["new"]


def test_G3_an_unknown_place_has_no_icb():
    assert icbs("atlantis") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("version = 1", "version = 2", 1, "'version' must be"),
        ("from = 2022-07-01\nuntil", 'from = "2022-07-01"\nuntil', 6, "must be a date"),
        ("from = 2022-07-01\nuntil", "from = 2022-07-01T10:00:00\nuntil", 6, "must be a date"),
        ("until = 2026-03-31\n\n", "until = 2020-03-31\n\n", 7, "before 'from'"),
        ('icb = "new"', 'icb = "newer"', 18, "no ICB with the id 'newer'"),
        ('"new", from = 2026-04-01', '"new", from = 2026-03-01', 18, "not there on all"),
        ("from = 1998-04-01", "from = 2023-04-01", 18, "The place itself"),
        ('id = "new"', 'id = "old"', 10, "twice"),
        ('name = "Town"', 'nom = "Town"', 14, "'name' is missing"),
        ("from = 1998-04-01", "from = 1998-04-01\nlatitude = 50", 18, "'latitude' is not known"),
        ("[[places]]", "[[place]]", 1, "Did you mean 'places'?"),
        ("version = 1", "version 1", 1, "not TOML"),
    ],
)
def test_G3_a_mistake_in_the_file_is_explained_with_its_line(old, new, line, reason):
    assert old in FILE
    with pytest.raises(DataFileError, match=reason) as caught:
        load_places(FILE.replace(old, new, 1))
    assert caught.value.line == line


def test_G3_a_file_of_any_length_is_refused_before_it_is_read():
    with pytest.raises(DataFileError, match="too long"):
        load_places("#" * 70_000)
