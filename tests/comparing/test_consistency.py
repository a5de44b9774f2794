"""Constructed claims: what must be found to clash, to be implied, to be told differently, and what must not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import analysis as an
from analysis.comparing.conflicts import _cores, conflicts
from analysis.comparing.constraints import statements
from analysis.comparing.intervals import overlap
from analysis.comparing.marks import marked
from analysis.comparing.solver import clash, components, system

from ..conftest import told
from .constructed import claims_of_lines, span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "consistency.toml").read_text(encoding="utf-8"))["case"]


def verdicts(claims: pl.DataFrame, check: str) -> list[str]:
    return an.check(claims, only=check)["verdict"].cast(pl.String).to_list()


def found(claims: pl.DataFrame, what: str, *rest: str) -> bool:
    """Does the expectation hold?"""
    if what in ("conflicts", "smallest", "outvoted", "tie", "identity"):
        return in_conflicts(conflicts(claims), what, " ".join(rest))
    if what in ("implied", "revisions", "derived"):
        return in_implied(claims, what, rest)
    if what == "contested":
        return marked(claims).filter(pl.col("contested_by").list.len() > 0).height == int(rest[0])
    if what == "series":
        return an.to_series(claims, keep="last").height == int(rest[0])
    if what == "year":
        pairs = an.compare(an.to_series(claims, keep="last", contested=True), across="year", contested=True)
        return pairs["comparability"].cast(pl.String).to_list() == ([] if rest == ("none",) else [rest[0]])
    if what == "all":  # years
        pairs = an.compare(an.to_series(claims, keep="last"), across="year")
        return pairs.height > 0 and set(pairs["comparability"].cast(pl.String)) == {rest[1]}
    if what == "direction":
        return an.compare(an.to_series(claims, keep="last"), across="year")["direction"].cast(pl.String).to_list() == [
            rest[0]
        ]
    if what == "two_nouns":
        return an.one_figure_two_nouns(claims).height == int(rest[0])
    if what == "no":
        return "disagrees" not in an.check(claims)["verdict"].cast(pl.String).to_list()
    if what == "rows":
        return len(verdicts(claims, rest[0])) == int(rest[1])
    name, wanted = ("retold", rest[0]) if what == "retold" else rest
    told = verdicts(claims, name)
    return told == [] if wanted == "none" else wanted in told and (wanted == "disagrees" or "disagrees" not in told)


def in_conflicts(table: pl.DataFrame, what: str, wanted: str) -> bool:
    if what == "conflicts":
        return table.height == int(wanted)
    rows = table.to_dicts()
    if what == "smallest":
        return bool(rows) and rows[0]["n_statements"] == int(wanted)
    if what == "identity":
        return bool(rows) and rows[0]["given_up"] == [] and rows[0]["outvoted"] is not None
    if what == "tie":
        return bool(rows) and all(len(r["tied"]) > 1 and r["outvoted"] is None for r in rows)
    return bool(rows) and all(wanted in (r["outvoted"] or "") for r in rows)


def in_implied(claims: pl.DataFrame, what: str, rest: tuple[str, ...]) -> bool:
    if what == "derived":
        rows = an.derive(an.to_series(claims, keep="last")).to_dicts()
        ends = [(r["low"], r["high"]) for r in rows]
        zero = all("0 only because" in r["how"] for r in rows if r["low"] == 0)
        return (ends == [] if rest == ("none",) else ends == [tuple(map(float, rest))]) and zero
    table = an.implied(claims)
    if what == "revisions":
        return table.filter(pl.col("kind") == "revision").height == int(rest[0])
    if rest == ("none",):
        return table.height == 0
    first, last, _ = span(rest[1])
    rows = table.filter(
        pl.col("kind") == rest[0], pl.col("period_start") == first, pl.col("period_end") == last
    ).to_dicts()
    if rest[2] == "none":
        return rows == []
    return [(r["low"], r["high"]) for r in rows] == [pytest.approx((float(rest[2]), float(rest[3])), rel=5e-3)]


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_constructed(case: dict[str, Any]) -> None:
    claims = claims_of_lines(case["claims"])
    for expectation in case["expect"]:
        assert found(claims, *expectation.split()), (
            expectation,
            conflicts(claims)["reckoning"].to_list(),
            an.check(claims).select("check", "verdict", "arithmetic").rows(),
        )


def test_there_are_many_cases_in_both_languages() -> None:
    assert len(CASES) >= 60
    assert sum("lang=zh" in line for case in CASES for line in case["claims"]) >= 5


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_each_conflict_is_irreducible_and_what_is_left_can_hold(case: dict[str, Any]) -> None:
    found = statements(claims_of_lines(case["claims"]))
    whole = system(found)
    for group in components(whole, found):
        given_up: set[int] = set()
        for core in _cores(whole, group):
            members = [group[n] for n in core]
            two_rates = len(members) == 2 and all(
                s.base for s in members
            )  # of nothing any rate holds: told by bounds alone
            assert clash(whole, members) or (two_rates and overlap(members[0].bounds, members[1].bounds) is False)
            assert not any(clash(whole, [s for s in members if s is not left_out]) for left_out in members)
            given_up.update(core)
        assert not clash(whole, [s for n, s in enumerate(group) if n not in given_up])


def test_under_the_strict_reading_an_open_end_clashes_with_less() -> None:
    reports = [
        {"text": "In 2024, police solved more than 22,000 criminal cases.", "date": "2025-01-10"},
        {"text": "In 2024, police solved 26,413 criminal cases.", "date": "2025-01-12"},
    ]
    assert conflicts(told(*reports)).height == 1
    assert conflicts(told(*reports, reading="strict")).height == 0


def test_a_conflict_has_the_same_name_in_any_order_of_claims() -> None:
    claims = claims_of_lines(CASES[1]["claims"])
    assert conflicts(claims)["conflict_id"].to_list() == conflicts(claims.reverse())["conflict_id"].to_list()
