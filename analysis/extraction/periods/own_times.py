"""The time in a figure's own piece: '300 in May', 'in May, 300', '300 cases and 40 arrests in May'."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.periods import SPANS_OF_TIME
from ..clauses.clauses import Clauses
from ..clauses.draft import Time
from ..clauses.rules import MOVED_BY
from .figures_and_times import compares, doubles, from_a_figure, opens_a_span, parted_by_times, time_of_end, turns

ALONE = "alone"


def own_time(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """The time in the figure's own piece: right behind it ('300 in May'), else the last before it that is not another's."""
    piece = clauses.piece(at)
    inside = [t for t in scopes if piece.first <= t.at < piece.last]
    before = [t for t in inside if t.at < at]
    if (origin := clauses.line.before(at, MOVED_BY)) is not None:
        return _of_where_it_moved_to(clauses, at, inside, origin)
    behind = _right_behind(clauses, at, inside)
    if before:
        time = _of_those_before(clauses, at, before, behind)
        return (time, "own") if time else None
    if behind:
        return behind, "own"
    if "RATIO" in clauses.tokens[at].types and (end := time_of_end(clauses, at, scopes)):
        return end, "clause"
    last = next((t for t in inside if t.at > at), None)
    return (last, "clause") if last and _closes_the_row(clauses, at, last, scopes) else None


def _of_where_it_moved_to(clauses: Clauses, at: int, inside: Sequence[Time], origin: int) -> tuple[Time, str] | None:
    """'Slipped from 54.7% in April by 0.4 percentage points to 54.3% in May': the time of the figure moved to, and not of the first."""
    to = next((f for f in _figures(clauses, at) if f > at), None)
    time = _right_behind(clauses, to, inside) if to else None
    time = time or next((t for t in reversed(inside) if t.at < origin), None)
    return (time, "clause") if time else None


def _figures(clauses: Clauses, at: int) -> list[int]:
    """The figures in the piece of a token."""
    piece = clauses.piece(at)
    return [i for i in clauses.figures.values() if piece.first <= i < piece.last]


def _right_behind(clauses: Clauses, at: int, inside: Sequence[Time]) -> Time | None:
    """'300 in May': the time between a figure and the next one, where it does not lead to that."""
    following = next((f for f in _figures(clauses, at) if f > at), clauses.piece(at).last)
    behind = next((t for t in inside if at < t.at < following), None)
    if behind is None or _foretold(clauses, at, behind):
        return None
    # 2022年200起、2023年500起; 'On Tuesday, 9 crews and on Wednesday, 12 crews went out'
    leads_on = clauses.line.before(behind.at, "AND|LIST PREPOSITION? LIGHT*") is not None
    return None if leads_on else behind


def _of_those_before(clauses: Clauses, at: int, before: Sequence[Time], behind: Time | None) -> Time | None:
    """'In 2016, 209,000': the last time before the figure, if it is no other's; else that behind it, or the first."""
    time = before[-1]
    figures = _figures(clauses, at)
    others = [f for f in figures if f < time.at and not _is_length(clauses, f)]
    passed = [f for f in figures if time.at < f < at]
    taken = _is_taken(clauses, time, others)
    if behind and (taken or not time.head or passed or _is_narrower(clauses, at, time, behind)):
        return behind
    if passed and _moves_on(clauses, at, time, passed[-1]):
        return before[-2] if len(before) > 1 else None  # 由上月上涨1.6%转为下降1.2%
    if not taken or not others or not _starts_anew(clauses, others[-1], at):
        return time
    if len(before) > 1:
        return before[0]
    return time if getattr(clauses.tokens[others[-1]].value, "kind", None) == "change" else None


