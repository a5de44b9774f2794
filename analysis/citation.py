"""Citations of briefings and claims: text, BibTeX, CSL-JSON."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import polars as pl

from .briefings import data_folder
from .codebook import did_you_mean
from .words import LexiconError

STYLES = ("text", "bibtex", "csl-json")


def cite(table: pl.DataFrame, *, style: str = "text", briefings: pl.DataFrame | None = None) -> str:
    """Cite the briefings that a frame of briefings or claims rests on, in "text", "bibtex" or "csl-json".

    Claims hold no address or title: give `briefings` too to have them cited. LexiconError for an unknown style.
    """
    if style not in STYLES:
        raise LexiconError(f"no style {style!r}{did_you_mean(style, STYLES)}")
    used = table["briefing_id"].unique(maintain_order=True).to_list()
    source = briefings if briefings is not None else table
    rows = source.unique("briefing_id", maintain_order=True).filter(pl.col("briefing_id").is_in(used)).to_dicts()
    rows = sorted(rows, key=lambda r: (str(r["date"]), r["briefing_id"]))
    if style == "csl-json":
        return json.dumps([_csl(r) for r in rows], ensure_ascii=False, indent=1)
    return "\n".join(_bibtex(r) if style == "bibtex" else _text(r) for r in rows)


def _text(row: dict[str, Any]) -> str:
    parts = [row.get("publisher") or "No publisher named", f"({row['date'] or 'n.d.'})."]
    parts += [f"{row['title']}."] if row.get("title") else []
    parts += [row["url"]] if row.get("url") else []
    return " ".join([*parts, f"[{row['briefing_id']}]"])


LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def latex(text: str) -> str:
    """Escape the characters that LaTeX reads as commands."""
    return "".join(LATEX.get(c, c) for c in text)


def _bibtex(row: dict[str, Any]) -> str:
    key = re.sub(r"[^\w-]", "-", row["briefing_id"])
    fields = {
        "title": row.get("title"),
        "author": row.get("publisher"),
        "date": row.get("date"),
        "url": row.get("url"),
        "langid": {"en": "english", "zh": "chinese"}[row["language"]],
    }
    raw = ("url", "date", "langid")
    lines = [f"  {k} = {{{v if k in raw else '{' + latex(str(v)) + '}'}}}," for k, v in fields.items() if v]
    return "\n".join([f"@online{{{key},", *lines, "}"])


def _csl(row: dict[str, Any]) -> dict[str, Any]:
    day = row["date"]
    entry: dict[str, Any] = {
        "id": row["briefing_id"],
        "type": "article-newspaper",
        "title": row.get("title"),
        "container-title": row.get("publisher"),
        "URL": row.get("url"),
        "language": row["language"],
    }
    if day:
        entry["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {k: v for k, v in entry.items() if v}


def package_version() -> str:
    """The installed version of this package."""
    try:
        return version("briefing-claims")
    except PackageNotFoundError:
        return "not installed"


def fingerprint(briefings: pl.DataFrame) -> str:
    """Twelve characters that change when any briefing's bytes or the codebook's change."""
    parts = sorted(
        f"{r['briefing_id']} {r['source_sha256']}"
        for r in briefings.select("briefing_id", "source_sha256").iter_rows(named=True)
    )
    book = (data_folder() / "codebook.toml").read_bytes()
    return hashlib.sha256("\n".join(parts).encode() + book).hexdigest()[:12]


def stamp(briefings: pl.DataFrame, **parameters: Any) -> str:
    """What it takes to make this page again: parameters, package version and a fingerprint of the data."""
    given = ", ".join(f"{k}={v!r}" for k, v in parameters.items())
    return f"briefing-claims {package_version()}; {briefings.height} briefings, data {fingerprint(briefings)}; parameters: {given or 'none'}"
