"""Numbers that are no claim: those that only say when, and those that are part of a name."""

from __future__ import annotations

from ...language.lexicon import word_list
from ..clauses.clauses import Clauses
from ..clauses.draft import Draft


def without_times(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'In the 4 weeks since 15 January', 'two months after the rules changed': these only say when."""
    kept = []
    for draft in drafts:
        at = clauses.figures.get(draft.start)
        behind = clauses.tokens[at + 1] if at is not None and at + 1 < len(clauses.tokens) else None
        when = behind is not None and (
            ("TIME" in behind.types and behind.value.rule == "since") or behind.text.lower() in word_list("when")
        )
        stretch = draft.kind == "duration" or draft.unit in ("decade", "hour")
        if not (stretch and (when or (at is not None and _only_when(clauses, at)))):
            kept.append(draft)
    return kept


def _only_when(clauses: Clauses, at: int) -> bool:
    """'Over the four weeks, officers checked 71 boats', 两周内, 'the lowest level in two decades': a stretch that only says when."""
    tokens, piece = clauses.tokens, clauses.piece(at)
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    before = tokens[at - 1] if at else None
    whole = (
        before is not None and "TIME" in before.types and before.value.dated and before.value.first != before.value.last
    )
    said = "".join(t.text for t in tokens[at + 1 : at + 3])
    if whole and said.startswith(word_list("length_of_a_time", "zh")):
        return True  # 10月22日至28日一周时间
    record = any("RECORD" in t.types for t in clauses.between(piece.first, at))
    if record and clauses.line.before(at, "PREPOSITION LIGHT*") is not None:
        return True
    if behind is not None and "WITHIN" in behind.types:
        return True
    led = clauses.line.before(at, "STRETCH LIGHT|SAME*")
    ends = behind is None or bool(behind.types & {"COMMA", "STOP", "REACH", "TIME"})
    return led is not None and ends and led == piece.first and any(f != at for f in clauses.figures.values())


def without_names(drafts: list[Draft], clauses: Clauses, spaced: bool) -> list[Draft]:
    """“国门利剑2016”, K-9, “两车北上”: a bare number that a quotation mark or a hyphen binds to a name counts nothing."""
    return [draft for draft in drafts if not _names(draft, clauses, spaced)]


def _names(draft: Draft, clauses: Clauses, spaced: bool) -> bool:
    """Is a number part of a name, or a numeral before no measure word?"""
    at, quantity = clauses.figures.get(draft.start), draft.quantity
    if at is None or draft.kind != "level" or quantity is None or quantity.numeral.hedge:
        return False
    before = clauses.tokens[at - 1] if at else None
    after = clauses.tokens[at + 1] if at + 1 < len(clauses.tokens) else None
    worded = quantity.numeral.form == "words"
    if not spaced and worded and draft.end - draft.start == 1 and (draft.unit is None or not quantity.known_unit):
        return True  # 执勤三队, 一段时间: one numeral before no measure word counts nothing
    if not spaced and draft.unit == "times" and worded and (draft.value or 0) < 11:
        return True  # 两次因超载被查: an adverb
    if not (draft.unit is None or quantity.implied or worded):
        return False
    small = worded and draft.value is not None and draft.value < 11
    bound = before is not None and ("HYPHEN" in before.types or ("QUOTE" in before.types and small))
    year = after is not None and "QUOTE" in after.types and draft.value is not None and 1990 <= draft.value <= 2100
    return bound or year


TOLD = ("person", "person_trip", "case", "gang", "vehicle", "document", "death")  # what a vague number is told of
FEW = 10


def without_few(drafts: list[Draft], spaced: bool) -> list[Draft]:
    """'In several provinces', 'a few bags': a small number that nobody counted, of things that no statistic is about."""
    return [draft for draft in drafts if not (spaced and _few(draft))]


def _few(draft: Draft) -> bool:
    quantity = draft.quantity
    if quantity is None or quantity.numeral.form != "vague" or draft.kind not in ("level", "duration"):
        return False
    low = quantity.numeral.low
    return low is not None and low < FEW and (draft.unit or "").split("/")[0] not in TOLD
