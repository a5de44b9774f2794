"""What the changes of a row are measured against: one told twice, several with one base behind them, each with its own."""

from __future__ import annotations

import itertools

from ...language.lexicon import word_list
from ...language.tokens import Token
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Draft
from .kinds_beside import IN_LIST, TWICE

LAST_YEAR = word_list("previous_year") + word_list("last_years")
LAST_PART = word_list("last_parts")
# '67 cases or 2.7 per cent', '11,300 more (+123.5%) than last year'.
TOLD_AGAIN = ("QTY WORD{0,2} COMMA? OR LIGHT*", "QTY MORE|LESS OPEN LIGHT*")
ROW_OF_BASES = "base:respectively"  # the rule's name


def label_of(token: Token) -> str | None:
    """The base that a token names."""
    if token.types & {"THEN", "BASE"}:
        return str(token.value)
    first = token.value.first
    if first is None and token.text.lower().startswith(LAST_YEAR):
        return "same_period_last_year"  # 'the average during last year's holiday', whose days are not known
    if first is not None and token.value.rule == "fiscal_year":
        first = token.value.last  # 'its 2013 fiscal year' may begin in 2012
    return None if first is None else f"same_period_of:{first.year}"


def twins(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """One change told twice ('67 cases or 2.7 per cent', 'rose by 2,486 million, or 24.6% more than a year before') has one base."""
    out = list(drafts)
    for i, draft in enumerate(out[1:], 1):
        last = out[i - 1]
        at = clauses.figures.get(draft.start)
        again = at is not None and any(clauses.line.before(at, form) is not None for form in TOLD_AGAIN)
        if (
            (TWICE in draft.rules or again)
            and draft.kind == "change"
            and last.kind == "change"
            and (draft.base is None) != (last.base is None)
        ):
            base = draft.base or last.base
            out[i], out[i - 1] = replace(draft, base=base), replace(last, base=base)
    return out


def rows_of_changes(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'Up 17.6 percent, 2.9 percent and 4.8 percent, respectively, compared with 2006': what closes a row of changes is the base of each."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        draft, after = out[i], out[i + 1]
        if draft.kind != "change" or after.kind != "change" or draft.unit != after.unit or draft.base or not after.base:
            continue
        if clauses.joints(draft, after) is not None or IN_LIST in after.rules:
            out[i] = replace(draft, base=after.base, rules=(*draft.rules, "base:of_list"))
    return out


def in_order(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'Up 189.5 percent and 35 percent compared with the figures in 2019 and 2020 respectively': each against its own year."""
    out = list(drafts)
    said = next((i for i, t in enumerate(clauses.tokens) if "RESPECTIVELY" in t.types), None)
    if said is None:
        return out
    out = _said_before(out, clauses)
    for i, (draft, after) in enumerate(itertools.pairwise(drafts)):
        at = clauses.figures.get(after.start)
        row = (
            draft.kind == after.kind == "change"
            and draft.unit == after.unit
            and clauses.joints(draft, after) is not None
        )
        if at is None or not row or at > said:
            continue
        led = next((n for n in range(at + 1, said) if clauses.tokens[n].types & {"THAN", "BASE"}), said)
        behind = [t for t in clauses.tokens[led:said] if t.types & {"BASE", "TIME", "QTY"}]
        labels = [label_of(t) for t in behind if not t.types & {"QTY"}]
        if len(behind) == len(labels) == 2 and all(str(b).startswith("same_period_of:") for b in labels):
            out[i] = replace(draft, base=labels[0], rules=(*draft.rules, ROW_OF_BASES))
            out[i + 1] = replace(after, base=labels[1], period=draft.period, rules=(*after.rules, ROW_OF_BASES))
    return out


def _said_before(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """客流同比、环比分别增长5%和6%, 对比2021年、2020年及2019年分别下降13.9%、2.6%及30.9%: bases joined, then as many changes."""
    out = list(drafts)
    for i, draft in enumerate(drafts):
        at = clauses.figures.get(draft.start)
        bases = _joined_bases(clauses, at) if at is not None else []
        row = drafts[i : i + len(bases)]
        ats = [clauses.figures.get(d.start, -9) for d in row]
        alike = all(d.kind == "change" and d.unit == draft.unit for d in row)
        if len(bases) < 2 or len(row) < len(bases) or not alike or any(b - a > 3 for a, b in itertools.pairwise(ats)):
            continue
        labels = [label_of(bases[0]), *map(_label_behind, bases[1:])]
        if all(labels) and len(set(labels)) == len(labels):
            told = _told_again(drafts[i:], len(labels), clauses)
            for n, base in enumerate((*labels, *labels) if told else labels, i):
                out[n] = replace(out[n], base=base, rules=(*out[n].rules, ROW_OF_BASES))
    return out


def _told_again(row: list[Draft], size: int, clauses: Clauses) -> bool:
    """比2021年、2020年分别减少102宗、90宗，下降40%、37%: is a row of changes told again in another unit right behind it?"""
    first, again = row[:size], row[size : 2 * size]
    ats = [clauses.figures.get(d.start, -9) for d in again]
    alike = all(d.kind == "change" and d.unit == again[0].unit != first[0].unit for d in again)
    row_on = len(again) == size and alike and all(b - a <= 3 for a, b in itertools.pairwise(ats))
    between = clauses.between(clauses.figures.get(first[-1].start, 0) + 1, ats[0]) if row_on else []
    return row_on and not any(t.types & {"BASE", "TIME", "STOP"} for t in between)


def _joined_bases(clauses: Clauses, at: int) -> list[Token]:
    """The one row of bases in the piece of a figure, before it and with no other figure between."""
    tokens, piece = clauses.tokens, clauses.piece(at)
    first = piece.first
    told_here = any("BASE" in t.types for t in clauses.between(first, at))
    if piece.number and "RESPECTIVELY" in tokens[first].types and not told_here:
        first = clauses.pieces[piece.number - 1].first  # 对比2021年、2020年及2019年，分别下降……
    begins = [n for n in range(first, at - 2) if "BASE" in tokens[n].types and tokens[n + 1].types & {"AND", "LIST"}]
    if len(begins) != 1 or any(first <= f < at for f in clauses.figures.values()):
        return []
    last = begins[0]
    while last + 2 < at and tokens[last + 1].types & {"AND", "LIST"} and tokens[last + 2].types & {"BASE", "TIME"}:
        last += 2
    return tokens[begins[0] : last + 1 : 2]


def _label_behind(token: Token) -> str | None:
    """The base that a time tells behind the joint of two: 上月和上年末."""
    if "TIME" not in token.types or "BASE" in token.types:
        return label_of(token) if "BASE" in token.types else None
    if token.text.startswith(LAST_YEAR):
        return "previous_year"
    return "previous_period" if token.text.startswith(LAST_PART) else label_of(token)
