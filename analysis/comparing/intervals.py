"""Arithmetic of bounds: what two figures that are known only within bounds imply. None is an end that nothing bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Interval:
    """From low to high; None is no bound at all. An open end leaves its own bound out: more than 22,000 is not 22,000."""

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False

    @property
    def closed(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def width(self) -> float:
        return self.high - self.low if self.low is not None and self.high is not None else float("inf")

    @property
    def ends(self) -> list[float]:
        """The bounds that there are."""
        return [v for v in (self.low, self.high) if v is not None]


NOTHING = Interval(None, None)
SLACK = 1e-9  # relative; bounds that touch within rounding error of floats overlap
LOW_OPEN = ("more_than", "nearly", "less_than", "at_most")
HIGH_OPEN = ("more_than", "at_least", "nearly", "less_than")


def bounds_of(row: Mapping[str, Any]) -> Interval:
    """The interval of a claim or of a row of a series, with its open ends.

    `low_open` and `high_open` say whether a bound is itself left out; where they are null the modifier does:
    more_than is (22,000, 23,000), at_least [22,000, 23,000), nearly and less_than (21,000, 22,000), at_most (21,000,
    22,000], exact and about have both ends closed. An interval of one point has no open end.
    """
    low, high, modifier = row["low"], row["high"], str(row.get("modifier"))
    ends = [row.get("low_open"), row.get("high_open")]
    if low is not None and low == high:
        return Interval(low, high)
    low_open = modifier in LOW_OPEN if ends[0] is None else bool(ends[0])
    high_open = modifier in HIGH_OPEN if ends[1] is None else bool(ends[1])
    return Interval(low, high, low is not None and low != 0 and low_open, high is not None and high_open)


def less(a: float | None, b: float | None, sign: int = 1) -> float | None:
    """a - b, or a + b with sign -1; None if either is."""
    return None if a is None or b is None else a - sign * b


def difference(after: Interval, before: Interval) -> Interval:
    """(22000, 23000) less (16000, 17000) is (5000, 7000)."""
    return Interval(
        less(after.low, before.high),
        less(after.high, before.low),
        after.low_open or before.high_open,
        after.high_open or before.low_open,
    )


def negated(value: Interval) -> Interval:
    """The interval of -x: 'down 30 percent' is (-35, -25)."""
    return difference(Interval(0, 0), value)


def total(parts: list[Interval]) -> Interval:
    """The sum of figures: bounds add up."""
    added = Interval(0.0, 0.0)
    for part in parts:
        added = difference(added, negated(part))
    return added


def percent_change(after: Interval, before: Interval) -> Interval:
    """From (16000, 17000) to (22000, 23000) is (+29.4, +43.8) percent; None where a bound is, or the base may be zero."""
    low = None if after.low is None or not before.high or before.high <= 0 else (after.low / before.high - 1) * 100
    high = None if after.high is None or not before.low or before.low <= 0 else (after.high / before.low - 1) * 100
    return Interval(low, high, after.low_open or before.high_open, after.high_open or before.low_open)


def percent_of(part: Interval, whole: Interval) -> Interval:
    """A part as a percentage of its whole."""
    return difference(percent_change(part, whole), Interval(-100, -100))


def divided(value: Interval, by: float) -> Interval:
    low, high = (None if v is None else v / by for v in (value.low, value.high))
    return Interval(low, high, value.low_open, value.high_open)


def overlap(a: Interval, b: Interval) -> bool | None:
    """Can both be right? None where an end without a bound leaves it untold."""
    if a.ends == [] or b.ends == []:
        return None
    if gap(a, b) > 0 or _only_touch(a, b) or _only_touch(b, a):
        return False
    if a.closed and b.closed:
        return True
    known_low = a.low is not None and b.high is not None and a.low <= b.high
    known_high = b.low is not None and a.high is not None and b.low <= a.high
    return True if known_low and known_high else None


def _only_touch(a: Interval, b: Interval) -> bool:
    """Does a end where b begins, with that point left out of one of them? 'Nearly' and 'more than' 22,000."""
    if a.high is None or b.low is None or not (a.high_open or b.low_open):
        return False
    return abs(a.high - b.low) <= SLACK * max(1.0, abs(a.high))


def gap(a: Interval, b: Interval) -> float:
    """How far apart two intervals lie; 0 where they overlap, touch, or may be bridged by an end without a bound."""
    slack = SLACK * max(1.0, *(abs(v) for v in (*a.ends, *b.ends))) if a.ends or b.ends else 0
    if a.low is not None and b.high is not None and a.low - b.high > slack:
        return a.low - b.high
    if b.low is not None and a.high is not None and b.low - a.high > slack:
        return b.low - a.high
    return 0.0


def relative_gap(a: Interval, b: Interval) -> float:
    """The gap as a share of the larger figure: 0.1 is ten percent apart."""
    size = max((abs(v) for v in (*a.ends, *b.ends)), default=0.0)
    return gap(a, b) / size if size else 0.0


def text(value: Interval, unit: str = "", signed: bool = False) -> str:
    """'22,000 to 23,000', '6.2', '+29.4 to +43.8 percent', '39,000 or more'."""
    low, high = (None if v is None else figure(v, signed) for v in (value.low, value.high))
    name = f" {unit}" if unit else ""
    if low is None and high is None:
        return f"unknown{name}"
    if high is None:
        return f"{low} or more{name}"
    if low is None:
        return f"{high} or less{name}"
    return f"{low}{name}" if low == high else f"{low} to {high}{name}"


def told_digits(reckoned: Interval) -> Interval:
    """A reckoned figure in no more digits than its bounds carry, rounded outwards: (79.29, 82.6) => (79, 83),
    (1685083, 1740331) => (1685000, 1741000); one value in two or three: 0.0367 => 0.037, 1480.8 => 1481."""
    low, high, width = reckoned.low, reckoned.high, reckoned.width
    if low is None or high is None or low == high:
        ends = [None if v is None else _few_digits(v) for v in (low, high)]
        return Interval(ends[0], ends[1])
    small = max(abs(low), abs(high)) < 10  # 0.7 to 1.8, not 0 to 2
    tens = math.floor(math.log10(width)) - 1 if width >= 100 else -2 if width < 0.1 else -1 if width < 1 or small else 0
    unit, places = 10.0**tens, max(0, -tens)
    first, last = math.floor(low / unit + 1e-9) * unit, math.ceil(high / unit - 1e-9) * unit
    return Interval(round(first, places), round(last, places))


def _few_digits(value: float) -> float:
    size = abs(value)
    return float(f"{value:.2g}") if size < 1 else round(value, 0 if size >= 100 else 1)


def figure(value: float, signed: bool = False) -> str:
    """22000.0 => '22,000'; 62.3412 => '62.34'."""
    signed = signed and abs(value) >= 1e-6  # nothing has no sign
    plain = f"{value:+,.10g}" if signed else f"{value:,.10g}"
    whole = abs(value - round(value)) < 1e-6
    if whole or abs(value) >= 10_000:
        return f"{round(value):+,d}" if signed else f"{round(value):,d}"
    digits = 2 if abs(value) >= 1 else 3
    short = f"{value:+,.{digits}f}" if signed else f"{value:,.{digits}f}"
    return short.rstrip("0").rstrip(".") if "." in short else plain
