"""What a change is measured from, where the figures beside it tell: an earlier one, the first year of a span."""

from __future__ import annotations

from datetime import date, timedelta

from ...language.lexicon import word_list
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Draft
from .kinds_beside import TWICE

USUAL = ("same_period_last_year", "previous_year", "previous_period")  # what the rows of a list go on with


def of_earlier(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """'Decreasing by 12.6% to $456m, down from $522m in the first half of 2024': measured from the earlier figure told beside it."""
    points = draft.unit == "percentage_point"  # 'up 3.1 percentage points from 75.1% a year earlier'
    percent = ("percentage_point",) if points else ("percent", "percentage_point")
    told = [
        d for d in drafts if d.earlier is not None and d.unit not in percent and not (points and d.kind == "change")
    ]
    old = [(d.period, d.earlier) for d in told if d.period]
    once = [d for d in drafts if d.kind == "change" and TWICE not in d.rules]
    ways = {(d.direction, d.unit == "percent") for d in once}  # 'an increase of 10,517 cars, or a gain of 50.2%'
    told_twice = len(once) == len(ways) == 2 and len({way for way, _ in ways}) == 1
    if len({(period.first, period.last) for period, _ in old}) != 1 or not (len(once) == 1 or told_twice):
        return None  # several figures of one earlier time are one base
    (then, label), own = old[0], draft.period
    rules = (*draft.rules, "base:of_earlier")
    if own is None:
        return replace(draft, base=label, base_source="sentence", rules=rules) if label in USUAL else None
    if own.first is None:
        return None
    if then.last is not None and then.last + timedelta(days=1) == own.first and then.kind == own.kind != "year":
        return replace(draft, base="previous_period", base_source="sentence", rules=rules)
    if then.last and then.last + timedelta(days=1) == own.first and own.first.month > 1 and own.kind == "year":
        return replace(draft, base="previous_year", base_source="sentence", rules=rules)  # 'in FY 2006 ... in FY 2005'
    base = _years_before(then.first, own.first)
    if base and then.first and then.kind == "year" and not label:
        base = f"same_period_of:{then.first.year}"  # 'from 24,000 in 2014'
    return replace(draft, base=base, base_source="sentence", rules=rules) if base else None


def _years_before(then: date | None, now: date) -> str | None:
    """The base whose time begins as the new one does, one or more years before it."""
    if then is None or (then.month, then.day) != (now.month, now.day) or then >= now:
        return None
    return "same_period_last_year" if then.year == now.year - 1 else f"same_period_of:{then.year}"


def compared_with(drafts: list[Draft]) -> str | None:
    """What the figures of a sentence are compared with: 'rose to 490 in January compared with 400 in January last year'."""
    new = next((d.period.first for d in drafts if d.earlier is None and d.kind == "level" and d.period), None)
    old = [(d.period.first, d.earlier) for d in drafts if d.earlier is not None and d.period and d.period.first]
    if new is None or len(old) != 1:
        return None
    then, label = old[0]
    return label if label in USUAL else _years_before(then, new)


def of_span(draft: Draft, drafts: list[Draft], clauses: Clauses, at: int) -> Draft | None:
    """'Between 2015 and 2019, arrivals rose by 10 percent': measured against the first year, where nothing is counted over all of them."""
    period = draft.period
    if period is None or period.rule not in SPANS or period.first is None or period.last is None:
        return None
    years = (period.first.month, period.first.day, period.last.month, period.last.day) == (1, 1, 12, 31)
    summed = any(d.kind in ("level", "rate") and d.period == period for d in drafts)
    if not years or period.last.year == period.first.year or summed or draft.period_source not in ("own", "clause"):
        return None
    if any("BASE" in t.types or t.text.lower() in AVERAGED for t in clauses.clause(at)):
        return None  # 'grew by 2.9 percent a year on average from 2007 to 2016'
    base = f"same_period_of:{period.first.year}"
    return replace(draft, base=base, base_source="clause", rules=(*draft.rules, "base:of_span"))


AVERAGED = word_list("averages")
SPANS = ("from_to", "year_range")
