"""The gold: drawn at random, coded twice and apart, settled by the ledger; what is read of it, and how sure."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.evaluation.agreement import FIELDS as AGREED
from analysis.evaluation.gold import gold_hash
from analysis.evaluation.measuring import read_scores
from analysis.evaluation.reliability import read_reliability
from analysis.paths import data_folder

SLACK = 0.01  # a point below the measure that is committed, and stated in the README
LEDGER = data_folder() / "gold" / "ledger.csv"


@pytest.fixture(scope="module")
def coders() -> pl.DataFrame:
    return an.read_gold("coders")


@pytest.fixture(scope="module")
def scores(corpus_claims: pl.DataFrame) -> pl.DataFrame:
    return an.score(corpus_claims, an.read_gold("coded")).figures.filter(kind="all", field="all")


def test_three_hundred_items_of_a_hundred_briefings_were_coded_by_two(coders: pl.DataFrame) -> None:
    assert sorted(set(coders["coder"])) == ["A", "B"]
    assert set(coders.group_by("item_id").len()["len"]) == {2}
    assert coders["item_id"].n_unique() >= 300
    assert coders["briefing_id"].n_unique() >= 100


def test_every_item_stands_in_its_briefing(coders: pl.DataFrame, corpus: pl.DataFrame) -> None:
    texts = dict(corpus.select("briefing_id", "text").iter_rows())
    for row in coders.iter_rows(named=True):
        assert texts[row["briefing_id"]][row["start"] : row["end"]] == row["raw"]


def test_the_ledger_decides_every_disagreement_and_nothing_else(coders: pl.DataFrame) -> None:
    ledger = pl.read_csv(LEDGER, infer_schema=False)
    differing = an.disagreements(coders)
    where = ["item_id", "field", "coded"]
    assert sorted(ledger.select(where).rows()) == sorted(differing.select(where).rows())
    assert ledger.select(pl.col("decided", "reason").is_null().any()).row(0) == (False, False)


def test_the_gold_is_what_the_coders_and_the_ledger_make(coders: pl.DataFrame) -> None:
    assert an.settle(coders, ledger=LEDGER).sort("item_id").equals(an.read_gold("coded").sort("item_id"))


def test_coders_agree_enough_in_every_field_that_is_read(coders: pl.DataFrame) -> None:
    alpha = dict(an.agreement(coders).select("field", "alpha").iter_rows())
    assert set(alpha) == {*AGREED, "all"}
    assert all(value >= 0.8 for value in alpha.values()), "Krippendorff's bound for conclusions"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_gold_is_read_as_well_as_is_stated(
    scores: pl.DataFrame, language: str, measured: Callable[[str], None]
) -> None:
    now = scores.filter(language=language).row(0, named=True)
    stated = read_scores().filter(against="coded", field="all", language=language).row(0, named=True)
    measured(
        f"gold, {language}: all {now['f1']:.3f} ({now['low']:.3f} to {now['high']:.3f}), stated {stated['f1']:.3f}"
    )
    assert now["f1"] >= stated["f1"] - SLACK
    assert now["gold"] == stated["gold"]


def test_claims_without_doubts_are_right_more_often(corpus_claims: pl.DataFrame) -> None:
    table = an.reliability(corpus_claims, an.read_gold("coded")).filter(group="doubt", field="all")
    share = dict(table.select("name", "share").iter_rows())
    assert share["none"] > share["any"]


def test_the_committed_reliability_is_of_this_gold(coders: pl.DataFrame) -> None:
    table = read_reliability()
    assert set(table["gold"]) == {"coded"}
    whole = table.filter(pl.col("name").is_in(["none", "any"]), field="all")["n"].sum()
    assert 200 <= whole <= coders["item_id"].n_unique()


def test_the_hash_of_the_gold_is_of_every_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(data_folder() / "gold", tmp_path / "gold")
    before = gold_hash()
    monkeypatch.setattr("analysis.evaluation.gold.data_folder", lambda: tmp_path)
    assert gold_hash() == before
    for name in ("coded.csv", "restated.csv", "first_sight.csv"):
        (tmp_path / "gold" / name).write_text("other", encoding="utf-8")
        before, last = gold_hash(), before
        assert before != last
