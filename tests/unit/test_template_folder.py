"""An organisation's own templates: added, in place of ours, wrong, changed (SPEC T7)."""

import os
from pathlib import Path

import pytest

from board.templates import MOST_BYTES, bundled_templates
from server.__main__ import main
from server.facilitation.template_folder import MOST_FILES, TemplateFolder
from tests.unit.test_templates import SMALL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "templates"
    made.mkdir()
    return made


def write(file: Path, text: str) -> None:
    """Write a file so that it differs from before in its time, too."""
    again = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(text, "utf-8")
    os.utime(file, ns=(again + 1_000_000_000, again + 1_000_000_000))


async def test_T7_without_a_folder_the_built_in_templates_are_there(tmp_path):
    shelf = await TemplateFolder(tmp_path / "nowhere").shelf()
    assert dict(shelf.templates) == bundled_templates()
    assert (shelf.own, shelf.faults) == (frozenset(), ())


async def test_T7_a_folder_that_was_asked_for_and_is_not_there_is_told(tmp_path):
    shelf = await TemplateFolder(tmp_path / "nowhere", asked_for=True).shelf()
    assert dict(shelf.templates) == bundled_templates()
    assert [fault.file for fault in shelf.faults] == ["TEMPLATES_DIR"]


async def test_T7_a_file_is_added_changed_and_taken_away_without_a_restart(folder):
    templates = TemplateFolder(folder)
    assert "small" not in (await templates.shelf()).templates
    write(folder / "small.toml", SMALL)
    assert (await templates.shelf()).templates["small"].title == "Small"
    write(folder / "small.toml", SMALL.replace('"Small"', '"Large"'))
    assert (await templates.shelf()).templates["small"].title == "Large"
    (folder / "small.toml").unlink()
    assert "small" not in (await templates.shelf()).templates


async def test_T7_a_file_of_the_same_name_stands_in_place_of_ours_until_it_is_wrong(folder):
    templates = TemplateFolder(folder)
    write(folder / "manualize.toml", SMALL)
    shelf = await templates.shelf()
    assert (shelf.templates["manualize"].title, set(shelf.own)) == ("Small", {"manualize"})
    write(folder / "manualize.toml", SMALL.replace("minutes = 5", "minutes = 900"))
    shelf = await templates.shelf()
    assert shelf.templates["manualize"] == bundled_templates()["manualize"]
    [fault] = shelf.faults
    assert (fault.file, fault.line) == ("manualize.toml", 22)
    assert "from 1 to 240" in fault.reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("small.toml", b"\xff\xfe", "not UTF-8"),
        ("small.toml", b"#" * (MOST_BYTES + 1), "too long"),
        ("Two words.toml", SMALL.encode(), "small letters"),
        ("small.toml", b"", "'version' is missing"),
    ],
)
async def test_T7_any_file_is_refused_in_words_and_the_others_are_there(folder, name, content, reason):
    (folder / name).write_bytes(content)
    write(folder / "right.toml", SMALL)
    shelf = await TemplateFolder(folder).shelf()
    [fault] = shelf.faults
    assert fault.file == name
    assert reason in fault.reason
    assert shelf.own == {"right"}


async def test_T7_more_files_than_anybody_chooses_from_are_left_out_aloud(folder):
    for number in range(MOST_FILES + 2):
        (folder / f"t{number:03}.toml").write_text(SMALL, "utf-8")
    shelf = await TemplateFolder(folder).shelf()
    assert len(shelf.own) == MOST_FILES
    assert [fault.file for fault in shelf.faults] == [f"t{MOST_FILES:03}.toml"]


def test_T7_checking_a_folder_says_what_is_right_and_what_is_wrong_in_which_line(folder, capsys):
    write(folder / "manualize.toml", SMALL)
    write(folder / "poster.toml", SMALL.replace("minutes = 5", "minutes = 900"))
    assert main(["templates", "check", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    bundled = bundled_templates()["manualize"].version
    assert said == [
        f"manualize.toml: right. “Small”, version 1, in place of the built-in version {bundled}.",
        "poster.toml, line 22: 'minutes' must be a whole number from 1 to 240. The built-in one is offered instead.",
    ]


def test_T7_checking_tells_a_right_folder_an_empty_one_and_none_apart(folder, capsys):
    assert main(["templates", "check", str(folder)]) == 0
    assert "no template in" in capsys.readouterr().out
    write(folder / "small.toml", SMALL)
    assert main(["templates", "check", str(folder)]) == 0
    assert main(["templates", "check", str(folder / "nowhere")]) == 2
