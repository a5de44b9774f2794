"""What notebooks 03, 04, 05 and 07 print: no sentence rests on a figure that a conflict or a decision speaks against, and none forgets a qualifier."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable

import polars as pl
import pytest

import analysis as an
from analysis.comparing.marks import COUNTED, NOUN, PERIOD
from analysis.paths import data_folder
from analysis.presenting.tables import readable

from .constructed import claims_of_lines

# (metric, first and last year): what notebooks 04 and 07 are about, and all that 03 and 05 are
CHOICES = [
    ("criminal_cases_solved", [2021, 2024]),
    ("suspects_arrested", [2021, 2024]),
    ("crossings_foreigners", []),
    ("", []),
]


@pytest.fixture(scope="session")
def decided(corpus_claims: pl.DataFrame) -> pl.DataFrame:
    return an.decide(corpus_claims)


def disputed(claims: pl.DataFrame, *marks: str) -> set[str]:
    """Claims that a conflict disputes, or that other reports tell otherwise in one of these ways."""
    otherwise = pl.col("also_told_as").list.eval(pl.element().str.starts_with("\0"))
    for mark in marks:
        otherwise = pl.concat_list(
            otherwise, pl.col("also_told_as").list.eval(pl.element().str.starts_with(f"{mark}:"))
        )
    return set(claims.filter((pl.col("contested_by").list.len() > 0) | otherwise.list.any())["claim_id"])


def resting_on(rows: pl.DataFrame) -> set[str]:
    return {claim for claims in rows["claim_ids"] for claim in claims}


@pytest.mark.parametrize(("metric", "years"), CHOICES, ids=[m or "all" for m, _ in CHOICES])
def test_no_figure_of_a_series_is_contested_and_no_pair_of_years_hides_another_noun(
    decided: pl.DataFrame, metric: str, years: list[int]
) -> None:
    told = an.select(decided, metric=metric, years=years, agency="NIA")
    series = an.to_series(told, keep="narrowest")
    assert series.height > 0
    assert not resting_on(series) & disputed(decided)
    yearly = an.compare(series, across="year")
    alike = yearly.filter(pl.col("comparability") == "like_for_like")
    assert not resting_on(alike) & disputed(decided, NOUN, PERIOD, COUNTED)
    assert not resting_on(an.derive(series)) & disputed(decided, NOUN, PERIOD, COUNTED)


def test_nothing_is_implied_by_contested_claims_and_no_rate_is_counted_with_them(decided: pl.DataFrame) -> None:
    bounded = an.implied(decided).filter(pl.col("kind") != "revision")
    assert bounded.height > 0
    assert not resting_on(bounded) & disputed(decided, NOUN, PERIOD, COUNTED)
    rates = an.selective(decided)
    assert rates.height > 0
    assert not resting_on(rates) & disputed(decided, NOUN, PERIOD) - changes(decided)


def changes(claims: pl.DataFrame) -> set[str]:
    """A contested rate is still a rate that was given."""
    return set(claims.filter(pl.col("kind").cast(pl.String) == "change")["claim_id"])


def test_what_a_decision_leaves_out_is_nowhere(decided: pl.DataFrame) -> None:
    decisions = pl.read_csv(data_folder() / "decisions.csv")
    gone = set(decisions.filter(pl.col("field") == "exclude")["claim_id"])
    tables = [an.to_series(decided, keep="last"), an.check(decided), an.conflicts(decided), an.implied(decided)]
    assert not any(gone & resting_on(table) for table in tables)
    for row in decisions.filter(pl.col("field") != "exclude").iter_rows(named=True):
        claim = decided.filter(pl.col("claim_id") == row["claim_id"]).row(0, named=True)
        assert str(claim[row["field"]]) == (row["value"] or "None"), row


WITHOUT = "crossings_foreigners 2023H1 = 8438000 counted=foreigners_(excluding_border_residents)"
ANOTHER = "crossings_foreigners 2024H1 = 10438000 counted=foreigners_(excluding_border_residents)"


def printed(lines: Iterable[str]) -> tuple[str, str]:
    """What the notebooks print of a series and of its pairs of years."""
    series = an.to_series(claims_of_lines(list(lines)), keep="narrowest")
    return an.sentence(series), an.sentence(an.compare(series, across="year"))


def test_a_sentence_says_who_is_left_out() -> None:
    of_series, of_years = printed([WITHOUT, ANOTHER])
    assert "without border residents" in of_series
    assert re.search(r"From 2023 H1 to 2024 H1 .*\(without border residents\) rose", of_years)


def test_a_figure_that_is_told_without_them_by_others_is_no_rise_like_for_like() -> None:
    lines = [
        "crossings_foreigners 2022H1 = 2438000 counted=foreigners",
        "crossings_foreigners 2023H1 = 8438000 counted=外国人(不含边民) event=e outlet=A lang=zh",
        "crossings_foreigners 2023H1 = 8438000 counted=foreigners event=e outlet=B",
    ]
    assert " rose" not in printed(lines)[1]
    shown = readable(an.to_series(claims_of_lines(lines[1:]), keep="last"))
    assert any("other reports: without border residents" in how for how in shown["how"])


def test_the_table_of_a_series_names_what_other_reports_say() -> None:
    lines = [
        "criminal_cases_solved 2022 = 32300 event=e outlet=A",
        "illegal_and_criminal_cases_handled 2022 = 32300 event=e outlet=B lang=zh",
    ]
    series = an.to_series(claims_of_lines(lines), keep="last")
    assert all("other reports: " in how for how in readable(series)["how"])
    assert all("其他报道：" in how for how in readable(series, language="zh")["how"])
    assert "other reports: " in an.sentence(series)


def test_a_contested_figure_is_in_no_sentence() -> None:
    lines = [
        "criminal_cases_solved 2022 = 12313",
        "criminal_cases_solved 2023 = 20413",
        "criminal_cases_solved 2023 = 21413",
    ]
    assert "20,413" not in " ".join(printed(lines))
    assert " rose" not in printed(lines)[1]


def test_all_conflicts_of_the_corpus_are_found_in_ten_seconds(
    corpus_claims: pl.DataFrame, measured: Callable[[str], None]
) -> None:
    start = time.process_time()
    found = an.conflicts(corpus_claims)
    spent = time.process_time() - start
    measured(f"conflicts: {found.height} in {corpus_claims.height} claims, {spent:.1f} s")
    assert spent < 10
