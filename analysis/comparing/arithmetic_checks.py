"""Checks by arithmetic: a change against its levels, a running total, parts and wholes, nested periods, a share."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ..codebook import codebook, label, words
from ..language.calendar import base_period, tilings
from ..language.calendar import name as period_name
from ..language.units import is_measured
from ..language.agencies import agency_place
from .claim_index import Dates, Key, Row, Told, key_of, result, said, signed, verdict_of
from .intervals import (
    NOTHING,
    Interval,
    difference,
    divided,
    less,
    overlap,
    percent_change,
    percent_of,
    text,
    total,
)
from .series import additive, bounds_of, counting_of

# ---- 1. a stated change against the two levels ------------------------------------------------------------------


def changes(told: Told) -> Iterator[Row]:
    for row in told.counted:
        ratio = row["kind"] == "share" and str(row["base"] or "").startswith("same_period_of:")
        if row["metric"] is None or not (row["kind"] == "change" or ratio) or bounds_of(row) == NOTHING:
            continue
        yield _change(told, row, ratio)


def _change(told: Told, row: Row, ratio: bool) -> Row:
    """Find the two levels and hold the change against what they imply; any pair of levels that fits will do."""
    stated, ids = signed(row), [row["claim_id"]]
    said = f"stated {text(stated, words(row['unit']), signed=not ratio)}"
    period = (row["period_start"], row["period_end"])
    before = base_period(period, row["base"]) if None not in period else None
    if before is None:
        why = (
            "no period is named"
            if None in period
            else "no base is named"
            if row["base"] is None
            else "its base has no dates here"
        )
        return result("cannot_tell", f"{said}; {why}", row, ids, stated)
    now, then = told.level(key_of(row), period), told.level(key_of(row), before)
    pairs = [(a, b) for a in now for b in then if a["kind"] == b["kind"]]
    if not pairs:
        lacking = " or ".join(period_name(p) for p, found in ((period, now), (before, then)) if not found)
        return result("cannot_tell", f"{said}; no level is known for {lacking}", row, ids, stated)
    alike = [(a, b) for a, b in pairs if a["unit"] == b["unit"] and not _drift(a, b)]
    tried = [_implied(row, a, b, ratio) for a, b in alike or pairs]
    best = next((t for t in tried if verdict_of(stated, t[0]) == "agrees"), tried[0])
    implied, reckoning, used = best
    verdict, line = verdict_of(stated, implied), f"{reckoning}; {said}"
    if verdict == "disagrees" and (row["note"] or "").startswith("ambiguous"):
        other = Interval(less(stated.low, 100), less(stated.high, 100))  # 'times more' meant as 'times as many'
        if overlap(other, implied):
            verdict, line = "agrees", f"{line}, which fits if it means {text(other, 'percent', signed=True)}"
    if verdict == "disagrees" and not alike:
        verdict, line = "cannot_tell", f"{line}; the two levels are not counted alike ({_how_counted(*pairs[0])})"
    return result(verdict, line, row, ids + used, stated, implied)


def _drift(a: Row, b: Row) -> bool:
    """Are two levels of one metric counted by nouns that the codebook tells apart?"""
    ways = (counting_of(a), counting_of(b))
    return None not in ways and ways[0] != ways[1]


def _how_counted(a: Row, b: Row) -> str:
    if a["unit"] != b["unit"]:
        return f"{a['unit']} against {b['unit']}"
    return f"{words(counting_of(a))} against {words(counting_of(b))}"


def _implied(row: Row, now: Row, then: Row, ratio: bool) -> tuple[Interval, str, list[str]]:
    a, b = bounds_of(now), bounds_of(then)
    used = [now["claim_id"], then["claim_id"]]
    if row["unit"] not in ("percent", "multiple"):
        implied = difference(a, b)
        return implied, f"{said(now)} - {said(then)} = {text(implied, words(now['unit']), signed=True)}", used
    if ratio:
        implied = percent_of(a, b)
        return implied, f"{said(now)} / {said(then)} = {text(implied, 'percent')}", used
    implied = percent_change(a, b)
    return implied, f"{said(now)} / {said(then)} - 1 = {text(implied, 'percent', signed=True)}", used


# ---- 2. a running total that falls -----------------------------------------------------------------------------


def running_totals(told: Told) -> Iterator[Row]:
    groups: dict[tuple[Key, str | None, date], list[tuple[date, list[Row]]]] = defaultdict(list)
    for (key, period), rows in told.levels.items():
        for unit in sorted({str(r["unit"]) for r in rows}):
            if additive(key[1], unit):
                campaign = (period[0].month, period[0].day) != (1, 1)  # several agencies run one and each may sum it up
                teller = agency_place(key[0]) if campaign else key[0]
                groups[((teller, *key[1:]), unit, period[0])].append(
                    (period[1], [r for r in rows if str(r["unit"]) == unit])
                )
    for totals in groups.values():
        totals.sort(key=lambda t: t[0])
        for (_, earlier), (_, later) in itertools.pairwise(totals):
            yield _grown(earlier, later)


LEAP = 5  # times the pace before: no total of the corpus that is told consistently quickens so much


def _grown(earlier: list[Row], later: list[Row]) -> Row:
    """The later total must be able to be at least the earlier one, and its pace must not leap."""
    pairs = [(a, b) for a in earlier for b in later]
    fits = next(((a, b) for a, b in pairs if _may_grow(a, b) is True), None)
    a, b = fits or pairs[0]
    verdict = {True: "agrees", False: "disagrees", None: "cannot_tell"}[_may_grow(a, b)]
    line = f"{said(a)} by {a['period_end']}, {said(b)} by {b['period_end']}, both from {a['period_start']}"
    line += f" ({a['agency']}, {b['agency']})" if a["agency"] != b["agency"] else ""
    if verdict == "agrees" and (leap := _leap(a, b)):
        before, after = leap
        line += f": {text(before)} a day, then {text(after)} a day"
        return result("disagrees", line, b, [a["claim_id"], b["claim_id"]], after, before)
    return result(verdict, line, b, [a["claim_id"], b["claim_id"]], bounds_of(b), bounds_of(a))


def _leap(a: Row, b: Row) -> tuple[Interval, Interval] | None:
    """The pace of a running total up to its first figure and from there to the second, if it quickens beyond belief."""
    length, more = (a["period_end"] - a["period_start"]).days + 1, (b["period_end"] - a["period_end"]).days
    if length < 60 or more < 7 or is_measured(a["unit"]):
        return None  # goods come in lumps: one haul may be worth as much as a quarter's
    before, after = divided(bounds_of(a), length), divided(difference(bounds_of(b), bounds_of(a)), more)
    quick = before.high is not None and after.low is not None and before.high > 0 and after.low > LEAP * before.high
    return (before, after) if quick else None


def _may_grow(a: Row, b: Row) -> bool | None:
    low, high = bounds_of(a).low, bounds_of(b).high
    return None if low is None or high is None else bool(high >= low)


# ---- 3. a part larger than its whole; parts that do not add up ---------------------------------------------------


def parts_and_wholes(told: Told) -> Iterator[Row]:
    book = codebook().metrics
    for (key, period), rows in list(told.levels.items()):
        agency, metric, scope = key
        entry = book.get(metric)
        wholes = [entry.part_of or entry.adds_up_to] if entry and (entry.part_of or entry.adds_up_to) else []
        for whole in wholes:
            if found := told.level((agency, str(whole), scope), period, rows[0]["unit"]):
                yield _part_of(rows, found, f"{label(metric)} within {label(whole)}")
        if (
            scope
            and not scope.startswith("case_")
            and (found := told.level((agency, metric, None), period, rows[0]["unit"]))
        ):
            yield _part_of(rows, found, f"{label(metric)}, {words(scope)}, within the whole")
    yield from _sums(told)


def _part_of(parts: list[Row], wholes: list[Row], what: str) -> Row:
    pairs = [(a, b) for a in parts for b in wholes if a["unit"] == b["unit"]]
    if not pairs:
        return result(
            "cannot_tell",
            f"{what}: {parts[0]['unit']} against {wholes[0]['unit']}",
            parts[0],
            [parts[0]["claim_id"], wholes[0]["claim_id"]],
        )
    part, whole = next(((a, b) for a, b in pairs if _may_grow(a, b)), pairs[0])
    verdict = {True: "agrees", False: "disagrees", None: "cannot_tell"}[_may_grow(part, whole)]
    ids = [part["claim_id"], whole["claim_id"]]
    return result(verdict, f"{what}: {said(part)} of {said(whole)}", part, ids, bounds_of(part), bounds_of(whole))


def _sums(told: Told) -> Iterator[Row]:
    """Metrics that together make up another: mainland, Hong Kong, Macao and Taiwan, and foreign travellers."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in codebook().metrics.values():
        if entry.adds_up_to and entry.partition:
            groups[(entry.adds_up_to, entry.partition)].append(entry.metric)
    for (key, period), rows in list(told.levels.items()):
        for (whole, _), members in groups.items():
            if whole != key[1]:
                continue
            unit = rows[0]["unit"]
            parts = [
                next(iter(r for r in told.level((key[0], m, key[2]), period, unit) if r["unit"] == unit), None)
                for m in members
            ]
            if all(parts):
                yield _sum([p for p in parts if p], rows, f"parts of {label(whole)}")


