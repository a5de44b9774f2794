"""As many figures as times in a row, each with its own: '131 and 856 in January and February, respectively'."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

from ...language.date_arithmetic import whole_month
from ...language.lexicon import word_list
from ...language.periods import Period, kind_of
from ...language.time_expressions import find_periods
from ...language.tokens import SPACED
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.coordination import runs
from ..clauses.cues import Cues
from ..clauses.draft import Context, Draft, Reading, Time

YEARS_TOLD = ("year_range", "from_to")
JOINTS = word_list("and_between_times")
HELD = word_list("ends_a_comparison", "zh")


def respectively(
    read: Reading, drafts: list[Draft], clauses: Clauses, scopes: list[Time], context: Context, table: Cues
) -> list[Draft]:
    """'131 and 856 in January and February, respectively': as many figures as times in a row, each with its own."""
    out = list(drafts)
    if not any("RESPECTIVELY" in t.types for t in clauses.tokens):
        return out
    whole, scopes = scopes, _split(read, scopes, context)
    for run in runs(read, out, table):
        led = [t for t in whole if t.period.end <= out[run[0]].start]
        at = clauses.figures.get(out[run[0]].start)
        # 内地居民、港澳台居民、外国人分别: each is of one of those, all of the whole time
        words = clauses.between(led[-1].at + 1, at) if led and at is not None else []
        several = any(t.types & {"LIST", "AND"} for t in words)
        told = led[-1].period if led else _carried(out[run[0]], whole)
        held = any(t.text.endswith(HELD) for t in words)  # 与前三年同期均值比分别下降: what they are held against
        parts = _each_unit(told, len(run), context.today) if told and len(run) > 2 and not (several or held) else []
        for k, period in zip(run, parts, strict=False):
            out[k] = _of_time(out[k], period, "clause" if led else "carried")
        if len(scopes) < 2:
            continue
        pools = [
            [t for t in scopes if t.period.end <= out[run[0]].start][-len(run) :],
            [t for t in scopes if t.period.start >= out[run[-1]].end][: len(run)],
        ]
        if pools[1] and _beside(clauses, out[run[-1]], pools[1][0]):
            pools.reverse()  # 'one in both January and February before 13 and 15 in March and April, respectively'
        rows = (list(parts) for _, parts in itertools.groupby(scopes, key=lambda t: t.at))
        # 'October, November and December, the first three months of the year'
        told_as_one = [row for row in rows if len(row) == len(run) > 2]
        for pool in (*told_as_one, *pools):
            if len(pool) == len(run) and _in_a_row(clauses, pool):
                for k, time in zip(run, pool, strict=True):
                    out[k] = _of_time(out[k], time.period)
                break
    return out


def _of_time(draft: Draft, period: Period, source: str = "clause") -> Draft:
    return replace(draft, period=period, period_source=source, rules=(*draft.rules, "period:respectively"))


def _carried(draft: Draft, scopes: list[Time]) -> Period | None:
    """2013年至2015年……。不诉率分别为6.6%、7.34%、8.43%: the years of a sentence before, where this one has no time of its own."""
    told = draft.period if draft.period_source == "carried" and not scopes else None
    return told if told and told.rule in YEARS_TOLD else None


def _each_unit(period: Period, count: int, today: date) -> list[Period]:
    """近三年分别为 with three figures, 长假7天分别为 with seven: the years or days of a time, where it has as many as there are figures."""
    first, last = period.first, period.last
    if first is None or last is None:
        return []
    rule = period.rule
    if rule == "last_n" and round((last - first).days / 365.25) == count:
        over = today.year - (today.month < 12)  # the last whole year
        spans = _years(over - count + 1, over)
    elif rule in YEARS_TOLD and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        spans = _years(first.year, last.year)  # 2020年至2022年分别为
    elif rule == "month_range" and first.day == 1 and first.year == last.year:
        spans = [whole_month(first.year, month) for month in range(first.month, last.month + 1)]  # 1至3月分别为
    elif (last - first).days + 1 == count:
        days = [first + timedelta(days=n) for n in range(count)]
        spans = [(day, day) for day in days]
    else:
        return []
    if len(spans) != count:
        return []
    return [replace(period, first=a, last=b, kind=kind_of(a, b)) for a, b in spans]


def _years(first: int, last: int) -> list[tuple[date, date]]:
    return [(date(year, 1, 1), date(year, 12, 31)) for year in range(first, last + 1)]


def _split(read: Reading, scopes: list[Time], context: Context) -> list[Time]:
    """'January and February' told 'respectively' are two times, 'January, February and March' three."""
    return [part for time in scopes for part in _parts(read, time, context)]


def _parts(read: Reading, time: Time, context: Context) -> list[Time]:
    text = read.text[time.period.start : time.period.end]
    joint = next((j for j in JOINTS if j in text), "") if time.period.rule in JOINED else ""
    *rows, end = text.split(joint, 1) if joint else [text]
    told = [*itertools.chain.from_iterable(row.split(COMMA) for row in rows), end]
    if joint and told[0].isdigit():  # 5、6月份: the unit is told once
        told[0] += end.lstrip("0123456789")
    lead, day = "in " if read.lang in SPACED else "", time.period.last or context.today
    found = [find_periods(f"{lead}{said}", read.lang, day, context.reckoning) for said in told]
    if len(told) < 2 or any(len(periods) != 1 for periods in found):
        return [time]
    start, end_at = time.period.start, time.period.end
    return [replace(time, period=replace(periods[0], start=start, end=end_at)) for periods in found]


JOINED, COMMA = ("month_range", "from_to", "day_range"), ", "


def _beside(clauses: Clauses, draft: Draft, time: Time) -> bool:
    """Does a time stand right behind a figure?"""
    at = clauses.figures.get(draft.start)
    return at is not None and all("PREPOSITION" in t.types for t in clauses.between(at + 1, time.at))


def _in_a_row(clauses: Clauses, times: Sequence[Time]) -> bool:
    joints = frozenset(["AND", "COMMA", "LIST", "PREPOSITION"])
    return all(
        a.at == b.at or all(t.types & joints for t in clauses.between(a.at + 1, b.at))
        for a, b in itertools.pairwise(times)
    )