def _is_taken(clauses: Clauses, time: Time, others: Sequence[int]) -> bool:
    """Does a time stand right behind another figure of its piece, or behind one and its bracket?"""
    if clauses.line.before(time.at, "QTY !COMMA|QTY{0,4} OPEN !CLOSE{1,6} CLOSE") is not None:
        return True
    return bool(others) and not time.head and bool(clauses.line.before(time.at, "QTY !COMMA|LIST|QTY{0,4}"))


def _is_narrower(clauses: Clauses, at: int, time: Time, behind: Time) -> bool:
    """'In 2018 it received 1,459 in January': does the time right behind the figure lie within the one before it?"""
    return behind.period.within(time.period) and clauses.line.after(at, "WORD{0,2} PREPOSITION TIME") is not None


def _moves_on(clauses: Clauses, at: int, time: Time, passed: int) -> bool:
    """由上月上涨1.6%转为下降1.2%: is the time that of where a figure came from, and does 'to' lead to this one?"""
    led = time.at > 0 and "FROM" in clauses.tokens[time.at - 1].types and not opens_a_span(clauses, time.at - 1)
    return led and any("REACH" in t.types for t in clauses.between(passed, at))


def _closes_the_row(clauses: Clauses, at: int, last: Time, scopes: Sequence[Time]) -> bool:
    """'300 cases and 40 arrests in May': is the time of the last figure in the piece that of those before it too?"""
    figures = _figures(clauses, at)
    if not figures or at == figures[-1]:
        return False
    return not (_turns_away(clauses, at, last) or _narrows_the_head(clauses, at, last, scopes))


def _turns_away(clauses: Clauses, at: int, last: Time) -> bool:
    """'Nearly double the 1,048 in 2018': does what stands between lead to another figure, whose time it is?"""
    if any(compares(t) for t in clauses.between(at, last.at)) or parted_by_times(clauses, at):
        return True
    if doubles(clauses, at, last.at) or turns(clauses, at, last.at):
        return True
    if any("FROM" in clauses.tokens[i].types and from_a_figure(clauses, i) for i in range(at, last.at)):
        return True
    beside = clauses.line.after(at, "LIGHT{1,2} QTY") is not None  # 'nearly double the 1,048 in 2018'
    return beside and clauses.line.after(at, "OF LIGHT* AMOUNT WORD") is None  # where '7 of the 9 applicants' does not


def _narrows_the_head(clauses: Clauses, at: int, last: Time, scopes: Sequence[Time]) -> bool:
    """'In 2017, police seized 100 guns and 52 in 2016', '... and 20 in May alone': is it of the last figure alone?"""
    piece = clauses.piece(at)
    heads = [t for t in scopes if t.head and t.at < piece.first and clauses.piece(t.at).group == piece.group]
    if not heads:
        return False
    limited = any(t.text == ALONE for t in clauses.between(last.at + 1, last.at + 2))
    return limited or (heads[-1].period.dated and not last.period.within(heads[-1].period))


def _is_length(clauses: Clauses, at: int) -> bool:
    """'In the 12 month period from October 2018 to September 2019, ...': how long the time is, and no figure of it."""
    led = getattr(clauses.tokens[at].value, "unit", None) in SPANS_OF_TIME
    return bool(led) and clauses.line.after(at, "WORD{0,2} FROM|PREPOSITION TIME") is not None


def _foretold(clauses: Clauses, at: int, time: Time) -> bool:
    """'Three suspects were arrested and will be charged on Friday': the day of what is foretold behind 'and'."""
    ahead = [i for i in range(at + 1, time.at) if "ESTIMATE" in clauses.tokens[i].types]
    return any("AND" in t.types for i in ahead[:1] for t in clauses.tokens[max(at + 1, i - 3) : i])


def _starts_anew(clauses: Clauses, other: int, at: int) -> bool:
    """Is the time between two figures the first one's own: 'from 209,000 in 2016 to 390,000'?"""
    led = (i for i in range(other, at) if not opens_a_span(clauses, i))
    return any(clauses.tokens[i].types & {"REACH", "FROM"} for i in led)
