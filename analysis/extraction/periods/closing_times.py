"""The time that closes a row of clauses: 'solved 300 cases, arrested 500 suspects and seized 2 tonnes in 2024'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...language.lexicon import word_list
from ..clauses.clauses import Clauses, is_predicate, of_times_alone
from ..clauses.draft import Time
from ..clauses.pieces import OPENERS, Piece
from .figures_and_times import from_a_figure, parted_by_times, turns

# A piece with none of these is no clause.
VERBAL = ("EVENT", "SAY", "RISE", "FALL", "TIME", "BE", "THAN", "BEYOND", "SHARE", "ED", *OPENERS)
NOT_FINITE, WORTH = word_list("not_finite"), word_list("worth")


@dataclass(frozen=True)
class Way:
    """From a figure to the next time behind its piece: the piece of the one, that of the other, and those between."""

    clauses: Clauses
    at: int
    time: Time
    piece: Piece
    other: Piece
    between: Sequence[Piece]

    @property
    def opens(self) -> frozenset[str]:
        """The types of the token that opens the piece of the time."""
        return self.clauses.tokens[self.other.first].types

    @property
    def joined(self) -> bool:
        """Does the way lead past nothing of a higher rank, and past no aside with a figure or a time of its own?"""
        asides = all(not p.aside or not self.clauses.has(p, "QTY", "TIME") for p in self.between)
        return asides and all(p.depth >= self.piece.depth for p in (*self.between, self.other))

    @property
    def near(self) -> bool:
        """', with an average of 1.69 million per day, in January': does it lead past brackets and averages alone?"""
        return all(p.depth > self.piece.depth or self.clauses.has(p, "DAILY") for p in self.between)

    @property
    def passed(self) -> bool:
        """Does nothing that stands between part the figure from its time?"""
        return all(_parts_nothing(self.clauses, self.piece, p) for p in self.between)

    @property
    def others(self) -> bool:
        """Has the time's own piece figures before it?"""
        return any(self.other.first <= i < self.time.at for i in self.clauses.figures.values())

    def leads_to_the_time(self, *types: str) -> bool:
        """Does the time's own piece hold a token of these types before it?"""
        wanted = frozenset(types)
        return any(t.types & wanted for t in self.clauses.between(self.other.first, self.time.at))


