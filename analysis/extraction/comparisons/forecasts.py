"""Figures that are expected: noted as a forecast, over the whole of their period."""

from __future__ import annotations

from datetime import date

from ...language.lexicon import alternatives, word_list
from ...language.patterns import later
from ...language.periods import Period
from ...records import replace
from ..clauses.cues import Cues
from ..clauses.draft import Draft, Reading
from .comparatives import TOLD

# 先导计划成功率达99%, 目标逃犯26名: a plan or a target that is a thing, and not what is planned.
DOES = "|".join(word_list("what_is_planned", "zh"))  # 福建计划完成造林90万亩
NO_FORECAST = later(
    r"目标(?!(?:值|数)?(?:为|是|定|设|达|约|在|：|:|[0-9]))"
    rf"|(?<=[\u4e00-\u9fff])(?<![年月日季度内拟还均也已将原前后，])计划(?!{DOES})"
)


def with_forecasts(read: Reading, drafts: list[Draft], table: Cues) -> list[Draft]:
    """The figures of a sentence with what is expected; 2023年计划新建卫生站140个，招聘村医3600名: what goes on in the same time is planned too."""
    out: list[Draft] = []
    for draft in drafts:
        new, last = with_forecast(read, draft, table), out[-1] if out else None
        planned = last is not None and FORETOLD in last.rules and last.period is not None
        if new is draft and planned and last and last.period and draft.period and draft.quantity and draft.kind in TOLD:
            run_on = draft.period.start == last.period.start and draft.period.last != last.period.last
            if run_on and not ENDS.search(read.text, last.end, draft.start):
                new = replace(draft, period=last.period, note=last.note, rules=(*draft.rules, FORETOLD))
        out.append(new)
    return out


FORETOLD, ENDS = "forecast", later("[;；。]|已|(?<![a-z])(?:was|were|has|have|had) ")


def with_forecast(read: Reading, draft: Draft, table: Cues) -> Draft:
    """A figure that is expected is noted as a forecast, over the whole of its period."""
    if draft.quantity is None or draft.kind not in (*TOLD, "change"):
        return draft
    floor, _ = read.room(draft.start, draft.end)
    before = NO_FORECAST.sub("", read.text[max(floor, draft.start - 80) : draft.start])
    told = table.forecast_before.search(before) or table.forecast_after.match(read.text, draft.end)
    if not told and (own := _of_a_budget(read, draft)):
        return replace(draft, period=own)
    if not told and not (_runs_on(read, draft) and ESTIMATED.search(before)):
        return draft
    whole = next((p for p in read.periods if draft.period and p.start == draft.period.start), draft.period)
    resolved = draft.period
    to_come = bool(resolved and whole and resolved.last and whole.last and whole.last < resolved.last)
    if resolved and (resolved.kind == "day" or resolved.rule == "until" or to_come):
        whole = resolved  # 预计4月1日至6日, told on 30 March: those to come, and not last year's
    if resolved and whole is resolved and _of_the_year(read, draft):
        whole = replace(resolved, last=date(resolved.last.year, 12, 31), kind="year") if resolved.last else resolved
    from ...schema import FORECAST

    note = "; ".join(n for n in (FORECAST, draft.note) if n)
    return replace(draft, period=whole, note=note, rules=(*draft.rules, FORETOLD))


def _of_a_budget(read: Reading, draft: Draft) -> Period | None:
    """'The 2024-25 budget puts spending at': of the whole year that it is for."""
    own = draft.period
    if own is None or own.rule != "fiscal_year" or BUDGET.match(read.text, own.end) is None:
        return None
    return next((p for p in read.periods if p.start == own.start), own)


BUDGET = later(r" (?:[a-z]+ )?[Bb]udget\b")


def _runs_on(read: Reading, draft: Draft) -> bool:
    """'Output in October to December is estimated at 5.9 million tonnes', told in October: does a figure's own time run on beyond the day?"""
    own = draft.period
    said = next((p for p in read.periods if own and p.start == own.start), None)
    return bool(own and said and own.last and said.last and said.last > own.last and said.rule in SPANS)


SPANS = ("month_range", "from_to", "quarter", "half", "month", "fiscal_year")
ESTIMATED = later(rf"\b(?:is|are|was|were) (?:{alternatives(list(word_list('estimated')))})(?: at| to| that)?\b")


def _of_the_year(read: Reading, draft: Draft) -> bool:
    """'The annual traffic is projected to exceed 30 million', where the text goes on about the year so far: of the whole year."""
    period = draft.period
    if period is None or period.first is None:
        return False
    floor, _ = read.room(draft.start, draft.end)
    said = read.text[floor : draft.start].lower()
    return (period.first.month, period.first.day) == (1, 1) and any(word in said for word in YEARLY)


YEARLY = word_list("yearly_amounts")