def _sum(parts: list[Row], wholes: list[Row], what: str) -> Row:
    added = total([bounds_of(p) for p in parts])
    whole = next((w for w in wholes if verdict_of(bounds_of(w), added) == "agrees"), wholes[0])
    line = f"{what}: {' + '.join(said(p) for p in parts)} = {text(added)}; stated {said(whole)}"
    ids = [whole["claim_id"], *(p["claim_id"] for p in parts)]
    verdict = verdict_of(bounds_of(whole), added)
    ways = {w for p in parts if (w := counting_of(p))} - {counting_of(whole)}
    if verdict == "disagrees" and ways:
        verdict, line = "cannot_tell", f"{line}; the parts are counted {' and '.join(words(w) for w in sorted(ways))}"
    return result(verdict, line, whole, ids, bounds_of(whole), added)


# ---- 4. quarters against halves against years -------------------------------------------------------------------


def nested_periods(told: Told) -> Iterator[Row]:
    seen: dict[tuple[Key, str | None], list[Dates]] = defaultdict(list)
    for (key, period), rows in told.levels.items():
        for unit in {r["unit"] for r in rows if r["kind"] == "level"}:
            if additive(key[1], unit):
                seen[(key, unit)].append(period)
    for (key, unit), periods in sorted(seen.items(), key=str):
        for whole in sorted(periods):
            for laid in tilings(whole, periods):
                parts = [next(r for r in told.level(key, p, unit) if r["unit"] == unit) for p in laid]
                wholes = [r for r in told.level(key, whole, unit) if r["unit"] == unit]
                names = " + ".join(period_name(p) for p in laid)
                yield _sum(parts, wholes, f"{names} against {period_name(whole)}")


