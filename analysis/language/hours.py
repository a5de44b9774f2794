"""Hours of a day, and a weekday with its date: what stands beside a day and is one point with it."""

from __future__ import annotations

from ..records import replace
from .periods import Period
from .time_grammar import Grammar


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
