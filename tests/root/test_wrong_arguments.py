"""What is given in the wrong place gets one line that says what to give instead."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

import analysis as an

from ..conftest import told

CLAIMS = told({"text": "Police arrested 300 suspects in 2024.", "date": "2025-01-10"})
WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "a path for briefings": (lambda: an.find_claims("data"), "write find_claims(read_briefings('data'))"),  # type: ignore[arg-type]
    "nothing for briefings": (lambda: an.leftovers(None), "want briefings"),  # type: ignore[arg-type]
    "another table for briefings": (lambda: an.find_claims(pl.DataFrame({"a": [1]})), "no column 'briefing_id'"),
    "claims for a series": (lambda: an.plot_series(CLAIMS), 'to_series(claims, keep="last")'),
    "a metric that is a number": (lambda: an.select(CLAIMS, metric=5), "5 names no metric"),  # type: ignore[arg-type]
    "a list that holds a number": (lambda: an.about(["suspects_arrested", 5]), "5 names no metric"),  # type: ignore[list-item]
    "codes without columns": (
        lambda: an.score(CLAIMS, CLAIMS.select("metric")),
        "score wants figures read by hand second",
    ),
    "no codes": (lambda: an.score(CLAIMS, None), "score wants figures read by hand second"),  # type: ignore[arg-type]
    "no claims to score": (lambda: an.score("claims", CLAIMS), "score wants claims first"),  # type: ignore[arg-type]
    "no claims to check": (lambda: an.check("claims"), "check wants claims"),  # type: ignore[arg-type]
    "no claims for a series": (lambda: an.to_series("claims"), "to_series wants claims"),  # type: ignore[arg-type]
    "nothing to compare": (lambda: an.compare("claims", across="outlet"), "wants claims or a series"),  # type: ignore[arg-type]
    "a number for a file": (lambda: an.read_briefings(5), "5 names no file"),  # type: ignore[arg-type]
    "a number for a codebook": (lambda: an.use_codebook(5), "5 names no codebook"),  # type: ignore[arg-type]
    "a codebook that is not there": (lambda: an.check_codebook("nowhere.toml"), "no codebook here"),
    "no claims to choose from": (lambda: an.most_stated("claims"), "most_stated wants claims"),  # type: ignore[arg-type]
    "a draft of no claims": (lambda: an.draft_codebook("claims", "."), "draft_codebook wants claims"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("given", WRONG)
def test_a_wrong_argument_gets_one_line_with_the_remedy(given: str) -> None:
    call, message = WRONG[given]
    with pytest.raises((an.LexiconError, an.SourceError)) as caught:
        call()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_year_and_a_list_of_metrics_are_taken() -> None:
    assert an.select(CLAIMS, years=2024).height == 1
    assert CLAIMS.filter(an.about(["suspects_arrested"])).height == CLAIMS.filter(an.about("suspects_arrested")).height
