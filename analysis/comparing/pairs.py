"""Two figures that are alike in all but one thing: told by two outlets, in two languages, in two briefings, a year apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any

import polars as pl

from ..codebook import codebook, label, words
from ..errors import LexiconError, did_you_mean
from ..language.calendar import days, years_earlier
from ..language.calendar import name as period_name
from ..language.units import is_measured
from ..schema import Comparisons, frame
from .intervals import NOTHING, Interval, difference, divided, overlap, percent_change
from .series import LEVELS, additive, bounds_of, counted, counting_of

ACROSS = ("outlet", "language", "briefing", "year")
FIGURES = ("level", "rate", "change", "share", "rank")
CAPS = ("at_most", "less_than")

Row = dict[str, Any]


def compare(table: pl.DataFrame, *, across: str) -> pl.DataFrame:
    """Claims or a series => a row per pair of figures that differ in one thing (columns: `tables.Comparisons`).

    `across`: "outlet" and "language" pair what one event's reports tell of one figure; "briefing" pairs what was told
    of one period again later; "year" pairs like periods a year apart and wants a series (`to_series(claims, keep=...)`).
    Differences are intervals; `comparability` says whether the pair may be compared at all, `reason` why.

    >>> an.compare(claims, across="briefing")["verdict"].cast(pl.String).value_counts().sort("verdict").rows()
    [('agrees', 6), ('disagrees', 1)]
    """
    if across not in ACROSS:
        raise LexiconError(f"no comparison across {across!r}{did_you_mean(across, ACROSS)}")
    if across == "year":
        if "claim_ids" not in table.columns:
            raise LexiconError('compare(across="year") wants a series; make one: to_series(claims, keep="last")')
        rows = list(_across_years(table))
    elif "claim_id" not in table.columns:
        raise LexiconError(f'compare(across="{across}") wants claims, not a series; give what find_claims returned')
    else:
        rows = list(
            {"outlet": _across_tellers, "language": _across_tellers, "briefing": _across_briefings}[across](
                table, across
            )
        )
    return frame(Comparisons, rows)


# ---- years -----------------------------------------------------------------------------------------------------


def _across_years(series: pl.DataFrame) -> Iterator[Row]:
    """Each figure against the like period of the year before; else against the nearest like thing that year has."""
    told = series.filter(pl.col("derived").not_()).to_dicts()
    groups = {k: list(rows) for k, rows in groupby(sorted(told, key=_agency_key), key=_agency_key)}
    for (agency, metric, scope), rows in groups.items():
        whole = codebook().metrics[metric].part_of if metric in codebook().metrics else None
        wider = groups.get((agency, whole or "", scope), [])
        for row in sorted(rows, key=lambda r: (r["period_start"], r["period_end"], str(r["unit"]))):
            if found := _a_year_before(row, rows, wider):
                before, comparability, reason = found
                yield pair_row("year", before, row, _year(before), _year(row), comparability, reason)


def _year(row: Row) -> str:
    return str(row["period"])


def _a_year_before(row: Row, rows: list[Row], wider: list[Row]) -> tuple[Row, str, str] | None:
    """The figure to compare with, its comparability and the reason."""
    period = (row["period_start"], row["period_end"])
    like = years_earlier(period)
    same = [r for r in rows if (r["period_start"], r["period_end"]) == like]
    best = next((r for r in same if r["unit"] == row["unit"]), same[0] if same else None)
    if best:
        return (best, *_counted_alike(best, row))
    of_whole = [r for r in wider if (r["period_start"], r["period_end"]) == like and r["unit"] == row["unit"]]
    if of_whole:
        reason = f"{label(of_whole[0]['metric'])} a year before, of which {label(row['metric'])} is a part"
        return of_whole[0], "different_counting", reason
    near = [r for r in rows if r["unit"] == row["unit"] and _year_to_date_alike(r, row, like)]
    if near and "/" not in (row["unit"] or ""):
        best = min(near, key=lambda r: abs((r["period_end"] - like[1]).days))
        return best, "different_length", f"{best['days']} days against {row['days']}: the rates per day are comparable"
    return None


def _year_to_date_alike(before: Row, row: Row, like: tuple[date, date]) -> bool:
    """Do both begin on the same day of their years and last less than a year, neither twice as long as the other?"""
    begin = (
        before["period_start"] == like[0]
        and before["period_end"].year == like[1].year
        and before["period_end"] != like[1]
    )
    return (
        begin
        and max(before["days"], row["days"]) < 365
        and max(before["days"], row["days"]) <= 2 * min(before["days"], row["days"])
    )


def _counted_alike(a: Row, b: Row) -> tuple[str, str]:
    """Are two figures of one metric counted alike? Units and nouns may drift."""
    if a["unit"] != b["unit"]:
        return "different_counting", f"{a['unit']} against {b['unit']}"
    if a["counting"] and b["counting"] and a["counting"] != b["counting"]:
        return "different_counting", f"the noun drifts: {words(a['counting'])} against {words(b['counting'])}"
    return "like_for_like", "same metric, unit, scope and length, a year apart"


# ---- outlets and languages -------------------------------------------------------------------------------------


def _across_tellers(claims: pl.DataFrame, across: str) -> Iterator[Row]:
    """What the reports of one event tell of one figure, each against the report that tells it most exactly."""
    column = "publisher" if across == "outlet" else "language"
    figures = claims.filter(
        pl.col("kind").cast(pl.String).is_in(FIGURES),
        pl.col("metric").is_not_null(),
        pl.col("event").is_not_null(),
    )
    rows = sorted((dict(r) for r in figures.iter_rows(named=True)), key=_event_key)
    for _, group in groupby(rows, key=_event_key):
        for first, others in facts(list(group)):
            seen = {first[column]}
            for other in others:
                if other[column] in seen:
                    continue
                seen.add(other[column])
                yield told_twice(across, first, other, str(first[column]), str(other[column]))


def _fact_key(row: Row) -> tuple[str, ...]:
    return tuple(str(row[k]) for k in ("agency", "metric", "kind", "unit", "scope", "period_start", "period_end"))


def _agency_key(row: Row) -> tuple[str, ...]:
    return str(row["agency"]), row["metric"], str(row["scope"])


def _event_key(row: Row) -> tuple[str, ...]:
    way = row["direction"] if row["kind"] == "change" else ""
    return tuple(str(v) for v in (row["event"], row["agency"], row["metric"], row["kind"], row["scope"], way))


def facts(rows: list[Row]) -> list[tuple[Row, list[Row]]]:
    """Sort claims into facts: what tells one figure, the most exact first. A figure of the same period that cannot be
    the same, or the same figure of another period, joins the fact it must be meant for."""
    ordered = sorted(rows, key=lambda r: (_looseness(r), r["in_headline"], str(r["date"]), r["claim_id"]))
    found: list[tuple[Row, list[Row]]] = []
    for row in ordered:
        home = _home(row, found)
        if home is None:
            found.append((row, []))
        else:
            home.append(row)
    return found


def _looseness(row: Row) -> float:
    width = bounds_of(row).width
    return width / abs(row["value"]) if row["value"] else width


def _home(row: Row, found: list[tuple[Row, list[Row]]]) -> list[Row] | None:
    same_time = [(a, others) for a, others in found if _dates(a) == _dates(row)]
    for first, others in same_time:
        if overlap(bounds_of(first), bounds_of(row)) is not False and _same_base(first, row):
            return others
    for first, others in found:
        if overlap(bounds_of(first), bounds_of(row)) and _close(first, row) and first["unit"] == row["unit"]:
            return others  # the same figure, told of another time or against another base
    for first, others in same_time:
        apart = first["briefing_id"] != row["briefing_id"] and first["briefing_id"] not in {
            o["briefing_id"] for o in others
        }
        alone = not any(o["briefing_id"] == row["briefing_id"] for o in others)
        counts = first["unit"] == row["unit"] or (row["kind"] == "level" and not is_measured(row["unit"]))
        if apart and alone and counts and _same_base(first, row):
            return others
    return None


def _dates(row: Row) -> tuple[date | None, date | None]:
    return row["period_start"], row["period_end"]


def _close(a: Row, b: Row) -> bool:
    """Are two figures so near each other that one must be the other, rounded?"""
    return (
        a["value"] is not None
        and b["value"] is not None
        and abs(a["value"] - b["value"]) <= max(a["step"] or 0, b["step"] or 0)
    )


def _same_base(a: Row, b: Row) -> bool:
    """A change against the same period and one against the year before are one thing where the period is a year."""
    bases = {a["base"], b["base"]} - {None}
    yearly = str(a["period_kind"]) == str(b["period_kind"]) == "year"
    return len(bases) < 2 or (yearly and bases == {"same_period_last_year", "previous_year"})


def told_twice(across: str, a: Row, b: Row, name_a: str, name_b: str) -> Row:
    """The row for one figure told twice: which fields differ, and whether both can be right."""
    differs = list(_differences(a, b))
    serious = [
        field
        for field in differs
        if field not in ("modifier", "counted", "unit") or (field == "modifier" and _caps(a, b))
    ]
    counting_a, counting_b = counting_of(a), counting_of(b)
    drift = bool(counting_a and counting_b and counting_a != counting_b)
    serious += ["counted"] if drift and "counted" not in serious else []
    differs += ["counted"] if drift and "counted" not in differs else []
    comparability, reason = "like_for_like", "one figure of one event"
    if a["unit"] != b["unit"]:
        comparability, reason = "different_counting", f"{a['unit']} against {b['unit']}"
    elif drift:
        comparability, reason = (
            "different_counting",
            f"the noun drifts: {words(counting_a)} against {words(counting_b)}",
        )
    elif "period" in differs:
        comparability = "different_length" if _length(a) != _length(b) else "not_comparable"
        reason = f"{_period(a)} against {_period(b)}"
    row = pair_row(across, a, b, name_a, name_b, comparability, reason)
    return row | {
        "differs": differs,
        "verdict": "disagrees" if serious else "agrees",
        "event": a["event"] if a["event"] == b["event"] else None,
    }


def _differences(a: Row, b: Row) -> Iterator[str]:
    if overlap(bounds_of(a), bounds_of(b)) is False:
        yield "value"
    if str(a["modifier"]) != str(b["modifier"]):
        yield "modifier"
    if a["unit"] != b["unit"]:
        yield "unit"
    flow = additive(a["metric"], a["unit"]) or a["kind"] in ("change", "share")
    if flow and _dates(a) != _dates(b) and None not in (*_dates(a), *_dates(b)):
        yield "period"
    if not _same_base(a, b):
        yield "base"
    if a["direction"] != b["direction"] and a["kind"] == b["kind"] == "change":
        yield "direction"


def _caps(a: Row, b: Row) -> bool:
    """'Up to 248 percent' is no way to tell 'up 248 percent': a cap on one side only."""
    return (str(a["modifier"]) in CAPS) != (str(b["modifier"]) in CAPS) and a["value"] == b["value"]


def _length(row: Row) -> int | None:
    first, last = _dates(row)
    return days((first, last)) if first and last else None


def _period(row: Row) -> str:
    first, last = _dates(row)
    return period_name((first, last)) if first and last else "no period"


# ---- briefings -------------------------------------------------------------------------------------------------


def _across_briefings(claims: pl.DataFrame, across: str) -> Iterator[Row]:
    """One period's figure, told at one event and again at a later one: a revision, where both cannot be right."""
    figures = claims.filter(
        pl.col("kind").cast(pl.String).is_in((*LEVELS, "share")),
        counted(),
        pl.col("metric").is_not_null(),
        pl.col("period_end").is_not_null(),
    )

    rows = sorted((dict(r) for r in figures.iter_rows(named=True)), key=_fact_key)
    for _, group in groupby(rows, key=_fact_key):
        best: dict[str, Row] = {}
        for row in sorted(group, key=lambda r: (_looseness(r), r["in_headline"], r["claim_id"])):
            best.setdefault(row["event"] or row["briefing_id"], row)
        told = sorted(best.values(), key=lambda r: (str(r["date"]), r["briefing_id"]))
        for earlier, later in pairwise(told):
            yield told_twice(across, earlier, later, earlier["briefing_id"], later["briefing_id"])


