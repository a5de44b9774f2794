"""Points of time joined into spans: 'from A to B', 'since A', 'as of B', 自A以来, A至B."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..records import replace
from .date_arithmetic import ONE_DAY, shift_months
from .lexicon import word_list
from .patterns import later
from .periods import Period, kind_of
from .time_grammar import Grammar
from .time_parts import middle_of
from .times_within import days_since, months_in_a_row, near_days, next_day, years_in_a_row

NOW, NOW_OF, UP_TO_NOW, FROM_ON = (word_list(name) for name in ("now", "units_of_now", "up_to_now", "from_on"))
YEAR = later(r"\d{4}|year|年")
OF_A_YEAR = ("date", "month", "part", "start_of", "end_of")  # rules of times that are of a year, said or not
DAYS = ("date", "weekday", "relative_day", "day_of_month", "day_alone", "named_day", "lunar", "present")
STRETCHES = ("epi_week", "week_number", "month", "nth_month", "quarter", "half", "year", "fiscal_year", "decade")
PARTS = ("nth", "part", "start_of", "end_of", "year_end", "fiscal_part", "relative", "five_year_plan")
JOINABLE = frozenset((*DAYS, *STRETCHES, *PARTS))  # rules whose spans may be the two ends of a longer one


def joined(text: str, points: list[Period], table: Grammar, today: date) -> list[Period]:
    """The times that points make: 'from March to June', 'since March', 截至6月底, 自5月10日起至7月20日止."""
    spans: list[Period] = []
    for number, point in enumerate(points):
        point = months_in_a_row(text, spans, point, table)
        before = spans[-1] if spans else None
        if before and before.rule == "since" and number and points[number - 1].end <= before.end:
            before = _begun(text, before, points[number - 1], table)
        floor = spans[-2].end if len(spans) > 1 else 0
        if (row := years_in_a_row(text, spans, point, table)) is not None:
            del spans[spans.index(row[0]) :]
            spans.append(row[1])
        elif before and (span := _from_to(text, before, point, floor, table)):
            spans[-1] = span
        else:
            opened = _open_ended(text, point, table, today)
            while spans and spans[-1].start >= opened.start:
                spans.pop()  # the hour of 'as of 2:30 pm Saturday'
            spans.append(opened)
    return spans


def _begun(text: str, since: Period, point: Period, table: Grammar) -> Period:
    """自5月10日起至7月20日止: the point that a span begins with, where its end may be said, too."""
    named = table.led_around.match(text, point.end)  # 自5月1日“醉驾入刑”起至31日
    return replace(point, start=since.start, end=named.end() if named else point.end)


def _from_to(text: str, before: Period, point: Period, floor: int, table: Grammar) -> Period | None:
    """'From March to June': the span of two points, if the words between and around make them one."""
    if before.first is None or point.last is None or before.end > point.start:
        return None
    end = _linked(text, before, point, table)
    both = before.rule in JOINABLE and point.rule in JOINABLE
    if not (end and both) and not next_day(text, before, point, table):
        return None
    first, last, tail = _ends(text, before, point)
    start = _with_length(text, before.start, floor, table)
    return Period(start, end or point.end, first, last, kind_of(first, last), "from_to", tail)


def _ends(text: str, before: Period, point: Period) -> tuple[date, date, date | None]:
    """The first and last day of a span, and the first of its last point; a year said with one point is that of both."""
    assert before.first is not None
    assert point.last is not None
    first, last, tail = before.first, point.last, point.first
    if before.rule == point.rule == "weekday" and first > last:
        first -= timedelta(weeks=1)  # 'from Monday to Sunday', told on a Monday
    year_said = YEAR.search(text, point.start, point.end) is not None
    if first > last and not year_said:
        # 'between December 2 and January 18'
        last, tail = shift_months(last, 12), shift_months(tail or last, 12)
    elif year_said and before.rule in OF_A_YEAR and not YEAR.search(text, before.start, before.end):
        first = shift_months(first, 12 * (last.year - first.year))  # 'from May 28 to June 3, 2019'
        first = shift_months(first, -12) if first > last else first
    elif first > last:
        first = shift_months(first, -12)
    return first, last, last + ONE_DAY if point.rule == "end_of" else tail


def _with_length(text: str, start: int, floor: int, table: Grammar) -> int:
    """'In the five years from 2015 to 2019': where the words begin that tell how long a span is, behind `floor`."""
    found = table.parts["from"].search(text[:start]) if "from" in table.parts else None
    return found.start() if found and found.start() >= floor else start


def _linked(text: str, before: Period, point: Period, table: Grammar) -> int | None:
    """Where the span of two points ends, if the words between and around make them one."""
    between = text[before.end : point.start]
    if table.pair.fullmatch(between) and point.rule == "lunar" and before.rule in ("lunar", "from_to", "named_day"):
        return None if table.each_its_own.search(text, point.end) else point.end  # 除夕、初一、初三及初四，每日……
    if table.pair.fullmatch(between) and point.rule == "day_alone" and not table.spaced and before.last and point.first:
        return point.end if point.first == before.last + ONE_DAY else None  # 12月30日及31日
    led = table.spaced and table.before["from"].search(text[max(0, before.start - 12) : before.start])
    if table.pair.fullmatch(between) and near_days(before, point) and not led:
        return None if table.each_its_own.search(text, point.end) else point.end  # 1月31日及2月4日
    if table.pair.fullmatch(between):  # 'between Wednesday and Friday'
        within = table.within.match(text, point.end) if not table.spaced else None
        return within.end() if within else point.end if led else None
    return point.end if table.to.fullmatch(between) else None


def _open_ended(text: str, point: Period, table: Grammar, today: date) -> Period:
    """'Since March', 'before May', 截至6月底: the span that a point begins or ends, or the point as it is."""
    lead = text[max(0, point.start - 20) : point.start]
    if point.rule == "clock" and table.as_of_hour.search(lead):
        return replace(point, first=today, last=today, kind="day", rule="hour_of_day")  # 截至晚上9时
    if point.rule not in JOINABLE or point.first is None or point.last is None or point.rule == "present":
        return point
    if behind := table.behind["since"].match(text, point.end):
        return replace(point, end=behind.end(), last=today, kind=kind_of(point.first, today), rule="since")
    if since := _since(text, point, lead, table, today):
        return since
    if point.rule == "fiscal_year":
        return point  # 'by 2024/25' is a year of its own
    return _before_or_after(text, point, lead, table) or _until(point, lead, table) or point


def _since(text: str, point: Period, lead: str, table: Grammar, today: date) -> Period | None:
    """'Since the border reopened on 1 April', 自4月起, 2021年起侦破1.1万宗: from a point up to today."""
    assert point.first is not None
    assert point.last is not None
    behind = _behind_since(text, point, table)
    led = table.before["since"].search(lead) or _since_event(text, point, table)
    if led is None:
        if behind is None or table.spaced or point.first > today:
            return None
        if not behind[0].endswith(UP_TO_NOW) and not _begins(point, behind):
            return None
        return Period(point.start, behind.end(), point.first, today, kind_of(point.first, today), "since")
    behind = behind or table.led_around.match(text, point.end)
    if behind is None and not table.spaced:
        return None
    end = behind.end() if behind and not table.spaced else point.end
    when = (point.first, point.last) if table.since_when.match(text, point.end) else None
    begins = point.start - len(led[0])
    passed = min(today, days_since(text, begins, point.first) or today)
    return Period(begins, end, point.first, passed, kind_of(point.first, passed), "since", when=when)


def _behind_since(text: str, point: Period, table: Grammar) -> re.Match[str] | None:
    """自4月起实施“獴猎”行动以来: the longest words behind a point that make it the first of a span."""
    after, around = table.after.match(text, point.end), table.around.match(text, point.end)
    after = around if after is None or (around and around.end() > after.end()) else after
    if after and after[0].endswith(NOW) and text[after.end() : after.end() + 1] in NOW_OF:
        return None  # 去年10月至今年1月
    return after


def _before_or_after(text: str, point: Period, lead: str, table: Grammar) -> Period | None:
    """'Before May 2020', 2020年5月以后: a span with one open end."""
    assert point.first is not None
    assert point.last is not None
    for side in ("before", "after"):
        ahead, behind = table.before[side].search(lead), table.behind[side].match(text, point.end)
        if ahead or behind:
            start = point.start - len(ahead[0]) if ahead else point.start
            opens = point.last if point.one_day else point.last + ONE_DAY  # 5月1日以后 has that day in it
            first, last = (None, point.first - ONE_DAY) if side == "before" else (opens, None)
            return Period(start, behind.end() if behind else point.end, first, last, "campaign", side)
    return None


def _until(point: Period, lead: str, table: Grammar) -> Period | None:
    """'As of June 30', 截至年中: up to the last day of a point, or its middle."""
    until = table.before["until"].search(lead)
    if until is None or table.until_not.search(lead[: until.start()]):
        return None
    last = middle_of(point) or point.last
    start = point.start - len(until[0])
    return replace(point, start=start, first=None, last=last, kind="day", rule="until", tail=point.first)


def _begins(point: Period, after: re.Match[str]) -> bool:
    """2021年起侦破1.1万宗: a year or a month from which on something was done."""
    return point.rule in ("year", "month") and after[0].strip() in FROM_ON and after.string[point.start].isdigit()


def _since_event(text: str, point: Period, table: Grammar) -> re.Match[str] | None:
    """'Since the measures were introduced on 1 June,': the words from 'since' to the time that ends the clause."""
    ends = table.since_ends.match(text, point.end) or text[point.end - 1] == ","
    before = text[max(0, point.start - 90) : point.start]
    return table.since_noun.search(before) or (table.since_event.search(before) if ends else None)
