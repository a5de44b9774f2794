"""Percentages of another time that one is held against: 增长6.3%，快于一季度的4.5%."""

from __future__ import annotations

from ...language.lexicon import alternatives, word_list
from ...language.patterns import later
from ...language.periods import Period, kind_of
from ...language.tokens import Token
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Draft
from ..comparisons.base_periods import MARK, days_of
from .prior_times import moved

HELD = later(rf"(?:{alternatives(list(word_list('held_against', 'zh')))})$")
PACES = word_list("paces", "zh")
RULE = "kind:growth_beside"


def with_growths_beside(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """Percentages behind a time that something is held against are of that time, and of the kind of the one before them."""
    out = list(drafts)
    for i, draft in enumerate(drafts):
        at = clauses.figures.get(draft.start)
        before = [d for d in out[:i] if d.unit == "percent" and d.start in clauses.figures and RULE not in d.rules]
        if at is None or draft.unit != "percent" or not before:
            continue
        time = _held_against(clauses, at)
        last = before[-1]
        if time is None or last.kind not in ("change", "share", "level"):
            continue
        period = _of_base(str(time.value), last, draft) if "BASE" in time.types else time.value
        if period is None or period.first is None:
            continue
        quantity = draft.quantity
        # 低于去年同期的3%: held against it, and no bound
        if quantity and quantity.modifier in ("less_than", "more_than"):
            quantity = replace(quantity, modifier="exact")
        told = last.kind == "change"
        out[i] = replace(
            draft, quantity=quantity, kind=last.kind, direction=last.direction if told else None,
            base=last.base if told else None, period=period, period_source="own",
            rules=(*draft.rules, RULE),
        )  # fmt: skip
    return out


def _of_base(label: str, new: Draft, draft: Draft) -> Period | None:
    """The time that a base names for the figure behind it, counted from the time of the new one."""
    if label.startswith(MARK):
        first, last = days_of(label)
        return Period(draft.start, draft.end, first, last, kind_of(first, last), "compared")
    return moved(new.period, label) if new.period else None


def _held_against(clauses: Clauses, at: int) -> Token | None:
    """The time or base right before a percentage that 高于, 快于 or 较 leads to, where 的 or the name of a pace binds the two."""
    tokens = clauses.tokens
    behind = "".join(t.text for t in tokens[at + 1 : at + 4])
    bound = "DE" in tokens[at - 1].types
    begin = at - 2 if bound else at - 1
    if begin < 0 or not tokens[begin].types & {"TIME", "BASE"}:
        return None
    token = tokens[begin]
    said = "".join(t.text for t in tokens[max(0, begin - 3) : begin])
    led = HELD.search(said) or ("BASE" in token.types and token.text.startswith(word_list("held_against", "zh")))
    paced = behind.startswith(PACES)
    return token if led and (bound or paced or token.text.endswith("的")) else None
