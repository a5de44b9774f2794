"""Which folder may import which: arrows run down the ranks only, lazy imports too, and nowhere in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from ..conftest import ROOT

PACKAGE = ROOT / "analysis"
RANKS = ("root", "language", "loading", "extraction", "bulk", "comparing", "evaluation", "presenting", "reporting")
STAGES = (
    "quantities",
    "clauses",
    "places",
    "comparisons",
    "periods",
    "counted",
    "discourse",
    "metrics",
)  # of extraction/
TOP = ("analysis", "analysis.__main__")  # the public API and the command may import everything
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def folder(module: str) -> str:
    """'analysis.language.trie' => 'language'; 'analysis.errors' => 'root'."""
    parts = module.split(".")
    return parts[1] if len(parts) > 2 or (PACKAGE / parts[1]).is_dir() else "root"


def stage(module: str) -> str:
    """'analysis.extraction.clauses.cues' => 'clauses'; '' for a module of another folder, or of none of the stages."""
    parts = module.split(".")
    return parts[2] if parts[1:2] == ["extraction"] and (PACKAGE / "extraction" / "".join(parts[2:3])).is_dir() else ""


def imports(module: str, text: str) -> Iterator[str]:
    """The modules of the package that a module's text imports, at its top and inside functions."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            for name in (f"{source}.{alias.name}" for alias in node.names):
                if name in MODULES or source in MODULES:
                    yield name if name in MODULES else source


def arrows() -> dict[str, set[str]]:
    """Each module below the top with the modules that it imports."""
    return {m: set(imports(m, p.read_text(encoding="utf-8"))) - {m} for m, p in MODULES.items() if m not in TOP}


@pytest.mark.parametrize("module", [m for m in MODULES if m not in TOP])
def test_a_module_imports_from_its_own_folder_or_from_a_lower_one(module: str) -> None:
    rank = RANKS.index(folder(module))
    text = MODULES[module].read_text(encoding="utf-8")
    upward = [m for m in imports(module, text) if m in TOP or RANKS.index(folder(m)) > rank]
    assert not upward, f"{module} imports {', '.join(upward)}"


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("analysis.extraction.") and m.count(".") > 2])
def test_a_stage_of_the_reader_imports_from_itself_or_from_an_earlier_one(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    rank = STAGES.index(stage(module))
    later = [m for m in imports(module, text) if stage(m) in STAGES and STAGES.index(stage(m)) > rank]
    assert not later, f"{module} imports {', '.join(later)}"


def test_every_stage_has_a_folder_and_every_folder_is_a_stage() -> None:
    assert {p.parent.name for p in PACKAGE.glob("extraction/*/__init__.py")} == set(STAGES)


def test_no_import_runs_in_a_circle() -> None:
    try:
        list(TopologicalSorter(arrows()).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_every_folder_has_a_rank_and_every_rank_a_folder() -> None:
    folders = {p.parent.name for p in PACKAGE.glob("*/__init__.py")}
    assert folders == set(RANKS) - {"root"}


def test_an_import_inside_a_function_is_seen() -> None:
    text = "def f():\n    from ..presenting import charts\n    from ..presenting.charts import plot_series\n    import analysis.errors\n"
    assert set(imports("analysis.extraction.claims", text)) == {"analysis.presenting.charts", "analysis.errors"}


def test_paths_of_modules_are_read_right() -> None:
    assert folder("analysis.errors") == "root"
    assert folder("analysis.language.trie") == "language"
    assert MODULES["analysis.errors"] == Path(ROOT / "analysis" / "errors.py")
