"""`briefings codebook`: a first one drafted from a corpus, and its examples read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import polars as pl

from ..codebook import codebook, codebook_beside, use_codebook
from ..errors import LexiconError, SourceError
from .screen import failures

SHOWN = 40  # sentences that came out wrong, listed on the screen
NAMED = {"example": "examples", "near_miss": "near misses"}


def run(arguments: argparse.Namespace) -> int:
    """`briefings codebook new FOLDER` or `briefings codebook check [FILE or FOLDER]`."""
    return _new(arguments) if arguments.what == "new" else _check(arguments)


def _new(arguments: argparse.Namespace) -> int:
    from ..evaluation.codebook_draft import draft_codebook
    from ..extraction.claims import find_claims
    from ..loading.readers import read_briefings

    folder = Path(arguments.path or ".")
    problems: list[str] = []
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; give the folder of your briefings")
    if arguments.source == "claims":
        claims = find_claims(read_briefings(folder, problems=problems))
    else:
        claims = _saved(Path(arguments.source))
    unread: list[str] = []
    path = draft_codebook(claims, folder, most=arguments.most, problems=unread)
    own = codebook(path).metrics
    print(
        f"{path}: {len(own)} metrics drafted from {claims.height:,} claims; edit it, then run `briefings codebook check {path}`"
    )
    for line in unread:
        print(f"  left out: {line}")
    return failures(problems)


def _saved(path: Path) -> pl.DataFrame:
    """Claims that `briefings extract --output` wrote."""
    readers: dict[str, Callable[[Path], pl.DataFrame]] = {
        ".parquet": pl.read_parquet,
        ".csv": pl.read_csv,
        ".arrow": pl.read_ipc,
        ".ndjson": pl.read_ndjson,
    }
    if path.suffix not in readers:
        raise SourceError(f"--from {path}: give the word claims, or a file of claims that ends in {', '.join(readers)}")
    try:
        return readers[path.suffix](path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise SourceError(
            f"{path}: cannot be read as claims ({str(error).splitlines()[0]}); write it with `briefings extract --output`"
        ) from None


def _check(arguments: argparse.Namespace) -> int:
    from ..evaluation.codebook_check import check_codebook

    place = Path(arguments.path) if arguments.path else codebook_beside(Path.cwd())
    book = use_codebook(place)
    checks = check_codebook(book)
    wrong = checks.filter(~pl.col("right"))
    for row in wrong.head(SHOWN).iter_rows(named=True):
        print(f"{row['metric']} [{row['language']}] {str(row['what']).replace('_', ' ')}: {row['sentence']}")
        print(f"  wanted {row['wanted']}; got {row['got']}")
    if wrong.height > SHOWN:
        print(f"and {wrong.height - SHOWN} more")
    counts = {what: checks.filter(pl.col("what") == what) for what in ("example", "near_miss")}
    told = ", ".join(
        f"{int(rows['right'].sum())} of {rows.height} {NAMED[what]} right" for what, rows in counts.items()
    )
    print(f"{book.path}: {checks['metric'].n_unique()} metrics, {told}")
    _tell_gaps(checks)
    if checks.is_empty():
        raise LexiconError(f"{book.path}: no entry has an example in either language; write some")
    return 1 if wrong.height else 0


def _tell_gaps(checks: pl.DataFrame) -> None:
    """Metrics without a near miss: nothing tells yet what must stay out of them."""
    bare = (
        checks.group_by("metric", maintain_order=True)
        .agg((pl.col("what") == "near_miss").any())
        .filter(~pl.col("what"))["metric"]
    )
    if len(bare):
        print(f"without a near miss: {', '.join(bare[:8])}{' ...' if len(bare) > 8 else ''}")
