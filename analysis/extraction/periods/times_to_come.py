"""Times that lie ahead of the report: 'would get it on June 1', 预计11日至16日, told before."""

from __future__ import annotations

from datetime import date, timedelta

from ...language.date_arithmetic import shift_months
from ...language.lexicon import word_list
from ...language.periods import Period
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.object_markers import takes_whom

ALL_YEAR = word_list("all_of_a_year")


def to_come(clauses: Clauses, at: int, period: Period, today: date) -> Period:
    """'Pensioners would get it on June 1', told in May: the day that comes, and not the one of last year."""
    if period.last is None or not (any("ESTIMATE" in t.types for t in clauses.tokens[:at]) or _will(clauses, at)):
        return period
    if period.rule in ("day_alone", "days_alone"):  # 预计11日至16日, told on the 10th
        coming = shift_months(period.last, 1)
        first = shift_months(period.first, 1) if period.first else None
        return replace(period, first=first, last=coming) if today < coming < today + timedelta(days=25) else period
    if period.rule == "weekday":
        ahead = timedelta(days=7) if period.last < today else timedelta(0)
        return replace(period, first=period.last + ahead, last=period.last + ahead)  # 'the peak will be on Sunday'
    text = clauses.tokens[at].text.lower()
    if period.rule == "year" and not any(c.isdigit() for c in text) and any(word in text for word in ALL_YEAR):
        return replace(period, first=date(today.year, 1, 1), last=date(today.year, 12, 31))  # 全年有望达到
    said = sum(c.isdigit() for c in text) >= 4  # a year
    if period.rule not in ("date", "until", "early", "month", "month_range", "day_range") or said:
        return period
    coming = shift_months(period.last, 12)
    first = shift_months(period.first, 12) if period.first else None
    return replace(period, first=first, last=coming) if today < coming < today + timedelta(days=150) else period


def _will(clauses: Clauses, at: int) -> bool:
    """6月7日、8日，全市将启用90个考点; 四月一日至六日，预计旅客达177万人次: is what is told of a time foretold right behind it, before any
    figure but a count of who does it?"""
    if clauses.line.after(at, "!QTY|COMMA|SEMI|TIME{0,3} BE|ESTIMATE ESTIMATE?") is not None:
        ahead = clauses.tokens[at + 1 : at + 6]  # 'sales for October and November are expected to be stronger'
        if any("ESTIMATE" in t.types and t.text.isascii() for t in ahead) and clauses.tokens[at].value.kind != "day":
            return True
    pieces = clauses.pieces_of(at)
    behind = [t for p in pieces for t in clauses.tokens[max(p.first, at + 1) : p.last]]
    will = next((i for i, t in enumerate(behind) if "ESTIMATE" in t.types and not t.text.isascii()), None)
    if will is None or sum("QTY" in t.types for t in behind[:will]) >= 2:
        return False
    rest = "".join(t.text for t in behind[will + 1 :])
    return not takes_whom(rest, behind[will].text, 0)
