"""Times by the time that the text is about: the week before it, the three months before it; how long a time is said to be."""

from __future__ import annotations

from datetime import date, timedelta

from ...language.date_arithmetic import ONE_DAY, shift_months
from ...language.holidays import SPRING_TRAVEL_DAYS
from ...language.lexicon import word_list
from ...language.numbers import find_numerals
from ...language.periods import Period, kind_of
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Time
from .times_of_report import Place

ALONE = word_list("alone_of_a_whole")
LONG = ("year", "year_to_date", "half", "quarter")
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
PREVIOUS_MONTH, PREVIOUS = word_list("previous_month"), word_list("previous_week")

WEEKENDS, FRIDAY = word_list("weekends"), 4  # Monday is 0


def lasts(period: Period, text: str) -> bool:
    """Is a time as long as 'the three-day period', 'the three months' say?"""
    numeral = next(iter(find_numerals(text.lower().replace("-", " "), "en")), None)
    days = next((n for word, n in DAYS.items() if word in text.lower()), 0)
    if numeral is None or not numeral.value or period.first is None or period.last is None:
        return False
    return abs((period.last - period.first).days + 1 - float(numeral.value) * days) <= max(1, days // 10)


def of_topic(text: str, period: Period, topic: Period) -> Period:
    """'In the previous week', told of a week that the text names, is the week before that one."""
    if text in PREVIOUS_MONTH and period.kind == topic.kind == "month" and period.first == topic.first and period.first:
        last = period.first - timedelta(days=1)  # 12月...由上月上涨1.6%: the month before the one told of
        return replace(period, first=last.replace(day=1), last=last)
    if not text.startswith(PREVIOUS) or not topic.dated or topic.first is None or topic.last is None:
        return period
    week = timedelta(days=7)
    if text.endswith(WEEKENDS) and topic.first.weekday() >= FRIDAY and topic.days <= 4:
        return replace(period, first=topic.first - week, last=topic.last - week)  # 'the previous weekend'
    if not (period.kind == "week" or period.days == 7) or topic.days != 7:
        return period
    return replace(period, first=topic.first - week, last=topic.first - timedelta(days=1))


def before_topic(period: Period, told: list[Period | None]) -> Period:
    """'In the preceding three months', told of a quarter: the three months before it; of a longer or shorter time: of the day."""
    topic = told[-1]
    assert period.first
    assert period.last
    if topic is None or topic.first is None or topic.last is None:
        return period
    if abs((topic.last - topic.first) - (period.last - period.first)) > timedelta(days=3):
        return period
    last = topic.first - timedelta(days=1)
    whole = topic.first.day == 1 and (topic.last + timedelta(days=1)).day == 1
    months = (topic.last.year - topic.first.year) * 12 + topic.last.month - topic.first.month + 1
    first = (
        shift_months(topic.first, -months) if whole else topic.first - (topic.last - topic.first) - timedelta(days=1)
    )
    return replace(period, first=first, last=last, kind=kind_of(first, last))


def running_season(period: Period, today: date) -> bool:
    """'Travel during chunyun', told within that season by a headline or beside no figure: what follows may be of any day of it."""
    running = period.rule == "holiday" and period.first is not None and period.last == today
    return running and SPRING_TRAVEL_DAYS > period.days > SPRING_TRAVEL_DAYS / 4


def parts_told(clauses: Clauses, scopes: list[Time], topic: Period | None) -> set[int]:
    """Where the times stand that are parts of the text's own: 'December alone saw 7.1 million', '1,486 in October, 1,507 in November'."""
    parts = [
        t for t in scopes if topic and topic.kind in LONG and t.period.within(topic) and t.period.days < topic.days
    ]
    alone = [t for t in parts if t.at + 1 < len(clauses.tokens) and clauses.tokens[t.at + 1].text.lower() in ALONE]
    spans = {(t.period.first, t.period.last) for t in parts}
    apart = {t.period.days // 8 for t in parts}
    listed = parts if len(spans) > 1 and len(apart) == 1 and len(parts) == len(scopes) else []
    return {t.period.start for t in (*alone, *listed)}


WINTER = 2  # a report of January or February counts by whole years


def whole_years(period: Period, place: Place) -> Period:
    """近五年 in a report on 2019 to 2023, or on 2023 alone, 'in the last five years' told in January: whole years, up to the last one told of."""
    topic, today = place.topic, place.context.today
    if period.first is None or period.last is None:
        return period
    years = period.last.year - period.first.year
    if years < 2 or (period.last + ONE_DAY) != shift_months(period.first, 12 * years):
        return period
    last = topic.last if topic and topic.kind in ("year", "multi_year") else None
    told = last is not None and last.year == today.year - 1 and (last.month, last.day) == (12, 31)
    first = topic.first if topic and topic.kind == "multi_year" else None
    if first and (not told or first.year != today.year - years):
        return period
    if not told and (today.month > WINTER or topic is not None):
        return period
    return replace(period, first=date(today.year - years, 1, 1), last=date(today.year - 1, 12, 31))


BESIDE = timedelta(days=3)
OF_MONTHS, END_OF_MONTH = word_list("spans_of_months"), 22  # from this day on the month itself may be meant


def whole_months(period: Period, place: Place) -> Period:
    """'In the past 15 months', told on the 11th: the months that are over."""
    today = place.context.today
    if period.first is None or period.last is None or not place.text.lower().endswith(OF_MONTHS):
        return period
    if place.context.mainland:
        return period  # the English of China's agencies counts to the day, as two coders read it
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month
    if months < 2 or today.day >= END_OF_MONTH or period.first.day == 1 or not place.text.isascii():
        return period
    begun = (place.context.day, place.context.begun, place.topic.first if place.topic else None)
    if any(day and abs(day - period.first) <= BESIDE for day in begun):
        return period  # the two months since the rules of 8 January
    first = today.replace(day=1)
    return replace(period, first=shift_months(first, -months), last=first - ONE_DAY)


def is_ahead(period: Period, today: date) -> bool:
    """Has a time not begun on the day of the report?"""
    return period.first is not None and today < period.first
