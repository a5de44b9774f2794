"""How often claims with a doubt, or with a field from a source, were right when people read the same figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from ..errors import LexiconError, SourceError
from ..files import write_whole
from ..paths import data_folder
from ..schema import DOUBTS, SOURCES
from .gold import best_gold, read_gold
from .scores import judged
from .uncertainty import wilson

PRIOR = 20  # figures at the overall share that are added to each group: small groups are drawn towards it
SOURCE_OF = {"metric": "metric_source", "period": "period_source", "base": "base_source", "unit": "unit_source"}
NONE, ANY = "none", "any"  # claims without a doubt; claims with one or more
COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("gold", "group", "name", "field"), pl.String),
    **dict.fromkeys(("n", "right"), pl.Int64),
    **dict.fromkeys(("share", "low", "high", "shrunk"), pl.Float64),
}
Row = dict[str, Any]


def reliability(claims: pl.DataFrame, codes: pl.DataFrame, *, gold: str = "own") -> pl.DataFrame:
    """The measured share of right claims by doubt and by source: a row per group, name and field.

    group 'doubt': every doubt, 'none' (claims without any) and 'any' (with one or more), for each field and for 'all' at
    once. groups 'metric_source' and so on: that field by where it came from. `n` claims were judged by `codes`
    (an.read_codes, an.settle, an.read_gold), `right` of them right; `low` and `high` are Wilson's 95 percent interval of
    `share`, 0 to 1 where n is 0. `shrunk` is the share with 20 figures at the overall share added, which keeps a group of
    three from saying 0 or 1. Weights of a sample are left aside. `gold` names the codes in the table.

    >>> an.reliability(claims, an.read_gold("restated")).row(0, named=True)["name"]
    'none'
    """
    rows = [row for row in judged(claims, codes) if row["claim"] is not None]
    made = [_measured(rows, group, name, field) | {"gold": gold} for group, name, field in _groups()]
    return pl.DataFrame(made, schema=COLUMNS, orient="row")


def _groups() -> Iterator[tuple[str, str, str]]:
    for name in (NONE, ANY, *DOUBTS):
        yield from (("doubt", name, field) for field in ("all", *SOURCE_OF))
    for field, group in SOURCE_OF.items():
        yield from ((group, name, field) for name in SOURCES)


def _measured(rows: list[Row], group: str, name: str, field: str) -> Row:
    chosen = [row for row in rows if _belongs(row["claim"], group, name)]
    n, right = len(chosen), sum(row["right"][field] for row in chosen)
    overall = sum(row["right"][field] for row in rows) / len(rows) if rows else None
    low, high = wilson(right, n)
    return {
        "group": group, "name": name, "field": field, "n": n, "right": right, "share": right / n if n else None, "low": low, "high": high,
        "shrunk": None if overall is None else (right + PRIOR * overall) / (n + PRIOR),
    }  # fmt: skip


def _belongs(claim: Row, group: str, name: str) -> bool:
    if group != "doubt":
        return bool(claim[group] == name)
    doubts = claim["doubts"]
    return not doubts if name == NONE else bool(doubts) if name == ANY else name in doubts


def read_reliability(path: str | Path | None = None) -> pl.DataFrame:
    """The committed table of measured shares (data/gold/reliability.csv), or another of the same columns.

    >>> an.read_reliability().columns[:4]
    ['gold', 'group', 'name', 'field']
    """
    file = Path(path) if path else data_folder() / "gold" / "reliability.csv"
    try:
        text = pl.read_csv(file.read_bytes(), infer_schema=False)
        return text.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    except (OSError, pl.exceptions.PolarsError) as error:
        raise SourceError(
            f"{file}: no table of reliability can be read here; make it with write_reliability"
        ) from error


def write_reliability(path: str | Path | None = None, *, which: str = "", claims: pl.DataFrame | None = None) -> Path:
    """Measure the committed corpus against a gold (default: the best there is) and write data/gold/reliability.csv.

    To be run again whenever the reading or the gold has changed. `claims` are those of the committed briefings, where
    they have been read already.
    """
    from ..extraction.claims import find_claims
    from ..loading.readers import read_briefings

    name = which or best_gold()
    read = find_claims(read_briefings()) if claims is None else claims
    table = reliability(read, read_gold(name), gold=name)
    target = Path(path) if path else data_folder() / "gold" / "reliability.csv"
    write_whole(target, table.write_csv(float_precision=6))
    return target


def with_reliability(claims: pl.DataFrame, table: pl.DataFrame | None = None) -> pl.DataFrame:
    """Claims with the measured share of claims like them that are right in every field at once.

    Adds `reliability` (shrunk share), `reliability_low`, `reliability_high` (of the share itself), `reliability_n` and
    `reliability_of`: the doubt it is of, the least reliable of the claim's; 'none' for a claim without doubts; 'any'
    where none of its doubts was met in the gold. All are null where nothing was measured. `table` is what
    an.reliability gave for one's own codes; default the committed one.

    >>> an.with_reliability(claims.head(1)).columns[-1]
    'reliability_of'
    """
    if "doubts" not in claims.columns:
        raise LexiconError("with_reliability wants claims; give what find_claims returned")
    measured = (read_reliability() if table is None else table).filter(
        pl.col("group") == "doubt", pl.col("field") == "all", pl.col("n") > 0
    )
    shares = {row["name"]: row for row in measured.iter_rows(named=True)}
    rows = [_least(doubts, shares) for doubts in claims["doubts"].to_list()]
    columns: dict[str, Any] = {
        **dict.fromkeys(("reliability", "reliability_low", "reliability_high"), pl.Float64),
        "reliability_n": pl.Int64,
        "reliability_of": pl.String,
    }
    return claims.hstack(pl.DataFrame(rows, schema=columns, orient="row"))


def _least(doubts: list[str] | None, shares: dict[str, Row]) -> tuple[Any, ...]:
    names = [name for name in doubts or [] if name in shares]
    if not names:
        fallback = ANY if doubts else NONE
        names = [fallback] if fallback in shares else []
    if not names:
        return None, None, None, None, None
    row = min((shares[name] for name in names), key=lambda r: r["shrunk"])
    return row["shrunk"], row["low"], row["high"], row["n"], row["name"]
