"""Holidays that are named, and their days off by the official calendar of mainland China."""

from __future__ import annotations

import functools
import re
from datetime import date

from .date_arithmetic import ONE_DAY
from .lexicon import word_list
from .said import Said, Span

SEASONS, SPRING_TRAVEL = word_list("travel_seasons"), word_list("spring_travel_seasons")
SUMMER_TRAVEL = word_list("summer_travel_seasons")
# Of the season of travel, by the Ministry of Transport's plan of each year.
BEFORE_NEW_YEAR, SPRING_TRAVEL_DAYS = 15, 40
AHEAD = 45  # days before which a season to come is told of
NEW_YEAR = "New Year's Day"  # whose days off may begin in December


def holiday(said: Said) -> Span:
    """The official days off of a Chinese holiday that is named; None where the words name none or its days are not known."""
    if any(word in said.raw.lower() for word in SPRING_TRAVEL):
        return spring_travel(said_year(said), said.today)
    if any(word in said.raw.lower() for word in SUMMER_TRAVEL):
        return summer_travel(said_year(said), said.today)
    if any(word in said.raw.lower() for word in SEASONS):
        return None, None, None  # weeks of travel around the holiday
    named = {name for word, name in said.words.holidays if word in said.raw.lower()}
    spans = [holiday_days(name, said_year(said)) for name in sorted(named)]
    known = [span for span in spans if span]
    if not known or len(known) < len(spans):
        return None, None, None
    first, last = min(a for a, _ in known), max(b for _, b in known)  # 中秋、国庆假期 is one
    return (
        (first, last, "holiday") if (first - said.today).days <= 45 and (last - first).days < 20 else (None, None, None)
    )


def spring_travel(year: int, today: date) -> Span:
    """春运: the 40 days from the fifteenth day before the New Year of the moon; None before it has been planned."""
    from .named_days import moon_day

    first = moon_day(year, 1, 1) - BEFORE_NEW_YEAR * ONE_DAY
    last = first + (SPRING_TRAVEL_DAYS - 1) * ONE_DAY
    return (first, last, "holiday") if (first - today).days <= AHEAD else (None, None, None)


def summer_travel(year: int, today: date) -> Span:
    """暑运: the 62 days of July and August, as the railways plan it each year; None before it has been planned."""
    first, last = date(year, 7, 1), date(year, 8, 31)
    return (first, last, "holiday") if (first - today).days <= AHEAD else (None, None, None)


def said_year(said: Said) -> int:
    """The year said in a holiday's name ('last year's Spring Festival', 2024年春节), or that of the briefing."""
    for word, step in said.words.years.items():
        if word in said.raw.lower():
            return said.today.year + int(step)
    digits = re.search(r"(?:19|20)\d\d", said.raw)
    return int(digits[0]) if digits else said.today.year


@functools.cache
def holiday_days(name: str, year: int) -> tuple[date, date] | None:
    """First and last day off of a Chinese public holiday by the official calendar (package chinesecalendar); None where it has none."""
    import chinese_calendar

    all_days = chinese_calendar.constants.holidays.items()
    first, last = date(year, 1, 1), date(year, 12, 31)
    if name == NEW_YEAR:
        first, last = date(year - 1, 12, 1), date(year, 11, 30)
    days = sorted(day for day, holiday in all_days if holiday == name and first <= day <= last)
    if name == "Spring Festival":
        days = [d for d in days if d.month in (1, 2)]
    if not days:
        return None
    first, last = days[0], days[-1]
    while (first - ONE_DAY).weekday() >= 5 and (first - ONE_DAY) not in chinese_calendar.constants.workdays:
        first -= ONE_DAY
    while (last + ONE_DAY).weekday() >= 5 and (last + ONE_DAY) not in chinese_calendar.constants.workdays:
        last += ONE_DAY
    return first, last
