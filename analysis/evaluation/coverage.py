"""What a corpus covers, and where its gaps are."""

from __future__ import annotations

import polars as pl


def coverage(claims: pl.DataFrame, briefings: pl.DataFrame) -> pl.DataFrame:
    """A row per agency, year and language: briefings, outlets, claims, metrics met.

    >>> an.coverage(claims, briefings).filter(pl.col("agency") == "MPS")["year"].to_list()
    [2022]
    """
    per = ["agency", "year", "language"]
    read = briefings.with_columns(pl.col("date").dt.year().alias("year"), pl.col("language").cast(pl.String))
    found = claims.with_columns(pl.col("date").dt.year().alias("year"), pl.col("language").cast(pl.String))
    left = read.group_by(per).agg(pl.len().alias("briefings"), pl.col("publisher").n_unique().alias("outlets"))
    right = found.group_by(per).agg(pl.len().alias("claims"), pl.col("metric").drop_nulls().n_unique().alias("metrics"))
    return (
        left.join(right, on=per, how="left", nulls_equal=True)
        .with_columns(pl.col("claims", "metrics").fill_null(0))
        .sort(per, nulls_last=True)
    )


def metric_coverage(claims: pl.DataFrame) -> pl.DataFrame:
    """A row per metric: how many claims and outlets, the languages, the years its figures cover, and the years missing.

    >>> an.metric_coverage(claims)["metric"][0]
    'border_crossings_inspected_persons'
    """
    dated = claims.drop_nulls(["metric", "period_end"]).with_columns(pl.col("period_end").dt.year().alias("year"))
    rows = []
    for (metric,), group in dated.group_by(["metric"], maintain_order=True):
        years = sorted(set(group["year"]))
        gaps = [y for y in range(years[0], years[-1]) if y not in years]
        rows.append({
            "metric": metric, "claims": group.height, "outlets": group["publisher"].n_unique(), "languages": " ".join(sorted(set(group["language"].cast(pl.String)))),
            "years": " ".join(map(str, years)), "gaps": " ".join(map(str, gaps)),
        })  # fmt: skip
    columns = {
        "metric": pl.String,
        "claims": pl.Int64,
        "outlets": pl.Int64,
        "languages": pl.String,
        "years": pl.String,
        "gaps": pl.String,
    }
    return pl.DataFrame(rows, schema=columns, orient="row").sort(["claims", "metric"], descending=[True, False])
