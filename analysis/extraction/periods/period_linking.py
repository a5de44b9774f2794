"""Which time a figure takes, by structure: its own phrase, its clause, the clauses that govern it, what is carried on, the title."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

from ...language.lexicon import word_list
from ...language.periods import Period, kind_of
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.cues import Cues
from ..clauses.draft import Context, Draft, Reading, Time
from ..comparisons.base_periods import MARK, days_of
from ..comparisons.comparatives import TOLD, is_earlier, owned
from .fading import faded
from .governing_times import governing_time
from .prior_levels import with_earlier_periods
from .prior_times import moved
from .respective_times import respectively
from .shared_times import (
    BACK,
    at_the_ends,
    begins_a_year,
    in_brackets,
    month_after,
    of_a_part_of_years,
    of_both_years,
    of_the_sum,
    of_the_whole,
    taking,
    told_over,
    told_twice,
    under_an_earlier_head,
    with_the_next,
)
from .times_of_others import long_ago, of_another, within_reach
from .times_of_sentence import times_of
from .times_under_way import of_all_the_year, so_far
from .unsaid_times import of_its_own_time, of_old_record, since_campaign, was_measured

FROM_WORDS = word_list("from_words")
DEFINITE, POINTS_BACK, THESE = map(word_list, ("definite", "parts_of_the_figure_before", "these"))
PARTS = ("month", "quarter", "half", "holiday")  # of a year
UNDATED = ("duration", "measure", "pledge")  # kinds that are of no period


def with_periods(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, table: Cues) -> list[Draft]:
    """Each draft with its period and where it came from; a figure of an earlier time takes its own, or its sibling's a year before."""
    times = read.times = times_of(read, clauses, context)
    theirs = {p.start for p in owned(read, drafts, read.periods)}
    scopes = read.scopes_of_time = [t for t in times if t.role == "scope" and t.period.start not in theirs]
    out = [d if is_earlier(d) else linked(read, d, clauses, scopes, context) for d in drafts]
    done = with_earlier_periods(read, respectively(read, out, clauses, scopes, context, table), clauses, context)
    done = [_of_its_end(d, done[i + 1 : i + 3], clauses) for i, d in enumerate(done)]
    done = in_brackets(of_the_sum(at_the_ends(of_the_whole(told_over(done, clauses)), clauses)), clauses)
    done = of_a_part_of_years(done, read, clauses)
    for step in (of_both_years, with_the_next, under_an_earlier_head):
        done = step(done, clauses)
    pairs = itertools.pairwise([None, *done])
    return [_as_a_year_before(told_twice(d, before), before, clauses) for before, d in pairs if d]


def _of_its_end(draft: Draft, behind: list[Draft], clauses: Clauses) -> Draft:
    """'Increased by 17 percent from 639 grams in 2012 to 752 grams in 2013': the change is told of the end, not of where it began."""
    if draft.kind != "change" or draft.period is None or draft.period_source not in ("own", "clause"):
        return draft
    if len(behind) < 2:
        return draft
    old, new = behind
    a, b = clauses.figures.get(old.start), clauses.figures.get(new.start)
    row = a is not None and b is not None and clauses.line.before(a, "FROM !QTY|COMMA{0,4}") is not None
    row = row and clauses.line.before(b or 0, "REACH LIGHT*") is not None
    if not row or old.period is None or new.period is None or draft.period.first != old.period.first:
        return draft
    later = old.period.last and new.period.first and old.period.last < new.period.first
    return replace(draft, period=new.period) if later else draft


def _as_a_year_before(draft: Draft, before: Draft | None, clauses: Clauses) -> Draft:
    """'From 23 million in June last year to 19 million this year': of the same part of this year."""
    old, new = before.period if before and is_earlier(before) else None, draft.period
    at = clauses.figures.get(draft.start)
    if at is None or clauses.line.before(at, "REACH LIGHT*") is None or draft.kind not in TOLD:
        return draft
    if not (old and old.last and old.kind in PARTS and new and new.last and new.rule == "year"):
        return draft
    same = moved(old, "year_later") if old.last.year == new.last.year - 1 else None
    over = same is not None and same.last is not None and same.last <= new.last  # no quarter that is still to come
    return replace(draft, period=same) if over else draft


