"""Days by their names: of the calendar (Christmas Day, 元旦当天), counted from Easter, and of the Chinese moon calendar (除夕, 正月初三)."""

from __future__ import annotations

from datetime import date, timedelta

from .lexicon import lexicon, word_list
from .said import Said, Span, hanzi_number

AHEAD = timedelta(days=45)  # how far a named day may lie ahead of the report that foretells it
MONTHS, DAYS = (lexicon("periods")[name] for name in ("moon_months", "moon_numbers"))
MOON, BEFORE_NUMBER = word_list("moon_calendar"), word_list("before_moon_day")


def named_day(said: Said) -> Span:
    """'On Christmas Day': the last one that has come, unless its year is said."""
    name = said.parts["day"].lower()
    day = _day_in(name, said.year())
    near = (
        AHEAD if name not in lexicon("periods")["named_days"] else timedelta(0)
    )  # 除夕, told a month before, is the coming one
    if "y" not in said and day - said.today > near:
        day = _day_in(name, said.year() - 1)
    return day, day, "day"


def _day_in(name: str, year: int) -> date:
    """The day of a name in a year of the common calendar."""
    rows = lexicon("periods")
    if name in rows["easter_days"]:
        from dateutil.easter import easter

        return easter(year) + timedelta(days=rows["easter_days"][name])
    if name in rows["moon_days"]:
        month, day = rows["moon_days"][name]
        return moon_day(year - (month == 12), month, day)
    return date(year, *rows["named_days"][name])


def moon_day(year: int, month: int, day: int) -> date:
    """The day of the Chinese moon calendar (package borax), whose year begins in January or February; day -1 is the last of its month."""
    from borax.calendars.lunardate import LCalendars, LunarDate

    day = day if day > 0 else LCalendars.ndays(year, month) + 1 + day
    return LunarDate(year, month, day).to_solar_date()


def lunar(said: Said) -> Span:
    """大年初三, 腊月廿九, 年三十: the one that is nearest before the report, or comes soon after it."""
    words = said.raw
    for word in MOON:
        words = words.removeprefix(word)
    named = next((int(n) for word, n in MONTHS.items() if words.startswith(word)), None)
    for word in BEFORE_NUMBER:
        words = words.removeprefix(word)
    day = DAYS.get(words) or hanzi_number(words)
    if day is None or not 1 <= day <= 30:
        return None, None, None
    month, day = (12, -1) if day == 30 and named in (None, 12) else (named or 1, day)  # 年三十 ends the old year
    years = range(said.today.year + 1, said.today.year - 2, -1)
    days = (moon_day(year - (month == 12), month, day) for year in years)
    found = next(d for d in days if d - said.today < AHEAD)
    return found, found, "day"
