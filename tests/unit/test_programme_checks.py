"""What is to be looked at before a report of a programme goes out (SPEC X9)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from board.programmes import Person, WholeProgramme
from board.reports import LAYOUTS, Finding, InProgramme, check, taken
from board.snapshots.projection import Projection, all_zones, cards_in

from .programme_boards import WHOLE, learning_board, place
from .report_boards import EMPTY, card, example, zone


def found(whole: WholeProgramme, *boards: tuple[str, Projection], session: str = "one1") -> list[Finding]:
    where = place(session, *boards, whole=whole)
    return check(EMPTY, (), taken(LAYOUTS["group_summary"], where))


def of(code: str, findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in findings if each.code == code]


def group(name: str, **changes: Any) -> WholeProgramme:
    groups = tuple(replace(each, **changes) if each.id == name else each for each in WHOLE.groups)
    return replace(WHOLE, groups=groups)


def person(name: str, **changes: Any) -> WholeProgramme:
    people = tuple(replace(each, **changes) if each.id == name else each for each in WHOLE.people)
    return replace(WHOLE, people=people)


def with_people(*people: Person) -> WholeProgramme:
    return replace(WHOLE, people=(*WHOLE.people, *people))


def in_order() -> WholeProgramme:
    """A programme in which nothing is to be looked at."""
    people = tuple(replace(each, consented=True) for each in WHOLE.people)
    sessions = tuple(each for each in WHOLE.sessions if each.group != "two")
    return replace(WHOLE, people=people, sessions=sessions)


def test_X9_a_programme_in_order_has_no_findings() -> None:
    assert found(in_order()) == []


def test_X9_an_icb_that_does_not_fit_the_areas_is_found() -> None:
    extra, missing = of("icb-mismatch", found(group("one", icbs=("bnssg", "cornwall"))))
    assert (extra.what, extra.id, extra.field, extra.place) == ("group", "one", "icbs", "Fairness")
    assert "Cornwall and the Isles of Scilly, and nobody came from there" in extra.message
    assert "leaves out Devon" in missing.message
    assert of("icb-mismatch", found(group("one", icbs=("bnssg", "devon")))) == []
    [unknown] = of("icb-mismatch", found(group("two", icbs=("devon", "nowhere"))))
    assert "no ICB with the id nowhere" in unknown.message


def test_X9_an_organisation_whose_icb_is_not_that_of_its_area_is_found() -> None:
    bcc, *others = WHOLE.organisations
    whole = replace(WHOLE, organisations=(replace(bcc, icb="devon"), *others))
    [wrong] = of("icb-mismatch", found(whole))
    assert (wrong.what, wrong.id, wrong.place) == ("organisation", bcc.id, "Bristol City Council")
    assert "‘Devon’, to which its area does not belong" in wrong.message
    whole = replace(WHOLE, organisations=(replace(bcc, place="atlantis"), *others))
    [wrong] = of("icb-mismatch", found(whole))
    assert "‘atlantis’ is not in the file" in wrong.message


def test_X9_facilitators_among_the_attendees_are_found_where_they_count() -> None:
    assert of("facilitator-counted", found(WHOLE)) == []
    [counted] = of("facilitator-counted", found(group("one", facilitators_count=True)))
    assert (counted.id, counted.message) == ("one", "1 facilitator is counted among the attendees.")


def test_X9_on_a_board_of_its_own_the_facilitator_on_its_list_is_found() -> None:
    people = [
        {"name": "Fay Field", "organisation": "", "role": "Facilitator"},
        {"name": "Ann Able", "organisation": ""},
    ]
    [counted] = of("facilitator-counted", check(EMPTY, people))
    assert (counted.what, counted.message) == ("people", "The facilitator is among the 2 who were present.")


def test_X9_a_facilitator_who_is_not_named_is_found() -> None:
    assert [each.id for each in of("facilitator-not-named", found(WHOLE))] == ["one", "two"]
    assert of("facilitator-not-named", found(person("gus", consented=True))) == []


def test_X9_totals_that_do_not_reconcile_are_explained() -> None:
    [totals] = of("totals-differ", found(WHOLE))
    assert "have 3 and 1 attendees, 4 together; they are 3 people" in totals.message
    assert of("totals-differ", found(in_order())) == []


def test_X9_a_held_group_with_a_session_without_a_register_is_found() -> None:
    sessions = tuple(replace(each, register=()) if each.id == "one1" else each for each in WHOLE.sessions)
    [empty] = of("session-without-register", found(replace(WHOLE, sessions=sessions)))
    assert (empty.what, empty.id, empty.field) == ("session", "one1", "register")
    assert "Session 1 has nobody" in empty.message


def test_X9_a_group_of_whose_sessions_nobody_kept_a_register_is_found() -> None:
    assert of("group-without-register", found(WHOLE)) == []
    sessions = tuple(replace(each, register=()) if each.group == "one" else each for each in WHOLE.sessions)
    [empty] = of("group-without-register", found(replace(WHOLE, sessions=sessions)))
    assert (empty.what, empty.id, empty.field) == ("group", "one", "sessions")
    assert "no attendees" in empty.message


def test_X9_two_sessions_of_a_group_with_one_number_are_found() -> None:
    assert of("number-twice", found(WHOLE)) == []
    sessions = tuple(replace(each, number=1) if each.group == "one" else each for each in WHOLE.sessions)
    [twice] = of("number-twice", found(replace(WHOLE, sessions=sessions)))
    assert (twice.what, twice.id, twice.field) == ("group", "one", "sessions")
    assert "sessions with the number 1." in twice.message


def test_X9_invented_attendees_are_found() -> None:
    first, second = of("invented-attendees", found(person("ben", invented=True)))
    assert [first.id, second.id] == ["one", "two"]
    assert "1 attendee is invented" in first.message
    assert of("invented-attendees", found(person("fay", invented=True))) == [], "She facilitates, and is not counted."


def test_X9_names_spelt_two_ways_in_a_programme_are_found() -> None:
    findings = found(with_people(Person(id="x", name="Ann Abel", consented=True)))
    [twice] = of("spelt-two-ways", findings)
    assert (twice.what, twice.id, twice.message) == ("person", "x", "‘Ann Able’ and ‘Ann Abel’ may be the same.")


def test_G14_what_is_there_twice_under_one_name_is_found() -> None:
    first = WHOLE.organisations[0]
    ann = WHOLE.people[0]
    whole = with_people(replace(ann, id="again"), replace(ann, id="elsewhere", organisation=None))
    whole = replace(whole, organisations=(*whole.organisations, replace(first, id="again")))
    organisation, one = of("same-name", found(whole))
    assert (organisation.what, organisation.id, organisation.place) == ("organisation", "again", first.name)
    assert (one.what, one.id) == ("person", "again")
    assert one.message.startswith(f"There are two people called ‘{ann.name}’")
    gone = ann.forgotten()
    assert of("same-name", found(with_people(replace(gone, id="one"), replace(gone, id="two")))) == []


def test_X9_places_of_examples_spelt_two_ways_are_found_with_the_card() -> None:
    board = example()
    other = card("A walk", "example", place="plymouth ")
    zone(board, "differences")["cards"] = [other, card("A shed", "example", place="Plymouth")]
    [twice] = of("spelt-two-ways", check(board))
    assert twice.what == "card"
    spelt = [found for each in all_zones(board) for found in cards_in(each) if found["id"] == twice.id]
    assert [each["fields"]["place"].strip().casefold() for each in spelt] == ["plymouth"]


@pytest.mark.parametrize("field", ["title", "theme", "pillar"])
def test_X9_somebody_named_without_consent_in_what_a_group_says_is_found(field: str) -> None:
    [named] = of("person-named", found(group("one", **{field: "What Ben Baker asked"})))
    assert (named.what, named.id, named.field) == ("group", "one", "" if field == "title" else field)


def test_X9_somebody_named_without_consent_on_another_board_of_the_group_is_found() -> None:
    other = learning_board("Ben Baker said so", "Ann Able agreed", title="Second meeting")
    [named] = of("person-named", found(WHOLE, ("one2", other)))
    assert named.place == "Second meeting: Learning strip: what generalises?"
    [learned] = [each for each in all_zones(other) if any(card["id"] == named.id for card in cards_in(each))]
    assert (named.board, named.what, learned["slot"]) == ("of-one2", "card", "learning")
    assert "‘Ben Baker’" in named.message


def test_X9_a_layout_without_a_programme_says_nothing_of_it() -> None:
    where: InProgramme = place("one1", whole=group("one", facilitators_count=True))
    assert check(EMPTY, (), taken(LAYOUTS["manual_section"], where)) == []


def test_X9_the_sessions_of_one_group_are_checked_alone() -> None:
    where = place("one1", whole=WHOLE)
    findings = check(EMPTY, (), taken(LAYOUTS["session_matrix"], where))
    assert of("totals-differ", findings) == []
    assert {each.id for each in findings if each.what == "group"} == {"one"}


def test_X9_every_finding_says_where_what_and_how_to_mend_it() -> None:
    whole = group("one", icbs=("cornwall",), facilitators_count=True, title="Of Ben Baker")
    for each in found(whole):
        assert each.code
        assert each.place
        assert each.message.endswith(".")
        assert each.fix.endswith(".")
