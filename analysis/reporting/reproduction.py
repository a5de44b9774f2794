"""The reports of a folder made again from its manifest, and held against it byte for byte."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from ..errors import SourceError
from ..loading.readers import read_briefings
from .made import Made
from .notebooks import try_notebook
from .provenance import changed, inputs, read_manifest


class Again(NamedTuple):
    """What making a report again gave: the files that came out the same, those that did not, and the inputs that changed."""

    same: list[str]
    different: list[str]
    changed: list[str]


def reproduce(folder: str | Path, *, corpus: str | Path | None = None, jobs: int = 2) -> Again:
    """Make the reports of a folder again from its manifest, elsewhere, and compare them byte for byte.

    `corpus` says where a corpus of one's own lies now. SourceError where the folder holds no manifest.

    >>> an.reproduce("no-such-folder")
    Traceback (most recent call last):
    analysis.errors.SourceError: no-such-folder: no manifest here; give a folder that `briefings report` has written
    """
    manifest = read_manifest(Path(folder))
    asked = manifest["asked"]
    if asked["corpus"] and corpus is None:
        raise SourceError(f"{folder}: made from a corpus {asked['corpus']!r}; say where it is with --corpus")
    problems: list[str] = []
    briefings = read_briefings(corpus or None, problems=problems)
    plan = [Made(r["name"], r["notebook"], dict(r["parameters"])) for r in manifest["reports"]]
    with tempfile.TemporaryDirectory(prefix="briefings-again-") as scratch:
        for one in plan:
            if "corpus" in one.parameters and corpus:
                one.parameters["corpus"] = str(Path(corpus).resolve())
        with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
            done = list(pool.map(lambda one: try_notebook(one, Path(scratch), ("html", "ipynb")), plan))
    now = {name: digest for one in done for name, digest in one.files.items()}
    was = {name: digest for r in manifest["reports"] for name, digest in r["files"].items()}
    same = sorted(name for name in was if now.get(name) == was[name])
    return Again(same, sorted(set(was) - set(same)), changed(manifest["inputs"], inputs(briefings)))
