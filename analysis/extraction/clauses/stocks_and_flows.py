"""What there is on a day, and what was done up to it: 'as of 1 January, there were 82,892', 截至5月，已侦办案件4414起."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ...language.lexicon import word_list
from ...language.periods import Period
from ...language.tokens import PAST_FORMS, Token
from .clauses import Clauses

SO_FAR, AS_OF, AS_OF_DAY = word_list("so_far"), word_list("as_of"), word_list("as_of_day")
THERE, STANDS, HAS_BEEN, IS = (word_list(name) for name in ("there_are", "stands_open", "has_been", "is_now"))
HOLDS, HAS = word_list("holds_on_a_day"), word_list("has_forms")
DOES = frozenset(["ED", "BE", "EVENT", "FLOW"])
ALREADY, THERE_IS, PASSED = word_list("already"), word_list("there_is"), word_list("passed", "zh")
# What tells of what happened, or was done, up to a day.
HAPPENED = frozenset(["FLOW", "CUMULATIVE", "NEW", "EVENT", "ESTIMATE"])
HAPPENED_WORDS = word_list("happened_up_to", "zh")


def counts_up_to_now(clauses: Clauses, at: int, period: Period) -> bool:
    """截至目前，全省共发生火灾1034起, 'so far, 300 have been seized': does 'now' end a time in which something was done?"""
    if period.rule != "now" or not period.last:
        return False
    time, *behind = clauses.tokens[at:]
    flows = any(t.types & {"CUMULATIVE", "FLOW"} for t in behind[:11])
    if time.text.lower() in SO_FAR and not is_stock(clauses, at):
        beside = clauses.line.after(at, "PREPOSITION? LIGHT* TIME") is not None  # '50 so far in February'
        if flows or (time.text.isascii() and not beside):
            return True
    # 截至目前，全省共发生火灾1034起，同比下降; 已破90万人次
    compared = any("BASE" in t.types or ("QTY" in t.types and t.text.startswith(PASSED)) for t in behind)
    return (flows or compared) and _done_by_now(clauses, at)


def _done_by_now(clauses: Clauses, at: int) -> bool:
    """目前已侦办案件4414起: what has been done up to now, not what there is now."""
    behind = clauses.tokens[at + 1 : at + 12]
    ends = next((i for i, t in enumerate(behind) if "QTY" in t.types), len(behind))
    counted = any(
        t.text in ALREADY and after.text not in THERE_IS for t, after in itertools.pairwise(behind[: ends + 1])
    )
    return counted and not is_stock(clauses, at)


def is_now(clauses: Clauses, at: int) -> bool:
    """'As of today, 105,509 persons are registered': what is so on the day, where 'have been' adds up."""
    verb = next((i for i in range(at + 1, len(clauses.tokens)) if "PRESENT" in clauses.tokens[i].types), None)
    behind = clauses.tokens[verb + 1].text.lower() if verb is not None and verb + 1 < len(clauses.tokens) else ""
    if any("CUMULATIVE" in t.types or t.text.lower() in SO_FAR for t in clauses.tokens):
        return False
    return verb is not None and clauses.tokens[verb].text.lower() in IS and behind not in HAS_BEEN


def is_stock(clauses: Clauses, at: int) -> bool:
    """'There were 82,892 residents as of 1 January': does the clause tell what there is on a day, not what was done up to it?"""
    piece = clauses.piece(at)
    near = clauses.tokens[max(0, piece.first - 12) : piece.last + 4]
    if any("CUMULATIVE" in t.types for t in near):
        return False
    named = any("STOCK" in t.types and "TIME" not in t.types for t in near)
    cases = any("QTY" in t.types and getattr(t.value, "unit", None) == "case" for t in near)
    return named or _told_of_a_day(clauses, at, near, cases) or stands_at_the_end(clauses, at, clauses.clause(at))


def _told_of_a_day(clauses: Clauses, at: int, near: Sequence[Token], cases: bool) -> bool:
    """'As of July 1, 300 are registered', 'held 157,056': a verb of what there is; `cases` add up all the same."""
    said, rest = clauses.tokens[at].text.lower(), clauses.clause(at)
    as_of = not said.isascii() or said.startswith(AS_OF)
    if as_of and not cases and any(t.text.lower() in THERE for t in near):
        return True  # where 'until July 21, there were 89 collisions' counts up
    day = said.startswith(AS_OF_DAY)
    if day and ((not cases and any(t.text.lower() in IS for t in rest)) or _holds(rest)):
        return True
    stands = any(t.text.lower() in STANDS for t in rest) and any("BE" in t.types for t in rest)
    # 'were waiting', 'being held'
    goes_on = any("BE" in a.types and b.types & {"ING", "BE"} for a, b in itertools.pairwise(rest))
    return (stands or (as_of and goes_on)) and not any(t.text.lower() in HAS_BEEN for t in rest)


def _holds(rest: Sequence[Token]) -> bool:
    """'As at 28 February, the 243 centres held 157,056 inmates', 'as at 30 June 553,187 cases were pending': a verb that tells what there is,
    where 'had received' and 'had exceeded 5,000' tell what was done."""
    pairs = [(b, b.text.lower()) for a, b in itertools.pairwise(rest) if a.text.lower() in HAS]
    done = any(b.types & DOES or said in PAST_FORMS or ("QTY" in b.types and said[0].isalpha()) for b, said in pairs)
    return not done and any(t.text.lower() in HOLDS for t in rest)


def stands_at_the_end(clauses: Clauses, at: int, rest: Sequence[Token]) -> bool:
    """截至9月15日，减班休息的企业计212家: how many there are on a day, with no word of what happened or was done up to it."""
    if clauses.tokens[at].text.isascii() or any(t.types & HAPPENED for t in rest):
        return False
    said = "".join(t.text for t in rest if "TIME" not in t.types)
    return not any(word in said for word in HAPPENED_WORDS)
