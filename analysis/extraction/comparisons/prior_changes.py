"""Changes of an earlier time that a new change is told beside, and rows of earlier figures."""

from __future__ import annotations

from decimal import Decimal

from ...language.patterns import later
from ...language.tokens import SPACED
from ...records import replace
from ..clauses.cues import Cues
from ..clauses.draft import Draft, Reading
from .base_periods import BRACKET_BETWEEN

# 'compared to an increase of', 'after an', 'following a': what leads to a change of an earlier time.
GROWTH_BEFORE = later(r"\b(?:compared (?:to|with)|after|following|against|versus) an? (?:[a-z-]+ ){0,4}$")
BESIDE_IT = later(r" (?:[a-z]+ )?(?:in |during |recorded |seen )?")


def of_growth_before(read: Reading, draft: Draft) -> str | None:
    """'Fell 1.8 percent, after an increase of 3.8 percent one year earlier': the time of a change that an earlier change is told of."""
    if draft.kind != "change" or read.lang not in SPACED or GROWTH_BEFORE.search(read.text, 0, draft.start) is None:
        return None
    return next((label for start, _, label in read.thens if BESIDE_IT.fullmatch(read.text, draft.end, start)), None)


def with_label_of_list(drafts: list[Draft], goes_on: list[bool]) -> list[Draft]:
    """'Down from 109 and 40, respectively, for the same period in 2014': the time behind a row is that of all of it."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        if out[i].earlier == "" and out[i + 1].earlier and goes_on[i]:
            out[i] = replace(out[i], earlier=out[i + 1].earlier, rules=(*out[i].rules, "earlier:of_list"))
    return out


def as_growth(read: Reading, draft: Draft, before: list[Draft], table: Cues) -> Draft:
    """'Exports rose 5.3 percent, up from 2.4 percent in May': what a growth is compared with is a growth, measured alike."""
    last = before[-1] if before else None
    if last is None or draft.kind != "level" or draft.unit != "percent" or last.kind != "change":
        return draft
    left = read.text[last.end : draft.start]
    if last.unit != "percent" or not (table.earlier_sure.search(left) or table.earlier_aside.search(left)):
        return draft  # 'fell 5 percent from 34 percent'
    rules = (*draft.rules, "kind:growth_before")
    return replace(draft, kind="change", direction=last.direction, base=last.base, rules=rules)


def came_from(read: Reading, draft: Draft, drafts: list[Draft], new: Draft) -> str | None:
    """31,111宗，较2021年上升6.7%（即29,157宗）: does a bracket behind a change hold what it came from? The figures tell."""
    changes = [d for d in drafts if d.kind == "change" and d.unit == "percent" and d.base and d.value]
    change = next((d for d in changes if BRACKET_BETWEEN.fullmatch(read.text, d.end, draft.start)), None)
    if change is None or not draft.value or not new.value or not change.value:
        return None
    way = -1 if change.direction == "down" else 1
    old = new.value / (1 + way * change.value / 100) if change.value != 100 else None
    return change.base if old and abs(old - draft.value) <= abs(old) * CLOSE else None


CLOSE = Decimal("0.006")  # of a figure, by which rounding may part what a percentage makes of it
