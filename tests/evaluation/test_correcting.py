"""Errors that coding found become decisions that correct or exclude claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.comparing.decisions import COLUMNS as DECIDED
from analysis.errors import LexiconError
from analysis.evaluation.correcting import COLUMNS

from .test_scores import as_gold


def spoilt(claims: pl.DataFrame, field: str, value: object) -> pl.DataFrame:
    """The claims with one field of the first wrong."""
    kind = claims.schema[field]
    return claims.with_columns(
        pl.when(pl.int_range(pl.len()) == 0).then(pl.lit(value, dtype=kind)).otherwise(field).alias(field)
    )


def test_the_columns_are_those_that_decide_reads() -> None:
    assert COLUMNS == DECIDED


@pytest.mark.parametrize(
    ("field", "value"),
    [("metric", "drug_cases"), ("metric", None), ("period_end", date(1999, 1, 1)), ("period_end", None)],
)
def test_a_wrong_field_is_corrected_to_what_was_coded(
    bulletin_claims: pl.DataFrame, tmp_path: Path, field: str, value: object
) -> None:
    wrong = spoilt(bulletin_claims, field, value)
    decisions = an.to_decisions(
        an.score(wrong, as_gold(bulletin_claims)).errors, who="A. Coder", date=date(2026, 1, 31)
    )
    an.save(decisions, tmp_path / "decisions.csv")
    mended = an.decide(wrong, tmp_path / "decisions.csv")
    assert mended[field].to_list() == bulletin_claims[field].to_list()
    assert an.score(mended, as_gold(bulletin_claims)).errors.is_empty()


@pytest.mark.parametrize(
    ("field", "value"), [("value", 1.0), ("unit", "call"), ("modifier", "several"), ("kind", "rate")]
)
def test_a_claim_whose_bounds_would_be_wrong_is_left_out(
    bulletin_claims: pl.DataFrame, tmp_path: Path, field: str, value: object
) -> None:
    wrong = spoilt(spoilt(bulletin_claims, "metric", "drug_cases"), field, value)
    decisions = an.to_decisions(an.score(wrong, as_gold(bulletin_claims)).errors, who="A. Coder", date="2026-01-31")
    assert decisions.select("claim_id", "field").rows() == [(wrong["claim_id"][0], "exclude")]
    an.save(decisions, tmp_path / "decisions.csv")
    left = an.decide(wrong, tmp_path / "decisions.csv")
    assert left["claim_id"].to_list() == wrong["claim_id"].to_list()[1:]


def test_made_up_claims_are_excluded_and_missed_figures_give_no_row(bulletin_claims: pl.DataFrame) -> None:
    gold = as_gold(bulletin_claims)
    rest = gold.filter(pl.int_range(pl.len()) > 0)
    extra = an.score(bulletin_claims.filter(pl.col("briefing_id") == gold["briefing_id"][0]), rest).errors
    decisions = an.to_decisions(extra, who="A", date="2026-01-31")
    assert decisions["field"].to_list() == ["exclude"]
    assert decisions["claim_id"].item() == bulletin_claims["claim_id"][0]


def test_a_day_that_is_none_is_told(bulletin_claims: pl.DataFrame) -> None:
    errors = an.score(bulletin_claims, as_gold(bulletin_claims)).errors
    with pytest.raises(LexiconError, match="is no day"):
        an.to_decisions(errors, who="A", date="31.1.2026")
