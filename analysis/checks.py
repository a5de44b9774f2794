"""Does what was said agree with itself? Nine checks, each with its reckoning in one line and the claims it rests on."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import polars as pl

from .briefings import agency_place
from .calendars import base_period, tilings, years_earlier
from .calendars import name as period_name
from .codebook import codebook, did_you_mean
from .comparisons import compare, label, told_twice, words
from .intervals import (
    NOTHING,
    Interval,
    difference,
    divided,
    figure,
    less,
    overlap,
    percent_change,
    percent_of,
    relative_gap,
    text,
    total,
)
from .measures import is_measured
from .series import additive, bounds_of, counting_of, levels, to_series
from .tables import Checks, frame
from .words import LexiconError

Row = dict[str, Any]
Dates = tuple[date, date]
Key = tuple[str | None, str, str | None]  # agency, metric, scope


class Told:
    """Claims by what they tell of, for the checks to look up."""

    def __init__(self, claims: pl.DataFrame) -> None:
        self.claims = claims
        self.rows: list[Row] = [dict(r) for r in claims.sort("date", "claim_id", nulls_last=True).iter_rows(named=True)]
        self.levels: dict[tuple[Key, Dates], list[Row]] = defaultdict(list)
        for row in levels(claims).iter_rows(named=True):
            self.levels[(_key(row), (row["period_start"], row["period_end"]))].append(dict(row))
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


def check(claims: pl.DataFrame, *, only: str | None = None) -> pl.DataFrame:
    """Claims => a row per thing checked (columns: `tables.Checks`), what disagrees most first.

    The checks: change_against_levels, running_total, part_and_whole, nested_periods, headline_and_body, retold,
    share_against_parts, revision, missing_rate. `only` runs one of them. Bounds are those of the claims' reading.

    >>> an.check(claims, only="share_against_parts").filter(pl.col("verdict") == "disagrees")["arithmetic"][0]
    '8,542,000 / 14,635,000 = 58.36 to 58.37 percent; stated 51.5 to 52.5 percent'
    """
    if only is not None and only not in CHECKS:
        raise LexiconError(f"no check {only!r}{did_you_mean(only, CHECKS)}")
    told = Told(claims)
    rows = [row | {"check": name} for name, run in CHECKS.items() if only in (None, name) for row in run(told)]
    order = {"disagrees": 0, "cannot_tell": 1, "agrees": 2}
    rows.sort(key=lambda r: (order[r["verdict"]], -r["gap"], list(CHECKS).index(r["check"]), str(r["claim_ids"])))
    return frame(Checks, rows)


def _key(row: Row) -> Key:
    return row["agency"], row["metric"], row["scope"]


def _result(
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


def _verdict(stated: Interval, implied: Interval) -> str:
    meet = overlap(stated, implied)
    return "cannot_tell" if meet is None else "agrees" if meet else "disagrees"


# ---- 1. a stated change against the two levels ------------------------------------------------------------------


def _changes(told: Told) -> Iterator[Row]:
    for row in told.rows:
        ratio = row["kind"] == "share" and str(row["base"] or "").startswith("same_period_of:")
        if row["metric"] is None or not (row["kind"] == "change" or ratio) or bounds_of(row) == NOTHING:
            continue
        yield _change(told, row, ratio)


def signed(row: Row) -> Interval:
    """The bounds of a change with its sign: 'down 30 percent' is (-35, -25)."""
    bounds = bounds_of(row)
    if row["direction"] == "down":
        return Interval(None if bounds.high is None else -bounds.high, None if bounds.low is None else -bounds.low)
    return bounds


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
        return _result("cannot_tell", f"{said}; {why}", row, ids, stated)
    now, then = told.level(_key(row), period), told.level(_key(row), before)
    pairs = [(a, b) for a in now for b in then if a["kind"] == b["kind"]]
    if not pairs:
        lacking = " or ".join(period_name(p) for p, found in ((period, now), (before, then)) if not found)
        return _result("cannot_tell", f"{said}; no level is known for {lacking}", row, ids, stated)
    alike = [(a, b) for a, b in pairs if a["unit"] == b["unit"] and not _drift(a, b)]
    tried = [_implied(row, a, b, ratio) for a, b in alike or pairs]
    best = next((t for t in tried if _verdict(stated, t[0]) == "agrees"), tried[0])
    implied, reckoning, used = best
    verdict, line = _verdict(stated, implied), f"{reckoning}; {said}"
    if verdict == "disagrees" and (row["note"] or "").startswith("ambiguous"):
        other = Interval(less(stated.low, 100), less(stated.high, 100))  # 'times more' meant as 'times as many'
        if overlap(other, implied):
            verdict, line = "agrees", f"{line}, which fits if it means {text(other, 'percent', signed=True)}"
    if verdict == "disagrees" and not alike:
        verdict, line = "cannot_tell", f"{line}; the two levels are not counted alike ({_how_counted(*pairs[0])})"
    return _result(verdict, line, row, ids + used, stated, implied)


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
        return implied, f"{_said(now)} - {_said(then)} = {text(implied, words(now['unit']), signed=True)}", used
    if ratio:
        implied = percent_of(a, b)
        return implied, f"{_said(now)} / {_said(then)} = {text(implied, 'percent')}", used
    implied = percent_change(a, b)
    return implied, f"{_said(now)} / {_said(then)} - 1 = {text(implied, 'percent', signed=True)}", used


def _said(row: Row) -> str:
    """A figure in a line of arithmetic: its value, or its bounds where the words leave room."""
    bounds = bounds_of(row)
    plain = str(row["modifier"]) == "exact" and row["value"] is not None
    return figure(row["value"]) if plain else f"({text(bounds)})"


# ---- 2. a running total that falls -----------------------------------------------------------------------------


def _running_totals(told: Told) -> Iterator[Row]:
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
    line = f"{_said(a)} by {a['period_end']}, {_said(b)} by {b['period_end']}, both from {a['period_start']}"
    line += f" ({a['agency']}, {b['agency']})" if a["agency"] != b["agency"] else ""
    if verdict == "agrees" and (leap := _leap(a, b)):
        before, after = leap
        line += f": {text(before)} a day, then {text(after)} a day"
        return _result("disagrees", line, b, [a["claim_id"], b["claim_id"]], after, before)
    return _result(verdict, line, b, [a["claim_id"], b["claim_id"]], bounds_of(b), bounds_of(a))


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


def _parts(told: Told) -> Iterator[Row]:
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
        return _result(
            "cannot_tell",
            f"{what}: {parts[0]['unit']} against {wholes[0]['unit']}",
            parts[0],
            [parts[0]["claim_id"], wholes[0]["claim_id"]],
        )
    part, whole = next(((a, b) for a, b in pairs if _may_grow(a, b)), pairs[0])
    verdict = {True: "agrees", False: "disagrees", None: "cannot_tell"}[_may_grow(part, whole)]
    ids = [part["claim_id"], whole["claim_id"]]
    return _result(verdict, f"{what}: {_said(part)} of {_said(whole)}", part, ids, bounds_of(part), bounds_of(whole))


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
    whole = next((w for w in wholes if _verdict(bounds_of(w), added) == "agrees"), wholes[0])
    line = f"{what}: {' + '.join(_said(p) for p in parts)} = {text(added)}; stated {_said(whole)}"
    ids = [whole["claim_id"], *(p["claim_id"] for p in parts)]
    verdict = _verdict(bounds_of(whole), added)
    ways = {w for p in parts if (w := counting_of(p))} - {counting_of(whole)}
    if verdict == "disagrees" and ways:
        verdict, line = "cannot_tell", f"{line}; the parts are counted {' and '.join(words(w) for w in sorted(ways))}"
    return _result(verdict, line, whole, ids, bounds_of(whole), added)


# ---- 4. quarters against halves against years -------------------------------------------------------------------


def _nested(told: Told) -> Iterator[Row]:
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


# ---- 5. headline against body -----------------------------------------------------------------------------------


def _headlines(told: Told) -> Iterator[Row]:
    by_briefing: dict[str, list[Row]] = defaultdict(list)
    for row in told.rows:
        if row["kind"] in ("level", "rate", "change", "share") and row["metric"] and bounds_of(row) != NOTHING:
            by_briefing[row["briefing_id"]].append(row)
    for rows in by_briefing.values():
        body = [r for r in rows if not r["in_headline"]]
        for head in (r for r in rows if r["in_headline"]):
            alike = [
                r
                for r in body
                if r["metric"] == head["metric"] and r["kind"] == head["kind"] and r["scope"] == head["scope"]
            ]
            if alike:
                yield _headline(head, alike)


def _headline(head: Row, body: list[Row]) -> Row:
    below = next((r for r in body if overlap(signed(head), signed(r))), body[0])
    pair = told_twice("outlet", head, below, "headline", "body")
    nouns = (counting_of(head), counting_of(below))
    line = f"headline {head['raw']!r}, body {below['raw']!r}"
    if "counted" in pair["differs"]:
        line += f"; counted as {words(nouns[0])} in the headline, as {words(nouns[1])} in the body"
    differs = [f for f in pair["differs"] if f in ("value", "counted", "direction", "unit")]
    wrong = "value" in differs or "counted" in differs or "direction" in differs
    meet = overlap(signed(head), signed(below))
    verdict = "disagrees" if wrong or meet is False else "cannot_tell" if meet is None else "agrees"
    return _result(
        verdict, line, head, [head["claim_id"], below["claim_id"]], signed(head), signed(below), differs=differs
    )


# ---- 6. one event, told differently -----------------------------------------------------------------------------


def _retold(told: Told) -> Iterator[Row]:
    known = {row["claim_id"]: row for row in told.rows}
    seen: set[tuple[str, ...]] = set()
    for across in ("outlet", "language"):
        for pair in compare(told.claims, across=across).iter_rows(named=True):
            ids = tuple(pair["claim_ids"])
            if ids in seen:
                continue
            seen.add(ids)
            a, b = (known[i] for i in ids)
            what = f" (differs in {', '.join(pair['differs'])})" if pair["differs"] else ""
            line = f"{pair['a']}: {a['raw']!r}, {pair['b']}: {b['raw']!r}{what}"
            if "period" in pair["differs"]:
                line += f"; {pair['period_a']} against {pair['period_b']}"
            if "base" in pair["differs"]:
                line += f"; on {words(a['base'])} against {words(b['base'])}"
            if pair["comparability"] == "different_counting":
                line += f"; {pair['reason']}"
            yield _result(pair["verdict"], line, b, list(ids), signed(a), signed(b), differs=pair["differs"])


# ---- 7. a share against its parts -------------------------------------------------------------------------------


def _shares(told: Told) -> Iterator[Row]:
    book = codebook().metrics
    for row in told.rows:
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
            parts, wholes = told.level(_key(row), period), told.level((row["agency"], entry.metric, None), period)
        else:
            continue
        yield _share(row, parts, wholes)


def _share(row: Row, parts: list[Row], wholes: list[Row]) -> Row:
    stated = bounds_of(row)
    pairs = [(a, b) for a in parts for b in wholes]
    if not pairs:
        return _result(
            "cannot_tell",
            f"stated {text(stated, 'percent')}; the part or the whole is not known",
            row,
            [row["claim_id"]],
            stated,
        )
    tried = [(percent_of(bounds_of(a), bounds_of(b)), a, b) for a, b in pairs]
    implied, a, b = next((t for t in tried if _verdict(stated, t[0]) == "agrees"), tried[0])
    line = f"{_said(a)} / {_said(b)} = {text(implied, 'percent')}; stated {text(stated, 'percent')}"
    return _result(
        _verdict(stated, implied), line, row, [row["claim_id"], a["claim_id"], b["claim_id"]], stated, implied
    )


# ---- 8. revisions -----------------------------------------------------------------------------------------------


def _revisions(told: Told) -> Iterator[Row]:
    known = {row["claim_id"]: row for row in told.rows}
    for pair in compare(told.claims, across="briefing").iter_rows(named=True):
        a, b = (known[i] for i in pair["claim_ids"])
        verdict = "disagrees" if "value" in pair["differs"] else "agrees"
        line = f"{pair['period_b']}: {_said(a)} said {a['date']}, {_said(b)} said {b['date']}"
        yield _result(verdict, line, b, pair["claim_ids"], bounds_of(a), bounds_of(b), differs=pair["differs"])


# ---- 9. a rate that is left out where the figure falls ------------------------------------------------------------


def _missing_rates(told: Told) -> Iterator[Row]:
    stated: dict[tuple[Key, Dates], list[Row]] = defaultdict(list)
    for row in told.rows:
        if row["kind"] == "change" and row["metric"] and None not in (row["period_start"], row["period_end"]):
            stated[(_key(row), (row["period_start"], row["period_end"]))].append(row)
    series = to_series(told.claims, keep="narrowest").to_dicts()
    rises: dict[Key, list[tuple[Row, list[Row]]]] = defaultdict(list)
    falls: dict[Key, list[tuple[Row, list[Row]]]] = defaultdict(list)
    by_period = {(_key(r), r["unit"], (r["period_start"], r["period_end"])): r for r in series}
    for row in series:
        period = (row["period_start"], row["period_end"])
        before = by_period.get((_key(row), row["unit"], years_earlier(period)))
        if before is None or str(row["period_kind"]) not in ("year", "half", "quarter"):
            continue
        moved = percent_change(bounds_of(row), bounds_of(before))
        rates = stated.get((_key(row), period), [])
        if moved.low is not None and moved.low > 0:
            rises[_key(row)].append((row, rates))
        elif moved.high is not None and moved.high < 0:
            falls[_key(row)].append((row, rates))
    for key in sorted(falls, key=str):
        yield _missing(falls[key], rises.get(key, []))


def _missing(falls: list[tuple[Row, list[Row]]], rises: list[tuple[Row, list[Row]]]) -> Row:
    with_rise, with_fall = sum(bool(r) for _, r in rises), sum(bool(r) for _, r in falls)
    times = ", ".join(row["period"] for row, _ in falls)
    line = f"a rate is stated for {with_rise} of {len(rises)} rising periods and for {with_fall} of {len(falls)} falling ones ({times})"
    verdict = "cannot_tell"
    if with_fall:
        verdict = "agrees"
    elif with_rise and 2 * with_rise > len(rises):
        verdict = "disagrees"
    ids = [i for row, _ in falls for i in row["claim_ids"]] + [r["claim_id"] for _, rates in rises for r in rates]
    result = _result(verdict, line, falls[-1][0], ids)
    return result | {"gap": with_rise / len(rises) if verdict == "disagrees" else 0.0}


CHECKS: dict[str, Callable[[Told], Iterator[Row]]] = {
    "change_against_levels": _changes,
    "running_total": _running_totals,
    "part_and_whole": _parts,
    "nested_periods": _nested,
    "headline_and_body": _headlines,
    "retold": _retold,
    "share_against_parts": _shares,
    "revision": _revisions,
    "missing_rate": _missing_rates,
}
