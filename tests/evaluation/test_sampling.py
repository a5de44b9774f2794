"""A sample for coding: random, of figures and number signs, with weights that stand for the corpus."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an
from analysis.errors import LexiconError
from analysis.evaluation.sampling import STRATA, Sample


@pytest.fixture(scope="module")
def left(bulletins: pl.DataFrame) -> pl.DataFrame:
    return an.leftovers(bulletins)


@pytest.mark.parametrize("by", [(), "language", ["language", "kind"], "doubts"])
def test_a_sample_keeps_its_schema_and_its_addresses_are_true(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, left: pl.DataFrame, by: str
) -> None:
    sample = an.sample_for_coding(bulletin_claims, bulletins, 12, seed=3, by=by, left=left)
    Sample.validate(sample)
    assert sample.height == 12
    texts = dict(bulletins.select("briefing_id", "text").iter_rows())
    for row in sample.iter_rows(named=True):
        assert texts[row["briefing_id"]][row["start"] : row["end"]] == row["raw"]
        assert row["sentence"][row["at"] : row["at"] + len(row["raw"])] == row["raw"]
        assert row["before"] + row["sentence"] in texts[row["briefing_id"]]


@pytest.mark.parametrize("by", [(), "language", ["language", "kind"]])
def test_the_weights_add_up_to_all_figures_and_number_signs(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, left: pl.DataFrame, by: str
) -> None:
    sample = an.sample_for_coding(bulletin_claims, bulletins, 15, seed=5, by=by, left=left)
    sums = dict(sample.group_by("origin").agg(pl.col("weight").sum()).iter_rows())
    figures = bulletin_claims.filter(~pl.col("kind").is_in(["trend", "measure", "pledge"])).height
    assert sums["claim"] == pytest.approx(figures)
    assert sums["leftover"] == pytest.approx(left.filter(pl.col("reason") != "unknown unit").height)
    assert f"all {figures} figures" in an.inference(sample)


def test_the_same_seed_draws_the_same_and_another_does_not(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, left: pl.DataFrame
) -> None:
    mixed = bulletin_claims.sort("raw")
    first, again, other = (
        an.sample_for_coding(claims, bulletins, 10, seed=seed, left=left)["item_id"].to_list()
        for claims, seed in ((bulletin_claims, 1), (mixed, 1), (bulletin_claims, 2))
    )
    assert first == again
    assert first != other


def test_every_stratum_is_drawn_from(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, left: pl.DataFrame
) -> None:
    sample = an.sample_for_coding(bulletin_claims, bulletins, 12, seed=1, by=["language", "kind"], left=left)
    drawn = set(sample.filter(pl.col("origin") == "claim")["stratum"])
    there = bulletin_claims.filter(pl.col("value").is_not_null()).select("language", "kind").unique()
    assert drawn == {f"{lang} | {kind}" for lang, kind in there.iter_rows()}


def test_the_least_sure_come_first_and_nothing_is_inferred_from_them(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame
) -> None:
    doubtful = (
        pl.when(pl.col("raw").str.contains("45"))
        .then(pl.lit(["period_carried"]))
        .otherwise(pl.lit([], dtype=pl.List(pl.String)))
    )
    claims = bulletin_claims.with_columns(doubts=doubtful)
    sample = an.sample_for_coding(claims, bulletins, 2, seed=1, by="doubts")
    assert [raw[:2] for raw in sample["raw"]] == ["45", "45"]
    assert sample["weight"].null_count() == 2
    assert "no random sample" in an.inference(sample) or "not a random sample" in an.inference(sample)
    assert "不是随机样本" in an.inference(sample, language="zh")


def test_more_than_there_is_gives_all_there_is(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, left: pl.DataFrame
) -> None:
    sample = an.sample_for_coding(bulletin_claims, bulletins, 10_000, seed=1, left=left)
    assert set(sample["weight"]) == {1.0}
    assert sample["item_id"].n_unique() == sample.height > bulletin_claims.height


def test_an_empty_corpus_gives_an_empty_sample(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, left: pl.DataFrame
) -> None:
    sample = an.sample_for_coding(bulletin_claims.clear(), bulletins.clear(), 5, seed=1, left=left.clear())
    assert sample.height == 0
    assert an.inference(sample) == "An empty sample: nothing can be inferred."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n": 0}, "a larger n"),
        ({"n": 5, "by": "agancy"}, "did you mean 'agency'"),
        ({"n": 2, "by": ["kind", "language"]}, "cannot come from"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, left: pl.DataFrame, given: dict[str, object], message: str
) -> None:
    with pytest.raises(LexiconError, match=message):
        an.sample_for_coding(bulletin_claims, bulletins, seed=1, left=left, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", STRATA)
def test_every_way_to_stratify_works(
    bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, left: pl.DataFrame, name: str
) -> None:
    assert an.sample_for_coding(bulletin_claims, bulletins, 20, seed=1, by=name, left=left).height == 20
