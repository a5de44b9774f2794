"""What a report rests on: hashes of every input, kept beside it as a manifest and as an RO-Crate, and held against a second run."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl

from ..codebook import CodebookSource
from ..codebook import codebook as the_codebook
from ..errors import SourceError, did_you_mean
from ..evaluation.gold import gold_hash
from ..extraction.claims import find_claims
from ..files import write_whole
from ..fingerprints import code_hash, package_version, sha256
from ..loading.readers import read_briefings
from ..paths import ROOT
from ..presenting.citation import Entry, check_style, cite, package_entry, written
from .crate import crate_of
from .made import Made
from .notebooks import notebooks

MANIFEST = "manifest.json"
CRATE = "ro-crate-metadata.json"

BOOKS = (
    "codebook",
    "units",
    "agencies",
    "migration",
)  # the files of the codebook in use, and the built-in one that it extends

Inputs = dict[str, Any]


def inputs(briefings: pl.DataFrame) -> Inputs:
    """Every input of a report by its hash: package, lock, code, codebook, notebooks, each briefing."""
    return {
        "version": package_version(),
        "lock": sha256(ROOT.parent / "requirements.lock"),
        "code": code_hash(),
        **{name: the_codebook().files.get(name) for name in BOOKS},
        "gold": gold_hash(),
        "notebooks": {name: sha256(path) for name, path in notebooks().items()},
        "corpus": dict(briefings.select("briefing_id", "source_sha256").sort("briefing_id").iter_rows()),
    }


def key_of(one: Made, from_inputs: Inputs, formats: tuple[str, ...]) -> str:
    """A mark of all that a single report rests on: it is the same only if making it again would change nothing."""
    parts = {**from_inputs, "notebooks": from_inputs["notebooks"].get(one.notebook)}
    told = json.dumps([one.notebook, one.parameters, parts, sorted(formats)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def write_manifest(
    folder: Path, asked: dict[str, Any], from_inputs: Inputs, made: list[Made], formats: tuple[str, ...], **more: Any
) -> None:
    """Write manifest.json and, at the end, the RO-Crate: what was asked, what it rests on, what came of it."""
    reports = [
        {
            "name": m.name, "notebook": m.notebook, "parameters": m.parameters, "title": m.title, "heading": m.heading, "finding": m.finding, "error": m.error,
            "files": m.files, "key": key_of(m, from_inputs, formats),
        }
        for m in sorted(made, key=lambda m: m.name)
    ]  # fmt: skip
    manifest = {
        "format": 1,
        "package": "briefing-claims",
        "asked": asked,
        "inputs": from_inputs,
        "reports": reports,
        **more,
    }
    write_whole(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    if more:
        write_whole(folder / CRATE, json.dumps(crate_of(manifest), ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a report folder; SourceError where there is none or it cannot be read."""
    path = folder / MANIFEST if folder.is_dir() else folder
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SourceError(f"{path}: no manifest here; give a folder that `briefings report` has written") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be read as a manifest ({error}); make the report again") from None
    return manifest


def changed(before: Inputs, after: Inputs) -> list[str]:
    """Which inputs differ, one line each: 'codebook', 'notebook 04-across-years', 'briefing 2024-08-19-cctv-en'."""
    found = [name for name in ("version", "lock", "code", *BOOKS, "gold") if before.get(name) != after.get(name)]
    for group, word in (("notebooks", "notebook"), ("corpus", "briefing")):
        was, now = before.get(group, {}), after.get(group, {})
        found += [f"{word} {name} (added)" for name in now if name not in was]
        found += [f"{word} {name} (missing)" for name in was if name not in now]
        found += [f"{word} {name}" for name in was if name in now and was[name] != now[name]]
    return found


# ---- to cite -------------------------------------------------------------------------------------------------


def report_entry(folder: Path) -> Entry:
    """A folder of reports, by its manifest: what was asked, the version and a hash of all it rests on."""
    manifest = read_manifest(folder)
    given = manifest["inputs"]
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    asked = "; ".join(
        f"{k}: {', '.join(map(str, v)) if isinstance(v, list) else v}"
        for k, v in sorted(manifest["asked"].items())
        if v
    )
    return {
        "id": f"briefing-report-{digest[:12]}",
        "type": "report",
        "title": f"What was said, in figures: {asked}",
        "author": [{"literal": "briefing-claims"}],
        "publisher": f"briefing-claims {given['version']}",
        "number": digest[:12],
        "note": f"{len(given['corpus'])} briefings; sha256 of the manifest {digest}",
    }


def cite_any(
    what: str, *, style: str = "text", corpus: str | Path | None = None, codebook: CodebookSource = None
) -> str:
    """Cite whatever an id or a path names: a claim, a briefing, a folder of reports, or the package ("package").

    SourceError with a did-you-mean where nothing goes by that name.

    >>> an.cite_any("package").split(" (")[0]
    'The briefing-claims authors'
    """
    check_style(style)
    if what in ("package", "briefing-claims"):
        return written([package_entry()], style)
    if Path(what).exists():
        return written([report_entry(Path(what))], style)
    briefings = read_briefings(corpus or None, problems=[], codebook=codebook)
    name, colon, _ = what.partition(":")
    one = briefings.filter(pl.col("briefing_id") == name)
    if one.height == 0:
        raise SourceError(
            f"no claim, briefing or report {what!r} here{did_you_mean(name, briefings['briefing_id'].to_list())}"
        )
    if not colon:
        return cite(one, style=style)
    claims = find_claims(one)
    found = claims.filter(pl.col("claim_id") == what)
    if found.height == 0:
        raise SourceError(f"{name} has no claim {what!r}{did_you_mean(what, claims['claim_id'].to_list())}")
    return cite(found, style=style, briefings=briefings, each=True)
