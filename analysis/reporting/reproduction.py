"""The reports of a folder made again from its manifest, and held against it byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from ..codebook import codebook_named
from ..errors import SourceError
from ..extraction.claims import find_claims
from ..kept import kept_in
from ..loading.readers import read_briefings
from ..paths import kept_folder
from .claim_links import page_links
from .made import Made
from .notebooks import task_of
from .provenance import changed, inputs, read_manifest
from .text_pages import write_texts
from .workshop import Workshop


class Again(NamedTuple):
    """What making a report again gave: the files that came out the same, those that did not, the inputs that changed, and
    what went wrong in notebooks that could not be made again."""

    same: list[str]
    different: list[str]
    changed: list[str]
    errors: list[str]


def reproduce(
    folder: str | Path, *, corpus: str | Path | None = None, jobs: int = 2, codebook: str | Path | None = None
) -> Again:
    """Make the reports of a folder again from its manifest, elsewhere, and compare them byte for byte.

    `corpus` says where a corpus of one's own lies now, `codebook` where a codebook that was named does. SourceError where the folder holds no manifest.

    >>> an.reproduce("no-such-folder")
    Traceback (most recent call last):
    analysis.errors.SourceError: no-such-folder: no manifest here; give a folder that `briefings report` has written
    """
    manifest = read_manifest(Path(folder))
    asked = manifest["asked"]
    if asked["corpus"] and corpus is None:
        raise SourceError(f"{folder}: made from a corpus {asked['corpus']!r}; say where it is with --corpus")
    codebook = codebook or codebook_named() or None
    if asked.get("codebook") and codebook is None:
        raise SourceError(f"{folder}: made with a codebook {asked['codebook']!r}; say where it is with --codebook")
    places = {"corpus": corpus, "codebook": codebook}
    problems: list[str] = []
    errors: list[str] = []
    with Workshop(jobs) as workshop, tempfile.TemporaryDirectory(prefix="briefings-again-") as scratch:
        briefings = read_briefings(corpus or None, problems=problems, codebook=codebook)
        plan = [Made(r["name"], r["notebook"], dict(r["parameters"])) for r in manifest["reports"]]
        for one in plan:
            one.parameters |= {k: str(Path(p).resolve()) for k, p in places.items() if p and k in one.parameters}
        links = page_links(plan, briefings["briefing_id"])
        workshop.begin([task_of(one, Path(scratch), ("html", "ipynb"), links) for one in plan])
        with kept_in(kept_folder()):
            claims = find_claims(briefings, reading=asked["reading"])
            now = write_texts(Path(scratch), manifest.get("texts", {}), briefings, claims)
        for result in workshop.results():
            now |= result.get("files", {})
            errors += [f"{result['name']}: {result['error']}"] if result.get("error") else []
    was = {name: digest for r in manifest["reports"] for name, digest in r["files"].items()} | manifest.get("texts", {})
    same = sorted(name for name in was if now.get(name) == was[name])
    return Again(same, sorted(set(was) - set(same)), changed(manifest["inputs"], inputs(briefings)), sorted(errors))
