"""Times said from the day of the briefing: its day, week, month and year, those before and after => first and last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from .date_arithmetic import ONE_DAY, shift_months, shifted, unit_around
from .lexicon import word_list
from .said import Said, Span

MONTH_BEFORE = word_list("month_before")


def _day_of_month(said: Said) -> Span:
    day = said.today.replace(day=said.number("d"))
    return day, day, "day"


def _day_of(said: Said) -> Span:
    """'On the 15th', 'the 20th of last month', 上月20日: the last such day that has come, or that of the month before."""
    day = said.number("d")
    if said.parts.get("rel", "").lower() in MONTH_BEFORE:
        before = shift_months(said.today.replace(day=1), -1).replace(day=day)
        return before, before, "day"
    month = said.today if day <= said.today.day else shift_months(said.today.replace(day=1), -1)
    return month.replace(day=day), month.replace(day=day), "day"


def _ago(said: Said) -> Span:
    """'Two days ago' is a day; 'four years ago' only looks back."""
    unit = said.words.sizes[said.parts["span"].lower()]
    count = said.number("n") if said.parts["n"] else 0
    if unit != "day" or not count:
        return None, None, None
    day = said.today - timedelta(days=count)
    return day, day, "day"


def _day_alone(said: Said) -> Span:
    day = said.number("d")
    month = said.today if day <= said.today.day else shift_months(said.today.replace(day=1), -1)
    return month.replace(day=day), month.replace(day=day), "day"


def _days_alone(said: Said) -> Span:
    """1日至4日, of the month of the briefing or, where that has not come so far, the one before."""
    first, last = said.number("d1"), said.number("d2")
    month = said.today if last <= said.today.day else shift_months(said.today.replace(day=1), -1)
    begin = month if first <= last else shift_months(month.replace(day=1), -1)
    return begin.replace(day=first), month.replace(day=last), None


def _now(said: Said) -> Span:
    return said.today, said.today, "day"


def _same_date(said: Said) -> Span:
    """'On the same day this year': the briefing's date in that year, until the reader of the sentence knows which day was told."""
    day = shift_months(said.today, 12 * (said.year() - said.today.year))
    return day, day, "day"


def _to_this_point(said: Said) -> Span:
    """'388 at this point in 2022': from the head of that year to the briefing's day and month."""
    year = said.year()
    return date(year, 1, 1), shift_months(said.today, 12 * (year - said.today.year)), "year_to_date"


def _this_year(said: Said) -> Span:
    """'The same months this year': the year, until the reader of the sentence knows which months were told."""
    return date(said.today.year, 1, 1), said.today, "year_to_date"


def _year_end(said: Said) -> Span:
    """'By year-end': that of the running year, or told in its first months of the one before."""
    day = date(said.today.year - (said.today.month < 4), 12, 31)
    return day, day, "day"


def _year_edge(said: Said) -> Span:
    """年初, 年末, 'at the start of the year': of the running year, or told in its first months the end of the one before."""
    start = said.words.edge_sides[said.parts["edge"].lower()] == "start"
    day = date(said.today.year, 1, 1) if start else date(said.today.year - (said.today.month < 7), 12, 31)
    return day, day, "day"


def _told_before(said: Said) -> Span:
    """A time that the text told, or since it; the reader of the sentence knows which."""
    return None, None, None


SCHOOL_BEGINS, IN_TAIWAN = 9, 8  # months; Taiwan's school years run from August to July


def _school_year(said: Said) -> Span:
    """2010/2011学年: from September to August. No days where one year alone names it, or where it is of another thing: a season."""
    taiwan = said.reckoning.republic
    if "year" not in said and not (taiwan and "begins" in said):
        return None, None, None
    first = date(int(said.parts.get("year") or said.parts["begins"]), IN_TAIWAN if taiwan else SCHOOL_BEGINS, 1)
    return first, shift_months(first, 12) - ONE_DAY, "year"


