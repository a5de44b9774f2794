"""What the text around a figure tells of it: period, base and scope, carried on and back; the account of every number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date, timedelta

from .bounds import bounds
from .drafts import FIGURES, Context, Cues, Draft, Reading
from .earlier import earlier_period, goes_on, is_earlier, owned, sibling
from .matching import JOIN, STOP, lists
from .periods import Period, kind_of
from .places import find_places
from .quantities import Leftover
from .records import replace
from .words import blanked


def fill_back(readings: list[Reading]) -> None:
    """Figures told before the text names a period take the one named next; a headline takes what its body tells."""
    later: list[Draft] = []
    for read in reversed(readings):
        for i, draft in enumerate(read.drafts):
            if draft.quantity is None or draft.kind not in FIGURES:
                continue
            if read.sentence.in_headline:
                draft = _of_body(draft, later)
            # A day named later is that of its own figure, a peak for instance; a headline tells what its body does.
            if UNTOLD in draft.rules and not read.sentence.in_headline:
                continue
            named = [d for d in later if read.sentence.in_headline or (d.period and d.period.kind != "day")]
            if draft.period is None and draft.kind not in ("duration", "rank") and named and not is_earlier(draft):
                same = next((d for d in reversed(named) if d.metric and d.metric == draft.metric), named[-1])
                draft = replace(draft, period=same.period, rules=(*draft.rules, "period:of_body"))
            read.drafts[i] = draft
        told = [d for d in read.drafts if d.period and d.quantity and not is_earlier(d)]
        later += [d for d in reversed(told) if "period:of_body" not in d.rules]


def _of_body(draft: Draft, body: list[Draft]) -> Draft:
    """A headline rounds a figure of the body: what it leaves out (unit, metric, base, period) the body tells."""
    assert draft.quantity is not None
    low, high = bounds(draft.value, draft.quantity, draft.unit, "conventional")
    if low is None or high is None or draft.kind in ("duration", "rank"):
        return draft
    slack = 0.0 if draft.quantity.modifier == "exact" else 1e-9
    for told in reversed(body):
        fits = told.value is not None and low - slack <= float(told.value) <= high + slack
        if (
            fits
            and told.kind == draft.kind
            and draft.metric in (None, told.metric)
            and draft.direction == told.direction
        ):
            unit = (
                told.unit
                if draft.unit is None or not draft.quantity.known_unit or draft.quantity.implied
                else draft.unit
            )
            filled = replace(
                draft, metric=told.metric, unit=unit, base=draft.base or told.base, period=draft.period or told.period
            )
            return replace(filled, rules=(*draft.rules, "headline:of_body")) if filled != draft else draft
    return draft


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


def _usable(read: Reading, context: Context, table: Cues) -> list[Period]:
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
    usable = _usable(read, context, table)
    free = [p for p in usable if not any(p.start == t.start for t in taken)]
    dated = [d if is_earlier(d) else with_period(read, d, context, table, free) for d in drafts]
    dated = _periods_respectively(read, dated, usable, table)
    out = []
    for draft in dated:
        if is_earlier(draft):
            new = sibling(dated, draft)
            period = new.period if new else _carried(read, context)
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


def _carried(read: Reading, context: Context) -> Period | None:
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
    usable = _usable(read, context, table) if usable is None else usable
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
    if carried := _carried(read, context):
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


def carry_on(read: Reading, context: Context, table: Cues) -> None:
    """Take period, base, metric and levels on to the sentences that follow."""
    said = _usable(read, context, table)
    usable = [p for p in said if p.dated and p.rule not in ("now", "since_when")]
    new = [d for d in read.drafts if not is_earlier(d)]
    theirs = owned(read, read.drafts, usable)
    usable = [p for p in usable if p not in theirs]
    if table.peak_day.search(read.text):
        usable = [p for p in usable if p.kind != "day"]
    used = [d.period for d in new if d.period and d.period in usable]
    spans = ("year_to_date", "half", "quarter", "year", "first_months", "month_range", "from_to", "since", "month")
    pick = used or ([usable[-1]] if usable and usable[-1].rule in spans else [])
    if pick:
        context.period, context.now, context.untold = pick[-1], None, False
    elif any(UNTOLD in d.rules for d in new):
        context.period, context.now, context.untold = None, None, True
    for now in (p for p in said if p.rule == "now"):
        context.now = (read.sentence.paragraph, now)
    if read.sentence.in_headline:
        return
    stated = [
        d for d in read.drafts if d.kind == "change" and d.base and not {"base:carried", "base:period"} & set(d.rules)
    ]
    context.base = stated[-1].base if stated else context.base
    told = [d for d in new if d.kind in ("level", "change", "rate") and d.metric]
    if told:
        context.metric, context.scope = told[-1].metric, told[-1].scope
    levels = [d for d in new if d.kind == "level" and d.quantity]
    context.levels = levels or context.levels


def with_base(read: Reading, draft: Draft, context: Context) -> Draft:
    """A change that names no base, in a sentence that names none, is measured as the one before it was."""
    silent = draft.kind == "change" and draft.base is None and not read.bases and not read.sentence.in_headline
    if not silent or context.base is None:
        return draft
    return replace(draft, base=context.base, rules=(*draft.rules, "base:carried"))


def case_of(read: Reading, context: Context, table: Cues) -> str | None:
    """The named case that a sentence's figures belong to: said here, earlier in the paragraph, or in the headline."""
    named = table.case.search(read.text)
    if read.sentence.in_headline:
        context.case = f"case_{named[1].replace('·', '.')}" if named else None
        return context.case
    if named or table.nationwide.search(read.text):
        context.case_here = (read.sentence.paragraph, f"case_{named[1].replace('·', '.')}" if named else None)
    if context.case_here and context.case_here[0] == read.sentence.paragraph:
        return context.case_here[1]
    return context.case


