"""The days that a text gives its holidays: 国庆假期（10月1日至7日）."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...language.lexicon import lexicon, word_list
from ...language.periods import Period
from ...language.time_grammar import grammar
from ...language.time_parts import part_of
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Reading, Time

LAST_YEARS, PEAKS = word_list("last_years"), word_list("peaks_of_travel")
GENERIC_HOLIDAYS = word_list("holidays_without_a_name")
YEARS = ("year", "year_to_date", "half", "quarter")  # a holiday in 2024 has not all its days
LASTING = "COMMA WORD? QTY DE? TIME"  # 自1月17日至2月25日,为期40天的2022年春运
IN_BRACKETS = "CLOSE NUMBER|QTY|WORD{0,4} TIME"  # 国庆节(10月1日至5日)一连五日假期
OTHER_YEAR = 200  # days
NAMED = tuple(w for row in lexicon("periods")["named_holidays"] for w in (*row["en"], *row["zh"]))
SPANNING = "COMMA RUN FROM|PREPOSITION? LIGHT*"  # 'the past six months, spanning from July 17 to January 14'
DAYS_TO_DATE = ("lunar", "relative_day")  # rules of days that a bracket dates: 'yesterday (December 11)'
SPANS_TO_DATE = ("last_n", "bare", "relative", "week_number", "epi_week")  # and of longer times: 前5天（1月21日至25日）
PRINTED = ("from_to", "day_range", "month_range")  # rules of times whose first and last day are printed


@dataclass
class Told:
    """The times of a sentence gone over so far, each as one with what was told of it again."""

    clauses: Clauses
    holidays: dict[str, Period]  # the days that the text gave a holiday, by its name; "" is the last one
    times: list[Time] = field(default_factory=list)
    of_last_year: set[int] = field(default_factory=set)  # the tokens of holidays that are told as last year's


def with_days(read: Reading, clauses: Clauses, times: list[Time], context: Context) -> list[Time]:
    """国庆假期（10月1日至7日）: the days in brackets are the holiday's, here and wherever it is named again."""
    told = Told(clauses, context.holidays)
    for time in times:
        last = told.times[-1] if told.times else None
        time = _with_days_before(told, last, time) if last else time
        if last is None or not any(takes_in(told, last, time) for takes_in in TAKEN_IN):
            told.times.append(time)
    out = [replace(t, period=_days_of(clauses, t, context)) if _is_this_years(told, t) else t for t in told.times]
    out = _begun_on_an_unsaid_day(clauses, _parts_of_holidays(read, clauses, out))
    days = [t.period for t in out if _is_holiday(t) and t.period.dated and t.role not in ("base", "statement")]
    if days:
        context.holidays[""] = days[-1]  # also where the calendar gave its days
    return out


def _is_holiday(time: Time) -> bool:
    return time.period.rule == "holiday"


def _is_this_years(told: Told, time: Time) -> bool:
    return _is_holiday(time) and time.at not in told.of_last_year


def _is_span(time: Time) -> bool:
    """Is it a time of more than a day, with its dates?"""
    return time.period.dated and time.period.kind != "day"


def _as_its_days(period: Period) -> Period:
    return replace(period, rule="holiday", kind="holiday")


def _with_days_before(told: Told, last: Time, time: Time) -> Time:
    """1月26日至3月5日春运: the days right before a holiday are its days."""
    line = told.clauses.line
    if not _is_holiday(time) or _is_holiday(last) or not last.period.dated or last.period.kind in YEARS:
        return time
    lasting = last.period.kind != "day" and time.at + 1 in (line.after(last.at, row) for row in (LASTING, IN_BRACKETS))
    if time.at != last.at + 1 and time.at + 1 != line.after(last.at, "DE TIME") and not lasting:
        return time
    days = told.holidays[_name(told.clauses, time.at)] = told.holidays[""] = _as_its_days(last.period)
    return replace(time, period=days)


# Whether a time is taken in by those told before it, the last of them first; it is then no time of its own.


def _says_what_day_it_is(told: Told, last: Time, time: Time) -> bool:
    """'On Sept 29, the first day of the holiday,': a holiday without days tells only what the day before it is."""
    return _is_holiday(time) and not time.period.dated and _in_apposition(told.clauses, last, time.at)


