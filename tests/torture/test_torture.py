"""The sums add up from run to run, breaks are kept with their seeds, and every kind has tests."""

import subprocess
import sys
from pathlib import Path

import pytest

from .__main__ import ROOT, Torturer, torture, wishes_of
from .kinds import KINDS, Kind
from .record import Record

TESTS = """
import os, pytest
def test_this():
    if os.environ["SEED"] == os.environ.get("BAD", os.environ["SEED"]):
        pytest.skip() if "SKIP" in os.environ else None
        assert "GOOD" in os.environ
"""
FOREVER = 1_000.0


@pytest.fixture
def kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kind:
    """A kind of its own, whose tests need none of ours and start quickly."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    tests = tmp_path / "test_of_a_kind.py"
    tests.write_text(TESTS)
    alone = ["-c", "/dev/null", "--noconftest", str(tests)]
    return Kind("kind", alone, unit="things", aim=50, share=20, counted="COUNT")


async def run(kind: Kind, folder: Path, *chosen: str, minutes: float = FOREVER) -> Record:
    """One run of the program on this kind; returns the record as the next run finds it."""
    record = Record(folder / "torture.json")
    wishes = wishes_of(chosen, [kind], record)
    await torture(wishes, Torturer(record, folder / "logs"), record, minutes)
    return Record(folder / "torture.json")


def said(file: str) -> str:
    return Path(file).read_text("utf-8")


async def test_runs_add_up_until_the_aim_is_reached(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOD", "1")
    assert (await run(kind, tmp_path, "kind=30")).sums["kind"].done == 30
    assert (await run(kind, tmp_path)).sums["kind"].done == 50
    assert (await run(kind, tmp_path)).sums["kind"].done == 50
    assert (await run(kind, tmp_path, "kind=5")).sums["kind"].done == 55
    assert not list((tmp_path / "logs").iterdir())


async def test_what_broke_is_kept_with_its_seed_until_it_goes_well_again(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = await run(kind, tmp_path)
    (broken,) = record.sums["kind"].broken
    assert record.sums["kind"].done == 0
    assert f"SEED={broken.seed}" in broken.again
    assert "assert 'GOOD' in" in said(broken.log)
    assert broken.again in "\n".join(record.table())
    await Torturer(record, tmp_path / "logs").try_again(kind)
    assert record.sums["kind"].broken == [broken]
    monkeypatch.setenv("GOOD", "1")
    await Torturer(record, tmp_path / "logs").try_again(kind)
    assert Record(tmp_path / "torture.json").sums["kind"].broken == []


async def test_tests_that_were_skipped_count_for_nothing(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKIP", "1")
    record = await run(kind, tmp_path)
    assert record.sums["kind"].done == 0
    assert record.sums["kind"].broken


async def test_nothing_is_begun_when_the_minutes_are_over(kind: Kind, tmp_path: Path) -> None:
    await run(kind, tmp_path, minutes=0)
    assert not (tmp_path / "logs").exists()


def test_every_kind_has_tests() -> None:
    tests = [each for kind in KINDS for each in kind.tests]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", *tests]
    collected = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert collected.returncode == 0, collected.stdout
