"""The time of an earlier figure, moved from the new one's: the year before, the month before."""

from __future__ import annotations

from datetime import date, timedelta

from ...language.periods import Period, kind_of
from ...records import replace
from ..clauses.draft import Context, Draft

WEEK = 7  # days
WHOLE_MONTHS = ("month", "quarter", "half", "year")


def moved(period: Period, label: str) -> Period | None:
    """The period of the new figure, moved to the time that `label` names; None where that cannot be told."""
    if period.first is None or period.last is None:
        return None
    name, _, year = label.partition(":")
    if name == "previous_period":
        return _one_before(period)
    back = -1 if name == "year_later" else 1 if not year else period.last.year - int(year)
    if back == 0 or (year and back < 0):
        return None
    first, last = _years_back(period.first, back), _years_back(period.last, back)
    if last.month == 2 and (period.last + timedelta(days=1)).day == 1:
        last = date(last.year, 3, 1) - timedelta(days=1)  # the end of February stays its end
    return replace(period, first=first, last=last, kind=kind_of(first, last))


def _years_back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _one_before(period: Period) -> Period | None:
    """The month before a month, the twelve months before twelve months."""
    assert period.first is not None
    assert period.last is not None
    first, last, day = period.first, period.last, timedelta(days=1)
    if period.days == WEEK and period.kind not in ("month", "quarter"):
        return replace(period, first=first - timedelta(days=WEEK), last=first - day)
    if period.kind not in WHOLE_MONTHS or first.day != 1 or (last + day).day != 1:
        return None
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    index = first.year * 12 + first.month - 1 - months
    begins = date(index // 12, index % 12 + 1, 1)
    return replace(period, first=begins, last=first - day, kind=kind_of(begins, first - day))


def like_those_before(draft: Draft, told: Period | None, context: Context) -> Draft:
    """'Down by 5% on 2014. ... New cases rose by 1% (from 2,078 to 2,103)': of the time that the text measured its figures against last."""
    base = context.base
    whole = told is not None and told.kind in WHOLE_MONTHS and not draft.earlier
    period = moved(told, base) if whole and told and base and base.startswith(LIKE) else None
    return replace(draft, period=period, rules=(*draft.rules[:-1], "period:earlier")) if period else draft


LIKE = ("same_period_last_year", "previous_year", "same_period_of:")
