"""A span of time as said, and its kind told from its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .date_arithmetic import ONE_DAY

SPANS_OF_TIME = ("day", "week", "month", "quarter", "year")  # units that a length of time is told in


@dataclass(frozen=True)
class Period:
    """A span of time as said: inclusive dates; None is an open end. `kind` is the vocabulary's period_kind.

    `tail` is the first day of the last point of a span: 1 March in 'from January to March'. `when` are the days of the
    time itself where 'when' follows: 'since May 2019, when 57,674 people were stopped' tells of that month.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    kind: str
    rule: str
    tail: date | None = None
    when: tuple[date, date] | None = None

    @property
    def dated(self) -> bool:
        return self.first is not None and self.last is not None

    @property
    def one_day(self) -> bool:
        return self.first is not None and self.first == self.last

    @property
    def days(self) -> int:
        """How many days, both ends counted; 0 where an end is open."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0

    def within(self, other: Period) -> bool:
        """Does no day lie outside another time? None of the four ends may be open."""
        if not (self.first and self.last and other.first and other.last):
            return False
        return other.first <= self.first and self.last <= other.last


def kind_of(first: date | None, last: date | None) -> str:
    """The period_kind of inclusive dates, told from their shape: Jan to Jun is a half, Jan to Jul year_to_date."""
    if first is None or last is None:
        return "campaign"
    after = last + ONE_DAY
    months = (after.year - first.year) * 12 + after.month - first.month if first.day == after.day == 1 else 0
    shapes = {12: "year", 6: "half", 3: "quarter", 1: "month"}
    aligned = months in shapes and (first.month - 1) % months == 0
    if first == last:
        return "day"
    if aligned or months == 12:
        return shapes[months]
    if first.month == first.day == 1 and first.year == last.year:
        return "year_to_date"
    if (last - first).days == 6 and first.weekday() == 0:
        return "week"
    return "multi_year" if (last - first).days > 366 else "campaign"
