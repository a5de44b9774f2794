"""accumulation, the four *_source columns and doubts: what a claim says of itself."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.extraction.claims import find_claims
from analysis.schema import DOUBTS, SOURCES

from ..conftest import claims_of, one_sentence, told

Row = dict[str, object]


def figures(text: str, language: str = "en", **given: str) -> dict[str, Row]:
    """The claims of a text by what is printed."""
    return {str(c["raw"]): c for c in claims_of(text, language, **given)}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Police arrested 300 new suspects.", ["new"]),
        ("en", "A cumulative total of 300 suspects were arrested.", ["cumulative"]),
        ("en", "So far 300 suspects have been arrested.", ["cumulative"]),
        ("en", "There are currently 300 suspects in custody.", ["stock"]),
        ("en", "Police arrested 300 suspects.", [None]),
        ("en", "Arrests rose by 5 percent so far this year.", [None]),  # a change accumulates nothing
        ("zh", "新增确诊病例30例，累计确诊病例5200例，现有疑似病例12例。", ["new", "cumulative", "stock"]),
        ("zh", "累计查获偷渡人员6000人，侦破案件300起。", ["cumulative", None]),  # the word is the first figure's alone
        ("zh", "查获偷渡人员6000人。", [None]),
    ],
)
def test_accumulation_is_what_the_words_say(language: str, text: str, wanted: list[str | None]) -> None:
    assert [c["accumulation"] for c in claims_of(text, language)] == wanted


def test_a_period_says_where_it_came_from() -> None:
    found = figures(
        "In May 2024, police arrested 300 suspects. They also caught 40 stowaways. In April they arrested 200 suspects."
    )
    assert [found[raw]["period_source"] for raw in ("300", "40", "200")] == ["clause", "carried", "own"]
    assert [found[raw]["doubts"] for raw in ("300", "40", "200")] == [[], ["period_carried"], []]
    (undated,) = claims_of("Police arrested 300 suspects.", "en")
    assert (undated["period_source"], undated["period_start"]) == ("none", None)


def test_a_period_of_the_title_is_doubted() -> None:
    claims = told({"title": "Border police in May 2024", "text": "Police arrested 300 suspects.", "date": "2024-08-19"})
    (claim,) = claims.filter(pl.col("value") == 300).to_dicts()
    assert (str(claim["period_start"]), claim["period_source"], claim["doubts"]) == (
        "2024-05-01",
        "title",
        ["period_title"],
    )


def test_a_metric_says_where_it_came_from() -> None:
    found = figures("Foreigners made 38 million trips, up 30 percent. They rose 4 percent in May.")
    assert [found[raw]["metric_source"] for raw in ("38 million", "30 percent", "4 percent")] == [
        "own",
        "clause",
        "carried",
    ]
    assert {c["metric"] for c in found.values()} == {"crossings_foreigners"}
    assert found["4 percent"]["doubts"] == ["metric_carried"]
    (none,) = claims_of("Crews mended 5 bridges.", "en")
    assert (none["metric"], none["metric_source"]) == (None, "none")


def test_a_base_says_where_it_came_from() -> None:
    found = figures("同比，出境人员增长5%、入境人员增长8%；外国人入境增长9%。", "zh")
    assert all(c["base"] == "same_period_last_year" for c in found.values() if c["base_source"] != "none")
    assert {c["base_source"] for c in found.values()} <= {"own", "sentence", "carried"}
    (own,) = claims_of("Trips rose 5 percent year on year.", "en")
    assert (own["base"], own["base_source"]) == ("same_period_last_year", "own")
    (bare,) = claims_of("Trips rose 5 percent.", "en")
    assert (bare["base"], bare["base_source"]) == (None, "none")


def test_a_unit_says_where_it_came_from() -> None:
    found = figures("There were 127 arrests (63 in Austria, 19 in Germany).", agency="Frontex")
    assert [(c["unit"], c["unit_source"]) for c in found.values()] == [
        ("person", "own"),
        ("person", "clause"),
        ("person", "clause"),
    ]
    assert [c["doubts"] for c in found.values()] == [[], ["unit_implied"], ["unit_implied"]]
    (far,) = claims_of("The number of arrivals was 3,000.", "en", agency="Frontex")
    assert (far["unit_source"], far["doubts"]) == ("clause", ["noun_distant"])


def test_a_day_that_is_only_assumed_is_doubted_where_a_time_hangs_on_it() -> None:
    row = one_sentence("Police arrested 300 suspects last month and 90 in May 2023.", "en")
    claims = find_claims(row.with_columns(pl.lit(True).alias("date_assumed")))
    doubted = {c["raw"]: "date_assumed" in c["doubts"] for c in claims.to_dicts()}
    assert doubted == {"300": True, "90": False}


def test_sources_and_doubts_are_of_the_closed_lists(corpus_claims: pl.DataFrame) -> None:
    """And they fit the columns that they are about: no source without a value, no value without a source."""
    for name, value in (("metric", "metric"), ("period", "period_start"), ("base", "base"), ("unit", "unit")):
        of = corpus_claims.filter(pl.col("kind").is_in(["level", "change", "share", "rate"]))
        assert set(of[f"{name}_source"].cast(pl.String)) <= set(SOURCES)
        held = of.filter(pl.col(value).is_null() & (pl.col(f"{name}_source") != "none"))
        assert held.filter(pl.col("period_end").is_null() if name == "period" else pl.lit(True)).is_empty()
        assert of.filter(pl.col(value).is_not_null() & (pl.col(f"{name}_source") == "none")).is_empty()
    said = set(corpus_claims["doubts"].explode().drop_nulls().cast(pl.String))
    assert said <= set(DOUBTS)
    carried = corpus_claims.filter(pl.col("period_source") == "carried")
    assert carried.height > 0
    assert all("period_carried" in doubts for doubts in carried["doubts"].to_list())
