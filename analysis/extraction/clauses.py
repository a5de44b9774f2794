"""A sentence's clauses: pieces between commas, brackets and joints, what each is, and the part that each of its times plays.

A time is a scope (its figures are of it), or it only dates an event, a statement, a record or an aside: these date nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..language.grammar import Line, expect
from ..language.lexicon import word_list
from ..language.tokens import SPACED, Token, known_types, lex
from .against import SPANS
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

    def between(self, first: int, last: int) -> list[Token]:
        """The tokens from one to another, the other left out."""
        return self.tokens[first:last]

    def joints(self, first: Draft, last: Draft) -> list[Token] | None:
        """What joins two figures, if nothing but joints stands between them."""
        a, b = self.figures.get(first.start), self.figures.get(last.start)
        between = None if a is None or b is None else self.tokens[a + 1 : b]
        return between if between is not None and all(t.types & JOINTS for t in between) else None


def spans_of(read: Reading, drafts: Iterable[Draft]) -> list[tuple[int, int, frozenset[str], Any]]:
    """What was read before, as spans for the lexer: figures first, then bases, times and other numbers."""
    spans: list[tuple[int, int, frozenset[str], Any]] = []
    for draft in drafts:
        if draft.quantity is not None or draft.kind == "rank":
            kinds = ["RATIO"] if draft.unit in ("percent", "percentage_point", "multiple") else ["AMOUNT", "STEP"]
            if read.text[draft.start : draft.end].lower().startswith(LIMITS):
                kinds = [kind for kind in kinds if kind != "STEP"]  # 'fell below 400,000': a level
            spans.append((draft.start, draft.end, frozenset(["QTY", *kinds]), draft))
    spans += [(a, b, frozenset(["BASE"]), name) for a, b, name in read.bases]
    spans += [(a, b, frozenset(["THEN"]), name) for a, b, name in read.thens]
    spans += [(p.start, p.end, frozenset(["TIME"]), p) for p in read.periods]
    spans += [(o.start, o.end, frozenset(["NUMBER"]), o) for o in read.leftovers]
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
    return bool(piece.opened == "COMMA" and participle and not clauses.has(piece, "QTY"))


# What a time does where it stands. Rows are tried in order; left is read back from the time, right on from it. English and Chinese
# stand side by side; the types tell them apart.
ROLES = (
    ("record", "RECORD !QTY|TIME|COMMA{0,4}", ""),
    ("record", "", "THAN? PEAK? RECORD"),
    ("record", "BEYOND", "DE? RECORD|PEAK"),
    ("aside", "LAW", ""),
    ("event", "EVENT !QTY|TIME|COMMA{0,3}", ""),
    ("event", "", "!QTY|BASE{0,4} EVENT"),
)


# What leads to a time that something is only compared with.
COMPARING = (
    "BASE AND LIGHT*",
    "BEYOND LIGHT*",
    "THAN PREPOSITION? SAME WORD{1,2} PREPOSITION?",
    "QTY LIGHT* FROM PREPOSITION? LIGHT* SAME WORD{1,3} PREPOSITION?",
    "QTY|CLOSE FROM LIGHT* MEASURE_NOUN !QTY|COMMA|SEMI{0,8}",
    "QTY|CLOSE MORE|LESS LIGHT* MEASURE_NOUN !QTY|COMMA|SEMI{0,8}",
    "QTY|CLOSE FROM WORD{1,3} ED PREPOSITION?",
    "THAN PREPOSITION",
    "THAN LIGHT*",
    "HEIGHT !QTY|COMMA|ARISE|BE{0,3} PREPOSITION",
    "THAN LIGHT* WORD{0,2} PREPOSITION",
    "MORE|LESS THAN ED !QTY|COMMA{0,6} PREPOSITION",
)


LIMITS = tuple(f"{word} " for word in word_list("limits", "en")) + word_list("limits", "zh")
SAID_ON = ("weekday", "relative_day")
# What may stand at the head of a piece before its time.
STARTS = frozenset(["TIME", "PREPOSITION", "FROM", "CUMULATIVE", "LIGHT"])


def role_of(clauses: Clauses, at: int, day: bool, back: bool = False) -> str:
    """What the time at token `at` does: scope, event, statement, record or aside. `day`: it is a single day."""
    piece = clauses.piece(at)
    if clauses.tokens[at].text.endswith("'s") and clauses.tokens[at].value.rule != "month":
        behind = clauses.tokens[at + 1] if at + 1 < len(clauses.tokens) else None
        if behind is not None and "MEASURE_NOUN" not in behind.types:
            return "aside"  # 'during this year's carnival'
    if day and (clauses.has(piece, "SAY") or _tells(clauses, piece)) and not clauses.has(piece, "QTY"):
        return "statement"
    if (
        day
        and clauses.line.before(at, "SAY PREPOSITION? LIGHT*") is not None
        and clauses.tokens[at].value.rule in SAID_ON
    ):
        return "statement"  # 'figures released Thursday showed 536,600 people'
    if _is_base(clauses, at):
        return "base"
    if clauses.tokens[at].value.rule == "since" and clauses.line.before(at, "RECORD !QTY|TIME|COMMA{0,8}") is not None:
        return "record"  # 'the highest number of pupils recorded since 1999'
    first_time = clauses.line.before(at, "FIRST_TIME !TIME|COMMA{0,14}")
    if clauses.tokens[at].value.rule == "since" and first_time is not None:
        return "record"  # 'the first time that it has been over 35,000 since 1974'
    role = _by_table(clauses, at, back)
    if clauses.has(piece, "RUN") and not day and role != "record":
        return "scope"  # 'a campaign which ran from June 24 to October 18'
    if role is not None:
        return role
    if piece.aside and not clauses.has(piece, "QTY"):
        return "aside"
    if piece.depth and piece.first > 1 and "BASE" in clauses.tokens[piece.first - 2].types:
        return "base"  # 比去年春运（2022年1月17日至2月25日）
    if piece.depth and not clauses.has(piece, "QTY"):
        if day and _alone(clauses, piece, at):
            return "statement"  # BEIJING (Agency, April 24)
        return "scope" if _alone(clauses, piece, at) else "bracket"
    return "scope"


def _tells(clauses: Clauses, piece: Piece) -> bool:
    """'On Tuesday, the minister released ...', '... said in Shenzhen, Guangdong province, on Thursday': a day apart that dates what is said."""
    tokens = clauses.tokens
    if not all(t.types & {"TIME", "PREPOSITION", "LIGHT"} for t in tokens[piece.first : piece.last]):
        return False
    behind = [t for p in clauses.pieces[piece.number + 1 :] if p.group == piece.group for t in tokens[p.first : p.last]]
    if all(p.depth > piece.depth or not clauses.has(p, "SAY", "QTY", "TIME") for p in clauses.pieces[: piece.number]):
        said = next((t for t in behind[:12] if t.types & {"SAY", "QTY", "TIME"}), None)
        return said is not None and "SAY" in said.types
    if piece.opened == "CLOSE" and piece.number > 1:
        led = clauses.pieces[piece.number - 2]  # 'released by the administration (NIA) on January 4, 2020, ...'
        if led.depth == piece.depth and clauses.has(led, "SAY") and not clauses.has(led, "QTY"):
            return True
    if any("QTY" in t.types for t in behind):
        return False  # 记者获悉，2月14日，客运量…: the day of what follows
    for before in reversed(clauses.pieces[: piece.number]):
        if before.group != piece.group or clauses.has(before, "QTY"):
            return False
        if clauses.has(before, "SAY"):
            return True
    return False


def _is_base(clauses: Clauses, at: int) -> bool:
    """Is a time only compared with?"""
    piece, line = clauses.piece(at), clauses.line
    if any(line.before(at, led) is not None for led in COMPARING):
        return True
    figure = clauses.tokens[at - 1] if at else None
    if figure is not None and "QTY" in figure.types:
        if getattr(figure.value, "unit", None) == "multiple":
            return True  # 'three times last year's figure'
        if getattr(figure.value, "kind", None) == "change" and clauses.tokens[at].value.rule == "since":
            return True  # 'a drop of 1.1% since June': that figure's alone
    first = line.before(at, "QTY !QTY|COMMA|AND{1,7}")
    if first is not None and "multiple:of" in getattr(clauses.tokens[first].value, "rules", ()):
        return True  # '1.9 times the number recorded in 2024'
    if clauses.tokens[at].value.rule in SPANS:
        return False  # 'the drop in cases from January to March': when, not against what
    led = line.before(at, "FROM !QTY|COMMA{0,5}")
    return led is not None and line.before(at, "FROM WORD{0,5}") is not None and _moves(clauses, piece, led)


def _by_table(clauses: Clauses, at: int, back: bool) -> str | None:
    """The role that the first row of ROLES which fits gives a time."""
    piece, line = clauses.piece(at), clauses.line
    for role, left, right in ROLES:
        if role == "record" and not back and left != "BEYOND":
            continue
        begin = line.before(at, left) if left else at
        end = line.after(at, right) if right else at + 1
        if begin is None or end is None or begin < piece.first or end > piece.last:
            continue
        attribute = end < len(clauses.tokens) and "DE" in clauses.tokens[end].types  # 5月30日通车的新站
        if role == "event" and (clauses.has(piece, "QTY") and right) and not attribute:
            continue  # 'in 2024, when it opened, 300 ...': the figure of the same piece is of the time
        return role
    return None


def said_on(clauses: Clauses, at: int) -> bool:
    """Is a day that of a statement: 'said on Monday', 'told a press conference held on Friday', 10月9日通报?"""
    piece = clauses.piece(at)
    apart = _tells(clauses, piece) and not clauses.has(piece, "QTY")  # 10月14日,记者从边检站获悉
    return apart or (
        clauses.has(piece, "SAY") and not any(t.text[:1].isdigit() for t in clauses.between(piece.first, at))
    )


def _alone(clauses: Clauses, piece: Piece, at: int) -> bool:
    """一连四日（1日至4日）: a bracket that holds nothing but a time says when, where no time stands right before it."""
    before = clauses.tokens[piece.first - 2] if piece.first > 1 else None
    return of_times_alone(clauses, piece) and not (before and "TIME" in before.types)


def of_times_alone(clauses: Clauses, piece: Piece) -> bool:
    """Does a piece hold nothing but times?"""
    return all(t.types & {"TIME", "PREPOSITION"} for t in clauses.between(piece.first, piece.last))


def _moves(clauses: Clauses, piece: Piece, begin: int) -> bool:
    """'A drop from the numbers arriving in July': does a change stand before 'from' at `begin`, with no figure between?"""
    words = clauses.between(piece.first, begin)
    last = max((i for i, t in enumerate(words) if t.types & {"RISE", "FALL"}), default=None)
    return last is not None and not any("QTY" in t.types for t in words[last:])


def fronted(clauses: Clauses, at: int) -> bool:
    """Does a time stand at the head of its piece, so that it holds for what follows it?"""
    piece = clauses.piece(at)
    return all(t.types & STARTS for t in clauses.between(piece.first, at))


def led_clause(clauses: Clauses, at: int) -> Piece | None:
    """The clause that a figure at the head of the sentence leads: 'At 2,597, the number of applications was ...'."""
    begins = clauses.line.before(at, "REACH LIGHT*") == 0
    alone = begins and clauses.piece(at).last == at + 1 and clauses.line.after(at, "COMMA LIGHT|WORD") is not None
    return next((p for p in clauses.pieces if p.first == at + 2), None) if alone else None