# ---- 7. a share against its parts -------------------------------------------------------------------------------


def shares(told: Told) -> Iterator[Row]:
    book = codebook().metrics
    for row in told.counted:
        entry = book.get(row["metric"] or "")
        period = (row["period_start"], row["period_end"])
        if row["kind"] != "share" or entry is None or None in period or row["base"]:
            continue
        part = entry.share_of
        whole = book[part].part_of or book[part].adds_up_to if part in book else None
        scoped = part is None and row["scope"] is not None and additive(entry.metric, entry.units[0])
        if part and whole:
            parts, wholes = (
                told.level((row["agency"], part, row["scope"]), period),
                told.level((row["agency"], whole, row["scope"]), period),
            )
        elif scoped:
            parts, wholes = told.level(key_of(row), period), told.level((row["agency"], entry.metric, None), period)
        else:
            continue
        yield _share(row, parts, wholes)


def _share(row: Row, parts: list[Row], wholes: list[Row]) -> Row:
    stated = bounds_of(row)
    pairs = [(a, b) for a in parts for b in wholes]
    if not pairs:
        return result(
            "cannot_tell",
            f"stated {text(stated, 'percent')}; the part or the whole is not known",
            row,
            [row["claim_id"]],
            stated,
        )
    tried = [(percent_of(bounds_of(a), bounds_of(b)), a, b) for a, b in pairs]
    implied, a, b = next((t for t in tried if verdict_of(stated, t[0]) == "agrees"), tried[0])
    line = f"{said(a)} / {said(b)} = {text(implied, 'percent')}; stated {text(stated, 'percent')}"
    return result(
        verdict_of(stated, implied), line, row, [row["claim_id"], a["claim_id"], b["claim_id"]], stated, implied
    )
