"""What a way of saying time means: its named parts and the day of the briefing => first and last day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .numbers import find_numerals

ONE_DAY = timedelta(days=1)
Span = tuple[date | None, date | None, str | None]


@dataclass(frozen=True)
class Said:
    """The named parts of one time expression, with what they are read against."""

    parts: dict[str, str]
    raw: str
    words: Any  # the language's Grammar: months, weekdays, years, sizes and directions by word
    today: date
    context: date  # the day a bare month or day is looked for from: today, or the end of the year said just before
    fiscal: int  # first month of the agency's reporting year

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def number(self, part: str) -> int:
        """The number said in a part: '3', 'three', 三, 'third', 'couple'."""
        word = self.parts[part].lower().strip()
        if word in self.words.counts:
            return int(self.words.counts[word])
        if digits := re.match(r"\d+", word):
            return int(digits[0])
        if (plain := hanzi_number(word)) is not None:
            return plain
        numeral = next(iter(find_numerals(word, self.words.lang)), None)
        if numeral is None or numeral.value is None:
            if word in self.words.ordinals:
                return int(self.words.ordinals[word])
            tens, _, unit = re.sub(r" ", "-", word).partition("-")
            return int(find_numerals(tens, self.words.lang)[0].value or 0) + int(self.words.ordinals[unit])
        return int(numeral.value)

    def month(self, part: str = "m") -> int:
        word = self.parts[part].lower().rstrip(".")
        month = self.words.months.get(word) or self.number(part)
        if not 1 <= month <= 12:
            raise ValueError(word)
        return int(month)

    def year(self, part: str = "y") -> int:
        """The year said in a part, or the briefing's own."""
        word = self.parts.get(part)
        return self.today.year if word is None else year_of(word, self.words, self.today)

    def recent(self, month: int, *, of: date | None = None) -> int:
        """The year of a month said without one: the last such month that has begun by the day of the briefing."""
        if "y" in self or "rel" in self:
            return self.year("y" if "y" in self else "rel")
        day = of or self.context
        return day.year if month <= day.month else day.year - 1


HANZI = "零一二三四五六七八九"


def hanzi_number(word: str) -> int | None:
    """十一 => 11, 二十三 => 23, 两 => 2; None where the word is anything else. 十一 is a holiday's name elsewhere, and never in a date."""
    word = word.replace("两", "二").replace("廿", "二十").replace("卅", "三十")
    tens, ten, unit = word.rpartition("十")
    if any(c not in HANZI for c in tens + unit) or len(tens) > 1 or len(unit) > 1 or not word:
        return None
    if not ten:
        return HANZI.index(unit) if unit else None
    return 10 * (HANZI.index(tens) if tens else 1) + (HANZI.index(unit) if unit else 0)


def year_digits(word: str) -> str:
    """A year of four figures in digits: 二〇一二 => '2012'."""
    return word.translate(str.maketrans("〇○零一二三四五六七八九", "000123456789"))


def year_of(word: str, words: Any, today: date) -> int:
    """'2024', 'this year', 去年, 二〇二四, '08', 'two thousand and fifteen' => the year."""
    low = re.sub(r"\s+", " ", word.lower()).strip(" ,'")
    low = low.removeprefix("the ").removeprefix("year ")
    if digits := re.search(r"\d{4}", low):
        return int(digits[0])
    if low in words.years:
        return today.year + int(words.years[low])
    low = low.removesuffix("年").strip()
    if re.fullmatch(r"\d{2}", low):
        return 2000 + int(low) if int(low) <= (today.year + 10) % 100 else 1900 + int(low)
    positional = low.translate(str.maketrans("〇零一二三四五六七八九", "00123456789"))
    if positional.isdigit():
        return int(positional) + (2000 if len(positional) == 2 else 0)
    numbers = [int(n.value) for n in find_numerals(low, words.lang) if n.value is not None]
    if len(numbers) == 2 and numbers[0] in (18, 19, 20):
        return numbers[0] * 100 + numbers[1]
    if len(numbers) == 1 and 1800 <= numbers[0] <= 2200:
        return numbers[0]
    return today.year


# ---- days, months and their arithmetic -------------------------------------------------------------------------


def whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_around(day: date, unit: str, back: int = 0) -> tuple[date, date]:
    """The calendar unit (day, week, month, quarter, half, year, decade, century) that holds a day, or one `back` units earlier."""
    if unit == "day":
        return day - timedelta(days=back), day - timedelta(days=back)
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday() + 7 * back)
        return (monday + timedelta(days=5) if unit == "weekend" else monday), monday + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    index = (day.year * 12 + day.month - 1) // months * months - months * back
    first = date(index // 12, index % 12 + 1, 1)
    return first, shift_months(first, months) - ONE_DAY


def shifted(day: date, unit: str, count: int) -> date:
    """The day `count` units later, or earlier where negative."""
    if unit == "workday":
        step = timedelta(days=1 if count > 0 else -1)
        while count:
            day += step
            count -= (1 if count > 0 else -1) * (day.weekday() < 5)
        return day
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
    if unit in days:
        return day + timedelta(days=days[unit] * count)
    return shift_months(
        day, count * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    )


# ---- one rule for each id of lexicon/periods.toml --------------------------------------------------------------


def _year_to_date(said: Said) -> Span:
    year = said.year()
    last = said.today if year <= said.today.year else date(year, 12, 31)
    return date(year, 1, 1), last, "year_to_date" if year == said.today.year else None


def _fiscal_year(said: Said) -> Span:
    """'FY 2024', or the one of the briefing's day ('this fiscal year'), or the one before it."""
    if "ends" in said:  # 2023/24
        year = int(said.parts["year"]) + 1
        if year % 100 != int(said.parts["ends"]):
            raise ValueError(said.raw)
        if said.fiscal == 1:
            return None, None, None  # a season, or the business year of somebody else
    elif "year" in said:
        year = int(said.parts["year"])
    elif "short" in said:
        year = 2000 + int(said.parts["short"])
    else:
        year = said.today.year + (said.today.month >= said.fiscal > 1) - ("last" in said)
    first = date(year - (said.fiscal > 1), said.fiscal, 1)
    return first, shift_months(first, 12) - ONE_DAY, "year"


def _year_ending(said: Said) -> Span:
    """'The year ending June', 'the six months to June': whole months up to the end of one."""
    _, last = whole_month(said.recent(said.month()), said.month())
    span = {"quarter": 3, "half": 6}.get(said.parts.get("span", "").lower(), 12)
    months = said.number("n") if "n" in said else span
    return shift_months(last + ONE_DAY, -months), last, "year" if months == 12 else None


def _week_ending(said: Said) -> Span:
    month = said.month()
    last = date(said.recent(month), month, said.number("d"))
    return last - timedelta(days=6), last, "week" if last.weekday() == 6 else None


def _half(said: Said) -> Span:
    second = "nth" in said and said.words.halves[said.parts["nth"].lower()] == 2
    year = said.year()
    # Said in January, 'the first half' is the one that is over.
    if "y" not in said and said.today.month < (7 if second else 4):
        year -= 1
    first, last = (date(year, 7, 1), date(year, 12, 31)) if second else (date(year, 1, 1), date(year, 6, 30))
    return first, last, "half"


def _half_month(said: Said) -> Span:
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
    number = {"last": 4, "": 1}.get(said.parts["nth"].lower()) or said.number("nth")
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


def _day_of_month(said: Said) -> Span:
    day = said.today.replace(day=said.number("d"))
    return day, day, "day"


def _day_of(said: Said) -> Span:
    """'On the 15th', 'the 20th of last month', 上月20日: the last such day that has come, or that of the month before."""
    day = said.number("d")
    if said.parts.get("rel", "").lower() in ("last", "上"):
        before = shift_months(said.today.replace(day=1), -1).replace(day=day)
        return before, before, "day"
    month = said.today if day <= said.today.day else shift_months(said.today.replace(day=1), -1)
    return month.replace(day=day), month.replace(day=day), "day"


SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _season(said: Said) -> Span:
    """Meteorological seasons: summer is June to August, winter begins in December."""
    first = date(said.year(), SEASONS[said.parts["season"].lower()], 1)
    return first, shift_months(first, 3) - ONE_DAY, None


def _ago(said: Said) -> Span:
    """'Two days ago' is a day; 'four years ago' only looks back."""
    count, unit = said.number("n"), said.words.sizes[said.parts["span"].lower()]
    if unit != "day":
        return None, None, None
    day = said.today - timedelta(days=count)
    return day, day, "day"


def _one_month(said: Said) -> Span:
    month = said.month()
    return *whole_month(said.recent(month), month), "month"


def _nth_month(said: Said) -> Span:
    month = said.number("n")
    return *whole_month(said.year(), month), "month"


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


def _last_n(said: Said) -> Span | None:
    """'The past three months' end today; 'the last two quarters' are whole quarters."""
    count, unit = said.number("n") if "n" in said else 1, said.words.sizes[said.parts["span"].lower()]
    if unit == "hour":  # the past 24 hours lie in two days
        return said.today - timedelta(days=-(-count // 24)), said.today, None
    if unit == "quarter":
        first, _ = unit_around(said.today, unit, count)
        return first, unit_around(said.today, unit, 1)[1], None
    if unit == "fiscal_year":  # whole reporting years, the last of them over
        begins = date(said.today.year - (said.today.month < said.fiscal), said.fiscal, 1)
        return shift_months(begins, -12 * count), begins - ONE_DAY, None
    return shifted(said.today, unit, -count) + ONE_DAY, said.today, None


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


def _one_year(said: Said) -> Span | None:
    if said.parts["y"].lower() in said.words.bare_years:
        year = said.today.year if said.today.month > 11 else said.today.year - 1
    else:
        year = said.year()
    return date(year, 1, 1), date(year, 12, 31), "year"


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
    numeral = 1 if said.parts["n"] == "元" else said.number("n")
    year = int(said.words.eras[said.parts["era"]]) + numeral - 1
    if "m" in said:
        return *whole_month(year, said.month()), "month"
    return date(year, 1, 1), date(year, 12, 31), "year"


def _week_number(said: Said) -> Span:
    """Week 1 is the one that holds the year's first Thursday (ISO 8601)."""
    monday = date.fromisocalendar(said.year(), said.number("n"), 1)
    return monday, monday + timedelta(days=6), "week"


def _week_from(said: Said) -> Span:
    month = said.month()
    first = date(said.recent(month), month, said.number("d"))
    return first, first + timedelta(days=6), "week" if first.weekday() == 0 else None


def _weekday(said: Said) -> Span:
    wanted = int(said.words.weekdays[said.parts["w"].lower()])
    back = int(said.words.steps[said.parts["rel"].lower()]) if "rel" in said else 1
    if back < 0:
        monday, _ = unit_around(said.today, "week", back)
        return monday + timedelta(days=wanted), monday + timedelta(days=wanted), "day"
    day = said.today - timedelta(days=(said.today.weekday() - wanted) % 7)
    return day, day, "day"


def _no_dates(said: Said) -> Span:
    return None, None, None


def _republic(said: Said) -> Span:
    """111年7月 is July 2022: years of the Republic of China are counted from 1912."""
    year = 1911 + int(said.parts["n"])
    return (
        (*whole_month(year, said.month()), "month") if "m" in said else (date(year, 1, 1), date(year, 12, 31), "year")
    )


def _holiday(said: Said) -> Span:
    """The official days off of a Chinese holiday that is named; None where the words name none or its days are not known."""
    named = {name for word, name in said.words.holidays if word in said.raw.lower()}
    spans = [holiday_days(name, said_year(said)) for name in sorted(named)]
    known = [span for span in spans if span]
    if not known or len(known) < len(spans):
        return None, None, None
    first, last = min(a for a, _ in known), max(b for _, b in known)  # 中秋、国庆假期 is one
    return (
        (first, last, "holiday") if (first - said.today).days <= 45 and (last - first).days < 20 else (None, None, None)
    )


def said_year(said: Said) -> int:
    """The year said in a holiday's name ('last year's Spring Festival', 2024年春节), or that of the briefing."""
    for word, step in said.words.years.items():
        if word in said.raw.lower():
            return said.today.year + int(step)
    digits = re.search(r"(?:19|20)\d\d", said.raw)
    return int(digits[0]) if digits else said.today.year


def holiday_days(name: str, year: int) -> tuple[date, date] | None:
    """First and last day off of a Chinese public holiday by the official calendar (package chinesecalendar); None where it has none."""
    import chinese_calendar

    days = sorted(
        day for day, holiday in chinese_calendar.constants.holidays.items() if day.year == year and holiday == name
    )
    if name == "Spring Festival":
        days = [d for d in days if d.month in (1, 2)]
    if not days:
        return None
    first, last = days[0], days[-1]
    while (first - ONE_DAY).weekday() >= 5 and (first - ONE_DAY) not in chinese_calendar.constants.workdays:
        first -= ONE_DAY
    while (last + ONE_DAY).weekday() >= 5 and (last + ONE_DAY) not in chinese_calendar.constants.workdays:
        last += ONE_DAY
    return first, last


RULES: dict[str, Callable[[Said], Span | None]] = {
    "year_to_date": _year_to_date,
    "fiscal_year": _fiscal_year,
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
    "day_range": _day_range,
    "days_between": _days_between,
    "year_range": _year_range,
    "date": _date,
    "day_of_month": _day_of_month,
    "month": _one_month,
    "nth_month": _nth_month,
    "day_alone": _day_alone,
    "day_of": _day_of,
    "days_of": _days_alone,
    "season": _season,
    "ago": _ago,
    "days_alone": _days_alone,
    "now": _now,
    "present": _now,
    "last_n": _last_n,
    "next_n": _next_n,
    "relative": _relative,
    "bare": _relative,
    "rest_of": _rest_of,
    "relative_day": _relative_day,
    "year": _one_year,
    "decade": _decade,
    "century": _century,
    "era": _era,
    "week_number": _week_number,
    "week_from": _week_from,
    "weekday": _weekday,
    "clock": _no_dates,
    "lunar": _no_dates,
    "republic": _republic,
    "holiday": _holiday,
}


# ---- a part of a period ----------------------------------------------------------------------------------------


def edge_of(first: date, last: date, side: str) -> tuple[date, date, str]:
    """'The end of 2023', 月底: the last day; 'the beginning of' and 年初: the first; the middle third for 'mid'."""
    if side == "start":
        return first, first, "start_of"
    if side == "end":
        return last, last, "end_of"
    days = (last - first).days + 1
    if 28 <= days <= 31:
        return {
            "early": (first, first.replace(day=10), "part"),
            "mid": (first.replace(day=10), first.replace(day=20), "part"),
            "late": (first.replace(day=16), last, "part"),
            "first_ten": (first, first.replace(day=10), "part"),
            "second_ten": (first.replace(day=11), first.replace(day=20), "part"),
            "last_ten": (first.replace(day=21), last, "part"),
        }[side]
    if days in (365, 366):
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(side)
        if months:
            return date(first.year, months[0], 1), whole_month(first.year, months[1])[1], "part"
    third = timedelta(days=days // 3)
    return {
        "early": (first, first + third - ONE_DAY),
        "mid": (first + third, last - third),
        "late": (last - third + ONE_DAY, last),
    }[side] + ("part",)


def nth_of(first: date, last: date, nth: int, unit: str) -> tuple[date, date] | None:
    """'The second week of 2021', 'the 9th month of next year'; -1 is the last."""
    if unit == "week":
        thursday = first + timedelta(days=(3 - first.weekday()) % 7)  # ISO 8601: a week belongs to its Thursday's year
        if nth > 0:
            monday = thursday - timedelta(days=3) + timedelta(days=7 * (nth - 1))
        else:
            end = last - timedelta(days=(last.weekday() - 3) % 7) - timedelta(days=3)
            monday = end + timedelta(days=7 * (nth + 1))
        return monday, monday + timedelta(days=6)
    if unit == "day":
        day = first + timedelta(days=nth - 1) if nth > 0 else last + timedelta(days=nth + 1)
        return day, day
    if unit in ("month", "quarter", "half", "year", "decade"):
        start = unit_around(first, unit)[0] if nth > 0 else unit_around(last, unit)[0]
        begin = shifted(start, unit, nth - 1 if nth > 0 else nth + 1)
        return unit_around(begin, unit)
    return None


def some_of(first: date, last: date, side: str, count: int, unit: str) -> tuple[date, date]:
    """'The first ten days of last year', 'the last three weeks of this year'."""
    if side == "first":
        return first, shifted(first, unit, count) - ONE_DAY
    return shifted(last + ONE_DAY, unit, -count), last
