"""The row of a comparison: two figures, the interval between them, and whether it may be formed at all."""

from __future__ import annotations

from typing import Any

from .intervals import NOTHING, Interval, bounds_of, difference, divided, percent_change
from .retellings import dates, period_said
from .subjects import counting_of, subject_of

Row = dict[str, Any]


def pair_row(across: str, a: Row, b: Row, name_a: str, name_b: str, alike: str, reason: str) -> Row:
    """A row of Comparisons for two claims or two rows of a series."""
    first, second = bounds_of(a), bounds_of(b)
    daily_a, daily_b = _daily(a, first), _daily(b, second)
    moved, percent = _moved(a, b, alike)
    if alike == "different_length" and across == "year":
        moved, percent = NOTHING, percent_change(daily_b, daily_a)
    way = direction(percent if percent != NOTHING else moved)
    return {
        "across": across, "agency": a["agency"], "event": a.get("event") if a.get("event") == b.get("event") else None,
        "subject": b.get("subject") or subject_of(b), "metric": b["metric"], "kind": b["kind"],
        "counting": b["counting"] if "counting" in b else counting_of(b), "scope": b["scope"], "a": name_a, "b": name_b,
        "period_a": period_said(a), "period_b": period_said(b), "start_a": a["period_start"], "end_a": a["period_end"],
        "start_b": b["period_start"], "end_b": b["period_end"], "unit_a": a["unit"], "unit_b": b["unit"], "raw_a": a["raw"], "raw_b": b["raw"],
        "low_a": first.low, "high_a": first.high, "low_b": second.low, "high_b": second.high,
        "difference_low": moved.low, "difference_high": moved.high, "percent_low": percent.low, "percent_high": percent.high,
        "per_day_low_a": daily_a.low, "per_day_high_a": daily_a.high, "per_day_low_b": daily_b.low, "per_day_high_b": daily_b.high,
        "direction": way, "differs": [], "comparability": alike, "reason": reason,
        "verdict": "cannot_tell" if way is None and across == "year" else "agrees", "claim_ids": [*_ids(a), *_ids(b)],
    }  # fmt: skip


def _moved(a: Row, b: Row, alike: str) -> tuple[Interval, Interval]:
    """(difference, percent change) from a to b; nothing between unlike kinds, units or countings."""
    first, second = bounds_of(a), bounds_of(b)
    if a["kind"] != b["kind"] or alike in ("not_comparable", "different_counting", "different_scope"):
        return NOTHING, NOTHING
    moved, percent = difference(second, first), percent_change(second, first)
    # a percentage of percentages helps nobody; the difference is in points
    return moved, NOTHING if a["unit"] in ("percent", "percentage_point") else percent


def direction(change: Interval) -> str | None:
    """up, down or level where the bounds tell; None where they do not."""
    if change.low is not None and (change.low > 0 or (change.low == 0 and change.low_open)):
        return "up"
    if change.high is not None and (change.high < 0 or (change.high == 0 and change.high_open)):
        return "down"
    return "level" if change.low == change.high == 0 else None


def _daily(row: Row, bounds: Interval) -> Interval:
    first, last = dates(row)
    return divided(bounds, (last - first).days + 1) if row["kind"] == "level" and first and last else NOTHING


def _ids(row: Row) -> list[str]:
    return list(row["claim_ids"]) if "claim_ids" in row else [row["claim_id"]]
