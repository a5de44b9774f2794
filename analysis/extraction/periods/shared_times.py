"""Times that figures share: what is told twice, the parts of a whole, the two ends of a span of years."""

from __future__ import annotations

import itertools
import operator
from datetime import date
from typing import TypeGuard

from ...language.date_arithmetic import ONE_DAY, shift_month_end, shift_months, whole_month
from ...language.periods import Period, kind_of
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Draft, Reading
from ..comparisons.comparatives import is_earlier
from ..comparisons.kinds_beside import TWICE

CONVERTED = "metric:converted"  # the rule of an amount told again in another currency or measure
NEAR = 2  # characters between a figure and what its bracket tells
NEAR_BRACKET = 5  # tokens from a figure to what is told in the bracket behind its noun
TIMED = ("own", "clause", "sentence")  # sources of a time that the sentence itself tells
SUM = "period:sum"  # the rule of a figure that adds up those of several times
BACK = "period:told_before"  # the rule's name: the time of the figure that the words point back to


def of_the_whole(done: list[Draft]) -> list[Draft]:
    """'Of the 300 people held in May, told of before, 45 were minors': the parts are of the time of their whole."""
    whole = next((d for d in done if BACK in d.rules), None)
    if whole is None or whole.period is None:
        return done
    behind = [d for d in done if d.start > whole.start and d.period_source == "carried"]
    return [replace(d, period=whole.period, rules=(*d.rules, BACK)) if d in behind else d for d in done]


def of_the_sum(done: list[Draft]) -> list[Draft]:
    """'400 in 2023 and another 600 in 2024, a total of 1,000': the sum of figures of several times is of all of them."""
    out = list(done)
    for i, draft in enumerate(done):
        # '3 in 2021, 2 in 2022 and 5 in 2023'
        timed = draft.period_source == "own" or "period:respectively" in draft.rules
        if draft.kind != "level" or timed:
            continue
        parts = [d for d in out[:i] if d.kind == "level" and d.unit == draft.unit and not is_earlier(d)][-3:]
        sums = (parts[n:] for n in range(len(parts) - 1) if sum(d.value or 0 for d in parts[n:]) == draft.value)
        period = next((p for p in map(_all_of, sums) if p), None)
        if period is not None:
            source = "own" if period.dated else "none"
            out[i] = replace(
                draft, period=period if period.dated else None, period_source=source, rules=(*draft.rules, SUM)
            )
    return out


def _all_of(parts: list[Draft]) -> Period | None:
    """The time of several figures together, undated where there is a gap between theirs; None where they are of one time."""
    times = sorted(
        ((d.period.first, d.period.last, d.period) for d in parts if d.period and d.period.first and d.period.last),
        key=operator.itemgetter(0, 1),
    )
    if len(times) != len(parts) or len({time[:2] for time in times}) < 2:
        return None
    follow = all(b[0] == a[1] + ONE_DAY for a, b in itertools.pairwise(times))
    first, last = (times[0][0], times[-1][1]) if follow else (None, None)
    return replace(times[-1][2], first=first, last=last, kind=kind_of(first, last), rule="sum")


def older(draft: Draft, new: Draft, topic: Period | None) -> bool:
    """'This compares with 94,986 in the same period last year, and 230,230 in 2016': both are told beside what the text is about."""
    said = new.period if new.start > draft.end else None
    return bool(said and said.last and topic and topic.first and said.last < topic.first)


def at_the_ends(done: list[Draft], clauses: Clauses) -> list[Draft]:
    """'Between 2000 and 2019 deaths dropped by 44 percent, from 680,000 to 384,000': the one of 2000, the other of 2019."""
    out = list(done)
    for i, (old, new) in enumerate(itertools.pairwise(done)):
        at = clauses.figures.get(new.start)
        span = new.period
        ends = (
            at is not None
            and is_earlier(old)
            and old.period is None
            and clauses.line.before(at, "REACH LIGHT*") is not None
        )
        if not ends or span is None or not (span.first and span.last):
            continue
        if span.rule == "since" and begins_a_year(span.first):  # 'since 2012 from 864 to 1,102 in 2018'
            out[i] = taking(old, whole_year(span, span.first.year), new.period_source)
            continue
        if span.rule not in ("from_to", "year_range"):
            continue
        parts = _first_and_last(span) if new.period_source != "carried" else None
        if parts is not None:  # between 2015-16 and 2016-17, between May and June
            out[i] = taking(old, parts[0], new.period_source)
            out[i + 1] = replace(new, period=parts[1])
            continue
        if (
            span.last.year == span.first.year
            or not begins_a_year(span.first)
            or (span.last.month, span.last.day) != (12, 31)
        ):
            continue
        out[i] = taking(old, whole_year(span, span.first.year), new.period_source)
        out[i + 1] = replace(new, period=whole_year(span, span.last.year))
    return out


