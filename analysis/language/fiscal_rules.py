"""Times of a fiscal year, whose first month is the office's own: the year, its halves and quarters, months of it."""

from __future__ import annotations

from datetime import date

from ..records import replace
from .date_arithmetic import ONE_DAY, shift_month_end, shift_months, whole_month
from .patterns import later
from .periods import Period
from .said import Said, Span


def fiscal_year(said: Said) -> Span:
    """'FY 2024', or the one of the briefing's day ('this fiscal year'), or the one before it."""
    if "ends" in said:  # 2023/24
        year = int(said.parts["year"]) + 1
        ends = int(said.parts["ends"])
        if ends >= year > 1000 and (said.fiscal == 1 or year != ends) and len(said.parts["ends"]) == 4:
            return (
                date(year - 1, 1, 1),
                date(ends, 12, 31),
                None,
            )  # 'in 2011 to 2012', of an office whose years are the calendar's
        if year % 10 ** len(said.parts["ends"]) != int(said.parts["ends"]):
            last = year - 1 + (int(said.parts["ends"]) - (year - 1) % 100) % 100
            if not 1 < last - year + 1 <= 30 or len(said.parts["ends"]) != 2 or "/" in said.raw:
                raise ValueError(said.raw)
            return date(year - 1, 1, 1), date(last, 12, 31), "multi_year"  # 2013-15
        if said.fiscal == 1:
            return None, None, None  # a season, or the business year of somebody else
    elif "year" in said:
        year = int(said.parts["year"])
        year += said.reckoning.by_first
    elif "short" in said:
        year = 2000 + int(said.parts["short"]) + said.reckoning.by_first
    elif said.fiscal == 1:
        return None, None, None  # the business year of somebody whose first month is not known
    else:
        year = said.today.year + (said.today.month >= said.fiscal) - ("last" in said)
    first = date(year - (said.fiscal > 1), said.fiscal, 1)
    return first, shift_months(first, 12) - ONE_DAY, "year"


def fiscal_part(said: Said) -> Span:
    """'The first half of the current financial year', 'FY 2016 Q3': six or three months of it."""
    first, last, _ = fiscal_year(said)
    if first is None or last is None:
        return first, last, None
    if "quarters" in said:  # 'the first three quarters of the 2009 fiscal year'
        return first, shift_months(first, 3 * said.number("quarters")) - ONE_DAY, None
    if "n" in said:  # 'the first ten months of 2020/21'
        return first, shift_months(first, said.number("n")) - ONE_DAY, None
    nth = said.parts["nth"].lower()
    halved = "part" in said and said.parts["part"].lower() != "quarter"
    months = 6 if halved else 3
    number = said.words.halves[nth] if halved else said.number("nth")
    if not 1 <= number <= 12 // months:
        raise ValueError(said.raw)
    begins = shift_months(first, months * (number - 1))
    return begins, shift_months(begins, months) - ONE_DAY, "half" if halved else "quarter"


MONTHS = ("month", "month_range", "from_to")
PARTS_SENTENCES, OWN_YEAR = later(r"[;；。]|\. "), later(r"\d{4}|[今去前本明]年|year")
OF_YEAR = later(r" (?:(?:in|of|during) )?(?:the )?")  # 'between July and October in the last fiscal'


def in_fiscal_years(text: str, points: list[Period]) -> list[Period]:
    """'In FY19 the country got 1.3 billion in July': months without a year of their own are of the fiscal year told with them."""
    out: list[Period] = []
    year: Period | None = None  # the fiscal year told last
    for point in points:
        before = out[-1] if out else None
        if not _is_fiscal(point):
            of_it = year and _bare_months(text, point) and not PARTS_SENTENCES.search(text, year.end, point.start)
            out.append(_within(point, year) if year and of_it else point)
        elif before and _bare_months(text, before) and OF_YEAR.fullmatch(text, before.end, point.start):
            out[-1] = replace(_within(before, point), end=point.end)
        else:
            year = point
            out.append(point)
    return out


def _is_fiscal(point: Period) -> bool:
    """Is a time a fiscal year that is not the calendar's?"""
    return point.rule == "fiscal_year" and point.first is not None and point.first.month > 1


def _bare_months(text: str, point: Period) -> bool:
    """Is a time one of whole months, with no year printed?"""
    whole = point.first is not None and point.first.day == 1 and point.last is not None
    return point.rule in MONTHS and whole and not OWN_YEAR.search(text, point.start, point.end)


def _within(point: Period, year: Period) -> Period:
    """Months in a fiscal year; as they were where they would run over its end."""
    assert point.first
    assert point.last
    assert year.first
    assert year.last
    years = year.first.year + (point.first.month < year.first.month) - point.first.year
    first = shift_months(point.first, 12 * years)
    last = shift_month_end(point.last, 12 * years)
    return replace(point, first=first, last=last) if last <= year.last else point


SECOND_HALF = 7  # an office whose year is not known and whose months begin so late counts in years that begin in the middle of one


def fiscal_months(said: Said) -> Span:
    """'July-March FY20', 'April to September 2022-23': months of a fiscal year, which tell when it begins where the office does not."""
    first_month, last_month = said.month("m1"), said.month("m2")
    label = int(said.parts["year"]) if "year" in said else 2000 + int(said.parts["short"])
    begins_in = said.fiscal
    within = (first_month - begins_in) % 12 <= (last_month - begins_in) % 12
    if begins_in != 1 and within:
        begins, _, _ = fiscal_year(said)
        if begins is None:
            return None, None, None
        year = begins.year + (first_month < begins.month)
    elif "ends" in said:
        year = label + (first_month < 4)  # 'January to March 2019-20' are of 2020 by every office's year
    else:
        year = label - (last_month < first_month or first_month >= SECOND_HALF)
    return date(year, first_month, 1), whole_month(year + (last_month < first_month), last_month)[1], None
