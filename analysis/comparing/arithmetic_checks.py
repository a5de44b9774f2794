"""Checks by arithmetic: a change against its levels, a running total, a share against its parts."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ..codebook import codebook, words
from ..language.agencies import agency_place
from ..language.calendar import base_period
from ..language.calendar import name as period_name
from ..language.units import is_measured
from .claim_index import (
    ClaimIndex,
    Dates,
    Key,
    Row,
    ids_of,
    key_of,
    result,
    said,
    signed,
    told_once,
    verdict_of,
    with_tellings,
)
from .intervals import (
    NOTHING,
    Interval,
    bounds_of,
    difference,
    divided,
    less,
    overlap,
    percent_change,
    percent_of,
    text,
    told_digits,
)
from .subjects import additive, broken, counted_alike, counting_of, drift, specific, units_against

# ---- a stated change against the two levels -----------------------------------------------------------------------


def changes(index: ClaimIndex) -> Iterator[Row]:
    """Every stated change, and every level told as a percentage of another year's, against the two levels; one that
    several reports tell is one."""
    stated = [
        r for r in index.counted if specific(r) and bounds_of(r) != NOTHING and (r["kind"] == "change" or _ratio(r))
    ]
    for row, others in told_once(stated):
        yield with_tellings(_change(index, row, _ratio(row)), others)


def _ratio(row: Row) -> bool:
    return row["kind"] == "share" and str(row["base"] or "").startswith("same_period_of:")


def _change(index: ClaimIndex, row: Row, ratio: bool) -> Row:
    """Find the two levels and hold the change against what they imply; any pair of levels that fits will do."""
    stated, ids = signed(row), [row["claim_id"]]
    told = f"stated {_stated(row, stated, ratio)}"
    period = (row["period_start"], row["period_end"])
    before = base_period(period, row["base"]) if None not in period else None
    if before is None:
        return result("cannot_tell", f"{told}; {_undated(row)}", row, ids, stated)
    if changed := broken(row["metric"], before[0], period[0]):
        why = f"counted otherwise from {changed}, as the codebook tells: no figure stated before is its base"
        return result("cannot_tell", f"{told}; {why}", row, ids, stated)
    now, then = _levels(index, row, period), _levels(index, row, before)
    pairs = [(a, b) for a in now for b in then if a["kind"] == b["kind"]]
    if not pairs:
        lacking = " or ".join(period_name(p) for p, found in ((period, now), (before, then)) if not found)
        why = f"no level is known for {lacking}" if lacking else "its levels are not of one kind"
        return result("cannot_tell", f"{told}; {why}", row, ids, stated)
    alike = [(a, b) for a, b in pairs if a["unit"] == b["unit"] and counted_alike(counting_of(a), counting_of(b))]
    tried = [_implied(row, a, b, ratio) for a, b in alike or pairs]
    implied, reckoning, used = next((t for t in tried if verdict_of(stated, t[0]) == "agrees"), tried[0])
    verdict, remark = _judged(row, stated, implied, None if alike else pairs[0])
    return result(verdict, f"{reckoning}; {told}{remark}", row, ids + used, stated, implied)


def _stated(row: Row, stated: Interval, ratio: bool) -> str:
    """A change in the digits that were said: '-19.1 percent'; its bounds where the words leave room."""
    said_exactly = str(row["modifier"]) == "exact" and row["value"] is not None
    value = -row["value"] if said_exactly and row["direction"] == "down" else row["value"]
    return text(Interval(value, value) if said_exactly else stated, words(row["unit"]), signed=not ratio)


def _undated(row: Row) -> str:
    if row["period_start"] is None or row["period_end"] is None:
        return "no period is named"
    return "no base is named" if row["base"] is None else "its base has no dates here"


def _levels(index: ClaimIndex, row: Row, period: Dates) -> list[Row]:
    """The levels of a change's subject in a period: flows, else daily averages, else a stock."""
    agency, subject, scope, way = key_of(row)
    for kind in dict.fromkeys((way, "flow", "rate", "stock")):
        if found := index.levels_or_sums((agency, subject, scope, kind), period):
            return found
    return []


