"""Findings on the front page: plain numbers, the words of both sides, nothing that the reading doubts."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an
from analysis.reporting.findings import findings, plain, rounded

from ..conftest import told

FIRST = {"date": "2022-04-27", "text": "In the first quarter of 2022 police issued 1.05 million ordinary passports.", "publisher": "A"}  # fmt: skip
SECOND = {"date": "2022-07-26", "text": "In the second quarter of 2022 police issued 1.063 million ordinary passports, down 19.1 percent from the previous quarter.", "publisher": "B"}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(1_063_000.0, "1.063 million"), (94_000.0, "94,000"), (19.1, "19.1"), (6.1e8, "610 million"), (3.0, "3")],
)
def test_a_stated_number_is_written_in_the_digits_said(value: float, wanted: str) -> None:
    assert plain(value) == wanted


@pytest.mark.parametrize(("value", "wanted"), [(0.711, "0.7"), (79.29, "79"), (1.77, "1.8")])
def test_a_reckoned_percentage_has_two_digits(value: float, wanted: str) -> None:
    assert rounded(value) == wanted


def test_a_fall_that_is_a_rise_is_told_with_its_three_claims() -> None:
    claims = told(FIRST, SECOND).with_columns(doubts=pl.lit([], dtype=pl.List(pl.String)))
    found = findings(claims, an.check(claims))
    assert [f.heading for f in found] == ["A stated fall that is a rise"]
    assert "19.1 percent below the period before" in found[0].says
    assert "1.05 and 1.063 million, lie" in found[0].says
    assert {c["publisher"] for c in found[0].claims} == {"A", "B"}


def test_a_finding_tells_what_other_reports_say_of_its_figures() -> None:
    reports = [
        {"date": "2022-01-12", "publisher": "A", "event": "e", "text": "From December 5, 2020 to January 12, 2022, police issued 1.053 million ordinary passports."},
        {"date": "2022-01-14", "publisher": "B", "event": "e", "text": "In 2021 police issued 1.053 million ordinary passports."},
        {"date": "2022-01-27", "publisher": "C", "event": "f", "text": "In 2021 police issued 1.263 million ordinary passports."},
    ]  # fmt: skip
    claims = an.decide(told(*reports).with_columns(doubts=pl.lit([], dtype=pl.List(pl.String))), "no-such-folder")
    found = findings(claims, an.check(claims))
    assert [f.heading for f in found] == ["A figure told again, and not the same"]
    assert "Other reports give the 1.053 million for 2020-12-05 to 2022-01-12." in found[0].says


def test_nothing_doubted_is_a_finding() -> None:
    claims = told(FIRST, SECOND).with_columns(doubts=pl.lit(["period_carried"], dtype=pl.List(pl.String)))
    assert findings(claims, an.check(claims)) == []


def test_a_period_carried_on_is_no_doubt_where_another_report_gives_it_too() -> None:
    again = [
        report | {"publisher": "C", "date": day} for report, day in ((FIRST, "2022-04-28"), (SECOND, "2022-07-27"))
    ]
    claims = told(FIRST, SECOND, *again).with_columns(doubts=pl.lit(["period_carried"], dtype=pl.List(pl.String)))
    assert [f.heading for f in findings(claims, an.check(claims))] == ["A stated fall that is a rise"]
    worse = claims.with_columns(doubts=pl.lit(["period_carried", "noun_distant"], dtype=pl.List(pl.String)))
    assert findings(worse, an.check(worse)) == []


def test_a_period_is_told_as_one_says_it() -> None:
    claims = told(FIRST, SECOND).with_columns(doubts=pl.lit([], dtype=pl.List(pl.String)))
    assert "passports in the second quarter of 2022 were said" in findings(claims, an.check(claims))[0].says.replace(
        "issued ", ""
    )


def test_no_claims_give_no_findings() -> None:
    claims = told(FIRST).clear()
    assert findings(claims, an.check(claims)) == []
