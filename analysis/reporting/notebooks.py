"""The notebooks, their parameters, and one of them rendered on its own."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from ..codebook import codebook_named
from ..errors import LexiconError, SourceError, did_you_mean
from ..files import make_folder
from ..kept import kept_in
from ..paths import ROOT, data_folder, kept_folder
from .made import Made
from .workshop import Workshop


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
    from ..codebook import codebook_for
    from ..extraction.claims import READINGS, find_claims
    from ..loading.readers import read_briefings
    from ..selection import ALL, known, select

    if "reading" in given:
        known("reading", given["reading"], READINGS)
    if given.get("metric", "") not in ALL:
        place = Path(corpus or given.get("corpus") or data_folder() / "briefings")
        known("metric", given["metric"], codebook_for([place / "briefing"], given.get("codebook")).metrics)
    chosen = {key: given[key] for key in ("event", "agency", "years") if key in given}
    if not chosen and "briefing" not in given:
        return
    briefings = read_briefings(corpus or given.get("corpus") or None, problems=[], codebook=given.get("codebook"))
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
    if (named := codebook_named()) and "codebook" in parameters_of(notebook):
        parameters.setdefault("codebook", named)
    for place in ("corpus", "codebook", "codes"):  # a notebook runs in a folder of its own
        if parameters.get(place):
            parameters[place] = str(Path(parameters[place]).expanduser().resolve())
    with kept_in(kept_folder()):  # what the choices are checked against, the notebook then finds read
        check_parameters(notebook, parameters)
    made = Made(name or notebook, notebook, parameters)
    folder = Path(out).resolve()
    make_folder(folder)
    with Workshop(jobs=1) as workshop:
        workshop.begin([task_of(made, folder, formats)])
        for result in workshop.results():
            take(made, result, folder)
    if made.error:
        raise SourceError(made.error)
    return made


def task_of(one: Made, folder: Path, formats: tuple[str, ...], links: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the workshop has to know to make one notebook, as JSON."""
    return {
        "name": one.name, "source": str(notebook_path(one.notebook)), "parameters": one.parameters,
        "folder": str(folder), "formats": list(formats), "links": links or {},
    }  # fmt: skip


def take(one: Made, result: dict[str, Any], folder: Path) -> None:
    """Enter what the workshop made of a notebook."""
    one.error = result.get("error", "")
    one.files = result.get("files", {})
    for told in ("title", "heading", "finding", "thumbnail"):
        setattr(one, told, result.get(told, ""))
    for ending in ("html", "ipynb", "pdf"):
        if ending in result.get("formats", ()):
            setattr(one, ending, folder / f"{one.name}.{ending}")
