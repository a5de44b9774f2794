"""Figures behind which a time stands that is not theirs: of the parts that they have, of what they are held against or double."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.lexicon import word_list
from ...language.patterns import later
from ...language.tokens import Token
from ..clauses.clauses import Clauses
from ..clauses.draft import Time

YEARLY = later(r"(?:year|month|week|quarter)[- ]o(?:n|ver)[- ](?:year|month|week|quarter)|同比|环比")
TURNING = frozenset(word_list("turns_to_another"))
SPANS = ("month_range", "day_range", "year_range", "from_to")  # rules of times that have a beginning and an end
ORIGINS = ("country", "city", "port", "place", "site")  # units of where something comes from


def compares(token: Token) -> bool:
    """Does a token compare with a time of its own? 'Year-on-year' names none."""
    adverb = "BASE" in token.types and YEARLY.fullmatch(token.text.lower()) is not None
    return bool(token.types & {"THAN", "BASE", "THEN", "BEYOND"}) and not adverb


def parted_by_times(clauses: Clauses, at: int) -> bool:
    """'Held 1,842 offenders, with 376 in 2008 and 441 in 2009': of all of the times that its parts have."""
    parts = [f for f in clauses.figures.values() if f > at and clauses.piece(f).group == clauses.piece(at).group]
    if not parts or getattr(clauses.tokens[at].value, "kind", None) not in ("level", "change"):
        return False
    parted = any(t.types & {"WITH", "PART", "COLON"} for t in clauses.between(at, parts[0]))
    of_them = any("PART" in t.types for t in clauses.tokens[parts[0] + 1 : parts[0] + 2])
    if parted and of_them and clauses.has(clauses.piece(parts[0]), "TIME"):
        return True  # 'with 120 of them held in May'
    if not parted or any(compares(t) for t in clauses.between(parts[0], parts[-1])):
        return False
    ends = [clauses.line.after(f, "WORD{0,2} PREPOSITION? LIGHT* TIME") for f in parts]
    own = {clauses.tokens[end - 1].value.first for end in ends if end is not None}
    return ends[0] is not None and len(own) > 1


def opens_a_span(clauses: Clauses, at: int) -> bool:
    """'From January to June': does a 'from' only begin a stretch of time, and nothing that moved?"""
    behind = clauses.tokens[at + 1] if at + 1 < len(clauses.tokens) else None
    led = "FROM" in clauses.tokens[at].types and behind is not None and "TIME" in behind.types
    return bool(led and behind and behind.value.rule in SPANS)


def doubles(clauses: Clauses, at: int, end: int) -> bool:
    """'Is nearly double the total of 133,000 for 2021': does a figure that is doubled stand before a time? It is that one's."""
    figures = [i for i in clauses.figures.values() if at <= i < end]
    doubled = [i for i in figures if "doubling" in getattr(clauses.tokens[i].value, "rules", ()) or _part(clauses, i)]
    return bool(doubled) and figures[-1] > doubled[-1]


def _part(clauses: Clauses, at: int) -> bool:
    """'A third of the record 48,838': is a share one of a figure that is told behind it?"""
    return "RATIO" in clauses.tokens[at].types and clauses.line.after(at, "OF !QTY|COMMA{0,4} AMOUNT") is not None


def turns(clauses: Clauses, at: int, end: int) -> bool:
    """Does what stands between a figure and a time turn to another figure, which the time is of?

    'Recorded 1,914 cases and so far this year 1,678', '780,934 passed while 595,796 did last year'
    """
    figures = [i for i in clauses.figures.values() if i > at]
    own = bool(figures) and any(end < f for f in figures) and clauses.line.after(end, "LIGHT* QTY") is not None
    if own and clauses.line.before(end, "AND|LIST PREPOSITION? LIGHT*") is not None:
        return True
    turned = next((i for i in range(at + 1, end) if clauses.tokens[i].text.lower() in TURNING), None)
    follows = clauses.line.after(end, "COMMA? LIGHT* QTY") is not None  # 'while in 2013, 6,404 were detained'
    return turned is not None and (follows or any(turned < f < end for f in figures))


def from_a_figure(clauses: Clauses, at: int) -> bool:
    """'From 200 in 2014', where 'from 59 countries' tells no earlier figure."""
    end = clauses.line.after(at, "LIGHT* QTY")
    led = clauses.line.before(at, "QTY !QTY|COMMA{0,8}")
    if end is not None and led is not None:
        units = [getattr(clauses.tokens[i].value, "unit", None) for i in (led, end - 1)]
        if None not in units and units[0] != units[1] and not {"percent", "multiple"} & set(units):
            return False  # 'drugs worth N6.1 billion from 291 traffickers'
    return end is not None and getattr(clauses.tokens[end - 1].value, "unit", None) not in ORIGINS


def time_of_end(clauses: Clauses, at: int, scopes: Sequence[Time]) -> Time | None:
    """'Increased 1% to 67,573 at the end of 2023', 'rose 5%, from 200 in 2014 to 300 in 2015': the time of the level that a change ends at."""
    last = clauses.piece(at).last
    if last + 1 < len(clauses.tokens) and "FROM" in clauses.tokens[last + 1].types:
        last = clauses.piece(last + 1).last
    figures = sorted(f for f in clauses.figures.values() if at <= f < last)
    inside = [t for t in scopes if at <= t.at < last]
    led = {f: clauses.line.before(f, "FROM|REACH LIGHT*") for f in figures if f > at}
    reached = next((f for f, begin in led.items() if begin is not None and "REACH" in clauses.tokens[begin].types), -1)
    if reached < 0 or any(led[f] is None for f in led if f < reached):
        return None
    following = next((f for f in figures if f > reached), last)
    return next((t for t in inside if reached < t.at < following), None)
