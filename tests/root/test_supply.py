"""What the project rests on: every import is declared, every package locked, and what is installed is what is locked."""

from __future__ import annotations

import ast
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

from ..conftest import ROOT
from .test_skeleton import PROJECT, name_of

LOCKED = set(
    re.findall(
        r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)",
        (ROOT / "requirements-test.lock").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
OWNERS = metadata.packages_distributions()


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> set[str]:
    """The top-level modules from elsewhere that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return {name for name in found if name not in sys.stdlib_module_names and name not in ("analysis", "go", "tests")}


def declared(*extras: str) -> set[str]:
    more = [r for extra in extras for r in PROJECT["optional-dependencies"][extra]]
    return {plain(name_of(r)) for r in [*PROJECT["dependencies"], *more]}


@pytest.mark.parametrize("path", sorted((ROOT / "analysis").rglob("*.py")), ids=lambda p: p.stem)
def test_the_package_imports_only_what_it_declares(path: Path) -> None:
    allowed = declared("cluster", "test") if path.parent.name == "fonts" else declared("cluster")
    for name in imported(path):
        owners = {plain(owner) for owner in OWNERS.get(name, [name])}
        assert owners & allowed, f"{path.name} imports {name}, which pyproject.toml does not name"


def test_what_is_declared_is_used() -> None:
    """A dependency that no file names is one too many; these are run as programs, by great_tables (css-inline), or in pages (itables)."""
    run = {"ipykernel", "papermill", "css-inline", "itables"}
    names = {name for path in (ROOT / "analysis").rglob("*.py") for name in imported(path)}
    used = {plain(owner) for name in names for owner in OWNERS.get(name, [name])}
    assert declared() - used <= run, declared() - used - run


def test_what_is_installed_is_what_is_locked() -> None:
    here = {plain(d.metadata["Name"]): d.version for d in metadata.distributions()}
    names = {name for name, _ in LOCKED}  # a package may have a version for each Python
    other = {name: version for name, version in here.items() if name in names and (name, version) not in LOCKED}
    assert not other, f"installed and locked versions differ: {other}; run go.py again"
    missing = {plain(name_of(r)) for r in PROJECT["dependencies"]} - set(here)
    assert not missing


def test_no_locked_version_is_of_a_development_line() -> None:
    early = {name: version for name, version in LOCKED if re.search(r"(?:a|b|rc|dev)\d*$", version)}
    assert not early, early
