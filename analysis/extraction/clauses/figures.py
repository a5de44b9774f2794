"""A figure in its sentence: the tokens that are its own, and how far the words reach that may tell of it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from ...codebook import Codebook
from ...language.lexicon import word_list
from ...language.tokens import Token
from . import phrases
from .clauses import Clauses, Piece
from .cues import Cues
from .draft import Context, Draft, Reading

TERMS = ("hour", "day")
Span = tuple[int, int]
VERBAL = frozenset(["RISE", "FALL", "EVENT", "ED", "ING", "SAY", "SHARE", "REACH"])
DOING = frozenset(["ING", "EVENT"])  # verbs that stand in a row of objects
PARTING = frozenset(["COMMA", "SEMI", "PREPOSITION", "BE", "FLOW"])  # what a row of figures does not run over


MADE = word_list("made")
AMONG, AMONG_THEM = word_list("among", "en"), word_list("among_them", "zh")
NEAR = 12  # tokens from a figure to one that has its verb in common


@dataclass(frozen=True)
class Figure:
    """A figure at token `at` with what was read before it (`done`); of its piece, tokens `floor` to `ceiling` are its own."""

    read: Reading
    clauses: Clauses
    done: list[Draft]
    context: Context
    book: Codebook
    table: Cues
    at: int
    floor: int
    ceiling: int

    @property
    def tokens(self) -> list[Token]:
        return self.clauses.tokens

    @functools.cached_property
    def before(self) -> list[Draft]:
        """What was read before it, but for what a bracket told that it does not stand in: 外国人入境2311万人次（含边民870万人次），突破……"""
        clauses, depth = self.clauses, self.clauses.piece(self.at).depth
        return [
            d
            for d in self.done
            if d.start not in clauses.figures or clauses.piece(clauses.figures[d.start]).depth <= depth
        ]

    @functools.cached_property
    def daily(self) -> bool:
        """Do the words before it speak of days?"""
        return any("DAILY" in t.types for t in self.tokens[self.floor : self.at])

    @functools.cached_property
    def reach(self) -> tuple[Span, Span, Span]:
        """How far the words around it reach: to the figures beside it, and to the ends of its clause; and between what leads to its row
        and its own words those of the row's other figures ('residents' in '3 million residents and 14 million foreigners')."""
        tokens = self.tokens
        figures = sorted(f for f in self.clauses.figures.values() if f == self.at or not _is_term(tokens[f]))
        group = self.clauses.pieces_of(self.at)
        first, last = tokens[group[0].first].start, tokens[group[-1].last - 1].end
        led = _led(self.clauses, self.at)
        before = [words_after(self.clauses, f, self.at) for f in figures if f < led and tokens[f].start >= first]
        later = itertools.dropwhile(lambda f: f <= self.at or _one_subject(self.clauses, self.at, f), figures)
        spaced = self.table.spaced
        after = [
            tokens[_begins(self.clauses, f, self.at) if spaced else f].start for f in later if tokens[f].end <= last
        ]
        # Chinese tells the noun before its figure
        reach = last if self.table.spaced else tokens[self.clauses.piece(self.at).last - 1].end
        others = [words_after(self.clauses, f, self.at) for f in figures if led <= f < self.at]
        row = (tokens[led].start, max(others, default=tokens[led].start))
        if (other := self._next_object()) is not None:
            after.append(tokens[other].start)
        return (max([first, *before]), min([reach, *after])), (first, last), row

    @functools.cached_property
    def lead(self) -> int | None:
        """Where the words begin that say of whom a figure is a part: 入境人员中，外国籍旅客2800人次, 'Among inbound travelers, 2,800 ...'."""
        piece = self.clauses.piece(self.at)
        if not piece.number or self.floor > piece.first:
            return None
        led = self.clauses.pieces[piece.number - 1]
        first, last = self.tokens[led.first], self.tokens[led.last - 1]
        among = first.text.lower() in AMONG if self.table.spaced else last.text.endswith(AMONG_THEM)
        said = led.group == piece.group and not self.clauses.has(led, "QTY", "TIME")
        return first.start if among and said else None

    def _next_object(self) -> int | None:
        """Where the words of another verb begin: 'opening 61 land ports and resuming transit policies'."""
        tokens, piece = self.tokens, self.clauses.piece(self.at)
        led = any(t.types & DOING for t in tokens[self.floor : self.at])
        ands = (i for i in range(self.at + 1, piece.last - 1) if "AND" in tokens[i].types)
        joints = (i for i in ands if tokens[i + 1].types & DOING and not tokens[i + 1].types & {"PLURAL", "CAP"})
        return next(joints, None) if led else None

    def clauses_before(self) -> Iterator[tuple[Piece, Span]]:
        """The pieces before its own that hold no figure, the nearest first, each with its span; none beyond one that holds a figure."""
        pieces = self.clauses.pieces[: self.clauses.piece(self.at).number]
        for piece in itertools.takewhile(lambda p: not self.clauses.has(p, "QTY"), reversed(pieces)):
            yield piece, (self.tokens[piece.first].start, self.tokens[piece.last - 1].end)

    def head(self, phrase: phrases.Phrase | None) -> str | None:
        """The head noun of a phrase, in its base form."""
        if phrase is None or self.tokens[phrase.head].types & {"FROM", "PREPOSITION"}:
            return None  # 从2021年的第72位: what leads to a time is no noun
        return phrases.singular(self.tokens[phrase.head].text.strip("\"'.")) or None


