"""Parts of a year that say none, in a text on an earlier year: 'in 2018 there were 743 arrests, 381 in the first half'."""

from __future__ import annotations

from datetime import date, timedelta

from ...language.date_arithmetic import ONE_DAY, shift_months, whole_month
from ...language.hours import says_year
from ...language.lexicon import word_list
from ...language.periods import Period, kind_of
from ...records import replace
from .times_of_report import Place

# What may be a part of the year told of.
PARTS = ("half", "quarter", "quarters", "first_months", "first_weeks", "month_range", "month", "date", "day_range", "half_month", "nth", "part", "from_to", "end_of", "start_of")  # fmt: skip
NEWS = timedelta(days=100)  # a part so near to the report may be of the day's news
OF_THIS_YEAR = word_list("says_this_year")
YEAR_TOLD = "the year"  # 'the first half of the year' names none
AGES_AGO = 2  # years; what is a part of last year, and what of this one, only the words between them tell


def in_year_told(period: Period, place: Place) -> Period:
    """A part without a year is of the earlier year that the sentence, or the text, is about."""
    first, last, said = period.first, period.last, place.text.lower()
    if first is None or last is None or first.year != last.year or says_year(said.replace(YEAR_TOLD, "")):
        return period
    if any(word in said for word in OF_THIS_YEAR):
        return period
    told = [t for t in place.found if t.role == "scope" and t.period.rule == "year" and t.period.first]
    year = _year_of(told[-1].period) if told else _year_of(place.context.period)
    between = place.clauses.between(told[-1].at + 1, place.at) if told else []
    again = not told and (first.month, last.month) in place.context.spans  # told before, of another year
    goes_on = told and not told[-1].head and any("AND" in t.types for t in between)  # '27 in 2011 and 35 in June'
    if year is None or year >= first.year or again or goes_on or any("REACH" in t.types for t in between):
        return period
    near = place.context.today - last < NEWS
    counts = sum("QTY" in t.types for t in between)
    headed = bool(told) and told[-1].head and counts < 2 and not any("AND" in t.types for t in between)
    far = (headed or first.year - year >= AGES_AGO) and not near  # 'in 2020 it recorded 2,689 deaths from May to June'
    return _moved(period, year) if far or any("PART" in t.types for t in between) else period


def _year_of(topic: Period | None) -> int | None:
    """The year that a text is about, where its time lies in one."""
    if topic is None or topic.first is None or topic.last is None or topic.first.year != topic.last.year:
        return None
    return topic.first.year


def _moved(period: Period, year: int) -> Period:
    """A time in another year; the end of a month stays one."""
    assert period.first is not None
    assert period.last is not None
    months = 12 * (year - period.first.year)
    first, last = shift_months(period.first, months), shift_months(period.last, months)
    if (period.last + ONE_DAY).day == 1:
        last = whole_month(last.year, last.month)[1]
    if period.rule in ("quarter", "half", "month") and period.first.day == 1:
        last = _whole(period.rule, first)  # 'in the first quarter', told within one, went up to the day
    return replace(period, first=first, last=last, kind=kind_of(first, last))


def _whole(rule: str, first: date) -> date:
    """The last day of the month, quarter or half that begins on a day."""
    length = {"month": 1, "quarter": 3, "half": 6}[rule]
    return shift_months(first, length) - ONE_DAY