def under_an_earlier_head(done: list[Draft], clauses: Clauses) -> list[Draft]:
    """'On the same day last year, dams were 20.4% full, with a total of 59 million': what goes on under the earlier time that opens a
    sentence is of it."""
    out = list(done)
    head = next((i for i, t in enumerate(clauses.tokens[:HEAD]) if t.types & {"THEN", "BASE"}), None)
    if head is None:
        return out
    for i in range(1, len(out)):
        old, draft, at = out[i - 1], out[i], clauses.figures.get(out[i].start)
        goes_on = at is not None and draft.period_source in ("carried", "title", "none") and draft.kind == "level"
        between = clauses.between(clauses.figures.get(old.start, 0) + 1, at or 0)
        parted = any(t.types & {"TIME", "THEN", "BASE", "SEMI", "REACH"} for t in between)
        if goes_on and is_earlier(old) and old.period and not parted:
            out[i] = taking(draft, old.period, "sentence")
    return out


def of_a_part_of_years(done: list[Draft], read: Reading, clauses: Clauses) -> list[Draft]:
    """'Between January and June, cases fell from 500 in 2014 to 400 in 2015': of those months of each year."""
    first = min(clauses.figures.values(), default=0)
    head = next(
        (t for t in read.times if t.head and t.role == "scope" and t.at < first and t.period.rule in PARTS_OF_YEARS),
        None,
    )
    years = {d.period.first.year for d in done if d.period and d.period.first and d.period.rule == "year"}
    if head is None or head.period.first is None or head.period.last is None or len(years) < ROW_OF_YEARS:
        return done
    out = list(done)
    for i, draft in enumerate(out):
        period = draft.period
        if period is None or period.rule != "year" or period.first is None:
            continue
        months = 12 * (period.first.year - head.period.first.year)
        begin, end = shift_months(head.period.first, months), shift_month_end(head.period.last, months)
        out[i] = replace(draft, period=replace(period, first=begin, last=end, kind=kind_of(begin, end)))
    return out


def of_both_years(done: list[Draft], clauses: Clauses) -> list[Draft]:
    """2018年检获310公斤，2017年则为190公斤，市值由2.1亿元升至3.3亿元: where a value was is of the earlier of two years, where it is of the later."""
    out = list(done)
    for i, (old, new) in enumerate(itertools.pairwise(done)):
        at, told = clauses.figures.get(new.start), [d for d in done[:i] if d.period_source in TIMED and d.period]
        years = {d.period.first: d.period for d in told if d.period and d.period.kind == "year"}
        moved = at is not None and clauses.line.before(at, "QTY RISE|FALL{0,1} REACH LIGHT*") is not None
        from_it = clauses.line.before(clauses.figures.get(old.start, 0), "FROM LIGHT*") is not None
        own = old.period_source in ("own", "clause") or new.period_source == "own"
        if not (moved and from_it) or len(years) != ROW_OF_YEARS or own:
            continue
        first, last = (years[day] for day in sorted(d for d in years if d))
        out[i], out[i + 1] = taking(old, first, "sentence"), taking(new, last, "sentence")
    return out


ROW_OF_YEARS = 2
PARTS_OF_YEARS = ("half", "quarter", "quarters", "month_range", "first_months")
HEAD = 6  # tokens of a sentence in which a time opens it: 'on the same day last year,'
ROW_BEHIND = "WORD{0,3} AND LIGHT* QTY WORD{0,3} PREPOSITION TIME"


def with_the_next(done: list[Draft], clauses: Clauses) -> list[Draft]:
    """'$30 billion via 53,848 loans in 2012 and $31 billion and 61,689 loans in 2011': two joined by 'and' in front of one time are of it."""
    out = list(done)
    for i, (one, other) in enumerate(itertools.pairwise(done)):
        at = clauses.figures.get(one.start)
        if at is None or other.period is None or other.period_source != "own":
            continue
        led = clauses.line.before(at, "PREPOSITION TIME COMMA? AND LIGHT*")
        if led is not None and clauses.line.after(at, ROW_BEHIND) is not None:
            out[i] = taking(one, other.period, "own")
    return out


