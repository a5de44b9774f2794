"""The time that governs a figure: its own phrase, its clause, the clauses before and behind it."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.lexicon import word_list
from ...language.periods import kind_of
from ...records import replace
from ..clauses.clauses import Clauses, led_clause, of_times_alone
from ..clauses.draft import Reading, Time
from ..clauses.pieces import OPENERS, Piece
from .closing_times import closing_time
from .own_times import own_time
from .times_of_attributes import time_of_attribute

GOES_ON = word_list("goes_on_about")


def _opens(clauses: Clauses, piece: Piece) -> bool:
    return clauses.tokens[piece.first].text.lower() in GOES_ON


def _of_when(read: Reading, clauses: Clauses, at: int) -> tuple[Time, str] | None:
    """'In the preceding three months, when 7,555 were killed': the time that the clause goes on about, whatever it does there."""
    piece = clauses.piece(at)
    while not _opens(clauses, piece) and piece.number:
        before = clauses.pieces[piece.number - 1]
        if piece.opened not in ("COMMA", "") or before.group != piece.group or clauses.has(piece, "TIME", *OPENERS):
            return None
        piece = before
    if not _opens(clauses, piece) or not piece.first:
        return None
    if clauses.line.after(piece.first, "THAN") is not None:
        return None  # 'in May when compared with April'
    last = piece.first - 1 - bool(clauses.tokens[piece.first - 1].types & {"COMMA", "OPEN"})
    time = next((t for t in read.times if t.at == last and t.period.dated), None)
    if time and time.head and time.period.rule == "since" and clauses.piece(at) is not piece:
        return None  # 'Since December 2020, when a campaign was begun, police have ...': what follows is since then
    if time is None or time.period.when is None:
        return (time, "clause") if time else None
    first, end = time.period.when  # 'since December 1974, when ...': of that month
    month = replace(time.period, first=first, last=end, kind=kind_of(first, end), rule="when")
    return replace(time, period=month), "clause"


def _past_bracket(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """'A rise of 9,600 (+0.5%) in Q3 2015': the time right behind the bracket that says the figure again."""
    line = clauses.line
    end = line.after(at, "!OPEN|COMMA|QTY{0,3} OPEN !CLOSE{1,6} CLOSE PREPOSITION")
    end = line.after(at, "CLOSE PREPOSITION") if end is None else end
    time = next((t for t in scopes if t.at == end), None)
    return (time, "own") if time else None


def _governing(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """The time of the clauses before: the last one that stands at the head of its piece, else the last that has figures of its own."""
    piece = clauses.piece(at)
    before = [t for t in scopes if t.at < piece.first]
    before = [
        t
        for t in before
        if clauses.piece(t.at).depth <= piece.depth
        or clauses.piece(t.at).number == piece.number - 1
        or of_times_alone(clauses, clauses.piece(t.at))  # 一连四日（1日至4日）在全港……
    ]
    if not before:
        return None
    beside = next((p.number for p in reversed(clauses.pieces[: piece.number]) if p.depth <= piece.depth), -1)
    led = clauses.piece(before[-1].at)
    ends = led.last - before[-1].at <= 1 and clauses.has(led, "PEAK") and before[-1].period.kind == "day"
    if led.number == beside and ("REACH" in clauses.tokens[piece.first].types or ends):
        return before[-1], "clause"  # 最高峰出现在10月4日（周六），达235.3万人次
    wide = [t for t in before if not _of_peak(clauses, t)]
    pool = wide or before
    heads = [t for t in pool if t.head]
    same = [t for t in pool if clauses.piece(t.at).group == piece.group]
    last = pool[-1]
    # a time inside a clause holds on within its group; the next group goes back to the head of the sentence
    return (last, "clause") if last in same or not heads else (heads[-1], "sentence")


def _of_peak(clauses: Clauses, time: Time) -> bool:
    """Is a day only that of a peak, inside a longer time: 10月2日突破167万人次，创单日新高?"""
    piece = clauses.piece(time.at)
    return time.period.kind == "day" and clauses.has(piece, "PEAK", "RECORD", "PART")


def _of_what_follows(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """'At 2,597, the number of applications in October was lower': a figure at the head is of the time of the clause that it leads."""
    led = led_clause(clauses, at)
    time = next((t for t in scopes if led and led.first <= t.at < led.last), None)
    return (time, "clause") if time else None


def governing_time(read: Reading, clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """The time that governs the figure at a token, with where it was found."""
    found = (
        time_of_attribute(read, clauses, at)
        or _of_when(read, clauses, at)
        or _past_bracket(clauses, at, scopes)
        or _followed(clauses, at, scopes)
        or own_time(clauses, at, scopes)
        or _of_what_follows(clauses, at, scopes)
        or _governing(clauses, at, scopes)
        or closing_time(clauses, at, scopes)
    )
    if found and found[0].period.rule == "holiday" and not found[0].period.dated:
        group = clauses.piece(at).group
        dated = [t for t in scopes if t.at < at and t.period.dated and clauses.piece(t.at).group == group]
        found = (dated[-1], "clause") if dated else found  # 7月1日至8月3日，查验暑假出入境人员1000万人次
    day = _told_at_the_end(clauses, at, scopes) if found else None
    return (day, "own") if found and day and day.period.within(found[0].period) else found


def _followed(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """'In July they seized 16 kg, followed by 80 kg valued at Rs. 39 crore, in November': what follows has a time of its own behind it."""
    piece = clauses.piece(at)
    if not any("FOLLOW" in t.types for t in clauses.between(piece.first, min(piece.first + 2, at))):
        return None
    later = [t for t in scopes if t.at > at and clauses.piece(t.at).group == piece.group]
    earlier = [t for t in scopes if t.at < at and clauses.piece(t.at).group == piece.group]
    alone = len(later) == 1 or not any(at < f < later[0].at for f in clauses.figures.values()) if later else False
    return (later[0], "clause") if alone and earlier else None


def _told_at_the_end(clauses: Clauses, at: int, scopes: Sequence[Time]) -> Time | None:
    """'Last summer's high was 80,148 megawatts, on July 20': a day apart that closes the sentence of one figure."""
    last = clauses.pieces[-1]
    alone = last.opened == "COMMA" and last.number == clauses.piece(at).number + 1 and of_times_alone(clauses, last)
    if not alone or [f for f in clauses.figures.values() if f > at]:
        return None
    return next((t for t in scopes if t.at >= last.first and t.period.kind == "day"), None)
