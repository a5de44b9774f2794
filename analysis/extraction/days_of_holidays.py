"""The days that a text gives its holidays: 国庆假期（10月1日至7日）."""

from __future__ import annotations

from ..language.lexicon import lexicon, word_list
from ..language.periods import Period
from ..language.time_grammar import grammar
from ..language.time_parts import part_of
from ..records import replace
from .clauses import Clauses
from .draft import Context, Reading, Time

LAST_YEARS, PEAKS = word_list("last_years"), word_list("peaks_of_travel")
GENERIC_HOLIDAYS = word_list("holidays_without_a_name")
YEARS = ("year", "year_to_date", "half", "quarter")  # a holiday in 2024 has not all its days
LASTING = "COMMA WORD? QTY DE? TIME"  # 自1月17日至2月25日,为期40天的2022年春运
OTHER_YEAR = 200  # days
NAMED = tuple(w for row in lexicon("periods")["named_holidays"] for w in (*row["en"], *row["zh"]))


SPANNING = "COMMA RUN FROM|PREPOSITION? LIGHT*"  # 'the past six months, spanning from July 17 to January 14'


def with_days(read: Reading, clauses: Clauses, times: list[Time], context: Context) -> list[Time]:
    """国庆假期（10月1日至7日）: the days in brackets are the holiday's, here and wherever it is named again."""
    out: list[Time] = []
    of_last_year: set[int] = set()
    for time in times:
        last = out[-1] if out else None
        if (
            last
            and last.period.dated
            and time.period.rule == "holiday"
            and (
                time.at == last.at + 1
                or time.at + 1 == clauses.line.after(last.at, "DE TIME")
                or (last.period.kind != "day" and time.at + 1 == clauses.line.after(last.at, LASTING))
            )
            and last.period.rule != "holiday"
            and last.period.kind not in YEARS
        ):
            time = replace(time, period=replace(last.period, rule="holiday", kind="holiday"))  # 1月26日至3月5日春运
            context.holidays[_name(clauses, time.at)] = time.period
        span = time.period.dated and time.period.kind != "day"
        named = (
            last is not None
            and last.period.rule in ("last_n", "bare", "relative", "week_number", "epi_week")
            and time.period.dated
            and time.period.kind != "day"
        )
        if last and time.period.rule == "holiday" and not time.period.dated and _in_apposition(clauses, last, time.at):
            continue  # 'on Sept 29, the first day of the holiday,'
        near = ("lunar", "relative_day")  # 'yesterday (December 11)'
        lunar = last is not None and last.period.rule in near and time.period.kind == "day"
        spans = time.period.dated and time.period.kind != "day" and clauses.line.before(time.at, SPANNING) is not None
        long = next((i for i, t in enumerate(out) if t.period.rule == "last_n" and spans), None)
        if long is not None:
            out[long:] = [replace(out[long], period=time.period, role="scope")]
            continue
        if last and lunar and _bracketed(clauses, last.at, time.at):
            role = "statement" if "statement" in (last.role, time.role) else "scope"
            out[-1] = replace(last, period=time.period, role=role)  # 大年初三(2月19日)
            continue
        if last and named and _bracketed(clauses, last.at, time.at) and "OPEN" in clauses.tokens[time.at - 1].types:
            out[-1] = replace(last, period=time.period, role="scope")  # 前5天（1月21日至25日）
            continue
        if (
            last
            and time.role in ("bracket", "scope", "aside")
            and last.period.rule == "holiday"
            and time.period.dated
            and time.period.kind not in YEARS
            and time.period.rule != "last_n"
            and (
                (_bracketed(clauses, last.at, time.at) and (span or "OPEN" in clauses.tokens[time.at - 1].types))
                or (span and _told_days(clauses, last.at, time.at))
            )
        ):
            out[-1] = replace(last, period=replace(time.period, rule="holiday", kind="holiday"))
            context.holidays[_name(clauses, last.at)] = context.holidays[""] = out[-1].period
            continue
        if last and _within_printed(clauses, last, time):
            continue  # 2月10日至3月17日，在春节期间……高峰期: the days are printed
        if last and last.period.rule == "holiday" and time.period.rule == "year" and time.at - last.at <= 6:
            first, own = last.period.first, time.period.first
            if clauses.tokens[time.at].text.lower() in LAST_YEARS:
                of_last_year.add(last.at)  # 'Labor Day weekend last year'
            if first and own and first.year != own.year:  # the holiday of last year
                out[-1] = replace(last, period=replace(last.period, first=None, last=None))
            continue  # the holiday (April 4-6) in 2024
        out.append(time)
    now = {t.at for t in out if t.period.rule == "holiday" and t.at not in of_last_year}
    out = [replace(t, period=_days_of(clauses, t, context)) if t.at in now else t for t in out]
    out = _begun_on_an_unsaid_day(clauses, _parts_of_holidays(read, clauses, out))
    told = [t for t in out if t.period.rule == "holiday" and t.period.dated and t.role not in ("base", "statement")]
    if told:
        context.holidays[""] = told[-1].period  # also where the calendar gave its days
    return out


def _within_printed(clauses: Clauses, last: Time, time: Time) -> bool:
    """Does a holiday of known days stand behind the first and the last day of a longer time, with no figure between?"""
    whole, holiday = last.period, time.period
    if holiday.rule != "holiday" or whole.rule not in ("from_to", "day_range", "month_range") or last.role != "scope":
        return False
    between = clauses.between(last.at + 1, time.at)
    if len(between) > 3 or any("QTY" in t.types for t in between):
        return False
    if not holiday.dated:  # 11月15日至12月1日的学校假期
        return len(between) <= 1 or "DE" in between[0].types
    return holiday.within(whole)


def _begun_on_an_unsaid_day(clauses: Clauses, times: list[Time]) -> list[Time]:
    """截至2月15日，春运累计发送旅客3亿人次: up to a day, from the first of a season whose days nobody told."""
    until = next((t for t in times if t.period.rule == "until" and t.role == "scope"), None)
    if until is None or until.period.first == until.period.last:
        return times
    group = clauses.piece(until.at).group
    unsaid = [
        t for t in times if t.period.rule == "holiday" and not t.period.dated and clauses.piece(t.at).group == group
    ]
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
        whole = time.period.rule == "holiday" and time.period.dated
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
    peak = any(
        t.types & {"PEAK", "BUSIEST"} or t.text.endswith(PEAKS) for t in between
    )  # 假期出行高峰集中在2月18日至19日
    return len(between) <= (9 if ran else 5) and not peak and not any("QTY" in t.types for t in between)


def _bracketed(clauses: Clauses, holiday: int, at: int) -> bool:
    """Does a time stand right behind a holiday, in brackets or with nothing between?"""
    between = clauses.between(holiday + 1, at)
    return len(between) <= 1 and all("OPEN" in t.types for t in between)


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
