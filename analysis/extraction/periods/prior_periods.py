"""The time of an earlier figure: the new figure's, moved, or one that stands beside it."""

from __future__ import annotations

from datetime import date

from ...language.lexicon import word_list
from ...language.periods import Period, kind_of
from ...records import replace
from ..clauses.cues import cues
from ..clauses.draft import Draft, Reading
from ..comparisons.base_periods import MARK, days_of, of_a_whole_year
from ..comparisons.comparatives import is_earlier
from ..comparisons.prior_labels import owns
from .prior_times import moved

LAST_YEAR = "same_period_last_year"
PARTS = ("year", "half", "quarter", "month")
LAST_YEARS = word_list("last_years")
OF_LAST_YEAR = tuple(f"{word} " for word in LAST_YEARS if word.endswith("'s"))


def earlier_period(draft: Draft, new: Period | None, said: list[Period], read: Reading, today: date) -> Draft:
    """A figure of an earlier time with its period: the new figure's, moved; or the one said right beside it; or none."""
    label = draft.earlier or _only_base(read, draft, said)
    period = moved(new, label) if label and new and not label.startswith(MARK) else None
    # 'the week's 5,744, a spike from last year's 4,703', where 'this year, compared to last year's' is of the whole one
    its_own = False
    if period is not None and new is not None and new.kind != "year_to_date":
        its_own = new.kind in PARTS or read.text.endswith(OF_LAST_YEAR, 0, draft.start)
    if label == "previous_year" and (new is None or new.kind != "year") and not its_own:  # a whole year
        year = (new.last if new and new.last else today).year - 1
        first, last = date(year, 1, 1), date(year, 12, 31)
        period = Period(draft.start, draft.end, first, last, kind_of(first, last), "year")
    if label.startswith("same_period_of:") and of_a_whole_year(read, draft, label, alone=new is None):
        label = f"{MARK}{label[-4:]}-01-01/{label[-4:]}-12-31"  # 比2023年全年1.8亿
    if label.startswith(MARK):
        first, last = days_of(label)
        period = Period(draft.start, draft.end, first, last, kind_of(first, last), "compared")
    if not label:
        beside = sorted((p for p in said if owns(read, draft, p)), key=lambda p: p.start < draft.end)
        period = beside[0] if beside else None  # the one behind it first
        if period and new and period.kind in PARTS and (period.first, period.last) == (new.first, new.last):
            # 'up from 133 pounds last fiscal year', told of the year that ended last; 'from 525 last September to 556'
            period = moved(period, LAST_YEAR)
        elif period and new and _bare_last_year(read, period) and (new.rule == "fiscal_year" or new.kind in PARTS[1:]):
            period = moved(new, LAST_YEAR) or period  # 'March arrivals totalled 140,873, up from 137,013 last year'
    rule = "period:earlier" if label else f"period:{period.rule}" if period else "period:unsaid"
    return replace(draft, period=period, rules=(*draft.rules, rule))


def _bare_last_year(read: Reading, period: Period) -> bool:
    """Is a time told as 'last year' and no more?"""
    return period.rule == "year" and read.text[period.start : period.end].lower() in LAST_YEARS


def _only_base(read: Reading, draft: Draft, said: list[Period]) -> str:
    """'Fell from 10,762 to 9,317 compared with the first half of last year': of the one time that the sentence compares with, where no
    other stands beside the figure."""
    if not cues(read.lang).earlier_from.search(read.text[max(0, draft.start - 30) : draft.start]):
        return ""
    labels = {label for _, _, label in read.bases if label}
    alone = len(labels) == 1 and not any(owns(read, draft, p) for p in said)
    return labels.pop() if alone and len([d for d in read.drafts if is_earlier(d)]) < 2 else ""
