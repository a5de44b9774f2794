"""What is said, as a bound on amounts; and the same in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from ..codebook import codebook, words
from ..language.calendar import name as period_name
from .intervals import Interval, bounds_of, difference, divided, overlap, text
from .subjects import outlet_of, subject_name, subject_of

Row = dict[str, Any]
Dates = tuple[date, date]


class Amount(NamedTuple):
    """What is added up over time, or stands at a point of it."""

    agency: str | None
    subject: str
    counting: str | None
    unit: str
    scope: str | None
    way: str  # flow; or where figures do not add up: stock, cumulative, rate, fixed


class Part(NamedTuple):
    """An amount in a period, and for what does not add up: the event that it was told at, where the time is long."""

    amount: Amount
    period: Dates
    at: str = ""


Terms = tuple[tuple[Part, float], ...]


@dataclass(frozen=True, eq=False)
class Statement:
    """What is said: `low` to `high` for the sum of `terms`, or for its ratio to the sum of `base`."""

    kind: str  # level, change, ratio, share, identity
    terms: Terms
    bounds: Interval
    base: Terms = ()
    claims: tuple[Row, ...] = ()
    name: str = ""  # of an identity

    @property
    def outlets(self) -> set[str]:
        return {outlet_of(r) for r in self.claims}

    @property
    def parts(self) -> list[Part]:
        return [part for part, _ in (*self.terms, *self.base)]


def together(found: Sequence[Statement]) -> list[Statement]:
    """One statement for all claims that say the same of the same."""
    alike: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    for s in found:
        ends = tuple(None if v is None else round(v, 9) for v in (s.bounds.low, s.bounds.high))
        alike[(s.kind, s.terms, s.base, ends, s.bounds.low_open, s.bounds.high_open)].append(s)
    return [replace(group[0], claims=tuple(r for s in group for r in s.claims)) for group in alike.values()]


def including_the_number(told: Sequence[Statement]) -> list[Statement]:
    """Where 70 and 'more than 70' are told of one thing, the loose word is taken to include the number; and where 712.52
    and 712 are, the shorter number is taken to be cut off instead of rounded."""
    points = {(s.terms, s.bounds.low) for s in told if s.bounds.low == s.bounds.high}
    alike: dict[Terms, list[Statement]] = defaultdict(list)
    for s in told:
        alike[s.terms].append(s)
    made: list[Statement] = []
    for s in told:
        low, high = s.bounds.low, s.bounds.high
        ends = (
            s.bounds.low_open and (s.terms, low) not in points,
            s.bounds.high_open and (s.terms, high) not in points,
        )
        cut = [v for o in alike[s.terms] if _cut_off(s, o) and (v := o.bounds.high) is not None]
        made.append(replace(s, bounds=Interval(low, max([high, *cut]) if high is not None else None, *ends)))
    return made


def _cut_off(short: Statement, long: Statement) -> bool:
    """May the shorter number be the longer one without its last digits? Not rounded, it is up to a step below."""
    a, b = short.bounds, long.bounds
    if (
        str(short.claims[0]["modifier"]) != "exact"
        or a.high is None
        or a.low is None
        or b.low is None
        or b.high is None
    ):
        return False
    return b.width < a.width and a.high < b.low and b.high <= a.high + a.width / 2


def told_apart(found: Sequence[Statement]) -> tuple[list[Statement], dict[str, list[str]]]:
    """(statements to hold against others, claim => claims of its own report that tell another value for its place).

    A report that gives one place two values, or a time less than a part of it, means two things by them, which the
    reading could not tell apart: only a value that another report tells of that place is kept.
    """
    reports: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    places: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    for s in found:
        thing = s.terms[0][0].amount if s.kind == "level" else (s.terms, s.base)
        reports[(_report(s), s.kind, thing)].append(s)
        places[(s.kind, s.terms, s.base)].append(s)
    against: dict[str, list[str]] = {}
    for told in reports.values():
        for s in told:
            own = [o for o in told if _apart(s, o) or _apart(o, s)]
            same = places[(s.kind, s.terms, s.base)]
            backed = any(_report(o) != _report(s) and overlap(o.bounds, s.bounds) for o in same)
            if own and not backed:
                against[s.claims[0]["claim_id"]] = [o.claims[0]["claim_id"] for o in own]
    return [s for s in found if s.claims[0]["claim_id"] not in against], against


def _apart(whole: Statement, part: Statement) -> bool:
    """Can two statements of one report not be of one thing: do they not meet, or is a part of a time above its whole?"""
    if whole.terms == part.terms:
        return overlap(whole.bounds, part.bounds) is False
    a, b = whole.terms[0][0], part.terms[0][0]
    within = (
        a.amount == b.amount and a.amount.way == "flow" and a.period[0] <= b.period[0] and b.period[1] <= a.period[1]
    )
    if not within or whole.kind != "level" or part.kind != "level":
        return False
    return whole.bounds.high is not None and part.bounds.low is not None and part.bounds.low > whole.bounds.high


def _report(statement: Statement) -> str:
    return str(statement.claims[0]["briefing_id"])


def said(statement: Statement, raw: bool = True) -> str:
    """A statement in plain words: 'border crossings of 2022 Q1: 30,094,000 (3009.4万人次; CCTV, 2022-04-27)'."""
    if statement.kind == "identity":
        return f"{statement.name} ({period_name(statement.terms[0][0].period)})"
    part = statement.terms[0][0]
    row = statement.claims[0]
    scope = f", {words(part.amount.scope)}," if part.amount.scope else ""
    source = f" ({row['raw']}; {outlet_of(row)}, {row['date'] or 'no date'})" if raw else ""
    return f"{subject_name(subject_of(row))}{scope} {period_name(part.period)}: {_figure(statement)}{source}"


def _figure(statement: Statement) -> str:
    row, bounds = statement.claims[0], statement.bounds
    if statement.kind == "level":
        return text(bounds_of(row), codebook().unit_label(row["unit"]))
    if statement.kind == "share":
        return f"{text(bounds_of(row), 'percent')} of {subject_name(statement.base[0][0].amount.subject)}"
    then = period_name((statement.base or statement.terms[1:])[0][0].period)
    if statement.kind == "ratio":
        return f"{text(bounds_of(row), 'percent')} of {then}"
    if not statement.base:
        return f"{text(bounds, codebook().unit_label(row['unit']), signed=True)} on {then}"
    return f"{text(percent(bounds), 'percent', signed=True)} on {then}"


def percent(ratio: Interval) -> Interval:
    """A ratio as a change in percent: 1.05 is +5."""
    return difference(divided(ratio, 0.01), Interval(100, 100))