def closing_time(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """'Police solved 300 cases, arrested 500 suspects and seized 2 tonnes in 2024': the time that closes the row of clauses."""
    piece = clauses.piece(at)
    time = next((t for t in scopes if t.at >= piece.last and clauses.piece(t.at).group == piece.group), None)
    if time is None or "OF" in clauses.tokens[piece.first].types or parted_by_times(clauses, at):
        return None  # 'Of the 282 cases, 52 were reported in August'
    other = clauses.piece(time.at)
    way = Way(clauses, at, time, piece, other, clauses.pieces[piece.number + 1 : other.number])
    if _is_of_another(way):
        return None
    if other.opened == "CLOSE" and way.near and not way.others:
        return time, "clause"  # 'seized by the Directorate (DRI) and other wings during 2018': a bracket parts nothing
    return (time, "sentence") if any(closes(way) for closes in CLOSING) else None


def _is_of_another(way: Way) -> bool:
    """'300 went through, while 200 were recorded last year': is the time that of a peak, or of another figure?"""
    clauses, other, time = way.clauses, way.other, way.time
    if time.period.kind == "day" and clauses.has(other, "PEAK") and clauses.has(other, "ARISE"):
        return True  # 发送旅客38.6万人次，客流高峰出现在1月27日
    # 'dropped by 5 per cent - from 14,133 in 2023': the time of where it came from
    moved = "RATIO" in clauses.tokens[way.at].types and "FROM" in way.opens and from_a_figure(clauses, other.first)
    return moved or turns(clauses, way.at, time.at)


def _closes_a_row(way: Way) -> bool:
    """'Solved 300 cases, arrested 500 and seized 2 tonnes in 2024': the time behind the last figure of a row."""
    if way.time.head or way.time.period.kind == "day" or not (way.others or not way.clauses.figures):
        return False
    return way.joined and not way.leads_to_the_time("RISE", "FALL", "THAN")


def _closes_a_predicate(way: Way) -> bool:
    """'413 kg of meth, with a yield of 809 kg, were seized in 2016': the time behind the figure's own verb."""
    if way.time.head or not _is_verb_of_the_figure(way) or way.leads_to_the_time("SAY"):
        return False  # behind its time it says who spoke
    if not way.clauses.has(way.other, "QTY", "EVENT"):
        return True
    # '436 people, including 170 women, were held in 16 districts on Thursday'
    apart = bool(way.between) or "PART" in way.clauses.tokens[way.piece.first].types
    return apart and way.joined and way.passed


def _closes_a_row_of_clauses(way: Way) -> bool:
    """'Uncovered 14,000 cases, arrested 16,600 suspects, and seized 6.92 tons, between Jan 24 and March 15': a time apart, or behind a
    bracket, that closes a row of clauses with one subject."""
    clauses = way.clauses
    if way.time.head and not of_times_alone(clauses, way.other):
        return False
    row = [p for p in way.between if p.depth == way.piece.depth and p is not way.other]
    apart = of_times_alone(clauses, way.other) or (way.other.opened == "CLOSE" and not way.others)
    told = any(p.first <= f < p.last for p in row for f in clauses.figures.values())
    goes_on = all(clauses.tokens[p.first].types & GOES_ON for p in row)
    other = any(clauses.has(p, "TIME", "SAY", "BE", "RISE", "FALL", "THAN") for p in row)
    return apart and told and goes_on and not other and way.joined


# What a clause without a subject of its own opens with.
GOES_ON = frozenset(["AND", "ED", "EVENT", "FLOW", "QTY", "LIGHT"])


def _is_verb_of_the_figure(way: Way) -> bool:
    """Does the piece of the time open with a verb: 'were held', ', or 8 percent of the force, retired'?"""
    clauses, other = way.clauses, way.other
    if "BE" in way.opens or ("ED" in way.opens and clauses.behind_or(other)):
        return True
    if "PRESENT" in way.opens and clauses.line.after(other.first, "BE") is not None:
        return True  # 'have been seized'
    return is_predicate(clauses, other)  # '300 recruits, including 12 women, started work in May'


def _closes_a_participle(way: Way) -> bool:
    """'371,717 cases, including 1,407 deaths, reported from 1 January to 19 October': a participle with nothing but its time."""
    first, time = way.other.first, way.time
    participle = way.opens & {"SAY", "FLOW", "ED"} and way.clauses.tokens[first].text.lower().endswith("ed")
    if not participle or not way.joined or time.period.kind == "day":
        return False
    return all(t.types & {"PREPOSITION", "FROM", "LIGHT"} for t in way.clauses.between(first + 1, time.at))


def _stands_apart(way: Way) -> bool:
    """'15,036 arrived, most in fragile boats, in 2023': a time with nothing to be of but the figure before it."""
    clauses, other = way.clauses, way.other
    if not way.near and not (way.time.at + 1 == other.last and way.passed):
        return False
    if clauses.has(other, "QTY", "EVENT", "SAY", "RISE", "FALL") or not way.joined:
        return False
    listed = bool(way.between) and all(p.last - p.first <= 2 for p in way.between)
    return not way.opens & ({"THAN"} if listed else {"AND", "THAN"})  # 'its sea, air, and land ports from 23 December'


CLOSING = (_closes_a_row, _closes_a_row_of_clauses, _closes_a_predicate, _closes_a_participle, _stands_apart)


def _parts_nothing(clauses: Clauses, piece: Piece, other: Piece) -> bool:
    """May a time reach back over a piece: what is no clause ('most in fragile boats'), 'including' and its parts?"""
    if other.depth > piece.depth or (other.aside and not clauses.has(other, "QTY", "TIME")):
        return True
    if other.opened in ("COMMA", "CLOSE") and not clauses.has(other, "QTY", *VERBAL):
        return True
    head = clauses.tokens[other.first]
    if clauses.has(other, "TIME"):
        return False
    if "WITH" in head.types and not clauses.has(other, "SAY") and not _finite(clauses, other):
        return True
    return "PART" in head.types or head.text.lower() in WORTH


def _finite(clauses: Clauses, piece: Piece) -> bool:
    """Does a piece hold 'is' or 'were', and not only 'being'?"""
    words = clauses.between(piece.first, piece.last)
    return any("BE" in t.types and t.text.lower() not in NOT_FINITE for t in words)
