"""Template files: what comes with the board, and how a wrong file is explained."""

from dataclasses import asdict
from importlib import resources
from typing import Any

import pytest

from board.errors import DataFileError
from board.templates import bundled_templates, load_template

SMALL = """\
version = 1
title = "Small"
summary = "A small one."
record = "What is left."
attribution = "name"

[provenance]
source = "Ours."
checked_by_ambit_trainer = false

[[ask]]
id = "hats"
label = "Which hats?"
into = "columns"
slot = "ring"
most = 5

[[phases]]
id = "one"
title = "One"
do = "Begin."
minutes = 5

[[zones]]
slot = "ring"
kind = "ring"
title = "Ring"
rect = [0, 0, 12, 4]
card = "hat"
columns = [{ title = "Baby" }]
rows = [
  { title = "See" },
  { title = "Feel" },
]
"""


def test_T1_the_small_template_is_right():
    template = load_template(SMALL, "small")
    assert (template.id, template.minutes, template.zones[0]["rows"]) == (
        "small",
        5,
        [{"title": "See"}, {"title": "Feel"}],
    )


END = '  { title = "Feel" },\n]\n'
TABLE = '[[zones]]\nslot = "more"\nkind = "table"\ntitle = "More"\nrect = [0, 4, 12, 2]\ncard = "commitment"\n'
LANES = '[[zones]]\nslot = "more"\nkind = "lanes"\ntitle = "More"\nrect = [0, 4, 12, 2]\n'
MORE = '[[zones]]\nslot = "more"\nkind = "list"\ntitle = "More"\nrect = [0, 4, 12, 2]\n'

ROLE = '[[roles]]\nid = "chair"\ntitle = "Chair"\ndo = "Leads."\n'
LONG = "\u00e9" * 900
LONG_ROLES = "\n".join(f'[[roles]]\nid = "r{number}"\ntitle = "R"\ndo = "{LONG}"' for number in range(12))

