"""Every committed briefing held against the coded facts of its source; what differs is listed in data/corrections.csv."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import polars as pl

from ..conftest import ROOT

FIELDS = ("value", "modifier", "unit", "kind", "direction", "base", "period")
BASES = {
    "same_period_2019": "same_period_of:2019", "previous_quarter": "previous_period", "previous_month": "previous_period",
    "previous_two_months": "previous_period", "last_year": "previous_year", "previous_years": "previous_year",
    "previous_fiscal_year": "previous_year", "same_festival_last_year": "same_period_last_year",
}  # fmt: skip
OTHER_BASES = ("2016", "2021", "May_2024", "before_policy", "historical_peak")
UNITS = {"case_per_day": "case/day", "person_per_day": "person/day", "rank": "place"}
DAILY = ("daily_crossings", "foreigner_daily_spend")
# The share of facts that agreed on 26 November 2026, less a point: a regression is what falls below, and no aim.
REGRESSION = {
    "en": {"value": 0.988, "modifier": 0.987, "unit": 0.960, "kind": 0.976, "direction": 0.981, "base": 0.952, "period": 0.973},
    "zh": {"value": 0.988, "modifier": 0.988, "unit": 0.983, "kind": 0.988, "direction": 0.988, "base": 0.988, "period": 0.966},
}  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def coded(fact: dict[str, str]) -> dict[str, object]:
    """A fact of the coder in the package's terms: multiples as percentages, daily figures as rates."""
    value: float | None = float(fact["value"])
    kind, unit, raw = fact["kind"], UNITS.get(fact["unit"], fact["unit"]), fact["raw"]
    if unit.endswith("/day"):
        kind = "rate"
    if fact["metric"] in DAILY and kind == "level":
        kind, unit = "rate", f"{unit}/day"
    if unit in ("multiple", "multiple_increase"):
        of_base = unit == "multiple" and bool(
            re.search(r"times th|tripl|doubl|fold", raw) or ("倍" in raw and "增长" not in raw)
        )
        value, unit, kind = ((value or 0) - of_base) * 100, "percent", "change"
    if "between" in raw:
        value, kind = None, "level"
    base = None if fact["base"] in OTHER_BASES else BASES.get(fact["base"], fact["base"]) or None
    return {
        "value": value, "modifier": "exact" if "between" in raw else fact["modifier"], "unit": unit, "kind": kind,
        "direction": fact["direction"] if kind == "change" else None, "base": base if kind in ("change", "share") else None,
        "period": (fact["period_start"], fact["period_end"]),
    }  # fmt: skip


def test_the_facts_of_the_sources_are_read_as_well_as_before(
    shared: Path, corpus_claims: pl.DataFrame, measured: Callable[[str], None]
) -> None:
    briefing_of = {r["source_id"]: r["briefing_id"] for r in rows(ROOT / "data" / "gold" / "sources.csv")}
    facts = [f for f in rows(shared / "corpus" / "claims.csv") if f["source_id"] in briefing_of]
    mended = {(r["briefing_id"], r["printed"], r["field"]) for r in rows(ROOT / "data" / "corrections.csv")}
    claims = defaultdict(list)
    for claim in corpus_claims.filter(~pl.col("kind").is_in(["trend", "measure", "pledge"])).iter_rows(named=True):
        claims[claim["briefing_id"]].append(claim)
    agree: Counter[tuple[str, str]] = Counter()
    sizes: Counter[str] = Counter()
    used: set[str] = set()
    for fact in facts:
        name, want = briefing_of[fact["source_id"]], coded(fact)
        language = name.rsplit("-", 1)[1]
        sizes[language] += 1
        best = max(
            (c for c in claims[name] if c["claim_id"] not in used), key=lambda c: _near(c, fact, want), default=None
        )
        found = best if best is not None and _near(best, fact, want) > 0 else None
        if found is not None:
            used.add(found["claim_id"])
        for field in FIELDS:
            fixed = any((name, fact["raw"], f) in mended for f in (field, "raw", f"{field}_start", f"{field}_end"))
            agree[language, field] += fixed or (found is not None and _got(found, field) == want[field])
    for language, floors in REGRESSION.items():
        shares = {field: agree[language, field] / sizes[language] for field in FIELDS}
        told = ", ".join(f"{f} {100 * s:.1f}%" for f, s in shares.items())
        measured(f"{sizes[language]} facts in {language}; agreement after corrections: {told}")
        below = {field: share for field, share in shares.items() if share < floors[field]}
        assert not below, f"{language}: {below} are below {floors}"


def _got(claim: dict[str, object], field: str) -> object:
    if field == "period":
        return str(claim["period_start"]), str(claim["period_end"])
    if field == "direction":
        return claim["direction"] if claim["kind"] == "change" else None
    value = claim[field]
    return round(value, 6) if isinstance(value, float) else value


def _near(claim: dict[str, object], fact: dict[str, str], want: dict[str, object]) -> float:
    """How well a claim fits a fact; 0 where the value differs."""
    value, wanted = claim["value"], want["value"]
    same = value is wanted is None or (
        isinstance(value, float) and isinstance(wanted, float) and abs(value - wanted) <= 1e-6 * max(1.0, abs(wanted))
    )
    if not same:
        return 0.0
    want["value"] = round(wanted, 6) if isinstance(wanted, float) else wanted
    return 1 + 4 * (claim["metric"] == fact["metric"]) + sum(_got(claim, f) == want[f] for f in FIELDS)


def test_every_correction_names_a_briefing_and_a_reason(corpus: pl.DataFrame) -> None:
    known = set(corpus["briefing_id"])
    for row in rows(ROOT / "data" / "corrections.csv"):
        assert row["briefing_id"] in known
        assert row["reason"]
        assert row["field"]


def test_every_report_with_three_facts_is_restated(shared: Path) -> None:
    counts = Counter(f["source_id"] for f in rows(shared / "corpus" / "claims.csv"))
    wanted = {
        s["source_id"]
        for s in rows(shared / "corpus" / "sources.csv")
        if s["language"] in ("en", "zh-Hans", "zh-Hant") and counts[s["source_id"]] >= 3
    }
    have = {r["source_id"] for r in rows(ROOT / "data" / "gold" / "sources.csv")}
    assert wanted <= have, sorted(wanted - have)
