"""'in the first half' / 上半年 + the briefing's date -> start, end."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..records import replace
from .calendar_rules import CALENDAR_RULES
from .date_arithmetic import ONE_DAY, shift_months
from .holidays import holiday
from .hours import day_first, in_year_of_row, middle_of_year, with_hours
from .lexicon import word_list
from .named_days import lunar, named_day
from .patterns import later
from .periods import Period, kind_of
from .relative_rules import RELATIVE_RULES
from .said import FIRST_OF_REPUBLIC, Said, Span
from .time_grammar import Grammar, grammar
from .time_parts import middle_of, with_parts
from .times_within import days_since, months_in_a_row, names_something, near_days, next_day, with_laws, years_in_a_row
from .years_or_counts import counts

NOW, NOW_OF, UP_TO_NOW, FROM_ON = (word_list(name) for name in ("now", "units_of_now", "up_to_now", "from_on"))
LAST_MONTH, THIS_MONTH = word_list("before_a_month"), word_list("this_month")


def _no_dates(said: Said) -> Span:
    """Hours: times, and no dates."""
    return None, None, None


# One rule for each id of lexicon/periods.toml.
NAMED = {"holiday": holiday, "named_day": named_day, "lunar": lunar, "clock": _no_dates}
RULES = CALENDAR_RULES | RELATIVE_RULES | NAMED


def find_periods(
    text: str, lang: str, today: date, fiscal_start: int = 1, republic: bool = False, south: bool = False
) -> list[Period]:
    """All time expressions of a folded text, in order, resolved against the briefing's date `today`.

    `fiscal_start` is the first month of the agency's fiscal year (10 for US federal agencies, 4 for the UK); `republic`: years of two
    figures are counted from 1912, as Taiwan's agencies write them (97年12月); `south`: winter begins in June.
    """
    table = grammar(lang)
    if not table.spaced and table.republic[republic].search(text):
        common, places = in_common_years(text, table.republic[republic])
        found = find_periods(common, lang, today, fiscal_start)
        return [replace(p, start=places[p.start], end=places[p.end]) for p in found]
    points: list[Period] = []
    for match in table.point.finditer(text):
        before = points[-1] if points else None
        linked = bool(before and before.first and table.to.fullmatch(text[before.end : match.start()]))
        # 'from 2003 to last January', 自今年起至本月16日
        linked = linked and not match[0].lower().startswith((*LAST_MONTH, *THIS_MONTH))
        # a bare 'June 30' after '25 June 2020 to' is of that year
        context = date(before.first.year, 12, 31) if linked and before and before.first else today
        told = middle_of_year(text, before, match.start(), today)
        period = _resolve(text, match, table, told or context, told or today, fiscal_start, south)
        period = in_year_of_row(text, period, before)
        if period is not None and linked and before and before.first and period.rule == "day_alone" and period.first:
            period = _in_month_of(period, before.first)
        if period is not None and before and before.kind == "day" and match[0] in table.same_day:
            period = replace(period, first=before.first, last=before.last)  # 5月15日当天
        if period is not None and before and before.end == match.start() and match[0] in table.same_unit:
            period = replace(period, first=before.first, last=before.last)  # 3月份当月
        if period is not None:
            points.append(day_first(text, period) if table.spaced else period)
    points = with_hours(text, [p for p in with_laws(text, points) if not names_something(text, p)], table)
    joined = _join(text, with_parts(text, points, table), table, today)
    return [period for period in joined if period.rule != "present"]


def in_common_years(text: str, years: re.Pattern[str]) -> tuple[str, list[int]]:
    """A text with the years of the Republic of China as years of the calendar (109年3月 => 2020年3月), and for each place in it
    the one in the text as it was."""
    out, at = "", 0
    places: list[int] = []
    for match in years.finditer(text):
        out += text[at : match.start()]
        places += range(at, match.start())
        year = str(FIRST_OF_REPUBLIC - 1 + int(match["n"] or match["m"]))
        out += year
        places += [match.start()] * len(year)
        at = match.end()
    return out + text[at:], [*places, *range(at, len(text) + 1)]


THE, OF_NAME = later(r"\b[Tt]he $"), later(r"[/-]| (?:long |[Bb]ank |[Pp]ublic )*(?:[A-Z]|holiday|weekend)")
YEAR = later(r"\d{4}|year|年")


OF_A_YEAR = ("date", "month", "part", "start_of", "end_of")  # rules of times that are of a year, said or not

# Rules whose spans may be the two ends of a longer one.
JOINABLE = frozenset(
    [
        "date",
        "month",
        "year",
        "weekday",
        "quarter",
        "relative",
        "relative_day",
        "epi_week",
        "week_number",
        "present",
        "day_of_month",
        "day_alone",
        "half",
        "fiscal_part",
        "decade",
        "nth",
        "week_number",
        "start_of",
        "end_of",
        "part",
        "nth_month",
        "five_year_plan",
        "named_day",
        "lunar",
        "year_end",
        "fiscal_year",
    ]
)


def _in_month_of(period: Period, first: date) -> Period:
    """8月1日0时至20日24时: a day without a month that ends a span is of the month in which the span began."""
    assert period.first is not None
    try:
        day = first.replace(day=period.first.day)
    except ValueError:
        return period
    return replace(period, first=day, last=day) if day >= first else period


def _resolve(
    text: str, match: re.Match[str], table: Grammar, context: date, today: date, fiscal_start: int, south: bool
) -> Period | None:
    key = str(match.lastgroup)  # the group around the whole point closes last
    rule = table.ids[key]
    prefix = f"{key}__"
    parts = {k.removeprefix(prefix): v for k, v in match.groupdict().items() if k.startswith(prefix) and v is not None}
    if "alone" in parts and not _is_month(text, match, table):
        return None
    if rule == "year" and table.spaced and counts(text, *match.span(), today):
        return None
    cut = table.spaced and len(text) > match.end() and text[match.end() - 1 : match.end() + 1].isalpha()
    if cut or table.no_time.match(text, match.end()):
        return None  # 'the week-long holiday' names no week, nor does 'the weekly rate'
    said = Said(parts, match[0], table, today, context, fiscal_start, south)
    try:
        span = RULES[rule](said)
    except (ValueError, KeyError, OverflowError):
        return None
    if span is None:
        return None
    first, last, kind = span
    end = match.start() + len(match[0].rstrip(", "))  # 'between March and October, ...': the comma parts clauses
    return Period(match.start(), end, first, last, kind or kind_of(first, last), rule)


def _is_month(text: str, match: re.Match[str], table: Grammar) -> bool:
    """Is a month's name that stands alone a month ('in May') and no other word ('they may')?"""
    if (name := match[0].rstrip(".")).islower() and name in table.never_month:
        return False
    if table.month_does.match(text, match.end()) and name[:1].isupper():
        return True  # 'August saw a rise'
    before = text[max(0, match.start() - 40) : match.start()]
    if name.istitle() and before[-1:] == "(" and text[match.end() : match.end() + 1] in (":", ")"):
        return True  # '(December: 812)'
    if name[:1].isupper() and table.spaced and text[match.end() : match.end() + 2].strip().isdigit():
        return bool(table.month_cue.search(before[-16:]) or table.month_row.search(before))
    if name.istitle() and table.spaced and table.hedged.match(text, match.end()) and table.month_row.search(before):
        return True  # 'October had nearly 17,300, September almost 7,700'
    named = name.istitle() and THE.search(before) and not OF_NAME.match(text, match.end())  # 'the July total'
    return bool(table.month_cue.search(before[-16:]) or named)


