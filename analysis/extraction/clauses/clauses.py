"""A sentence's clauses: pieces between commas, brackets and joints, and what each is."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ...language.grammar import Line, expect
from ...language.lexicon import lexicon, word_list
from ...language.tokens import SPACED, Token, known_types, lex
from ..quantities.quantity import Quantity
from .draft import Draft, Reading
from .pieces import Piece, pieces_of

JOINTS = frozenset(["AND", "LIST", "COMMA"])  # what stands between the figures of a row


@dataclass
class Clauses:
    """The tokens of a sentence, its pieces, and where each figure and time stands."""

    line: Line
    pieces: list[Piece]
    piece_of: list[int] = field(default_factory=list)
    figures: dict[int, int] = field(default_factory=dict)  # start of a draft => number of its token
    times: dict[int, int] = field(default_factory=dict)  # start of a period => number of its token
    rules: list[Any] | None = None  # the rows of the table of rules that the sentence has the types for

    @property
    def tokens(self) -> list[Token]:
        return self.line.tokens

    def has(self, piece: Piece, *types: str) -> bool:
        """Does a piece hold a token of one of these types?"""
        wanted = frozenset(types)
        return any(t.types & wanted for t in self.tokens[piece.first : piece.last])

    def piece(self, at: int) -> Piece:
        """The piece that a token stands in."""
        return self.pieces[self.piece_of[at]]

    def opening(self, at: int) -> Piece:
        """The piece that opens the clause of a token."""
        return self.pieces_of(at)[0]

    def pieces_of(self, at: int) -> list[Piece]:
        """All the pieces of the clause that a token stands in."""
        group = self.piece(at).group
        return [p for p in self.pieces if p.group == group]

    def led(self, piece: Piece) -> list[Piece]:
        """The pieces of a piece's clause that stand before it."""
        return [p for p in self.pieces[: piece.number] if p.group == piece.group]

    def clause(self, at: int) -> list[Token]:
        """The tokens of all the pieces of the clause that a token stands in."""
        return [t for p in self.pieces_of(at) for t in self.tokens[p.first : p.last]]

    def bracket(self, at: int) -> tuple[int, int] | None:
        """The tokens between the brackets that a token stands in; None where it stands in none."""
        begin = next((i for i in range(at, -1, -1) if self.tokens[i].types & {"OPEN", "CLOSE"}), None)
        if begin is None or "OPEN" not in self.tokens[begin].types:
            return None
        ends = (i for i in range(at, len(self.tokens)) if "CLOSE" in self.tokens[i].types)
        return begin + 1, next(ends, len(self.tokens))

    def behind_or(self, piece: Piece) -> bool:
        """Does the piece before begin with 'or': ', or 8 percent of the force, retired'?"""
        return piece.number > 0 and "OR" in self.tokens[self.pieces[piece.number - 1].first].types

    def bracket_of_figures(self, at: int) -> tuple[int, int] | None:
        """The bracket that a token stands in, where it tells a figure."""
        held = self.bracket(at)
        return held if held and any("QTY" in t.types for t in self.between(*held)) else None

    def between(self, first: int, last: int) -> list[Token]:
        """The tokens from one to another, the other left out."""
        return self.tokens[first:last]

    def joints(self, first: Draft, last: Draft) -> list[Token] | None:
        """What joins two figures, if nothing but joints stands between them."""
        a, b = self.figures.get(first.start), self.figures.get(last.start)
        between = None if a is None or b is None else self.tokens[a + 1 : b]
        return between if between is not None and all(t.types & JOINTS for t in between) else None


FIRST_TIMES = tuple(lexicon("words")["first_time"]["en"])  # 'for the first time', left over as no number
LIMITS = tuple(f"{word} " for word in word_list("limits", "en")) + word_list("limits", "zh")


def opens_with_limit(read: Reading, figure: Draft | Quantity) -> bool:
    """Whether a figure's text begins with a limit ('below 400,000'), so that a move before it reaches a level."""
    return read.text[figure.start : figure.end].lower().startswith(LIMITS)


def spans_of(read: Reading, drafts: Iterable[Draft]) -> list[tuple[int, int, frozenset[str], Any]]:
    """What was read before, as spans for the lexer: figures first, then bases, times and other numbers."""
    spans: list[tuple[int, int, frozenset[str], Any]] = []
    for draft in drafts:
        if draft.quantity is not None or draft.kind == "rank":
            if draft.unit in ("percent", "percentage_point", "multiple"):
                kinds = ["RATIO"]
            else:  # 'fell below 400,000': a level, no step
                kinds = ["AMOUNT"] if opens_with_limit(read, draft) else ["AMOUNT", "STEP"]
            spans.append((draft.start, draft.end, frozenset(["QTY", *kinds]), draft))
    spans += [(a, b, frozenset(["BASE"]), name) for a, b, name in read.bases]
    spans += [(a, b, frozenset(["THEN"]), name) for a, b, name in read.thens]
    spans += [(p.start, p.end, frozenset(["TIME"]), p) for p in read.periods]
    for o in read.leftovers:
        first = read.text[o.start : o.end].lower().endswith(FIRST_TIMES)
        spans.append((o.start, o.end, frozenset(["NUMBER", "FIRST_TIME"] if first else ["NUMBER"]), o))
    if read.sentence.in_headline and read.lang not in SPACED:  # 查验入境44.5万人次 出境45.9万人次
        spans += [(i, i + 1, frozenset(["COMMA"]), None) for i, c in enumerate(read.text) if c == " "]
    return spans


