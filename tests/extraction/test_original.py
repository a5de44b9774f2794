"""The real briefing in ../shared, as a user would bring it: every claim, through the command and the report."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import polars as pl
import pytest

from ..conftest import run_command

YEAR_TO_DATE = ("2024-01-01", "2024-08-19")


@pytest.fixture(scope="module")
def own(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    shutil.copy(shared / "originals" / "2024-08-19-cctv.txt", folder)
    return folder


@pytest.fixture(scope="module")
def claims(own: Path) -> list[dict[str, object]]:
    done = run_command("extract", str(own), "--format", "json")
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def find(claims: list[dict[str, object]], **wanted: object) -> list[dict[str, object]]:
    return [c for c in claims if all(c[k] == v for k, v in wanted.items())]


@pytest.mark.parametrize(
    ("metric", "value", "modifier", "headline"),
    [
        ("stowaways_seized", 6000, "more_than", True),
        ("criminal_cases_solved", 22000, "more_than", False),
        ("suspects_arrested", 39000, "more_than", False),
        ("stowaways_seized", 6000, "more_than", False),
        ("fugitives_captured_abroad", 103, "exact", False),
    ],
)
def test_levels(claims: list[dict[str, object]], metric: str, value: float, modifier: str, headline: bool) -> None:
    (claim,) = find(claims, metric=metric, kind="level", in_headline=headline)
    assert (claim["value"], claim["modifier"]) == (value, modifier)
    assert (claim["period_start"], claim["period_end"]) == YEAR_TO_DATE
    assert claim["speaker"] == (None if headline else "Liu Haitao")


def test_change_trends_and_duration(claims: list[dict[str, object]]) -> None:
    (change,) = find(claims, kind="change")
    wanted = {
        "metric": "illegal_exits_seized",
        "value": 30,
        "unit": "percent",
        "direction": "down",
        "base": "previous_year",
    }
    assert {k: change[k] for k in wanted} == wanted
    assert find(claims, kind="trend", metric="illegal_exits_seized", direction="down")
    assert find(claims, kind="trend", metric="illegal_entries_for_work", direction="up")
    (duration,) = find(claims, kind="duration")
    assert (duration["value"], duration["unit"]) == (4, "year")


def test_measures_pledges_and_places(claims: list[dict[str, object]]) -> None:
    named = " ".join(str(c["raw"]) for c in find(claims, kind="measure"))
    for part in ('"hunting" operation', "Liao Hunting", "snake-catching", "five-in-one"):
        assert part in named
    assert any("next step" in str(c["raw"]).lower() for c in find(claims, kind="pledge"))
    places = {code for c in claims for code in c["places"]}
    assert {"030", "035", "150", "013", "005", "HK", "MO"} <= places


def test_leftovers_have_their_reasons(own: Path) -> None:
    done = run_command("extract", str(own), "--leftovers", "--format", "ndjson")
    reasons = {row["raw"].lower(): row["reason"] for row in map(json.loads, done.stdout.splitlines())}
    wanted = {
        "two": "list mark",
        "first": "list mark",
        "second": "list mark",
        "19th": "date",
        "2024": "date",
        "five-in-one": "name",
    }
    assert {k: reasons.get(k) for k in wanted} == wanted


def test_the_report_marks_every_claim(own: Path, claims: list[dict[str, object]], tmp_path: Path) -> None:
    done = run_command("report", "--notebook", "01-one-briefing", "--corpus", str(own), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "01-one-briefing.html").read_text(encoding="utf-8")
    marked = set(re.findall(r'<mark class="\w+" id="([^"]+)"', page))
    assert marked == {c["claim_id"] for c in claims}


def test_the_restatement_in_the_corpus_makes_the_same_claims(
    claims: list[dict[str, object]], corpus_claims: pl.DataFrame
) -> None:
    def figures(rows: list[dict[str, object]]) -> set[tuple[object, ...]]:
        keys = ("metric", "kind", "value", "unit", "modifier", "direction", "base", "in_headline")
        return {tuple(r[k] for k in keys) for r in rows if r["value"] is not None}

    restated = corpus_claims.filter(pl.col("briefing_id") == "2024-08-19-cctv-en").to_dicts()
    assert figures(restated) == figures(claims)