def _join(text: str, points: list[Period], table: Grammar, today: date) -> list[Period]:
    """Join points into spans: 'from A to B', 'since A', 'as of B', 自A以来, A至B."""
    joined: list[Period] = []
    for number, point in enumerate(points):
        point = months_in_a_row(text, joined, point, table)
        before = joined[-1] if joined else None
        if before and before.rule == "since" and number and points[number - 1].end <= before.end:
            said = points[number - 1]  # 自5月10日起至7月20日止: the end is said
            named = table.led_around.match(text, said.end)  # 自5月1日“醉驾入刑”起至31日
            before = replace(said, start=before.start, end=named.end() if named else said.end)
        if (row := years_in_a_row(text, joined, point, table)) is not None:
            del joined[joined.index(row[0]) :]
            joined.append(row[1])
            continue
        if before and before.first and point.last and before.end <= point.start:
            end = _linked(text, before, point, table)
            goes_on = next_day(text, before, point, table)
            if goes_on or (end and before.rule in JOINABLE and point.rule in JOINABLE):
                end = end or point.end
                first, last, tail = before.first, point.last, point.first
                if before.rule == point.rule == "weekday":
                    first -= (first > last) * timedelta(weeks=1)  # 'from Monday to Sunday', told on a Monday
                year_said = YEAR.search(text, point.start, point.end) is not None
                if first > last and not year_said:
                    last, tail = (
                        shift_months(day, 12) for day in (last, tail or last)
                    )  # between December 2 and January 18
                elif year_said and before.rule in OF_A_YEAR and not YEAR.search(text, before.start, before.end):
                    first = shift_months(first, 12 * (last.year - first.year))  # 'from May 28 to June 3, 2019'
                    first = shift_months(first, -12) if first > last else first
                elif first > last:
                    first = shift_months(first, -12)
                tail = last + ONE_DAY if point.rule == "end_of" else tail
                start = _with_length(text, before.start, joined[-2].end if len(joined) > 1 else 0, table)
                joined[-1] = Period(start, end, first, last, kind_of(first, last), "from_to", tail)
                continue
        opened = _open_ended(text, point, table, today)
        while joined and joined[-1].start >= opened.start:
            joined.pop()  # the hour of 'as of 2:30 pm Saturday'
        joined.append(opened)
    return joined