def _judged(row: Row, stated: Interval, implied: Interval, unlike: tuple[Row, Row] | None) -> tuple[str, str]:
    """(verdict, remark): what else the words may mean is allowed for before a change is said to disagree."""
    verdict = verdict_of(stated, implied)
    if verdict != "disagrees":
        return verdict, ""
    if (row["note"] or "").startswith("ambiguous"):
        other = Interval(less(stated.low, 100), less(stated.high, 100))  # 'times more' meant as 'times as many'
        if overlap(other, implied):
            return "agrees", f", which fits if it means {text(other, 'percent', signed=True)}"
    if row["base"] == "previous_year" and str(row["period_kind"]) != "year":
        return "cannot_tell", "; 'last year' may be the whole year before"
    if unlike:
        return "cannot_tell", f"; the two levels are not counted alike ({_how_counted(*unlike)})"
    return verdict, ""


def _how_counted(a: Row, b: Row) -> str:
    if a["unit"] != b["unit"]:
        return units_against(a, b)
    return drift(counting_of(a), counting_of(b))


def _implied(row: Row, now: Row, then: Row, ratio: bool) -> tuple[Interval, str, list[str]]:
    a, b = bounds_of(now), bounds_of(then)
    used = [*ids_of(now), *ids_of(then)]
    if row["unit"] not in ("percent", "multiple"):
        implied = difference(a, b)
        return implied, f"{said(now)} - {said(then)} = {text(implied, words(now['unit']), signed=True)}", used
    if ratio:
        implied = percent_of(a, b)
        return implied, f"{said(now)} / {said(then)} = {text(told_digits(implied), 'percent')}", used
    implied = percent_change(a, b)
    return implied, f"{said(now)} / {said(then)} - 1 = {text(told_digits(implied), 'percent', signed=True)}", used


# ---- a running total ------------------------------------------------------------------------------------------------

LEAP = 5  # times the pace before: no total of the corpus that is told consistently quickens so much
STEADY = 2  # a total can hardly fail to grow: that it fits is said only where its pace neither doubles nor halves


def running_totals(index: ClaimIndex) -> Iterator[Row]:
    """Totals of one beginning, each against the one before: it cannot fall, and its pace must not leap."""
    groups: dict[tuple[Key, str, str, date], list[tuple[date, list[Row]]]] = defaultdict(list)
    for (key, period), rows in index.levels.items():
        for unit, counting in sorted({(str(r["unit"]), str(counting_of(r))) for r in rows}):
            if additive(rows[0]["metric"], unit, key[3]):
                campaign = (period[0].month, period[0].day) != (1, 1)  # several agencies run one and each may sum it up
                teller = agency_place(key[0]) if campaign else key[0]
                told = [r for r in rows if (str(r["unit"]), str(counting_of(r))) == (unit, counting)]
                groups[((teller, *key[1:]), unit, counting, period[0])].append((period[1], told))
    for totals in groups.values():
        totals.sort(key=lambda t: t[0])
        for (_, earlier), (_, later) in itertools.pairwise(totals):
            if (row := _grown(earlier, later)) is not None:
                yield row