def _first_and_last(span: Period) -> tuple[Period, Period] | None:
    """The two parts that a span of whole months joins, where both are as long as the last: 2015-16 and 2016-17, May and June."""
    first, last, tail = span.first, span.last, span.tail
    if not (first and last and tail) or span.rule == "year_range" or first >= tail:
        return None
    after = last + ONE_DAY
    if not first.day == tail.day == after.day == 1:
        return None
    months = (after.year - tail.year) * 12 + after.month - tail.month
    end = shift_months(first, months) - ONE_DAY
    if months not in (1, 3, 6, 12) or end >= tail:
        return None
    parts = ((first, end), (tail, last))
    one, other = (replace(span, first=a, last=b, kind=kind_of(a, b), rule="part_of_span") for a, b in parts)
    return one, other


def whole_year(span: Period, year: int) -> Period:
    return replace(span, first=date(year, 1, 1), last=date(year, 12, 31), kind="year", rule="year")


def told_twice(draft: Draft, before: Draft | None) -> Draft:
    """'Increased 104,400 (2.8 per cent) to 3.9 million for the year ended July': what is told again is of the same time."""
    if before and "kind:share_in_brackets" in draft.rules and is_earlier(before) and draft.start - before.end <= NEAR:
        return replace(draft, period=before.period, period_source=before.period_source)  # 'against 71 (11.3%) in May'
    return _of_the_same(draft, before) if before and TWICE in draft.rules else draft


def _of_the_same(draft: Draft, before: Draft) -> Draft:
    """A figure with the time of the one before it that it tells again, unless its own clause tells it one."""
    if before.period is None or draft.period_source in ("own", "clause"):
        return draft
    return taking(draft, before.period, before.period_source)


def told_over(done: list[Draft], clauses: Clauses) -> list[Draft]:
    """'Some 300 people, or 12 percent of staff, left in May': what is told over behind 'or' is of the time of the whole."""
    out = list(done)
    for i, (draft, again) in enumerate(itertools.pairwise(done)):
        first, last = (clauses.figures.get(d.start) for d in (draft, again))
        begin = None if last is None else clauses.line.before(last, "COMMA OR LIGHT*")
        if first is None or begin is None or again.period is None or draft.period_source in TIMED:
            continue
        if again.period_source in TIMED and not any(
            t.types & {"QTY", "TIME"} for t in clauses.between(first + 1, begin)
        ):
            sure = tuple(d for d in draft.doubts if not d.startswith("period_"))
            out[i] = taking(replace(draft, doubts=sure), again.period, again.period_source)
    return out


def of_what_is_converted(done: list[Draft]) -> list[Draft]:
    """'43.1 million yuan ($6.44 million)': the amount in the other currency is of the time of the first."""
    pairs = itertools.pairwise([*done[:1], *done])  # the first figure converts none
    return [_of_the_same(d, before) if CONVERTED in d.rules else d for before, d in pairs]


def taking(draft: Draft, period: Period, source: str) -> Draft:
    """A figure with the time of another, and with its doubt where that time was carried on."""
    doubt = f"period_{source}"
    doubts = (*draft.doubts, doubt) if source in ("carried", "title") and doubt not in draft.doubts else draft.doubts
    return replace(draft, period=period, period_source=source, doubts=doubts)


def begins_a_year(day: date | None) -> TypeGuard[date]:
    return day is not None and (day.month, day.day) == (1, 1)


def month_after(base: tuple[date, date], topic: Period | None) -> Period | None:
    """'In the first quarter, ... Vacancies rose 3% from February': told of March, the month behind the base, where that ends the topic."""
    first, last = base
    after = whole_month(last.year + last.month // 12, last.month % 12 + 1)
    one = whole_month(first.year, first.month) == base
    if topic is None or not one or topic.first is None or topic.first > first or topic.last != after[1]:
        return None
    return replace(topic, first=after[0], last=after[1], kind="month", rule="month")


def in_brackets(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'34,990 bags (10.97 per cent of the harvest) in the month before', 'recovered 57 tusks (214 kg in all) on 3 March': what a bracket
    right behind a figure says of it is of its time, where the bracket tells none."""
    out = drafts[:1]
    for draft in drafts[1:]:
        last = out[-1]
        if last.period and not is_earlier(draft) and _says_more(draft, last, clauses):
            draft = replace(draft, period=last.period, period_source=last.period_source)
        out.append(draft)
    return out


def _says_more(draft: Draft, last: Draft, clauses: Clauses) -> bool:
    """Does a figure stand in a bracket without a time, right behind the noun of the figure before?"""
    at, before = clauses.figures.get(draft.start), clauses.figures.get(last.start)
    held = clauses.bracket(at) if at is not None else None
    if held is None or before is None or not 0 < held[0] - before <= NEAR_BRACKET:
        return False
    between, inside = clauses.between(before + 1, held[0]), clauses.between(*held)
    timed = any("TIME" in t.types for t in inside)
    return not timed and not any(t.types & {"QTY", "TIME", "COMMA"} for t in between)
