"""One figure, two nouns: what reports of one event, or a headline and its body, tell alike of two subjects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice, takewhile
from typing import Any

import polars as pl

from .retellings import close, dates, digits_of, same_number
from .subjects import event_of, named, subject_of

Row = dict[str, Any]
Tellers = dict[tuple[str | None, str], set[float]]  # the values that a report tells of a subject


def two_nouns(claims: pl.DataFrame, *, events_apart: bool = False) -> Iterator[tuple[Row, Row]]:
    """Pairs of claims of one event that tell one value, unit and period of two subjects.

    Between reports neither of which tells it of both, or between a report's headline and its body. The value must say
    three digits, or two and be 1,000 or more; two metrics of the codebook, or two nouns of one language. With
    `events_apart` also reports of two events that name the same period.
    """
    chosen = claims.filter(pl.col("kind").cast(pl.String).is_in(["level", "rate"]), named(), pl.col("value") >= 10)
    rows = [dict(r) for r in chosen.sort("value", "claim_id").iter_rows(named=True)]
    rows = [r for r in rows if digits_of(r) >= 3 or (digits_of(r) == 2 and r["value"] >= 1000)]
    tellers: Tellers = {}
    for row in rows:
        for place in (row["briefing_id"], _half(row)):
            tellers.setdefault((subject_of(row), place), set()).add(row["value"])
    for n, a in enumerate(rows):
        for b in takewhile(partial(_near, a), islice(rows, n + 1, None)):
            at_once = event_of(a) == event_of(b) or (events_apart and dates(a) == dates(b) and None not in dates(a))
            if a["agency"] == b["agency"] and at_once and _same_value_other_noun(a, b) and _between(a, b, tellers):
                yield a, b


def _near(a: Row, b: Row) -> bool:
    """May the second, larger value be the first, rounded to two digits or more?"""
    return bool(b["value"] <= a["value"] * 1.06)


def _same_value_other_noun(a: Row, b: Row) -> bool:
    named_alike = (a["metric"] is None) == (b["metric"] is None)
    if subject_of(a) == subject_of(b) or not named_alike or (a["metric"] is None and a["language"] != b["language"]):
        return False
    unit = a["unit"] == b["unit"] or {a["unit"], b["unit"]} <= {"person", "person_trip"}
    time = dates(a) == dates(b) or (None in (*dates(a), *dates(b)) and digits_of(a) >= 3 and digits_of(b) >= 3)
    return unit and time and a["scope"] == b["scope"] and close(a, b) and _near_enough(a, b)


def _near_enough(a: Row, b: Row) -> bool:
    """A rounding to two digits may be a rounding of many things: then the printed value must be the same."""
    return same_number(a, b) or min(digits_of(a), digits_of(b)) >= 3


def _half(row: Row) -> str:
    """The headline or the body of a report."""
    return f"{row['briefing_id']} {'headline' if row['in_headline'] else 'body'}"


def _between(a: Row, b: Row, tellers: Tellers) -> bool:
    """Does neither report (of one report: neither half) tell the value of both subjects?"""
    within = a["briefing_id"] == b["briefing_id"]
    if within and bool(a["in_headline"]) == bool(b["in_headline"]):
        return False
    places = [_half(r) if within else r["briefing_id"] for r in (a, b)]
    near = max(a["step"] or 0, b["step"] or 0)
    both = [
        any(abs(v - a["value"]) <= near for v in tellers.get((subject, place), ()))
        for subject, place in ((subject_of(a), places[1]), (subject_of(b), places[0]))
    ]
    return not any(both)
