"""Times said by their place in the calendar: years, halves, quarters, months, days and spans of them => first and last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from .date_arithmetic import ONE_DAY, shift_months, whole_month
from .fiscal_rules import fiscal_months, fiscal_part, fiscal_year
from .lexicon import word_list
from .said import Said, Span

BEFORE = word_list("before_a_month")
LAST, FIRST_YEAR = word_list("last_of_some"), word_list("first_year")


def _year_to_date(said: Said) -> Span:
    year = said.year()
    last = said.today if year <= said.today.year else date(year, 12, 31)
    return date(year, 1, 1), last, "year_to_date" if year == said.today.year else None


def _year_ending(said: Said) -> Span:
    """'The year ending June', 'the six months to June', 'the year to the fourth quarter': whole months up to the end of one."""
    quarter = next((said.number(part) for part in ("nth", "q") if part in said), None)
    month = quarter * 3 if quarter else said.month()
    _, last = whole_month(said.recent(month), month)
    span = {"quarter": 3, "half": 6}.get(said.parts.get("span", "").lower(), 12)
    months = said.number("n") if "n" in said else span
    return shift_months(last + ONE_DAY, -months), last, "year" if months == 12 else None


DAYS_OF_WEEK = 7


def _week_ending(said: Said) -> Span:
    month, day = (said.month("m2"), said.number("d2")) if "m2" in said else (said.month(), said.number("d"))
    last = date(said.recent(month), month, day)
    days = said.number("n") if "n" in said else DAYS_OF_WEEK  # 'a 5-day period ending Dec. 4'
    return last - timedelta(days=days - 1), last, "week" if days == DAYS_OF_WEEK and last.weekday() == 6 else None


def _half(said: Said) -> Span:
    second = "nth" in said and said.words.halves[said.parts["nth"].lower()] == 2
    year = said.year()
    # Said in January, 'the first half' is the one that is over.
    own = said.parts.get("y", "").lower().removeprefix("the ")  # 'the first half of the year' names none
    if (not own or own in said.words.bare_years) and said.today.month < (7 if second else 4):
        year -= 1
    first, last = (date(year, 7, 1), date(year, 12, 31)) if second else (date(year, 1, 1), date(year, 6, 30))
    return first, last, "half"


def _half_month(said: Said) -> Span:
    if "topic" in said:
        return None, None, None  # 'the first half of the month': of which, the text has told
    month = said.month() if "m" in said else said.today.month
    first, last = whole_month(said.recent(month), month)
    if said.words.halves[said.parts["nth"].lower()] == 2:
        return first.replace(day=16), last, None
    return first, first.replace(day=15), None


def _five_year_plan(said: Said) -> Span:
    """'The 14th Five-Year Plan' is 2021 to 2025, as every plan since the 10th began in a year that ends in 1 or 6."""
    number = said.number("nth")
    first = 2021 + 5 * (number % 10 - 4)  # 十四五 says the second sign alone
    return date(first, 1, 1), date(first + 4, 12, 31), None


def _quarter(said: Said) -> Span:
    nth = said.parts["nth"].lower()
    number = 4 if nth in LAST else said.number("nth") if nth else 1
    if not 1 <= number <= 4:
        raise ValueError(said.raw)
    year = said.year()
    if "y" not in said and (number - 1) * 3 + 1 > said.today.month:
        year -= 1
    first = date(year, number * 3 - 2, 1)
    return first, shift_months(first, 3) - ONE_DAY, "quarter"


def _year_of(said: Said, months: int) -> int:
    """The year of its first `months` months: without a year said, the last in which they have begun to end."""
    return said.year() - ("y" not in said and months > said.today.month)


def _quarters(said: Said) -> Span:
    months = 3 * said.number("n")
    year = _year_of(said, months)
    return date(year, 1, 1), whole_month(year, months)[1], "half" if months == 6 else "year_to_date"


def _first_months(said: Said) -> Span | None:
    months = said.number("n")
    year = _year_of(said, months)
    return (date(year, 1, 1), whole_month(year, months)[1], None) if 1 <= months <= 12 else None


def _first_weeks(said: Said) -> Span | None:
    days = said.number("n") * (7 if said.words.sizes[said.parts["span"].lower()] == "week" else 1)
    if "m" not in said:
        return date(said.today.year, 1, 1), date(said.today.year, 1, 1) + timedelta(days=days - 1), None
    first = date(said.recent(said.month()), said.month(), 1)
    return first, first + timedelta(days=days - 1), None


def _month_range(said: Said) -> Span:
    first_month, last_month = said.month("m1"), said.month("m2")
    year = said.recent(first_month if last_month < first_month else last_month, of=said.today)
    last_year = year
    if last_month < first_month:
        year, last_year = (year, year + 1) if "y" not in said else (year - 1, year)
    return date(year, first_month, 1), whole_month(last_year, last_month)[1], None


def _day_range(said: Said) -> Span:
    month = said.month()
    year = said.recent(month)
    first, last = date(year, month, said.number("d1")), date(year, month, said.number("d2"))
    return (first if first <= last else shift_months(first, -1)), last, None


def _days_between(said: Said) -> Span:
    """10/1-11/7, 2019年2月28日-3月1日."""
    year = said.recent(said.month("m2"))
    last = date(year, said.month("m2"), said.number("d2"))
    first = date(year - (said.month("m1") > said.month("m2")), said.month("m1"), said.number("d1"))
    return first, last, None


def _year_range(said: Said) -> Span:
    return date(said.year("y1"), 1, 1), date(said.year("y2"), 12, 31), None


def _date(said: Said) -> Span:
    month = said.month()
    day = date(said.recent(month), month, said.number("d"))
    return day, day, "day"


def _one_month(said: Said) -> Span:
    month, year = said.month(), said.recent(said.month())
    running = month == said.today.month and said.raw.lower().startswith(BEFORE)
    return *whole_month(year - running, month), "month"  # 'last July', told in July


def _nth_month(said: Said) -> Span:
    month = said.number("n")
    return *whole_month(said.year(), month), "month"


def _decade(said: Said) -> Span:
    if "year" in said:
        first = int(said.parts["year"])
    else:
        tens = said.words.tens.get(said.parts["tens"].lower()) or said.number("tens")
        century = said.number("cent") - 1 if "cent" in said else 19 if tens >= 30 else 20
        first = century * 100 + int(tens)
    return date(first, 1, 1), date(first + 9, 12, 31), "multi_year"


def _century(said: Said) -> Span:
    first = (said.number("n") - 1) * 100
    return date(first, 1, 1), date(first + 99, 12, 31), "multi_year"


def _era(said: Said) -> Span:
    """康熙三年五月: years counted from the first of a reign."""
    numeral = 1 if said.parts["n"] in FIRST_YEAR else said.number("n")
    year = int(said.words.eras[said.parts["era"]]) + numeral - 1
    if "m" in said:
        return *whole_month(year, said.month()), "month"
    return date(year, 1, 1), date(year, 12, 31), "year"


def _week_number(said: Said) -> Span:
    """Week 1 is the one that holds the year's first Thursday (ISO 8601)."""
    monday = date.fromisocalendar(said.year(), said.number("n"), 1)
    return monday, monday + timedelta(days=6), "week"


