"""The time that governs a figure: its own phrase, its clause, the clauses before and behind it."""

from __future__ import annotations

from collections.abc import Sequence

from ..language.lexicon import word_list
from ..language.periods import SPANS_OF_TIME, kind_of
from ..records import replace
from .clauses import Clauses, is_predicate, led_clause, of_times_alone
from .draft import Reading, Time
from .figures_and_times import compares, doubles, from_a_figure, opens_a_span, parted_by_times, time_of_end, turns
from .pieces import OPENERS, Piece
from .times_of_attributes import time_of_attribute

# A piece with none of these is no clause.
VERBAL = ("EVENT", "SAY", "RISE", "FALL", "TIME", "BE", "THAN", "BEYOND", "SHARE", "ED", *OPENERS)
GOES_ON = word_list("goes_on_about")
ALONE = "alone"
NOT_FINITE, WORTH = word_list("not_finite"), word_list("worth")


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
    return replace(
        time, period=replace(time.period, first=first, last=end, kind=kind_of(first, end), rule="when")
    ), "clause"


def _own(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """The time in the figure's own piece: right behind it ('300 in May'), else the last before it that is not another's."""
    piece = clauses.piece(at)
    figures = [i for i in clauses.figures.values() if piece.first <= i < piece.last]
    inside = [t for t in scopes if piece.first <= t.at < piece.last]
    following = next((f for f in figures if f > at), piece.last)
    behind = next((t for t in inside if at < t.at < following), None)
    if behind and clauses.line.before(behind.at, "AND|LIST PREPOSITION? LIGHT*") is not None:
        behind = None  # 2022年200起、2023年500起; 'On Tuesday, 9 crews and on Wednesday, 12 crews went out'
    if behind and _foretold(clauses, at, behind):
        behind = None
    before = [t for t in inside if t.at < at]
    if behind and not before:
        return behind, "own"
    if before:
        time = before[-1]
        others = [f for f in figures if f < time.at and not _is_length(clauses, f)]
        bracket = clauses.line.before(time.at, "QTY !COMMA|QTY{0,4} OPEN !CLOSE{1,6} CLOSE") is not None
        taken = bool(others) and not time.head and bool(clauses.line.before(time.at, "QTY !COMMA|LIST|QTY{0,4}"))
        taken = taken or bracket
        passed = [f for f in figures if time.at < f < at]
        if behind and (taken or not time.head or passed):
            return behind, "own"
        if behind and behind.period.within(time.period) and clauses.line.after(at, "WORD{0,2} PREPOSITION TIME"):
            return behind, "own"  # 'In 2018 it received 1,459 in January'
        if (
            passed
            and time.at
            and "FROM" in clauses.tokens[time.at - 1].types
            and not opens_a_span(clauses, time.at - 1)
            and any("REACH" in t.types for t in clauses.between(passed[-1], at))
        ):
            return (before[-2], "own") if len(before) > 1 else None  # 由上月上涨1.6%转为下降1.2%
        moved = (
            len(before) == 1 and bool(others) and getattr(clauses.tokens[others[-1]].value, "kind", None) == "change"
        )
        if not taken or not others or moved or not _starts_anew(clauses, others[-1], at):
            return time, "own"
        return (before[0], "own") if before[0] is not time else None
    if "RATIO" in clauses.tokens[at].types and (end := time_of_end(clauses, at, scopes)):
        return end, "clause"
    if figures and at != figures[-1]:  # '300 cases and 40 arrests in May'
        last = next((t for t in inside if t.at > at), None)
        told = any(compares(t) for t in clauses.between(at, last.at)) if last else True
        told = told or parted_by_times(clauses, at)
        told = told or (last is not None and (doubles(clauses, at, last.at) or turns(clauses, at, last.at)))
        beside = clauses.line.after(at, "LIGHT{1,2} QTY") is not None  # 'nearly double the 1,048 in 2018'
        told = told or (beside and clauses.line.after(at, "OF LIGHT* AMOUNT WORD") is None)  # '7 of the 9 applicants'
        told = told or any(
            "FROM" in clauses.tokens[i].types and from_a_figure(clauses, i) for i in range(at, last.at if last else at)
        )
        group = piece.group
        heads = [t for t in scopes if t.head and t.at < piece.first and clauses.piece(t.at).group == group]
        if last and heads and heads[-1].period.dated and not last.period.within(heads[-1].period):
            told = True  # 'In 2017, police seized 100 guns and 52 in 2016'
        limited = last is not None and last.at + 1 < len(clauses.tokens) and clauses.tokens[last.at + 1].text == ALONE
        if heads and limited:
            told = True  # 'Last year, police made 300 arrests and seized 20 guns in December alone'
        if last and not told:
            return last, "clause"
    return None


def _is_length(clauses: Clauses, at: int) -> bool:
    """'In the 12 month period from October 2018 to September 2019, ...': how long the time is, and no figure of it."""
    led = getattr(clauses.tokens[at].value, "unit", None) in SPANS_OF_TIME
    return bool(led) and clauses.line.after(at, "WORD{0,2} FROM|PREPOSITION TIME") is not None


def _foretold(clauses: Clauses, at: int, time: Time) -> bool:
    """'Three suspects were arrested and will be charged on Friday': the day of what is foretold behind 'and'."""
    ahead = [i for i in range(at + 1, time.at) if "ESTIMATE" in clauses.tokens[i].types]
    return any("AND" in t.types for i in ahead[:1] for t in clauses.tokens[max(at + 1, i - 3) : i])


def _past_bracket(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """'A rise of 9,600 (+0.5%) in Q3 2015': the time right behind the bracket that says the figure again."""
    line = clauses.line
    end = line.after(at, "!OPEN|COMMA|QTY{0,3} OPEN !CLOSE{1,6} CLOSE PREPOSITION")
    end = line.after(at, "CLOSE PREPOSITION") if end is None else end
    time = next((t for t in scopes if t.at == end), None)
    return (time, "own") if time else None


def _starts_anew(clauses: Clauses, other: int, at: int) -> bool:
    """Is the time between two figures the first one's own: 'from 209,000 in 2016 to 390,000'?"""
    led = (i for i in range(other, at) if not opens_a_span(clauses, i))
    return any(clauses.tokens[i].types & {"REACH", "FROM"} for i in led)


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


def _behind(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """'Police solved 300 cases, arrested 500 suspects and seized 2 tonnes in 2024': the time that closes the row of clauses."""
    piece = clauses.piece(at)
    later = [t for t in scopes if t.at >= piece.last and clauses.piece(t.at).group == piece.group]
    if not later or "OF" in clauses.tokens[piece.first].types or parted_by_times(clauses, at):
        return None  # 'Of the 282 cases, 52 were reported in August'
    time = later[0]
    other = clauses.piece(time.at)
    between = clauses.pieces[piece.number + 1 : other.number]
    if time.period.kind == "day" and clauses.has(other, "PEAK") and clauses.has(other, "ARISE"):
        return None  # 发送旅客38.6万人次，客流高峰出现在1月27日
    moved = "FROM" in clauses.tokens[other.first].types and from_a_figure(clauses, other.first)
    if moved and "RATIO" in clauses.tokens[at].types:
        return None  # 'dropped by 5 per cent - from 14,133 in 2023': the time of where it came from
    if turns(clauses, at, time.at):
        return None  # '300 went through, while 200 were recorded last year'
    # ', with an average of 1.69 million per day, in January'
    nearby = all(p.depth > piece.depth or clauses.has(p, "DAILY") for p in between)
    figures = [i for i in clauses.figures.values() if other.first <= i < time.at]
    if other.opened == "CLOSE" and nearby and not figures:
        return time, "clause"  # 'seized by the Directorate (DRI) and other wings during 2018': a bracket parts nothing
    asides = all(not p.aside or not clauses.has(p, "QTY", "TIME") for p in between)
    joined = asides and all(p.depth >= piece.depth for p in between) and other.depth >= piece.depth
    changed = any(t.types & {"RISE", "FALL", "THAN"} for t in clauses.between(other.first, time.at))
    if joined and (figures or not clauses.figures) and not time.head and not changed and time.period.kind != "day":
        return time, "sentence"
    opens = clauses.tokens[other.first].types
    # 'have been seized', '300 recruits, including 12 women, started work in May'
    done = ("PRESENT" in opens and clauses.line.after(other.first, "BE") is not None) or is_predicate(clauses, other)
    leads = (
        "BE" in opens or done or ("ED" in opens and clauses.behind_or(other))
    )  # ', or 8 percent of the force, retired'
    said = any("SAY" in t.types for t in clauses.between(other.first, time.at))  # behind its time it says who spoke
    if (
        leads
        and not time.head
        and (between or "PART" in clauses.tokens[piece.first].types)
        and joined
        and _passes(clauses, piece, between)
        and not said
    ):
        return time, "sentence"  # '436 people, including 170 women, were held in 16 districts on Thursday'
    predicate = leads and not said and not clauses.has(other, "QTY", "EVENT")
    if predicate and not time.head:
        return time, "sentence"  # '413 kg of meth, with a yield of 809 kg, were seized in 2016'
    if joined and _reduced(clauses, other.first, time.at) and time.period.kind != "day":
        return time, "sentence"
    listed = bool(between) and all(
        p.last - p.first <= 2 for p in between
    )  # 'its sea, air, and land ports from 23 December'
    compared = clauses.tokens[other.first].types & ({"THAN"} if listed else {"AND", "THAN"})
    closes = nearby or (time.at + 1 == other.last and _passes(clauses, piece, between))
    alone = closes and not compared and not clauses.has(other, "QTY", "EVENT", "SAY", "RISE", "FALL") and joined
    return (time, "sentence") if alone else None


def _passes(clauses: Clauses, piece: Piece, between: Sequence[Piece]) -> bool:
    """May a time reach back over pieces: what is no clause ('most in fragile boats'), 'including' and its parts?"""
    return all(
        p.depth > piece.depth
        or (p.opened in ("COMMA", "CLOSE") and not clauses.has(p, "QTY", *VERBAL))
        or (p.aside and not clauses.has(p, "QTY", "TIME"))
        or (clauses.tokens[p.first].text.lower() in WORTH and not clauses.has(p, "TIME"))
        or ("WITH" in clauses.tokens[p.first].types and not clauses.has(p, "TIME", "SAY") and not _finite(clauses, p))
        or ("PART" in clauses.tokens[p.first].types and not clauses.has(p, "TIME"))
        for p in between
    )


def _finite(clauses: Clauses, piece: Piece) -> bool:
    """Does a piece hold 'is' or 'were', and not only 'being'?"""
    words = clauses.between(piece.first, piece.last)
    return any("BE" in t.types and t.text.lower() not in NOT_FINITE for t in words)


def _reduced(clauses: Clauses, first: int, at: int) -> bool:
    """'371,717 cases, including 1,407 deaths, reported from 1 January to 19 October': a participle with nothing but its time."""
    head = clauses.tokens[first]
    participle = bool(head.types & {"SAY", "FLOW", "ED"}) and head.text.lower().endswith("ed")
    return participle and all(t.types & {"PREPOSITION", "FROM", "LIGHT"} for t in clauses.between(first + 1, at))


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
        or _own(clauses, at, scopes)
        or _of_what_follows(clauses, at, scopes)
        or _governing(clauses, at, scopes)
        or _behind(clauses, at, scopes)
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
