"""Figures of an earlier time with their periods: the new figure's, moved, their own, or a neighbour's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...language.periods import Period
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Draft, Reading, Time
from ..comparisons.comparatives import is_earlier, sibling
from .prior_periods import earlier_period
from .prior_times import like_those_before, moved
from .shared_times import TIMED, older
from .times_of_nouns import of_its_noun

# 'Compared to 111 and 73, respectively, for the same period last year'.
ROW_ENDS = "AND? LIGHT* QTY{0,1} COMMA? RESPECTIVELY COMMA? PREPOSITION? LIGHT* THEN"


@dataclass(frozen=True)
class Around:
    """What an earlier figure may have its time from."""

    clauses: Clauses
    times: Sequence[Time]  # of its sentence
    new: Draft | None  # the figure of now that it stands beside
    told: Period | None  # the time of that, else the one that the text is about
    before: Draft | None  # the figure before it
    context: Context
    other: Draft | None = None  # the last figure of an earlier time before it, with its time


def with_earlier_periods(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context) -> list[Draft]:
    """'From 700 in 2022', 'than the 300 of the year before': those of an earlier time with their periods."""
    done: list[Draft] = []
    for draft in drafts:
        before = done[-1] if done else None
        if is_earlier(draft):
            new = _new_figure(draft, drafts, before)
            other = next((d for d in reversed(done) if is_earlier(d) and d.period), None)
            told = context.period if new is None or older(draft, new, context.period) else new.period
            draft = _dated(read, draft, Around(clauses, read.times, new, told, before, context, other))
        done.append(_of_a_whole(draft, before, clauses))
    return done


def _new_figure(draft: Draft, drafts: list[Draft], before: Draft | None) -> Draft | None:
    """The figure that an earlier one is told beside."""
    if before and before.period and draft.earlier == "year_later":
        return before  # 'from 2,165 in 2022 to 1,843 a year later'
    new = sibling(drafts, draft)
    if new is None and before and before.kind == "change" and before.period_source in TIMED:
        return before  # 'the July total is a surge of 258% compared to 27,403 a year earlier'
    return new


def _dated(read: Reading, draft: Draft, around: Around) -> Draft:
    """An earlier figure with its period: as its words say, else by the first of the steps that finds one."""
    usable = [t.period for t in around.times if t.role != "statement" and t.period.dated]
    draft = earlier_period(draft, around.told, usable, read, around.context.today)
    at = around.clauses.figures.get(draft.start)
    if at is not None and not draft.earlier and (noun := of_its_noun(read, around.clauses, at)):
        draft = _of_time(draft, noun.period)
    for step in (_closing, _of_its_twin, _like_those_before, _going_on, _like_the_other):
        draft = step(draft, around) if draft.period is None else draft
    return replace(draft, period_source="own" if draft.period else "none")


def _of_time(draft: Draft, period: Period) -> Draft:
    return replace(draft, period=period, rules=(*draft.rules[:-1], f"period:{period.rule}"))


def _closing(draft: Draft, around: Around) -> Draft:
    """An earlier figure with the time that closes its row: told from the new one's, 'compared with 257 deaths in 238 fires the
    previous year', or by itself, 'compared to 6,561 cases and 14 deaths in the preceding week'."""
    clauses, new = around.clauses, around.new
    at = clauses.figures.get(draft.start)
    if at is None:
        return draft
    last = clauses.line.after(at, ROW_ENDS) or clauses.piece(at).last
    said = next((t for t in clauses.between(at + 1, last) if "THEN" in t.types), None)
    period = moved(new.period, str(said.value)) if said and new and new.period else None
    if period:
        return replace(draft, period=period)
    time = next((t for t in around.times if at < t.at < last and t.period.dated), None)
    if time is None or any(t.types & {"COMMA", "REACH"} for t in clauses.between(at + 1, time.at)):
        return draft
    return _of_time(draft, time.period)


def _of_its_twin(draft: Draft, around: Around) -> Draft:
    """较2018年1至10月平均的8.2%及4.9%: the second of two earlier figures is of the first one's time."""
    at, before = around.clauses.figures.get(draft.start), around.before
    if at is None or before is None or before.period is None or not is_earlier(before) or before.unit != draft.unit:
        return draft
    joined = around.clauses.line.before(at, "QTY AND LIGHT*") is not None
    return replace(draft, period=before.period, rules=(*draft.rules[:-1], "period:earlier")) if joined else draft


def _like_those_before(draft: Draft, around: Around) -> Draft:
    """'New cases rose by 1% (from 2,078 to 2,103)', in a sentence without a time: of what was compared with before."""
    return draft if around.times else like_those_before(draft, around.told, around.context)


def _going_on(draft: Draft, around: Around) -> Draft:
    """而2014年同期仅7.39万人次，日均0.92万人: of the earlier time of the figure before, told in the same words."""
    before = around.before
    same = before is not None and draft.earlier and before.earlier == draft.earlier
    return replace(draft, period=before.period) if before and same else draft


def _like_the_other(draft: Draft, around: Around) -> Draft:
    """'50 kg in 2018, compared to 27 kg in 2017 - with the value increasing from €2.2m to €17m': of the one earlier time that is told."""
    told, at = around.other, around.clauses.figures.get(draft.start)
    begins = at is not None and around.clauses.line.before(at, "RISE|FALL WORD{0,1} FROM LIGHT*") is not None
    return replace(draft, period=told.period) if told and begins else draft


def _of_a_whole(draft: Draft, before: Draft | None, clauses: Clauses) -> Draft:
    """'11,262 in 2020, of whom 453 were minors': a part is of the time of the earlier figure that it is a part of."""
    at = clauses.figures.get(draft.start)
    if draft.kind == "change":
        return draft  # 较去年同期的21.79万包增加213万包: no part, whatever lends it the unit
    if at is None or "unit:of_whole" not in draft.rules or clauses.line.before(at, "REACH LIGHT*") is not None:
        return draft
    carried = draft.period_source == "carried" and before is not None and is_earlier(before)
    return replace(draft, period=before.period) if before and carried else draft