def _with_length(text: str, start: int, floor: int, table: Grammar) -> int:
    """'In the five years from 2015 to 2019': where the words begin that tell how long a span is, behind the time before."""
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
    if point.rule == "clock" and table.as_of_hour.search(text[max(0, point.start - 20) : point.start]):
        return replace(point, first=today, last=today, kind="day", rule="hour_of_day")  # 截至晚上9时
    if point.rule not in JOINABLE or point.first is None or point.last is None or point.rule == "present":
        return point
    lead = text[max(0, point.start - 20) : point.start]
    if later := table.behind["since"].match(text, point.end):
        return replace(point, end=later.end(), last=today, kind=kind_of(point.first, today), rule="since")
    after, around = table.after.match(text, point.end), table.around.match(text, point.end)
    after = around if after is None or (around and around.end() > after.end()) else after  # 自4月起实施“獴猎”行动以来
    if after and after[0].endswith(NOW) and text[after.end() : after.end() + 1] in NOW_OF:
        after = None  # 去年10月至今年1月
    since = table.before["since"].search(lead) or _since_event(text, point, table)
    if since:
        after = after or table.led_around.match(text, point.end)
        if after or table.spaced:
            end = after.end() if after and not table.spaced else point.end
            when = (point.first, point.last) if table.since_when.match(text, point.end) else None
            begins = point.start - len(since[0])
            passed = min(today, days_since(text, begins, point.first) or today)
            return Period(begins, end, point.first, passed, kind_of(point.first, passed), "since", when=when)
    elif (
        after and not table.spaced and point.first <= today and (after[0].endswith(UP_TO_NOW) or _begins(point, after))
    ):
        return Period(point.start, after.end(), point.first, today, kind_of(point.first, today), "since")
    if point.rule == "fiscal_year":
        return point  # 'by 2024/25' is a year of its own
    for side in ("before", "after"):
        ahead, behind = table.before[side].search(lead), table.behind[side].match(text, point.end)
        if ahead or behind:
            start = point.start - len(ahead[0]) if ahead else point.start
            whole = point.last if point.first != point.last else point.last - ONE_DAY
            first, last = (None, point.first - ONE_DAY) if side == "before" else (whole + ONE_DAY, None)
            return Period(start, behind.end() if behind else point.end, first, last, "campaign", side)
    until = table.before["until"].search(lead)
    if until and not table.until_not.search(lead[: until.start()]):
        tail = point.first
        last = middle_of(point) or point.last
        start = point.start - len(until[0])
        return replace(point, start=start, first=None, last=last, kind="day", rule="until", tail=tail)
    return point


def _begins(point: Period, after: re.Match[str]) -> bool:
    """2021年起侦破1.1万宗: a year or a month from which on something was done."""
    return point.rule in ("year", "month") and after[0].strip() in FROM_ON and after.string[point.start].isdigit()


def _since_event(text: str, point: Period, table: Grammar) -> re.Match[str] | None:
    """'Since the measures were introduced on 1 June,': the words from 'since' to the time that ends the clause."""
    ends = table.since_ends.match(text, point.end) or text[point.end - 1] == ","
    before = text[max(0, point.start - 90) : point.start]
    return table.since_noun.search(before) or (table.since_event.search(before) if ends else None)
