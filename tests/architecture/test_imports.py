"""Who may import whom: the contracts in pyproject.toml, and the server's adapters."""

from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
ADAPTERS = ("server.storage", "server.relay")
# Modules of interfaces, which adapters implement.
PORTS = ("server.ports",)
COMPOSITION = {"server.app", "server.__main__"}


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


@pytest.fixture(scope="module")
def imports() -> list[tuple[str, str]]:
    """Every import of the server's own modules as importer, imported."""
    graph = grimp.build_graph("server", cache_dir=None)
    return [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    ]


def test_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_only_the_composition_root_sees_adapters(imports: list[tuple[str, str]]) -> None:
    assert not [
        (importer, imported)
        for importer, imported in imports
        for adapter in ADAPTERS
        if within(imported, adapter) and not within(importer, adapter) and importer not in COMPOSITION
    ]


def test_adapters_see_only_ports(imports: list[tuple[str, str]]) -> None:
    assert not [
        (importer, imported)
        for importer, imported in imports
        for adapter in ADAPTERS
        if within(importer, adapter) and not within(imported, adapter, *PORTS)
    ]
