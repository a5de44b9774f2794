"""Rates left out, hedges, nouns, single reports that differ, figures told no more; on constructed claims."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an
from analysis.comparing.wording import exact

from .constructed import claims_of_lines


@pytest.mark.parametrize(
    ("strata", "p"),
    [
        ([[3, 1, 1, 3]], 0.485714),  # Fisher's tea
        ([[8, 2, 1, 5]], 0.034965),
        ([[4, 0, 0, 4]], 0.028571),
        ([[4, 0, 3, 0]], 1.0),  # a subject that always gives a rate says nothing
        ([[4, 0, 0, 4], [5, 0, 2, 0]], 0.028571),
        ([[1, 0, 0, 1], [1, 0, 0, 1], [1, 0, 0, 1]], 0.25),
    ],
)
def test_the_exact_test(strata: list[list[int]], p: float) -> None:
    assert exact(strata) == pytest.approx(p, abs=1e-6)


LEVELS = {year: 1000 * (year - 2010) + 13 for year in range(2015, 2020)}
RISES = [f"passports_issued {year} = {level} event=e{year}" for year, level in LEVELS.items()]
RATES = [
    f"passports_issued {year} up {100 * (LEVELS[year] / LEVELS[year - 1] - 1):.1f}% base=previous_year event=e{year}"
    for year in range(2016, 2020)
]
FALLS = ["passports_issued 2020 = 5013 event=e2020", "passports_issued 2021 = 4013 event=e2021"]


def test_rates_told_with_rises_and_left_out_with_falls() -> None:
    lines = [*RISES, *FALLS, *RATES]
    table = an.selective(claims_of_lines(lines))
    assert table["subject"].to_list() == ["passports_issued", "all"]
    row = table.row(0, named=True)
    assert (row["up_rated"], row["up"], row["down_rated"], row["down"]) == (4, 4, 0, 2)
    assert row["p"] == pytest.approx(1 / 15)
    assert "0 of 2 that fell" in an.sentence(table)


def test_a_year_whose_level_before_is_not_known_is_no_case() -> None:
    assert an.selective(claims_of_lines(["passports_issued 2019 = 9013", "passports_issued 2021 = 4013"])).height == 0


def test_hedges_digits_and_open_ends() -> None:
    table = an.hedging(
        claims_of_lines(
            ["gangs_dismantled 2023 = 1544 date=2024-01-10", "gangs_dismantled 2022 > 1500 date=2024-01-10"]
        )
    )
    row = table.filter(pl.col("subject") == "all").row(0, named=True)
    assert (row["year"], row["figures"], row["hedged"], row["open"], row["digits"]) == (2024, 2, 0.5, 0.5, 3.0)


def test_the_nouns_of_one_thing() -> None:
    lines = [
        "stowaways_seized 2023 = 6413 counted=illegal_immigrants outlet=A",
        "stowaways_seized 2023 = 6413 counted=偷渡人员 lang=zh outlet=B",
    ]
    table = an.nouns(claims_of_lines(lines))
    assert table.select("noun", "language", "publisher").rows() == [
        ("illegal_immigrants", "en", "A"),
        ("stowaways", "zh", "B"),
    ]
    assert "1 thing is told by more than one noun" in an.sentence(table)


def test_the_one_report_whose_period_explains_the_rows() -> None:
    subjects = ("criminal_cases_solved", "suspects_arrested", "gangs_dismantled")
    lines = [
        f"{s} 2022Q2 = {6702 + n} event=e outlet={o} report={o}" for n, s in enumerate(subjects) for o in ("A", "B")
    ]
    lines += [f"{s} 2022-01-01..2022-07-26 = {6702 + n} event=e outlet=C report=C" for n, s in enumerate(subjects)]
    (row,) = an.deviations(claims_of_lines(lines)).to_dicts()
    assert (row["briefing_id"], row["field"], row["figures"], row["shared_with"]) == ("C", "period", 3, [])
    assert (row["says"], row["others_say"]) == ("2022-01-01 to 2022-07-26", "2022 Q2")


def test_reports_that_share_a_difference_are_named() -> None:
    lines = [f"gangs_dismantled 2022Q2 = 6702 event=e outlet={o} report={o}" for o in "ABC"]
    lines += [f"gangs_dismantled 2022-01-01..2022-07-26 = 6702 event=e outlet={o} report={o}" for o in "DE"]
    table = an.deviations(claims_of_lines(lines))
    assert table.sort("briefing_id").select("briefing_id", "shared_with").rows() == [("D", ["E"]), ("E", ["D"])]


def test_a_figure_that_is_told_no_more() -> None:
    lines = [f"drug_cases {year} = {300 + year} event=e{year}" for year in range(2016, 2019)]
    lines += [f"gangs_dismantled {year} = {300 + year} event=e{year}" for year in range(2016, 2022)]
    table = an.no_longer_told(claims_of_lines(lines))
    assert table.select("subject", "events", "events_since", "last_period").rows() == [("drug_cases", 3, 3, "2018")]
    assert an.no_longer_told(claims_of_lines(lines), at_least=4).height == 0


def test_vintages_have_a_column_per_day() -> None:
    lines = ["criminal_cases_solved 2021 = 18013 date=2022-01-12", "criminal_cases_solved 2021 = 19613 date=2022-01-27"]
    table = an.vintages(claims_of_lines(lines), subject="criminal_cases_solved")
    assert table.columns[-3:] == ["period", "2022-01-12", "2022-01-27"]
    assert table.row(0)[-3:] == ("2021", "18,013", "19,613")
    with pytest.raises(an.LexiconError, match="did you mean 'criminal_cases_solved'"):
        an.vintages(claims_of_lines(lines), subject="criminal_cases")


ANALYSES = (
    "conflicts",
    "implied",
    "selective",
    "hedging",
    "nouns",
    "one_figure_two_nouns",
    "deviations",
    "no_longer_told",
)


@pytest.mark.parametrize("name", ANALYSES)
def test_each_analysis_of_the_corpus_rests_on_claims_of_it_and_has_a_chart_and_a_sentence(
    corpus_claims: pl.DataFrame, name: str
) -> None:
    some = an.select(corpus_claims, agency="NIA", years=[2022, 2023])
    plot = getattr(an, "plot_two_nouns" if name == "one_figure_two_nouns" else f"plot_{name}")
    for claims in (some, some.head(0)):
        table = getattr(an, name)(claims)
        assert set(table.explode("claim_ids")["claim_ids"].drop_nulls()) <= set(claims["claim_id"])
        chart = plot(table, language="zh")
        assert chart.to_dict()["title"]["text"] if table.height and hasattr(chart, "to_dict") else "没有" in repr(chart)
        assert an.sentence(table).endswith(".")
