"""A part of a time: 'the last week of July', 'mid-May', 2021年的第二周, 3月上旬, 年底."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..records import replace
from .date_arithmetic import ONE_DAY, shifted, unit_around, whole_month
from .lexicon import word_list
from .periods import Period, kind_of
from .said import Said
from .time_grammar import Grammar

Days = tuple[date, date]  # the first and the last
LAST = word_list("last_of_some")
SPANS = ("month_range", "first_months", "year_range")  # that may end with the end of a month: 1月至11月底


def with_parts(text: str, points: list[Period], table: Grammar) -> list[Period]:
    """Read what makes a point a part of itself: 'the last week of July', 'mid-May', 2021年的第二周, 3月上旬."""
    out: list[Period] = []
    for point in points:
        if out and point.start < out[-1].end:
            continue  # already read as a part of the point before
        part = part_of(text, point, table)
        while part and out and out[-1].end > part.start:
            out.pop()
        out.append(part or point)
    return out


def part_of(text: str, point: Period, table: Grammar) -> Period | None:
    """'The last week of July', 'the five years to March 2024', 年底: the part that words beside a point make of it."""
    if point.first is None or point.last is None:
        return None
    days = point.first, point.last
    if up_to := _up_to(text, point, days, table):
        return up_to
    parts = (_edge_part, _nth_part, _some_part) if point.first < point.last else (_from_day,)
    return next((found for part in parts if (found := part(text, point, days, table))), None)


def _beside(pattern: re.Pattern[str], text: str, point: Period, table: Grammar) -> re.Match[str] | None:
    """The words of a part where the language tells them: 'the last week of' before a point, 下旬 behind it."""
    return pattern.search(text[: point.start]) if table.spaced else pattern.match(text, point.end)


def _said(found: re.Match[str], day: date, table: Grammar) -> Said:
    return Said(found.groupdict(), found[0], table, day, day)


def _up_to(text: str, point: Period, days: Days, table: Grammar) -> Period | None:
    """'The five years to March 2024', 'the 24 hours to Tuesday', 截至2023年的三年间: a length that ends with a point."""
    found = _length_up_to(text, point, table)
    if found is None:
        return None
    unit = table.sizes[(found["span"] or found["one"]).lower()]
    count = _said(found, days[1], table).number("n") if found["n"] else 1
    before = days[1] if unit == "hour" else days[1] + ONE_DAY  # the 24 hours to Tuesday begin on Monday
    return _spanning(point, found, (shifted(before, unit, -count), days[1]), "up_to")


def _edge_part(text: str, point: Period, days: Days, table: Grammar) -> Period | None:
    """'Mid-May', 'the end of 2023', 3月上旬, 年底."""
    for side, pattern in table.edges:
        if found := _beside(pattern, text, point, table):
            if point.rule in SPANS:
                return _part_of_an_end(point, found, side, table)
            first, last, rule = edge_of(*days, side)
            return _spanning(point, found, (first, last), rule)
    return None


def _nth_part(text: str, point: Period, days: Days, table: Grammar) -> Period | None:
    """'The last week of July', 2021年的第二周: one of several, if it is shorter than the point."""
    found = _beside(table.parts["nth"], text, point, table)
    if found is None:
        return None
    one, last_one = found.groupdict().get("one"), found.groupdict().get("last")
    nth = 1 if one else -1 if last_one or found["nth"].lower() in LAST else None
    nth = nth or _said(found, days[1], table).number("nth")
    counted = point.rule == "holiday"  # the first week of a season of travel begins with it
    span = nth_of(*days, nth, table.sizes[found["span"].lower()], counted=counted)
    return _spanning(point, found, span, "nth") if span and days[1] - days[0] > span[1] - span[0] else None


def _some_part(text: str, point: Period, days: Days, table: Grammar) -> Period | None:
    """'The first ten days of last year', 今年前三周."""
    found = _beside(table.parts["some"], text, point, table)
    if found is None:
        return None
    side = "first" if found["side"].lower() in table.side_first else "last"
    count = _said(found, days[1], table).number("n")
    return _spanning(point, found, some_of(*days, side, count, table.sizes[found["span"].lower()]), "nth")


def _from_day(text: str, point: Period, days: Days, table: Grammar) -> Period | None:
    """'The five days from 1 May': a length that begins with a day."""
    found = _beside(table.parts["from"], text, point, table) if "from" in table.parts else None
    if found is None:
        return None
    count = _said(found, days[0], table).number("n")
    end = shifted(days[0], table.sizes[found["span"].lower()], count) - ONE_DAY
    return _spanning(point, found, (days[0], end), "nth")


def _part_of_an_end(point: Period, found: re.Match[str], side: str, table: Grammar) -> Period:
    """'Mid-June to August', 6月至8月中旬: the words make the end beside them a part, and not the whole span."""
    assert point.first is not None
    assert point.last is not None
    unit = "year" if point.rule == "year_range" else "month"
    if table.spaced:
        first = edge_of(*unit_around(point.first, unit), side)[0]
        return replace(point, start=found.start(), first=first, kind=kind_of(first, point.last))
    last = edge_of(*unit_around(point.last, unit), side)[1]
    return replace(point, end=found.end(), last=last, kind=kind_of(point.first, last))


def _length_up_to(text: str, point: Period, table: Grammar) -> re.Match[str] | None:
    """The words of a length that ends with a point: 'the five years to March 2024', 截至2023年的三年间."""
    if table.spaced:
        return table.parts["up_to"].search(text[: point.start])
    until = table.before["until"].search(text[: point.start])
    return table.parts["up_to"].match(text, point.end) if until else None


def _spanning(point: Period, found: re.Match[str], span: tuple[date, date], rule: str) -> Period:
    """A period over the point and the words that make it a part."""
    start, end = min(point.start, found.start()), max(point.end, found.end())
    return Period(start, end, span[0], span[1], kind_of(*span), rule)


def edge_of(first: date, last: date, side: str) -> tuple[date, date, str]:
    """'The end of 2023', 月底: the last day; 'the beginning of' and 年初: the first; the middle third for 'mid'."""
    if side == "start":
        return first, first, "start_of"
    if side == "end":
        return last, last, "end_of"
    days = (last - first).days + 1
    if 28 <= days <= 31:
        return {
            "early": (first, first.replace(day=10), "part"),
            "mid": (first.replace(day=10), first.replace(day=20), "part"),
            "late": (first.replace(day=16), last, "part"),
            "first_ten": (first, first.replace(day=10), "part"),
            "second_ten": (first.replace(day=11), first.replace(day=20), "part"),
            "last_ten": (first.replace(day=21), last, "part"),
        }[side]
    if days in (365, 366):
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(side)
        if months:
            return date(first.year, months[0], 1), whole_month(first.year, months[1])[1], "part"
    third = timedelta(days=days // 3)
    return {
        "early": (first, first + third - ONE_DAY),
        "mid": (first + third, last - third),
        "late": (last - third + ONE_DAY, last),
    }[side] + ("part",)


def middle_of(point: Period) -> date | None:
    """'By mid-2022', 'by mid-June', 截至年中: the last day up to which the middle of a year or a month is meant."""
    if point.rule != "part" or point.first is None or point.last is None:
        return None
    if (point.first.month, point.last.month) == (5, 8):
        return date(point.first.year, 6, 30)
    return point.first.replace(day=15) if (point.first.day, point.last.day) == (10, 20) else None


def nth_of(first: date, last: date, nth: int, unit: str, *, counted: bool = False) -> tuple[date, date] | None:
    """'The second week of 2021', 'the 9th month of next year'; -1 is the last. `counted`: weeks are told from the first day on."""
    if unit == "week" and counted:
        begin = first + timedelta(days=7 * (nth - 1)) if nth > 0 else last + ONE_DAY + timedelta(days=7 * nth)
        return begin, begin + timedelta(days=6)
    if unit == "week":
        thursday = first + timedelta(days=(3 - first.weekday()) % 7)  # ISO 8601: a week belongs to its Thursday's year
        if nth > 0:
            monday = thursday - timedelta(days=3) + timedelta(days=7 * (nth - 1))
        else:
            end = last - timedelta(days=(last.weekday() - 3) % 7) - timedelta(days=3)
            monday = end + timedelta(days=7 * (nth + 1))
        return monday, monday + timedelta(days=6)
    if unit == "day":
        day = first + timedelta(days=nth - 1) if nth > 0 else last + timedelta(days=nth + 1)
        return day, day
    if unit in ("month", "quarter", "half", "year", "decade"):
        start = unit_around(first, unit)[0] if nth > 0 else unit_around(last, unit)[0]
        begin = shifted(start, unit, nth - 1 if nth > 0 else nth + 1)
        return unit_around(begin, unit)
    return None


def some_of(first: date, last: date, side: str, count: int, unit: str) -> tuple[date, date]:
    """'The first ten days of last year', 'the last three weeks of this year'."""
    if side == "first":
        return first, shifted(first, unit, count) - ONE_DAY
    return shifted(last + ONE_DAY, unit, -count), last
