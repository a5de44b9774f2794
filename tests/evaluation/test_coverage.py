"""What a corpus covers: by agency and year, by metric, and by head noun where there is no metric."""

from __future__ import annotations

import polars as pl

import analysis as an


def test_a_year_with_briefings_and_no_claim_is_a_row(bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame) -> None:
    table = an.coverage(bulletin_claims.clear(), bulletins)
    assert table["briefings"].sum() == bulletins.height
    assert set(table["claims"]) == {0}
    assert an.coverage(bulletin_claims, bulletins)["claims"].sum() == bulletin_claims.height


def test_claims_without_a_metric_are_covered_by_their_head(bulletin_claims: pl.DataFrame) -> None:
    dated = bulletin_claims.filter(pl.col("period_end").is_not_null())
    none = dated.with_columns(metric=pl.lit(None, dtype=pl.String), head=pl.lit("suspect"))
    table = an.metric_coverage(none)
    assert table.select("metric", "head", "claims").rows() == [(None, "suspect", dated.height)]
    both = an.metric_coverage(dated.with_columns(head=pl.lit("suspect")))
    assert both.filter(pl.col("metric").is_not_null())["head"].null_count() == both["metric"].drop_nulls().len()
    assert both["claims"].sum() == dated.height


def test_gaps_are_the_years_between(bulletin_claims: pl.DataFrame) -> None:
    one = bulletin_claims.filter(pl.col("metric") == "suspects_arrested", pl.col("period_end").dt.year() == 2024).head(
        1
    )
    earlier = one.with_columns(period_end=pl.col("period_end").dt.offset_by("-3y"))
    row = an.metric_coverage(pl.concat([one, earlier])).row(0, named=True)
    assert (row["years"], row["gaps"]) == ("2021 2024", "2022 2023")


def test_no_claims_cover_nothing(bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame) -> None:
    assert an.metric_coverage(bulletin_claims.clear()).height == 0
    assert an.coverage(bulletin_claims.clear(), bulletins.clear()).height == 0
