"""Days, calendar units and their arithmetic."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

HOURS_OF_DAY = 24
ONE_DAY = timedelta(days=1)


def whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift_month_end(day: date, months: int) -> date:
    """The last day of a month, moved: 28 February by one is 31 March."""
    return shift_months(day + ONE_DAY, months) - ONE_DAY


def unit_around(day: date, unit: str, back: int = 0) -> tuple[date, date]:
    """The calendar unit (day, week, month, quarter, half, year, decade, century) that holds a day, or one `back` units earlier."""
    if unit == "day":
        return day - timedelta(days=back), day - timedelta(days=back)
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday() + 7 * back)
        return (monday + timedelta(days=5) if unit == "weekend" else monday), monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    index = (day.year * 12 + day.month - 1) // months * months - months * back
    first = date(index // 12, index % 12 + 1, 1)
    return first, shift_months(first, months) - ONE_DAY


def shifted(day: date, unit: str, count: int) -> date:
    """The day `count` units later, or earlier where negative."""
    if unit == "workday":
        step = timedelta(days=1 if count > 0 else -1)
        while count:
            day += step
            count -= (1 if count > 0 else -1) * (day.weekday() < 5)
        return day
    if unit == "hour":
        return day + timedelta(days=count // HOURS_OF_DAY)  # the 36 hours to Tuesday begin two days before it
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
    if unit in days:
        return day + timedelta(days=days[unit] * count)
    return shift_months(
        day, count * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    )