def linked(read: Reading, draft: Draft, clauses: Clauses, scopes: Sequence[Time], context: Context) -> Draft:
    """A figure with the time that governs it, else with one that was told before."""
    if draft.kind in UNDATED and not (draft.kind == "duration" and was_measured(clauses, draft)):
        return draft
    at = clauses.figures.get(draft.start)
    if at is None:
        at = next((i for i, t in enumerate(clauses.tokens) if t.start >= draft.start), len(clauses.tokens) - 1)
    if long_ago(clauses, at):
        return draft
    since = next((t for t in read.times if t.at == at + 1 and t.period.rule == "since" and t.role == "base"), None)
    if since and draft.kind == "change":
        return _since_base(draft, since.period, scopes, context)
    found = governing_time(read, clauses, at, within_reach(clauses, at, scopes))
    others = found and of_another(read, clauses, draft, at, found[0], context)
    if found is None or others or (found[1] != "own" and of_old_record(clauses, at)):
        return _told_without(read, draft, clauses, at, context)
    time, source = found
    if time.period.rule == "now" and (on := _of_the_count(draft, time.period, clauses, at, context)):
        return replace(taking(draft, on, "carried"), rules=(*draft.rules, "period:carried"))
    if draft.kind == "change" and draft.base is None and time.at > at and (step := _step(clauses, time)):
        return _given(replace(draft, base="previous_period"), step, source)
    return _given(_measured_since(draft, time.period, context), time.period, source)


def _of_the_count(draft: Draft, now: Period, clauses: Clauses, at: int, context: Context) -> Period | None:
    """今年以来，截至7月7日……；目前，拱北口岸出入境人员达5600万人次: crossings counted up to now are of the time that the text counts over."""
    counted = context.period
    led = clauses.line.before(at, "REACH|BEYOND LIGHT|ADV*")
    reached = led is not None and clauses.tokens[led].text.lower() in REACHED
    adds_up = draft.unit in JOURNEYS or (reached and draft.kind == "level" and draft.unit != "percent")
    if not adds_up or counted is None or counted.last is None or now.last is None:
        return None
    runs = counted.kind == "year_to_date" and timedelta(0) <= now.last - counted.last <= timedelta(days=WEEK)
    return counted if runs else None


REACHED = word_list("reached_by_counting")
JOURNEYS, WEEK = ("person_trip", "vehicle_trip", "percent"), 7


def _told_without(read: Reading, draft: Draft, clauses: Clauses, at: int, context: Context) -> Draft:
    """'Of these, 300 ...': a figure with the time that its words point back to, else with that of the text."""
    if told := _told_before(clauses, at, draft, context):
        return replace(taking(draft, told, "carried"), rules=(*draft.rules, BACK))
    like = _like_its_base(read, clauses, at, draft, context) or since_campaign(read, clauses, at, context)
    if like:
        return replace(taking(draft, like, "carried"), rules=(*draft.rules, f"period:{like.rule}"))
    now = None if context.untold else context.period
    if now is None or faded(read, clauses, at, draft, now, context):
        return draft
    if of_its_own_time(read, clauses, at, draft, now, context.today):
        return draft
    source = "title" if context.period_source == "title" else "carried"
    now = so_far(of_all_the_year(now, clauses, at), draft, clauses, context.today)
    return replace(taking(draft, now, source), rules=(*draft.rules, f"period:{source}"))


def _like_its_base(read: Reading, clauses: Clauses, at: int, draft: Draft, context: Context) -> Period | None:
    """'8.4 million arrivals, up 3.2% from the first eight months of 2011', where the text goes on about August 2012: the first eight
    months of 2012, which it has told of."""
    group, led = clauses.piece(at).group, clauses.line.before(at, "REACH LIGHT*") is not None
    bases = [t for t in read.times if t.role == "base" and clauses.piece(t.at).group == group]
    spans = [(t.period.first, t.period.last) for t in bases if t.at > at and t.period.first and t.period.last]
    marked = [(start, days_of(label)) for start, _, label in read.bases if label.startswith(MARK)]
    spans += [days for start, days in marked if start > draft.start]
    near = spans or ([days for _, days in marked] if led else [])
    if len(near) == 1 and (draft.kind == "change" or led) and (after := month_after(near[0], context.period)):
        return after
    if len(spans) != 1 or (draft.kind not in TOLD and draft.kind != "change"):
        return None
    first, last = spans[0]
    same = context.spans.get((first.month, last.month)) if first.year == last.year else None
    return same if same and same.first and same.first.year > first.year else None


def _step(clauses: Clauses, time: Time) -> Period | None:
    """'Jumped 14 percent from March to April': a change between two months is the second one's."""
    first, last = time.period.first, time.period.last
    led = time.at and "FROM" in clauses.tokens[time.at - 1].types
    led = led or clauses.tokens[time.at].text.lower().startswith(FROM_WORDS)
    if not led or time.period.rule not in ("month_range", "from_to") or first is None or last is None:
        return None
    second = last.replace(day=1)
    following = (second - timedelta(days=1)).replace(day=1) == first and (last + timedelta(days=1)).day == 1
    return replace(time.period, first=second, kind="month", rule="month") if following else None