def _gives_the_span(told: Told, last: Time, time: Time) -> bool:
    """'The past six months, spanning from July 17 to January 14': the dates of a time that was told by its length."""
    if not _is_span(time) or told.clauses.line.before(time.at, SPANNING) is None:
        return False
    long = next((i for i, t in enumerate(told.times) if t.period.rule == "last_n"), None)
    if long is not None:
        told.times[long:] = [replace(told.times[long], period=time.period, role="scope")]
    return long is not None


def _gives_the_date(told: Told, last: Time, time: Time) -> bool:
    """大年初三(2月19日), 前5天（1月21日至25日）: the dates of the time right before the bracket."""
    day = last.period.rule in DAYS_TO_DATE and time.period.kind == "day" and _bracketed(told.clauses, last.at, time.at)
    spans = last.period.rule in SPANS_TO_DATE or _so_much_of(time, last)
    span = spans and _is_span(time) and _in_brackets(told.clauses, last.at, time.at)
    if day or span:
        stated = day and "statement" in (last.role, time.role)
        told.times[-1] = replace(last, period=time.period, role="statement" if stated else "scope")
    return day or span


def _so_much_of(time: Time, last: Time) -> bool:
    """'FY 2017 year to date (October 1 - January 31)': a running year's days up to now."""
    running = last.period.rule in ("fiscal_year", "year_to_date") and last.period.first is not None
    return running and time.period.first == last.period.first and time.period.within(last.period)


def _gives_the_days(told: Told, last: Time, time: Time) -> bool:
    """国庆假期（10月1日至7日）, 春节假期自1月28日至2月4日: the days of the holiday before them."""
    if not _is_holiday(last) or time.role not in ("bracket", "scope", "aside") or not time.period.dated:
        return False
    if time.period.kind in YEARS or time.period.rule == "last_n":
        return False
    place = told.clauses, last.at, time.at
    spanned = _is_span(time) and (_bracketed(*place) or _told_days(*place))
    if not spanned and not _in_brackets(*place):
        return False
    days, name = _as_its_days(time.period), _name(told.clauses, last.at)
    told.times[-1] = replace(last, period=days)
    # 'Songkran, from April 11 to 17, which includes two days before Songkran celebrated from April 13 to 15'
    given = told.holidays.get(name) if any(t.period == told.holidays.get(name) for t in told.times[:-1]) else None
    if given is None or not days.within(given):
        told.holidays[name] = told.holidays[""] = days
    return True


def _within_printed(told: Told, last: Time, time: Time) -> bool:
    """2月10日至3月17日，在春节期间……高峰期: does a holiday stand behind the printed days of a longer time, with no figure between?"""
    if not _is_holiday(time) or last.period.rule not in PRINTED or last.role != "scope":
        return False
    between = told.clauses.between(last.at + 1, time.at)
    if len(between) > 3 or any("QTY" in t.types for t in between):
        return False
    if not time.period.dated:  # 11月15日至12月1日的学校假期
        return len(between) <= 1 or "DE" in between[0].types
    return time.period.within(last.period)


def _gives_the_year(told: Told, last: Time, time: Time) -> bool:
    """'The holiday (April 4-6) in 2024', 'Labor Day weekend last year': the year of the holiday before it."""
    if not _is_holiday(last) or time.period.rule != "year" or time.at - last.at > 6:
        return False
    if told.clauses.tokens[time.at].text.lower() in LAST_YEARS:
        told.of_last_year.add(last.at)
    first, own = last.period.first, time.period.first
    if first and own and first.year != own.year:  # that of another year, whose days are not known
        told.times[-1] = replace(last, period=replace(last.period, first=None, last=None))
    return True


TAKEN_IN = (
    _says_what_day_it_is,
    _gives_the_span,
    _gives_the_date,
    _gives_the_days,
    _within_printed,
    _gives_the_year,
)


def _begun_on_an_unsaid_day(clauses: Clauses, times: list[Time]) -> list[Time]:
    """截至2月15日，春运累计发送旅客3亿人次: up to a day, from the first of a season whose days nobody told."""
    until = next((t for t in times if t.period.rule == "until" and t.role == "scope"), None)
    if until is None or until.period.first == until.period.last:
        return times
    group = clauses.piece(until.at).group
    unsaid = [t for t in times if _is_holiday(t) and not t.period.dated and clauses.piece(t.at).group == group]
    if not unsaid:
        return times
    begun = replace(until, period=replace(until.period, first=None, kind="other"))
    return [begun if t is until else t for t in times if t not in unsaid]