def _last_n(said: Said) -> Span | None:
    """'The past three months' end today; 'the last two quarters' are whole quarters."""
    count, unit = said.number("n") if "n" in said else 1, said.words.sizes[said.parts["span"].lower()]
    if unit == "year" and _is_year_of_two_figures(said):
        return date(2000 + count, 1, 1), said.today, "year_to_date" if 2000 + count == said.today.year else None
    if unit == "year" and "n" in said and said.parts["n"].lower() in said.words.counts and count > 2:
        return None, None, None  # 'in the past few years' says not how many
    if unit == "year" and count == 1 and said.today.month <= 2 and not said.raw.isascii():
        return date(said.today.year - 1, 1, 1), date(said.today.year - 1, 12, 31), None  # 过去一年, told in January
    if unit == "hour":  # the past 24 hours lie in two days
        return said.today - timedelta(days=-(-count // 24)), said.today, None
    if unit == "quarter":
        first, _ = unit_around(said.today, unit, count)
        return first, unit_around(said.today, unit, 1)[1], None
    if unit == "month" and count == said.today.month - 1 >= 5:  # 'the past eight months', told in September
        return date(said.today.year, 1, 1), said.today.replace(day=1) - ONE_DAY, "year_to_date"
    if unit == "fiscal_year":  # whole reporting years, the last of them over
        begins = date(said.today.year - (said.today.month < said.fiscal), said.fiscal, 1)
        return shift_months(begins, -12 * count), begins - ONE_DAY, None
    return shifted(said.today, unit, -count) + ONE_DAY, said.today, None


def _is_year_of_two_figures(said: Said) -> bool:
    """15年以来, told in 2015: since that year began, and not for fifteen years."""
    digits = said.parts.get("n", "")
    recent = {f"{year % 100:02d}" for year in (said.today.year, said.today.year - 1)}
    return digits in recent and said.raw.endswith(word_list("since_behind", "zh")) and said.raw.startswith(digits)


def _next_n(said: Said) -> Span | None:
    count, unit = said.number("n"), said.words.sizes[said.parts["span"].lower()]
    if unit == "quarter":
        return unit_around(said.today, unit, -1)[0], unit_around(said.today, unit, -count)[1], None
    return said.today + ONE_DAY, shifted(said.today, unit, count), None


def _relative(said: Said) -> Span | None:
    unit = said.words.sizes[said.parts["span"].lower()]
    back = int(said.words.steps[said.parts["rel"].lower()])
    if unit == "fortnight":
        first = said.today if back == 0 else said.today + ONE_DAY if back < 0 else said.today - timedelta(days=13)
        return first, first + timedelta(days=13), None
    first, last = unit_around(said.today, unit, back)
    said_of = said.parts["rel"].lower()
    over = said_of == "the" or (
        said_of != "" and back == 0 and said.today.weekday() < 2
    )  # 'this weekend', told on a Monday
    if unit == "weekend" and first > said.today and over:
        first, last = unit_around(said.today, unit, 1)  # 'at the weekend', told on a Tuesday, is over
    kinds = {"weekend": None, "decade": "multi_year", "century": "multi_year"}
    return first, last, kinds.get(unit, unit)


def _rest_of(said: Said) -> Span | None:
    """'Later this month', 'the rest of the week': from today on; 'earlier this month': up to today."""
    first, last = unit_around(said.today, said.words.sizes[said.parts["span"].lower()])
    late = said.words.sides[said.parts["part"].lower()] == "after"
    return (said.today, last, None) if late else (first, said.today, None)


def _relative_day(said: Said) -> Span | None:
    day = said.today - timedelta(days=int(said.words.days[said.parts["day"].lower()]))
    return day, day, "day"


DAYS_BACK = 200


def _weekday(said: Said) -> Span:
    wanted = int(said.words.weekdays[said.parts["w"].lower()])
    back = int(said.words.steps[said.parts["rel"].lower()]) if "rel" in said else 1
    if "d" in said:  # 'on Sunday 26': the last one that was the 26th
        days = (said.today - timedelta(days=n) for n in range(DAYS_BACK))
        found = next((d for d in days if d.weekday() == wanted and d.day == said.number("d")), None)
        return found, found, "day" if found else None
    if back < 0:
        monday, _ = unit_around(said.today, "week", back)
        return monday + timedelta(days=wanted), monday + timedelta(days=wanted), "day"
    day = said.today - timedelta(days=(said.today.weekday() - wanted) % 7)
    return day, day, "day"


RELATIVE_RULES: dict[str, Callable[[Said], Span | None]] = {
    "day_of_month": _day_of_month,
    "day_alone": _day_alone,
    "day_of": _day_of,
    "days_of": _days_alone,
    "ago": _ago,
    "days_alone": _days_alone,
    "now": _now,
    "present": _now,
    "that_date": _now,
    "same_months": _this_year,
    "school_year": _school_year,
    "nth_of_told": _told_before,
    "year_edge": _year_edge,
    "unit_told": _told_before,
    "since_then": _told_before,
    "told_day": _told_before,
    "told_later": _told_before,
    "that_period": _told_before,
    "n_period": _told_before,
    "same_date": _same_date,
    "to_this_point": _to_this_point,
    "year_end": _year_end,
    "last_n": _last_n,
    "next_n": _next_n,
    "relative": _relative,
    "bare": _relative,
    "rest_of": _rest_of,
    "relative_day": _relative_day,
    "weekday": _weekday,
}