def figure_of(
    draft: Draft, read: Reading, clauses: Clauses, done: list[Draft], context: Context, book: Codebook, table: Cues
) -> Figure | None:
    """The figure of a draft; None where it is no token of the sentence."""
    at = clauses.figures.get(draft.start)
    if at is None:
        return None
    piece = clauses.piece(at)
    figures = sorted(clauses.figures.values())
    counts = (f for f in figures if f < at and clauses.tokens[f].value.unit not in ("hour", "minute", "second"))
    floor = max([piece.first, *(f + 1 for f in counts)])  # 'detections within 72 hours 7%'
    figures = [f for f in figures if f <= at or not _is_term(clauses.tokens[f])]
    ceiling = min([_past_brackets(clauses, piece), *(f for f in figures if f > at)])
    if table.spaced and ceiling < piece.last:  # 'a daily average of 77,000 trips and peaks of 85,000'
        ceiling = max([i for i in range(at + 1, ceiling) if "AND" in clauses.tokens[i].types], default=ceiling)
        ceiling = min(ceiling, *(_begins(clauses, f, at) for f in figures if at < f < piece.last), ceiling)
    return Figure(read, clauses, done, context, book, table, at, floor, ceiling)


def _is_term(token: Token) -> bool:
    """'Travellers who used the 144-hour visa-free policy': a term that only names a rule parts nothing of what is said of them."""
    return "-" in token.text and getattr(token.value, "unit", None) in TERMS


def words_after(clauses: Clauses, other: int, at: int) -> int:
    """Where the words of a figure begin behind another: behind that one's piece, or behind the last joint where both share a piece."""
    tokens, piece = clauses.tokens, clauses.piece(other)
    if piece is not clauses.piece(at):
        return tokens[min(piece.last, at)].start
    joints = [i for i in range(other + 1, at) if tokens[i].types & {"AND", "LIST"}]
    return tokens[joints[-1]].end if joints else tokens[other].end


def _one_subject(clauses: Clauses, at: int, other: int) -> bool:
    """'453,000 passengers and 93,000 vehicles crossed the bridge': figures of one subject have its verb in common."""
    between = clauses.between(at + 1, other)
    if clauses.piece(at) is not clauses.piece(other) or not any("AND" in t.types for t in between):
        return False
    return not _gapped(clauses, at, other) and not any(t.types & VERBAL or t.types & PARTING for t in between)


def _gapped(clauses: Clauses, at: int, other: int) -> bool:
    """'Residents made 1.6 million trips and visitors about 980,000': the figure behind has a subject of its own, and the verb in common."""
    if other - at > NEAR or clauses.piece(at) is not clauses.piece(other):
        return False
    ands = [i for i in range(at + 1, other) if "AND" in clauses.tokens[i].types]
    names = [t for t in clauses.between(ands[-1] + 1, other) if not t.types & {"LIGHT"}] if ands else []
    begin = max(clauses.piece(at).first, at - NEAR)
    verb = any(t.types & VERBAL or t.text.lower() in MADE for t in clauses.between(begin, at))
    parted = any(t.types & VERBAL or t.types & PARTING for t in names)
    return verb and bool(names) and not parted and phrases.behind(clauses, other) is None


def _past_brackets(clauses: Clauses, piece: Piece) -> int:
    """The last token of what a piece says: 'entries by foreigners (but for residents) were made visa-free' goes on behind its bracket."""
    last = piece.last
    for after, behind in itertools.pairwise(clauses.pieces[piece.number + 1 : piece.number + 3]):
        bracket = after.depth > piece.depth and behind.depth == piece.depth and behind.opened == "CLOSE"
        if bracket and behind.group == piece.group and not clauses.has(after, "QTY") and not clauses.has(behind, "QTY"):
            last = behind.last
    return last


def _begins(clauses: Clauses, other: int, at: int) -> int:
    """The token where the words of a figure behind begin: 'with a single-day passenger flow of 45,000' is that one's alone."""
    tokens, line, piece = clauses.tokens, clauses.line, clauses.piece(other)
    if piece.number != clauses.piece(at).number:
        return piece.first
    led = line.before(other, "OF LIGHT*")
    led = (
        line.before(other, "REACH|PREPOSITION LIGHT*")
        if led is None and phrases.behind(clauses, other) is None
        else led
    )
    if led is None and _gapped(clauses, at, other):
        return max(i for i in range(at + 1, other) if "AND" in tokens[i].types)
    if led is None:
        return other
    parts = [i for i in range(at + 1, led) if tokens[i].types & {"WITH", "COMMA", "SEMI", "AND"}]
    return parts[-1] if parts and led - parts[-1] > 1 else other


def _led(clauses: Clauses, at: int) -> int:
    """The first figure of the row that a figure is told in: 适用于37个口岸、54个国家 have what leads to them in common."""
    tokens, figures = clauses.tokens, sorted(f for f in clauses.figures.values() if f < at)
    while figures:
        between = tokens[figures[-1] + 1 : at]
        joined = any(t.types & {"LIST", "AND"} for t in between) and len(between) <= 4
        if not joined or any(t.types & VERBAL or t.types & PARTING for t in between):
            break
        at = figures.pop()
    return at
