"""What lasted so many days and ended on one of them: 'a five-day sweep that concluded Wednesday', 为期三天的行动于9月12日结束."""

from __future__ import annotations

from datetime import timedelta

from ...language.date_arithmetic import shifted
from ...language.lexicon import word_list
from ...language.periods import kind_of
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Time

LENGTHS = ("day", "week", "month")  # units of lengths that have a first day
ENDED, ENDS_BEHIND = frozenset(word_list("ended")), word_list("ended_behind")
REACH = 10  # tokens from the length to the day


def over_the_length(times: list[Time], clauses: Clauses) -> list[Time]:
    """A day on which a length told before it ended stands for all its days."""
    return [_whole(time, clauses) for time in times]


def _whole(time: Time, clauses: Clauses) -> Time:
    last = time.period.last
    if time.period.kind != "day" or last is None or time.role in ("base", "record") or not _ended(clauses, time.at):
        return time
    for at in range(time.at - 1, max(-1, time.at - REACH), -1):
        token = clauses.tokens[at]
        if "TIME" in token.types:
            return time
        if "QTY" not in token.types:
            continue
        count, unit = getattr(token.value, "value", None), getattr(token.value, "unit", None)
        if unit not in LENGTHS or count is None or count != int(count) or count < 1:
            return time
        first = shifted(last + timedelta(days=1), unit, -int(count))
        # It is told where the length is: the verb may stand in a clause of its own, which governs nothing.
        return replace(time, at=at, role="scope", period=replace(time.period, first=first, kind=kind_of(first, last)))
    return time


def _ended(clauses: Clauses, at: int) -> bool:
    """Does the verb beside a day say that something ended on it?"""
    led = clauses.line.before(at, "WORD LIGHT|PREPOSITION*")
    if led is not None and clauses.tokens[led].text.lower() in ENDED:
        return True
    return clauses.tokens[min(at + 1, len(clauses.tokens) - 1)].text in ENDS_BEHIND
