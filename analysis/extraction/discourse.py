"""What the text around a sentence tells of its figures, carried on to the next and back to those before."""

from __future__ import annotations

from ..records import replace
from .bounds import bounds
from .comparatives import is_earlier, owned
from .draft import FIGURES, Context, Cues, Draft, Reading
from .period_linking import UNTOLD, usable_periods


class Later:
    """The dated figures of the sentences that follow, the nearest of each metric at hand."""

    def __init__(self) -> None:
        self.all: list[Draft] = []
        self.of: dict[str | None, Draft] = {}  # the nearest of a metric, and of None the nearest of all
        self.spans: dict[str | None, Draft] = {}  # the same, of those that are not of a single day

    def add(self, draft: Draft) -> None:
        """Take a figure that stands before all that were taken until now."""
        self.all.append(draft)
        for name in {draft.metric, None}:
            self.of[name] = draft
            if draft.period and draft.period.kind != "day":
                self.spans[name] = draft


def fill_back(readings: list[Reading]) -> None:
    """Figures told before the text names a period take the one named next; a headline takes what its body tells."""
    later = Later()
    for read in reversed(readings):
        headline = read.sentence.in_headline
        for i, draft in enumerate(read.drafts):
            if draft.quantity is None or draft.kind not in FIGURES:
                continue
            if headline:
                draft = _of_body(draft, later.all)
            # A day named later is that of its own figure, a peak for instance; a headline tells what its body does.
            if UNTOLD in draft.rules and not headline:
                continue
            named = later.of if headline else later.spans
            if draft.period is None and draft.kind not in ("duration", "rank") and named and not is_earlier(draft):
                same = named.get(draft.metric, named[None])
                draft = replace(draft, period=same.period, rules=(*draft.rules, "period:of_body"))
            read.drafts[i] = draft
        for told in reversed(read.drafts):
            if told.period and told.quantity and not is_earlier(told) and "period:of_body" not in told.rules:
                later.add(told)


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


def carry_on(read: Reading, context: Context, table: Cues) -> None:
    """Take period, base, metric and levels on to the sentences that follow."""
    said = usable_periods(read, context, table)
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
