"""What is stated most: a metric where one is given, else a noun with its unit; ways of counting up are kept apart."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an

from ..conftest import told

REPORTS = [
    {
        "text": f"There were {n} hotspots in {month} 2024. Firms sold {n} bicycles in {month} 2024.",
        "date": day,
        "agency": "A",
        "id": day,
    }
    for n, month, day in ((50, "March", "2024-04-02"), (60, "April", "2024-05-02"))
]
LONE = {"text": "Firms sold 70 bicycles in May 2024.", "date": "2024-06-02", "agency": "A", "id": "2024-06-02"}


def test_without_a_metric_the_noun_of_most_briefings_is_taken_with_its_unit() -> None:
    claims = told(*REPORTS, LONE)
    assert claims["metric"].null_count() == claims.height
    found = an.most_stated(claims)
    assert set(found["head"]) == {"bicycle"}
    assert found["value"].to_list() == [50, 60, 70]
    assert found.columns == claims.columns
    assert an.to_series(found).height == 3


def test_a_metric_goes_before_a_noun_that_is_stated_more() -> None:
    one = {"text": "Police arrested 300 suspects in May 2024.", "date": "2024-06-03", "id": "m", "agency": "NIA"}
    found = an.most_stated(told(*REPORTS, LONE, one))
    assert found["metric"].to_list() == ["suspects_arrested"]


def test_of_nothing_nothing_is_stated_most() -> None:
    assert an.most_stated(told(LONE).head(0)).height == 0
    assert an.most_reported(told(LONE).head(0)).height == 0


def test_the_figure_that_most_outlets_tell_may_be_of_a_noun() -> None:
    claims = told(
        {**LONE, "event": "e", "id": "a"}, {**LONE, "event": "e", "id": "b"}, {**REPORTS[0], "event": "e", "id": "c"}
    )
    found = an.most_reported(claims)
    assert set(found["head"]) == {"bicycle"}
    assert found["publisher"].n_unique() == 2


def test_two_values_of_one_week_are_refused_and_counted_where_one_is_kept() -> None:
    text = "There were {} cases from 2 to 8 June 2024."
    claims = told(*({"text": text.format(n), "date": "2024-06-10", "id": f"r{n}", "agency": "A"} for n in (50, 60)))
    series = an.to_series(claims, keep="last")
    assert series["n_values"].to_list() == [2]
    assert "1 figure had more than one value" in an.sentence(series)
    with pytest.raises(an.LexiconError, match="is told by 2 claims"):
        an.to_series(claims)


def test_new_cumulative_and_current_figures_of_one_day_are_three_in_a_series_and_no_check_sets_them_together() -> None:
    text = (
        "On 3 February 2020 there were 64 new deaths. As of 3 February 2020 there was a cumulative total of 425 deaths."
    )
    claims = told({"text": text, "date": "2020-02-04", "agency": "A", "id": "x"})
    assert claims["accumulation"].cast(pl.String).to_list() == ["new", "cumulative"]
    series = an.to_series(claims)
    assert sorted(series["way"]) == ["cumulative", "flow"]
    assert an.check(claims).filter(pl.col("verdict") == "disagrees").height == 0


def test_what_is_told_most_is_chosen_by_its_name() -> None:
    wide = [{**REPORTS[0], "id": f"wide-{p}", "event": "wide", "publisher": p} for p in ("One", "Two")]
    long = {**REPORTS[1], "id": "long", "event": "long", "publisher": "One", "text": REPORTS[1]["text"] * 4}
    claims = told(*wide, long)
    assert an.choose(claims, "event") == "wide"
    assert an.choose(claims, "briefing_id") == "long"
    assert an.choose(claims, "metric") == ""
    assert an.choose(claims.head(0), "event") == ""
    with pytest.raises(an.LexiconError, match="choose takes no 'briefing'; did you mean 'briefing_id'"):
        an.choose(claims, "briefing")


def test_of_two_told_alike_the_later_one_is_chosen() -> None:
    claims = told(*({**report, "event": f"e{report['date']}"} for report in REPORTS))
    assert an.choose(claims, "event") == "e2024-05-02"
