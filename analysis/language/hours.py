"""What stands beside a time and tells more of it: hours of a day, a weekday with its date, the year of a row."""

from __future__ import annotations

from datetime import date

from ..records import replace
from .date_arithmetic import shift_months, whole_month
from .lexicon import alternatives, word_list
from .patterns import later
from .periods import Period, kind_of
from .time_grammar import Grammar

IN_ROW = ("month", "half", "quarter")  # parts of a year that may go on a row
ROW = later(r"[^。！？.!?]{0,40}[,，;；、][^。！？.!?]{0,12}")
SAYS_YEAR = later(rf"(?:19|20)\d\d|{alternatives(list(word_list('says_a_year')))}")
COMPARED = later(rf"(?:{alternatives(list(word_list('compared_before_a_time')))}) ?(?:the |in )?$")


def says_year(said: str) -> bool:
    """Does a time say its year: 'May 2019', 'last May', 去年5月?"""
    return SAYS_YEAR.search(said) is not None


DAY_FIRST = later(r"(?<![\d/])(?:1[3-9]|2\d|3[01])[-/](?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d(?!\d)")
SLASHED = later(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")


def day_first(text: str, point: Period) -> Period:
    """'From 01/03/2023 until 31/12/2024': in a sentence with a date that can only be day first, all are."""
    said = SLASHED.fullmatch(text, point.start, point.end) if point.rule == "date" else None
    if said is None or int(said[2]) > 12 or DAY_FIRST.search(text) is None:
        return point
    day = date(int(said[3]), int(said[2]), int(said[1]))
    return replace(point, first=day, last=day)


def in_year_of_row(text: str, point: Period | None, before: Period | None) -> Period | None:
    """去年上半年28人，下半年则有18人; 'in January 2022 30, in February 20': a part that says no year is of the one told right before it,
    where it comes later in that year."""
    if point is None or before is None or point.first is None or point.last is None or before.first is None:
        return point
    if point.rule != before.rule or point.rule not in IN_ROW or point.first.year == before.first.year:
        return point
    told = SAYS_YEAR.search(text, before.start, before.end) and not SAYS_YEAR.search(text, point.start, point.end)
    compared = COMPARED.search(text, max(0, before.start - 16), before.start)
    if not told or compared or ROW.fullmatch(text, before.end, point.start) is None:
        return point
    months = 12 * (before.first.year - point.first.year)
    first = shift_months(point.first, months)
    last = whole_month(point.last.year + months // 12, point.last.month)[1]
    later_on = before.last is not None and first > before.last
    return replace(point, first=first, last=last, kind=kind_of(first, last)) if later_on else point


def middle_of_year(text: str, before: Period | None, start: int, today: date) -> date | None:
    """去年小年夜118581人次，除夕85741人次、初一87503人次: a day of the year of the holiday whose days a row goes on with, where it is not
    this year."""
    if before is None or before.first is None or before.rule not in ("lunar", "named_day"):
        return None
    said = SAYS_YEAR.search(text, text.rfind("。", 0, start) + 1, before.end)
    goes_on = said and before.first.year != today.year and ROW.fullmatch(text, before.end, start)
    return date(before.first.year, 6, 30) if goes_on else None


def with_hours(text: str, points: list[Period], table: Grammar) -> list[Period]:
    """'0:00 on May 31', 'June 2 at 17:00': an hour and the day beside it are one point, the day."""
    out: list[Period] = []
    for point in points:
        before = out[-1] if out else None
        between = text[before.end : point.start] if before else None
        if before and before.rule == "weekday" and point.rule == "date" and between in table.weekday_of:
            out[-1] = replace(point, start=before.start)  # 'On Saturday, January 8'
        elif before and before.kind == "day" and point.rule == "weekday" and between in ("", " ") and not table.spaced:
            out[-1] = replace(before, end=point.end)  # 本月25日星期四
        elif before and before.rule == "named_day" and point.rule == "date" and between in table.weekday_of | {" on "}:
            out[-1] = replace(point, start=before.start)  # 'Easter Sunday on April 1, 2018'
        elif before and before.rule == "weekday" and _in_brackets(text, before, point) and _same_weekday(before, point):
            out[-1] = replace(point, start=before.start, end=point.end + 1)  # 周日(22日)晚上9时
        elif before and before.rule == "clock" and point.kind == "day" and between in table.hour_of:
            out[-1] = replace(point, start=before.start)
        elif before and before.kind == "day" and point.rule == "clock" and between in table.hour_at:
            out[-1] = replace(before, end=point.end)
        else:
            out.append(point)
    return out


def _same_weekday(before: Period, point: Period) -> bool:
    """Is a day the weekday that is said beside it? 'Saturday (02/12/2023)' is no day in February."""
    return bool(
        before.first and point.first and point.kind == "day" and before.first.weekday() == point.first.weekday()
    )


def _in_brackets(text: str, before: Period, point: Period) -> bool:
    """Does a point stand alone in brackets right behind another?"""
    return text[before.end : point.start].strip() == "(" and text[point.end : point.end + 1] == ")"
