"""Times by what they stand in: a name between quotation marks, the days that have passed since."""

from __future__ import annotations

import itertools
from datetime import date

from ..records import replace
from .date_arithmetic import ONE_DAY
from .lexicon import alternatives, lexicon, word_list
from .patterns import later
from .periods import Period, kind_of
from .time_grammar import Grammar

QUOTE_BEFORE, QUOTE_BEHIND = later(r'"[^"\s,，。]{0,4}$'), later(r'[^"\s,，。]{0,2}" ?的?([^",，。;；]{1,8})')
NAMED_BY_A_DAY = word_list("named_by_a_day")


LED_TO_LAW = later(rf"(?:{alternatives(list(word_list('leads_to_a_law', 'zh')))}) ?$")
LAW_ENDS = later(
    rf"(?:(?![的违依])[\u4e00-\u9fff()（）]){{0,10}}?(?:{alternatives(list(word_list('ends_a_law', 'zh')))})"
)


def names_something(text: str, point: Period) -> bool:
    """代号为“2016.10.30”的走私案, “涉海1号”专案: a day between quotation marks that an operation or a case is called by."""
    before = QUOTE_BEFORE.search(text, max(0, point.start - 6), point.start)
    if before is None:
        return False
    behind, led = QUOTE_BEHIND.match(text, point.end), text[max(0, before.start() - 30) : before.start()].lower()
    closed = text[point.end : point.end + 1] == '"'
    said = behind[1].lower() if behind else ""
    return any(word in said or (closed and word in led) for word in NAMED_BY_A_DAY)


def with_laws(text: str, points: list[Period]) -> list[Period]:
    """The points without the days of those that are the name of a law: 依1963年移民条例, 1966年护照法令."""
    return [replace(p, first=None, last=None, rule="law") if _of_law(text, p) else p for p in points]


def _of_law(text: str, point: Period) -> bool:
    led = point.kind == "year" and LED_TO_LAW.search(text, max(0, point.start - 4), point.start)
    return bool(led and LAW_ENDS.match(text, point.end))


DAYS_SINCE = later(r"\b(?P<n>\w+) (?P<span>day|week)s (?:(?:that have )?passed )?$")
COUNTS = {word: row["value"] for row in lexicon("numbers")["digits"] for word in row["en"]}


def days_since(text: str, begins: int, first: date) -> date | None:
    """'In the four days since the border reopened on 1 April': the last of so many days or weeks."""
    said = DAYS_SINCE.search(text, 0, begins)
    count = said and (int(said["n"]) if said["n"].isdigit() else COUNTS.get(said["n"].lower()))
    if not said or not count:
        return None
    return first + (int(count) * (7 if said["span"] == "week" else 1) - 1) * ONE_DAY


YEARS_IN_A_ROW = word_list("years_in_a_row", "zh")


def years_in_a_row(text: str, joined: list[Period], point: Period, table: Grammar) -> tuple[Period, Period] | None:
    """2019、2020、2021三年: the first of the years, and the time that they are together."""
    said = next((n for n, word in enumerate(YEARS_IN_A_ROW, 3) if text.startswith(word, point.end)), 0)
    years = [*joined[-said + 1 :], point] if 0 < said <= len(joined) + 1 else []
    gaps = (text[a.end : b.start] for a, b in itertools.pairwise(years))
    if not years or any(p.rule != "year" for p in years) or not all(table.pair.fullmatch(gap) for gap in gaps):
        return None
    first, last = years[0].first, years[-1].last
    return years[0], Period(years[0].start, point.end + 2, first, last, kind_of(first, last), "from_to")


LISTED, LISTED_LAST = later(r"[,、] ?"), later(r"[,、和及与]")


def months_in_a_row(text: str, joined: list[Period], point: Period, table: Grammar) -> Period:
    """'June, July and August', 6月、7月和8月共: the span of the last months with those listed right before them."""
    if point.first is None or point.last is None:
        return point
    last, row = joined[-1] if joined else None, point
    if point.rule == "month" and last and last.rule == "month_range" and last.last and not table.spaced:
        # 6月、7月和8月: the first two are read as one, the third goes on with them
        goes_on = last.last + ONE_DAY == point.first and LISTED_LAST.fullmatch(text, last.end, point.start)
        if goes_on and not table.each_its_own.search(text, point.end):
            joined.pop()
            return replace(last, end=point.end, last=point.last, kind=kind_of(last.first, point.last))
    while joined and row.rule == "month_range" and _follows(text, joined[-1], row):
        first = joined.pop()
        assert row.first
        assert row.last
        assert first.first
        begun = date(row.first.year - (first.first.month > row.first.month), first.first.month, 1)
        row = replace(row, start=first.start, first=begun, kind=kind_of(begun, row.last))
    return row


def _follows(text: str, before: Period, point: Period) -> bool:
    """Is a month the one right before another, and listed before it?"""
    if (
        before.rule != "month"
        or not (before.first and point.first)
        or not LISTED.fullmatch(text, before.end, point.start)
    ):
        return False
    return before.first.month % 12 + 1 == point.first.month


APART = 62 * ONE_DAY


def near_days(before: Period, point: Period) -> bool:
    """Are two dates so near that figures told of both are of the days between?"""
    days = point.rule == before.rule and point.rule in ("date", "weekday") and before.one_day and point.one_day
    return bool(days and before.first and point.first and ONE_DAY <= point.first - before.first <= APART)


def next_day(text: str, before: Period, point: Period, table: Grammar) -> bool:
    """4月30日、5月1日、5月2日三天: the day after those of a row."""
    day = point.rule == "date" and before.rule == "from_to" and before.last and point.first == before.last + ONE_DAY
    row = bool(day) and table.pair.fullmatch(text[before.end : point.start]) is not None
    return row and not table.each_its_own.search(text, point.end)
