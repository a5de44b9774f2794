"""What a headline leaves out of its figures, and the body tells."""

from __future__ import annotations

from ...language.periods import Period
from ...records import replace
from ..clauses.draft import FIGURES, Draft, Reading
from ..comparisons.comparatives import is_earlier
from ..periods.days_of_holidays import name_in
from ..quantities.bounds import bounds


def fill_titles(readings: list[Reading], holidays: dict[str, Period]) -> None:
    """A headline rounds a figure of the body: what it leaves out (unit, metric, base, period) the body tells, and the days of the
    holiday that it names."""
    body = [d for r in readings if not r.sentence.in_headline for d in r.drafts if d.quantity]
    for read in readings:
        if read.sentence.in_headline:
            read.drafts = [_of_body(d, body) if d.quantity and d.kind in FIGURES else d for d in read.drafts]
            days = holidays.get(name_in(read.text.lower()))
            read.drafts = [_of_holiday(d, days) if days and not d.period else d for d in read.drafts]


def _of_holiday(draft: Draft, days: Period) -> Draft:
    """A headline's figure with the days that the body gives the holiday it is of."""
    if "period:holiday" not in draft.rules:
        return draft
    return replace(draft, period=days, period_source="title")


def _time_of_body(draft: Draft, told: Draft) -> tuple[Period | None, str]:
    """The headline's own time; the body's where it has none, or one that only runs on for longer: 'so far this year', of January to June."""
    own, body = draft.period, told.period
    longer = own and body and own.first == body.first and own.last and body.last and body.last < own.last
    if own and draft.period_source in ("own", "clause") and not longer:
        return own, draft.period_source
    return body, "title" if body else "none"


def _of_body(draft: Draft, body: list[Draft]) -> Draft:
    assert draft.quantity is not None
    low, high = bounds(draft.value, draft.quantity, draft.unit, "conventional")
    if low is None or high is None or draft.kind in ("duration", "rank"):
        return draft
    slack = 0.0 if draft.quantity.modifier == "exact" else 1e-9
    for told in body:
        fits = told.value is not None and low - slack <= float(told.value) <= high + slack
        alike = told.kind == draft.kind and draft.direction == told.direction and not is_earlier(told)
        if not (fits and alike):
            continue
        loose = draft.unit is None or not draft.quantity.known_unit or draft.quantity.implied
        if not loose and (draft.unit or "").split("/")[0] != (told.unit or "").split("/")[0]:
            continue
        period, source = _time_of_body(draft, told)
        return replace(
            draft, metric=told.metric if draft.metric is None else draft.metric, metric_source=draft.metric_source if draft.metric else "title",
            unit=told.unit if loose else draft.unit, base=draft.base or told.base, head=draft.head or told.head,
            period=period, period_source=source,
            rules=(*draft.rules, "headline:of_body"),
        )  # fmt: skip
    return draft