WRONG = [
    ("version = 1", "version = 1\nversion = 2", 2, "TOML"),
    ('title = "Small"', f'title = "{"x" * 301}"', 2, "at most 300 characters"),
    ('[provenance]\nsource = "Ours."\nchecked_by_ambit_trainer = false\n', "", 1, "'provenance' is missing"),
    ('source = "Ours."', "", 7, "'source' is missing"),
    ('slot = "ring"\nmost', "most", 11, "'slot' is missing"),
    ("most = 5", "most = 0", 16, "from 1 to 100"),
    ('do = "Begin."', "", 18, "'do' is missing"),
    ("minutes = 5", "minutes = 5.5", 22, "whole number"),
    (
        "minutes = 5\n",
        'minutes = 5\n[[phases]]\nid = "one"\ntitle = "Again"\ndo = "."\nminutes = 1\n',
        24,
        "is there twice",
    ),
    ('columns = [{ title = "Baby" }]', "columns = 3", 30, "must be tables"),
    ("rect = [0, 0, 12, 4]", "rect = [0, 0, 12, 0]", 28, "within 12 columns"),
    ('card = "hat"', 'card = "hat"\ncards = ["hat", "cap"]', 30, "cannot be in 'cards'"),
    ('card = "hat"', 'card = "hat"\nstarters = [1]', 30, "at most 12 texts"),
    ('title = "Small"', "title = ", 2, "TOML"),
    ('title = "Small"', "title = 3", 2, "text"),
    ('title = "Small"', 'titel = "Small"', 1, "'title' is missing"),
    ('record = "What', 'recrod = 1\nrecord = "What', 4, "Did you mean 'record'"),
    ("version = 1", "version = true", 1, "whole number"),
    ('attribution = "name"', 'attribution = "nobody"', 5, "one of: name"),
    ("checked_by_ambit_trainer = false", 'checked_by_ambit_trainer = "no"', 9, "true or false"),
    ('slot = "ring"\nmost', 'slot = "rung"\nmost', 15, "no zone with the slot"),
    ('into = "columns"', 'into = "areas"', 15, "takes no areas"),
    ("minutes = 5", "minutes = 900", 22, "from 1 to 240"),
    ('id = "one"', 'id = "One"', 19, "small letters"),
    ('kind = "ring"', 'kind = "circle"', 26, "one of: text"),
    ('kind = "ring"', 'kind = "list"', 30, "has no columns"),
    ("rect = [0, 0, 12, 4]", "rect = [1, 0, 12, 4]", 28, "within 12 columns"),
    ("rect = [0, 0, 12, 4]", "rect = [0, 0, 12]", 28, "4 numbers"),
    ('card = "hat"', 'card = "cap"', 29, "one of: note"),
    ('card = "hat"', 'fields = ["what"]', 29, "not known here"),
    ('title = "Small"', 'title = "Small"\ngroup = "other"', 3, "one of: board"),
    ('card = "hat"', 'card = "hat"\nsteps = true', 30, "not known here"),
    ('card = "hat"', 'card = "hat"\nwithheld = 1', 30, "true or false"),
    ('card = "hat"', f'card = "hat"\ntags = ["{"x" * 41}"]', 30, "at most 12 texts"),
    (END, f'{END}{TABLE}fields = ["what", "colour"]\n', 41, "'colour' cannot be in 'fields'"),
    (END, f'{END}{MORE}echo = "task"\n', 40, "no other zone with the slot"),
    (END, f'{END}{MORE}echo = "more"\n', 40, "no other zone with the slot"),
    (END, f'{END}{MORE}carries = "task"\n', 40, "no other zone with the slot"),
    ("[[phases]]", f'{ROLE}apart = ["scribe"]\n\n[[phases]]', 22, "no other role with the id 'scribe'"),
    ("[[phases]]", f'{ROLE}apart = ["chair"]\n\n[[phases]]', 22, "no other role with the id 'chair'"),
    ("[[phases]]", f"{LONG_ROLES}\n[[phases]]", 62, "too long together"),
    ("minutes = 5", 'minutes = 5\nprivate = "ring"', 23, "takes cards here"),
    ("minutes = 5", 'minutes = 5\nprivate = "nowhere"', 23, "takes cards here"),
    ("minutes = 5", f'minutes = 5\nper_area = true\nprivate = "more"\n{MORE}', 24, "takes cards here"),
    ("minutes = 5", f'minutes = 5\nprivate = "more"\ncells = "column"\n{MORE}', 24, "zone with columns"),
    ("minutes = 5", 'minutes = 5\ncells = "column"', 23, "zone with columns"),
    ("minutes = 5", 'minutes = 5\ndots = "nowhere"', 23, "to vote on here"),
    ("minutes = 5", f'minutes = 5\nper_area = true\ndots = "more"\n{MORE}', 24, "to vote on here"),
    ("minutes = 5", 'minutes = 5\ncells = "rows"', 23, "one of: one, column, all"),
    (END, f'{END}{LANES}columns = [{{ title = "A", own_job = ["b"] }}]\n', 40, "Only a hat"),
    ('columns = [{ title = "Baby" }]', 'columns = [{ title = "Baby", own_job = "b" }]', 30, "list of at most 12"),
    ('{ title = "Feel" }', '{ titel = "Feel" }', 31, "'title' is missing"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), WRONG, ids=[f"{w[3]} {n}" for n, w in enumerate(WRONG)])
def test_T1_a_wrong_file_is_explained_with_its_line(old, new, line, words):
    assert old in SMALL
    with pytest.raises(DataFileError) as error:
        load_template(SMALL.replace(old, new, 1), "small")
    assert words in str(error.value)
    assert error.value.line == line


def test_T1_a_slot_that_is_there_twice_is_named_with_the_line_of_the_first():
    again = SMALL + SMALL[SMALL.index("[[zones]]") :]
    with pytest.raises(DataFileError, match="'ring' is there twice") as error:
        load_template(again, "small")
    assert error.value.line == 25


