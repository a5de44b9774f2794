"""The claims as the checks look them up, and the shape of a check's row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from ..language.calendar import name as period_name
from ..language.calendar import tilings
from .constraints import rivals
from .intervals import NOTHING, Interval, bounds_of, figure, negated, overlap, relative_gap, text, total
from .subjects import additive, counted, counted_alike, counting_of, levels, specific, subject_of, way_of

Row = dict[str, Any]
Dates = tuple[date, date]
Key = tuple[str | None, str | None, str | None, str]  # agency, subject, scope, way


class ClaimIndex:
    """Claims by what they tell of, for the checks to look up."""

    def __init__(self, claims: pl.DataFrame) -> None:
        self.claims = claims
        self.rows: list[Row] = [dict(r) for r in claims.sort("date", "claim_id", nulls_last=True).iter_rows(named=True)]
        known = set(claims.filter(counted())["claim_id"])
        self.counted = [r for r in self.rows if r["claim_id"] in known]
        self.levels: dict[tuple[Key, Dates], list[Row]] = defaultdict(list)
        self.periods: dict[Key, list[Dates]] = defaultdict(list)
        unclear = rivals(claims)  # what its own report tells otherwise: the reading could not tell two things apart
        clear = levels(claims).filter(~pl.col("claim_id").is_in(list(unclear)))
        for row in (r for r in clear.iter_rows(named=True) if specific(r)):
            self.levels[(key_of(row), (row["period_start"], row["period_end"]))].append(dict(row))
        for (key, period), group in self.levels.items():
            self.levels[(key, period)] = distinct(group)
            self.periods[key].append(period)

    def levels_for(self, key: Key, period: Dates, unit: str | None = None) -> list[Row]:
        """The levels told of a period, the most exact first, those in `unit` before the others."""
        found = self.levels.get((key, period), [])
        return sorted(found, key=lambda r: r["unit"] != unit) if unit else found

    def levels_or_sums(self, key: Key, period: Dates, unit: str | None = None) -> list[Row]:
        """The levels told of a period; where none is told, what shorter ones that make it up come to, as one level."""
        if found := self.levels_for(key, period, unit):
            return found
        for laid in tilings(period, self.periods[key], most=4):
            parts = [self.levels_for(key, p, unit)[0] for p in laid]
            alike = {(p["unit"], p["kind"], counting_of(p)) for p in parts}
            if len(parts) > 1 and len(alike) == 1 and additive(parts[0]["metric"], parts[0]["unit"], key[3]):
                return [_summed(parts, period)]
        return []


def _summed(parts: list[Row], period: Dates) -> Row:
    """Levels of times that follow each other as one level; `claim_ids` names them."""
    whole = total([bounds_of(p) for p in parts])
    return parts[-1] | {
        "value": None, "low": whole.low, "high": whole.high, "low_open": whole.low_open, "high_open": whole.high_open,
        "modifier": None, "period_start": period[0], "period_end": period[1], "claim_ids": [p["claim_id"] for p in parts],
        "parts": " + ".join(period_name((p["period_start"], p["period_end"])) for p in parts),
    }  # fmt: skip


def ids_of(row: Row) -> list[str]:
    """The claims behind a level: its own, or those of its parts."""
    return list(row.get("claim_ids") or [row["claim_id"]])


def distinct(rows: list[Row]) -> list[Row]:
    """The figures that really differ, the most exact first: '30.1 million' is left out beside 30,094,000, which it rounds."""
    kept: list[Row] = []
    for row in sorted(rows, key=lambda r: (bounds_of(r).width, r["in_headline"], str(r["date"]), r["claim_id"])):
        alike = (
            k
            for k in kept
            if k["unit"] == row["unit"] and k["kind"] == row["kind"] and counted_alike(counting_of(k), counting_of(row))
        )
        if not any(overlap(bounds_of(k), bounds_of(row)) for k in alike):
            kept.append(row)
    return kept


def key_of(row: Row) -> Key:
    return row["agency"], subject_of(row), row["scope"], way_of(row)


def result(
    verdict: str,
    arithmetic: str,
    row: Row,
    ids: list[str],
    stated: Interval = NOTHING,
    implied: Interval = NOTHING,
    **more: Any,
) -> Row:
    """A row of Checks but for the check's name."""
    apart = relative_gap(stated, implied) if verdict == "disagrees" else 0.0
    return {
        "verdict": verdict, "arithmetic": arithmetic, "agency": row["agency"], "event": row.get("event"),
        "subject": subject_of(row), "metric": row["metric"], "scope": row["scope"],
        "period_start": row["period_start"], "period_end": row["period_end"],
        "stated_low": stated.low, "stated_high": stated.high, "implied_low": implied.low, "implied_high": implied.high,
        "gap": apart, "differs": [], "claim_ids": list(dict.fromkeys(ids)),
    } | more  # fmt: skip


def told_once(rows: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """(the first telling, the others) of each change or share: what several reports tell of one time is one statement."""
    alike: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        fields = (row["kind"], row["unit"], row["base"], row["period_start"], row["period_end"], row["note"])
        alike[(*key_of(row), counting_of(row), *fields, signed(row))].append(row)
    for first, *others in alike.values():
        yield first, others


def with_tellings(row: Row, others: list[Row]) -> Row:
    """A row of Checks with the other tellings of what it checks behind the claims it rests on."""
    if not others:
        return row
    line = f"{row['arithmetic']} (told {len(others) + 1} times)"
    return row | {"arithmetic": line, "claim_ids": [*row["claim_ids"], *(o["claim_id"] for o in others)]}


def verdict_of(stated: Interval, implied: Interval) -> str:
    meet = overlap(stated, implied)
    return "cannot_tell" if meet is None else "agrees" if meet else "disagrees"


def signed(row: Row) -> Interval:
    """The bounds of a change with its sign: 'down 30 percent' is (-35, -25)."""
    return negated(bounds_of(row)) if row["direction"] == "down" else bounds_of(row)


def said(row: Row) -> str:
    """A figure in a line of arithmetic: its value, or its bounds where the words leave room."""
    plain = str(row["modifier"]) == "exact" and row["value"] is not None
    shown = figure(row["value"]) if plain else f"({text(bounds_of(row))})"
    return f"{shown} ({row['parts']})" if row.get("parts") else shown
