"""Periods of claims against each other: their length, their like a year apart, the period before, tilings of one by others."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from .date_arithmetic import ONE_DAY, shift_months

Dates = tuple[date, date]


def days(period: Dates) -> int:
    return (period[1] - period[0]).days + 1


def years_earlier(period: Dates, years: int = 1) -> Dates:
    """The like period of another year: the end of a month stays the end of its month."""
    first, last = (shift_months(day, -12 * years) for day in period)
    if period[1].day == calendar.monthrange(period[1].year, period[1].month)[1]:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return first, last


def whole_months(period: Dates) -> int:
    """How many whole calendar months a period covers; 0 where it does not cover whole ones."""
    after = period[1] + ONE_DAY
    if period[0].day != 1 or after.day != 1:
        return 0
    return (after.year - period[0].year) * 12 + after.month - period[0].month


def period_before(period: Dates) -> Dates | None:
    """The month before a month, the quarter before a quarter, the half before a half, the seven days before seven; None for other spans."""
    months = whole_months(period)
    if days(period) == 7:
        return period[0] - 7 * ONE_DAY, period[1] - 7 * ONE_DAY
    if months not in (1, 3, 6, 12):
        return None
    first = shift_months(period[0], -months)
    return first, period[0] - ONE_DAY


def base_period(period: Dates, base: str | None) -> Dates | None:
    """What a change of this period is measured against, where its base can be dated; nothing is measured against itself."""
    if base is None:
        return None
    if base in ("same_period_last_year", "previous_year"):
        return years_earlier(period)
    if base == "previous_period":
        return period_before(period)
    year_said = base.removeprefix("same_period_of:")
    if year_said != base and year_said.isascii() and year_said.isdigit():
        year = int(year_said)
        return years_earlier(period, period[0].year - year) if year != period[0].year else None
    return None


def tilings(whole: Dates, parts: list[Dates], most: int = 12) -> Iterator[list[Dates]]:
    """Every way to lay periods end to end so that they cover `whole`: two halves, four quarters."""
    by_start: dict[date, list[Dates]] = {}
    for part in sorted(set(parts)):
        if part != whole and whole[0] <= part[0] and part[1] <= whole[1]:
            by_start.setdefault(part[0], []).append(part)

    def lay(at: date, laid: list[Dates]) -> Iterator[list[Dates]]:
        if at == whole[1] + ONE_DAY:
            yield laid
        elif len(laid) < most:
            for part in by_start.get(at, []):
                yield from lay(part[1] + ONE_DAY, [*laid, part])

    yield from lay(whole[0], [])


def name(period: Dates) -> str:
    """'2024', '2024 H1', '2024 Q2', '2024-03', '2024-01-01 to 2024-08-19'."""
    first, last = period
    months = whole_months(period)
    if months == 12 and first.month == 1:
        return str(first.year)
    if months == 6 and first.month in (1, 7):
        return f"{first.year} H{1 if first.month == 1 else 2}"
    if months == 3 and first.month in (1, 4, 7, 10):
        return f"{first.year} Q{(first.month + 2) // 3}"
    if months == 1:
        return f"{first.year}-{first.month:02d}"
    if months and first.year == last.year:
        return f"{first.year}-{first.month:02d} to {last.month:02d}"
    return str(first) if first == last else f"{first} to {last}"
