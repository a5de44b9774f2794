"""Hashes and versions: what a result rests on."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .codebook import codebook
from .paths import ROOT

if TYPE_CHECKING:
    import polars as pl


def package_version() -> str:
    """The installed version of this package."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("briefing-claims")
    except PackageNotFoundError:
        return "not installed"


def fingerprint(briefings: pl.DataFrame) -> str:
    """Twelve characters that change when any briefing's bytes or the codebook in use change."""
    parts = sorted(
        f"{r['briefing_id']} {r['source_sha256']}"
        for r in briefings.select("briefing_id", "source_sha256").iter_rows(named=True)
    )
    return hashlib.sha256("\n".join([*parts, codebook().sha256]).encode()).hexdigest()[:12]


def stamp(briefings: pl.DataFrame, **parameters: Any) -> str:
    """What it takes to make this page again: parameters, package version and a fingerprint of the data.

    >>> an.stamp(briefings, metric="x").split("; ")[2]
    "parameters: metric='x'"
    """
    given = ", ".join(f"{k}={v!r}" for k, v in parameters.items())
    return f"briefing-claims {package_version()}; {briefings.height:,} {'briefing' if briefings.height == 1 else 'briefings'}, data {fingerprint(briefings)}; parameters: {given or 'none'}"


def sha256(path: Path) -> str | None:
    """SHA-256 of a file's bytes; None where there is no such file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


CODE = (".py", ".toml", ".tsv", ".otf", ".css", ".js", ".j2")


@functools.cache
def code_hash() -> str:
    """One hash over the package's code and words."""
    files = sorted(p for p in ROOT.rglob("*") if p.suffix in CODE and "_data" not in p.parts)
    return hashlib.sha256(
        "\n".join(f"{p.relative_to(ROOT).as_posix()} {sha256(p)}" for p in files).encode()
    ).hexdigest()