def _parts_of_holidays(read: Reading, clauses: Clauses, times: list[Time]) -> list[Time]:
    """假期首日, 假期前5天: a part of a holiday whose days only the text tells."""
    table = grammar(read.lang)
    out: list[Time] = []
    for time in times:
        token = clauses.tokens[time.at]
        if out and out[-1].period.rule == "nth" and token.start < out[-1].period.end:
            continue  # 前5天 alone would be the five days before the report
        whole = _is_holiday(time) and time.period.dated
        here = replace(time.period, start=token.start, end=token.end)
        part = part_of(read.text, here, table) if whole else None
        out.append(replace(time, period=replace(part, rule="nth")) if part else time)
    return out


def _days_of(clauses: Clauses, time: Time, context: Context) -> Period:
    """The days of a holiday as the text gave them; 'the holiday' is the one whose days were given last."""
    name = _name(clauses, time.at)
    known = context.holidays.get(name)
    own = time.period.first
    if known and known.first and own and abs((known.first - own).days) > OTHER_YEAR:
        return time.period  # 去年五一假期, told beside this year's
    unnamed = name in GENERIC_HOLIDAYS or (own is None and _given_to_none(context))
    if not unnamed and own is None and not context.holidays and (days := _days_of_topic(context)):
        return replace(days, rule="holiday", kind="holiday", start=time.period.start, end=time.period.end)
    unnamed = unnamed and not any(word in clauses.tokens[time.at].text.lower() for word in LAST_YEARS)
    return known or (context.holidays.get("", time.period) if unnamed and time.role != "base" else time.period)


def _days_of_topic(context: Context) -> Period | None:
    """'Between April 15 and April 18 ...; three died over the Easter weekend': a few days told before are the weekend's."""
    now = context.period
    if now is None or now.rule not in ("from_to", "day_range", "days_between"):
        return None
    return now if 2 <= now.days <= 9 else None


def _given_to_none(context: Context) -> bool:
    """'The holiday driving period between Aug. 30 and Sept. 2 ...; this Labor Day weekend': are the days those of a holiday not named yet?"""
    return "" in context.holidays and all(name in ("", *GENERIC_HOLIDAYS) for name in context.holidays)


def _told_days(clauses: Clauses, holiday: int, at: int) -> bool:
    """春节假期自1月28日至2月4日, 'the Easter holiday lasted from March 29 to April 1'."""
    between = clauses.between(holiday + 1, at)
    # 'the New Year road safety campaign, which ran from 1 December to 3 January'
    ran = any("RUN" in t.types for t in between)
    # 假期出行高峰集中在2月18日至19日
    peak = any(t.types & {"PEAK", "BUSIEST"} or t.text.endswith(PEAKS) for t in between)
    return len(between) <= (9 if ran else 5) and not peak and not any("QTY" in t.types for t in between)


def _bracketed(clauses: Clauses, holiday: int, at: int) -> bool:
    """Does a time stand right behind a holiday, in brackets or with nothing between?"""
    between = clauses.between(holiday + 1, at)
    return len(between) <= 1 and all("OPEN" in t.types for t in between)


def _in_brackets(clauses: Clauses, holiday: int, at: int) -> bool:
    """Does nothing but the opening bracket stand between a time and the one before it?"""
    between = clauses.between(holiday + 1, at)
    return len(between) == 1 and "OPEN" in between[0].types


def _in_apposition(clauses: Clauses, day: Time, at: int) -> bool:
    """Does a holiday stand right behind a day as what that day is of?"""
    between = clauses.between(day.at + 1, at)
    parts = 1 <= len(between) <= 7 and "COMMA" in between[0].types
    return parts and day.period.kind == "day" and not any(t.types & {"QTY", "SAY", "FLOW"} for t in between)


def _name(clauses: Clauses, at: int) -> str:
    return name_in(clauses.tokens[at].text.lower())


def name_in(text: str) -> str:
    """A holiday by the word that names it: 2024年春运期间 and 春运 are one."""
    return next((word for word in NAMED if word in text), "")
