"""One notebook with its parameters: run by papermill, cleaned of what differs from run to run, written as an offline page."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ..errors import LexiconError, SourceError, did_you_mean
from ..files import write_whole
from ..paths import ROOT
from .html_page import finding_of, page, thumbnail_of, title_of
from .made import Made
from .printing import print_pdf


def notebooks_folder() -> Path:
    """The checkout's notebooks/, or the copy inside an installed package."""
    checkout = ROOT.parent / "notebooks"
    return checkout if checkout.is_dir() else ROOT / "_notebooks"


def notebooks() -> dict[str, Path]:
    """The notebooks by name: {'01-one-briefing': path, ...}."""
    return {p.stem: p for p in sorted(notebooks_folder().glob("[0-9]*.ipynb"))}


def parameters_of(notebook: str) -> dict[str, Any]:
    """The parameters of a notebook with their defaults; LexiconError with a did-you-mean for an unknown notebook."""
    cells = json.loads(notebook_path(notebook).read_text(encoding="utf-8"))["cells"]
    tagged = next((c for c in cells if "parameters" in c["metadata"].get("tags", [])), None)
    tree = ast.parse("".join(tagged["source"])) if tagged else ast.Module([], [])
    return {
        n.targets[0].id: ast.literal_eval(n.value)
        for n in tree.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
    }


def notebook_path(name: str) -> Path:
    known = notebooks()
    if name not in known:
        raise LexiconError(f"no notebook {name!r}{did_you_mean(name, known)}")
    return known[name]


def check_parameters(notebook: str, parameters: dict[str, Any], corpus: str | Path | None = None) -> None:
    """Stop before a run: LexiconError with a did-you-mean for an unknown notebook, parameter, metric, agency, event, year or
    briefing, and for a value of the wrong type."""
    known = parameters_of(notebook)
    for key, value in parameters.items():
        if key not in known:
            raise LexiconError(f"{notebook} has no parameter {key!r}{did_you_mean(key, known)}")
        if not isinstance(value, type(known[key])):
            wanted = {"str": "text", "list": "a list such as [2021, 2024]"}.get(type(known[key]).__name__, "a number")
            raise LexiconError(f"{notebook}: {key} = {value!r} is of the wrong type; give {wanted}")
    _check_values({k: v for k, v in parameters.items() if v}, corpus)


def _check_values(given: dict[str, Any], corpus: str | Path | None) -> None:
    from ..codebook import codebook
    from ..extraction.claims import READINGS, find_claims
    from ..loading.readers import read_briefings
    from ..selection import known, select

    if "reading" in given:
        known("reading", given["reading"], READINGS)
    if "metric" in given:
        known("metric", given["metric"], codebook().metrics)
    chosen = {key: given[key] for key in ("event", "agency", "years") if key in given}
    if not chosen and "briefing" not in given:
        return
    briefings = read_briefings(corpus or given.get("corpus") or None, problems=[])
    if "briefing" in given:
        known("briefing", given["briefing"], briefings["briefing_id"].to_list())
    if chosen:
        select(find_claims(briefings), **chosen)


def render(
    notebook: str,
    *,
    out: str | Path = "reports",
    name: str | None = None,
    formats: tuple[str, ...] = ("html", "ipynb"),
    **parameters: Any,
) -> Made:
    """Run a notebook with these parameters => out/<name>.ipynb and out/<name>.html, both readable offline.

    `formats` may add "pdf", printed by a headless Chromium. Parameters are checked first: LexiconError with a
    did-you-mean for an unknown name or value; SourceError if a cell fails.

    >>> an.render("04-across-years", metrik="x")
    Traceback (most recent call last):
    analysis.errors.LexiconError: 04-across-years has no parameter 'metrik'; did you mean 'metric'?
    """
    check_parameters(notebook, parameters)
    return run_notebook(notebook, Path(out), name or notebook, parameters, formats)


def run_notebook(
    notebook: str, out: Path, name: str, parameters: dict[str, Any], formats: tuple[str, ...] = ("html", "ipynb")
) -> Made:
    """Run a notebook whose parameters are known to be good, and write what was asked for."""
    folder = out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    made = Made(name, notebook, parameters)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as scratch:
        done = Path(scratch) / "done.ipynb"
        where, given = _portable(parameters)
        execute(notebook_path(notebook), done, given, where)
        book = clean(json.loads(done.read_text(encoding="utf-8")))
        text = page(book)
        if "ipynb" in formats:
            made.ipynb = folder / f"{name}.ipynb"
            write_whole(made.ipynb, json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        made.html = folder / f"{name}.html"
        write_whole(made.html, text)
        if "pdf" in formats:
            made.pdf = print_pdf(made.html, folder / f"{name}.pdf")
    made.title, made.finding, made.thumbnail = title_of(book), finding_of(book), thumbnail_of(book)
    paths = [p for p in (made.html, made.ipynb, made.pdf) if p]
    made.files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths if p.suffix != ".pdf"}
    return made


def _portable(parameters: dict[str, Any]) -> tuple[Path | None, dict[str, Any]]:
    """Name a user's corpus by its last part and run beside it, so that a report holds no path of this machine."""
    corpus = parameters.get("corpus")
    if not corpus:
        return None, parameters
    path = Path(str(corpus)).expanduser().resolve()
    fixed = path if path.exists() else Path(*list(path.parts[: _first_wild(path)]))
    parent = fixed.parent if fixed == path else fixed
    return parent, {**parameters, "corpus": path.relative_to(parent).as_posix()}


def _first_wild(path: Path) -> int:
    """How many parts of a glob's path come before its first wild card."""
    return next((n for n, part in enumerate(path.parts) if any(c in part for c in "*?[")), len(path.parts) - 1)


def execute(source: Path, target: Path, parameters: dict[str, Any], where: Path | None = None) -> None:
    """Run papermill in a process of its own: kernels started from threads of one process race for ports."""
    given = ["-y", json.dumps(parameters, ensure_ascii=False)] if parameters else []
    command = [
        sys.executable,
        "-m",
        "papermill",
        str(source),
        str(target),
        "--no-progress-bar",
        "--kernel",
        "python3",
        *given,
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT.parent), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=where or target.parent,
        check=False,
    )
    if done.returncode != 0:
        raise SourceError(f"{source.name} {parameters or ''}: {_last_error(done.stderr)}")


def _last_error(log: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log).strip().splitlines()
    errors = [line for line in plain if re.match(r"[\w.]*(?:Error|Exception|Interrupt)\b", line)]
    return errors[-1] if errors else (plain[-1] if plain else "papermill stopped without a word")


def clean(book: dict[str, Any]) -> dict[str, Any]:
    """A notebook without what differs from run to run: times, paths, ids of the injected cell."""
    kept = book["metadata"].get("papermill", {}).get("parameters", {})
    book["metadata"] = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    if kept:
        book["metadata"]["papermill"] = {"parameters": kept}
    for number, cell in enumerate(book["cells"]):
        tags = cell["metadata"].get("tags", [])
        cell["metadata"] = {"tags": tags} if tags else {}
        if "injected-parameters" in tags:
            cell["id"] = f"injected-{number}"
    return book


def try_notebook(one: Made, folder: Path, formats: tuple[str, ...]) -> Made:
    try:
        return run_notebook(one.notebook, folder, one.name, one.parameters, formats)
    except (SourceError, LexiconError) as error:
        one.error = str(error)
        return one
