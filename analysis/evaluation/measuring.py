"""The committed measures of how well the committed briefings are read: scores and reliability, written anew by one call."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from ..files import write_whole
from ..paths import data_folder
from .gold import GOLDS, read_gold
from .reliability import write_reliability
from .scores import Score, score

COLUMNS = (
    "against", "language", "field", "briefings", "gold", "claims", "right", "given", "wrong",
    "precision", "recall", "f1", "low", "high",
)  # fmt: skip


def committed_scores(claims: pl.DataFrame) -> pl.DataFrame:
    """Scores of the claims of the committed briefings against each gold, by field and language, all kinds together."""
    return pl.concat([_against(name, score(claims, read_gold(name))) for name in GOLDS])


def write_measures(folder: Path | None = None) -> list[Path]:
    """Read the committed briefings and write data/gold/scores.csv and reliability.csv, the latter by the best gold.

    To be run again whenever the reading or a gold has changed; docs/measures.py runs it and fills in the README.
    """
    from ..extraction.claims import find_claims
    from ..loading.readers import read_briefings

    home, claims = folder or data_folder() / "gold", find_claims(read_briefings())
    write_whole(home / "scores.csv", committed_scores(claims).write_csv(float_precision=6))
    return [home / "scores.csv", write_reliability(home / "reliability.csv", claims=claims)]


def read_scores() -> pl.DataFrame:
    """The committed scores (columns: data/gold/scores.csv in datapackage.json)."""
    return pl.read_csv(data_folder() / "gold" / "scores.csv")


def _against(name: str, scores: Score) -> pl.DataFrame:
    return scores.figures.filter(kind="all").with_columns(against=pl.lit(name)).select(COLUMNS)
