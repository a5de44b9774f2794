"""What a corpus covers, and where its gaps are."""

from __future__ import annotations

from typing import Any

import polars as pl

COLUMNS: dict[str, Any] = {
    "metric": pl.String,
    "head": pl.String,
    "claims": pl.Int64,
    "outlets": pl.Int64,
    **dict.fromkeys(("languages", "years", "gaps"), pl.String),
}


def coverage(claims: pl.DataFrame, briefings: pl.DataFrame) -> pl.DataFrame:
    """A row per agency, year and language: briefings, outlets, claims, metrics met, and heads counted without a metric.

    >>> an.coverage(claims, briefings).columns[-3:]
    ['claims', 'metrics', 'heads']
    """
    per = ["agency", "year", "language"]
    read = briefings.with_columns(pl.col("date").dt.year().alias("year"), pl.col("language").cast(pl.String))
    found = claims.with_columns(pl.col("date").dt.year().alias("year"), pl.col("language").cast(pl.String))
    left = read.group_by(per).agg(pl.len().alias("briefings"), pl.col("publisher").n_unique().alias("outlets"))
    right = found.group_by(per).agg(
        pl.len().alias("claims"),
        pl.col("metric").drop_nulls().n_unique().alias("metrics"),
        pl.col("head").filter(pl.col("metric").is_null()).drop_nulls().n_unique().alias("heads"),
    )
    return (
        left.join(right, on=per, how="left", nulls_equal=True)
        .with_columns(pl.col("claims", "metrics", "heads").fill_null(0))
        .sort(per, nulls_last=True)
    )


def metric_coverage(claims: pl.DataFrame) -> pl.DataFrame:
    """A row per metric, or per head noun where claims have no metric: claims, outlets, languages, years covered and missing.

    >>> an.metric_coverage(claims)["metric"][0]
    'border_crossings_inspected_persons'
    """
    named = pl.col("metric").is_not_null() | pl.col("head").is_not_null()
    dated = claims.filter(named, pl.col("period_end").is_not_null()).with_columns(
        pl.col("period_end").dt.year().alias("year"),
        pl.when(pl.col("metric").is_null()).then("head").alias("head"),
    )
    rows = []
    for (metric, head), group in dated.group_by(["metric", "head"], maintain_order=True):
        years = sorted(set(group["year"]))
        gaps = [y for y in range(years[0], years[-1]) if y not in years]
        rows.append({
            "metric": metric, "head": head, "claims": group.height, "outlets": group["publisher"].n_unique(),
            "languages": " ".join(sorted(set(group["language"].cast(pl.String)))),
            "years": " ".join(map(str, years)), "gaps": " ".join(map(str, gaps)),
        })  # fmt: skip
    table = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return table.sort(["claims", "metric", "head"], descending=[True, False, False], nulls_last=True)
