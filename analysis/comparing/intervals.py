"""Arithmetic of bounds: what two figures that are known only within bounds imply. None is an open end."""

from __future__ import annotations

from typing import NamedTuple


class Interval(NamedTuple):
    """From low to high, both possible; None is an open end."""

    low: float | None
    high: float | None

    @property
    def closed(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def width(self) -> float:
        return self.high - self.low if self.low is not None and self.high is not None else float("inf")


NOTHING = Interval(None, None)
SLACK = 1e-9  # relative; bounds that touch within rounding error of floats overlap


def less(a: float | None, b: float | None, sign: int = 1) -> float | None:
    """a - b, or a + b with sign -1; open if either is."""
    return None if a is None or b is None else a - sign * b


def difference(after: Interval, before: Interval) -> Interval:
    """(22000, 23000) less (16000, 17000) is (5000, 7000)."""
    return Interval(less(after.low, before.high), less(after.high, before.low))


def total(parts: list[Interval]) -> Interval:
    """The sum of figures: bounds add up."""
    lows, highs = [p.low for p in parts], [p.high for p in parts]
    low = None if None in lows else sum(v for v in lows if v is not None)
    high = None if None in highs else sum(v for v in highs if v is not None)
    return Interval(low, high)


def percent_change(after: Interval, before: Interval) -> Interval:
    """From (16000, 17000) to (22000, 23000) is (+29.4, +43.8) percent; open where a bound is, or the base may be zero."""
    low = None if after.low is None or not before.high or before.high <= 0 else (after.low / before.high - 1) * 100
    high = None if after.high is None or not before.low or before.low <= 0 else (after.high / before.low - 1) * 100
    return Interval(low, high)


def percent_of(part: Interval, whole: Interval) -> Interval:
    """A part as a percentage of its whole."""
    change = percent_change(part, whole)
    return Interval(less(change.low, 100, -1), less(change.high, 100, -1))


def divided(value: Interval, by: float) -> Interval:
    return Interval(*(None if v is None else v / by for v in value))


def overlap(a: Interval, b: Interval) -> bool | None:
    """Can both be right? None where an open end leaves it untold."""
    if a == NOTHING or b == NOTHING:
        return None
    apart = gap(a, b) > 0
    if apart:
        return False
    if a.closed and b.closed:
        return True
    known_low = a.low is not None and b.high is not None and a.low <= b.high
    known_high = b.low is not None and a.high is not None and b.low <= a.high
    return True if known_low and known_high else None


def gap(a: Interval, b: Interval) -> float:
    """How far apart two intervals lie; 0 where they overlap or an open end may bridge it."""
    slack = (
        SLACK * max(1.0, *(abs(v) for v in (*a, *b) if v is not None)) if any(v is not None for v in (*a, *b)) else 0
    )
    if a.low is not None and b.high is not None and a.low - b.high > slack:
        return a.low - b.high
    if b.low is not None and a.high is not None and b.low - a.high > slack:
        return b.low - a.high
    return 0.0


def relative_gap(a: Interval, b: Interval) -> float:
    """The gap as a share of the larger figure: 0.1 is ten percent apart."""
    size = max((abs(v) for v in (*a, *b) if v is not None), default=0.0)
    return gap(a, b) / size if size else 0.0


def text(value: Interval, unit: str = "", signed: bool = False) -> str:
    """'22,000 to 23,000', '6.2', '+29.4 to +43.8 percent', '39,000 or more'."""
    low, high = (None if v is None else figure(v, signed) for v in value)
    name = f" {unit}" if unit else ""
    if low is None and high is None:
        return f"unknown{name}"
    if high is None:
        return f"{low} or more{name}"
    if low is None:
        return f"{high} or less{name}"
    return f"{low}{name}" if low == high else f"{low} to {high}{name}"


def figure(value: float, signed: bool = False) -> str:
    """22000.0 => '22,000'; 62.3412 => '62.34'."""
    plain = f"{value:+,.10g}" if signed else f"{value:,.10g}"
    whole = abs(value - round(value)) < 1e-6
    if whole or abs(value) >= 10_000:
        return f"{round(value):+,d}" if signed else f"{round(value):,d}"
    digits = 2 if abs(value) >= 1 else 3
    short = f"{value:+,.{digits}f}" if signed else f"{value:,.{digits}f}"
    return short.rstrip("0").rstrip(".") if "." in short else plain
