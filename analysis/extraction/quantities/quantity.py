"""A number with its neighbours, and a number sign that is none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ...language.number_words import Numeral

COUNTABLE = ("person", "person_trip", "case", "gang", "site", "vehicle", "vehicle_trip", "document", "call")
GENERIC = ("item", "site", "entity")


@dataclass(frozen=True)
class Quantity:
    """A number with what its neighbours say: text[start:end] spans modifier, number and measure."""

    start: int
    end: int
    numeral: Numeral
    value: Decimal | None
    step: Decimal
    low: Decimal | None
    high: Decimal | None
    modifier: str
    unit: str | None
    per: str | None
    counted: str | None
    known_unit: bool
    implied: bool
    rules: tuple[str, ...]

    @property
    def percent(self) -> bool:
        return self.unit == "percent"


@dataclass(frozen=True)
class Leftover:
    """A number sign that is no claim, with the reason."""

    start: int
    end: int
    reason: str
