"""Claims as linear constraints on non-negative amounts: levels, rates, changes, shares, and the codebook's identities.

A flow is the sum of its elementary stretches of time, none of which is below 0; so halves and quarters, running totals
and the year that holds them bind each other. A stock or another figure that does not add up is one amount per point of
time. A statement bounds an expression of amounts, or the ratio of two, which is linear as well: 'up 5 to 6 percent' is
1.05 base <= level <= 1.06 base. An open end leaves its bound out (see `intervals.bounds_of`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from ..codebook import codebook, words
from ..language.calendar import base_period, days
from .intervals import Interval, bounds_of, difference, divided, negated
from .statements import Amount, Part, Statement, including_the_number, together, told_apart
from .subjects import (
    LEVELS,
    additive,
    broken,
    counted,
    counting_of,
    event_of,
    named,
    short_of,
    specific,
    subject_name,
    subject_of,
    way_of,
)

Row = dict[str, Any]
Dates = tuple[date, date]
MERGED = (
    "person_trip",
    "vehicle_trip",
    "document",
    "call",
    "encounter",
)  # units whose trips English reports call people


def statements(claims: pl.DataFrame) -> list[Statement]:
    """Every claim that binds an amount, the tellings of one statement put together; then the identities that they touch.

    Left out are what one report tells twice of one place (see `rivals`), and nouns that do not say what is counted.
    """
    levels, others = _single(claims)
    told, related = together(told_apart(levels)[0]), together(told_apart(others)[0])
    told = including_the_number(told)
    return [*told, *related, *_identities(told)]


def rivals(claims: pl.DataFrame) -> dict[str, list[str]]:
    """For each claim of which its own report tells another value for the same place: the other claims."""
    return {k: v for found in _single(claims) for k, v in told_apart(found)[1].items()}


def _single(claims: pl.DataFrame) -> tuple[list[Statement], list[Statement]]:
    """A statement per claim: (levels and rates, changes and shares)."""
    chosen = claims.filter(
        pl.col("kind").cast(pl.String).is_in((*LEVELS, "change", "share")),
        named(),
        counted(),
        pl.col("period_start").is_not_null() & pl.col("period_end").is_not_null(),
        pl.col("low").is_not_null() | pl.col("high").is_not_null(),
        ~pl.col("note").fill_null("").str.starts_with("ambiguous"),
    )
    rows = [r for r in chosen.sort("date", "claim_id", nulls_last=True).to_dicts() if specific(r)]
    level_rows = [r for r in rows if r["kind"] in LEVELS]
    near = _Near(level_rows)
    levels = [s for r in level_rows if (s := _level(r))]
    return levels, [s for r in rows if r["kind"] not in LEVELS for s in _relation(r, near)]


# ---- levels and rates -------------------------------------------------------------------------------------------------


def canonical_unit(row: Row) -> str:
    """The unit that a metric is counted in: English reports say people of person-trips. Others are as they are."""
    unit, entry = str(row["unit"] or ""), codebook().metrics.get(row["metric"] or "")
    name, _, per = unit.partition("/")
    first = entry.units[0].partition("/")[0] if entry else name
    plain = [u.partition("/")[0] for u in entry.units] if entry else []
    return (first if first in MERGED and name in plain else name) + (f"/{per}" if per else "")


def _amount(row: Row, unit: str, counting: str | None) -> Amount:
    return Amount(row["agency"], str(subject_of(row)), counting, unit, row["scope"], way_of(row))


def part_of(row: Row, unit: str, counting: str | None) -> tuple[Part, float]:
    """The amount that a level or rate bounds, and by what its figure is multiplied to be one."""
    period = (row["period_start"], row["period_end"])
    amount = _amount(row, unit, counting)
    if unit.endswith("/day") and amount.way == "rate":
        total = _average_of(amount.subject)
        whole = amount._replace(unit=unit.removesuffix("/day"), way="flow", subject=total)
        return Part(whole, period), float(days(period))
    if additive(row["metric"], unit, amount.way):
        return Part(amount, period), 1.0
    fixed = amount._replace(way="fixed" if amount.way == "flow" else amount.way)
    return Part(fixed, period, event_of(row) if days(period) > 1 or amount.way == "fixed" else ""), 1.0


def _average_of(subject: str) -> str:
    """The total that a daily average is of: what the codebook names, else the same subject."""
    entry = codebook().metrics.get(subject)
    return str(getattr(entry, "average_of", None) or subject)


def _level(row: Row) -> Statement | None:
    unit = canonical_unit(row)
    if not unit or unit in ("percent", "percentage_point", "multiple") or (row["value"] or 0) < 0:
        return None
    part, factor = part_of(row, unit, counting_of(row))
    return Statement("level", ((part, 1.0),), divided(bounds_of(row), 1 / factor), (), (row,))


class _Near:
    """Which way of counting and which unit a change or share speaks of: those of the levels told beside it."""

    def __init__(self, rows: list[Row]) -> None:
        self.told: dict[tuple[Any, ...], set[tuple[str, str | None]]] = defaultdict(set)
        for row in rows:
            thing = (row["agency"], subject_of(row), row["scope"])
            for place in (row["briefing_id"], ""):
                self.told[(*thing, place)].add((canonical_unit(row), counting_of(row)))

    def of(self, row: Row) -> tuple[str, str | None] | None:
        """(unit, counting) of the one level of the subject in the same briefing, or anywhere; None where there are several;
        the codebook's unit where no level is told at all."""
        own = counting_of(row) if row["metric"] else None
        for place in (row["briefing_id"], ""):
            found = self.told.get((row["agency"], subject_of(row), row["scope"], place), set())
            fits = {f for f in found if own is None or f[1] == own}
            if len(fits) == 1:
                return next(iter(fits))
            plain = {f for f in fits if f[1] is None}
            if len(plain) == 1 and place:
                return next(iter(plain))
        entry = codebook().metrics.get(row["metric"] or "")
        untold = not self.told.get((row["agency"], subject_of(row), row["scope"], ""))
        return (entry.units[0], own) if entry and untold else None


