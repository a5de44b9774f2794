"""What the words about a number allow it to be, under both readings, and whether an end itself is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ...language.units import is_measured
from .quantity import Quantity

SMALL = 100  # below it a counted figure is exact: 'six gangs' are six
ABOVE, BELOW = ("more_than", "at_least"), ("less_than", "at_most", "nearly")


class Bounds(NamedTuple):
    """Low and high in base units, None where the end is open to infinity; whether each end itself is left out."""

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False


def bounds(
    value: Decimal | None, quantity: Quantity, unit: str | None, reading: str
) -> tuple[float | None, float | None]:
    """Low and high for a value in base units; None is an open end.

    Conventional: 'more than 22,000' is (22000, 23000), since 23,000 would have been said. Strict: (22000, None).
    """
    return ends(value, quantity, unit, reading)[:2]


def ends(value: Decimal | None, quantity: Quantity, unit: str | None, reading: str) -> Bounds:
    """The bounds of a figure with their open ends: more than 22,000 and nearly 22,000 do not meet."""
    if value is None:
        if quantity.low is None or quantity.high is None:
            return Bounds(None, None)
        return Bounds(float(quantity.low), float(quantity.high))
    factor = Decimal(100) if quantity.unit == "multiple" and unit == "percent" else Decimal(1)
    step, modifier = quantity.step * factor, quantity.modifier
    low, high = (
        _strict(value, modifier) if reading == "strict" else _conventional(value, step, modifier, _counted(unit))
    )
    low = max(low, Decimal(0)) if low is not None and value >= 0 else low
    return Bounds(
        _number(low), _number(high), modifier == "more_than" or (modifier in ("nearly", "less_than", "at_most") and reading != "strict"),
        modifier in ("less_than", "nearly") or (modifier in ABOVE and reading != "strict"),
    )  # fmt: skip


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _counted(unit: str | None) -> bool:
    if unit in ("day", "week", "month", "year"):
        return True  # 'four consecutive years' are four
    return not is_measured(unit)


def _strict(value: Decimal, modifier: str) -> tuple[Decimal | None, Decimal | None]:
    if modifier in ABOVE:
        return value, None
    if modifier in BELOW:
        return Decimal(0), value
    return (None, None) if modifier == "about" else (value, value)


def _conventional(value: Decimal, step: Decimal, modifier: str, counted: bool) -> tuple[Decimal, Decimal]:
    if modifier in ABOVE:
        return value, value + step
    if modifier in BELOW:
        return value - step, value
    if modifier == "about":
        return value - step, value + step
    if counted and (step == 1 or (abs(value) < SMALL and value == value.to_integral_value())):
        return value, value
    return value - step / 2, value + step / 2