def test_T1_a_line_inside_a_blueprint_is_found():
    bundled = resources.files("board.templates") / "manualize.toml"
    text = bundled.read_text("utf-8")
    wrong = text.replace('card = "goal"', 'card = "gaol"', 1)
    with pytest.raises(DataFileError) as error:
        load_template(wrong, "manualize")
    assert wrong.splitlines()[(error.value.line or 0) - 1] == 'card = "gaol"'


@pytest.mark.parametrize("name", ["", "Small", "a b", "../small", "x" * 65])
def test_T1_a_template_needs_a_plain_name(name):
    with pytest.raises(DataFileError):
        load_template(SMALL, name)


@pytest.mark.parametrize("text", ["", "x", "[[zones]]", "[provenance", "\ud83d", "a = 1\n" * 20_000])
def test_T1_any_text_is_refused_in_words(text):
    with pytest.raises(DataFileError):
        load_template(text, "small")


def slots(name: str) -> dict[str, dict[str, Any]]:
    return {zone["slot"]: dict(zone) for zone in bundled_templates()[name].zones}


def titles(columns: list[dict[str, Any]]) -> list[str]:
    return [column["title"] for column in columns]


def test_T3_every_bundled_template_says_where_it_comes_from():
    for template in bundled_templates().values():
        assert "our own" in template.provenance.source
        assert template.provenance.checked_by_ambit_trainer is False


def test_T1_the_templates_come_in_groups_with_the_whole_board_first():
    groups: dict[str, list[str]] = {}
    for template in bundled_templates().values():
        groups.setdefault(template.group, []).append(template.id)
    assert groups == {
        "board": ["manualize"],
        "session": [
            "action_learning_set",
            "ambit_wheel",
            "dis_integration_grid",
            "emotional_thermometer",
            "thinking_together",
            "wearing_different_hats",
        ],
        "output": ["framework", "key_steps", "objectives", "poster", "recommendations", "themes"],
    }
    assert list(groups) == ["board", "session", "output"]


def test_thinking_together_keeps_the_case_and_shows_the_task_again():
    template, zones = bundled_templates()["thinking_together"], slots("thinking_together")
    assert [phase.minutes for phase in template.phases] == [2, 3, 5, 2]
    assert [slot for slot, zone in zones.items() if zone["config"].get("withheld")] == ["case", "moment"]
    assert zones["return"]["config"]["echo"] == "task"
    assert [role.id for role in template.roles] == ["asker", "helpers"]


def test_the_action_learning_set_asks_in_four_lanes_and_goes_on_from_its_commitments():
    zones = slots("action_learning_set")
    assert titles(zones["questions"]["columns"]) == ["Clarification", "Understanding", "Implications", "Possibilities"]
    assert zones["questions"]["config"]["questions"]
    assert zones["check_in"]["config"]["carries"] == "commitments"
    assert len(zones["issue"]["config"]["starters"]) == 4
    assert zones["commitments"]["config"]["fields"] == ["by_when", "how_will_i_know", "who_may_ask"]


