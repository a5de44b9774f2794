"""What was read by hand and is committed: the gold, the older gold, and what was measured at first sight."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from ..errors import LexiconError, did_you_mean
from ..paths import data_folder
from .codes import Codes

TYPES = {"start": pl.Int64, "end": pl.Int64, "value": pl.Float64, "period_start": pl.Date, "period_end": pl.Date}
GOLDS = ("coded", "restated")
FIRST_SIGHT = {
    "lot": pl.String,  # the texts, by a name
    "language": pl.String,
    "group": pl.String,  # which agencies
    "texts": pl.Int64,
    "figures": pl.Int64,
    "all_fields_f1": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "wrong_metrics": pl.Int64,
    "metrics_given": pl.Int64,
    "date": pl.Date,  # of the measurement
}


def read_gold(which: str | Path = "") -> pl.DataFrame:
    """Figures read by hand, in standoff form (briefing_id, start, end): a row per figure.

    'coded': data/gold/coded.csv, figures drawn at random, coded by two people and settled (columns: `Codes`).
    'restated': data/gold/restated.csv, every figure of the briefings that it covers, coded by one person and mended
    after the readings were seen; a regression test, no evidence. '' is the first of these that is there; a path is
    read as it is. LexiconError for another name.

    >>> an.read_gold("restated").height > 1000
    True
    """
    folder = data_folder() / "gold"
    if which == "":
        which = next(name for name in GOLDS if (folder / f"{name}.csv").exists())
    if isinstance(which, str) and which not in GOLDS and not which.endswith(".csv"):
        raise LexiconError(f"no gold {which!r}{did_you_mean(which, GOLDS)}")
    path = folder / f"{which}.csv" if which in GOLDS else Path(which)
    text = pl.read_csv(path, infer_schema=False)
    types = Codes.create_empty().schema if "item_id" in text.columns else TYPES
    return text.with_columns(_typed(name, kind) for name, kind in types.items() if name in text.columns)


def _typed(name: str, kind: pl.DataType | type[pl.DataType]) -> pl.Expr:
    if kind == pl.Date:
        return pl.col(name).str.to_date()
    return pl.col(name) == "true" if kind == pl.Boolean else pl.col(name).cast(kind)


def first_sight(path: Path | None = None) -> pl.DataFrame:
    """What was measured on texts that no rule had been made on, before anything was mended: a row per lot and language.

    Default data/gold/first_sight.csv; no rows where nothing has been measured yet. `all_fields_f1` with its interval
    (`low`, `high`); `wrong_metrics` of the `metrics_given`.

    >>> an.first_sight().columns[:3]
    ['lot', 'language', 'group']
    """
    text = pl.read_csv(path or data_folder() / "gold" / "first_sight.csv", infer_schema=False)
    return text.select(_typed(name, kind) for name, kind in FIRST_SIGHT.items())