def _epi_week(said: Said) -> Span:
    """Week 1 of a health office holds four days of the year at least, from Sunday on."""
    year, number = said.year(), said.number("n")
    new_year = date(year, 1, 1)
    after_sunday = (new_year.weekday() + 1) % 7
    first = new_year + timedelta(days=(7 if after_sunday > 3 else 0) - after_sunday + 7 * (number - 1))
    return first, first + timedelta(days=6), "week"


def _week_from(said: Said) -> Span:
    month = said.month()
    first = date(said.recent(month), month, said.number("d"))
    return first, first + timedelta(days=6), "week" if first.weekday() == 0 else None


def _season(said: Said) -> Span:
    """Meteorological seasons: summer is June to August, winter begins in December; south of the equator six months later."""
    month = int(said.words.seasons[said.parts["season"].lower()])
    month = (month + 5) % 12 + 1 if said.reckoning.south else month
    if "rel" not in said:
        first = date(said.year(), month, 1)
    elif said.parts["rel"].lower() == "this":
        first = date(said.today.year - (month > 11 and said.today.month < 3), month, 1)
    else:  # the latest that is over
        first = next(
            d for d in (date(said.today.year - back, month, 1) for back in range(3)) if shift_months(d, 3) <= said.today
        )
    last = shift_months(first, 3) - ONE_DAY
    return first, said.today if first <= said.today <= last else last, None


def _one_year(said: Said) -> Span | None:
    if "ahead" in said:  # 预计全年: the year that it is told in
        year = said.today.year
    elif said.parts["y"].lower() in said.words.bare_years:
        year = said.today.year if said.today.month > 11 else said.today.year - 1
    else:
        year = said.year()
    return date(year, 1, 1), date(year, 12, 31), "year"


CALENDAR_RULES: dict[str, Callable[[Said], Span | None]] = {
    "year_to_date": _year_to_date,
    "fiscal_year": fiscal_year,
    "fiscal_part": fiscal_part,
    "week_ending": _week_ending,
    "year_ending": _year_ending,
    "half": _half,
    "five_year_plan": _five_year_plan,
    "half_month": _half_month,
    "quarter": _quarter,
    "quarters": _quarters,
    "first_months": _first_months,
    "first_weeks": _first_weeks,
    "month_range": _month_range,
    "fiscal_months": fiscal_months,
    "day_range": _day_range,
    "days_between": _days_between,
    "year_range": _year_range,
    "date": _date,
    "month": _one_month,
    "nth_month": _nth_month,
    "season": _season,
    "year": _one_year,
    "decade": _decade,
    "century": _century,
    "era": _era,
    "week_number": _week_number,
    "epi_week": _epi_week,
    "week_from": _week_from,
}
