"""Series, derived periods and comparisons on small constructed reports, and on the committed corpus."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

import analysis as an
from analysis.comparing.retellings import judged
from analysis.errors import LexiconError

from ..conftest import told

CASES = "criminal_cases_solved"


def two_years() -> pl.DataFrame:
    return told(
        {"text": "In 2023, police solved more than 16,000 criminal cases.", "date": "2024-01-10"},
        {"text": "In 2024, police solved more than 22,000 criminal cases.", "date": "2025-01-10"},
    )


def test_a_figure_told_twice_raises_and_names_the_fix() -> None:
    claims = told(
        {"text": "In 2023, police solved more than 16,000 criminal cases.", "date": "2024-01-10"},
        {"text": "In 2023, police solved 16,450 criminal cases.", "date": "2024-02-10"},
    )
    with pytest.raises(LexiconError, match=r'2023 is told by 2 claims .*to_series\(claims, keep="last"\)'):
        an.to_series(claims)
    assert an.to_series(claims, keep="last")["value"].to_list() == [16450]
    assert an.to_series(claims, keep="first")["value"].to_list() == [16000]
    assert an.to_series(claims, keep="narrowest")["value"].to_list() == [16450]
    with pytest.raises(LexiconError, match="did you mean 'last'"):
        an.to_series(claims, keep="lst")


def test_a_series_carries_its_claims() -> None:
    series = an.to_series(two_years())
    assert series["period"].to_list() == ["2023", "2024"]
    assert series["claim_ids"].list.len().to_list() == [1, 1]
    assert series["days"].to_list() == [365, 366]
    assert an.pace(series)["per_day_low"][0] == pytest.approx(16000 / 365)


def test_a_year_on_year_change_is_an_interval() -> None:
    (row,) = an.compare(an.to_series(two_years()), across="year").to_dicts()
    assert row["percent_low"] == pytest.approx(29.41, abs=0.01)
    assert row["percent_high"] == pytest.approx(43.75)
    assert (row["direction"], row["comparability"]) == ("up", "like_for_like")
    assert len(row["claim_ids"]) == 2


def test_unlike_lengths_are_compared_by_the_day() -> None:
    claims = told(
        {"text": "From January to July 2023, police solved 12,000 criminal cases.", "date": "2023-08-10"},
        {"text": "From January to August 2024, police solved 15,000 criminal cases.", "date": "2024-09-10"},
    )
    (row,) = an.compare(an.to_series(claims), across="year").to_dicts()
    assert row["comparability"] == "different_length"
    assert "212 days against 244" in row["reason"]
    assert row["per_day_low_a"] == pytest.approx(11500 / 212)
    assert row["percent_low"] == pytest.approx(((14500 / 244) / (12500 / 212) - 1) * 100)


def test_persons_and_person_trips_are_counted_differently() -> None:
    claims = told(
        {"text": "2022年，查处“三非”外国人6.7万人次。", "date": "2023-01-10", "language": "zh"},
        {"text": "2023年，查处“三非”外国人7.1万人。", "date": "2024-01-10", "language": "zh"},
    )
    (row,) = an.compare(an.to_series(claims), across="year").to_dicts()
    assert (row["comparability"], row["reason"]) == ("different_counting", "person-trips against persons")


def test_a_part_is_set_beside_the_whole_of_the_year_before() -> None:
    claims = told(
        {"text": "2022年，查办妨害国(边)境管理违法犯罪案件3.23万起。", "date": "2023-01-10", "language": "zh"},
        {"text": "2023年，侦破妨害国(边)境管理犯罪案件2.5万起。", "date": "2024-01-10", "language": "zh"},
    )
    (row,) = an.compare(an.to_series(claims), across="year").to_dicts()
    assert row["comparability"] == "different_counting"
    assert "of which" in row["reason"]


def test_what_cumulative_figures_imply_for_the_time_between() -> None:
    claims = told(
        {
            "text": "Since the beginning of this year, police have solved more than 22,000 criminal cases.",
            "date": "2024-08-19",
        },
        {"text": "In 2024, police solved more than 35,000 criminal cases.", "date": "2025-01-14"},
    )
    (row,) = an.derive(an.to_series(claims)).to_dicts()
    assert (row["period_start"], row["period_end"]) == (date(2024, 8, 20), date(2024, 12, 31))
    assert (row["low"], row["high"], row["derived"]) == (12000, 14000, True)
    assert row["how"] == "2024 less 2024-01-01 to 2024-08-19"
    assert len(row["claim_ids"]) == 2


def test_averages_and_stocks_are_not_derived() -> None:
    claims = told(
        {"text": "In the first half of 2024, 54 countries were eligible for visa-free transit.", "date": "2024-07-10"},
        {"text": "In 2024, 54 countries were eligible for visa-free transit.", "date": "2025-01-10"},
    )
    assert an.derive(an.to_series(claims)).height == 0


def outlets(a: str, b: str, **more: str) -> dict[str, object]:
    """The one comparison of two reports of one event."""
    claims = told(
        {"text": a, "date": "2024-08-19", "event": "e", "publisher": "A"},
        {"text": b, "date": "2024-08-20", "event": "e", "publisher": "B", **more},
    )
    (row,) = an.compare(claims, across="outlet").to_dicts()
    return row


@pytest.mark.parametrize(
    ("b", "verdict", "differs"),
    [
        ("In 2023, police solved 22,413 criminal cases.", "agrees", []),
        ("In 2023, police solved more than 22,000 criminal cases.", "agrees", ["modifier"]),
        ("In 2023, police solved 24,413 criminal cases.", "disagrees", ["value"]),
        ("In 2022, police solved 22,413 criminal cases.", "told_differently", ["period"]),
        ("In 2023, police solved up to 22,413 criminal cases.", "told_differently", ["modifier"]),
    ],
)
def test_two_outlets_on_one_figure(b: str, verdict: str, differs: list[str]) -> None:
    row = outlets("In 2023, police solved 22,413 criminal cases.", b)
    assert (row["verdict"], row["differs"]) == (verdict, differs)
    assert row["claim_ids"]


@pytest.mark.parametrize(("value", "metric", "verdict"), [
    (380, None, "disagrees"), (910, None, "cannot_tell"), (910, "criminal_cases_solved", "disagrees"),
])  # fmt: skip
def test_a_noun_without_a_metric_may_be_of_another_thing(value: float, metric: str | None, verdict: str) -> None:
    """One value twice the other under a plain noun may be the whole of which the other is a part."""
    (claim,) = told({"text": "In 2023, police solved 300 criminal cases.", "date": "2024-08-19"}).to_dicts()
    a = claim | {"metric": metric}
    b = a | {"value": value, "low": value, "high": value}
    assert judged(a, b)[1] == verdict


def test_two_languages_on_one_figure() -> None:
    claims = told(
        {
            "text": "In 2023, police seized 6,000 illegal immigrants.",
            "date": "2024-01-10",
            "event": "e",
            "publisher": "A",
        },
        {
            "text": "2023年，查获偷渡人员6000人。",
            "date": "2024-01-10",
            "event": "e",
            "publisher": "B",
            "language": "zh",
        },
    )
    (row,) = an.compare(claims, across="language").to_dicts()
    assert {row["a"], row["b"]} == {"en", "zh"}
    assert (row["comparability"], row["differs"]) == ("different_counting", ["counted"])


def test_a_revision_is_told_from_a_rounding() -> None:
    first = {"text": "In 2021, police solved 18,000 criminal cases.", "date": "2022-01-12"}
    rounded = {"text": "In 2021, police solved 18,040 criminal cases.", "date": "2022-01-27"}
    revised = {"text": "In 2021, police solved 19,600 criminal cases.", "date": "2022-01-27"}
    assert an.compare(told(first, rounded), across="briefing")["verdict"].to_list() == ["agrees"]
    (row,) = an.compare(told(first, revised), across="briefing").to_dicts()
    assert (row["a"], row["b"], row["verdict"], row["differs"]) == ("b0", "b1", "disagrees", ["value"])


def test_comparisons_refuse_what_they_cannot_compare(corpus_claims: pl.DataFrame) -> None:
    with pytest.raises(LexiconError, match="did you mean 'outlet'"):
        an.compare(corpus_claims, across="outlets")
    with pytest.raises(LexiconError, match="wants a series"):
        an.compare(corpus_claims, across="year")
    with pytest.raises(LexiconError, match="wants claims"):
        an.compare(an.to_series(corpus_claims, keep="last"), across="outlet")


@pytest.mark.parametrize("across", ["outlet", "language", "briefing"])
def test_every_pair_of_the_corpus_rests_on_claims_that_exist(corpus_claims: pl.DataFrame, across: str) -> None:
    pairs = an.compare(corpus_claims, across=across)
    assert pairs.height > 0
    assert set(pairs.explode("claim_ids")["claim_ids"]) <= set(corpus_claims["claim_id"])


def test_empty_tables_give_empty_tables(corpus_claims: pl.DataFrame) -> None:
    none = corpus_claims.head(0)
    assert an.to_series(none).height == 0
    assert an.derive(an.to_series(none)).height == 0
    for across in ("outlet", "language", "briefing"):
        assert an.compare(none, across=across).height == 0
    assert an.compare(an.to_series(none), across="year").height == 0
    assert an.check(none).height == 0


def test_a_choice_is_checked(corpus_claims: pl.DataFrame) -> None:
    with pytest.raises(LexiconError, match="did you mean 'criminal_cases_solved'"):
        an.select(corpus_claims, metric="criminal_cases")
    with pytest.raises(LexiconError, match="no event '2022-01-12-nia'"):
        an.select(corpus_claims, event="2022-01-12-nia")
    with pytest.raises(LexiconError, match="did you mean 'NIA'"):
        an.select(corpus_claims, agency="NAI")
    with pytest.raises(LexiconError, match="no claim is of 1990 to 1991; the years here are 20"):
        an.select(corpus_claims, years=[1990, 1991])
    assert an.select(corpus_claims, metric="deaths_at_sea", agency="NIA").height == 0