def clauses_of(read: Reading, drafts: list[Draft]) -> Clauses:
    """The clauses of a sentence whose figures, times and bases were read."""
    _expected(read.lang)
    tokens = lex(read.text, read.lang, spans_of(read, drafts))
    found = Clauses(Line(tokens), pieces_of(tokens))
    found.piece_of = [0] * len(tokens)
    for piece in found.pieces:
        for at in range(piece.first, piece.last):
            found.piece_of[at] = piece.number
    for at, token in enumerate(tokens):
        if "QTY" in token.types:
            found.figures[token.start] = at
        elif "TIME" in token.types:
            found.times[token.start] = at
    for piece in found.pieces:
        piece.aside = _is_aside(found, piece)
    return found


@functools.cache
def _expected(lang: str) -> None:
    """Make the types of spans, of the lexicon's words and of the shapes of others known before any pattern is compiled."""
    spans = [
        {"QTY", "RATIO"},
        {"QTY", "AMOUNT"},
        {"QTY", "AMOUNT", "STEP"},
        {"BASE"},
        {"THEN"},
        {"TIME"},
        {"NUMBER"},
        {"NUMBER", "FIRST_TIME"},
        {"HYPHEN"},
        {"DASH"},
    ]
    expect([*(frozenset(types) for types in spans), *known_types(lang)])


def _is_aside(clauses: Clauses, piece: Piece) -> bool:
    """Is a piece one that only says more of a noun: a bracket, ', which opened in 2015', ', founded in 2015'?"""
    head = clauses.tokens[piece.first]
    if "RELATIVE" in head.types or piece.opened == "RELATIVE":
        before = clauses.tokens[piece.first - 1] if piece.first else None
        if before is not None and "COMMA" not in before.types:
            return False  # 'foreigners who had overstayed as of 1 January': a clause that says which
        said = piece.number and clauses.has(clauses.pieces[piece.number - 1], "SAY")
        return not (
            said and head.text.lower() not in word_list("relative_pronouns")
        )  # 'said that 300 people ...' is told, no aside
    participle = "ED" in head.types or ("EVENT" in head.types and head.text.lower().endswith("ed"))
    # but '40 officers, or 8 percent of the force, retired in 2013'
    aside = piece.opened == "COMMA" and participle and not clauses.behind_or(piece)
    return aside and not clauses.has(piece, "QTY") and not is_predicate(clauses, piece)


VERBAL = frozenset(["ED", "BE", "PRESENT", "FLOW", "EVENT", "RISE", "FALL", "SAY", "REACH", "SHARE"])


def is_predicate(clauses: Clauses, piece: Piece) -> bool:
    """'3,336 people, including 38 women, started work': does a verb follow a subject that has none yet, and what only says more of it?"""
    led = clauses.led(piece)
    if (
        len(led) < 2
        or "RELATIVE" in clauses.tokens[piece.first].types
        or "QTY" not in {name for t in clauses.tokens[led[0].first : led[0].last] for name in t.types}
    ):
        return False
    parts = all("PART" in clauses.tokens[p.first].types for p in led[1:])
    return parts and not any(t.types & VERBAL for t in clauses.between(led[0].first, led[0].last))


# What may stand at the head of a piece before its time.
STARTS = frozenset(["TIME", "PREPOSITION", "FROM", "CUMULATIVE", "LIGHT"])


def of_times_alone(clauses: Clauses, piece: Piece) -> bool:
    """Does a piece hold nothing but times?"""
    return all(t.types & {"TIME", "PREPOSITION"} for t in clauses.between(piece.first, piece.last))


def fronted(clauses: Clauses, at: int) -> bool:
    """Does a time stand at the head of its piece, so that it holds for what follows it?"""
    piece = clauses.piece(at)
    return all(t.types & STARTS for t in clauses.between(piece.first, at))


def led_clause(clauses: Clauses, at: int) -> Piece | None:
    """The clause that a figure at the head of the sentence leads: 'At 2,597, the number of applications was ...'."""
    begins = clauses.line.before(at, "REACH LIGHT*") == 0
    alone = begins and clauses.piece(at).last == at + 1 and clauses.line.after(at, "COMMA LIGHT|WORD") is not None
    return next((p for p in clauses.pieces if p.first == at + 2), None) if alone else None
