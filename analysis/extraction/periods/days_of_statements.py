"""The days on which something is said, released or foretold: 'the office said on Monday', 入境处今天（4月27日）预计."""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.tokens import Token
from ..clauses.clauses import Clauses
from ..clauses.pieces import Piece

STATEMENTS, COUNTS_AS_SAID = word_list("statements_issued"), word_list("reports_what_it_counts")
TELLS_ON = frozenset(["RELATIVE", "COMMA", "STOP", "PREPOSITION", "TIME"])  # 'reported that', 'reported on'
FORETELLS, ACTED_UPON = word_list("foretells", "zh"), word_list("acted_upon", "zh")
SAYS_THAT, SAID_ON = word_list("says_that"), ("weekday", "relative_day")


def dates_a_statement(clauses: Clauses, at: int) -> bool:
    """'Figures released Thursday showed 536,600 people': is a day that on which something was said?"""
    piece, line, tokens = clauses.piece(at), clauses.line, clauses.tokens
    if not clauses.has(piece, "QTY") and (clauses.has(piece, "SAY") or _tells(clauses, piece)):
        return True
    if tokens[at].value.rule in SAID_ON and line.before(at, "SAY PREPOSITION? LIGHT*") is not None:
        return True  # 'figures released Thursday showed 536,600 people'
    issued = line.before(at, "SAY ED PREPOSITION? LIGHT*")
    if issued is not None and tokens[issued].text.lower() in STATEMENTS:
        return True  # 'in a statement issued yesterday the force reported'
    return _said_that(clauses, at) or _then_says(clauses, at) or _foretells(clauses, at)


def said_on(clauses: Clauses, at: int) -> bool:
    """Is a day that of a statement: 'said on Monday', 'told a press conference held on Friday', 10月9日通报?"""
    piece = clauses.piece(at)
    apart = _tells(clauses, piece) and not clauses.has(piece, "QTY")  # 10月14日,记者从边检站获悉
    return apart or (
        clauses.has(piece, "SAY") and not any(t.text[:1].isdigit() for t in clauses.between(piece.first, at))
    )


def _acts_upon(clauses: Clauses, say: Token) -> bool:
    """1月15日，民警根据线索抓获3人: what somebody acts upon says nothing, where 根据市局统计 says whose figures follow."""
    at = next(i for i, token in enumerate(clauses.tokens) if token is say)
    before = "".join(t.text for t in clauses.between(clauses.piece(at).first, at))
    return say.text in ACTED_UPON and len(before) > 1


def _tells(clauses: Clauses, piece: Piece) -> bool:
    """'On Tuesday, the minister released ...', '... said in Shenzhen, Guangdong province, on Thursday': a day apart that dates what is said."""
    tokens = clauses.tokens
    if not all(t.types & {"TIME", "PREPOSITION", "LIGHT"} for t in tokens[piece.first : piece.last]):
        return False
    behind = [t for p in clauses.pieces[piece.number + 1 :] if p.group == piece.group for t in tokens[p.first : p.last]]
    if all(p.depth > piece.depth or not clauses.has(p, "SAY", "QTY", "TIME") for p in clauses.pieces[: piece.number]):
        said = next((i for i, t in enumerate(behind[:12]) if t.types & {"SAY", "QTY", "TIME"}), None)
        if said is None or "SAY" not in behind[said].types or _acts_upon(clauses, behind[said]):
            return False
        told = behind[said + 1 : said + 2]  # 'on 1 November, the bureau reported similar traffic with 42,858 arrivals'
        counts = behind[said].text.lower() in COUNTS_AS_SAID and bool(told) and not told[0].types & TELLS_ON
        return not (counts and clauses.tokens[piece.last - 1].value.rule == "date")
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


def _said_that(clauses: Clauses, at: int) -> bool:
    """'Estimated on Wednesday that 3 million would come', 'warned on 5 May that': any verb with a day and what it says behind."""
    behind = clauses.tokens[at + 1] if at + 1 < len(clauses.tokens) else None
    return (
        behind is not None
        and behind.text.lower() in SAYS_THAT
        and clauses.line.before(at, "SAY|ESTIMATE|ED PREPOSITION? LIGHT*") is not None
    )


def _then_says(clauses: Clauses, at: int) -> bool:
    """'The force yesterday said that it had recorded': a day right before the verb that tells."""
    tokens = clauses.tokens
    if tokens[at].value.rule not in SAID_ON or clauses.line.after(at, "SAY") is None:
        return False
    told = tokens[at + 2].types if at + 2 < len(tokens) else TELLS_ON
    return tokens[at + 1].text.lower() not in COUNTS_AS_SAID or bool(told & TELLS_ON)


def _foretells(clauses: Clauses, at: int) -> bool:
    """入境处今天（4月27日）预计: the day on which something is foretold."""
    end = clauses.line.after(at, "OPEN TIME CLOSE ESTIMATE")
    end = clauses.line.after(at, "CLOSE? ESTIMATE") if end is None else end
    near = at + 1 < len(clauses.tokens) and clauses.tokens[at].value.rule in (*SAID_ON, "date")
    # 今天预计发送176万人次: where nobody is named, the day is that of what is foretold
    led = at > clauses.piece(at).first
    return near and led and end is not None and clauses.tokens[end - 1].text in FORETELLS
