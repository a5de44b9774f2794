"""Checks of what is told twice or left out: headline and body, one event retold, revisions, missing rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..codebook import words
from ..language.calendar import years_earlier
from .claim_index import Dates, Key, Row, Told, key_of, result, said, signed
from .intervals import (
    NOTHING,
    overlap,
    percent_change,
)
from .pairs import compare, told_twice
from .series import bounds_of, counting_of, to_series

# ---- 5. headline against body -----------------------------------------------------------------------------------


def headlines(told: Told) -> Iterator[Row]:
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
    return result(
        verdict, line, head, [head["claim_id"], below["claim_id"]], signed(head), signed(below), differs=differs
    )


# ---- 6. one event, told differently -----------------------------------------------------------------------------


def retold(told: Told) -> Iterator[Row]:
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
            yield result(pair["verdict"], line, b, list(ids), signed(a), signed(b), differs=pair["differs"])


# ---- 8. revisions -----------------------------------------------------------------------------------------------


def revisions(told: Told) -> Iterator[Row]:
    known = {row["claim_id"]: row for row in told.rows}
    for pair in compare(told.claims, across="briefing").iter_rows(named=True):
        a, b = (known[i] for i in pair["claim_ids"])
        verdict = "disagrees" if "value" in pair["differs"] else "agrees"
        line = f"{pair['period_b']}: {said(a)} said {a['date']}, {said(b)} said {b['date']}"
        yield result(verdict, line, b, pair["claim_ids"], bounds_of(a), bounds_of(b), differs=pair["differs"])


# ---- 9. a rate that is left out where the figure falls ------------------------------------------------------------


def missing_rates(told: Told) -> Iterator[Row]:
    stated: dict[tuple[Key, Dates], list[Row]] = defaultdict(list)
    for row in told.rows:
        if row["kind"] == "change" and row["metric"] and None not in (row["period_start"], row["period_end"]):
            stated[(key_of(row), (row["period_start"], row["period_end"]))].append(row)
    series = to_series(told.claims, keep="narrowest").to_dicts()
    rises: dict[Key, list[tuple[Row, list[Row]]]] = defaultdict(list)
    falls: dict[Key, list[tuple[Row, list[Row]]]] = defaultdict(list)
    by_period = {(key_of(r), r["unit"], (r["period_start"], r["period_end"])): r for r in series}
    for row in series:
        period = (row["period_start"], row["period_end"])
        before = by_period.get((key_of(row), row["unit"], years_earlier(period)))
        if before is None or str(row["period_kind"]) not in ("year", "half", "quarter"):
            continue
        moved = percent_change(bounds_of(row), bounds_of(before))
        rates = stated.get((key_of(row), period), [])
        if moved.low is not None and moved.low > 0:
            rises[key_of(row)].append((row, rates))
        elif moved.high is not None and moved.high < 0:
            falls[key_of(row)].append((row, rates))
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
    return result(verdict, line, falls[-1][0], ids) | {"gap": with_rise / len(rises) if verdict == "disagrees" else 0.0}
