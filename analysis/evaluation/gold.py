"""What was read by hand and is committed: the gold, the codes it was settled from, and the older gold."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from ..errors import LexiconError, SourceError, did_you_mean
from ..fingerprints import sha256
from ..paths import data_folder
from .codes import Codes
from .coding_fields import words

TYPES = {"start": pl.Int64, "end": pl.Int64, "value": pl.Float64, "period_start": pl.Date, "period_end": pl.Date}
GOLDS = ("coded", "restated")  # the best first
CODERS = "coders"


def read_gold(which: str | Path = "") -> pl.DataFrame:
    """Figures read by hand, in standoff form (briefing_id, start, end): a row per figure.

    'coded': data/gold/coded.csv, figures drawn at random, coded twice and settled (columns: `Codes`).
    'restated': data/gold/restated.csv, every figure of the briefings that it covers, coded by one person and mended
    after the readings were seen; a regression test, no evidence. 'coders': data/gold/coders.csv, what each coder of the
    coded gold wrote before it was settled; no rows where there is none. '' is the first of these that is there; a path to
    a .csv file is read as it is (what an.save wrote of an.settle). LexiconError for another name.

    >>> an.read_gold("restated").height > 1000
    True
    """
    folder = data_folder() / "gold"
    if which == "":
        which = best_gold()
    if isinstance(which, str) and which not in (*GOLDS, CODERS) and not which.endswith(".csv"):
        raise LexiconError(f"no gold {which!r}{did_you_mean(which, (*GOLDS, CODERS))}")
    path = folder / f"{which}.csv" if which in (*GOLDS, CODERS) else Path(which)
    if which == CODERS and not path.exists():
        return Codes.create_empty()
    try:
        text = pl.read_csv(path.read_bytes(), infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise SourceError(f"{path}: no gold can be read here; save an.settle(...) as .csv") from error
    types = Codes.create_empty().schema if "item_id" in text.columns else TYPES
    return text.with_columns(typed(name, kind) for name, kind in types.items() if name in text.columns)


def gold_files(folder: Path) -> list[tuple[str, str, dict[str, str]]]:
    """The files of coding that a data folder holds: (name, path below it, meaning of each column)."""
    codes = {name: str(column.description) for name, column in Codes.columns().items()}
    told = {"coded": codes, CODERS: codes, **words()["files"]}
    there = [name for name in told if (folder / "gold" / f"{name}.csv").exists()]
    return [(name, f"gold/{name}.csv", told[name]) for name in there]


def gold_hash() -> str:
    """One SHA-256 of every table of data/gold with its name: it changes when anything that scores rest on does."""
    told = hashlib.sha256()
    for path in sorted((data_folder() / "gold").glob("*.csv")):
        told.update(f"{path.name}\n{sha256(path)}\n".encode())
    return told.hexdigest()


def best_gold() -> str:
    """The name of the best gold that is committed."""
    return next(name for name in GOLDS if (data_folder() / "gold" / f"{name}.csv").exists())


def describe_gold(which: str | Path = "", *, language: str = "en") -> str:
    """What a gold is worth, in one sentence: who read it, and what scores on it can say.

    >>> an.describe_gold("restated").split(":")[0]
    'Held against the older gold'
    """
    name = str(which) or best_gold()
    told = words()["golds"]
    text: str = told[name if name in told else "own"][language]
    return text


def typed(name: str, kind: pl.DataType | type[pl.DataType]) -> pl.Expr:
    """A column of text as what it holds."""
    if kind == pl.Date:
        return pl.col(name).str.to_date()
    return pl.col(name) == "true" if kind == pl.Boolean else pl.col(name).cast(kind)
