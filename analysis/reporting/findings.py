"""The few things that a reader should see first: statements that cannot all be true, with the words they were said in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import polars as pl

from ..codebook import label, words
from ..comparing.conflicts import conflicts
from ..language.calendar import name as period_name
from ..presenting.wording import others_say

Row = dict[str, Any]
MOST = 5
FARTHEST = 0.35  # figures farther apart are more often of two things than said wrongly: they stand in notebook 05
NEAREST = 0.003
BASES = {
    "previous_period": "the period before",
    "same_period_last_year": "the same time of the year before",
    "previous_year": "the year before",
}
PARTS = {"H1": "first half", "H2": "second half", "Q1": "first quarter", "Q2": "second quarter", "Q3": "third quarter", "Q4": "fourth quarter"}  # fmt: skip
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Finding(NamedTuple):
    """A heading and a sentence in plain words, with the claims they rest on."""

    heading: str
    says: str
    claims: list[Row]


def findings(claims: pl.DataFrame, checks: pl.DataFrame) -> list[Finding]:
    """Up to five clear disagreements: one of each sort first, then what is left; a metric's period is told once.

    A stated change that points the wrong way comes first, then a figure told again, by two outlets, as a
    share. Figures very far apart, and claims that our reading doubts and no second report confirms, are left to the reports.
    """
    by_id = {r["claim_id"]: r for r in claims.iter_rows(named=True)}
    wrong = checks.filter(pl.col("verdict") == "disagrees", pl.col("gap").is_between(NEAREST, FARTHEST) | _turned())
    told: list[tuple[int, int, Finding]] = []
    seen: set[Any] = set()
    for rank, (check, make) in enumerate(SORTS.items()):
        rows = wrong.filter(pl.col("check") == check).sort(_turned(), "gap", descending=True, maintain_order=True)
        nth = 0
        for row in rows.iter_rows(named=True):
            key = (row["metric"], row["scope"], row["period_end"])
            basis = _first_telling(check, [by_id[i] for i in row["claim_ids"] if i in by_id])
            sure = all(_sure(c, claims) for c in basis)
            finding = (
                make(row, basis, claims) if sure and key not in seen and row["metric"] and len(basis) > 1 else None
            )
            if finding:
                seen.add(key)
                told.append((nth, rank, finding))
                nth += 1
    return [finding for _, _, finding in sorted(told, key=lambda t: t[:2])[:MOST]]


def _sure(claim: Row, claims: pl.DataFrame) -> bool:
    """Is nothing of a claim doubted, but for a period carried on that another report gives this figure too?"""
    if set(claim["doubts"]) - {"period_carried"} or claim["value"] is None:
        return False
    fields = ("metric", "kind", "period_start", "period_end", "scope", "value")
    same = (pl.col(name).eq_missing(pl.lit(claim[name])) for name in fields)
    other = pl.col("briefing_id") != claim["briefing_id"]
    return not claim["doubts"] or claims.filter(other, *same).height > 0


def _first_telling(check: str, basis: list[Row]) -> list[Row]:
    """A change or share as it was told first, with its levels: others that tell it again add nothing."""
    once = check in ("change_against_levels", "share_against_parts")
    return [c for n, c in enumerate(basis) if n == 0 or not once or c["kind"] != basis[0]["kind"]]


def _turned() -> pl.Expr:
    """A stated fall whose figures rise, or the other way round, by no more than words can be confused with."""
    fall = (pl.col("stated_high") < 0) & (pl.col("implied_low") > 0) & (pl.col("implied_high") < 50)
    rise = (pl.col("stated_low") > 0) & (pl.col("implied_high") < 0) & (pl.col("implied_low") > -50)
    return ((pl.col("check") == "change_against_levels") & (fall | rise)).fill_null(False)


def _change(r: Row, basis: list[Row], claims: pl.DataFrame) -> Finding | None:
    change, levels = basis[0], sorted(basis[1:], key=lambda c: str(c["period_end"]))
    ends = (r["stated_low"], r["stated_high"], r["implied_low"], r["implied_high"])
    if change["value"] is None or len(levels) != 2 or None in ends or change["unit"] != "percent":
        return None
    if all(c["sentence"] != change["sentence"] or c["briefing_id"] != change["briefing_id"] for c in levels):
        return None  # a change that stands beside neither of its figures may be of something else
    stated, implied = sum(ends[:2]) / 2, sum(ends[2:]) / 2
    turned = stated * implied < 0
    heading = (f"A stated {_way(stated)} that is a {_way(implied)}" if turned
               else f"A stated {_way(stated)} {'larger' if abs(stated) > abs(implied) else 'smaller'} than its figures make it")  # fmt: skip
    base = BASES.get(change["base"] or "", "the time before")
    says = (
        f"{_what(r)} {_period(r)} were said to be {plain(change['value'])} percent {'above' if stated > 0 else 'below'} {base}; "
        f"the two figures given, {_two(*levels)}, lie {_span(r['implied_low'], r['implied_high'])} percent apart, {'upwards' if implied > 0 else 'downwards'}."
    )
    return Finding(heading, says, [change, *levels])


def _revision(r: Row, basis: list[Row], claims: pl.DataFrame) -> Finding | None:
    first, last = sorted(basis[:2], key=lambda c: str(c["date"]))
    says = f"{_what(r)} {_period(r)} were said to be {_figure(first)} on {first['date']} and {_figure(last)} on {last['date']}; not both can be right{_weighed(r, claims)}.{_otherwise(first, last)}"
    return Finding("A figure told again, and not the same", says, [first, last])


def _retold(r: Row, basis: list[Row], claims: pl.DataFrame) -> Finding | None:
    a, b = basis[:2]
    if a["publisher"] == b["publisher"] or _figure(a) == _figure(b):
        return None
    says = f"{_what(r)} {_period(r)}: {a['publisher']} gives {_figure(a)}, {b['publisher']} {_figure(b)}; not both can be right{_weighed(r, claims)}.{_otherwise(a, b)}"
    return Finding("One figure, two outlets", says, [a, b])


def _share(r: Row, basis: list[Row], claims: pl.DataFrame) -> Finding | None:
    if len(basis) < 3 or None in (basis[0]["value"], r["implied_low"], r["implied_high"]):
        return None
    share, part, whole = basis[:3]
    says = (
        f"{_what(r)} {_period(r)}: {plain(share['value'])} percent was said; the two figures given, {_figure(part)} of {_figure(whole)}, "
        f"make {_span(r['implied_low'], r['implied_high'])} percent."
    )
    return Finding("A share that its parts do not make", says, [share, part, whole])


def _otherwise(*basis: Row) -> str:
    """What other reports of the event give one of the figures for, if not for this noun and time."""
    return "".join(f" Other reports give the {_figure(c)} for {others_say(c)}." for c in basis if others_say(c))


Maker = Callable[[Row, list[Row], pl.DataFrame], Finding | None]
SORTS: dict[str, Maker] = {
    "change_against_levels": _change,
    "revision": _revision,
    "retold": _retold,
    "share_against_parts": _share,
}


def _weighed(r: Row, claims: pl.DataFrame) -> str:
    """How many outlets stand behind each of two statements, where the counts of all reports of this figure tell."""
    same = (pl.col("metric") == r["metric"]) & (pl.col("period_start") == r["period_start"])
    table = conflicts(
        claims.filter(same, pl.col("period_end") == r["period_end"], pl.col("scope").eq_missing(r["scope"]))
    )
    pair = table.filter(pl.col("n_statements") == 2).head(1).to_dicts()
    ids = {i for row in pair for i in row["claim_ids"]}
    counts = sorted(pair[0]["outlets"], reverse=True) if pair and ids & set(r["claim_ids"]) else []
    if len(counts) < 2 or counts[0] == counts[1] or not counts[1]:
        return ""
    return f" ({counts[0]} outlets say the one, {counts[1]} the other)"


def _what(r: Row) -> str:
    named = label(r["metric"])
    told = f"{named} ({words(r['scope'])})" if r["scope"] else named
    return told[:1].upper() + told[1:]


def _way(change: float) -> str:
    return "rise" if change > 0 else "fall"


def _period(r: Row) -> str:
    """'in the second quarter of 2022', 'in March 2024', 'on 2024-10-05'; other spans from day to day."""
    if not r["period_start"] or not r["period_end"]:
        return "in the time told"
    name = period_name((r["period_start"], r["period_end"]))
    if part := re.fullmatch(r"(\d{4}) ([HQ]\d)", name):
        return f"in the {PARTS[part[2]]} of {part[1]}"
    if month := re.fullmatch(r"(\d{4})-(\d\d)", name):
        return f"in {MONTHS[int(month[2]) - 1]} {month[1]}"
    if re.fullmatch(r"\d{4}", name):
        return f"in {name}"
    first, last = r["period_start"], r["period_end"]
    return f"on {first}" if first == last else f"from {first} to {last}"


def _figure(claim: Row) -> str:
    """A claim's figure as a person writes it: 'more than 977,000', '1.063 million', '8.2 percent'."""
    hedge = {"more_than": "more than ", "at_least": "at least ", "nearly": "nearly ", "about": "about ", "less_than": "less than ", "at_most": "at most "}  # fmt: skip
    if claim["value"] is None:
        return str(claim["raw"])
    unit = " percent" if claim["unit"] == "percent" else ""
    return f"{hedge.get(str(claim['modifier']), '')}{plain(claim['value'])}{unit}"


def _two(a: Row, b: Row) -> str:
    """'1.05 and 1.063 million': the scale once, where it is the same."""
    first, second = _figure(a), _figure(b)
    for scale in (" million", " billion"):
        if first.endswith(scale) and second.endswith(scale):
            return f"{first.removesuffix(scale)} and {second}"
    return f"{first} and {second}"


def _span(low: float, high: float) -> str:
    low, high = sorted((abs(low), abs(high)))
    first, last = rounded(low), rounded(high)
    return last if first == last else f"{first} to {last}"


def rounded(value: float) -> str:
    """A reckoned percentage in two digits that mean something: 0.711 is 0.7, 79.29 is 79."""
    return f"{value:.1f}" if abs(value) < 10 else f"{value:,.0f}"


def plain(value: float) -> str:
    """A stated number in the digits that were said: 1063000 is '1.063 million', 94000 '94,000', 19.1 '19.1'."""
    for size, scale in ((1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:.6f}".rstrip("0").rstrip(".") + scale
    return f"{value:,.6f}".rstrip("0").rstrip(".")