def _grown(earlier: list[Row], later: list[Row]) -> Row | None:
    """Growing alone can hardly fail: it agrees only where its pace stays alike; the same figure again is no row."""
    pairs = [(a, b) for a in earlier for b in later]
    a, b = next(((a, b) for a, b in pairs if may_grow(a, b) is True), pairs[0])
    if bounds_of(a) == bounds_of(b):
        return None
    fits, paces = may_grow(a, b), _paces(a, b)
    line = f"{said(a)} by {a['period_end']}, {said(b)} by {b['period_end']}, both from {a['period_start']}"
    line += f" ({a['agency']}, {b['agency']})" if a["agency"] != b["agency"] else ""
    ids = [a["claim_id"], b["claim_id"]]
    if not fits:
        return result("cannot_tell" if fits is None else "disagrees", line, b, ids, bounds_of(b), bounds_of(a))
    if paces is None:
        return result("cannot_tell", f"{line}; the pace cannot be compared", b, ids, bounds_of(b), bounds_of(a))
    before, after = paces
    if before.high is not None and after.low is not None and 0 < before.high * LEAP < after.low:
        if a["agency"] != b["agency"]:
            return result("cannot_tell", f"{line}: two agencies may not count the same", b, ids, after, before)
        return result("disagrees", f"{line}: {_pace(before)} a day, then {_pace(after)} a day", b, ids, after, before)
    steady = overlap(Interval(before.low and before.low / STEADY, before.high and before.high * STEADY), after)
    if steady is not True:
        line += f": {_pace(before)} a day, then {_pace(after)} a day, which growing alone does not tell against"
        return result("cannot_tell", line, b, ids, after, before)
    return result("agrees", line, b, ids, bounds_of(b), bounds_of(a))


def _pace(daily: Interval) -> str:
    return text(told_digits(daily))


def _paces(a: Row, b: Row) -> tuple[Interval, Interval] | None:
    """What a running total comes to per day up to its first figure and from there to the second, where both are long."""
    length, more = (a["period_end"] - a["period_start"]).days + 1, (b["period_end"] - a["period_end"]).days
    if length < 60 or more < 7 or is_measured(a["unit"]):
        return None  # goods come in lumps: one haul may be worth as much as a quarter's
    return divided(bounds_of(a), length), divided(difference(bounds_of(b), bounds_of(a)), more)


def may_grow(a: Row, b: Row) -> bool | None:
    """Can the second figure be at least the first? None where an end without a bound leaves it untold."""
    low, high = bounds_of(a).low, bounds_of(b).high
    return None if low is None or high is None else bool(high >= low)


# ---- a share against its parts ----------------------------------------------------------------------------------------


def shares(index: ClaimIndex) -> Iterator[Row]:
    """Shares whose part and whole the codebook names, and shares of a place in the whole of its subject."""
    book = codebook().metrics
    stated: list[tuple[Row, tuple[Key, Key]]] = []
    for row in index.counted:
        entry = book.get(row["metric"] or "")
        period = (row["period_start"], row["period_end"])
        if row["kind"] != "share" or entry is None or None in period or row["base"]:
            continue
        part = entry.share_of
        whole = book[part].part_of or book[part].adds_up_to if part in book else None
        if part and whole:
            keys = ((row["agency"], part, row["scope"], "flow"), (row["agency"], whole, row["scope"], "flow"))
        elif part is None and row["scope"] is not None and additive(entry.metric, entry.units[0]):
            keys = ((row["agency"], entry.metric, row["scope"], "flow"), (row["agency"], entry.metric, None, "flow"))
        else:
            continue
        stated.append((row, keys))
    keys_of = {row["claim_id"]: keys for row, keys in stated}
    for row, others in told_once([row for row, _ in stated]):
        period = (row["period_start"], row["period_end"])
        found = (index.levels_for(key, period) for key in keys_of[row["claim_id"]])
        yield with_tellings(_share(row, *found), others)


def _share(row: Row, parts: list[Row], wholes: list[Row]) -> Row:
    stated = bounds_of(row)
    pairs = [(a, b) for a in parts for b in wholes]
    if not pairs:
        line = f"stated {text(stated, 'percent')}; the part or the whole is not known"
        return result("cannot_tell", line, row, [row["claim_id"]], stated)
    tried = [(percent_of(bounds_of(a), bounds_of(b)), a, b) for a, b in pairs]
    implied, a, b = next((t for t in tried if verdict_of(stated, t[0]) == "agrees"), tried[0])
    line = f"{said(a)} / {said(b)} = {text(told_digits(implied), 'percent')}; stated {_stated(row, stated, ratio=True)}"
    ids = [row["claim_id"], a["claim_id"], b["claim_id"]]
    return result(verdict_of(stated, implied), line, row, ids, stated, implied)