# ---- the row ---------------------------------------------------------------------------------------------------


def pair_row(across: str, a: Row, b: Row, name_a: str, name_b: str, comparability: str, reason: str) -> Row:
    """A row of Comparisons for two claims or two rows of a series."""
    first, second = bounds_of(a), bounds_of(b)
    moved, percent = difference(second, first), percent_change(second, first)
    if a["kind"] != b["kind"] or (a["unit"] != b["unit"] and comparability == "not_comparable"):
        moved = percent = NOTHING
    if a["unit"] in ("percent", "percentage_point"):
        percent = NOTHING  # a percentage of percentages helps nobody; the difference is in points
    daily_a, daily_b = _daily(a, first), _daily(b, second)
    if comparability == "different_length" and across == "year":
        percent = percent_change(daily_b, daily_a)
        moved = NOTHING
    way = None
    told = percent if percent != NOTHING else moved
    if told.low is not None and told.low > 0:
        way = "up"
    elif told.high is not None and told.high < 0:
        way = "down"
    elif told.low == told.high == 0:
        way = "level"
    return {
        "across": across, "agency": a["agency"], "event": a.get("event") if a.get("event") == b.get("event") else None,
        "metric": b["metric"], "kind": b["kind"], "scope": b["scope"], "a": name_a, "b": name_b,
        "period_a": _period(a), "period_b": _period(b), "start_a": a["period_start"], "end_a": a["period_end"], "start_b": b["period_start"], "end_b": b["period_end"], "unit_a": a["unit"], "unit_b": b["unit"], "raw_a": a["raw"], "raw_b": b["raw"],
        "low_a": first.low, "high_a": first.high, "low_b": second.low, "high_b": second.high,
        "difference_low": moved.low, "difference_high": moved.high, "percent_low": percent.low, "percent_high": percent.high,
        "per_day_low_a": daily_a.low, "per_day_high_a": daily_a.high, "per_day_low_b": daily_b.low, "per_day_high_b": daily_b.high,
        "direction": way, "differs": [], "comparability": comparability, "reason": reason,
        "verdict": "cannot_tell" if way is None and across == "year" else "agrees", "claim_ids": [*_ids(a), *_ids(b)],
    }  # fmt: skip


def _daily(row: Row, bounds: Interval) -> Interval:
    length = _length(row)
    return divided(bounds, length) if row["kind"] == "level" and length else NOTHING


def _ids(row: Row) -> list[str]:
    return list(row["claim_ids"]) if "claim_ids" in row else [row["claim_id"]]
