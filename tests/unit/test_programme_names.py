"""Names that are one, written otherwise (SPEC G14)."""

from dataclasses import replace

import pytest

from board.programmes import Organisation, name_key, organisation_alike, person_alike

from .programmes import person


@pytest.mark.parametrize(
    "other",
    ["NHS Devon", "Nhs devon ", "N.H.S. Devon", "nhs-devon", "NHS  Devon", "‘NHS’ Devon", "NHS\u00a0De\u0301von"],
)
def test_G14_case_spaces_accents_and_punctuation_make_no_other_name(other: str) -> None:
    assert name_key(other) == name_key("NHS Devon")


@pytest.mark.parametrize(
    ("one", "other"),
    [("NHS Devon", "NHS Dorset"), ("Set 1", "Set 2"), ("Ann", "Anne"), ("कि", "का"), ("?", "!"), ("东", "西")],
)
def test_G14_other_letters_and_digits_do(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_G14_the_sign_for_and_is_the_word() -> None:
    assert name_key("Devon & Cornwall") == name_key("Devon and Cornwall")


def test_G14_an_organisation_is_like_every_other_of_its_name_and_not_like_itself() -> None:
    there = Organisation(id="devon", name="NHS Devon")
    assert organisation_alike(Organisation(id="new", name="Nhs devon"), [there]) is there
    assert organisation_alike(replace(there, name="NHS DEVON"), [there]) is None


def test_G14_a_person_is_like_another_of_the_name_and_organisation_or_where_one_of_them_has_none() -> None:
    bo = replace(person("bo", "ministry"), name="Bo Lee")
    for organisation in ("ministry", None):
        assert person_alike(replace(bo, id="new", name="bo lee", organisation=organisation), [bo]) is bo
    for other in (replace(bo, id="new", organisation="council"), replace(bo, id="new", name="Bo Leigh"), bo):
        assert person_alike(other, [bo]) is None
    assert person_alike(replace(bo, id="new"), [bo.forgotten()]) is None
