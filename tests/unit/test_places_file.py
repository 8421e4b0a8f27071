"""The operator's own places: used once it is right, explained while it is wrong (SPEC G3)."""

from pathlib import Path

import pytest

from board.programmes import bundled_places
from server.__main__ import main
from server.programmes.places_file import PlacesFile

RIGHT = 'version = 1\n[[places]]\nid = "leeds"\nname = "Leeds"\nfrom = 1974-04-01\n'


async def test_G3_without_a_file_ours_hold(tmp_path: Path) -> None:
    found = await PlacesFile(tmp_path / "places.toml").current()
    assert (found.places, found.own, found.fault) == (bundled_places(), False, None)


async def test_G3_a_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "places.toml"
    file = PlacesFile(path)
    path.write_text(RIGHT)
    assert list((await file.current()).places.places) == ["leeds"]
    path.write_text(RIGHT.replace("1974-04-01", "soon"))
    found = await file.current()
    assert (found.places, str(found.fault)[:7]) == (bundled_places(), "line 5:")
    path.unlink()
    assert (await file.current()).fault is None


@pytest.mark.parametrize(("content", "reason"), [(b"\xff", "not UTF-8"), (b"#" * 70_000, "too long")])
async def test_G3_what_is_no_text_is_explained(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "places.toml"
    path.write_bytes(content)
    assert reason in str((await PlacesFile(path).current()).fault)
    path.unlink()
    path.mkdir()
    assert "cannot be read" in str((await PlacesFile(path).current()).fault)


def test_G3_a_file_is_checked_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    assert main(["places", "check", str(path)]) == 2
    path.write_text(RIGHT)
    assert main(["places", "check", str(path)]) == 0
    path.write_text(RIGHT.replace("name", "nom"))
    assert main(["places", "check", str(path)]) == 1
    missing, right, wrong, *_ = capsys.readouterr().out.splitlines()
    assert missing == f"There is no file {path}."
    assert right == "mine.toml: right. Places: 1, ICBs: 0."
    assert wrong.startswith("mine.toml, line 2: 'name' is missing here.")
