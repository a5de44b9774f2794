"""The period that each figure is of: said beside it, carried on from before, or that of the figure it is told beside."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date, timedelta

from ..language.lexicon import blanked
from ..language.time_expressions import Period, kind_of
from ..records import replace
from .comparatives import earlier_period, goes_on, is_earlier, owned, sibling
from .coordination import JOIN, lists
from .draft import Context, Cues, Draft, Reading

STATED = ("date", "weekday", "relative_day", "day_alone", "start_of", "end_of")  # times that a statement may be of


def of_statement(text: str, period: Period, periods: Sequence[Period], table: Cues) -> bool:
    """Is a day the day of the statement ('said on Feb. 5', 2月5日通报), with no figure between it and the verb?"""
    plain = blanked(text, [(p.start, p.end) for p in periods])
    for verb in table.said.finditer(plain):
        between = plain[verb.end() : period.start] if verb.end() <= period.start else plain[period.end : verb.start()]
        after = verb.end() <= period.start
        if FIGURE.search(between) or (after and not table.said_on.fullmatch(between)):
            continue
        return True
    return False


FIGURE = re.compile(r"\d")


def _spoken_day(read: Reading, period: Period, context: Context, table: Cues) -> bool:
    """Is the date the day of the statement, not the period of its figures?"""
    if period.rule not in STATED or period.first is None or period.first != period.last:
        return False
    near = abs(context.today - period.first) <= timedelta(days=14)
    return near and of_statement(read.text, period, read.periods, table)


WEEK_TO = re.compile(r"\bweek $", re.IGNORECASE)  # 'the week to 13 October'


def _of_record(read: Reading, period: Period, table: Cues) -> bool:
    """Is it the time that a record looks back over: 'the highest since 2018', 2018年以来最高?"""
    if period.rule not in ("since", "last_n"):
        return False
    before, after = read.text[: period.start], read.text[period.end : period.end + 12]
    return bool(table.record_before.search(before) or table.record_after.match(after))


def _itself(period: Period) -> Period:
    """'Since May 2019, when ...': for what follows, the month itself."""
    if period.when is None:
        return period
    first, last = period.when
    return replace(period, first=first, last=last, kind=kind_of(first, last), rule="since_when")


def usable_periods(read: Reading, context: Context, table: Cues) -> list[Period]:
    usable = []
    for period in read.periods:
        if period.rule in ("clock", "weekday", "day_alone", "bare") or _spoken_day(read, period, context, table):
            continue
        if _of_record(read, period, table):
            if period.when:
                usable.append(_itself(period))
            continue
        if period.rule == "until" and period.last and WEEK_TO.search(read.text[: period.start]):
            period = replace(period, first=period.last - timedelta(days=6), rule="week_to", kind="week")
        if period.rule == "until" and period.last:
            carried = context.period
            first = (
                carried.first
                if carried and carried.first and carried.first <= period.last
                else date(period.last.year, 1, 1)
            )
            period = replace(period, first=first, kind=kind_of(first, period.last))
        whole = period.rule == "year" and period.last and period.last - context.today <= timedelta(days=6)
        if period.first and period.last and period.first <= context.today < period.last and not whole:
            period = replace(
                period, last=context.today, kind=kind_of(period.first, context.today)
            )  # no figure is of the future
        if period.dated:
            usable.append(period)
    return _up_to_the_day(usable, context.today)


def _up_to_the_day(usable: list[Period], today: date) -> list[Period]:
    """截至8月31日，今年……: what runs up to now runs up to the day that the sentence says."""
    day = next((p.last for p in usable if p.rule == "until"), None)
    if day is None:
        return usable
    return [
        replace(p, last=day, kind=kind_of(p.first, day)) if p.last == today and p.first and p.first <= day else p
        for p in usable
    ]


def _of_start(read: Reading, period: Period, draft: Draft, table: Cues) -> bool:
    """'From 10.2 percent in 2019 to 5.1', 从2021年的第72位上升至第60位: the time told belongs to where the change began."""
    between = read.text[period.end : draft.start]
    if period.rule not in ("year", "month", "quarter", "half", "date") or re.search(r"[,，;；] ?", between):
        return False
    return bool(table.reaches.search(between) and table.departs.search(read.text[: period.start]))


def with_periods(read: Reading, drafts: list[Draft], context: Context, table: Cues) -> list[Draft]:
    """Each draft with its period; those of an earlier time take theirs from the new figure that they stand beside."""
    taken = owned(read, drafts, read.periods)
    usable = usable_periods(read, context, table)
    free = [p for p in usable if not any(p.start == t.start for t in taken)]
    dated = [d if is_earlier(d) else with_period(read, d, context, table, free) for d in drafts]
    dated = _periods_respectively(read, dated, usable, table)
    out = []
    for draft in dated:
        if is_earlier(draft):
            new = sibling(dated, draft)
            period = new.period if new else carried_period(read, context)
            draft = earlier_period(draft, period, usable, read, context.today)
        out.append(draft)
    # 'Against 900 and 1,300 in 2023': the time behind a list is of all its figures.
    for i in range(len(out) - 2, -1, -1):
        if out[i].earlier == out[i + 1].earlier == "" and out[i].period is None and goes_on(read, out[i], out[i + 1]):
            out[i] = replace(out[i], period=out[i + 1].period)
    return out


def _periods_respectively(read: Reading, drafts: list[Draft], usable: list[Period], table: Cues) -> list[Draft]:
    """上半年和下半年分别查获300起、400起: as many figures as times in a row, each with its own."""
    out = list(drafts)
    for run in lists(read, drafts, table) if len(usable) > 1 else ():
        told = [p for p in usable if p.end <= out[run[0]].start]
        row = told[-len(run) :]
        joined = all(JOIN.fullmatch(read.text, a.end, b.start) for a, b in itertools.pairwise(row))
        said = table.respectively.search(read.text, 0, min(len(read.text), out[run[-1]].end + 40))
        if len(row) == len(run) and joined and said:
            for k, period in zip(run, row, strict=True):
                out[k] = replace(out[k], period=period, rules=(*out[k].rules, "period:respectively"))
    return out


def carried_period(read: Reading, context: Context) -> Period | None:
    """The period that the text before tells."""
    if context.now and context.now[0] == read.sentence.paragraph:
        return context.now[1]
    return context.period


COMMA = re.compile("[,，]")


UNTOLD = "period:holiday"  # the rule of a figure whose time is named and cannot be dated


def with_period(
    read: Reading, draft: Draft, context: Context, table: Cues, usable: Sequence[Period] | None = None
) -> Draft:
    """The period nearest to the figure, said before it in the sentence or just after it; else the one carried on.

    `usable` are the sentence's periods that the figure may have; all of them where none are given.
    """
    if draft.kind in ("duration", "measure", "pledge"):
        return draft
    usable = usable_periods(read, context, table) if usable is None else usable
    ends = [q.end for q in read.quantities]
    before = [_itself(p) for p in usable if p.end <= draft.start and not _of_start(read, p, draft, table)]
    after = [p for p in usable if p.start >= draft.end and p.rule != "since_when" and not _labels(read, p)]
    after = [p for p in after if not table.running_total.search(read.text, draft.end, p.start)]
    close = None
    if after:
        first = min(after, key=lambda p: p.start)
        between = read.text[draft.end : first.start]
        crossed = any(draft.end < e <= first.start for e in ends)
        limit = 60 if not before else 28
        if (
            not crossed
            and len(between) <= limit
            and not re.search(r"[;；。]", between)
            and (not before or not re.search(r"[,，]", between))
        ):
            close = first
    holiday = any(p.rule == "holiday" and p.end <= draft.start for p in read.periods)
    if close and holiday and COMMA.search(read.text, draft.end, close.start):
        close = None  # 国庆假期日均200万人次，其中10月3日达219万
    chosen = close or (max(before, key=lambda p: p.end) if before else None)
    if (
        chosen is None
        and after
        and table.spaced
        and ";" not in read.text[draft.end : after[0].start]
        and not (after[0].kind == "day" and any(draft.end < e <= after[0].start for e in ends))
        and not table.of_figure.match(read.text, draft.end)  # '5% more than the peak of 103,000 in 2002'
        and not _of_compared(read, draft, after[0], table)
    ):
        chosen = after[0] if draft.period is None and context.period is None else None
    if chosen:
        return replace(draft, period=chosen, rules=(*draft.rules, f"period:{chosen.rule}"))
    if context.untold or holiday:
        return replace(
            draft, rules=(*draft.rules, UNTOLD)
        )  # no figure of a holiday is of the year that was told before
    if carried := carried_period(read, context):
        return replace(draft, period=carried, rules=(*draft.rules, "period:carried"))
    return draft


def _of_compared(read: Reading, draft: Draft, period: Period, table: Cues) -> bool:
    """Is a time behind a later figure that another is compared with: '12 percent up and 5 percent below the 900 of 2018'?"""
    row = [q for q in read.quantities if draft.end <= q.start and q.end <= period.start]
    return any(table.of_figure.fullmatch(read.text, a.end, b.start) for a, b in itertools.pairwise(row))


LABEL = re.compile(r"[:：=] ?(?:[a-z]+ )?\d", re.IGNORECASE)


def _labels(read: Reading, period: Period) -> bool:
    """'41,200 calls (Q1: 38,900)': does the time stand as a label before a figure of its own?"""
    return bool(LABEL.match(read.text, period.end))
