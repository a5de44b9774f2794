"""What was looked up by hand: the documents say what the files hold, and the package finds what people found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl

import analysis as an
from analysis.comparing.checks import CHECKS

from ..conftest import ROOT

NEAR = timedelta(days=45)  # 'the year so far' of one report is the quarter of another
FOUND = 0.8  # of the reviewed places; the rest wait for a reading


def table_rows(name: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading of a document."""
    text = (ROOT / name).read_text(encoding="utf-8").split(heading, 1)[1].split("\n## ", 1)[0]
    rows = [
        [cell.strip(" `") for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    return rows[2:]


def test_the_error_rates_of_the_document_are_those_of_the_rows_read() -> None:
    read = pl.read_csv(ROOT / "data" / "gold" / "verdicts.csv", infer_schema=False)
    told = {
        row[0]: (int(row[1]), int(row[2]))
        for row in table_rows("docs/consistency.md", "## How often a verdict is right")
    }
    counts = {
        verdict: (rows.height, rows.filter(pl.col("right") == "no").height)
        for (verdict,), rows in read.group_by("verdict")
    }
    assert told == counts
    assert all(why for why, right in read.select("why", "right").rows() if right == "no")
    assert all(n >= 40 for verdict, (n, _) in counts.items() if verdict != "disagrees")


def test_what_disagrees_is_counted_in_the_readme_as_in_the_reviews() -> None:
    told = {row[0]: int(row[1]) for row in table_rows("data/README.md", "## What disagrees, and why")}
    assert told == dict(Counter(an.reviews()["cause"].to_list()))
    places = re.search(r"tells of (\d+) places", (ROOT / "data" / "README.md").read_text(encoding="utf-8"))
    assert places
    assert int(places[1]) == an.reviews().height


def test_the_causes_and_checks_of_the_reviews_are_known() -> None:
    assert set(an.reviews()["check"]) <= {*CHECKS, "conflicts", "selective"}
    assert set(an.reviews()["cause"]) == {"statement", "report", "wording"}


def test_what_people_found_is_found(corpus_claims: pl.DataFrame, measured: Callable[[str], None]) -> None:
    decided = an.decide(corpus_claims)
    checks = an.check(decided).filter(pl.col("verdict").cast(pl.String).is_in(["disagrees", "told_differently"]))
    rows = [*checks.iter_rows(named=True), *an.conflicts(decided).iter_rows(named=True)]
    unrated = set(an.selective(decided).filter(pl.col("down") > pl.col("down_rated"))["subject"])
    reviews = an.reviews().to_dicts()
    missed = [
        r
        for r in reviews
        if not (r["metric"] in unrated if r["check"] == "selective" else any(is_of(r, row) for row in rows))
    ]
    measured(f"reviewed places found: {len(reviews) - len(missed)} of {len(reviews)}")
    assert len(missed) <= (1 - FOUND) * len(reviews), [(r["check"], r["metric"], r["period_end"]) for r in missed]
    statements = [r for r in missed if r["cause"] == "statement"]
    assert len(statements) <= 0.2 * sum(r["cause"] == "statement" for r in reviews), statements


def is_of(review: dict[str, Any], row: dict[str, Any]) -> bool:
    """Is a row of the checks or of the conflicts about what was reviewed?"""
    named = review["metric"] in row["subject"].split(" + ") if review["metric"] else row.get("check") == review["check"]
    return (
        named
        and near(review["period_end"], row["period_end"])
        and ("conflict_id" in row or near(review["period_start"], row["period_start"]))
    )


def near(a: date, b: date | None) -> bool:
    return b is not None and abs(a - b) <= NEAR
