"""The committed corpus: true addresses, a partition of the numbers, and a tone that stays the agency's."""

from __future__ import annotations

import re

import polars as pl
import pytest

from analysis.codebook import codebook
from analysis.language.lexicon import fold
from analysis.presenting.citation import cite
from analysis.schema import Briefings, Claims, Leftovers


def test_the_event_is_told_by_eight_outlets_or_more(corpus: pl.DataFrame) -> None:
    event = corpus.filter(pl.col("event") == "2024-08-19-scio-high-quality-development")
    counts = dict(event.group_by("language").agg(pl.col("publisher").n_unique()).iter_rows())
    assert {str(k): v >= 4 for k, v in counts.items()} == {"en": True, "zh": True}


def test_the_tables_keep_their_schemas(
    corpus: pl.DataFrame, corpus_claims: pl.DataFrame, corpus_leftovers: pl.DataFrame
) -> None:
    Briefings.validate(corpus)
    Claims.validate(corpus_claims)
    Leftovers.validate(corpus_leftovers)


def test_every_address_is_true(
    corpus: pl.DataFrame, corpus_claims: pl.DataFrame, corpus_leftovers: pl.DataFrame
) -> None:
    texts = dict(corpus.select("briefing_id", "text").iter_rows())
    for table in (corpus_claims, corpus_leftovers):
        for row in table.iter_rows(named=True):
            assert texts[row["briefing_id"]][row["start"] : row["end"]] == row["raw"]


def test_every_digit_is_in_one_claim_or_one_leftover(
    corpus: pl.DataFrame, corpus_claims: pl.DataFrame, corpus_leftovers: pl.DataFrame
) -> None:
    figures = corpus_claims.filter(~pl.col("kind").is_in(["trend", "measure", "pledge"]))
    numbers = corpus_leftovers.filter(pl.col("reason") != "unknown unit")
    for row in corpus.iter_rows(named=True):
        spans = [
            s
            for t in (figures, numbers)
            for s in t.filter(pl.col("briefing_id") == row["briefing_id"]).select("start", "end").iter_rows()
        ]
        text = fold(row["text"])
        stretches = [(row["title_start"], row["title_end"]), (row["body_start"], row["body_end"])]
        for a, b in stretches:
            for digits in re.finditer(r"[0-9]+", text[a:b]):
                covering = [s for s in spans if s[0] <= a + digits.start() and a + digits.end() <= s[1]]
                assert len(covering) == 1, f"{row['briefing_id']}: {digits[0]!r} is in {len(covering)} places"


def test_most_figures_of_the_agency_that_the_codebook_is_for_have_a_metric(
    corpus: pl.DataFrame, corpus_claims: pl.DataFrame
) -> None:
    own = corpus.filter(pl.col("agency") == "NIA")["briefing_id"].implode()
    figures = corpus_claims.filter(pl.col("value").is_not_null(), pl.col("briefing_id").is_in(own))
    assert figures["metric"].is_not_null().mean() > 0.9


def test_all_metrics_named_are_in_the_codebook(corpus_claims: pl.DataFrame) -> None:
    assert set(corpus_claims["metric"].drop_nulls()) <= set(codebook().metrics)


@pytest.mark.parametrize("style", ["text", "bibtex", "csl-json"])
def test_every_briefing_can_be_cited(corpus: pl.DataFrame, style: str) -> None:
    cited = cite(corpus, style=style)
    assert all(p in cited or p.replace("&", r"\&") in cited for p in corpus["publisher"].drop_nulls())
