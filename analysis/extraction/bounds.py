"""What the words about a number allow it to be, under both readings."""

from __future__ import annotations

from decimal import Decimal

from ..language.units import is_measured
from .quantities import Quantity

Bounds = tuple[float | None, float | None]


def bounds(value: Decimal | None, quantity: Quantity, unit: str | None, reading: str) -> Bounds:
    """Low and high for a value in base units; None is an open end.

    Conventional: 'more than 22,000' is (22000, 23000), since 23,000 would have been said. Strict: (22000, None).
    """
    if value is None:
        if quantity.low is None or quantity.high is None:
            return None, None
        return float(quantity.low), float(quantity.high)
    factor = Decimal(100) if quantity.unit == "multiple" and unit == "percent" else Decimal(1)
    step = quantity.step * factor
    if reading == "strict":
        low, high = _strict(value, quantity.modifier)
    else:
        low, high = _conventional(value, step, quantity.modifier, _counted(unit))
    low = max(low, Decimal(0)) if low is not None and value >= 0 else low
    return _number(low), _number(high)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _counted(unit: str | None) -> bool:
    if unit in ("day", "week", "month", "year"):
        return True  # 'four consecutive years' are four
    return not is_measured(unit)


def _strict(value: Decimal, modifier: str) -> tuple[Decimal | None, Decimal | None]:
    if modifier in ("more_than", "at_least"):
        return value, None
    if modifier in ("less_than", "at_most", "nearly"):
        return Decimal(0), value
    return (None, None) if modifier == "about" else (value, value)


def _conventional(value: Decimal, step: Decimal, modifier: str, counted: bool) -> tuple[Decimal, Decimal]:
    if modifier in ("more_than", "at_least"):
        return value, value + step
    if modifier in ("less_than", "at_most", "nearly"):
        return value - step, value
    if modifier == "about":
        return value - step, value + step
    if step == 1 and counted:
        return value, value
    return value - step / 2, value + step / 2