def _told_before(clauses: Clauses, at: int, draft: Draft, context: Context) -> Period | None:
    """'Of the 58,394 people', told before as 58,394 of a time: of that time still. 'Of these, 300 ...': of the time of the count told last."""
    led = clauses.line.before(at, "LIGHT{0,3}")
    definite = any(t.text.lower() in DEFINITE for t in clauses.between(led if led is not None else at, at))
    same = context.told.get(draft.value) if definite and draft.kind == "level" else None
    same = same or _whole_told_before(clauses, at, draft, context)
    if same is not None:
        return same.period
    opens = clauses.tokens[0].text.lower() in POINTS_BACK or any(t.text.lower() in THESE for t in clauses.tokens[1:2])
    led = opens and clauses.piece(at).group == 0  # 'Of these, 300 ...', 'Behind them came ...'
    told = [d for d in context.levels if d.earlier is None] if led else []
    alike = {(d.period.first, d.period.last) if d.period else None for d in told}
    last = told[-1].period if told else None
    if len(alike) == 1 or last is None or not last.dated:
        return last if len(alike) == 1 else None
    topic = context.period.first if context.period else None  # 'stopped 5,300 in 2015, having stopped 4,100 in 2014'
    onward = last.first is not None and topic is not None and last.first >= topic
    return last if onward and told[-1].period_source in ("own", "clause") else None


def _whole_told_before(clauses: Clauses, at: int, draft: Draft, context: Context) -> Draft | None:
    """'Of the 5,096,288 travellers, 216,594 came by car', 'the five workers comprise one man and four women': parts of a count told before."""
    for figure in sorted(f for f in clauses.figures.values() if f < at):
        value = getattr(clauses.tokens[figure].value, "value", None)
        led = clauses.line.before(figure, "LIGHT{1,3}")
        definite = led is not None and any(t.text.lower() in DEFINITE for t in clauses.between(led, figure))
        part = draft.unit == "percent" or (draft.value is not None and value is not None and draft.value <= value)
        if definite and part and value in context.told:
            return context.told[value]
    return None


def _measured_since(draft: Draft, period: Period, context: Context) -> Draft:
    """'Since 2011 landings have risen by 59 per cent': a change without a base is measured against the year it is told since."""
    first = period.first
    bare = draft.kind == "change" and draft.unit == "percent" and draft.base is None
    if not (bare and period.rule == "since" and begins_a_year(first)) or first.year >= context.today.year:
        return draft
    return replace(draft, base=f"same_period_of:{first.year}", rules=(*draft.rules, "base:since"))


def _since_base(draft: Draft, since: Period, scopes: Sequence[Time], context: Context) -> Draft:
    """'Increased by 42.4 percent since 2023': measured against that year, and of the time that the text is about."""
    own, first = next((t.period for t in scopes if t.period.rule != "since"), context.period), since.first
    base, period = None, since
    if own and own.first and begins_a_year(first) and own.first.year > first.year:
        base, period = f"same_period_of:{first.year}", own
    elif own and own.last and first and first < own.last:
        period = replace(since, last=own.last)
    return replace(
        taking(draft, period, "carried"),
        base=_own_base(draft.base, base),
        rules=(*draft.rules, f"period:{period.rule}"),
    )


def _own_base(told: str | None, since: str | None) -> str | None:
    """'Was up 1% compared to 2012 but is down 11% since 2007': the year behind a figure is its base, and not one told before."""
    return since if since and (told or "same_period_of").startswith("same_period_of") else told


def _given(draft: Draft, period: Period, source: str) -> Draft:
    """A figure with the time found for it; a holiday without days and a time without dates leave it without one."""
    if draft.kind == "change" and _is_of_two_years(period) and period.first and period.last:
        # 'a 6% decrease from 2018 to 2019' is 2019's
        draft = replace(draft, base=draft.base or f"same_period_of:{period.first.year}")
        first = period.tail if period.tail and period.tail <= period.last else date(period.last.year, 1, 1)
        period = replace(period, first=first, kind=kind_of(first, period.last))
    open_start = period.rule == "until" and period.last is not None  # all the time since an opening, up to a day
    if not period.dated and not open_start:
        named = "holiday" if period.rule == "holiday" else "undated"
        return replace(draft, rules=(*draft.rules, f"period:{named}"), period_source="none")
    return replace(draft, period=period, period_source=source, rules=(*draft.rules, f"period:{period.rule}"))


def _is_of_two_years(period: Period) -> bool:
    """'From 2018 to 2019': does a time run from one year to the next?"""
    if period.kind != "multi_year" or period.rule != "from_to" or not period.first or not period.last:
        return False
    return period.last.year - period.first.year in (1, 1 + (period.first.month > 1))