# ---- changes, ratios and shares ---------------------------------------------------------------------------------------


def _relation(row: Row, near: _Near) -> Iterator[Statement]:
    ratio = row["kind"] == "share" and str(row["base"] or "").startswith("same_period_of:")
    if row["kind"] == "change" or ratio:
        if (made := _change(row, near, ratio)) is not None:
            yield made
    elif row["base"] is None and row["unit"] == "percent" and (made := _share(row)) is not None:
        yield made


def _change(row: Row, near: _Near, ratio: bool) -> Statement | None:
    """A change in percent or in the subject's own unit, or a level as a percentage of another year's."""
    period = (row["period_start"], row["period_end"])
    vague = row["base"] == "previous_year" and str(row["period_kind"]) != "year"  # the year, or its like part?
    before = None if vague else base_period(period, row["base"])
    beside = near.of(row)
    if before is None or beside is None or (row["kind"] == "change" and row["direction"] not in ("up", "down")):
        return None
    if broken(row["metric"], before[0], period[0]):
        return None  # the base is of another counting than any figure stated before
    unit, counting = beside
    now, factor = part_of(row | {"unit": unit, "accumulation": None}, unit, counting)
    then = now._replace(period=before)
    if now.at:
        return None
    each, base = ((now, 1.0 / _length(now, factor)),), ((then, 1.0 / _length(then, factor)),)
    signed = bounds_of(row) if row["direction"] != "down" else negated(bounds_of(row))
    if row["unit"] == "percent":
        bounds = divided(signed if ratio else difference(signed, Interval(-100, -100)), 100)
        return Statement("ratio" if ratio else "change", each, bounds, base, (row,))
    if row["unit"] != unit or ratio:
        return None
    return Statement("change", (*each, (then, -base[0][1])), signed, (), (row,))


def _length(part: Part, factor: float) -> float:
    """The days that a daily average is divided by; 1 for what is no average."""
    return float(days(part.period)) if factor != 1.0 else 1.0


def _share(row: Row) -> Statement | None:
    """A share whose part and whole the codebook names, or one of a place in the whole of its subject."""
    book, period = codebook().metrics, (row["period_start"], row["period_end"])
    entry = book.get(row["metric"] or "")
    if entry is None:
        return None
    share_of = book.get(entry.share_of or "")
    whole = (share_of.part_of or share_of.adds_up_to) if share_of else None
    plain = Amount(row["agency"], entry.metric, None, entry.units[0], row["scope"], "flow")
    if share_of and whole:
        part = plain._replace(subject=share_of.metric, unit=share_of.units[0])
        of = plain._replace(subject=whole, unit=book[whole].units[0])
    elif entry.share_of is None and row["scope"] and additive(entry.metric, entry.units[0]):
        part, of = plain, plain._replace(scope=None)
    else:
        return None
    bounds = divided(bounds_of(row), 100)
    return Statement("share", ((Part(part, period), 1.0),), bounds, ((Part(of, period), 1.0),), (row,))


# ---- identities of the codebook -----------------------------------------------------------------------------------------


def _identities(told: list[Statement]) -> Iterator[Statement]:
    """Parts within wholes, and sums of all parts, wherever levels of one period and unit are told of both."""
    known = {s.terms[0][0] for s in told}
    for part in sorted(known, key=str):
        if part.amount.way == "flow" or not part.at:
            yield from _contained(part, known)
            yield from _summed(part, known)


def _contained(part: Part, known: set[Part]) -> Iterator[Statement]:
    amount, entry = part.amount, codebook().metrics.get(part.amount.subject)
    above = [a for a in ((entry.part_of, entry.adds_up_to) if entry else ()) if a]
    wholes = [
        (amount._replace(subject=a, counting=None), f"{subject_name(amount.subject)} within {subject_name(a)}")
        for a in above
    ]
    if amount.scope and not amount.scope.startswith("case_"):
        wholes.append(
            (amount._replace(scope=None), f"{subject_name(amount.subject)}, {words(amount.scope)}, within the whole")
        )
    for whole, name in wholes:
        if (of := part._replace(amount=whole)) in known:
            yield Statement("identity", ((part, 1.0), (of, -1.0)), Interval(None, 0.0), (), (), name)


def _summed(whole: Part, known: set[Part]) -> Iterator[Statement]:
    """The parts of a division that the codebook calls whole, where each is told of this period; at most the whole where
    the codebook says that they leave something out."""
    divisions: dict[str, list[str]] = defaultdict(list)
    for entry in codebook().metrics.values():
        if entry.adds_up_to == whole.amount.subject and entry.partition:
            divisions[entry.partition].append(entry.metric)
    for division, members in divisions.items():
        parts = [whole._replace(amount=whole.amount._replace(subject=m)) for m in members]
        if len(parts) > 1 and all(p in known for p in parts):
            short = short_of(whole.amount.subject, division, whole.period)
            sign, least = ("within", None) if short else ("=", 0.0)
            name = f"{' + '.join(subject_name(m) for m in members)} {sign} {subject_name(whole.amount.subject)}"
            yield Statement("identity", (*((p, 1.0) for p in parts), (whole, -1.0)), Interval(least, 0.0), (), (), name)
