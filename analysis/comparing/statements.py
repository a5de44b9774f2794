"""What is said, as a bound on amounts; and the same in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ..codebook import words
from ..language.calendar import name as period_name
from .intervals import Interval, bounds_of, difference, divided, text
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


@dataclass(frozen=True)
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
        return text(bounds_of(row), str(row["unit"]))
    if statement.kind == "share":
        return f"{text(bounds_of(row), 'percent')} of {subject_name(statement.base[0][0].amount.subject)}"
    then = period_name((statement.base or statement.terms[1:])[0][0].period)
    if statement.kind == "ratio":
        return f"{text(bounds_of(row), 'percent')} of {then}"
    if not statement.base:
        return f"{text(bounds, str(row['unit']), signed=True)} on {then}"
    return f"{text(percent(bounds), 'percent', signed=True)} on {then}"


def percent(ratio: Interval) -> Interval:
    """A ratio as a change in percent: 1.05 is +5."""
    return difference(divided(ratio, 0.01), Interval(100, 100))
