"""The direction of a change, told by the words before its figure."""

from __future__ import annotations

import re

from ...language.lexicon import alternatives, word_list
from ...language.patterns import later
from ...language.tokens import forms_of
from ...records import replace
from ..clauses.cues import Cues
from ..clauses.draft import Draft, Reading
from .bases import near_base

BY = later(
    r"\bby (?:an? (?:(?:less|more) [a-z]+ |[a-z-]+ )?|some |about |nearly |over |more than |as (?:much|many) as )?$"
)
AS_MUCH = later(r"\bas (?:much|many|high) as\b")
PHRASAL = later(rf"\b(?:{alternatives(sorted(forms_of('phrasal')))})\b", re.IGNORECASE)
NAMED_CHANGES = word_list("named_changes", "zh")  # 增幅达5%: a change's own name
REACHED, BECOME = word_list("reached_alone", "zh"), word_list("become", "zh")


def direction_before(left: str, table: Cues, read: Reading, floor: int, amount: bool = False) -> str | None:
    """The direction cue that governs a figure from its left, if nothing but joints stands between; `amount`: of things, which may be
    picked up where a rate picks up."""
    plain = read.timeless[floor : floor + len(left)]
    hits = list(table.direction.finditer(plain))
    if hits:  # the 'up' of 'made up' and 'put up' tells no direction
        shares = [m.span() for pattern in (table.share_word, PHRASAL) for m in pattern.finditer(plain)]
        inside = [(a if amount else a + 1, b) for a, b in shares]
        hits = [m for m in hits if not any(a <= m.start() and m.end() <= b for a, b in inside)]
    if not hits:
        return None
    last = hits[-1]
    tail = AS_MUCH.sub("", plain[last.end() :])
    become = len(last[0]) == 1 and tail.strip() in BECOME  # 失业率降为4.32%
    alone = tail.strip() in REACHED and not become
    if table.reached.search(tail) and not (last[0].endswith(NAMED_CHANGES) or alone):
        return None
    governs = table.joint.fullmatch(tail) or table.object_by.fullmatch(tail)  # 'grow sales by 35 per cent'
    return last.lastgroup if governs else None


def as_change(read: Reading, draft: Draft, direction: str, table: Cues) -> Draft:
    """A draft as a change in a direction, against the base that is said nearest."""
    return replace(draft, kind="change", direction=direction, base=draft.base or near_base(read, draft))
