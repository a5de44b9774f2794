"""The claims as the checks look them up, and the shape of a check's row."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import polars as pl

from .intervals import (
    NOTHING,
    Interval,
    figure,
    overlap,
    relative_gap,
    text,
)
from .series import bounds_of, counted, counting_of, levels

Row = dict[str, Any]
Dates = tuple[date, date]
Key = tuple[str | None, str, str | None]  # agency, metric, scope


class Told:
    """Claims by what they tell of, for the checks to look up."""

    def __init__(self, claims: pl.DataFrame) -> None:
        self.claims = claims
        self.rows: list[Row] = [dict(r) for r in claims.sort("date", "claim_id", nulls_last=True).iter_rows(named=True)]
        known = set(claims.filter(counted())["claim_id"])
        self.counted = [r for r in self.rows if r["claim_id"] in known]
        self.levels: dict[tuple[Key, Dates], list[Row]] = defaultdict(list)
        for row in levels(claims).iter_rows(named=True):
            self.levels[(key_of(row), (row["period_start"], row["period_end"]))].append(dict(row))
        for place, group in self.levels.items():
            self.levels[place] = distinct(group)

    def level(self, key: Key, period: Dates, unit: str | None = None) -> list[Row]:
        """The levels told of a period, the most exact first, those in `unit` before the others."""
        found = self.levels.get((key, period), [])
        return sorted(found, key=lambda r: r["unit"] != unit) if unit else found

    def periods(self, key: Key, unit: str | None) -> list[Dates]:
        return [p for (k, p), rows in self.levels.items() if k == key and any(r["unit"] == unit for r in rows)]


def distinct(rows: list[Row]) -> list[Row]:
    """The figures that really differ, the most exact first: '30.1 million' is left out beside 30,094,000, which it rounds."""
    kept: list[Row] = []
    for row in sorted(rows, key=lambda r: (bounds_of(r).width, r["in_headline"], str(r["date"]), r["claim_id"])):
        alike = (
            k
            for k in kept
            if k["unit"] == row["unit"] and k["kind"] == row["kind"] and counting_of(k) == counting_of(row)
        )
        if not any(overlap(bounds_of(k), bounds_of(row)) for k in alike):
            kept.append(row)
    return kept


def key_of(row: Row) -> Key:
    return row["agency"], row["metric"], row["scope"]


def result(
    verdict: str,
    arithmetic: str,
    row: Row,
    ids: list[str],
    stated: Interval = NOTHING,
    implied: Interval = NOTHING,
    **more: Any,
) -> Row:
    apart = relative_gap(stated, implied) if verdict == "disagrees" else 0.0
    return {
        "verdict": verdict, "arithmetic": arithmetic, "agency": row["agency"], "event": row.get("event"), "metric": row["metric"],
        "scope": row["scope"], "period_start": row["period_start"], "period_end": row["period_end"],
        "stated_low": stated.low, "stated_high": stated.high, "implied_low": implied.low, "implied_high": implied.high,
        "gap": apart, "differs": [], "claim_ids": list(dict.fromkeys(ids)),
    } | more  # fmt: skip


def verdict_of(stated: Interval, implied: Interval) -> str:
    meet = overlap(stated, implied)
    return "cannot_tell" if meet is None else "agrees" if meet else "disagrees"


def signed(row: Row) -> Interval:
    """The bounds of a change with its sign: 'down 30 percent' is (-35, -25)."""
    bounds = bounds_of(row)
    if row["direction"] == "down":
        return Interval(None if bounds.high is None else -bounds.high, None if bounds.low is None else -bounds.low)
    return bounds


def said(row: Row) -> str:
    """A figure in a line of arithmetic: its value, or its bounds where the words leave room."""
    bounds = bounds_of(row)
    plain = str(row["modifier"]) == "exact" and row["value"] is not None
    return figure(row["value"]) if plain else f"({text(bounds)})"
