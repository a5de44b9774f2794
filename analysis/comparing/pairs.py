"""Two figures that are alike in all but one thing: told by two outlets, in two languages, in two briefings, a year apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import polars as pl

from ..errors import LexiconError, did_you_mean
from ..schema import Comparisons, frame
from .intervals import NOTHING, Interval, bounds_of, difference, divided, percent_change
from .retellings import comparability, dates, facts, groups, judged, looseness, period_said
from .subjects import LEVELS, counted, counting_of, event_of, named, subject_of, way_of

ACROSS = ("outlet", "language", "briefing", "year")

Row = dict[str, Any]


def compare(table: pl.DataFrame, *, across: str, contested: bool = False) -> pl.DataFrame:
    """Claims or a series => a row per pair of figures that differ in one thing (columns: `schema.Comparisons`).

    `across`: "outlet" and "language" pair what one event's reports tell of one figure; "briefing" pairs what was told
    of one period again later; "year" pairs like periods a year apart and wants a series (`to_series(claims, keep=...)`),
    from which contested figures are left out unless `contested=True`. Differences are intervals; `comparability` says
    whether the pair may be compared at all, `reason` why; a value told alike under another noun, base, period, scope,
    unit or direction is `told_differently`.

    >>> an.compare(claims, across="briefing").columns[:2]
    ['across', 'agency']
    """
    from .years import across_years

    if across not in ACROSS:
        raise LexiconError(f"no comparison across {across!r}{did_you_mean(across, ACROSS)}")
    if across == "year":
        if "claim_ids" not in table.columns:
            raise LexiconError('compare(across="year") wants a series; make one: to_series(claims, keep="last")')
        return frame(Comparisons, list(across_years(table, contested=contested)))
    if "claim_id" not in table.columns:
        raise LexiconError(f'compare(across="{across}") wants claims, not a series; give what find_claims returned')
    rows = _across_briefings(table) if across == "briefing" else _across_tellers(table, across)
    return frame(Comparisons, list(rows))


def _across_tellers(claims: pl.DataFrame, across: str) -> Iterator[Row]:
    """What the reports of one event tell of one figure, each against the report that tells it most exactly."""
    column = "publisher" if across == "outlet" else "language"
    for rows in groups(claims):
        for fact in facts(rows):
            seen = {fact.first[column]}
            for other in fact.others:
                if other[column] not in seen:
                    seen.add(other[column])
                    yield told_twice(across, fact.first, other, str(fact.first[column]), str(other[column]))


def told_twice(across: str, a: Row, b: Row, name_a: str, name_b: str) -> Row:
    """The row for one figure told twice: which fields differ, and whether both can be right."""
    differs, verdict = judged(a, b)
    row = pair_row(across, a, b, name_a, name_b, *comparability(a, b, differs))
    return row | {"differs": differs, "verdict": verdict}


def _across_briefings(claims: pl.DataFrame) -> Iterator[Row]:
    """One period's figure, told at one event and again at a later one: a revision, where both cannot be right."""
    figures = claims.filter(
        pl.col("kind").cast(pl.String).is_in((*LEVELS, "share")), counted(), named(), pl.col("period_end").is_not_null()
    )
    places: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in sorted(figures.to_dicts(), key=lambda r: (looseness(r), r["in_headline"], r["claim_id"])):
        key = (row["agency"], subject_of(row), counting_of(row), row["kind"], row["unit"], row["scope"], way_of(row))
        place = tuple(str(v) for v in (*key, *dates(row), row["base"]))
        places.setdefault(place, {}).setdefault(event_of(row), row)
    for place in sorted(places):
        told = sorted(places[place].values(), key=lambda r: (str(r["date"]), r["briefing_id"]))
        for earlier, later in pairwise(told):
            yield told_twice("briefing", earlier, later, earlier["briefing_id"], later["briefing_id"])


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
        "subject": b.get("subject") or subject_of(b), "metric": b["metric"], "kind": b["kind"], "scope": b["scope"], "a": name_a, "b": name_b,
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
