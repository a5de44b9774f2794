"""'in the first half' / 上半年 + the briefing's date -> start, end."""

from __future__ import annotations

import re
from datetime import date

from ..records import replace
from .calendar_rules import CALENDAR_RULES
from .fiscal_rules import in_fiscal_years
from .holidays import holiday
from .hours import day_first, in_year_of_row, middle_of_year, with_hours
from .lexicon import word_list
from .named_days import lunar, named_day
from .patterns import later
from .periods import Period, kind_of
from .relative_rules import RELATIVE_RULES
from .said import CALENDAR, FIRST_OF_REPUBLIC, Reckoning, Said, Span
from .time_grammar import Grammar, grammar
from .time_parts import with_parts
from .time_spans import joined
from .times_within import names_something, with_laws
from .years_or_counts import counts

LAST_MONTH, THIS_MONTH = word_list("before_a_month"), word_list("this_month")


def _no_dates(said: Said) -> Span:
    """Hours: times, and no dates."""
    return None, None, None


# One rule for each id of lexicon/periods.toml.
NAMED = {"holiday": holiday, "named_day": named_day, "lunar": lunar, "clock": _no_dates}
RULES = CALENDAR_RULES | RELATIVE_RULES | NAMED


def find_periods(text: str, lang: str, today: date, reckoning: Reckoning = CALENDAR) -> list[Period]:
    """All time expressions of a folded text, in order, resolved against the briefing's date `today` and its office's years."""
    table = grammar(lang)
    if not table.spaced and table.republic[reckoning.republic].search(text):
        common, places = in_common_years(text, table.republic[reckoning.republic])
        found = find_periods(common, lang, today, reckoning._replace(republic=False))
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
        period = _resolve(text, match, table, told or context, told or today, reckoning)
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
    spans = joined(text, with_parts(text, points, table), table, today)
    return in_fiscal_years(text, [period for period in spans if period.rule != "present"])


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


def _in_month_of(period: Period, first: date) -> Period:
    """8月1日0时至20日24时: a day without a month that ends a span is of the month in which the span began."""
    assert period.first is not None
    try:
        day = first.replace(day=period.first.day)
    except ValueError:
        return period
    return replace(period, first=day, last=day) if day >= first else period


def _resolve(
    text: str, match: re.Match[str], table: Grammar, context: date, today: date, reckoning: Reckoning
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
    said = Said(parts, match[0], table, today, context, reckoning)
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
