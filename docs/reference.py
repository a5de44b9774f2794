"""Write docs/reference.md, every public name with its docstring: `python docs/reference.py` (a test holds it up to date)."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import analysis as an

HERE = Path(__file__).resolve().parent
# What people do, in the order in which they do it, and the folder or module whose names belong there.
TASKS = {
    "Read": ("loading", "language"),
    "Find claims": ("extraction", "codebook", "metric", "bulk"),
    "Choose": ("selection",),
    "Compare and check": ("comparing",),
    "Look": ("presenting.tables", "presenting.summaries", "presenting.wording", "presenting.highlight", "presenting.explain", "presenting.explorer"),
    "Draw": ("presenting.chart", "presenting.evaluation_charts"),
    "Cite and take away": ("presenting.citation", "presenting.export", "presenting.manuscript", "presenting.statistics_files", "fingerprints"),
    "Tell how sure": ("evaluation",),
    "Make reports": ("reporting",),
    "Tables and errors": ("schema", "errors"),
}  # fmt: skip


def task_of(module: str) -> str:
    """The task whose modules hold this one; LookupError where none does."""
    name = module.removeprefix("analysis.")
    for task, homes in TASKS.items():
        if any(name.startswith(home) for home in homes):
            return task
    raise LookupError(f"{module} belongs to no task of docs/reference.py; add it to one")


def entry(name: str) -> str:
    """A name as a heading, its signature, its docstring as text and its example as code."""
    thing = getattr(an, name)
    doc = inspect.getdoc(thing) or ""
    text, _, example = doc.partition("\n>>> ")
    signature = f"{name}{inspect.signature(thing)}" if inspect.isfunction(thing) else name
    signature = re.sub(r"'([^']*)'", r"\1", signature) if "->" in signature else signature
    parts = [f"### an.{name}", f"```python\n{signature}\n```", text.strip()]
    parts += [f"```python\n>>> {example.strip()}\n```"] if example else []
    return "\n\n".join(part for part in parts if part)


def reference() -> str:
    """The whole page."""
    named: dict[str, list[str]] = {task: [] for task in TASKS}
    for name in sorted(an.__all__, key=str.lower):
        named[task_of(getattr(an, name).__module__)].append(name)
    head = "# Every public name\n\nMade by `python docs/reference.py` from the docstrings; `import analysis as an`. Shapes, units and errors are told with each name; the columns of a table by `an.meanings(an.Claims)`.\n"
    contents = [f"- **{task}**: " + ", ".join(f"[{n}](#an{n.lower()})" for n in names) for task, names in named.items()]
    body = [f"## {task}\n\n" + "\n\n".join(map(entry, names)) for task, names in named.items() if names]
    return "\n".join([head, *contents, ""]) + "\n" + "\n\n".join(body) + "\n"


if __name__ == "__main__":
    (HERE / "reference.md").write_text(reference(), encoding="utf-8")
    sys.exit(0)