def scope_of(read: Reading, draft: Draft, drafts: list[Draft], table: Cues) -> str | None:
    """The part of the whole that the figure covers: said just behind it, else nearest before it in its sentence."""
    if draft.kind in ("measure", "pledge"):
        return None
    if parent := _in_brackets(read, draft, drafts):
        return parent
    said = read.scopes
    behind = next((m for m in said if m.start() >= draft.end), None)
    linked = behind and table.scope_behind.fullmatch(read.text[draft.end : behind.start()])
    before = [m for m in said if m.end() <= draft.start and ";" not in read.text[m.end() : draft.start]]
    whole = next((m for m in said if table.scope_sentence.fullmatch(m[0])), None)
    found = (behind if linked else None) or (before[-1] if before else None) or whole
    station = next(
        (s for s in reversed(read.stations) if s[1] <= draft.start and ";" not in read.text[s[1] : draft.start]), None
    )
    if station and (not found or found.start() < station[1] <= draft.start):
        return station[2]
    if found:
        return found.lastgroup
    parts = COMMA.split(STOP.split(read.text[: draft.start])[-1])
    named = [c for p in parts if (codes := find_places(p, read.lang)) and not table.said.search(p) for c in codes]
    codes = list(dict.fromkeys(c for c in named if "-" in c))
    return "+".join(codes) or None


BRACKET = re.compile(r"[(（](?:含|其中|including |of which )?[^()（）]*$")


def _in_brackets(read: Reading, draft: Draft, drafts: list[Draft]) -> str | None:
    """6168.8万人次（含边民142.3万人次）: what brackets tell of is a part of the level before them."""
    opened = BRACKET.search(read.text, 0, draft.start)
    if not opened or draft.metric is None:
        return None
    whole = next((d for d in reversed(drafts) if d.end <= opened.start() and d.kind == "level" and d.metric), None)
    outside = whole and opened.start() - whole.end <= 2 and whole.metric != draft.metric and whole.unit == draft.unit
    return whole.metric if whole and outside else None


DIGITS = re.compile("[0-9]+")


def account_for(read: Reading, drafts: list[Draft]) -> list[Leftover]:
    """Leftovers that touch neither a claim nor each other, and a row 'unread' for every digit that nothing covers."""
    taken = sorted((d.start, d.end) for d in drafts if d.quantity)
    kept: list[Leftover] = []
    for item in sorted(read.leftovers, key=lambda left: (left.start, -left.end)):
        start = max([item.start, *(b for a, b in taken if a <= item.start < b), *(k.end for k in kept)])
        end = min([item.end, *(a for a, _ in taken if a >= start)])
        if start < end and any(c.isalnum() for c in read.text[start:end]):
            kept.append(Leftover(start, end, item.reason))
    covered = [*taken, *((k.start, k.end) for k in kept)]
    for digits in DIGITS.finditer(read.text):
        if not any(a <= digits.start() and digits.end() <= b for a, b in covered):
            kept.append(Leftover(digits.start(), digits.end(), "unread"))
    return sorted(kept, key=lambda left: left.start)


def unknown_units(read: Reading, drafts: list[Draft]) -> list[Leftover]:
    found = []
    for draft in drafts:
        quantity = draft.quantity
        if (
            quantity
            and not quantity.known_unit
            and quantity.unit
            and draft.unit == quantity.unit
            and draft.kind in ("level", "rate")
        ):
            at = read.text.find(quantity.unit, quantity.end)
            if 0 <= at <= quantity.end + 60:
                found.append(Leftover(at, at + len(quantity.unit), "unknown unit"))
    return found