def test_the_thermometer_and_the_wheel_are_scales_in_words():
    thermometer, wheel = slots("emotional_thermometer"), slots("ambit_wheel")
    steps = titles(thermometer["thermometer"]["columns"])
    assert (steps[0], steps[len(steps) // 2], steps[-1]) == ("Shut down", "Able to think about minds", "Flooded")
    assert sum(zone["kind"] == "scale" for zone in wheel.values()) == 4
    assert len(wheel["rebalance"]["columns"]) == 4


@pytest.mark.parametrize("level", ["national", "regional", "local"])
def test_recommendations_have_their_fields_at_every_level(level):
    config = slots("recommendations")[level]["config"]
    assert (config["card"], config["fields"]) == (
        "recommendation",
        ["why", "how", "evidence", "support", "owner"],
    )


def test_manualize_has_every_zone_and_phase():
    template = bundled_templates()["manualize"]
    zones = slots("manualize")
    assert list(zones) == ["purpose", "issue", "parts", "areas", "resources", "learning", "parking"]
    blueprint = {zone["slot"]: zone for zone in zones["areas"]["config"]["blueprint"]}
    assert list(blueprint) == ["parameters", "goal", "conversation", "differences"]
    assert titles(blueprint["conversation"]["columns"]) == [
        "What do we do?",
        "How?",
        "Why this way?",
        "Local examples",
        "Evidence",
    ]
    phases = [(phase.minutes, phase.per_area) for phase in template.phases]
    assert phases == [(5, False), (8, False), (10, False), (5, True), (20, True), (6, False), (5, False)]
    assert [role.id for role in template.roles] == ["chair", "scribe", "learning_support", "observer"]


def test_the_grid_has_its_default_network_rows_and_conversations():
    template = bundled_templates()["dis_integration_grid"]
    zones = slots("dis_integration_grid")
    grid = zones["grid"]
    assert titles(grid["columns"]) == list(template.ask[1].default)
    assert titles(grid["columns"])[0] == "Families"
    assert len(grid["columns"]) == 7
    assert titles(grid["rows"]) == ["What's the problem?", "What to do?", "Who does what?"]
    assert grid["config"]["certainty"]
    assert grid["config"]["verdicts"]
    assert "client" in template.banner
    assert zones["gaps"]["config"]["most"] == 3
    assert zones["conversations"]["config"]["most"] == 3
    assert [phase.minutes for phase in template.phases] == [5, 5, 10, 8, 7, 10]


def test_I4_the_hats_are_attributed_to_the_hat_and_called_imagined():
    template = bundled_templates()["wearing_different_hats"]
    hats = slots("wearing_different_hats")["hats"]
    assert template.attribution == "hat"
    assert "imagined" in template.banner
    assert len(hats["columns"]) == 9
    assert titles(hats["rows"]) == [
        "What I see",
        "What I feel",
        "What I worry about",
        "What I need",
        "What others get wrong about me",
    ]


def test_every_zone_has_a_prompt_and_fits_its_frame():
    for template in bundled_templates().values():
        for zone in template.zones:
            assert zone["hint"]
            left, _, span, _ = zone["rect"]
            assert left + span <= 12


def test_a_template_is_plain_data():
    for template in bundled_templates().values():
        assert asdict(template)["provenance"]["source"] == template.provenance.source


def test_F10_templates_say_which_roles_are_better_with_two_people():
    apart = {
        template.id: sorted(tuple(sorted((role.id, other))) for role in template.roles for other in role.apart)
        for template in bundled_templates().values()
    }
    assert {name: pairs for name, pairs in apart.items() if pairs} == {
        "action_learning_set": [("facilitator", "members"), ("facilitator", "presenter"), ("members", "presenter")],
        "manualize": [("chair", "learning_support"), ("chair", "scribe"), ("learning_support", "scribe")],
        "thinking_together": [("asker", "helpers")],
        "wearing_different_hats": [("chair", "wearer")],
    }


def test_P7_the_silent_split_is_written_on_ones_own_and_comes_to_notes_that_become_areas():
    private = {phase.id: phase.private for phase in bundled_templates()["manualize"].phases if phase.private}
    assert private == {"split": "parts"}
    [parts] = [zone for zone in bundled_templates()["manualize"].zones if zone["slot"] == "parts"]
    assert parts["config"]["card"] == "note"


def test_V8_the_gaps_of_the_grid_are_voted_on_with_dots():
    phases = bundled_templates()["dis_integration_grid"].phases
    assert {phase.id: phase.dots for phase in phases if phase.dots} == {"gaps": "gaps"}


def test_P8_each_fills_their_own_column_of_the_grid_on_their_own():
    phases = bundled_templates()["dis_integration_grid"].phases
    assert {phase.id: (phase.private, phase.cells) for phase in phases if phase.private} == {"own": ("grid", "column")}
