"""One notebook run by papermill, cleaned of what differs from run to run, and written as an offline page."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..files import write_whole
from ..fingerprints import sha256
from .execution import clean
from .html_page import finding_of, heading_of, page, thumbnail_of, title_of
from .printing import print_pdf


def make_pages(task: dict[str, Any], run: Callable[..., None]) -> dict[str, Any]:
    """In the workshop: run a notebook whose parameters are known to be good, and write what was asked for."""
    folder, name, formats = Path(task["folder"]), task["name"], task["formats"]
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as scratch:
        done = Path(scratch) / "done.ipynb"
        where, given = portable(task["parameters"])
        run(Path(task["source"]), done, given, where)
        book = clean(json.loads(done.read_text(encoding="utf-8")))
    text = page(book, name, task["links"])
    write_whole(folder / f"{name}.html", text)
    if "ipynb" in formats:
        saved = json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        write_whole(folder / f"{name}.ipynb", saved)
    if "pdf" in formats:
        print_pdf(folder / f"{name}.html", folder / f"{name}.pdf")
    files = {f"{name}.{e}": sha256(folder / f"{name}.{e}") for e in ("html", "ipynb") if e in formats or e == "html"}
    told = {
        "title": title_of(book),
        "heading": heading_of(book),
        "finding": finding_of(book),
        "thumbnail": thumbnail_of(book),
    }
    return {"name": name, "files": files, "formats": sorted({"html", *formats}), **told}


def portable(parameters: dict[str, Any]) -> tuple[Path | None, dict[str, Any]]:
    """Name a user's corpus and codebook by their last parts and run beside the corpus, so that a report holds no path of this machine."""
    corpus, book = parameters.get("corpus"), parameters.get("codebook")
    if book and not corpus:
        whole = Path(str(book)).expanduser().resolve()
        return whole.parent, {**parameters, "codebook": whole.name}
    if not corpus:
        return None, parameters
    path = Path(str(corpus)).expanduser().resolve()
    fixed = path if path.exists() else Path(*list(path.parts[: _first_wild(path)]))
    parent = fixed.parent if fixed == path else fixed
    beside = (
        {"codebook": Path(os.path.relpath(Path(str(book)).expanduser().resolve(), parent)).as_posix()} if book else {}
    )
    return parent, {**parameters, "corpus": path.relative_to(parent).as_posix(), **beside}


def _first_wild(path: Path) -> int:
    """How many parts of a glob's path come before its first wild card."""
    return next((n for n, part in enumerate(path.parts) if any(c in part for c in "*?[")), len(path.parts) - 1)
