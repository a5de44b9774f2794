"""Measured reliability: the share of right claims by doubt and source, with its interval and n."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.errors import LexiconError, SourceError
from analysis.evaluation.reliability import PRIOR, write_reliability
from analysis.evaluation.uncertainty import wilson
from analysis.schema import DOUBTS, SOURCES

from .test_scores import as_gold


def doubting(claims: pl.DataFrame, doubt: str, rows: pl.Expr) -> pl.DataFrame:
    """Claims of which some have a doubt and the others none."""
    empty = pl.lit([], dtype=pl.List(pl.String))
    return claims.with_columns(doubts=pl.when(rows).then(pl.lit([doubt])).otherwise(empty))


@pytest.fixture
def claims(bulletin_claims: pl.DataFrame) -> pl.DataFrame:
    """English claims doubt their period; the first of them has a wrong one."""
    marked = doubting(bulletin_claims, "period_carried", pl.col("language") == "en")
    first = pl.int_range(pl.len()) == 0
    return marked.with_columns(period_end=pl.when(first).then(pl.date(1999, 1, 1)).otherwise("period_end"))


@pytest.fixture
def table(claims: pl.DataFrame, bulletin_claims: pl.DataFrame) -> pl.DataFrame:
    return an.reliability(claims, as_gold(bulletin_claims))


def cell(table: pl.DataFrame, name: str, field: str, group: str = "doubt") -> dict[str, float]:
    chosen = table.filter(pl.col("group") == group, pl.col("name") == name, pl.col("field") == field)
    return chosen.row(0, named=True)


def test_the_share_of_right_claims_is_counted_for_each_doubt(table: pl.DataFrame, claims: pl.DataFrame) -> None:
    english = claims.filter(pl.col("language") == "en").height
    doubted, none = cell(table, "period_carried", "all"), cell(table, "none", "all")
    assert (doubted["n"], doubted["right"]) == (english, english - 1)
    assert (none["n"], none["share"]) == (claims.height - english, 1.0)
    assert cell(table, "any", "period")["right"] == english - 1
    assert cell(table, "any", "metric")["share"] == 1.0
    assert (doubted["low"], doubted["high"]) == pytest.approx(wilson(english - 1, english))


def test_small_groups_are_drawn_towards_the_whole(table: pl.DataFrame, claims: pl.DataFrame) -> None:
    row = cell(table, "period_carried", "all")
    overall = (claims.height - 1) / claims.height
    assert row["shrunk"] == pytest.approx((row["right"] + PRIOR * overall) / (row["n"] + PRIOR))
    empty = cell(table, "rival_times", "all")
    assert (empty["n"], empty["share"], empty["low"], empty["high"]) == (0, None, 0.0, 1.0)
    assert empty["shrunk"] == pytest.approx(overall)


def test_every_doubt_and_source_has_its_rows(table: pl.DataFrame, claims: pl.DataFrame) -> None:
    assert set(DOUBTS) | {"none", "any"} == set(table.filter(pl.col("group") == "doubt")["name"])
    for field in ("metric", "period", "base", "unit"):
        rows = table.filter(pl.col("group") == f"{field}_source")
        assert rows["name"].to_list() == list(SOURCES)
        assert set(rows["field"]) == {field}
        assert rows["n"].sum() == claims.height


def test_claims_carry_the_share_of_their_least_sure_doubt(table: pl.DataFrame, claims: pl.DataFrame) -> None:
    told = an.with_reliability(claims, table)
    assert told.select(claims.columns).equals(claims)
    by = dict(told.group_by("reliability_of").agg(pl.col("reliability").first()).iter_rows())
    assert by["period_carried"] < by["none"]
    assert set(told.filter(pl.col("language") == "zh")["reliability_of"]) == {"none"}
    unmet = an.with_reliability(doubting(claims, "aside", pl.lit(True)), table)
    assert set(unmet["reliability_of"]) == {"any"}, "a doubt that was never measured is as any doubt"


def test_nothing_measured_says_nothing(table: pl.DataFrame, claims: pl.DataFrame) -> None:
    told = an.with_reliability(claims, table.with_columns(n=pl.lit(0)))
    assert told["reliability"].null_count() == told.height
    assert an.reliability(claims.clear(), as_gold(claims))["n"].sum() == 0
    with pytest.raises(LexiconError, match="wants claims"):
        an.with_reliability(pl.DataFrame({"x": [1]}), table)


def test_a_table_of_ones_own_is_a_file(table: pl.DataFrame, tmp_path: Path) -> None:
    an.save(table, tmp_path / "mine.csv")
    assert an.read_reliability(tmp_path / "mine.csv").select("name", "n").equals(table.select("name", "n"))
    with pytest.raises(SourceError, match="make it with write_reliability"):
        an.read_reliability(tmp_path / "none.csv")


def test_the_committed_table_is_of_a_named_gold() -> None:
    table = an.read_reliability()
    assert set(table["gold"]) <= {"coded", "restated"}
    assert callable(write_reliability)
    assert (table["right"] <= table["n"]).all()


def test_claims_without_doubts_are_right_more_often_than_those_with() -> None:
    table = an.read_reliability()
    none, some = cell(table, "none", "all"), cell(table, "any", "all")
    if min(none["n"], some["n"]) == 0:
        pytest.skip("the gold has not both claims with and claims without doubts yet")
    assert none["share"] > some["share"]
